"""Verbs that compare and count: targets and outcomes, two texts of one report, places and years, words."""

from argparse import Namespace

import pandas as pd

from zjpolicy.cli.sources import figures_of, is_one, report_of, table_of, workers_worth
from zjpolicy.cli.telling import fail, say, show, try_output, width
from zjpolicy.comparing.alignment import align as align_texts
from zjpolicy.comparing.panel import panel as make_panel
from zjpolicy.comparing.targets import compare as compare_tables
from zjpolicy.corpus.attention import attention as count_words
from zjpolicy.corpus.read_corpus import read_corpus
from zjpolicy.corpus.sources import corpus_items
from zjpolicy.errors import SourceError, TableError, counted
from zjpolicy.registry.dictionaries import dictionaries
from zjpolicy.registry.indicators import indicators
from zjpolicy.report import Report
from zjpolicy.showing.terminal import grid

COMPARED = ("place", "indicator", "period", "target", "outcome", "verdict")
ALIGNED = ("found", "section", "english_surface", "english_measure", "chinese_surface", "chinese_measure", "differs")
PLACE, YEAR = 16, 9  # columns of the screen that they take
PANEL = ("place", "period", "aggregate", "target", "commitment", "outcome", "gap", "verdict")
COUNTED = ("report", "place", "year", "part", "dictionary", "term", "section", "count", "per_10k_chars", "char_share")


def compare(arguments: Namespace) -> int:
    """Show targets beside outcomes."""
    try_output(arguments.output)
    targets, outcomes = figures_of(arguments.targets), figures_of(arguments.outcomes)
    table = compare_tables(targets, outcomes, tolerance=arguments.tolerance)
    aimed = table[table["verdict"] != "no target"]
    if arguments.output is None and not arguments.all and len(aimed) < len(table):
        show(aimed, COMPARED, every=False, output=None, what="target")
        say(f"{counted(len(table) - len(aimed), 'outcome')} without a target not shown: --all shows them")
    else:
        show(table, COMPARED, every=arguments.all, output=arguments.output, what="row")
    return 0


def align(arguments: Namespace) -> int:
    """Show which figure of one text is which of the other, and where the two differ."""
    try_output(arguments.output)
    table = align_texts(report_of(arguments.english), report_of(arguments.chinese))
    if arguments.differing:
        table = table[table["found"].ne("both") | table["differs"].notna()]
    show(table, ALIGNED, every=arguments.all, output=arguments.output, what="row")
    return 0


def panel(arguments: Namespace) -> int:
    """Show targets and outcomes of an indicator by place and year."""
    if arguments.list:
        return _list(indicators(), ("code", "unit", "name", "name_zh"))
    if not arguments.sources or not arguments.indicator:
        return fail("panel needs a SOURCE and --indicator CODE, such as --indicator gdp.growth; --list has the codes")
    try_output(arguments.output)
    table = make_panel(_sources(arguments), arguments.indicator, wide=arguments.wide)
    names = _latest(table) if arguments.wide else PANEL
    show(table, names, every=arguments.all, output=arguments.output, what="row")
    if arguments.wide and arguments.output is None and len(names) < len(table.columns):
        say(f"{names[1]} to {names[-1]}, as many as the screen takes: -o FILE writes all {len(table.columns) - 1}")
    return 0


def _latest(table: pd.DataFrame) -> tuple[str, ...]:
    """The place, and as many of the latest years as the screen has room for."""
    place, *periods = map(str, table.columns)
    return place, *periods[-max(1, (width() - PLACE) // YEAR) :]


def _sources(arguments: Namespace) -> pd.DataFrame | list[Report]:
    """One table, or reports."""
    try:
        one_each = all(map(is_one, arguments.sources))
    except SourceError:
        one_each = False
    if not one_each:
        items = [item for source in arguments.sources for item in corpus_items(source)]
        return read_corpus(items, relations=True, workers=workers_worth(items, arguments.workers))
    found = [table_of(source) for source in arguments.sources]
    frames = [each for each in found if isinstance(each, pd.DataFrame)]
    if not frames:
        return [each for each in found if isinstance(each, Report)]
    if len(frames) < len(found):
        raise TableError("a panel is made of tables or of reports, not of both")
    return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)


def attention(arguments: Namespace) -> int:
    """Show how much of reports word lists take."""
    if arguments.list:
        lists = dictionaries().groupby("dictionary", sort=False)
        return _list(lists.agg(terms=("term", "size"), language=("language", "first")).reset_index(), ALL)
    if not arguments.sources or not arguments.dictionary:
        return fail("attention needs a SOURCE and --dictionary LIST; --list has the names of the published ones")
    try_output(arguments.output)
    chosen = pd.concat(map(dictionaries, arguments.dictionary), ignore_index=True)
    items = [item for source in arguments.sources for item in corpus_items(source)]
    found = count_words(
        items, chosen, part=arguments.part, by=arguments.by, workers=workers_worth(items, arguments.workers)
    )
    for message in found.errors["message"]:
        fail(message)
    show(found, COUNTED, every=arguments.all, output=arguments.output, what="row")
    return int(len(found.errors) > 0)


ALL = ("dictionary", "language", "terms")


def _list(table: pd.DataFrame, names: tuple[str, ...]) -> int:
    say("\n".join(grid(table, width(), names)))
    return 0
