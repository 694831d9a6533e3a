"""Says what a figure of an English sentence measures, as its construction tells."""

from zjpolicy.reading.english.sentence import Figure, Sentence, Span
from zjpolicy.reading.model import DOUBT

STANDING = frozenset("zoiafwt")  # letters of phrases that only stand for something: "the figure for the latter"


def set_measure(sentence: Sentence, figure: Figure) -> None:
    """Write the measure and its span into the figure's reading; a doubt where no row holds."""
    found, reading, earlier = figure.found, figure.reading, sentence.previous(figure)
    if found is None:
        if figure.number:
            _borrow(sentence, figure)
        reading.doubt = DOUBT["row"]
        return
    reading.construction, before = found.construction.name, earlier.reading.measure
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
            reading.measure = f"{sentence.frames.wording(span)} of {sentence.frames.wording(owner)}"
        elif sentence.letters[span[0]] == "z" and before:
            reading.measure = _resolved(sentence, span, before)
        else:
            reading.measure = sentence.frames.complete(found, span, before)
        reading.measure = sentence.frames.kind_of(reading.measure, before)
        if sentence.acts(figure):
            _of_actor(sentence, figure, span, before)
    if reading.construction == "distance" and earlier.reading.kind == "growth":
        reading.measure = sentence.frames.grown(reading.measure)
    if figure.quantity.unit == "rank":
        _name_field(sentence, figure)


def _set_done(sentence: Sentence, figure: Figure) -> bool:
    """Read "and freed 12 thousand mu", "raised 5 billion yuan from the market"; what only went there is no deed."""
    span, frames = figure.spans["verb"], sentence.frames
    if sentence.frames.lemma(span[0]) in sentence.words.moving:
        return False
    figure.measure, figure.reading.span = span, frames.offsets(span)
    tail = f" {frames.wording(figure.spans['tail'])}" if "tail" in figure.spans else ""
    figure.reading.measure = frames.done(span[0], figure.quantity.unit) + tail
    return True


def _of_actor(sentence: Sentence, figure: Figure, actor: Span, before: str) -> None:
    """A place, or who pays, is not what is measured: "the city raised 5 billion yuan in bonds"."""
    reading, frames, field = figure.reading, sentence.frames, sentence.field(figure, "it")
    if field and sentence.is_place(actor):
        figure.measure, reading.span, reading.measure = field, frames.offsets(field), frames.wording(field)
    elif "in" in figure.spans:
        reading.measure = f"share of {frames.wording(figure.spans['in'])}"
    elif frames.acts(figure.governor):
        done, told = frames.done(figure.governor, figure.quantity.unit), sentence.field(figure, "iftbw", bare=False)
        figure.told = f"{done} {frames.wording(told)}" if told else done + " by {}"
        reading.measure = figure.told.format(frames.wording(actor))
    else:
        reading.measure = before or reading.measure


def _name_field(sentence: Sentence, figure: Figure) -> None:
    """Read "the city ranked third in the region in port traffic" for the traffic; of other things, for both."""
    terms = sentence.words.wordings["in_terms_of"].search(sentence.text, figure.quantity.end, sentence.end)
    field = sentence.field(figure, "i", "in")
    named = terms[1] if terms else sentence.frames.wording(field) if field else ""
    span = figure.spans.get("measure")
    if named and span and sentence.letters[span[0]] in "nG" and not sentence.is_place(span):
        named = f"{named} of {figure.reading.measure}"
    figure.reading.measure = named or figure.reading.measure


def _set_part(sentence: Sentence, figure: Figure, part: Span, before: str) -> None:
    """Read "spending on wells rose 21%, on schools 49%"; an amount "in bonds" is of them alone."""
    frames = sentence.frames
    placed = sentence.noun(part[1] - 1) in sentence.words.noun_places  # "5 yuan in towns and 3 yuan in villages"
    behind = part[0] > figure.at and sentence.first(part[0]) == "in"
    alone = behind and not placed and "amount" in figure.traits
    figure.measure = (part[0] + 1, part[1]) if alone else part
    figure.reading.span = frames.offsets(figure.measure)
    assert figure.found is not None
    figure.reading.measure = frames.complete(figure.found, figure.measure, "") if alone else frames.part(part, before)


def _borrow(sentence: Sentence, figure: Figure) -> None:
    """A figure without words of its own speaks of what the figure before it measured."""
    reading, before = figure.reading, sentence.figures[: figure.number]
    if figure.gives("role") == "baseline":
        before = [earlier for earlier in before if earlier.quantity.unit == figure.quantity.unit] or before
    if sentence.letter(figure.governor - 1) == "&":  # "and is to stay below"
        before = [earlier for earlier in before if earlier.measure and earlier.measure[0] < earlier.governor] or before
    for earlier in reversed(before):
        aside = sentence.in_brackets(earlier.at) and not sentence.in_brackets(figure.at)
        if earlier.reading.measure and earlier.reading.role != "context" and not aside:
            reading.measure, reading.span = earlier.reading.measure, earlier.reading.span
            figure.measure = earlier.measure
            return
    figure.measure = span = sentence.subject_of(figure.governor) or sentence.topic(figure)
    if span:
        reading.measure, reading.span = sentence.frames.wording(span), sentence.frames.offsets(span)
    else:
        reading.doubt = DOUBT["measure"]


def _add_predicate(sentence: Sentence, figure: Figure) -> None:
    """Read "of the farms, 12 were sealed"."""
    predicate = sentence.frames.predicate(figure.found, True).strip() if figure.found else ""
    if predicate and "verb" in figure.spans:
        figure.reading.measure = predicate
    elif predicate and figure.measure:
        figure.reading.measure = f"{sentence.frames.wording(figure.measure)} {predicate}"


def _resolved(sentence: Sentence, span: Span, before: str) -> str:
    """Read "that of orchards" and "those in towns" for the noun before."""
    if sentence.letters[span[0] + 1 : span[0] + 2] in tuple("iafwt"):
        return sentence.frames.part((span[0] + 1, span[1]), before)
    rest = sentence.frames.wording((span[0] + 2, span[1])) if span[1] > span[0] + 2 else ""
    named, of, _ = before.partition(" of ")
    named = named if of else named.partition(" ")[2] or named
    return f"{named} of {rest}" if rest else before
