"""The English grammar, and the reading of numbers in languages with spaces between words."""
