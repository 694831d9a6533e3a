"""Judges whether a figure of an English sentence is a growth, a change, a share, a level; and its role."""

from zjpolicy.reading.english.sentence import BOUNDS, NOTHING, TIMES, Figure, Sentence

BEHIND, AHEAD = 60, 48  # how far behind a figure its role is told, and how far before


def set_kind(sentence: Sentence, figure: Figure) -> None:
    """Write kind, direction and whether it is an end state into the figure's reading."""
    reading = figure.reading
    reading.kind, reading.direction = _kind(sentence, figure)
    lemma = "be" if sentence.noun(figure.governor) in sentence.words.be else sentence.frames.lemma(figure.governor)
    stands = reading.kind == "level" and (sentence.letter(figure.at - 1) == "t" or lemma in sentence.words.states)
    sums_up = stands and sentence.words.wordings["sums_up"].match(sentence.text, figure.quantity.end)
    reading.state = reading.kind in ("share", "rank") or (stands and not sums_up)


def _kind(sentence: Sentence, figure: Figure) -> tuple[str, str | None]:
    given, unit = figure.gives("kind"), figure.quantity.unit
    moves = "growth" if "ratio" in figure.traits else "change"
    if unit == "rank":
        return "rank", None
    if signed := _sign(sentence, figure):
        return moves, signed
    given = "before" if _stands(sentence, figure) else given
    if given in ("before", "listed") and unit != "times" and (told := _as_before(sentence, figure, moves)):
        return told
    if way := _way(sentence, figure):
        return moves, way
    if given == "growth" or unit == "fold":
        return moves, "up"
    if "pp" in figure.traits:
        return ("level", None) if given == "level" else ("change", "up")
    if "ratio" in figure.traits:
        return _of_ratio(sentence, figure, given)
    return ("change", "up") if _is_additional(sentence, figure) else ("level", None)


def _as_before(sentence: Sentence, figure: Figure, moves: str) -> tuple[str, str | None] | None:
    """What the figure before says of one that goes on with it or tells it again; None where it says nothing."""
    last = sentence.previous(figure).reading
    if _is_part(sentence, figure):
        return "share", None
    earlier = _alike(sentence, figure)
    if _goes_on(sentence, figure, earlier):
        return earlier.reading.kind, "up" if _sign(sentence, earlier) else earlier.reading.direction
    again = sentence.letters[sentence.previous(figure).at + 1 : figure.at] in ("&", ",&")
    told = last.kind == "change" or (last.kind == "growth" and sentence.first(figure.at - 1) == "or")
    return (moves, last.direction) if again and told else None  # "up 2 billion yuan, or 25%"


def _alike(sentence: Sentence, figure: Figure) -> Figure:
    """The figure before of the same sort; of one behind "by", that moved by as much."""
    sorts = figure.traits & {"ratio", "pp", "count", "amount"}
    alike = [earlier for earlier in reversed(sentence.figures[: figure.number]) if earlier.traits & sorts]
    if sentence.letter(figure.at - 1) == "b":
        alike = [earlier for earlier in alike if earlier.reading.kind in ("growth", "change")] or alike
    return next(iter(alike), NOTHING)


def _stands(sentence: Sentence, figure: Figure) -> bool:
    """Whether "the figures" or "the pace" is said of what grew before: "the pace must average 5%"."""
    at = figure.spans.get("measure", (-1, 0))[0]
    return "ratio" in figure.traits and sentence.letter(at) == "z" and sentence.noun(at) in sentence.words.pace


def _is_part(sentence: Sentence, figure: Figure) -> bool:
    """Whether a percentage tells a count again as a part: "480,000 were foreigners, or 3.9%"."""
    earlier = sentence.previous(figure)
    told = figure.quantity.unit == "%" and earlier.reading.kind == "level" and "count" in earlier.traits
    return told and sentence.first(figure.at - 1) == "or"


def _goes_on(sentence: Sentence, figure: Figure, earlier: Figure) -> bool:
    """Whether a figure moved as the one before did: "taxes fell by 5%, costs by 3%"."""
    own = figure.reading.measure != earlier.reading.measure and sentence.letter(figure.at - 1) != "b"
    if own and sentence.words.kinds["share_measures"].search(figure.reading.measure):
        return False
    return earlier.reading.kind in ("growth", "change") and not earlier.reading.role


def _sign(sentence: Sentence, figure: Figure) -> str | None:
    """Which way a sign says that a rate moved: "minus 3.1%"."""
    if not figure.traits & {"ratio", "pp"}:
        return None
    begins, end = sentence.frames.offsets((figure.at, figure.at + 1))
    signed = sentence.words.wordings["sign"].match(sentence.text[begins:end])
    return None if signed is None else "up" if signed[0] in ("+", "＋", "plus") else "down"


def _way(sentence: Sentence, figure: Figure) -> str:
    """Which way the words of the construction say that something moved; empty where they do not."""
    if sentence.words.forms.get(figure.quantity.surface.lower(), ("",))[0] in sentence.words.down:
        return "down"  # "trips halved": the figure is the verb
    chunks = sentence.chunks
    return chunks.ways.get(chunks.heads[figure.spans["way"][0]], "up") if "way" in figure.spans else ""


def _of_ratio(sentence: Sentence, figure: Figure, given: str) -> tuple[str, str | None]:
    """A percentage that no verb moves: a growth where its measure is one, else a share."""
    patterns, measure = sentence.words.kinds, figure.reading.measure
    growth = patterns["growth_measures"].search(measure) is not None
    growth = growth and not patterns["share_measures"].search(measure.lower().replace("growth rate", ""))
    if given != "share" and growth:
        return "growth", "up"
    index = figure.quantity.unit == "1" and "." in figure.quantity.surface
    return ("level" if figure.quantity.unit == "times" or index else "share"), None


def _is_additional(sentence: Sentence, figure: Figure) -> bool:
    chunks, additional = sentence.chunks, sentence.words.additional
    start, head = chunks.starts[figure.at], chunks.heads[figure.at]
    return not additional.isdisjoint(chunks.tokens.lows[start:head]) or chunks.low(head + 1) == "additional"


def set_role(sentence: Sentence, figure: Figure) -> None:
    """Mark figures that are an earlier reference value, or only say which things are meant."""
    figure.reading.role = figure.gives("role") or _role(sentence, figure)


def _role(sentence: Sentence, figure: Figure) -> str:
    quantity, words = figure.quantity, sentence.words.roles
    ahead = sentence.text[max(sentence.start, quantity.start - AHEAD) : sentence.chunks.opens[figure.number]]
    behind = sentence.text[quantity.end : min(sentence.end, quantity.end + BEHIND)]
    bound = quantity.comparator in BOUNDS
    if figure.gives("stock") and words["then"].search(behind):
        return "baseline"
    bracketed = sentence.in_brackets(figure.at) and words["aside_after"].search(behind)
    if bracketed or words["aside_before"].match(ahead):
        return "baseline"
    if words["context_is"].match(ahead):
        return "context"
    if sentence.letter(figure.at - 1) in ("R", "L"):
        return ""  # "crossed the threshold of"
    led = words["context_before"].match(ahead) or (bound and words["context_led"].match(ahead))
    years = bound and quantity.unit == "year" and quantity.surface.isalnum()
    aged = quantity.unit in TIMES and words["context_after"].search(behind)
    return "context" if led or years or aged else ""
