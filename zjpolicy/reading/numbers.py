"""A text that is one number, in any language."""

from decimal import localcontext
from functools import cache

from zjpolicy.documents.folding import fold
from zjpolicy.errors import ReadingError, check_types
from zjpolicy.languages import Language, compiled, detect_language, get_language
from zjpolicy.reading.chinese.numbers import HanNumberReader
from zjpolicy.reading.english.numbers import NumberReader
from zjpolicy.reading.model import EXACT, plain


@cache
def number_reader(language: Language) -> NumberReader | HanNumberReader:
    """Return the number reader of a language, made once."""
    return HanNumberReader(language) if language.table("numbers.style") == "han" else NumberReader(language)


def parse_number(text: str, language: str | None = None) -> int | float:
    """Read a text that is one number and nothing else.

    Parameters
    ----------
    text : str
        Digits, number words or a mixture: ``"11.4 million"``, ``"two and a half thousand"``.
    language : str, optional
        Language code; detected when not given.

    Returns
    -------
    int or float
        An int when the number is whole, else the float nearest to the exact decimal.

    Raises
    ------
    ReadingError
        If the text is not one number.

    Examples
    --------
    >>> parse_number("11.4 million")
    11400000
    >>> parse_number("one hundred and five")
    105
    >>> parse_number("two and a half million")
    2500000
    """
    check_types(parse_number, locals())
    of = get_language(language or detect_language(text))
    body = fold(text, of).text.strip()
    minus = compiled(of.table("numbers.minus")).match(body)
    body = body[minus.end() :] if minus else body
    with localcontext(EXACT):
        number = number_reader(of).read(body, 0) if body else None
        if number is None or number.end != len(body):
            remedy = "; parse_quantity reads a number with its unit" if number else ""
            raise ReadingError(f"not a number: {text[:60]!r}{remedy}")
        return plain(-number.value if minus else number.value)
