"""Text to quantities: every number with its unit and comparator, in place."""

from dataclasses import replace
from decimal import localcontext

from zjpolicy.documents.folding import Folded, fold
from zjpolicy.errors import ReadingError, check_types
from zjpolicy.languages import Language, compiled, detect_language, get_language
from zjpolicy.reading.chinese.scanner import chinese_scanner
from zjpolicy.reading.english.scanner import english_scanner
from zjpolicy.reading.model import EXACT, Quantity, Reading
from zjpolicy.reading.scanning import Scanner

# What a text is read with behind it: a figure at its end is read as one at the end of a paragraph inside.
BEHIND = "\n\n"


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
    check_types(find_quantities, locals())
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
    check_types(parse_quantity, locals())
    found = find_quantities(text, language)
    if len(found) != 1:
        what = "no quantity" if not found else f"{len(found)} quantities"
        raise ReadingError(f"{what} in {text[:60]!r}")
    return found[0]


def size_and_direction(
    quantity: Quantity, reading: Reading, text: str, language: Language
) -> tuple[Quantity, str | None]:
    """Return what a figure says: of a growth or a change how much, never below zero, and up or down.

    Parameters
    ----------
    quantity : Quantity
        The amount as written, with its sign.
    reading : Reading
        What kind the figure is, and the direction that the words say.
    text : str
        The text, in which negative growth may be spoken of before the figure.
    language : Language
        The text's language.

    Examples
    --------
    >>> text = "Exports grew by -0.3%."
    >>> reading = Reading(kind="growth", direction="up")
    >>> fallen, direction = size_and_direction(parse_quantity(text), reading, text, get_language("en"))
    >>> fallen.value, fallen.surface, direction
    (0.3, '-0.3%', 'down')
    """
    if reading.kind not in ("growth", "change"):
        return quantity, reading.direction
    shrinking = compiled(language.table("numbers.shrinking"))
    amounts = [amount for amount in (quantity.value, quantity.low, quantity.high) if amount is not None]
    if all(amount < 0 for amount in amounts):
        value, *ends = (None if end is None else -end for end in (quantity.value, quantity.high, quantity.low))
        return replace(quantity, value=value, low=ends[0], high=ends[1]), "down"
    shrunk = shrinking.match(text, max(0, quantity.opens - 40), quantity.opens)
    return quantity, "down" if shrunk else reading.direction


def scanner(language: Language) -> Scanner:
    """Return the scanner of a language, made once."""
    return chinese_scanner(language) if language.table("numbers.style") == "han" else english_scanner(language)


def scan(text: str, language: Language) -> list[Quantity]:
    """Return every quantity of a text, in text order."""
    folded = fold(text, language)
    with localcontext(EXACT):
        quantities = scanner(language).scan(folded.text + BEHIND)
    if folded.text != text:
        return [_restored(quantity, folded, text) for quantity in quantities]
    return [each if each.closes <= len(text) else replace(each, closes=len(text)) for each in quantities]


def _restored(quantity: Quantity, folded: Folded, text: str) -> Quantity:
    """The quantity as it stands in the text that was folded."""
    if not folded.shifted:
        surface = text[quantity.start : quantity.end]
        return quantity if surface == quantity.surface else replace(quantity, surface=surface)
    start, end = folded.span(quantity.start, quantity.end)
    opens = folded.at(quantity.opens)
    last = min(quantity.closes, len(folded.text))
    closes = folded.span(quantity.end, last)[1] if last > quantity.end else end
    amount = quantity.value, quantity.low, quantity.high, quantity.comparator, quantity.unit
    words = quantity.counted, quantity.led_by  # written out, as `replace` is slow
    return Quantity(start, end, text[start:end], *amount, opens, closes, *words)
