"""Reads English sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Sequence

import regex

from zjpolicy.languages import Language
from zjpolicy.languages.english_kinds import set_kind, set_role
from zjpolicy.languages.english_measures import set_measure
from zjpolicy.languages.english_sentence import Figure, Sentence
from zjpolicy.quantity import Quantity
from zjpolicy.reading import Reading

# What may stand between the figures of one list.
CHAIN = regex.compile(
    r"\s*(?:,\s*)?(?:and\s+)?(?:by\s+|to\s+)?"
    r"(?:(?:more|less) than\s+|about\s+|over\s+|around\s+|nearly\s+|at least\s+|RMB\s*|[¥$])?"
)


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
    sentence = Sentence(text, start, end, quantities, language)
    for figure in sentence.read():
        reading = figure.reading
        reading.clause = sentence.clause(figure)
        set_measure(sentence, figure)
        set_kind(sentence, figure)
        set_role(sentence, figure)
        reading.tense = sentence.tense(figure)
        if figure.governor is not None and (subject := sentence.phrases.subject(figure.governor)):
            reading.subject = sentence.phrases.offsets(subject)
    _share_lists(sentence)
    for figure in sentence.figures:
        if not figure.reading.measure:
            figure.reading.doubt = "no words found for what is measured"
    return [figure.reading for figure in sentence.figures]


def _share_lists(sentence: Sentence) -> None:
    """Deal the parts of a subject out to the figures of a list: "A and B rose by 5% and 6%, respectively"."""
    chain: list[Figure] = []
    for figure in sentence.figures:
        if chain and not _chained(sentence, figure):
            _deal(sentence, chain)
            chain = []
        chain.append(figure)
    _deal(sentence, chain)


def _chained(sentence: Sentence, figure: Figure) -> bool:
    earlier = sentence.previous(figure)
    between = sentence.between(figure)
    same = earlier is not None and earlier.quantity.unit == figure.quantity.unit
    return same and len(between) <= 40 and bool(between.strip()) and CHAIN.fullmatch(between) is not None


def _deal(sentence: Sentence, chain: Sequence[Figure]) -> None:
    head = chain[0].reading
    if len(chain) < 2 or head.role == "baseline":
        return
    span = sentence.phrases.span_at(head.span)
    parts = sentence.phrases.conjuncts(span, len(chain)) if span else []
    whole = head.measure, head.span
    actor = sentence.phrases.span_at(head.subject) if head.subject[1] <= head.span[0] else None
    actors = sentence.phrases.conjuncts(actor, len(chain)) if actor else []
    for at, figure in enumerate(chain):
        own = sentence.phrases.after(figure.place) if at else None
        if own is not None and figure.quantity.unit == "count":
            continue
        figure.reading.kind, figure.reading.direction = head.kind, head.direction
        figure.reading.measure, figure.reading.span = parts[at] if parts else whole
        if actors:
            figure.reading.subject = actors[at][1]
