"""Word files (DOCX): paragraphs and tables in their order, and which paragraphs have the style of a heading."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from zjpolicy.documents.extracted import Extracted, Mark
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.errors import SourceError

# Values of w:outlineLvl that are headings; 9 is the text.
LEVELS = frozenset("012345678")


def read_docx(data: bytes, name: str, max_bytes: int) -> Extracted:
    """Return the text of a Word file, what read it, and its headings; the cells of a table's row are parted by tabs.

    Raises
    ------
    SourceError
        The package for DOCX is missing, the file is broken, or larger than the limit when unpacked.
    """
    docx = extra("docx", "docx", name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > max_bytes:
            raise SourceError(f"{name}: {size:,} bytes when unpacked: raise max_bytes= if that is right")
        lines = list(_lines(docx.Document(io.BytesIO(data))))
    except SourceError:
        raise
    except Exception as error:  # whatever the reader raises for a broken file
        raise SourceError(f"{name}: a broken Word file ({type(error).__name__}): save it anew") from error
    text = "\n".join(line for line, _ in lines)
    if not text.strip():
        raise SourceError(f"{name}: the Word file holds no text")
    return Extracted(text, f"python-docx {version_of('python-docx')}", tuple(_marks(lines)))


def _lines(document: Any) -> Iterator[tuple[str, int]]:
    """Each line with the level of the heading that it is, 0 for none."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (("\t".join(cell.text.replace("\n", " ") for cell in row.cells), 0) for row in block.rows)
        else:
            yield block.text, _level(block)


def _level(paragraph: Any) -> int:
    """The outline level of a paragraph, of its style, or of a style that this is based on; names of styles differ."""
    style = paragraph.style
    for holder in (paragraph, style, *_bases(style)):
        told = holder._element.xpath("./w:pPr/w:outlineLvl/@w:val")
        if told:
            return int(told[0]) + 1 if told[0] in LEVELS else 0
    return 0


def _bases(style: Any) -> Iterator[Any]:
    for _ in range(9):
        style = getattr(style, "base_style", None)
        if style is None:
            return
        yield style


def _marks(lines: Sequence[tuple[str, int]]) -> Iterator[Mark]:
    start = 0
    for line, level in lines:
        if level and line.strip():
            yield Mark(start + len(line) - len(line.lstrip()), start + len(line.rstrip()), level)
        start += len(line) + 1
