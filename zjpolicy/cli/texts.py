"""Verbs that show reports: their figures, their page, what cannot be right in them, and where to get them."""

import tempfile
import warnings
import webbrowser
from argparse import Namespace
from pathlib import Path
from typing import Any

import pandas as pd

from zjpolicy.cli.sources import figures_of, is_one, known, report_of, table_of, workers_worth
from zjpolicy.cli.telling import (
    SCREEN,
    fail,
    note,
    put_out,
    say,
    say_next,
    show,
    try_folder,
    try_output,
    width,
)
from zjpolicy.comparing.checks import check as find_faults
from zjpolicy.corpus.read_corpus import read_corpus
from zjpolicy.corpus.sources import corpus_items
from zjpolicy.documents.catalog import catalog
from zjpolicy.documents.web import cache_folder
from zjpolicy.errors import ExportError, SourceError, ZjpolicyError, counted
from zjpolicy.load import fetch
from zjpolicy.registry.place_names import place_meant
from zjpolicy.showing.page import ENDINGS
from zjpolicy.showing.terminal import clean, grid, summary

FINDINGS = ("severity", "rule", "section", "surface", "message")


def extract(arguments: Namespace) -> int:
    """Show what each source holds, and write all figures to one file."""
    try_output(arguments.output)
    if len(arguments.sources) > 1 or not is_one(arguments.sources[0]):
        return _several(arguments)
    report = report_of(arguments.sources[0], **known(arguments))
    if arguments.output != SCREEN:
        say(summary(report, width=width(), rows=None if arguments.all else 10) + "\n")
    put_out(report.statements(), arguments.output, "figure")
    say_next()
    return 0


def _several(arguments: Namespace) -> int:
    """Read several sources; say what each holds, and in the end what could not be read."""
    sources: list[Any] = []
    wrong: list[str] = []
    for source in arguments.sources:
        try:
            sources += corpus_items(source, **known(arguments))
        except SourceError as error:
            wrong.append(str(error))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what it warns of is told below
        figures = read_corpus(sources, workers=workers_worth(sources, arguments.workers))
    if arguments.output != SCREEN:
        for report in figures.reports.to_dict("records"):
            _one_of_several(report, figures, every=arguments.all)
    for message in (*wrong, *figures.errors["message"]):
        fail(message)
    if len(figures.reports):
        put_out(figures, arguments.output, "figure")
        say_next()
    return int(bool(wrong) or len(figures.errors) > 0)


def _one_of_several(report: dict[Any, Any], figures: pd.DataFrame, *, every: bool) -> None:
    year = "year unknown" if pd.isna(report["year"]) else report["year"]
    place = "place unknown" if pd.isna(report["place"]) else clean(report["place"])
    about = f"{place}, {year}, language {report['language']}\n{counted(report['figures'], 'figure')}"
    say(f"== {clean(report['source'])}\n{about}\n")
    if every and report["figures"]:
        say("\n".join(grid(figures[figures["report"] == report["report"]], width())) + "\n")


def view(arguments: Namespace) -> int:
    """Write the annotated page of a source, or show it in the browser."""
    output = arguments.output
    if output is None and not arguments.open:
        raise ExportError("nowhere to put the page: give -o FILE.html, -o - or --open")
    if output == SCREEN and arguments.open:
        raise ExportError("-o - prints the page, and --open needs a file: give one of them")
    if output not in (None, SCREEN):
        if not output.lower().endswith(ENDINGS):
            raise ExportError(f"{output}: cannot be written: a page is a file that ends in {' or '.join(ENDINGS)}")
        try_folder(output)
    report = report_of(arguments.source, **known(arguments))
    if output == SCREEN:
        say(str(report.to_html()))
        return 0
    path = Path(output or Path(tempfile.mkdtemp(prefix="zjpolicy-"), "page.html"))
    report.to_html(path)
    done = f"{counted(len(report.statements()), 'figure')} on {clean(path)}"
    if not arguments.open:
        say(f"{done}: open it in a browser")
    elif webbrowser.open(path.absolute().as_uri()):
        say(f"{done}, opened in the browser")
    else:
        say(f"{done}: no browser was found, open it in one")
    return 0


def check(arguments: Namespace) -> int:
    """Show the figures of a report that cannot all be right."""
    try_output(arguments.output)
    reference = figures_of(arguments.reference) if arguments.reference else None
    other = table_of(arguments.other) if arguments.other else None
    report = report_of(arguments.source, **known(arguments))
    found = find_faults(report, reference=reference, other=other)
    show(found, FINDINGS, every=arguments.all, output=arguments.output, what="finding")
    return 0


def show_catalog(arguments: Namespace) -> int:
    """List the reports that can be had by name."""
    table = everything = catalog().sort_values(["place", "year", "language"])
    if arguments.place and (named := place_meant(arguments.place)):
        arguments.place = named.name
    for column in ("place", "year", "language"):
        if (wanted := getattr(arguments, column)) is not None:
            table = table[table[column] == wanted]
    if table.empty:
        return fail(f"no such report in the catalogue; it has some of {', '.join(everything['place'].unique())}")
    wide = table["key"].str.len().max()
    for row in table.fillna("").to_dict("records"):
        told = row["delivered"] or row["year"]
        say(f"{row['key']:{wide}}  {told!s:10}  {'bundled' if row['bundled'] else '':7}  {clean(row['title'])}")
    return 0


def download(arguments: Namespace) -> int:
    """Download reports by name, all that can be had."""
    kept = 0
    for key in arguments.keys:
        try:
            report = fetch(key)
        except ZjpolicyError as error:
            fail(error)
        else:
            kept += 1
            say(f"{clean(key)}: {len(report.text):,} characters from {clean(report.source)}")
    if kept:
        note(f"kept in {clean(cache_folder())}")
    return int(kept < len(arguments.keys))


def completion(arguments: Namespace) -> int:
    """Print what makes a shell complete the command."""
    try:
        import shtab  # needed for this alone
    except ImportError:
        return fail('a package is missing: pip install "zjpolicy[completion]"')
    say(shtab.complete(arguments.made(), arguments.shell))
    return 0
