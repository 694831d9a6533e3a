"""Says what a figure of an English sentence measures, as its construction tells."""

from zjpolicy.reading.english.sentence import Figure, Sentence, Span
from zjpolicy.reading.model import DOUBT

# The letters of phrases that only stand for something named before: "they", "the figure for the latter".
STANDING = frozenset("zoiafwt")


def set_measure(sentence: Sentence, figure: Figure) -> None:
    """Write the measure and its span into the figure's reading; a doubt where no row holds."""
    found, reading = figure.found, figure.reading
    if found is None:
        if sentence.previous(figure):
            _borrow(sentence, figure)
        reading.doubt = DOUBT["row"]
        return
    reading.construction = found.construction.name
    earlier = sentence.previous(figure)
    before = earlier.reading.measure if earlier else ""
    span, part = found.spans.get("measure"), found.spans.get("part")
    if span is None and "verb" in found.spans and "amount" in figure.traits and _set_done(sentence, figure):
        pass
    elif part and before:
        _set_part(sentence, figure, part, before)
    elif span is None or STANDING.issuperset(sentence.letters[span[0] : span[1]]):
        _borrow(sentence, figure)
        _add_predicate(sentence, figure)
    else:
        figure.measure, reading.span = span, sentence.frames.offsets(span)
        if owner := sentence.owner_of(span):
            reading.measure = f"{sentence.frames.said(span)} of {sentence.frames.said(owner)}"
        elif sentence.letters[span[0]] == "z" and before:
            reading.measure = _resolved(sentence, span, before)
        else:
            reading.measure = sentence.frames.complete(found, span, before)
        reading.measure = sentence.frames.kind_of(reading.measure, before)
        if sentence.acts(figure):
            _of_actor(sentence, figure, before)
    if found.construction.name == "distance" and earlier and earlier.reading.kind == "growth":
        reading.measure = sentence.frames.grown(reading.measure)
    if figure.quantity.unit == "rank":
        _name_field(sentence, figure)


def _set_done(sentence: Sentence, figure: Figure) -> bool:
    """Read "and freed 12 thousand mu", "raised 5 billion yuan from the market"; what only went there is no deed."""
    assert figure.found is not None
    spans, frames = figure.found.spans, sentence.frames
    if sentence.chunks.tokens[sentence.chunks.list[spans["verb"][0]].head].lemma in sentence.chunks.words.moving:
        return False
    figure.measure, figure.reading.span = spans["verb"], frames.offsets(spans["verb"])
    done = frames.done(spans["verb"][0], figure.quantity.unit)
    figure.reading.measure = f"{done} {frames.said(spans['tail'])}" if "tail" in spans else done
    return True


def _of_actor(sentence: Sentence, figure: Figure, before: str) -> None:
    """A place, or who pays, is not what is measured: "the city raised 5 billion yuan in bonds"."""
    found, reading = figure.found, figure.reading
    assert found is not None and figure.measure is not None
    frames, field = sentence.frames, sentence.field(figure, "it")
    actor = figure.measure
    if field and sentence.is_place(actor):
        figure.measure, reading.span, reading.measure = field, frames.offsets(field), frames.said(field)
    elif "in" in found.spans:
        reading.measure = f"share of {frames.said(found.spans['in'])}"
    elif figure.governor is not None and frames.acts(figure.governor):
        done, told = frames.done(figure.governor, figure.quantity.unit), sentence.field(figure, "iftbw", bare=False)
        figure.told = f"{done} {frames.said(told)}" if told else done + " by {}"
        reading.measure = figure.told.format(frames.said(actor))
    elif before and sentence.is_place(actor):
        reading.measure = before


def _name_field(sentence: Sentence, figure: Figure) -> None:
    """Read "the city ranked third in the region in port traffic" for the traffic; of other things, for both."""
    terms = sentence.chunks.words.wordings["in_terms_of"].search(
        sentence.text, figure.quantity.end, sentence.chunks.end
    )
    field = None if terms else sentence.field(figure, "i", "in")
    if terms is None and field is None:
        return
    said = sentence.frames.said(field) if field else terms[1] if terms else ""
    span = figure.found.spans.get("measure") if figure.found else None
    owner = span is not None and sentence.letters[span[0]] in "nG" and not sentence.is_place(span)
    figure.reading.measure = f"{said} of {figure.reading.measure}" if owner else said


def _set_part(sentence: Sentence, figure: Figure, part: Span, before: str) -> None:
    """Read "spending on wells rose 21%, on schools 49%"; an amount "in bonds" is of them alone."""
    chunk, words = sentence.chunks.list[part[1] - 1], sentence.chunks.words
    placed = sentence.chunks.low(chunk.head) in words.noun_places  # "5 yuan in towns and 3 yuan in villages"
    behind = part[0] > figure.at and sentence.low(part[0]) == "in"
    alone = behind and not placed and "amount" in figure.traits
    figure.measure = (part[0] + 1, part[1]) if alone else part
    figure.reading.span = sentence.frames.offsets(figure.measure)
    said = sentence.frames.complete(figure.found, figure.measure, "") if alone and figure.found else ""
    figure.reading.measure = said if alone else sentence.frames.part(part, before)


def _borrow(sentence: Sentence, figure: Figure) -> None:
    """A figure without words of its own speaks of what the figure before it measured."""
    reading, before = figure.reading, sentence.figures[: figure.number]
    if figure.found and figure.found.gives("role") == "baseline":
        before = [earlier for earlier in before if earlier.quantity.unit == figure.quantity.unit] or before
    if figure.governor and sentence.letters[figure.governor - 1] == "&":  # "and is to stay below"
        before = [earlier for earlier in before if sentence.is_subject(earlier)] or before
    for earlier in reversed(before):
        aside = sentence.in_brackets(earlier.at) and not sentence.in_brackets(figure.at)
        if earlier.reading.measure and earlier.reading.role != "context" and not aside:
            reading.measure, reading.span = earlier.reading.measure, earlier.reading.span
            figure.measure = earlier.measure
            return
    span = sentence.subject_of(figure.governor) or sentence.topic(figure)
    if span is None:
        reading.doubt = DOUBT["measure"]
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
