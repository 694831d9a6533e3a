"""Reads English sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Sequence

import regex

from zjpolicy.languages import Language
from zjpolicy.reading.english.kinds import COMPARATIVES, set_kind, set_role
from zjpolicy.reading.english.measures import set_measure
from zjpolicy.reading.english.sentence import Figure, Sentence
from zjpolicy.reading.model import Quantity, Reading
from zjpolicy.registry.places import find_places

# What may stand between the figures of one list.
CHAIN = regex.compile(
    r"\s*(?:,\s*)?(?:and\s+)?(?:by\s+|to\s+)?"
    r"(?:(?:more|less) than\s+|about\s+|over\s+|around\s+|nearly\s+|at least\s+|RMB\s*|[¥$])?"
)

RESPECTIVELY = regex.compile(r",?\s*(?:or (?:more|above|less)|and above)?,?\s*respectively")
# A phrase that tells where, and what ends a clause.
IN_PLACE = regex.compile(
    r"\b(?:in|at|across) (?:the (?:city|county|district|province|cities|counties) of )?\p{Lu}.*", regex.S
)
CLOSES = regex.compile(r"\s*(?:[.;,]|$)")


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
    _share_places(sentence)
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
    same = same and sentence.low(figure.place + 1) not in COMPARATIVES  # "9 million yuan, 2 million less than in May"
    return same and len(between) <= 40 and between.strip() not in ("", "to") and CHAIN.fullmatch(between) is not None


def _share_noun(sentence: Sentence, chain: Sequence[Figure]) -> bool:
    """Give what the last of a list counts to all: "Ningbo and Wenzhou opened 20 and 10 schools"."""
    last = chain[-1].reading
    counted = sentence.phrases.after(chain[-1].place)
    bare = all(sentence.tag(figure.place + 1) in ("COMMA", "CC") for figure in chain[:-1])
    governor = chain[0].governor
    reached = sentence.lemma(governor) in sentence.words.reach
    if chain[0].quantity.unit != "count" or counted is None or not bare or reached:
        return False
    subject = sentence.phrases.subject(governor) if governor is not None and governor < chain[0].place else None
    actors = sentence.phrases.conjuncts(subject, len(chain)) if subject else []
    for at, figure in enumerate(chain):
        figure.reading.kind, figure.reading.direction = chain[0].reading.kind, chain[0].reading.direction
        figure.reading.measure, figure.reading.span = last.measure, last.span
        if actors:
            figure.reading.subject = actors[at][1]
    return True


def _share_places(sentence: Sentence) -> None:
    """Let a place at a clause's end hold for what "and" joins: "open 30 clinics and add 40 beds in Ningbo"."""
    for figure in reversed(sentence.figures[1:]):
        earlier, reading = sentence.figures[figure.number - 1], figure.reading
        between = [token.tag for token in sentence.tokens[earlier.place + 1 : figure.place]]
        joined = "CC" in between and not {"COMMA", "SEMI"} & set(between)
        ends = reading.setting[1] or reading.span[1]
        closes = CLOSES.match(sentence.text, ends, sentence.end)
        if joined and closes and ends > figure.quantity.end:
            inside = IN_PLACE.search(sentence.text, figure.quantity.end, ends)
            if reading.setting[1]:
                earlier.reading.setting = reading.setting
            elif inside:
                earlier.reading.setting = inside.span()


def _deal_amounts(sentence: Sentence, chain: Sequence[Figure]) -> bool:
    """Deal growths out to the amounts before them: "sales of 3 and rents of 5 million yuan, up 15% and 25%"."""
    first = chain[0].number
    told = sentence.low(chain[0].before) in ("up", "down", "ranking") or chain[0].quantity.unit == "rank"
    if not told or first < len(chain) or chain[0].quantity.unit not in ("%", "rank"):
        return False
    amounts = sentence.figures[first - len(chain) : first]
    measures = {figure.reading.measure for figure in amounts}
    alike = all(figure.reading.kind == "level" and not figure.reading.role for figure in amounts)
    if not alike or len(measures) < len(chain) or "SEMI" in sentence.tags(amounts[0].place, chain[0].place):
        return False
    for amount, figure in zip(amounts, chain, strict=True):
        said, reading = amount.reading, figure.reading
        reading.measure, reading.span = said.measure, said.span
        reading.subject, reading.setting = said.subject, said.setting
        reading.kind, reading.direction = chain[0].reading.kind, chain[0].reading.direction
    return True


def _deal_places(sentence: Sentence, chain: Sequence[Figure]) -> None:
    """Deal as many places named before a list out to it: "in Hangzhou and Ningbo, by 4% and 5%, respectively"."""
    behind = sentence.text[chain[-1].quantity.end : sentence.end]
    if not RESPECTIVELY.match(behind):
        return
    earlier = sentence.previous(chain[0])
    low = earlier.quantity.end if earlier else sentence.start
    ahead = sentence.text[low : chain[0].quantity.start]
    low += max(ahead.rfind(";"), ahead.rfind(":")) + 1
    named = find_places(sentence.text[low : chain[0].quantity.start], sentence.language)
    if len(named) == len(chain):
        for place, figure in zip(named, chain, strict=True):
            figure.reading.setting = low + place.start, low + place.end


def _deal(sentence: Sentence, chain: Sequence[Figure]) -> None:
    head = chain[0].reading
    if len(chain) < 2 or head.role == "baseline":
        return
    _deal_places(sentence, chain)
    if _deal_amounts(sentence, chain) or _share_noun(sentence, chain):
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
