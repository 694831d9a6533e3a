"""The command ``zjpolicy``: figures of reports on the screen and in files."""

import argparse
import os
import shutil
import sys
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, TextIO

import pandas as pd

import zjpolicy
from zjpolicy.corpus.read_corpus import read_corpus
from zjpolicy.corpus.sources import corpus_items
from zjpolicy.documents.arguments import check_known
from zjpolicy.documents.catalog import catalog
from zjpolicy.documents.web import cache_folder
from zjpolicy.errors import SourceError, SourceWarning, ZjpolicyError, counted
from zjpolicy.languages import known_languages
from zjpolicy.load import fetch, load
from zjpolicy.registry.place_names import place_meant
from zjpolicy.showing.terminal import clean, grid, summary
from zjpolicy.tables.export import export, writer_for

EXAMPLES = """\
examples:
  zjpolicy extract zhejiang-2020
      what the bundled edition of Zhejiang's 2020 report says
  zjpolicy extract zhejiang-2020 -o figures.csv
      every figure into a file: .csv, .jsonl, .parquet or .xlsx
  zjpolicy extract report.txt other.txt --year 2021 --all
      reports of your own, every figure shown
  zjpolicy extract reports/ --workers 2 -o figures.parquet
      a folder of reports, read in two processes
  zjpolicy view zhejiang-2020 -o page.html
      the text with every figure marked, as one page for a browser
  zjpolicy catalog --place Zhejiang
      the reports that can be had by name
  zjpolicy fetch zhejiang-2021
      download one of them from its official page; from then on its key is enough
"""
ONE = "a file (text, HTML, PDF, DOCX), an address, or a key of the catalogue"
NEXT = (
    "Next: in Python, `import zjpolicy as zj` and `zj.load(SOURCE).statements()` give these figures as a table; "
    "zj.compare, zj.check and zj.plot go on from there, and `help(zj.compare)` tells how."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        Arguments; those of the process when not given.

    Returns
    -------
    int
        0, or 1 if a source could not be read or the file not be written.
    """
    for stream in (sys.stdout, sys.stderr):
        # A screen that lacks Chinese characters is no reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        with warnings.catch_warnings():
            warnings.simplefilter("always", SourceWarning)
            warnings.showwarning = lambda message, *_, **__: _warn(str(message))
            return run(arguments)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog="zjpolicy",
        description="Turn government work reports into tables: one row for every figure.",
        epilog=EXAMPLES,
        formatter_class=raw,
    )
    parser.add_argument("--version", action="version", version=f"zjpolicy {zjpolicy.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    command = commands.add_parser(
        "extract", help="find the figures of reports", epilog=EXAMPLES, formatter_class=raw
    )  # fmt: skip
    command.add_argument("sources", nargs="+", metavar="SOURCE", help=f"{ONE}; also a folder of files")
    command.add_argument(
        "-o", "--output", metavar="FILE", help="write every figure to FILE: .csv, .jsonl, .parquet, .xlsx, .dta"
    )
    _add_options(command)
    command.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="how many processes read several reports"
    )
    command.add_argument("--all", action="store_true", help="show every figure, not the first ten only")
    command.set_defaults(run=extract)
    command = commands.add_parser("view", help="make a page of a report: its text, every figure marked")
    command.add_argument("source", metavar="SOURCE", help=ONE)
    command.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="where to write the page, such as page.html"
    )
    _add_options(command)
    command.set_defaults(run=view)
    command = commands.add_parser("catalog", help="list the reports that can be had by name")
    command.add_argument("--place", help="one place only, by its English or Chinese name")
    command.add_argument("--year", type=int, help="one year only")
    command.add_argument("--language", choices=known_languages(), help="one language only")
    command.set_defaults(run=show_catalog)
    command = commands.add_parser("fetch", help="download reports of the catalogue from their official pages")
    command.add_argument("keys", nargs="+", metavar="KEY", help="a key of the catalogue, such as zhejiang-2021")
    command.set_defaults(run=download)
    return parser


def _add_options(command: argparse.ArgumentParser) -> None:
    """What can be said of a source that its text may not tell."""
    command.add_argument("--language", choices=known_languages(), help="of the text; detected when not given")
    command.add_argument("--place", help="the government that reports; found in the text when not given")
    command.add_argument("--year", type=_year, help="the year the report plans for; found in the text when not given")


def extract(arguments: argparse.Namespace) -> int:
    """Show what each source holds, and write all figures to one file."""
    width = shutil.get_terminal_size((100, 24)).columns
    known = {"language": arguments.language, "place": arguments.place, "year": arguments.year}
    table: pd.DataFrame | None
    failed = 0
    try:
        if arguments.output:
            writer_for(arguments.output)  # an unknown ending is told before anything is read
        if (
            len(arguments.sources) == 1
            and [at.source for at in corpus_items(arguments.sources[0])] == arguments.sources
        ):
            report = load(arguments.sources[0], **known)
            table = report.statements()
            _say(summary(report, width=width, rows=None if arguments.all else 10) + "\n")
        else:
            table, failed = _several(width, arguments, known)
            if table is None:
                return failed
        if arguments.output:
            export(table, arguments.output)
            _say(f"{counted(len(table), 'figure')} written to {clean(arguments.output)}")
    except ZjpolicyError as error:
        return _fail(error)
    _say(NEXT)
    return failed


def _several(width: int, arguments: argparse.Namespace, known: dict[str, Any]) -> tuple[pd.DataFrame | None, int]:
    """Read several sources; say what each holds, and in the end what could not be read."""
    sources: list[Any] = []
    wrong: list[str] = []
    for source in arguments.sources:
        try:
            sources += corpus_items(source, **known)
        except SourceError as error:
            wrong.append(str(error))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what it warns of is told below
        figures = read_corpus(sources, workers=arguments.workers)
    for report in figures.reports.to_dict("records"):
        year = "year unknown" if pd.isna(report["year"]) else report["year"]
        place = "place unknown" if pd.isna(report["place"]) else clean(report["place"])
        about = f"{place}, {year}, language {report['language']}\n{counted(report['figures'], 'figure')}"
        _say(f"== {clean(report['source'])}\n{about}\n")
        if arguments.all and report["figures"]:
            _say("\n".join(grid(figures[figures["report"] == report["report"]], width)) + "\n")
    wrong += figures.errors["message"].tolist()
    for message in wrong:
        _fail(message)
    return figures if len(figures.reports) else None, int(len(wrong) > 0)


def _count(word: str) -> int:
    """A number of processes as the command line says it."""
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"{word!r} is no number from 1")
    return int(word)


def _year(word: str) -> int:
    """A year as the command line says it."""
    try:
        check_known(year=int(word))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{word!r} is no year from 1900 to 2100") from None
    return int(word)


def view(arguments: argparse.Namespace) -> int:
    """Write the annotated page of a source."""
    try:
        report = load(arguments.source, language=arguments.language, place=arguments.place, year=arguments.year)
        report.to_html(arguments.output)
    except ZjpolicyError as error:
        return _fail(error)
    _say(f"{counted(len(report.statements()), 'figure')} on {clean(arguments.output)}: open it in a browser")
    return 0


def show_catalog(arguments: argparse.Namespace) -> int:
    """List the reports that can be had by name."""
    table = everything = catalog().sort_values(["place", "year", "language"])
    if arguments.place and (named := place_meant(arguments.place)):
        arguments.place = named.name
    for column in ("place", "year", "language"):
        if (wanted := getattr(arguments, column)) is not None:
            table = table[table[column] == wanted]
    if table.empty:
        return _fail(f"no such report in the catalogue; it has some of {', '.join(everything['place'].unique())}")
    width = table["key"].str.len().max()
    for row in table.fillna("").to_dict("records"):
        told = row["delivered"] or row["year"]
        _say(f"{row['key']:{width}}  {told!s:10}  {'bundled' if row['bundled'] else '':7}  {clean(row['title'])}")
    return 0


def download(arguments: argparse.Namespace) -> int:
    """Download reports by name, all that can be had."""
    kept = 0
    for key in arguments.keys:
        try:
            report = fetch(key)
        except ZjpolicyError as error:
            _fail(error)
        else:
            kept += 1
            _say(f"{clean(key)}: {len(report.text):,} characters from {clean(report.source)}")
    if kept:
        _say(f"kept in {clean(cache_folder())}")
    return int(kept < len(arguments.keys))


def _say(text: str) -> None:
    _print(text, sys.stdout)


def _fail(error: ZjpolicyError | str) -> int:
    _print(f"zjpolicy: {clean(error)}", sys.stderr)
    return 1


def _warn(message: str) -> None:
    """Say what a warning says, with the options of the command for those of Python."""
    shown = clean(message).replace("place=...", "--place").replace("year=...", "--year")
    _print(f"zjpolicy: {shown}", sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    """Print; where nobody reads on, as behind ``| head``, be quiet from then on and go on working."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
