"""Many reports at once."""

from zjpolicy.corpus.many import Corpus, read_corpus

__all__ = ["Corpus", "read_corpus"]
