"""Bytes of a text file to text."""

from zjpolicy.errors import SourceError

UTF8_BOM = b"\xef\xbb\xbf"
UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
UTF32_BOMS = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
# What files that are no text begin with.
MAGIC = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive (perhaps DOCX, XLSX or EPUB)",
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"\xd0\xcf\x11\xe0": "an old Office file (DOC, XLS or PPT)",
    b"{\\rtf": "an RTF file",
}


def decode(data: bytes, name: str) -> str:
    r"""Decode a text file; line ends stay as they are, a byte order mark is dropped.

    Parameters
    ----------
    data : bytes
        UTF-8 with or without byte order mark, or UTF-16 with one.
    name : str
        What messages call the source.

    Returns
    -------
    str

    Raises
    ------
    SourceError
        The bytes are no such text; the message says what they are, or where decoding stopped.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfGDP grew\r\n", "report.txt")
    'GDP grew\r\n'
    >>> try:
    ...     decode("全省生产总值增长".encode("gb18030"), "report.txt")
    ... except SourceError as error:
    ...     print(error)
    report.txt: not UTF-8 at byte 4; it looks like GB18030:
    open it with encoding='gb18030' and use Report.from_text
    """
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise SourceError(f"{name}: {what}, not text: save it as text first")
    if data.startswith(UTF32_BOMS):
        raise SourceError(f"{name}: UTF-32: save it as UTF-8 first")
    encoding = UTF16.get(data[:2])
    mark = 2 if encoding else len(UTF8_BOM) if data.startswith(UTF8_BOM) else 0
    try:
        text = data[mark:].decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        said = "UTF-16" if encoding else "UTF-8"
        hint = "" if mark or b"\0" in data else _hint(data)
        raise SourceError(f"{name}: not {said} at byte {mark + error.start}{hint}") from None
    return check_text(text, name)


def check_text(text: str, name: str) -> str:
    r"""Return a text without byte order mark; `SourceError` if it is empty or no text at all.

    Examples
    --------
    >>> check_text("\ufeffGDP grew", "report.txt")
    'GDP grew'
    """
    if "\0" in text:
        raise SourceError(f"{name}: binary data, not text (NUL at character {text.index(chr(0))})")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(f"{name}: empty" + (", only white space" if text else ""))
    return text


def _hint(data: bytes) -> str:
    """The encoding that Chinese text outside of UTF-8 most likely has, where the bytes bear it out."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "; it looks like GB18030: open it with encoding='gb18030' and use Report.from_text"
