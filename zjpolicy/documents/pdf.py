"""PDF files with a text layer, page by page in reading order."""

import json
import os
import subprocess
import sys
import unicodedata
import warnings
from pathlib import Path
from typing import Any, NoReturn

from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.documents.pdf_layout import page_text
from zjpolicy.documents.running_heads import without_edges
from zjpolicy.errors import SourceError, SourceWarning, counted

# A scanned page has an image and next to no characters.
LEAST_CHARACTERS = 20
# "ﬁ" and its like are letters that a font draws as one.
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# What the library may take for one file: characters (50 reports of the longest), seconds, bytes of memory.
MOST, SECONDS, MEMORY = 5_000_000, 60, 4_000_000_000
SCRIPT = Path(__file__).with_name("pdf_pages.py")


def read_pdf(data: bytes, name: str, max_bytes: int) -> Extracted:
    """Return the text layer of a PDF without the heads and feet of its pages, and what read it.

    Two columns of text come one after the other; the cells of a table's row are parted by tabs.

    Raises
    ------
    SourceError
        The package for PDF is missing, the file is broken or locked, it is scanned and needs OCR, or it needs more
        characters, time or memory than a limit.

    Warns
    -----
    SourceWarning
        Half the pages or fewer are pictures: what stands on them is lost.
    """
    extra("pypdfium2", "pdf", name)
    pages = _pages(data, name, min(max_bytes, MOST))
    texts = [page_text(page["runs"], page["rules"]).translate(LIGATURES) for page in pages]
    bare = [number for number, text in enumerate(texts, 1) if len(text.strip()) < LEAST_CHARACTERS]
    pictures = [str(number) for number in bare if pages[number - 1]["pictured"]]
    if pictures and len(bare) > 0.5 * len(pages):
        raise SourceError(f"{name}: {len(bare)} of {len(pages)} pages are pictures: the PDF needs OCR first")
    texts, dropped = without_edges(texts)
    text = "\n".join(texts)
    if not text.strip():
        raise SourceError(f"{name}: the PDF holds no text")
    if pictures:
        which = ", ".join(pictures if len(pictures) <= 10 else [*pictures[:10], f"and {len(pictures) - 10} more"])
        told = f"pictures instead of text on {len(pictures)} of {len(pages)} pages ({which}): their figures are missing"
        warnings.warn(SourceWarning(f"{name}: {told}; the PDF needs OCR first"), stacklevel=4)
    done = f"; {counted(dropped, 'line')} at page edges left out" if dropped else ""
    return Extracted(text, f"pypdfium2 {version_of('pypdfium2')}{done}")


def _pages(data: bytes, name: str, most: int) -> list[dict[str, Any]]:
    """What stands on the pages, found in a process of its own that can be stopped."""
    call = [sys.executable, "-P", str(SCRIPT), *map(str, (most, SECONDS, MEMORY))]
    paths = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(call, input=data, capture_output=True, timeout=4 * SECONDS, env=paths, check=False)
        made: dict[str, Any] = json.loads(done.stdout)
    except (ValueError, subprocess.TimeoutExpired):
        limit = f"the limits are {SECONDS} seconds and {MEMORY:,} bytes of memory"
        raise SourceError(f"{name}: a broken PDF, or too much work ({limit}): print it to a new PDF") from None
    except OSError as error:
        raise SourceError(f"{name}: no process can be started to read the PDF: {error}") from error
    if "pages" not in made:
        _refuse(name, made)
    pages: list[dict[str, Any]] = made["pages"]
    return pages


def _refuse(name: str, made: dict[str, Any]) -> NoReturn:
    if "most" in made:
        raise SourceError(f"{name}: a PDF of more than {made['most']:,} characters: split it")
    if "memory" in made:
        raise SourceError(f"{name}: a PDF that needs more than {made['memory']:,} bytes of memory: print it anew")
    if "password" in str(made.get("error")).lower():
        raise SourceError(f"{name}: the PDF is locked with a password: save it without one")
    told = str(made.get("error"))[:120].replace("\n", " ")
    raise SourceError(f"{name}: a broken PDF ({told}): save it anew")
