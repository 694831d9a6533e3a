"""What the command says: on standard output what was asked for, on standard error everything else."""

import os
import shutil
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TextIO

import pandas as pd
import regex

from zjpolicy.documents.web import cache_folder
from zjpolicy.errors import ExportError, ZjpolicyError, counted
from zjpolicy.showing.terminal import clean, grid
from zjpolicy.tables.export import EXTRAS, csv_lines, export, writer_for

SCREEN = "-"  # in place of a file: standard input, standard output
# What Python calls a thing, and what the command line calls it.
COMMANDS = {
    "place=...": "--place", "year=...": "--year", "zj.catalog()": "`zjpolicy catalog`",
    "zj.dictionaries()": "`zjpolicy attention --list`", "zj.datasets()": "`zjpolicy compare --help`",
    "zj.indicators()": "`zjpolicy panel --list`", "report.statements()": "`zjpolicy extract`", ": see outline()": "",
}  # fmt: skip
OWN_LIST = regex.compile(r"\(your own: \{.*\[terms\]\}, a table or a CSV file\)")
NEXT = (
    "Next: `zjpolicy --help` has more: check, compare, align, attention, panel. In Python, `import zjpolicy as zj` and "
    "`zj.load(SOURCE).statements()` give these figures as a table. (This is told once.)"
)


def width() -> int:
    """Return how many columns the screen has."""
    return shutil.get_terminal_size((100, 24)).columns


def say(text: str) -> None:
    """Print what was asked for."""
    _print(text, sys.stdout)


def note(text: str, output: str | None = None) -> None:
    """Say what was done; on standard error where standard output holds the table."""
    _print(text, sys.stderr if output == SCREEN else sys.stdout)


def fail(error: ZjpolicyError | str) -> int:
    """Say what went wrong, in words of the command line, and return the status of the process."""
    warn(str(error))
    return 1


def warn(message: str) -> None:
    """Say what is to be known, with the options of the command for those of Python."""
    shown = clean(message)
    for ours, command in COMMANDS.items():
        shown = shown.replace(ours, command)
    shown = OWN_LIST.sub("(your own: a CSV file with the columns dictionary and term)", shown)
    _print(f"zjpolicy: {shown}", sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    """Print; where nobody reads on, as behind ``| head``, be quiet from then on and go on working."""
    try:
        print(text, file=stream, flush=True)
    except BrokenPipeError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OSError as error:  # a full disk behind ``>``
        raise ExportError(f"standard output cannot be written: {error.strerror or error}") from error


def say_next() -> None:
    """Tell once, on a screen, where to go on; that it was told is kept beside the downloads."""
    told = cache_folder() / "next-was-told"
    if not sys.stdout.isatty() or told.exists():
        return
    with suppress(OSError):
        told.parent.mkdir(parents=True, exist_ok=True)
        told.touch()
        say(NEXT)


def try_output(path: str | None) -> None:
    """Raise where a table cannot be written, before anything is read for it."""
    if path is None or path == SCREEN:
        return
    writer_for(path)
    ending = Path(path).suffix.lower()
    package = {".parquet": "pyarrow", ".xlsx": "openpyxl"}.get(ending)
    if package and not find_spec(package):
        raise ExportError(f'{path}: a package is missing: pip install "zjpolicy[{EXTRAS[ending]}]"')
    try_folder(path)


def try_folder(path: str) -> None:
    """Raise where no file can be made in the folder of a path."""
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise ExportError(f"{path}: cannot be written: there is a folder of that name")
    if not target.parent.is_dir():
        raise ExportError(f"{path}: cannot be written: the folder {Path(path).parent} does not exist")
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".zjpolicy"):
            pass
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error


def put_out(table: pd.DataFrame, output: str | None, what: str) -> None:
    """Write a table to a file, or as CSV to standard output."""
    if output == SCREEN:
        _print("".join(csv_lines(table)).rstrip("\n"), sys.stdout)
    elif output is not None:
        export(table, output)
    else:
        return
    where = "standard output" if output == SCREEN else clean(output)
    note(f"{counted(len(table), what)} written to {where}", output)


def show(table: pd.DataFrame, names: tuple[str, ...], *, every: bool, output: str | None, what: str) -> None:
    """Show the first rows of a table, or every one, and write it where that was asked for."""
    if output != SCREEN:
        shown = table if every or len(table) <= FIRST else table.head(FIRST)
        more = [f"… and {len(table) - len(shown):,} more (--all shows them, -o FILE writes them)"]
        lines = grid(shown, width(), tuple(name for name in names if name in table)) if len(table) else []
        say("\n".join([*lines, *(more if len(shown) < len(table) else []), counted(len(table), what)]))
    put_out(table, output, what)


FIRST = 20
