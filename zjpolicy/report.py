"""`Report`: a text, what it says of itself, its structure, and the statements in it."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, overload

import pandas as pd
import regex

from zjpolicy.known import Part, check_known, own_key
from zjpolicy.languages import detect_language, get_language
from zjpolicy.metadata import Metadata, read_metadata
from zjpolicy.outline import Paragraph, Structure, read_structure, split_sentences
from zjpolicy.places import place_named

if TYPE_CHECKING:
    from pathlib import Path

    from zjpolicy.excerpt import Excerpt
    from zjpolicy.statements import Statement

SURROGATE = regex.compile(r"[\ud800-\udfff]")


class Report:
    """A government work report: its text and what was found in it.

    Make one with `zjpolicy.load` or `Report.from_text`. All offsets refer to `text`, which is never changed.

    Attributes
    ----------
    text : str
        The text as given.
    key : str
        A catalogue key, the key given, or the first 12 digits of the text's hash.
    edition : str or None
        ``"official"``, ``"restated"`` for the bundled editions in our own words, None where unknown.
    title, place : str or None
        As found in the text or given; the place by its English name.
    year : int or None
        The report's year: the 2020 report reviews 2019 and plans 2020.
    delivered, published : datetime.date or None
        When the speech was given, and when the page appeared; None where the text does not say.
    language : str
        Language code.
    source : str or None
        Where the text came from.
    official_url : str or None
        The publisher's page, where the catalogue knows it: what a restated edition stands for.
    text_sha256 : str
        Hash of the text in UTF-8.

    Examples
    --------
    >>> report = Report.from_text("GDP grew by 6.8% in 2019.", year=2020, place="Zhejiang")
    >>> report.year, report.language, len(report.statements())
    (2020, 'en', 1)
    """

    def __init__(
        self,
        text: str,
        *,
        language: str | None = None,
        place: str | None = None,
        year: int | None = None,
        part: Part | None = None,
        key: str | None = None,
        edition: str | None = None,
        source: str | None = None,
        extractor: str | None = None,
        official_url: str | None = None,
    ) -> None:
        if not isinstance(text, str):
            raise TypeError(f"a report's text is a str, not {type(text).__name__}")
        check_known(language=language, place=place, year=year, part=part, key=key)
        self.text = text
        self.language = language or detect_language(text)
        self.text_sha256 = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.key = key or self.text_sha256[:12]
        self.edition = edition
        self.source = source
        self.extractor = extractor
        self.official_url = official_url
        self._part = part
        named = place_named(place) if place else None
        self._place = named.name if named else place
        self._year = None if year is None else int(year)

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        language: str | None = None,
        place: str | None = None,
        year: int | None = None,
        part: Part | None = None,
        key: str | None = None,
    ) -> "Report":
        """Make a report from a string.

        Parameters
        ----------
        text : str
            The report, or a piece of one.
        language, place, year : optional
            What is known; the rest is found in the text where it says so.
        part : {"review", "plan"}, optional
            Which part a piece without headings belongs to.
        key : str, optional
            What tables, charts and references call the report; the first 12 digits of the text's hash when not given.

        Returns
        -------
        Report

        Examples
        --------
        >>> report = Report.from_text("We will add 200 parks.", year=2020, part="plan")
        >>> report.statements().loc[0, ["kind", "status", "commitment"]].tolist()
        ['change', 'target', 'will']
        """
        return cls(text, language=language, place=place, year=year, part=part, key=own_key(key))

    def reworded(self, text: str, structure: Structure) -> "Report":
        """Return a report with another text, structured as given, and all else that is known of this one."""
        other = Report(text, language=self.language, place=self.place, year=self.year, part=self._part, key=self.key)
        other.structure = structure
        return other

    @cached_property
    def _metadata(self) -> Metadata:
        language = get_language(self.language)
        return read_metadata(self.text, language, read_structure(self.text, language))

    @property
    def title(self) -> str | None:
        """The report's title line."""
        return self._metadata.title

    @property
    def place(self) -> str | None:
        """The administrative unit that reports, by its English name."""
        return self._place or self._metadata.place

    @property
    def year(self) -> int | None:
        """The year the report plans for; it reviews the year before."""
        return self._year if self._year is not None else self._metadata.year

    @property
    def delivered(self) -> date | None:
        """When the speech was given."""
        return self._metadata.delivered

    @property
    def published(self) -> date | None:
        """When the page appeared."""
        return self._metadata.published

    @cached_property
    def structure(self) -> Structure:
        """Headings and paragraphs as objects; `outline` and `paragraphs` give them as tables."""
        return read_structure(self.text, get_language(self.language), self.year, self._part)

    def outline(self) -> pd.DataFrame:
        r"""Return the headings.

        Returns
        -------
        DataFrame
            ``level`` (int64), ``number``, ``title``, ``part`` (str), ``start``, ``end`` (int64): the span
            of the whole section, heading included.

        Examples
        --------
        >>> text = "I. A review of 2019\n\nGDP grew by 6.8%.\n\nII. Targets for 2020\n\nGDP is to grow by 6%."
        >>> Report.from_text(text, year=2020).outline()[["number", "title", "part"]]
          number             title    part
        0      I  A review of 2019  review
        1     II  Targets for 2020    plan
        """
        names = ("level", "number", "title", "part", "start", "end")
        return _frame(names, ([getattr(heading, name) for name in names] for heading in self.structure.headings))

    def paragraphs(self) -> pd.DataFrame:
        r"""Return the paragraphs, headings included.

        Returns
        -------
        DataFrame
            ``paragraph`` (int64, from 1), ``section`` (outline path such as ``"I.3"``), ``part`` (str; missing where
            there is none),
            ``start``, ``end`` (int64), ``text`` (str), ``boilerplate`` (bool): a page's breadcrumb or footer.

        Examples
        --------
        >>> Report.from_text("GDP grew by 6.8%.\n\nPrices rose by 2.9%.").paragraphs()[["paragraph", "text"]]
           paragraph                  text
        0          1     GDP grew by 6.8%.
        1          2  Prices rose by 2.9%.
        """
        names = ("paragraph", "section", "part", "start", "end", "text", "boilerplate")
        rows = (
            [
                at.paragraph,
                at.section or None,
                at.part,
                at.start,
                at.end,
                self.text[at.start : at.end],
                at.boilerplate,
            ]
            for at in self.structure.paragraphs
        )
        return _frame(names, rows)

    def sentences(self) -> pd.DataFrame:
        """Return the sentences of the report's own paragraphs.

        Returns
        -------
        DataFrame
            ``paragraph`` (int64), ``section``, ``part`` (str), ``start``, ``end`` (int64), ``text`` (str).

        Examples
        --------
        >>> Report.from_text("GDP grew by 6.8%. Prices rose.").sentences()["text"].tolist()
        ['GDP grew by 6.8%.', 'Prices rose.']
        """
        names = ("paragraph", "section", "part", "start", "end", "text")
        rows = (
            [at.paragraph, at.section or None, at.part, start, end, self.text[start:end]]
            for at, start, end in self.spans()
        )
        return _frame(names, rows)

    def spans(self) -> Iterable[tuple[Paragraph, int, int]]:
        """Yield the sentences of the report's own paragraphs as offsets, with their paragraph."""
        language = get_language(self.language)
        for paragraph in self.structure.paragraphs:
            if not paragraph.boilerplate:
                for start, end in split_sentences(self.text, paragraph.start, paragraph.end, language):
                    yield paragraph, start, end

    @cached_property
    def _statements(self) -> "list[Statement]":
        from zjpolicy.statements import read_statements

        return read_statements(self)

    @cached_property
    def _table(self) -> pd.DataFrame:
        from zjpolicy.table import statements_table

        return statements_table(self._statements)

    def statements(self, *, indicators: "str | Path | pd.DataFrame | None" = None) -> pd.DataFrame:
        """Return one row for every figure of the report; computed once.

        Parameters
        ----------
        indicators : str, Path or DataFrame, optional
            A CSV file, or a table, of your own indicators, known beside the bundled ones in this call; `indicators`
            tells its columns.

        Returns
        -------
        DataFrame
            In text order; ``str`` where no dtype is given, missing where the text does not say:

            - ``id``: ``KEY:START``;
            - ``report``, ``section``, ``paragraph`` (int64): the report's key, the outline path such as ``"I.3"``,
              and the number of the paragraph through the whole report, from 1;
            - ``start``, ``end`` (int64), ``surface``: the span in `text` and its characters: number, scale and unit,
              no comparator and no counted noun;
            - ``value``, ``low``, ``high`` (float64): the number, fully scaled, percent as written; the two ends of a
              range instead;
            - ``comparator``: ``=``, ``~`` (about), ``>``, ``>=``, ``<``, ``<=`` or ``range``;
            - ``unit``: a unit code: ``%``, ``pp`` (percentage points), ``CNY``, ``mu``, ``count``, compounds such as
              ``CNY/person/year``; ``zjpolicy.dataset("units")`` has them all;
            - ``kind``: ``growth`` (a change in percent or times), ``change`` (an amount added or taken away), ``share``
              (a part of a whole, a rate), ``rank``, ``level`` (every other size or count);
            - ``direction``: ``up`` or ``down`` for growth and change;
            - ``status``: ``outcome`` (reported as done), ``target`` (promised, planned, expected), ``baseline`` (an
              earlier value to compare with), ``context`` (a threshold or definition);
            - ``basis``: of an outcome, ``expected``, ``preliminary``, ``final`` or ``revised`` where the text says;
            - ``commitment``: of a target, how firmly the text binds itself: ``ensure``, ``will``, ``strive``, ``plan``;
            - ``period``, ``period_start``, ``period_end`` (Int64): the year or span the figure is for, ``"2020"`` or
              ``"2021-2025"``, and its first and last year;
            - ``place``: the administrative unit, by its English name;
            - ``measure``: what is measured, in the text's words;
            - ``indicator``, ``indicator_match``, ``also``: the canonical code where the registry is sure, how it was
              found, and further codes, parted by a bar, where one number is said of several things;
            - ``doubt``: why the reading is unsure; missing where it is not;
            - ``sentence``: the sentence around the figure.

        Examples
        --------
        >>> report = Report.from_text("Exports increased by 8.5%.", year=2020, part="review")
        >>> report.statements().loc[0, ["measure", "surface", "unit", "kind", "period"]].tolist()
        ['Exports', '8.5%', '%', 'growth', '2019']
        """
        if indicators is None:
            return self._table.copy()
        from zjpolicy.statements import read_statements
        from zjpolicy.table import statements_table

        return statements_table(read_statements(self, indicators))

    @overload
    def to_html(self, path: None = None, *, findings: pd.DataFrame | None = None) -> str: ...
    @overload
    def to_html(self, path: str | os.PathLike[str], *, findings: pd.DataFrame | None = None) -> None: ...
    def to_html(
        self, path: str | os.PathLike[str] | None = None, *, findings: pd.DataFrame | None = None
    ) -> str | None:
        """Return or write the annotated report: one page with the text, every figure marked, and their table.

        The page holds everything it needs and loads nothing from the network.

        Parameters
        ----------
        path : str or path, optional
            Where to write the page; it appears whole or not at all. Without it the page is returned.
        findings : DataFrame, optional
            What to show of `zjpolicy.check`; what it finds in the report alone where not given.

        Returns
        -------
        str or None
            The page where no path is given. The same report always gives the same page.

        Raises
        ------
        ExportError
            If the file cannot be written.

        Examples
        --------
        >>> page = Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020).to_html()
        >>> page.splitlines()[0]
        '<!DOCTYPE html>'
        """
        from zjpolicy.checks import check
        from zjpolicy.page import page, write_page

        shown = check(self) if findings is None else findings
        if path is None:
            return page(self, shown)
        write_page(self, path, shown)
        return None

    def show(self, section: str | None = None) -> "Excerpt":
        r"""Show the text of a section with every figure marked, in a notebook or a terminal.

        Parameters
        ----------
        section : str, optional
            An outline path such as ``"I.3"``, the sections below it included; everything when not given.

        Returns
        -------
        Excerpt
            Displayed where it is the last value of a cell.

        Raises
        ------
        ReadingError
            If there is no such section; the message names those there are.

        Examples
        --------
        >>> report = Report.from_text("I. Review\n\nExports grew by 8.5%.\n\nII. Plan\n\nWe will add 200 parks.")
        >>> print(str(report.show("II")).split("\n\n")[1])
        We will add [200 →C] parks.
        """
        from zjpolicy.excerpt import Excerpt

        return Excerpt(self, section)

    def _repr_html_(self) -> str:
        from zjpolicy.card import card

        return card(self)

    def __repr__(self) -> str:
        aside = ", not the official wording" if self.edition == "restated" else ""
        edition = f", {self.edition}{aside}" if self.edition else ""
        what = f"{self.place or 'place unknown'} {self.year or 'year unknown'}, {self.language}{edition}"
        return f"<Report {self.key}: {what}, {len(self.text):,} characters>"


def cell(value: object) -> object:
    r"""A value as a table can hold it: half a surrogate pair, as broken text has it, is no character there.

    Examples
    --------
    >>> cell("\ud800") == "\ufffd"
    True
    """
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _frame(names: tuple[str, ...], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    table = pd.DataFrame([[cell(value) for value in row] for row in rows], columns=list(names))
    whole = [name for name in ("level", "paragraph", "start", "end") if name in names]
    words = [name for name in ("number", "title", "part", "section", "text") if name in names]
    return table.astype(
        dict.fromkeys(whole, "int64")
        | dict.fromkeys(words, "str")
        | ({"boilerplate": "bool"} if "boilerplate" in names else {})
    )
