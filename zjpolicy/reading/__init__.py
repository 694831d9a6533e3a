"""Text to statements: numbers, quantities, and what a sentence says of each."""
