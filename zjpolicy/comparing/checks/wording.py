"""Checks of the wording: counts that disagree with what follows, and tokens that were glued together."""

from collections.abc import Iterator
from itertools import takewhile

from zjpolicy.comparing.checks.finding import Case, Finding
from zjpolicy.documents.outline import Heading
from zjpolicy.errors import ReadingError
from zjpolicy.reading.numbers import parse_number

# A run of headings is taken for the tasks announced where it is at most so far from the number.
NEARLY = 3


def task_count(case: Case) -> Iterator[Finding]:
    """A number of tasks announced, and another number of headings behind it.

    Silent where any way of counting agrees: the headings that follow in the section, together with the sections
    behind it, or points numbered within the paragraph.
    """
    headings = case.report.structure.headings
    for paragraph in case.report.structure.paragraphs:
        if paragraph.boilerplate:
            continue
        text = case.report.text[paragraph.start : paragraph.end]
        for found in case.patterns["tasks"].finditer(text):
            count = _count(found["count"], case.report.language)
            after = [heading for heading in headings if heading.start >= paragraph.start + found.end()]
            if count is None:
                continue
            points = len(case.patterns["task_item"].findall(text[found.end() :]))
            ways = {*_ways(after), points}
            near = [way for way in ways if way > 1 and abs(way - count) <= NEARLY]
            if count not in ways and near:
                start = paragraph.start + found.start()
                message = f"{found[0]}: {count} announced, {min(near, key=lambda way: abs(way - count))} found"
                yield Finding(start, paragraph.start + found.end(), message)


def _count(number: str, language: str) -> int | None:
    try:
        return int(parse_number(number, language))
    except (ReadingError, OverflowError):
        return None


def _ways(after: list[Heading]) -> set[int]:
    """Ways to count the headings that follow: the first run, the run and what follows above it, each upper level."""
    if not after:
        return set()
    level = after[0].level
    inside = list(takewhile(lambda heading: heading.level >= level, after))
    run = sum(heading.level == level for heading in inside)
    above = [sum(heading.level == upper for heading in after[len(inside) :]) for upper in range(1, level)]
    return {run, *(run + count for count in above), *above}


def list_count(case: Case) -> Iterator[Finding]:
    """A number word and a list of another length behind it: "three cities of Hangzhou, Ningbo, Yiwu and Quzhou".

    Only where the list consists of short names and is told to be complete.
    """
    for paragraph in case.report.structure.paragraphs:
        text = case.report.text[paragraph.start : paragraph.end]
        for found in case.patterns["list"].finditer(text):
            items = [item for item in case.patterns["list_break"].split(found["items"]) if item.strip()]
            count = _count(found["count"], case.report.language)
            if count is not None and len(items) != count:
                start, end = (paragraph.start + at for at in found.span())
                yield Finding(start, end, f"{found['count']} announced, {len(items)} named: {', '.join(items)}")


def glued_token(case: Case) -> Iterator[Finding]:
    """A word and a number without the space between them: "respectively.335 projects", "create100".

    Silent for names that are written so, and for addresses.
    """
    for paragraph in case.report.structure.paragraphs:
        if paragraph.boilerplate:
            continue
        text = case.report.text[paragraph.start : paragraph.end]
        for found in case.patterns["glued"].finditer(text):
            start, end = (paragraph.start + at for at in found.span())
            token = case.report.text[start : end + 12].split()[0].rstrip(".,;:")
            yield Finding(start, start + len(token), f"glued together: {token}")
