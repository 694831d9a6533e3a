"""What a report's text says of itself: title, place, year, dates."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from zjpolicy.documents.outline import Structure
from zjpolicy.languages import Language, compiled
from zjpolicy.registry.places import find_places

HEAD = 4_000
DATE_FORMS = ("%Y-%m-%d", "%B %d, %Y", "%B %d,%Y", "%d %B %Y", "%b %d, %Y")


@dataclass(frozen=True)
class Metadata:
    """What could be found; None where the text does not say."""

    title: str | None
    place: str | None
    year: int | None
    delivered: date | None
    published: date | None


def read_metadata(text: str, language: Language, structure: Structure) -> Metadata:
    """Find title, place, year and dates in a report's opening, headings and page furniture."""
    table = language.table("metadata")
    title = _title(text, table["title"])
    opening = _opening(text, language)
    delivered = _date(opening, table["delivered"])
    published = _date(text[:HEAD], table["published"]) or _date(text[-1_000:], table["published"])
    year = _year(structure, title, delivered or published)
    if table.get("year_said") == "title":
        year = _year(Structure((), ()), title, delivered) or year
    return Metadata(title, _place(text, opening, title, language), year, delivered, published)


def _opening(text: str, language: Language) -> str:
    """How a report begins; where words are parted by spaces, a line that breaks off goes on with the next.

    In Chinese the lines stay apart: nothing tells 上 at the end of one and 海南 at the start of the next from 上海.
    """
    opening = text[:HEAD]
    return opening if not language.spaced else compiled(r"(?<=\S)[ \t]*+(?:\r\n?|\n)[ \t]*+(?=\S)").sub(" ", opening)


def _title(text: str, pattern: str) -> str | None:
    title = compiled(pattern)
    lines = [line.strip() for line in text[:HEAD].splitlines() if line.strip()]
    return next((line for line in lines[:20] if len(line) <= 160 and title.search(line)), None)


def _date(text: str, pattern: str) -> date | None:
    found = compiled(pattern).search(text)
    if not found:
        return None
    written = compiled(r"[/.年月]").sub("-", found["date"]).rstrip("日")
    for form in DATE_FORMS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None


def _year(structure: Structure, title: str | None, dated: date | None) -> int | None:
    """The report's year: what its headings plan for or look back on, else its title, else its date."""
    votes: Counter[int] = Counter()
    for heading in structure.headings:
        for found in compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)").findall(heading.title):
            if heading.part in ("review", "plan"):
                votes[int(found) + (heading.part == "review")] += 1
    if votes:
        return votes.most_common(1)[0][0]
    if title and (found := compiled(r"(?<!\d)((?:19|20)\d\d)(?!\d)").search(title)):
        return int(found[1])
    return dated.year if dated else None


def _unit_named(phrase: str, language: Language) -> str | None:
    """The last unit of 浙江省紫溪县: by its English name, or as the text has it where none is known."""
    place, end = None, 0
    for found in find_places(phrase, language):
        place, end = found.choose(place), found.end
    if compiled(language.table("metadata.unit")).fullmatch(phrase[end:]):
        return phrase[end:]
    return place.name if place else None


def _place(text: str, opening: str, title: str | None, language: Language) -> str | None:
    """The government that reports: by its congress, the title, the speaker, the province named most."""
    table = language.table("metadata")
    if (addressed := table.get("congress")) and (congress := compiled(addressed).search(opening)):
        return _unit_named(congress["place"], language)
    speaker = compiled(table["place"]).search(opening)
    said = [title or ""]
    if speaker:
        said += [speaker[0]]
    for phrase in said:
        named = find_places(phrase, language)
        if named:
            return named[0].choose(None).name
    if compiled(table["national"]).search(opening):
        return "China"
    found = (name.choose(None) for name in find_places(text[: 5 * HEAD], language))
    counts = Counter(place.name for place in found if place.level == "province")
    if not counts:
        return None
    (first, often), *others = counts.most_common(2)
    return first if often >= 3 and all(often >= 2 * other for _, other in others) else None
