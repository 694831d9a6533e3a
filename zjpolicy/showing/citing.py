"""The reference of a figure, as text or BibTeX."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, Literal

import pandas as pd
import regex
from pandas.api.types import is_scalar

from zjpolicy.data import keyed, rows
from zjpolicy.errors import TableError, check_types
from zjpolicy.languages import compiled, detect_language, get_language
from zjpolicy.languages.numerals import LIMIT, in_characters, value_of
from zjpolicy.reading.wording import plain_value
from zjpolicy.registry.places import place_named
from zjpolicy.tables.protocols import ReadDocument

Style = Literal["text", "bibtex"]
PLACE = ("section", "paragraph", "surface")
MONTHS = "January February March April May June July August September October November December".split()
HASH = regex.compile(r"[0-9a-f]{12}")
LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "|": r"\textbar{}"}
LATEX |= {sign: f"\\{sign}" for sign in "&%$#_{}"}
# What a row that is made of others has, and where the figure's own row is.
MADE = {
    "target_row": "a pair: cite targets.iloc[row['target_row']] or outcomes.iloc[row['outcome_row']]",
    "outcome_id": "a match: cite the statement whose 'id' is row['outcome_id'] or row['target_id']",
    "english_start": "a pair: cite the statement whose 'start' is row['english_start'] or row['chinese_start']",
    "rule": "a finding: cite the statement of the report whose 'start' is row['start'], or the nearest",
    "row": "made of others: cite table.iloc[row['row']]",
}


@dataclass(frozen=True)
class Source:
    """What a figure is cited from; what is not known is None."""

    key: str
    title: str | None
    place: str | None = None
    year: str | None = None
    speaker: str | None = None
    delivered: str | None = None
    address: str | None = None
    language: str | None = None


def cite(row: Mapping[str, Any] | pd.Series, *, report: ReadDocument | None = None, style: Style = "text") -> str:
    """Return the reference of a figure: report, speaker, date, section, paragraph, the figure's words, address.

    A figure of a bundled edition, which restates its report, is cited from the official report, with the section,
    paragraph and words it has there. The reference of a report in Chinese is in Chinese. Keys of BibTeX entries differ
    from figure to figure; a year is that of the source, and left out where that is not known.

    Parameters
    ----------
    row : Series or mapping
        A row of a statements table or of a reference table.
    report : Report, optional
        The report the row is from, where it is none of the catalogue: what the text says of itself is used.
    style : {"text", "bibtex"}, optional
        What is wanted.

    Returns
    -------
    str

    Raises
    ------
    TableError
        If the row does not say which report or source it is from; of a pair, a match or a finding the message says
        which row to give instead.
    TypeError
        If a table, a report or anything but a row is given.
    ValueError
        If the style is unknown.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> row = zj.load("zhejiang-2020").statements().iloc[1]
    >>> print(zj.cite(row))  # doctest: +NORMALIZE_WHITESPACE
    Yuan Jiajun, Report on the Work of the Government 2020, Zhejiang, 12 January 2020, section I, paragraph 7,
    "6 trillion yuan". https://www.zj.gov.cn/art/2020/7/9/art_1568591_50184955.html
    >>> print(zj.cite(zj.dataset("headline").query("indicator == 'carbon_intensity.growth'").iloc[0]).split("。")[0])
    2015年中华人民共和国国务院政府工作报告，中国，2015年：单位地区生产总值二氧化碳排放变化率，“3.1%”
    """
    check_types(cite, locals())
    if style not in ("text", "bibtex"):
        raise ValueError(f'style is "text" or "bibtex", not {style!r}')
    if not isinstance(row, Mapping | pd.Series):
        raise TypeError(f"cite takes one row, not {type(row).__name__}: give figures.loc[0] of a table of figures")
    cells = {str(name): None if is_scalar(cell) and pd.isna(cell) else cell for name, cell in dict(row).items()}
    if cells.get("source_title") is None and (cells.get("report") is None or "outcome_id" in cells):
        if made := next((remedy for name, remedy in MADE.items() if name in cells), None):
            raise TableError(f"the row is {made}")
        raise TableError(
            "the row has neither 'report' nor 'source_title': give a row of a statements or reference table"
        )
    cells = _official(cells)
    source = _source(cells, report)
    return _text(source, cells) if style == "text" else _bibtex(source, cells)


def _official(cells: dict[str, Any]) -> dict[str, Any]:
    """Return the place of a restated edition's figure in the official text instead."""
    edition = keyed("editions.csv", "key").get(str(cells.get("report")))
    if edition is None or edition["edition"] != "restated":
        return cells
    official = _figures(edition["key"], f"{edition['place'].lower()}-{edition['year']}")
    return {**cells, **official.get(str(cells.get("start")), {"paragraph": None, "surface": None})}


@cache
def _figures(key: str, table: str) -> dict[str, dict[str, Any]]:
    """Section, paragraph and words in the official text, by where a figure starts in a restated edition."""
    official = {row["ref"]: {name: row[name] for name in PLACE} for row in rows(f"{table}.csv")}
    return {row["start"]: official[row["ref"]] for row in rows(f"editions/{key}.refs.csv")}


def _source(cells: dict[str, Any], report: ReadDocument | None) -> Source:
    key = str(cells.get("report") or "")
    if report is not None:
        delivered = report.delivered.isoformat() if report.delivered else None
        year = str(report.year) if report.year else None
        # A path says nothing to others, and may tell names.
        web = report.source if (report.source or "").startswith(("http://", "https://")) else None
        address = report.official_url or web
        title, speaker = _title(report.title, report.language), getattr(report, "speaker", None)
        known = Source(report.key, title, report.place, year, speaker, delivered, address, report.language)
        return known if report.edition != "restated" else _catalogued(key) or known
    if key:
        language = detect_language(str(cells.get("sentence") or cells.get("measure") or ""))
        return _catalogued(key) or Source(key, None, cells.get("place"), None, language=language)
    language = detect_language(str(cells["source_title"]))
    return Source(_name(cells), cells["source_title"], address=cells.get("source_url"), language=language)


def _title(title: str | None, language: str) -> str | None:
    """A report's title; words that address the audience are none."""
    address = compiled(get_language(language).table("structure.address"))
    return None if title is None or address.match(title) else title


def _untitled(source: Source) -> str:
    """What a report is called whose title is not known: by its kind, and its key where that is a name."""
    key = "" if HASH.fullmatch(source.key) else source.key
    if source.language == "zh":
        return f"政府工作报告（{key}）" if key else "政府工作报告"
    return f"Report on the Work of the Government ({key})" if key else "Report on the Work of the Government"


def _name(cells: dict[str, Any]) -> str:
    """A BibTeX key for a row of a reference table: what it is of, and some digits that stand for the whole row."""
    figure = "-".join(str(cells.get(name) or "") for name in ("place", "period", "indicator"))
    digits = sha256(
        repr(sorted((name, str(cell)) for name, cell in cells.items())).encode("utf-8", "replace")
    ).hexdigest()
    return regex.sub(r"[^a-z0-9.]+", "-", f"{figure}-{digits[:6]}".lower()).strip("-")


def _published(cells: dict[str, Any]) -> str | None:
    """The year of a reference table's source, where its row tells: a date in the title, else the document's year."""
    dated = regex.search(r"(?<!\d)(?:19|20)\d\d(?=-\d\d-\d\d)", str(cells.get("source_title") or ""))
    told = (str(cells.get(name) or "") for name in ("delivered", "announced_in"))
    years = (regex.match(r"(?:19|20)\d\d(?!\d|-\d{4})", text) for text in told)
    return next((year[0] for year in (dated, *years) if year), None)


def _catalogued(key: str) -> Source | None:
    """The catalogue's entry of a key; of a Chinese edition of an English page, the page's."""
    named = key.removesuffix("-official")
    entries = keyed("catalog.csv", "key")
    edition = keyed("editions.csv", "key").get(key)
    same = (row for row in entries.values() if edition and row["address"] == edition["official_url"])
    entry = entries.get(named) or next(same, None)
    if entry is None:
        return None
    facts = {
        name: entry[name] or None for name in ("title", "place", "year", "speaker", "delivered", "address", "language")
    }
    return Source(entry["key"], **facts)


def _when(delivered: str | None, year: str | None, language: str | None) -> str | None:
    """12 January 2020, in Chinese 2020年1月12日; the year alone where the day is not known."""
    try:
        day = date.fromisoformat(delivered or "")
    except ValueError:
        told = delivered or year
        return f"{told}年" if told and language == "zh" and told.isdecimal() else told
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _where(cells: dict[str, Any], language: str | None) -> list[str]:
    section, paragraph, surface = (
        ("{}", "第{}段", "“{}”") if language == "zh" else ("section {}", "paragraph {}", '"{}"')
    )
    told = cells | {"section": section_words(str(cells.get("section") or ""), language)}
    parts = {"section": section, "paragraph": paragraph, "surface": surface}
    return [form.format(told[name]) for name, form in parts.items() if told.get(name) not in (None, "")]


def section_words(path: str, language: str | None) -> str:
    """An outline path as its language writes it.

    Examples
    --------
    >>> section_words("I.3", "en"), section_words("I.3", "zh")
    ('I.3', '第一部分第三节')
    """
    if language != "zh" or not path:
        return path
    first, *below = (_chinese(number) for number in path.split("."))
    return f"第{first}部分" + "".join(f"第{number}节" for number in below)


def _chinese(number: str) -> str:
    """A Roman or an Arabic numeral below a hundred in Chinese characters; what is none stays.

    Examples
    --------
    >>> _chinese("XIV"), _chinese("3"), _chinese("20"), _chinese("A")
    ('十四', '三', '二十', 'A')
    """
    value = value_of(number)
    return in_characters(value) if 0 < value < LIMIT else number


def _place(source: Source) -> str | None:
    """The source's place in its language, where the table of places has it."""
    named = place_named(source.place) if source.place and source.language == "zh" else None
    return named.name_zh if named else source.place


def _thing(cells: dict[str, Any], language: str | None) -> list[str]:
    """What a row of a reference table is of."""
    place, code = cells.get("place") or "", cells.get("indicator")
    if language != "zh":
        return [place, f"{cells.get('period')}: {code or cells.get('measure')}"]
    named = place_named(place)
    measure = keyed("indicators.csv", "code").get(str(code), {}).get("name_zh") or cells.get("measure") or code
    return [named.name_zh if named else place, f"{cells.get('period')}年：{measure}"]


def _text(source: Source, cells: dict[str, Any]) -> str:
    when = _when(source.delivered, source.year, source.language)
    parts = [source.speaker, source.title or _untitled(source), _place(source), when]
    if cells.get("report") is None:
        parts += _thing(cells, source.language)
    comma, stop = ("，", "。") if source.language == "zh" else (", ", ".")
    line = comma.join(filter(None, [*parts, *_where(cells, source.language)]))
    return f"{line}{stop} {source.address}" if source.address else f"{line}{stop}"


def _bibtex(source: Source, cells: dict[str, Any]) -> str:
    parts, key = _where(cells, source.language), source.key
    if cells.get("report") is None:
        figure = cells.get("relation") or plain_value(cells, source.language or "en")
        parts = [*_thing(cells, source.language), figure, *parts]
    elif cells.get("start") is not None:
        key = f"{key}-{cells['start']}"
    note = ("，" if source.language == "zh" else ", ").join(filter(None, parts))
    fields = {
        "author": source.speaker and f"{{{_latex(source.speaker)}}}",
        "title": _latex(source.title or _untitled(source)),
        "year": (source.delivered or "")[:4] or source.year or _published(cells),
        "howpublished": (place := _place(source)) and _latex(place),
        "note": note and _latex(note[0].upper() + note[1:]),
        "url": source.address,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in text)
