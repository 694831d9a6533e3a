"""What kind of file some bytes are, and the reader for it."""

import io
import zipfile
from os.path import splitext
from typing import NoReturn

import regex

from zjpolicy.documents.docx import main_part, read_docx
from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.html import read_html
from zjpolicy.documents.office import as_docx
from zjpolicy.documents.page_archive import archived_page, is_page_archive
from zjpolicy.documents.pdf import read_pdf
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError

# What files that hold no text for us begin with.
OTHERS = {
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet file",
}
# What other programs' files begin with, what they are, and the endings that LibreOffice knows them by.
CONVERTED = {
    b"\xd0\xcf\x11\xe0": ("an old Office file", (".doc", ".wps")),
    b"{\\rtf": ("an RTF file", (".rtf",)),
}
# Endings of old Office files that hold no report.
SHEETS = (".xls", ".ppt", ".et", ".dps", ".msg")
PAGE = regex.compile(
    rb"(?si)\A\s*+(?:(?:<!--.{0,2000}?-->|<\?xml[^>]{0,200}>)\s*+){0,5}<(?:!doctype\s+html|html|head|body)\b"
)
PAGES = (".html", ".htm", ".shtml", ".xhtml")
ARCHIVES = (".mht", ".mhtml")
TABLES = (".csv", ".tsv", ".xlsx", ".parquet", ".jsonl", ".ndjson", ".dta")
# What files of reports are called.
ENDINGS = (".txt", ".md", *PAGES, *ARCHIVES, ".pdf", ".docx", ".docm", ".doc", ".wps", ".rtf")
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
    if name.lower().endswith(TABLES):
        raise SourceError(f"{name}: a table: zj.read_corpus reads a report from each of its rows")
    if b"%PDF-" in data[:1024]:
        return read_pdf(data, name, max_bytes)
    if data.startswith(b"PK\x03\x04"):
        if not _word(data):
            _refuse(name, "a ZIP archive, and no Word file")
        return read_docx(data, name, max_bytes)
    if (magic := next(filter(data.startswith, CONVERTED), None)) is not None:
        return _converted(data, name, max_bytes, *CONVERTED[magic])
    if (magic := next(filter(data.startswith, OTHERS), None)) is not None:
        _refuse(name, OTHERS[magic])
    if is_page_archive(data):
        page, declared = archived_page(data, name)
        return read_html(page, name, declared)
    if PAGE.match(data[:8192].removeprefix(b"\xef\xbb\xbf")) or name.lower().endswith(PAGES):
        return read_html(data, name, charset)
    return Extracted(decode(data, name, charset), None)


def _converted(data: bytes, name: str, max_bytes: int, what: str, endings: tuple[str, ...]) -> Extracted:
    """The text of a file that LibreOffice makes a Word file of."""
    ending = splitext(name)[1].lower()
    if ending in SHEETS:
        _refuse(name, f"{what} ({ending})")
    found = read_docx(as_docx(data, name, what, ending if ending in endings else endings[0]), name, max_bytes)
    return found._replace(extractor=f"LibreOffice, {found.extractor}")


def _word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return main_part(archive) is not None
    except zipfile.BadZipFile:
        return True  # its reader says what is broken


def _refuse(name: str, what: str) -> NoReturn:
    raise SourceError(f"{name}: {what}, not text: save it as text first")
