"""Text to quantities: every number with its unit and comparator, in place."""

from dataclasses import replace

from zjpolicy.documents.folding import fold
from zjpolicy.errors import ReadingError
from zjpolicy.languages import Language, detect_language, get_language
from zjpolicy.reading.chinese.scanner import han_scanner
from zjpolicy.reading.english.scanner import scanner
from zjpolicy.reading.model import Quantity


def find_quantities(text: str, language: str | None = None) -> list[Quantity]:
    """Find every quantity of a text, in text order.

    Parameters
    ----------
    text : str
        Any text; nothing in it is changed, offsets refer to it.
    language : str, optional
        Language code; detected when not given.

    Returns
    -------
    list of Quantity
        Dates, ordinals, list numbers, codes and slogans are left out.

    Examples
    --------
    >>> for q in find_quantities("GDP exceeded 6 trillion yuan, an increase of 6.8% over 2018."):
    ...     print(q.comparator, q.value, q.unit)
    > 6000000000000 CNY
    = 6.8 %
    """
    if not isinstance(text, str):
        raise TypeError(f"find_quantities takes a str, not {type(text).__name__}")
    return scan(text, get_language(language or detect_language(text)))


def parse_quantity(text: str, language: str | None = None) -> Quantity:
    """Read the one quantity of a text.

    Parameters
    ----------
    text : str
        A phrase such as ``"about 31 micrograms per cubic meter"``.
    language : str, optional
        Language code; detected when not given.

    Returns
    -------
    Quantity
        With offsets into ``text``.

    Raises
    ------
    ReadingError
        A ``ValueError``: the text holds no quantity, or more than one.

    Examples
    --------
    >>> parse_quantity("6%-6.5%").interval
    Interval(lower=6, upper=6.5, lower_included=True, upper_included=True)
    """
    found = find_quantities(text, language)
    if len(found) != 1:
        what = "no quantity" if not found else f"{len(found)} quantities"
        raise ReadingError(f"{what} in {text[:60]!r}")
    return found[0]


def scan(text: str, language: Language) -> list[Quantity]:
    """Return every quantity of a text, in text order."""
    folded = fold(text, language)
    found = han_scanner(language) if language.table("numbers.style") == "han" else scanner(language)
    quantities = found.scan(folded.text)
    if folded.text == text:
        return quantities
    spans = (folded.span(quantity.start, quantity.end) for quantity in quantities)
    return [
        replace(quantity, start=start, end=end, surface=text[start:end])
        for quantity, (start, end) in zip(quantities, spans, strict=True)
    ]
