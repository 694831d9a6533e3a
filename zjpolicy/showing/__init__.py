"""What a person sees: pieces of an annotated text, page, notebook, terminal, references, charts."""
