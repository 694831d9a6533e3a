"""Judges whether a figure of an English sentence is a growth, a change, a share, a level; and its role."""

from typing import TYPE_CHECKING

from zjpolicy.languages import compiled

if TYPE_CHECKING:
    from zjpolicy.reading.english.reader import Figure, Sentence

# Verbs that tell how things stand, not what happened.
STATES = frozenset("reach exceed surpass stand hit top be total".split())
ADDITIONAL = frozenset(("additional", "another", "further"))
BOUNDS = frozenset(("<", "<=", ">", ">="))
TIMES = frozenset(("day", "hour", "minute", "month", "year", "week", "second"))


def set_kind(sentence: "Sentence", figure: "Figure") -> None:
    """Write kind, direction and whether it is an end state into the figure's reading."""
    reading, unit = figure.reading, figure.quantity.unit
    reading.kind, reading.direction = _kind(sentence, figure)
    stands = sentence.letters[figure.at - 1 : figure.at] == "t" or _verb(sentence, figure) in STATES
    behind = sentence.text[figure.quantity.end : figure.quantity.end + 9]
    sums_up = behind.startswith((" in total", " in all"))
    reading.state = reading.kind in ("share", "rank") or (reading.kind == "level" and stands and not sums_up)
    if unit in ("pp", "bp") and reading.kind == "level":
        reading.direction = None


def _verb(sentence: "Sentence", figure: "Figure") -> str:
    if figure.governor is None:
        return ""
    head = sentence.chunks.tokens[sentence.chunks.list[figure.governor].head]
    return "be" if head.low in sentence.chunks.words.be else head.lemma


def _kind(sentence: "Sentence", figure: "Figure") -> tuple[str, str | None]:
    found, unit = figure.found, figure.quantity.unit
    given = found.gives("kind") if found else ""
    if unit == "rank":
        return "rank", None
    earlier = sentence.previous(figure)
    if given in ("before", "listed") and earlier and _goes_on(sentence, figure, earlier):
        return earlier.reading.kind, earlier.reading.direction
    way = _way(sentence, figure)
    moves = "growth" if figure.traits & {"ratio"} else "change"
    if way:
        return moves, way
    if given == "growth":
        return moves, "up"
    if unit in ("pp", "bp"):
        return ("level", None) if given == "level" else ("change", "up")
    if unit == "fold":
        return "growth", "up"
    if "ratio" in figure.traits:
        return _of_ratio(sentence, figure, given)
    return ("change", "up") if _is_additional(sentence, figure) else ("level", None)


def _goes_on(sentence: "Sentence", figure: "Figure", earlier: "Figure") -> bool:
    shares = compiled(sentence.language.table("kinds")["share_measures"])
    if figure.reading.measure != earlier.reading.measure and shares.search(figure.reading.measure):
        return False
    same = earlier.traits & figure.traits & {"ratio", "pp", "count", "amount"}
    return bool(same) and earlier.reading.kind in ("growth", "change") and not earlier.reading.role


def _way(sentence: "Sentence", figure: "Figure") -> str | None:
    """Which way the words of the construction say that something moved."""
    span = figure.found.spans.get("way") if figure.found else None
    return sentence.chunks.list[span[0]].direction or "up" if span else None


def _of_ratio(sentence: "Sentence", figure: "Figure", given: str) -> tuple[str, str | None]:
    """A percentage that no verb moves: a growth where its measure is one, else a share."""
    table, measure = sentence.language.table("kinds"), figure.reading.measure
    growth = compiled(table["growth_measures"]).search(measure) is not None
    growth = growth and not compiled(table["share_measures"]).search(measure.lower().replace("growth rate", ""))
    if given != "share" and growth:
        return "growth", "up"
    index = figure.quantity.unit == "1" and "." in figure.quantity.surface
    return ("level" if figure.quantity.unit == "times" or index else "share"), None


def _is_additional(sentence: "Sentence", figure: "Figure") -> bool:
    chunk = sentence.chunks.list[figure.at]
    ahead = {sentence.chunks.low(at) for at in range(chunk.start, chunk.head)}
    return not ADDITIONAL.isdisjoint(ahead) or sentence.chunks.low(chunk.head + 1) == "additional"


def set_role(sentence: "Sentence", figure: "Figure") -> None:
    """Mark figures that are an earlier reference value, or only say which things are meant."""
    figure.reading.role = figure.found.gives("role") if figure.found else ""
    if figure.reading.role:
        return
    table, quantity = sentence.language.table("status"), figure.quantity
    edge = sentence.language.comparator_before(sentence.text, quantity.start)[1]
    ahead = sentence.text[max(sentence.chunks.start, quantity.start - 48) : edge]
    behind = sentence.text[quantity.end : min(sentence.chunks.end, quantity.end + 30)]
    bound = quantity.comparator in BOUNDS
    if (
        compiled(table["context_before"]).search(ahead)
        or (bound and compiled(table["context_led"]).search(ahead))
        or (quantity.unit == "year" and quantity.surface.isalnum() and bound)
        or (quantity.unit in TIMES and compiled(table["context_after"]).search(behind))
    ):
        figure.reading.role = "context"
