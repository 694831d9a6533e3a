"""PDF files with a text layer, page by page in reading order."""

import io
import unicodedata
import warnings

from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.documents.running_heads import without_edges
from zjpolicy.errors import SourceError, SourceWarning, counted

# A scanned page has an image and next to no characters.
LEAST_CHARACTERS = 20
# "ﬁ" and its like are letters that a font draws as one.
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}


def read_pdf(data: bytes, name: str, max_bytes: int) -> Extracted:
    """Return the text layer of a PDF without the heads and feet of its pages, and what read it.

    Raises
    ------
    SourceError
        The package for PDF is missing, the file is broken or locked, it is scanned and needs OCR, or its text is
        larger than the limit.

    Warns
    -----
    SourceWarning
        Half the pages or fewer are pictures: what stands on them is lost.
    """
    pypdf = extra("pypdf", "pdf", name)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise SourceError(f"{name}: the PDF is locked with a password: save it without one")
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            pages.append(page.extract_text())
            size += len(pages[-1])
            if size > max_bytes:
                raise SourceError(f"{name}: more than {max_bytes:,} characters: raise max_bytes= if that is right")
        bare = [number for number, text in enumerate(pages, 1) if len(text.strip()) < LEAST_CHARACTERS]
        if pages and len(bare) > 0.5 * len(pages) and any(_pictured(reader, number) for number in bare[:5]):
            raise SourceError(f"{name}: {len(bare)} of {len(pages)} pages are pictures: the PDF needs OCR first")
        pictures = [str(number) for number in bare if _pictured(reader, number)]
    except SourceError:
        raise
    except Exception as error:  # whatever the reader raises for a broken file
        raise SourceError(f"{name}: a broken PDF ({type(error).__name__}: {str(error)[:80]}): save it anew") from error
    pages, dropped = without_edges([page.translate(LIGATURES) for page in pages])
    text = "\n".join(pages)
    if not text.strip():
        raise SourceError(f"{name}: the PDF holds no text")
    if pictures:
        which = ", ".join(pictures if len(pictures) <= 10 else [*pictures[:10], f"and {len(pictures) - 10} more"])
        said = f"pictures instead of text on {len(pictures)} of {len(pages)} pages ({which}): their figures are missing"
        warnings.warn(SourceWarning(f"{name}: {said}; the PDF needs OCR first"), stacklevel=4)
    done = f"; {counted(dropped, 'line')} at page edges left out" if dropped else ""
    return Extracted(text, f"pypdf {version_of('pypdf')}{done}")


def _pictured(reader: object, number: int) -> bool:
    """Whether a page has an image; one whose image cannot be looked at has."""
    try:
        return len(reader.pages[number - 1].images) > 0  # type: ignore[attr-defined]
    except Exception:  # the same as above: the page is no text in any case
        return True
