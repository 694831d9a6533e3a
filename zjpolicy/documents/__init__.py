"""Bytes to text, and text to its outline and what it says of itself: `Document`."""
