"""What kind of file some bytes are, and the reader for it."""

import io
import zipfile
from typing import NoReturn

import regex

from zjpolicy.documents.docx import read_docx
from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.html import read_html
from zjpolicy.documents.pdf import read_pdf
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError

# What files that hold no text for us begin with.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
OTHERS = {
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    OLD_OFFICE: "an old Office file (DOC, XLS or PPT)",
    b"{\\rtf": "an RTF file",
    b"PAR1": "a Parquet file",
}
PAGE = regex.compile(
    rb"(?si)\A\s*+(?:(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*+){0,5}<(?:!doctype\s+html|html|head|body)\b"
)
ENDINGS = (".html", ".htm", ".shtml", ".xhtml")
# Bytes of a file, and characters or bytes of what is unpacked from it.
MAX_BYTES = 200_000_000


def read_bytes(data: bytes, name: str, *, charset: str | None = None, max_bytes: int = MAX_BYTES) -> Extracted:
    """Return the text of a file, what read it, and the headings that it marks.

    The content decides what a file is; its name only tells a page without head from a text.

    Raises
    ------
    SourceError
        The file is larger than the limit, of a kind that is not read, or its reader finds no text.

    Examples
    --------
    >>> read_bytes(b"GDP grew by 6.8%.", "report.txt").text
    'GDP grew by 6.8%.'
    """
    if len(data) > max_bytes:
        raise SourceError(f"{name}: {len(data):,} bytes, more than {max_bytes:,}: raise max_bytes= if that is right")
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name, max_bytes)
    if data.startswith(b"PK\x03\x04"):
        if not _word(data):
            _refuse(name, "a ZIP archive, and no Word file")
        return read_docx(data, name, max_bytes)
    for magic, what in OTHERS.items():
        if data.startswith(magic):
            _refuse(name, what, "DOCX" if magic == OLD_OFFICE else "text")
    if PAGE.match(data[:8192].removeprefix(b"\xef\xbb\xbf")) or name.lower().endswith(ENDINGS):
        return read_html(data, name, charset)
    return Extracted(decode(data, name, charset), None)


def _word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return True  # its reader says what is broken


def _refuse(name: str, what: str, form: str = "text") -> NoReturn:
    raise SourceError(f"{name}: {what}, not text: save it as {form} first")
