"""Many reports at once."""

from zjpolicy.corpus.read_corpus import Corpus, read_corpus

__all__ = ["Corpus", "read_corpus"]
