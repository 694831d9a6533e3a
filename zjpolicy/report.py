"""`Report`: a document with its statements and what can be done with them."""

import os
from functools import cached_property
from pathlib import Path
from typing import overload

import pandas as pd

from zjpolicy.comparing.checks import check
from zjpolicy.documents.arguments import Part, own_key
from zjpolicy.documents.document import Document
from zjpolicy.errors import check_types
from zjpolicy.reading.model import Statement
from zjpolicy.reading.relations import read_relations
from zjpolicy.reading.statements import read_statements
from zjpolicy.showing.notebook import Excerpt, card
from zjpolicy.showing.page import page, write_page
from zjpolicy.showing.terminal import summary
from zjpolicy.tables.statements import relations_table, statements_table


class Report(Document):
    """A government work report: its text and what was found in it.

    Make one with `zjpolicy.load` or `Report.from_text`. All offsets refer to `text`, which is never changed.

    Attributes
    ----------
    text : str
        The text as given.
    key : str
        A catalogue key, the key given, the file's name without its ending, or the first 12 digits of the text's hash.
    edition : str or None
        ``"official"``, ``"restated"`` for the bundled editions in our own words, None where unknown.
    title, place : str or None
        As found in the text or given; the place by its English name, or as the text has it where none is known.
    speaker : str or None
        Who gives the report, where the lines above it say so.
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
    extractor : str or None
        What took the text out of a page, a PDF or a Word file, with its version, and what was done besides.
    from_name : tuple of str
        Which of place and year the text does not tell, and the name of its file does.
    marks : tuple
        Headings that the source marks as such: start, end and level of each.

    Examples
    --------
    >>> report = Report.from_text("GDP grew by 6.8% in 2019.", year=2020, place="Zhejiang")
    >>> report.year, report.language, len(report.statements())
    (2020, 'en', 1)

    In a notebook a report alone is a card, and ``print(report)`` gives the same in text: what it is, how many figures
    of which kind it holds, and the first of them.
    """

    from_name: tuple[str, ...] = ()

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
        check_types(Report.from_text, locals())
        return cls(text, language=language, place=place, year=year, part=part, key=own_key(key))

    @cached_property
    def _statements(self) -> list[Statement]:
        return read_statements(self)

    @cached_property
    def _table(self) -> pd.DataFrame:
        return statements_table(self._statements)

    def statements(self, *, indicators: str | Path | pd.DataFrame | None = None) -> pd.DataFrame:
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

            - ``measure``: what is measured, in the text's words;
            - ``figure``: the amount in plain words of the report's language: ``"up 6 to 6.5%"``;
            - ``status``: ``outcome`` (reported as done), ``target`` (promised, planned, expected), ``baseline`` (an
              earlier value to compare with), ``context`` (a threshold or definition);
            - ``period``: the year or span the figure is for, ``"2020"`` or ``"2021-2025"``;
            - ``place``: the administrative unit, by its English name;
            - ``indicator``: the canonical code, where the registry is sure;
            - ``value``, ``low``, ``high`` (float64): the number, fully scaled, percent as written; the two ends of a
              range instead;
            - ``comparator``: ``=``, ``~`` (about), ``>``, ``>=``, ``<``, ``<=`` or ``range``;
            - ``unit``: a unit code: ``%``, ``pp`` (percentage points), ``CNY``, ``mu``, ``count``, compounds such as
              ``CNY/person/year``; ``zjpolicy.dataset("units")`` has them all;
            - ``kind``: ``growth`` (a change in percent or times), ``change`` (an amount added or taken away), ``share``
              (a part of a whole, a rate), ``rank``, ``level`` (every other size or count);
            - ``direction``: ``up`` or ``down`` for growth and change;
            - ``aggregate``: ``average`` (a mean a year over several years), ``cumulative`` (a total or a growth over
              several years), missing where the figure is of its period alone;
            - ``commitment``, ``cue``: of a target, how firmly the text binds itself, ``ensure``, ``will``, ``strive``
              or ``plan``, and the words that say so;
            - ``hedge``: of a target, the words that bound its figure or make it vague: ``about``, 以上;
            - ``aims_higher`` (boolean): whether the figure is striven for beyond a target that stands beside it;
            - ``basis``: of an outcome, ``expected``, ``preliminary``, ``final`` or ``revised`` where the text says;
            - ``doubt``: why the reading is unsure; missing where it is not;
            - ``section``, ``paragraph`` (int64): the outline path such as ``"I.3"``, and the number of the paragraph
              through the whole report, from 1;
            - ``surface``, ``start``, ``end`` (int64): the characters of the figure and their span in `text`: number,
              scale and unit, no comparator and no counted noun;
            - ``period_start``, ``period_end`` (Int64): first and last year of the period;
            - ``indicator_match``, ``also``: how the indicator was found, and further codes, parted by a bar, where one
              number is said of several things;
            - ``sentence``: the sentence around the figure;
            - ``report``, ``id``: the report's key, and ``KEY:START``.

        Warns
        -----
        SourceWarning
            In a whole report no part with plans was found, or outcomes are dated in the report's own year: its parts,
            or its year, may have been read wrongly.

        Examples
        --------
        >>> report = Report.from_text("Exports increased by 8.5%.", year=2020, part="review")
        >>> report.statements().loc[0, ["measure", "surface", "unit", "kind", "period"]].tolist()
        ['Exports', '8.5%', '%', 'growth', '2019']
        """
        check_types(Report.statements, locals())
        if indicators is None:
            return self._table.copy()

        return statements_table(read_statements(self, indicators))

    @cached_property
    def _related(self) -> pd.DataFrame:
        return relations_table(read_relations(self))

    def relations(self) -> pd.DataFrame:
        """Return the targets that are set without a number, for indicators of the registry.

        They are no rows of `statements`: nothing in them can be summed or drawn. `zjpolicy.panel` takes them from the
        reports it is given.

        Returns
        -------
        DataFrame
            The columns of `statements`, in text order, and behind ``figure``, which holds the text's own words:

            - ``relation``: what the target is set by, as reference tables write it: ``in step with``, ``above``,
              ``not below``, ``below`` or ``not above``, then an indicator's code, ``national average`` or ``last
              year``; several are parted by ``;``; and ``above base target`` with ``aims_higher`` where a text strives
              for a better result beyond a number.

            ``value`` is missing where there is a relation. A size that is to be no less than last year's, or to grow
            at all, is a growth of at least, or more than, 0: such a row has a value, and no relation.

        Examples
        --------
        >>> report = Report.from_text("城乡居民收入增长与经济增长基本同步。", place="Zhejiang", year=2031, part="plan")
        >>> report.relations().loc[0, ["indicator", "also", "relation", "hedge"]].tolist()
        ['income_urban.growth', 'income_rural.growth', 'in step with gdp.growth', '基本']
        """
        return self._related.copy()

    @overload
    def to_html(
        self,
        path: None = None,
        *,
        findings: pd.DataFrame | None = ...,
        mentions: pd.DataFrame | None = ...,
        other: "Report | None" = ...,
    ) -> str: ...
    @overload
    def to_html(
        self,
        path: str | os.PathLike[str],
        *,
        findings: pd.DataFrame | None = ...,
        mentions: pd.DataFrame | None = ...,
        other: "Report | None" = ...,
    ) -> None: ...
    def to_html(
        self,
        path: str | os.PathLike[str] | None = None,
        *,
        findings: pd.DataFrame | None = None,
        mentions: pd.DataFrame | None = None,
        other: "Report | None" = None,
    ) -> str | None:
        """Return or write the annotated report: one page with the text, every figure marked, and their table.

        The page holds everything it needs and loads nothing from the network. It speaks the language of the report.

        Parameters
        ----------
        path : str or path, optional
            Where to write the page; it appears whole or not at all. Without it the page is returned.
        findings : DataFrame, optional
            What to show of `zjpolicy.check`; what it finds in the report alone where not given.
        mentions : DataFrame, optional
            What `zjpolicy.mentions` found, to be highlighted in the text and listed beside it; rows of other reports
            are passed over.
        other : Report, optional
            Another edition of the report, in another language or earlier or later, to be shown beside it: each figure
            with the one it is there, as `zjpolicy.align` pairs them, and what differs.

        Returns
        -------
        str or None
            The page where no path is given. The same report always gives the same page.

        Raises
        ------
        ExportError
            If the file cannot be written.

        Warns
        -----
        UserWarning
            Hardly a figure of one edition is found in the other.

        Examples
        --------
        >>> page = Report.from_text("We will add 200 parks.", place="Zhejiang", year=2020).to_html()
        >>> page.splitlines()[0]
        '<!DOCTYPE html>'
        """
        check_types(Report.to_html, locals())
        shown = check(self) if findings is None else findings
        if path is None:
            return page(self, shown, mentions, other)
        write_page(self, path, shown, mentions, other)
        return None

    def show(self, section: str | None = None, *, mentions: pd.DataFrame | None = None) -> Excerpt:
        r"""Show the text of a section with every figure marked, in a notebook or a terminal.

        Parameters
        ----------
        section : str, optional
            An outline path such as ``"I.3"``, the sections below it included; everything when not given.
        mentions : DataFrame, optional
            What `zjpolicy.mentions` found, to be highlighted; a terminal puts stars around.

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
        check_types(Report.show, locals())
        return Excerpt(self, section, mentions)

    def _repr_html_(self) -> str:

        return card(self)

    def __str__(self) -> str:
        return summary(self)

    def __repr__(self) -> str:
        aside = ", not the official wording" if self.edition == "restated" else ""
        edition = f", {self.edition}{aside}" if self.edition else ""
        what = f"{self.place or 'place unknown'} {self.year or 'year unknown'}, {self.language}{edition}"
        return f"<Report {self.key}: {what}, {len(self.text):,} characters>"
