"""Judges whether a figure of an English sentence is a growth, a change, a share, a level; and its role."""

from zjpolicy.languages import compiled
from zjpolicy.reading.english.sentence import BOUNDS, TIMES, Figure, Sentence

# How far behind a figure its role is told.
REACH = 60


def set_kind(sentence: Sentence, figure: Figure) -> None:
    """Write kind, direction and whether it is an end state into the figure's reading."""
    reading = figure.reading
    reading.kind, reading.direction = _kind(sentence, figure)
    stands = (
        sentence.letters[figure.at - 1 : figure.at] == "t" or _verb(sentence, figure) in sentence.chunks.words.states
    )
    sums_up = sentence.chunks.words.wordings["sums_up"].match(sentence.text, figure.quantity.end)
    reading.state = reading.kind in ("share", "rank") or (reading.kind == "level" and stands and not sums_up)


def _verb(sentence: Sentence, figure: Figure) -> str:
    if figure.governor is None:
        return ""
    head = sentence.chunks.tokens[sentence.chunks.list[figure.governor].head]
    return "be" if head.low in sentence.chunks.words.be else head.lemma


def _kind(sentence: Sentence, figure: Figure) -> tuple[str, str | None]:
    found, unit = figure.found, figure.quantity.unit
    given = found.gives("kind") if found else ""
    if unit == "rank":
        return "rank", None
    signed = _sign(sentence, figure)
    if signed:
        return ("change" if "pp" in figure.traits else "growth"), signed
    given = "before" if _stands(sentence, figure) else given
    if given in ("before", "listed") and unit != "times" and (told := _as_before(sentence, figure)):
        return told
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


def _as_before(sentence: Sentence, figure: Figure) -> tuple[str, str | None] | None:
    """What the figure before says of one that goes on with it or tells it again; None where it says nothing."""
    if _is_part(sentence, figure):
        return "share", None
    earlier = _alike(sentence, figure)
    if earlier and _goes_on(sentence, figure, earlier):
        return earlier.reading.kind, "up" if _sign(sentence, earlier) else earlier.reading.direction
    if _told_again(sentence, figure):
        return "growth", sentence.figures[figure.number - 1].reading.direction
    return None


def _alike(sentence: Sentence, figure: Figure) -> Figure | None:
    """The figure before of the same sort; of one behind "by", that moved by as much."""
    sorts = figure.traits & {"ratio", "pp", "count", "amount"}
    alike = [earlier for earlier in reversed(sentence.figures[: figure.number]) if earlier.traits & sorts]
    if sentence.letters[figure.at - 1] == "b":
        alike = [earlier for earlier in alike if earlier.reading.kind in ("growth", "change")] or alike
    return next(iter(alike), None)


def _stands(sentence: Sentence, figure: Figure) -> bool:
    """Whether "the figures" or "the pace" is said of what grew before: "the pace must average 5%"."""
    span = figure.found.spans.get("measure") if figure.found else None
    if span is None or "ratio" not in figure.traits:
        return False
    chunk = sentence.chunks.list[span[0]]
    return chunk.letter == "z" and sentence.chunks.low(chunk.head) in sentence.chunks.words.pace


def _is_part(sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage tells a count again as a part: "480,000 were foreigners, or 3.9%"."""
    earlier = sentence.previous(figure)
    if earlier is None or figure.quantity.unit != "%" or earlier.reading.kind != "level":
        return False
    return sentence.low(figure.at - 1) == "or" and "count" in earlier.traits


def _told_again(sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage tells a change again: "up 2.1 billion yuan, or 25%"."""
    earlier = sentence.previous(figure)
    between = sentence.letters[earlier.at + 1 : figure.at] if earlier else ""
    moved = earlier is not None and earlier.reading.kind == "change"
    return moved and "ratio" in figure.traits and between in ("&", ",&")


def _goes_on(sentence: Sentence, figure: Figure, earlier: Figure) -> bool:
    """Whether a figure moved as the one before did: "taxes fell by 5%, costs by 3%"."""
    shares = compiled(sentence.language.table("kinds")["share_measures"])
    own = figure.reading.measure != earlier.reading.measure and sentence.letters[figure.at - 1] != "b"
    if own and shares.search(figure.reading.measure):
        return False
    return earlier.reading.kind in ("growth", "change") and not earlier.reading.role


def _sign(sentence: Sentence, figure: Figure) -> str | None:
    """Which way a sign says that a rate moved: "minus 3.1%"."""
    if not figure.traits & {"ratio", "pp"}:
        return None
    signed = sentence.chunks.words.wordings["sign"].match(sentence.text[sentence.begins(figure) : figure.quantity.end])
    return None if signed is None else "up" if signed[0] in ("+", "＋", "plus") else "down"


def _way(sentence: Sentence, figure: Figure) -> str | None:
    """Which way the words of the construction say that something moved."""
    words = sentence.chunks.words
    lemma, _ = words.forms.get(figure.quantity.surface.lower(), ("", ""))
    if lemma in words.moved:  # "trips halved": the figure is the verb
        return "up" if lemma in words.up else "down"
    span = figure.found.spans.get("way") if figure.found else None
    return sentence.chunks.list[span[0]].direction or "up" if span else None


def _of_ratio(sentence: Sentence, figure: Figure, given: str) -> tuple[str, str | None]:
    """A percentage that no verb moves: a growth where its measure is one, else a share."""
    table, measure = sentence.language.table("kinds"), figure.reading.measure
    growth = compiled(table["growth_measures"]).search(measure) is not None
    growth = growth and not compiled(table["share_measures"]).search(measure.lower().replace("growth rate", ""))
    if given != "share" and growth:
        return "growth", "up"
    index = figure.quantity.unit == "1" and "." in figure.quantity.surface
    return ("level" if figure.quantity.unit == "times" or index else "share"), None


def _is_additional(sentence: Sentence, figure: Figure) -> bool:
    chunk = sentence.chunks.list[figure.at]
    ahead = {sentence.chunks.low(at) for at in range(chunk.start, chunk.head)}
    return not sentence.chunks.words.additional.isdisjoint(ahead) or sentence.chunks.low(chunk.head + 1) == "additional"


def set_role(sentence: Sentence, figure: Figure) -> None:
    """Mark figures that are an earlier reference value, or only say which things are meant."""
    figure.reading.role = figure.found.gives("role") if figure.found else ""
    if figure.reading.role:
        return
    table, quantity = sentence.language.table("status"), figure.quantity
    if figure.found and figure.found.gives("stock") and compiled(table["then"]).search(_behind(sentence, figure)):
        figure.reading.role = "baseline"
        return
    ahead = sentence.text[max(sentence.chunks.start, quantity.start - 48) : sentence.chunks.opens[figure.number]]
    behind = _behind(sentence, figure)
    if compiled(table["aside_before"]).search(ahead) or (
        "(" in ahead and sentence.in_brackets(figure.at) and compiled(table["aside_after"]).search(behind)
    ):
        figure.reading.role = "baseline"
        return
    if compiled(table["context_is"]).search(ahead):
        figure.reading.role = "context"
        return
    bound = quantity.comparator in BOUNDS
    if sentence.letters[figure.at - 1 : figure.at] in ("R", "L"):
        return  # "crossed the threshold of"
    if (
        compiled(table["context_before"]).search(ahead)
        or (bound and compiled(table["context_led"]).search(ahead))
        or (quantity.unit == "year" and quantity.surface.isalnum() and bound)
        or (quantity.unit in TIMES and compiled(table["context_after"]).search(behind))
    ):
        figure.reading.role = "context"


def _behind(sentence: Sentence, figure: Figure) -> str:
    """The words straight behind a figure."""
    return sentence.text[figure.quantity.end : min(sentence.chunks.end, figure.quantity.end + REACH)]
