"""Reads English sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Sequence

from zjpolicy.languages import Language
from zjpolicy.reading.constructions import constructions
from zjpolicy.reading.english.chunks import Chunks
from zjpolicy.reading.english.kinds import set_kind, set_role
from zjpolicy.reading.english.lists import deal, share_places
from zjpolicy.reading.english.measures import set_measure
from zjpolicy.reading.english.sentence import Figure, Sentence
from zjpolicy.reading.model import Quantity, Reading


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of an English sentence.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        Span of the sentence.
    quantities : sequence of Quantity
        Those inside it, in text order.
    language : Language
        English.
    """
    sentence = Sentence(Chunks(text, start, end, quantities, language), constructions(language), language)
    for group in sentence.groups():
        _read_group(sentence, group)
    share_places(sentence)
    return [figure.reading for figure in sentence.figures]


def _read_group(sentence: Sentence, group: Sequence[Figure]) -> None:
    """Read the figures of a list as one, and deal out what is told of them."""
    first, last = group[0], group[-1]
    found = sentence.table.find(sentence.letters, first.at, last.at + 1, first.traits)
    for figure in group:
        figure.found = found
        sentence.set_clause(figure)
        set_measure(sentence, figure)
        set_kind(sentence, figure)
        set_role(sentence, figure)
    if len(group) > 1:
        deal(sentence, group)
