"""The figures of a sentence to their indicators: what is beside a figure, lists, measures that name several things."""

from collections.abc import Sequence

import regex

from zjpolicy.languages import Language
from zjpolicy.registry.indicators import Around, Figure, Match, Named, Registry, Words, registry, words

# How far a figure's sentence is looked at.
REACH = 600
# More things than this no measure names.
MOST = 10


def match_figures(
    figures: Sequence[Figure], sentence: str, language: Language, known: Registry | None = None
) -> list[Match | None]:
    """Return the indicator of each figure of a sentence, None where it is not sure.

    Where a measure names several things, a figure that stands alone is said of all of them (``also``), and a list of
    as many figures is dealt out in order.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> growth = Figure("total retail sales of consumer goods", "growth", "%", 47, 49)
    >>> sentence = "Total retail sales of consumer goods increased 8% in the year."
    >>> match_figures([growth], sentence, get_language("en"))
    [Match(code='retail_sales.growth', how='alias', also=())]
    """
    known, forms = known or registry(), words(language)
    wholes = [known.named(figure.measure, figure) if figure.measure else None for figure in figures]
    parts = [() if whole else _parts(figure, forms, known) for figure, whole in zip(figures, wholes, strict=True)]
    if not any(wholes) and not any(parts):  # as in most sentences: what stands around the figures is not looked at
        return [None] * len(figures)
    runs = _runs(figures, sentence, forms.listed)
    found: list[Match | None] = []
    for at, (first, last) in enumerate(runs):
        whole, match = wholes[at], None
        if (whole or parts[at]) and (around := _around(figures, at, first, sentence, forms)):
            match = known.sure(whole, around) if whole else None
            if match is None and last - first < MOST:
                several = _parts(figures[at], forms, known) if whole else parts[at]
                match = _of_parts(figures[first : last + 1], at - first, several, around, known)
        found.append(match)
    return found


def _around(figures: Sequence[Figure], at: int, first: int, sentence: str, forms: Words) -> Around | None:
    """The words around a figure of a list that begins at ``first``; None where they say that it is no indicator's."""
    figure = figures[at]
    low = max(figures[first - 1].end if first else 0, figures[first].start - forms.before, figure.start - REACH)
    behind = forms.cut.split(sentence[figure.end : figure.end + forms.after], maxsplit=1)[0]
    clause = forms.clause.split(sentence[low : figure.start])[-1] + sentence[figure.start : figure.end] + behind
    only_meant = figure.unit != "count" and forms.attributive.match(sentence, figure.end)
    if only_meant or forms.part_year.search(clause):
        return None
    near = sentence[low : figure.end] + behind
    far = max(0, figure.start - REACH)
    named = sentence.rfind(figure.measure, far, figure.start)
    beside = sentence[max(0, named - forms.before // 2) : low] + near if 0 <= named < low else near
    return Around(beside, sentence[far : figure.end + REACH], forms.real.search(clause) is not None)


def _parts(figure: Figure, forms: Words, known: Registry) -> tuple[Named, ...]:
    """The indicators of the things that a measure names; none where one of them is none."""
    parts = _split(figure.measure, forms) if figure.measure else []
    named = tuple(found for part in parts if (found := known.named(part, figure)))
    return named if len(named) == len(parts) else ()


def _of_parts(run: Sequence[Figure], at: int, parts: Sequence[Named], around: Around, known: Registry) -> Match | None:
    """Return what a figure is said of whose measure names several things; ``run`` is the list it stands in."""
    if not parts or len(run) not in (1, len(parts)):
        return None
    codes = [match.code for part in parts if (match := known.sure(part, around))]
    if len(codes) < len(parts):
        return None
    if len(run) == 1:
        return Match(codes[0], "parts", tuple(codes[1:]))
    alike = all((one.measure, one.kind) == (run[at].measure, run[at].kind) for one in run)
    return Match(codes[at], "parts, in order") if alike else None


def split_measure(measure: str, language: Language) -> list[str]:
    """Return the things a measure names, none if it names one.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> split_measure("income of urban and rural residents", get_language("en"))
    ['income of urban residents', 'income of rural residents']
    >>> split_measure("工业投资、民间投资", get_language("zh"))
    ['工业投资', '民间投资']
    """
    return _split(measure, words(language))


def _split(measure: str, forms: Words) -> list[str]:
    for both, each in forms.both:
        if both in measure:
            return [measure.replace(both, one, 1) for one in each]
    if not any(map(measure.__contains__, forms.joined_holds)):
        return []
    parts = [part.strip() for part in forms.joined.split(measure)]
    return parts if len(parts) > 1 and all(parts) else []


def _runs(figures: Sequence[Figure], sentence: str, listed: regex.Pattern[str]) -> list[tuple[int, int]]:
    """The first and last figure of the list each figure stands in, "5%、6.5%"."""
    runs: list[tuple[int, int]] = []
    first = 0
    for at in range(len(figures)):
        last = at + 1 == len(figures)
        if last or not listed.fullmatch(sentence, figures[at].end, figures[at + 1].start):
            runs += [(first, at)] * (at + 1 - first)
            first = at + 1
    return runs
