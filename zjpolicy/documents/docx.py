"""Word files (DOCX, DOCM): all the text that Word shows, in its order, and which paragraphs are headings."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from zjpolicy.documents.docx_numbering import Numbering, Style, local, own
from zjpolicy.documents.extracted import Extracted, Mark
from zjpolicy.documents.extras import extra, version_of
from zjpolicy.documents.folding import raised
from zjpolicy.errors import SourceError

# What is read of the archive is taken apart in memory, where it is many times as large: a part of the limit.
SHARE = 5
# The most columns of a table in Word: a cell that says it goes over more is one.
COLUMNS = 63
# What Word shows without being text of its own, inside of a run.
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Holders of what is not shown: deletions, what was moved away, codes of fields, how characters are read aloud.
UNSEEN = frozenset("del moveFrom instrText delText delInstrText pPr rPr sdtPr sdtEndPr rt tblPr tblGrid".split())
# Around blocks: content controls, insertions, what was moved to here, markup of one's own.
AROUND = frozenset("sdt sdtContent ins moveTo customXml smartTag".split())
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


class Line(NamedTuple):
    """A paragraph or a row of a table, and the level of the heading that it is, 0 for none."""

    text: str
    level: int = 0


def read_docx(data: bytes, name: str, max_bytes: int) -> Extracted:
    """Return the text of a Word file, what read it, and its headings; the cells of a table's row are parted by tabs.

    Insertions that are tracked, content controls, text boxes, tables in cells, footnotes and endnotes are read where
    they stand, a box or a note behind its paragraph; deletions are not. A merged cell is read once, at its first place.

    Raises
    ------
    SourceError
        The package for DOCX is missing, the file is broken, or larger than the limit when unpacked.
    """
    etree = extra("lxml.etree", "docx", name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, name, max_bytes)
            lines = list(_Word(_parts(archive, etree)).lines())
    except SourceError:
        raise
    except Exception as error:  # whatever the reader raises for a broken file
        raise SourceError(f"{name}: a broken Word file ({type(error).__name__}): save it anew") from error
    text = "\n".join(line.text for line in lines)
    if not text.strip():
        raise SourceError(f"{name}: the Word file holds no text")
    return Extracted(text, f"lxml {version_of('lxml')}", tuple(_marks(lines)))


def main_part(archive: zipfile.ZipFile) -> str | None:
    """Return the name of the archive's part that holds a Word document, None where it is no Word file."""
    parts = [name for name in archive.namelist() if name.lower().startswith("word/document")]
    return min((name for name in parts if name.lower().endswith(".xml")), key=len, default=None)


def _check_size(archive: zipfile.ZipFile, name: str, max_bytes: int) -> None:
    size = sum(entry.file_size for entry in archive.infolist())
    if size > max_bytes:
        raise SourceError(f"{name}: {size:,} bytes when unpacked: raise max_bytes= if that is right")
    text = sum(entry.file_size for entry in archive.infolist() if entry.filename.lower().endswith(".xml"))
    if text > max_bytes // SHARE:
        raise SourceError(
            f"{name}: {text:,} bytes of text and styles when unpacked, more than {max_bytes // SHARE:,}: "
            f"raise max_bytes= to {SHARE} times as much if that is right"
        )


def _parts(archive: zipfile.ZipFile, etree: Any) -> dict[str, Any]:
    """The parts that hold text or tell of it, taken apart; pictures and what links to them are never touched."""
    main = main_part(archive)
    if main is None:
        raise KeyError("word/document.xml")
    folder = main.rpartition("/")[0]
    wanted = {"document": main} | {
        part: f"{folder}/{part}.xml" for part in ("styles", "numbering", "footnotes", "endnotes")
    }
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    there = set(archive.namelist())
    return {part: etree.fromstring(archive.read(file), parser) for part, file in wanted.items() if file in there}


class _Word:
    """Walks through a document."""

    def __init__(self, parts: Mapping[str, Any]) -> None:
        self.body = next(element for element in parts["document"].iter() if local(element) == "body")
        self.style = Style(parts.get("styles"))
        self.numbering = Numbering(parts.get("numbering"), self.style)
        self.notes = {
            part: {own(note, "id"): note for note in parts[part] if own(note, "type") is None}
            for part in NOTES.values()
            if part in parts
        }

    def lines(self) -> Iterator[Line]:
        """The lines of the body."""
        return self._lines(self.body)

    def _lines(self, holder: Any) -> Iterator[Line]:
        for block in _blocks(holder):
            yield from self._table(block) if local(block) == "tbl" else self._paragraph(block)

    def _paragraph(self, paragraph: Any) -> Iterator[Line]:
        """A paragraph, and behind it the text boxes that hang on it and the notes that it refers to."""
        asides: list[Line] = []
        text = "".join(self._inline(paragraph, asides))
        if text.strip():
            text = f"{self.numbering.label(paragraph)}{text}"
        yield Line(text, self.style.level(paragraph))
        yield from asides

    def _inline(self, holder: Any, asides: list[Line]) -> Iterator[str]:
        for element in holder:
            name = local(element)
            if name == "t":
                yield _shown(element)
            elif name in SIGNS:
                yield SIGNS[name]
            elif name == "txbxContent":
                asides += self._lines(element)
            elif name in NOTES:
                note = self.notes.get(NOTES[name], {}).get(own(element, "id"))
                asides += () if note is None else (line for line in self._lines(note) if line.text.strip())
            elif name == "AlternateContent":  # the same twice, for newer and for older programs
                yield from self._inline(element[0], asides) if len(element) else ()
            elif name not in UNSEEN:
                yield from self._inline(element, asides)

    def _table(self, table: Any) -> Iterator[Line]:
        for row in _blocks(table, "tr"):
            if any(local(change) == "del" for change in row.iterfind("{*}trPr/*")):
                continue
            cells = list(_blocks(row, "tc"))
            if len(cells) == 1:  # a frame around paragraphs
                yield from self._lines(cells[0])
                continue
            words: list[str] = []
            below: list[Line] = []
            for cell in cells:
                words += self._cell(cell, below)
            if any(words):
                yield Line("\t".join(words))
            yield from below

    def _cell(self, cell: Any, below: list[Line]) -> list[str]:
        """The text of a cell, and empty cells for the further columns that it goes over; tables in it come below."""
        merged = cell.find("{*}tcPr/{*}vMerge")
        words: list[str] = []
        if merged is None or own(merged, "val") == "restart":
            for block in _blocks(cell):
                if local(block) == "tbl":
                    below += self._table(block)
                else:
                    words += (line.text for line in self._paragraph(block))
        span = cell.find("{*}tcPr/{*}gridSpan")
        wide = int(own(span, "val") or 1) if span is not None else 1
        return [" ".join(" ".join(words).split()), *[""] * (wide - 1 if wide <= COLUMNS else 0)]


def _shown(element: Any) -> str:
    """The text of a piece of a run; raised figures are signs of their own: 10 and a raised 5 are no 105."""
    text = element.text or ""
    placed = element.getparent().find("{*}rPr/{*}vertAlign") if text.strip().isdecimal() else None
    return raised(text) if placed is not None and own(placed, "val") == "superscript" else text


def _blocks(holder: Any, *names: str) -> Iterator[Any]:
    """The paragraphs and tables of a holder, or its parts of these names, through whatever is put around them."""
    for element in holder:
        name = local(element)
        if name in (names or ("p", "tbl")):
            yield element
        elif name in AROUND:
            yield from _blocks(element, *names)
        elif name == "AlternateContent" and len(element):
            yield from _blocks(element[0], *names)


def _marks(lines: Sequence[Line]) -> Iterator[Mark]:
    start = 0
    for text, level in lines:
        if level and text.strip():
            yield Mark(start + len(text) - len(text.lstrip()), start + len(text.rstrip()), level)
        start += len(text) + 1
