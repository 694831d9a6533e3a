"""Every verb on empty input and on rubbish: an empty table, or our own error."""

import warnings
from collections.abc import Callable
from functools import partial

import pandas as pd
import pytest

import zjpolicy as zj
from zjpolicy.showing.terminal import summary
from zjpolicy.tables.statements import COLUMNS

# A long text without a plan part is warned of, which is tested elsewhere.
pytestmark = pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
# A text of about the given size; the first ones hold nothing at all.
RUBBISH: dict[str, Callable[[int], str]] = {
    "empty": lambda size: "",
    "line end": lambda size: "\n",
    "NUL": lambda size: "\0",
    "digits": lambda size: "1" * size,
    "brackets": lambda size: "(" * (size // 100) + ")" * (size // 100),
    "Chinese brackets": lambda size: "（" * (size // 100) + "）" * (size // 100),
    "no spaces": lambda size: "a" * (2 * size),
    "no spaces, punctuated": lambda size: "growth,of;exports:" * (size // 18),
    "no spaces, Chinese": lambda size: "增长收入" * (size // 4),
    "emoji": lambda size: "😀" * (size // 4),
    "joined emoji": lambda size: "👩\u200d👩\u200d👧" * (size // 5),
    "lone surrogates": lambda size: "\ud800" * size,
    "NULs": lambda size: "\0" * size,
    "line ends": lambda size: "\r\n" * (size // 2),
    "spaces": lambda size: " " * size,
    "full stops": lambda size: "." * size,
    "percent signs": lambda size: "%" * size,
    "dashes": lambda size: "-–" * (size // 2),
    "quotes": lambda size: "“" * size,
    "list numbers": lambda size: "I." * (size // 2),
}
# The same with figures; fewer, since each figure takes its time.
FIGURES: dict[str, Callable[[int], str]] = {
    "figures in a line": lambda size: "9%," * (size // 400),
    "figures after emoji": lambda size: "😀9% " * (size // 400),
    "figures after surrogates": lambda size: "\ud800 9% of " * (size // 400),
    "figures in brackets": lambda size: "(9% " * (size // 400),
    "figures in one sentence": lambda size: "parks by 9 and " * (size // 400),
    "headings": lambda size: "I. Rice\n" * (size // 400),
    "number words": lambda size: "one " * (size // 400),
}
ANY = RUBBISH | FIGURES


def parse(verb: Callable[[str], object]) -> Callable[[str], None]:
    def tried(text: str) -> None:
        try:
            verb(text)
        except zj.ReadingError as error:
            assert len(str(error)) < 500

    return tried


def load(text: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", zj.SourceWarning)  # nothing in it says whose report it is
            zj.load(text.encode("utf-8", "surrogatepass"))
    except zj.SourceError as error:
        assert len(str(error)) < 300


@pytest.mark.parametrize("name", RUBBISH)
@pytest.mark.parametrize(
    "verb", [parse(zj.parse_number), parse(zj.parse_quantity), load], ids=["number", "quantity", "load"]
)
def test_rubbish_is_read_or_refused_in_few_words(name, verb):
    verb(RUBBISH[name](20_000))


def test_ten_thousand_nested_brackets():
    assert zj.find_quantities("(" * 10_000 + "9%" + ")" * 10_000)[0].start == 10_000


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_gives_an_empty_table_with_all_columns(name):
    report = zj.Report.from_text(RUBBISH[name](20_000))
    table = report.statements()
    assert table.empty
    assert table.dtypes.astype(str).to_dict() == COLUMNS
    assert zj.find_quantities(report.text) == []


@pytest.mark.parametrize("name", ANY)
def test_tables_of_text_keep_their_columns(name, request):
    text = ANY[name](2_000)
    report, example = zj.Report.from_text(text), zj.Report.from_text("GDP grew by 6.8%.")
    for verb in ("outline", "paragraphs", "sentences"):
        table, usual = getattr(report, verb)(), getattr(example, verb)()
        assert table.dtypes.to_dict() == usual.dtypes.to_dict()


@pytest.mark.parametrize(
    ("ending", "read"),
    [
        (".csv", pd.read_csv),
        (".jsonl", partial(pd.read_json, lines=True)),
        (".parquet", pd.read_parquet),
        (".xlsx", pd.read_excel),
    ],
)
def test_whatever_was_read_comes_back_from_a_file(ending, read, tmp_path):
    tables = [zj.Report.from_text(make(2_000), year=2020).statements() for make in ANY.values()]
    table = pd.concat(tables, ignore_index=True)
    assert len(table) > 20
    zj.export(table, tmp_path / f"figures{ending}")
    back = read(tmp_path / f"figures{ending}")
    for name in ("surface", "value", "unit", "start"):
        assert back[name].tolist() == table[name].tolist()


@pytest.mark.parametrize("name", ANY)
def test_summary_can_be_printed(name):
    text = summary(zj.Report.from_text(ANY[name](2_000)))
    assert text.replace("\n", "").isprintable()
    text.encode()


@pytest.mark.parametrize("name", ANY)
def test_metadata_is_found_or_missing(name):
    report = zj.Report.from_text(ANY[name](2_000))
    assert report.year is None
    assert report.place is None
    assert report.delivered is report.published is None
    assert len(report.key) == 12
    assert repr(report).startswith("<Report ")


@pytest.mark.parametrize("name", ANY)
def test_score_against_itself(name):
    table = zj.Report.from_text(ANY[name](2_000)).statements()
    assert zj.score(table.to_dict("records"), table).all == (0.0 if table.empty else 1.0)


def test_statements_of_broken_text_stay_in_place():
    report = zj.Report.from_text("\ud800 Exports of rice\udc00 rose by 9%.", year=2020)
    row = report.statements().iloc[0]
    assert report.text[row["start"] : row["end"]] == "9%"
    assert "\ufffd" in row["sentence"]
