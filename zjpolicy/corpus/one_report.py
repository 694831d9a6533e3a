"""One document of a corpus: what is known of it, and the reading of it, which never raises."""

import os
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from hashlib import sha256
from typing import Any

import pandas as pd

from zjpolicy.corpus.store import Store, code_hash, hash_of
from zjpolicy.documents.arguments import Part, own_key
from zjpolicy.documents.document import cell
from zjpolicy.documents.files import file_bytes
from zjpolicy.documents.formats import MAX_BYTES
from zjpolicy.errors import ExportError, ZjpolicyError
from zjpolicy.load import Source, load
from zjpolicy.registry.units import Unit, added_units, know_units
from zjpolicy.report import Report
from zjpolicy.tables.frames import dtypes
from zjpolicy.tables.statements import with_relations

# Columns of the two tables that come with the statements of many reports.
REPORTS = dtypes("""
    source report place: str
    year: Int64
    language edition title text_sha256 from_name: str
    figures: int64
""")
ERRORS = {"source": "str", "error": "str", "message": "str"}


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
    label: str = ""  # what tables call a source that has no name of its own
    is_text: bool = False  # whether a string is the report itself
    refused: str | None = None  # why it is not read
    fault: str = "PassedOver"  # what that is called

    @property
    def name(self) -> str:
        """What tables and messages call the source."""
        if isinstance(self.source, Report):
            return self.source.source or self.source.key
        if isinstance(self.source, str | os.PathLike) and not self.is_text:
            return os.fspath(self.source)
        known = getattr(self.source, "name", None)
        return known if isinstance(known, str) else self.label or "open file"

    def load(self) -> Report:
        """Return the report."""
        if isinstance(self.source, Report):
            return self.source
        if self.is_text:
            return Report(
                str(self.source), language=self.language, place=self.place, year=self.year, part=self.part,
                key=own_key(self.key), source=self.label,
            )  # fmt: skip
        return load(
            self.source, language=self.language, place=self.place, year=self.year, part=self.part,
            edition=self.edition, key=self.key,
        )  # fmt: skip

    def fingerprint(self, indicators: pd.DataFrame | None = None, relations: bool = False) -> tuple[str, Report | None]:
        """Return a name for content and options, and the report where it had to be loaded to tell."""
        own = None if indicators is None else indicators.to_csv(index=False)
        known: list[Any] = [self.language, self.place, self.year, self.edition, self.part, self.key, own, relations]
        known += [astuple(unit) for unit in added_units()]
        if (data := self.data()) is not None:
            # A file's name tells its key, and what its text may not.
            file = os.path.basename(self.name) if isinstance(self.source, str | os.PathLike) else ""
            return hash_of(code_hash(), sha256(data).hexdigest(), file, *known), None
        report = self.load()
        facts = [report.key, report.text_sha256, report.language, report.place, report.year, report.edition]
        facts += [number for mark in report.marks for number in mark]
        return hash_of(code_hash(), *facts, *known), report

    def data(self) -> bytes | None:
        """Return the bytes of a file or of bytes, None for all else: texts, keys, addresses, reports."""
        if isinstance(self.source, bytes | bytearray | memoryview):
            return bytes(self.source)
        path = self.source if isinstance(self.source, str | os.PathLike) and not self.is_text else ""
        file = os.path.expanduser(path)
        return file_bytes(os.fspath(path), MAX_BYTES) if path and os.path.isfile(file) else None


@dataclass(frozen=True)
class Outcome:
    """What came of one document: a row about the report, or a row about the error; and what could not be kept."""

    name: str
    report: dict[str, Any] | None = None
    error: dict[str, str] | None = None
    table: pd.DataFrame | None = None
    digest: str = ""
    unkept: str = ""


def read_item(
    document: CorpusItem,
    stores: tuple[Store, ...] = (),
    keep: bool = True,
    indicators: pd.DataFrame | None = None,
    units: Sequence[Unit] = (),
    relations: bool = False,
) -> Outcome:
    """Read one document; what goes wrong comes back as a row and stops nothing.

    Parameters
    ----------
    document : CorpusItem
        What to read.
    stores : tuple of Store, optional
        Where to look for the statements before, and to put them after.
    keep : bool, optional
        Whether to hand the table back; else the first store has to have it.
    indicators : DataFrame, optional
        A user's own indicators.
    units : sequence of Unit, optional
        A user's own units, of which a process that was started for the reading knows nothing.
    relations : bool, optional
        Whether targets set without a number stand behind the statements.
    """
    know_units(units)
    if document.refused is not None:
        return _failed(document.name, document.fault, document.refused)
    unkept = ""
    try:
        digest, report = document.fingerprint(indicators, relations) if stores else ("", None)
        missing = []
        for store in stores:
            if found := store.get(digest):
                break
            missing.append(store)
        else:
            found = _read(report or document.load(), indicators, relations)
        for store in missing:
            try:
                store.put(digest, *found)
            except ExportError as error:
                if not keep and store is stores[0]:
                    raise
                unkept = str(error)
        table, about = found
    except Exception as error:  # whatever one document does to the reading, the others are read
        return _gone_wrong(document, error)
    name = str(cell(document.name))
    return Outcome(name, about | {"source": name}, None, table if keep else None, digest, unkept)


def read_rows(document: CorpusItem, rows: Callable[[Report], pd.DataFrame]) -> Outcome:
    """Make rows of one document other than its statements; what goes wrong comes back as in `read_item`."""
    if document.refused is not None:
        return _failed(document.name, document.fault, document.refused)
    try:
        report = document.load()
        name = str(cell(document.name))
        return Outcome(name, {**_about(report), "source": name}, None, rows(report))
    except Exception as error:  # whatever one document does to the reading, the others are read
        return _gone_wrong(document, error)


def _gone_wrong(document: CorpusItem, error: Exception) -> Outcome:
    known = isinstance(error, ZjpolicyError | OSError | TypeError | ValueError) and str(error)
    message = str(error) if known else f"{type(error).__name__}: {error}"
    if document.label and message.startswith("bytes: "):
        message = f"{document.label}{message.removeprefix('bytes')}"
    return _failed(document.name, type(error).__name__, message)


def lost_item(document: CorpusItem) -> Outcome:
    """Return what came of a document whose process died."""
    return _failed(
        document.name, "BrokenProcessPool", "the process that read it died: killed, crashed or out of memory"
    )


def _failed(name: str, error: str, message: str) -> Outcome:
    name, message = str(cell(name)), str(cell(message))
    return Outcome(name, error={"source": name, "error": error, "message": message})


def _read(report: Report, indicators: pd.DataFrame | None, relations: bool) -> tuple[pd.DataFrame, dict[str, Any]]:
    table = report.statements(indicators=indicators)
    about = {**_about(report), "figures": len(table)}
    return (with_relations(table, report) if relations else table), about


def _about(report: Report) -> dict[str, Any]:
    names = ("place", "year", "language", "edition", "title", "text_sha256")
    told = {name: cell(getattr(report, name)) for name in names}
    return {"report": report.key, **told, "from_name": ", ".join(report.from_name) or None}


def renamed(table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return rows under another report key, as where two reports would have the same one."""
    own = {"id": [f"{key}:{start}" for start in table["start"]]} if "id" in table else {}
    return table.assign(**own, report=key).astype(table.dtypes.to_dict())


def opened(document: CorpusItem) -> CorpusItem:
    """Return a document that another process can read: an open file is read here."""
    if isinstance(document.source, memoryview):
        return replace(document, source=bytes(document.source))
    if hasattr(document.source, "read"):
        try:
            return replace(document, source=document.load())
        except Exception as error:  # whatever one document does, the others are read
            return replace(document, source=b"", label=document.name, refused=str(error), fault=type(error).__name__)
    return document
