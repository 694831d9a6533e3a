"""What the command line takes."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter, _SubParsersAction
from typing import Any

import zjpolicy
from zjpolicy.cli import tables, texts
from zjpolicy.comparing.panel import WIDE
from zjpolicy.documents.arguments import check_known
from zjpolicy.languages import known_languages

EXAMPLES = """\
examples:
  zjpolicy extract zhejiang-2020
      what the bundled edition of Zhejiang's 2020 report says
  zjpolicy extract zhejiang-2020 -o figures.csv
      every figure into a file: .csv, .jsonl, .parquet, .xlsx or .dta
  zjpolicy extract report.txt other.txt --year 2021 --all
      reports of your own, every figure shown
  zjpolicy extract reports/ --workers 2 -o figures.parquet
      a folder of reports, read in two processes
  pdftotext report.pdf - | zjpolicy extract - -o - | head
      text from standard input, figures as CSV on standard output
  zjpolicy view zhejiang-2020 --open
      the text with every figure marked, as one page in the browser
  zjpolicy check zhejiang-2020
      figures that cannot all be right
  zjpolicy compare zhejiang-2020 headline
      the targets of a report beside the outcomes of a table or of another report
  zjpolicy align zhejiang-2020-en zhejiang-2020-zh
      where the English and the Chinese text of one report differ
  zjpolicy attention zhejiang-2020-zh --dictionary environment
      how much of a report a published word list takes
  zjpolicy panel growth-targets --indicator gdp.growth --wide gap
      targets and outcomes by place and year
  zjpolicy catalog --place Zhejiang
      the reports that can be had by name
  zjpolicy fetch zhejiang-2021
      download one of them from its official page; from then on its key is enough
"""
ONE = "a file (text, HTML, PDF, DOCX), an address, a key of the catalogue, or - for standard input"
TABLE = f"a table in a file (.csv, .xlsx, ...), a bundled one by its name (headline, growth-targets, ...), or {ONE}"


def parser() -> ArgumentParser:
    """Return the parser of the command line.

    Examples
    --------
    >>> parser().parse_args(["check", "report.txt"]).source
    'report.txt'
    """
    made = ArgumentParser(
        prog="zjpolicy",
        description="Turn government work reports into tables: one row for every figure.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.add_argument("--version", action="version", version=f"zjpolicy {zjpolicy.__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND")
    for add in (_add_texts, _add_tables, _add_counting, _add_catalog):
        add(commands)
    return made


def _add_texts(commands: "_SubParsersAction[ArgumentParser]") -> None:
    command = _command(commands, "extract", "find the figures of reports", texts.extract)
    command.add_argument("sources", nargs="+", metavar="SOURCE", help=f"{ONE}; also a folder of files")
    _about_source(command)
    _workers(command)
    _output(command, "every figure")
    command = _command(commands, "view", "make a page of a report: its text, every figure marked", texts.view)
    command.add_argument("source", metavar="SOURCE", help=ONE)
    _about_source(command)
    command.add_argument(
        "-o", "--output", metavar="FILE", help="where to write the page, such as page.html; - prints it"
    )
    command.add_argument("--open", action="store_true", help="open the page in the browser")
    command = _command(commands, "check", "find figures that cannot all be right", texts.check)
    command.add_argument("source", metavar="SOURCE", help=ONE)
    _about_source(command)
    command.add_argument("--reference", metavar="TABLE", help="figures to hold it against: a table, such as headline")
    command.add_argument("--other", metavar="SOURCE", help="the same report in the other language")
    _output(command, "the findings")


def _add_tables(commands: "_SubParsersAction[ArgumentParser]") -> None:
    command = _command(commands, "compare", "put targets beside outcomes", tables.compare)
    command.add_argument("targets", metavar="TARGETS", help=TABLE)
    command.add_argument("outcomes", metavar="OUTCOMES", help="the same, such as the report of a year later")
    command.add_argument("--tolerance", type=float, default=0.5, help='what "about" means for percentages; 0.5')
    _output(command, "the comparison")
    command = _command(commands, "align", "put two texts of one report side by side", tables.align)
    command.add_argument("english", metavar="ENGLISH", help=ONE)
    command.add_argument("chinese", metavar="CHINESE", help=ONE)
    command.add_argument("--differing", action="store_true", help="only what differs, or stands in one of them only")
    _output(command, "the table")
    command = _command(commands, "panel", "targets and outcomes by place and year", tables.panel)
    command.add_argument("sources", nargs="*", metavar="SOURCE", help=f"{TABLE}; also a folder of reports")
    command.add_argument("--indicator", metavar="CODE", help="such as gdp.growth")
    command.add_argument("--list", action="store_true", help="list the codes of indicators")
    command.add_argument("--wide", metavar="COLUMN", choices=WIDE, help="a column a year, of this: gap, verdict, ...")
    _workers(command)
    _output(command, "the panel")


def _add_counting(commands: "_SubParsersAction[ArgumentParser]") -> None:
    command = _command(commands, "attention", "how much of reports word lists take", tables.attention)
    command.add_argument("sources", nargs="*", metavar="SOURCE", help=f"{ONE}; also a folder of files")
    command.add_argument(
        "--dictionary",
        metavar="LIST",
        action="append",
        help="a published list by its name, or a CSV file; any number of times",
    )
    command.add_argument("--list", action="store_true", help="list the names of the published ones")
    command.add_argument("--part", choices=["whole", "review", "plan", "raw"], default="whole", help="what to count in")
    command.add_argument("--by", choices=["term", "section"], help="a row for each")
    _workers(command)
    _output(command, "the counts")


def _add_catalog(commands: "_SubParsersAction[ArgumentParser]") -> None:
    command = _command(commands, "catalog", "list the reports that can be had by name", texts.show_catalog)
    command.add_argument("--place", help="one place only, by its English or Chinese name")
    command.add_argument("--year", type=int, help="one year only")
    command.add_argument("--language", choices=known_languages(), help="one language only")
    command = _command(commands, "fetch", "download reports of the catalogue from their official pages", texts.download)
    command.add_argument("keys", nargs="+", metavar="KEY", help="a key of the catalogue, such as zhejiang-2021")
    command = _command(commands, "completion", "print what makes a shell complete this command", texts.completion)
    command.add_argument("shell", choices=["bash", "zsh", "tcsh", "fish"])
    command.set_defaults(made=parser)


def _command(commands: "_SubParsersAction[ArgumentParser]", name: str, does: str, run: Any) -> ArgumentParser:
    own = [block for block in EXAMPLES.split("\n  zjpolicy ")[1:] if block.startswith(f"{name} ")]
    epilog = "examples:\n" + "".join(f"  zjpolicy {block.rstrip()}\n" for block in own) if own else None
    command = commands.add_parser(
        name, help=does, description=f"{does[0].upper()}{does[1:]}.", epilog=epilog,
        formatter_class=RawDescriptionHelpFormatter,
    )  # fmt: skip
    command.set_defaults(run=run)
    return command


def _about_source(command: ArgumentParser) -> None:
    """What can be said of a source that its text may not tell."""
    command.add_argument("--language", choices=known_languages(), help="of the text; detected when not given")
    command.add_argument("--place", help="the government that reports; found in the text when not given")
    command.add_argument("--year", type=_year, help="the year the report plans for; found in the text when not given")


def _workers(command: ArgumentParser) -> None:
    command.add_argument(
        "--workers",
        type=_count,
        default=1,
        metavar="N",
        help="up to so many processes, where there is enough to read",
    )


def _output(command: ArgumentParser, what: str) -> None:
    command.add_argument(
        "-o", "--output", metavar="FILE",
        help=f"write {what} to FILE: .csv, .jsonl, .parquet, .xlsx, .dta; - prints it as CSV",
    )  # fmt: skip
    command.add_argument("--all", action="store_true", help="show every row, not the first ones only")


def _count(word: str) -> int:
    """A number of processes as the command line says it."""
    if not word.isdecimal() or int(word) < 1:
        raise ArgumentTypeError(f"{word!r} is no number from 1")
    return int(word)


def _year(word: str) -> int:
    """A year as the command line says it."""
    try:
        check_known(year=int(word))
    except ValueError:
        raise ArgumentTypeError(f"{word!r} is no year from 1900 to 2100") from None
    return int(word)
