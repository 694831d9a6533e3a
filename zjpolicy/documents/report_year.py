"""Which year a report plans for: its title, its date, its headings, or the session it was given to."""

from collections import Counter
from datetime import date
from typing import Any

from zjpolicy.documents.outline import Layout
from zjpolicy.documents.parts import told_by
from zjpolicy.documents.patterns import patterns_of
from zjpolicy.documents.year_words import plans_in, years_in
from zjpolicy.languages import compiled
from zjpolicy.languages.numerals import value_of
from zjpolicy.registry.places import congress_of_2018

# First sessions of the national congresses before the fifth, whose terms had no fixed length: the State Council's list
# of sessions. The fifth met in 1978; since then a congress lasts five years and meets every year, in the provinces too.
FIRST_SESSIONS = {1: 1954, 2: 1959, 3: 1964, 4: 1975}
FIFTH, TERM = 1978, 5


def session_year(congress: int, session: int, of_2018: int | None) -> int | None:
    """Return the year of a session of a people's congress.

    Parameters
    ----------
    congress, session : int
        第N届, 第k次.
    of_2018 : int or None
        Number of the congress of the place that first met in 2018, as ``data/places.csv`` has it; 13 for the nation.

    Examples
    --------
    >>> session_year(14, 3, 13), session_year(2, 1, 13), session_year(5, 2, 5), session_year(3, 1, None)
    (2025, 1959, 2019, None)
    """
    if of_2018 is None:
        return None
    nationwide = congress + 13 - of_2018  # the number of the national congress that was elected together with it
    if nationwide in FIRST_SESSIONS:
        return FIRST_SESSIONS[nationwide] + session - 1
    return FIFTH + TERM * (nationwide - 5) + session - 1


def read_year(
    layout: Layout, opening: str, title: str | None, delivered: date | None, published: date | None, place: str | None
) -> int | None:
    """Find the report's year; in English its headings tell more than a title and a page's date."""
    table = layout.language.table("metadata")
    named = next(years_in(title or ""), None)
    dated = delivered.year if delivered else None
    shown = published.year if published else None
    planned = _by_headings(layout)
    if table["year_from"] == "title":
        return named or dated or planned or _by_session(opening, table["sessions"], place) or shown
    return planned or named or dated or shown


def _by_headings(layout: Layout) -> int | None:
    """The year that headings plan for, or the one after that they look back on; else by the plans they name."""
    patterns = patterns_of(layout.language)
    votes: Counter[int] = Counter()
    terms: Counter[int] = Counter()
    for title in filter(None, layout.titles):
        years, parts = list(years_in(title.title)), told_by(title.title, patterns, None)
        if len(parts) == 1:
            back = parts[0] == "review"
            votes.update(year + back for year in years)
            terms.update(last + 1 if back else first for first, last in plans_in(title.title))
        elif parts and years:
            votes[max(years)] += 1
    counts = votes or terms
    return counts.most_common(1)[0][0] if counts else None


def _by_session(opening: str, table: dict[str, Any], place: str | None) -> int | None:
    """The year of the session that a report is given to, or of the one that it says was last."""
    for form in table["forms"]:
        if (found := compiled(form["pattern"]).search(opening)) is None:
            continue
        named = found.groupdict()
        known = congress_of_2018("China" if named.get("nation") else place)
        congress, session = value_of(named["congress"]), value_of(named.get("session") or "一")
        year = session_year(congress + 1, 1, known) if form.get("over") else session_year(congress, session, known)
        if year is not None:
            return year + int(form.get("later", 0))
    if found := compiled(table["past_year"]).search(opening):
        return next(years_in(f"{found['year']}年"), -1) + 1 or None
    return None
