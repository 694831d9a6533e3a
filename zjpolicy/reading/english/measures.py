"""Says what a figure of an English sentence measures, as its construction tells."""

import regex

from zjpolicy.reading.english.sentence import Figure, Sentence, Span

NO_ROW = "no construction reads it"
NO_WORDS = "no words found for what is measured"
IN_TERMS_OF = regex.compile(r"\bin terms of (?:the )?([^,.;]{3,60}?)(?= for | over |[,.;]|$)")
# The letters of phrases that only stand for something named before: "they", "the figure for the latter".
STANDING = frozenset("zoiafwt")


def set_measure(sentence: Sentence, figure: Figure) -> None:
    """Write the measure and its span into the figure's reading; a doubt where no row holds."""
    found, reading = figure.found, figure.reading
    if found is None:
        reading.doubt = NO_ROW
        return
    reading.construction = found.construction.name
    earlier = sentence.previous(figure)
    before = earlier.reading.measure if earlier else ""
    span, part = found.spans.get("measure"), found.spans.get("part")
    if part and before:
        _set_part(sentence, figure, part, before)
    elif span is None or STANDING.issuperset(sentence.letters[span[0] : span[1]]):
        _borrow(sentence, figure)
        _add_predicate(sentence, figure)
    else:
        figure.measure, reading.span = span, sentence.frames.offsets(span)
        stands = sentence.letters[span[0]] == "z" and before
        reading.measure = _resolved(sentence, span, before) if stands else sentence.frames.complete(found, span, before)
    terms = figure.quantity.unit == "rank" and IN_TERMS_OF.search(
        sentence.text, figure.quantity.end, sentence.chunks.end
    )
    if terms:
        reading.measure = f"{terms[1]} of {reading.measure}"


def _set_part(sentence: Sentence, figure: Figure, part: Span, before: str) -> None:
    """Read "spending on wells rose 21%, on schools 49%"; an amount "in bonds" is of them alone."""
    alone = sentence.low(part[0]) == "in" and "amount" in figure.traits
    figure.measure = (part[0] + 1, part[1]) if alone else part
    figure.reading.span = sentence.frames.offsets(figure.measure)
    said = sentence.frames.said(figure.measure)
    figure.reading.measure = said if alone else sentence.frames.part(part, before)


def _borrow(sentence: Sentence, figure: Figure) -> None:
    """A figure without words of its own speaks of what the figure before it measured."""
    reading = figure.reading
    for earlier in reversed(sentence.figures[: figure.number]):
        if earlier.reading.measure and earlier.reading.role != "context":
            reading.measure, reading.span = earlier.reading.measure, earlier.reading.span
            figure.measure = earlier.measure
            return
    span = sentence.subject_of(figure.governor) or sentence.topic(figure)
    if span is None:
        reading.doubt = NO_WORDS
        return
    figure.measure = span
    reading.measure, reading.span = sentence.frames.said(span), sentence.frames.offsets(span)


def _add_predicate(sentence: Sentence, figure: Figure) -> None:
    """Read "of the farms, 12 were sealed"."""
    said = sentence.frames.predicate(figure.found) if figure.found else ""
    if said and figure.found and "verb" in figure.found.spans:
        figure.reading.measure = said
    elif said and figure.measure:
        figure.reading.measure = f"{sentence.frames.said(figure.measure)} {said}"


def _resolved(sentence: Sentence, span: Span, before: str) -> str:
    """Read "that of orchards" and "those in towns" for the noun before."""
    if sentence.letters[span[0] + 1 : span[0] + 2] in tuple("iafwt"):
        return sentence.frames.part((span[0] + 1, span[1]), before)
    rest = sentence.frames.said((span[0] + 2, span[1])) if span[1] > span[0] + 2 else ""
    named, of, _ = before.partition(" of ")
    named = named if of else named.partition(" ")[2] or named
    return f"{named} of {rest}" if rest else before
