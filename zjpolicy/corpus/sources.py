"""What a user calls many reports, one document after the other; and the reading of one, which never raises."""

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, cast, get_args

import pandas as pd

from zjpolicy.corpus.store import Store, code_hash, hash_of
from zjpolicy.documents.arguments import Part, check_known
from zjpolicy.errors import SourceError, TableError, ZjpolicyError
from zjpolicy.load import Source, load
from zjpolicy.report import Report
from zjpolicy.tables.frames import dtypes

# What a folder is searched for; a glob says other endings.
ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
# Columns of a table of sources.
KNOWN = ("source", "language", "place", "year", "edition", "part", "key")
# Columns of the two tables that come with the statements of many reports.
REPORTS = dtypes("""
    source report place: str
    year: Int64
    language edition title text_sha256: str
    figures: int64
""")
ERRORS = {"source": "str", "error": "str", "message": "str"}
Sources = Source | Report | Iterable[Source | Report] | pd.DataFrame


@dataclass(frozen=True)
class CorpusItem:
    """One source and what is known of it."""

    source: Source | Report
    language: str | None = None
    place: str | None = None
    year: int | None = None
    edition: str | None = None
    part: Part | None = None
    key: str | None = None

    @property
    def name(self) -> str:
        """What tables and messages call the source."""
        if isinstance(self.source, Report):
            return self.source.source or self.source.key
        if isinstance(self.source, str | os.PathLike):
            return os.fspath(self.source)
        known = getattr(self.source, "name", None)
        return known if isinstance(known, str) else "open file" if hasattr(self.source, "read") else "bytes"

    def load(self) -> Report:
        """Return the report."""
        if isinstance(self.source, Report):
            return self.source
        return load(
            self.source, language=self.language, place=self.place, year=self.year, part=self.part,
            edition=self.edition, key=self.key,
        )  # fmt: skip

    def fingerprint(self, indicators: pd.DataFrame | None = None) -> tuple[str, Report | None]:
        """Return a name for content and options, and the report where it had to be loaded to tell."""
        own = None if indicators is None else indicators.to_csv(index=False)
        known = [self.language, self.place, self.year, self.edition, self.part, self.key, own]
        if (data := self.file_bytes()) is not None:
            ending = Path(self.name).suffix.lower() if isinstance(self.source, str | os.PathLike) else ""
            return hash_of(code_hash(), sha256(data).hexdigest(), ending, *known), None
        report = self.load()
        facts = [report.key, report.text_sha256, report.language, report.place, report.year, report.edition]
        facts += [number for mark in report.marks for number in mark]
        return hash_of(code_hash(), *facts, *known), report

    def file_bytes(self) -> bytes | None:
        """Return the bytes of a file or of bytes, None for all else: keys, addresses, reports."""
        if isinstance(self.source, bytes | bytearray | memoryview):
            return bytes(self.source)
        path = os.path.expanduser(self.source) if isinstance(self.source, str | os.PathLike) else ""
        return Path(path).read_bytes() if path and os.path.isfile(path) else None


@dataclass(frozen=True)
class Outcome:
    """What came of one document: a row about the report, or a row about the error."""

    name: str
    report: dict[str, Any] | None = None
    error: dict[str, str] | None = None
    table: pd.DataFrame | None = None
    digest: str = ""


def corpus_items(
    sources: Sources,
    *,
    language: str | None = None,
    place: str | None = None,
    year: int | None = None,
    part: Part | None = None,
) -> list[CorpusItem]:
    r"""Return the documents that sources mean, in their order; a folder's and a glob's by name.

    Parameters
    ----------
    sources : folder, glob, list or DataFrame
        See `zjpolicy.read_corpus`.
    language, place, year, part : optional
        For every document that a table says nothing else of.

    Examples
    --------
    >>> table = pd.DataFrame({"source": ["zhejiang-2020-en", "zhejiang-2020-zh"], "year": [2020, None]})
    >>> [(document.name, document.year) for document in corpus_items(table, year=2019)]
    [('zhejiang-2020-en', 2020), ('zhejiang-2020-zh', 2019)]
    """
    check_known(language=language, place=place, year=year, part=part)
    year = None if year is None else int(year)
    document = partial(CorpusItem, language=language, place=place, year=year, part=part)
    if isinstance(sources, pd.DataFrame):
        return [document(**row) for row in _rows(sources)]
    if isinstance(sources, str | os.PathLike):
        return [document(source) for source in _found(os.fspath(sources))]
    if isinstance(sources, bytes | bytearray | memoryview | Report) or hasattr(sources, "read"):
        return [document(cast(Source, sources))]
    if not isinstance(sources, Iterable):
        raise TypeError(f"sources are a folder, a glob, a list or a DataFrame, not {type(sources).__name__}")
    return [document(source) for source in sources]


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of a table of sources; empty cells say nothing."""
    if "source" not in table.columns:
        known = ", ".join(map(str, table.columns)) or "none"
        raise TableError(f'a table of sources has a column "source"; this one has: {known}')
    names = [name for name in KNOWN if name in table.columns]
    for at, cells in enumerate(zip(*(table[name] for name in names), strict=True)):
        row = {name: cell for name, cell in zip(names, cells, strict=True) if not _missing(cell)}
        if "source" not in row:
            raise TableError(f'row {at}, column "source": empty; every row names its source')
        if "year" in row:
            try:
                row["year"] = int(str(row["year"]).removesuffix(".0"))
            except ValueError:
                raise TableError(f'row {at}, column "year": {row["year"]!r} is no year') from None
        if row.get("part") not in (None, *get_args(Part)):
            raise TableError(f'row {at}, column "part": {row["part"]!r} is neither "review" nor "plan"')
        yield row


def _missing(cell: object) -> bool:
    return cell is None or cell == "" or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))  # type: ignore[call-overload]


def _found(name: str) -> list[str]:
    """What one string means: a folder's files, those a glob finds, or one source."""
    path = os.path.expanduser(name)
    if os.path.isdir(path):
        inside = sorted(entry for entry in Path(path).rglob("*") if entry.suffix.lower() in ENDINGS)
        hidden = [entry for entry in inside if any(part[0] in "._" for part in entry.relative_to(path).parts)]
        if found := [str(entry) for entry in inside if entry not in set(hidden) and entry.is_file()]:
            return found
        raise SourceError(f"{name}: no reports in this folder: nothing in it ends in {', '.join(ENDINGS)}")
    if glob.has_magic(name) and "://" not in name and not os.path.exists(path):
        if found := sorted(entry for entry in glob.glob(path, recursive=True) if os.path.isfile(entry)):
            return found
        raise SourceError(f"{name}: no file fits this pattern")
    if name.endswith(("/", os.sep)) and "://" not in name:
        raise SourceError(f"{name}: no such folder")
    return [name]


def read_item(
    document: CorpusItem, stores: tuple[Store, ...] = (), keep: bool = True, indicators: pd.DataFrame | None = None
) -> Outcome:
    """Read one document; what goes wrong comes back as a row and stops nothing.

    Parameters
    ----------
    document : CorpusItem
        What to read.
    stores : tuple of Store, optional
        Where to look for the statements before, and to put them after.
    keep : bool, optional
        Whether to hand the table back, and not only store it.
    indicators : DataFrame, optional
        A user's own indicators.
    """
    try:
        digest, report = document.fingerprint(indicators) if stores else ("", None)
        if not keep and stores and (known := stores[0].about(digest)):
            return Outcome(document.name, known | {"source": document.name}, digest=digest)
        missing = []
        for store in stores:
            if found := store.get(digest):
                break
            missing.append(store)
        else:
            found = _read(report or document.load(), indicators)
        for store in missing:
            store.put(digest, *found)
        table, about = found
    except Exception as error:  # whatever one document does to the reading, the others are read
        return Outcome(document.name, error=_error(document.name, error))
    return Outcome(document.name, about | {"source": document.name}, None, table if keep else None, digest)


def _read(report: Report, indicators: pd.DataFrame | None) -> tuple[pd.DataFrame, dict[str, Any]]:
    table = report.statements(indicators=indicators)
    return table, {**_about(report), "figures": len(table)}


def _about(report: Report) -> dict[str, Any]:
    names = ("place", "year", "language", "edition", "title", "text_sha256")
    return {"report": report.key} | {name: getattr(report, name) for name in names}


def read_rows(document: CorpusItem, rows: Callable[[Report], pd.DataFrame]) -> Outcome:
    """Make rows of one document other than its statements; what goes wrong comes back as in `read_item`."""
    try:
        report = document.load()
        return Outcome(document.name, {**_about(report), "source": document.name}, None, rows(report))
    except Exception as error:  # whatever one document does to the reading, the others are read
        return Outcome(document.name, error=_error(document.name, error))


def _error(name: str, error: Exception) -> dict[str, str]:
    known = isinstance(error, ZjpolicyError | OSError | TypeError | ValueError)
    message = str(error) if known and str(error) else f"{type(error).__name__}: {error}"
    return {"source": name, "error": type(error).__name__, "message": message}


def renamed(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return rows under another report key, as where two reports would have the same one."""
    own = {"id": [f"{key}:{start}" for start in table["start"]]} if "id" in table else {}
    return table.assign(**own, report=key).astype(table.dtypes.to_dict())


def opened(document: CorpusItem) -> CorpusItem:
    """Return a document that another process can read: an open file is read here."""
    if isinstance(document.source, memoryview) or hasattr(document.source, "read"):
        return replace(document, source=document.load())
    return document
