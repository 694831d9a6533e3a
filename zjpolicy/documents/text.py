"""Bytes of a text file to text, whatever its encoding."""

import codecs
import warnings

from zjpolicy.errors import SourceError, SourceWarning

MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# Encodings that the web knows; Python has others that turn any bytes into something, or take their time.
WEB = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be gb2312 gbk gb18030 hz big5 big5hkscs euc_jp shift_jis cp932 iso2022_jp euc_kr "
    "cp949 koi8-r koi8-u cp866 cp874 mac-roman ascii".split()
) | {*(f"cp125{number}" for number in range(9)), *(f"iso8859-{number}" for number in range(1, 17))}
# Web pages declare the smaller sets and use the larger one.
LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
# What text in English consists of, and bytes that no text in cp1252 has: control characters, five without a meaning.
ASCII = bytes({9, 10, 13, *range(32, 127)})
UNUSED = {*range(32), 0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D}
GUESSES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Characters that running Chinese is full of, simplified and traditional: the right guess shows many of them.
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样與國會說經發產業實體機當應開從種過後進這們來時個為動對學長點線義無員問區現萬億"
)


def decode(data: bytes, name: str, charset: str | None = None, *, plain: bool = True) -> str:
    r"""Decode a text file; line ends stay as they are, a byte order mark is dropped.

    A byte order mark decides, then the charset declared, then UTF-8; after that the encoding is guessed among those of
    Chinese and English texts, and a warning names the guess.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        What messages call the source.
    charset : str, optional
        What a page or its server declares.
    plain : bool, optional
        Whether it is the text itself; markup may hold NUL characters, which are dropped.

    Returns
    -------
    str

    Raises
    ------
    SourceError
        The bytes are no text; the message says where decoding stopped.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfGDP grew\r\n", "report.txt")
    'GDP grew\r\n'
    >>> decode("全省生产总值增长".encode("gb18030"), "report.txt", "gb2312")
    '全省生产总值增长'
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return check_text(_strict(data[len(mark) :], encoding, name, len(mark)), name, plain)
    if declared := _known(charset):
        try:
            return check_text(data.decode(declared), name, plain)
        except UnicodeError:
            pass
    try:
        # Latin letters in UTF-16 are UTF-8 as well, with a NUL beside each.
        if data[:400].count(0) <= 0.2 * len(data[:400]):
            return check_text(data.decode("utf-8"), name, plain)
        stopped = 0
    except UnicodeDecodeError as error:
        stopped = error.start
    guess = _guess(data)
    if guess is None and 0 in data:
        raise SourceError(f"{name}: binary data, not text (NUL at byte {data.index(0)})")
    if guess is None:
        raise SourceError(f"{name}: not UTF-8 at byte {stopped}, nor an encoding of Chinese or English") from None
    text = data.decode(guess)
    warnings.warn(SourceWarning(f"{name}: not UTF-8; read as {guess.upper()}, a guess"), stacklevel=4)
    return check_text(text, name, plain)


def _known(charset: str | None) -> str | None:
    """The encoding of Python for one that a page declares; None where the web knows no such."""
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, UnicodeError, ValueError):
        return None
    return LARGER.get(name, name) if name in WEB else None


def _strict(data: bytes, encoding: str, name: str, before: int) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not {encoding.upper()[:6].rstrip('-')} at byte {before + error.start}") from None


def _guess(data: bytes) -> str | None:
    """The encoding in which the bytes are most like running Chinese, or that of Latin letters on Windows."""
    likeness = {}
    for encoding in GUESSES:
        try:
            sample = data.decode(encoding)[:20_000]
        except UnicodeDecodeError:
            continue
        letters = [sign for sign in sample if sign > "\x7f" and not sign.isspace()]  # markup is no language
        likeness[encoding] = sum(sign in COMMON for sign in letters) / max(len(letters), 1)
        if (
            encoding.startswith("utf-16") and 0 in data[:400]
        ):  # words of Latin letters have a space every few characters
            likeness[encoding] += sum(sign in " \n" for sign in sample[:2_000]) / 2_000 + 0.1
    best = max(likeness, key=lambda encoding: likeness[encoding], default=None)
    if best is not None and likeness[best] > 0.1:
        return best
    # Its text is ASCII but for quotation marks, dashes and some accents.
    others = data.translate(None, ASCII)
    return "cp1252" if len(others) < 0.25 * len(data) and not UNUSED & set(others) else None


def check_text(text: str, name: str, plain: bool = True) -> str:
    r"""Return a text without byte order mark; `SourceError` if it is empty or no text at all.

    Examples
    --------
    >>> check_text("\ufeffGDP grew", "report.txt")
    'GDP grew'
    """
    if "\0" in text:
        if plain:
            raise SourceError(f"{name}: binary data, not text (NUL at character {text.index(chr(0))})")
        text = text.replace("\0", "")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(f"{name}: empty" + (", only white space" if text else ""))
    return text
