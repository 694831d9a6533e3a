"""The Chinese grammar, and the reading of Chinese numbers."""
