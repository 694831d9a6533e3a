"""What a report's text says of itself: title, speaker, dates; place and year by modules of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from zjpolicy.documents.folding import narrow
from zjpolicy.documents.outline import Layout
from zjpolicy.documents.patterns import patterns_of
from zjpolicy.documents.report_place import read_place
from zjpolicy.documents.report_year import read_year
from zjpolicy.documents.year_words import years_in
from zjpolicy.languages import Language, compiled
from zjpolicy.languages.numerals import value_of

HEAD = 4_000
# A title stands in one of the first lines and is no longer than this.
TITLE_LINES, TITLE = 20, 160
DATE_FORMS = ("%Y-%m-%d", "%B %d, %Y", "%B %d,%Y", "%d %B %Y", "%b %d, %Y")


@dataclass(frozen=True)
class Metadata:
    """What could be found; None where the text does not say."""

    title: str | None
    speaker: str | None
    place: str | None
    year: int | None
    delivered: date | None
    published: date | None


def read_metadata(layout: Layout, delivered: date | None) -> Metadata:
    """Find what a report, given as a speech on a day, says of itself in its opening, headings and page furniture."""
    language, text = layout.language, layout.text
    table = language.table("metadata")
    head = _lines_of(narrow(text[:HEAD]))
    opening = _opening(head, language)
    title = _title(text, language)
    published = _date(head, table["published"]) or _date(text[-1_000:], table["published"])
    place = read_place(text, opening, title, language)
    year = read_year(layout, opening, title, delivered, published, place)
    return Metadata(title, _speaker(_above(layout), table["speaker"]), place, year, delivered, published)


def read_delivered(text: str, language: Language) -> date | None:
    """Find when a speech was given: its opening says so, and nothing else of a text is looked at."""
    opening, table = _opening(_lines_of(narrow(text[:HEAD])), language), language.table("metadata")
    return _date(opening, table["delivered"]) if compiled(table["delivered_needs"]).search(opening) else None


def _opening(head: str, language: Language) -> str:
    """How a report begins; where words are parted by spaces, a line that breaks off goes on with the next.

    In Chinese the lines stay apart: nothing tells 上 at the end of one and 海南 at the start of the next from 上海.
    """
    if not language.spaced:
        return head
    if " \n" in head or "\t\n" in head:
        head = compiled(r"[ \t](?<=\S.)[ \t]*+(?=\n[ \t]*+\S)").sub("", head)
    return compiled(r"\n(?<=\S\n)[ \t]*+(?=\S)").sub(" ", head)


def _title(text: str, language: Language) -> str | None:
    """The first line that names a report and is no sentence of the speech, without the day and the session behind it.

    In Chinese it may be broken anywhere, and its characters set apart.
    """
    table = language.table("metadata")
    named, spoken, behind = (compiled(table[name]) for name in ("title", "spoken", "title_end"))
    terminal = patterns_of(language).terminal
    lines = [line.strip() for line in text[:HEAD].splitlines() if line.strip()][:TITLE_LINES]
    joined = [] if language.spaced else [one + other for one, other in pairwise(lines)]
    for whole in filter(compiled(table["title_needs"]).search, (*lines, *joined)):
        line = behind.sub("", compiled(r"(?<=\p{Han})\s(?=\p{Han}(?:\s|$|\P{Han}))").sub("", whole))
        if len(line) <= TITLE and named.search(line) and not spoken.search(line) and not terminal.search(line):
            return line
    return None


def _above(layout: Layout) -> str:
    """The lines above a speech: its first paragraph is longer than any of them."""
    start = next((start for start, end in layout.blocks if end - start > TITLE), HEAD)
    return _lines_of(layout.text[: min(start, HEAD)])


def _lines_of(text: str) -> str:
    """A text whose lines all end alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _speaker(head: str, pattern: str) -> str | None:
    """Who speaks, as the lines above the speech say; blanks inside of a Chinese name only fill its line."""
    found = compiled(pattern).search(head)
    if found is None:
        return None
    name = found["name"].strip()
    return compiled(r"(?<=\p{Han})\s+(?=\p{Han})").sub("", name)


def _date(text: str, pattern: str) -> date | None:
    return next(_dates(text, pattern), None)


def _dates(text: str, pattern: str) -> Iterator[date]:
    for found in compiled(pattern).finditer(text):
        written = compiled(r"\s*[/.年月]\s*").sub("-", found["date"]).rstrip("日 ")
        plain = written if written[:1].isascii() else _numerals(written)
        for form in DATE_FORMS:
            try:
                yield datetime.strptime(plain, form).date()
                break
            except ValueError:
                continue


def _numerals(written: str) -> str:
    """A date in Chinese numerals, its pieces parted by hyphens, in figures."""
    year, *rest = written.split("-")
    return "-".join([str(next(years_in(f"{year}年"), 0)), *(str(value_of(piece.strip())) for piece in rest)])
