"""What a text talks about: terms counted and shown in their context, and how alike texts are."""
