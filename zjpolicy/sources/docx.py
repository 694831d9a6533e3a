"""Word files (DOCX): paragraphs and tables in their order."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from zjpolicy.errors import SourceError
from zjpolicy.sources.extras import extra, version_of


def read_docx(data: bytes, name: str, max_bytes: int) -> tuple[str, str]:
    """Return the text of a Word file, and what read it; the cells of a table's row are parted by tabs.

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
        text = "\n".join(_lines(docx.Document(io.BytesIO(data))))
    except SourceError:
        raise
    except Exception as error:  # whatever the reader raises for a broken file
        raise SourceError(f"{name}: a broken Word file ({type(error).__name__}): save it anew") from error
    if not text.strip():
        raise SourceError(f"{name}: the Word file holds no text")
    return text, f"python-docx {version_of('python-docx')}"


def _lines(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from ("\t".join(cell.text.replace("\n", " ") for cell in row.cells) for row in block.rows)
        else:
            yield block.text
