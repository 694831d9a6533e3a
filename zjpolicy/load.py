"""Where reports come from: `load` for files, bytes, open files, pages, the catalogue and the bundled editions."""

import os
import warnings
from typing import IO, Any

import regex

from zjpolicy.data import keyed, rows
from zjpolicy.documents import web
from zjpolicy.documents.arguments import Part, check_known, own_key
from zjpolicy.documents.catalog import catalogued
from zjpolicy.documents.document import WHOLE
from zjpolicy.documents.editions import choose_edition, edition_facts, edition_text, editions_of, refuse_edition
from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.file_names import file_key, named_by
from zjpolicy.documents.files import STRING, brief, file_bytes, read_open
from zjpolicy.documents.formats import MAX_BYTES, read_bytes
from zjpolicy.errors import SourceError, SourceWarning, check_types
from zjpolicy.languages import compiled, get_language
from zjpolicy.registry.suggestions import did_you_mean, key_meant
from zjpolicy.report import Report

URL = regex.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
WEB = regex.compile(r"https?://", regex.I)
KEY = regex.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
# What a path that is not there has where a text was meant: white space or a mark of Chinese, and no ending.
WORDS = regex.compile(r"(?s)(?=.*[\s，。、；：％])(?!.*\.\p{L}\w{0,4}\Z).*")
Source = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[str] | IO[bytes]


def load(
    source: Source,
    *,
    language: str | None = None,
    place: str | None = None,
    year: int | None = None,
    part: Part | None = None,
    edition: str | None = None,
    key: str | None = None,
    max_bytes: int | None = None,
) -> Report:
    """Load a report.

    Parameters
    ----------
    source : str, path, bytes or open file
        A key (``"zhejiang-2020"`` is bundled; `catalog` lists what is downloaded), an address, or a file: its path,
        its bytes, or the file open for reading, binary or text. Text in any Unicode or Chinese encoding, web pages
        and archives of them, PDF and Word files are told apart by their content; DOC, WPS and RTF are read where
        LibreOffice is installed. A file that has the name of a key is opened by
        ``"./zhejiang-2020"``.
    language : str, optional
        Language code; detected when not given. For a key it chooses among its texts, English unless
        said otherwise.
    place, year : optional
        The government that reports, in either language, and the year it plans for; found in the text when not given,
        and where that does not tell, in the file's name: ``report.from_name`` says which.
    part : {"review", "plan"}, optional
        Which part a piece without headings belongs to.
    edition : str, optional
        ``"official"`` or ``"restated"``; for a key it chooses among its texts.
    key : str, optional
        What tables, charts and references call a report that is none of the catalogue; when not given, the file's
        name without its ending, or without a file the first 12 digits of the text's hash.
    max_bytes : int, optional
        How large a file, what is unpacked from it, or a download may be: 200 million bytes where not given, 50
        million for a download. It is looked at before anything is read.

    Returns
    -------
    Report
        The text of a text file is the file's, line ends included; only a byte order mark is dropped. Of a page, a
        PDF or a DOCX it is what the extractor returns, and ``report.extractor`` names that and what was done besides.

    Raises
    ------
    SourceError
        The source is not there, cannot be read or downloaded, is empty, too large, or no document.
    TypeError, ValueError
        What is said of the report is of the wrong kind: a year that is no whole number, an unknown language.

    Warns
    -----
    SourceWarning
        The encoding was guessed; pages of a PDF are pictures; less than half of a page's text was kept; place, year or
        headings of a whole report were not found, or the file's name tells others; the text seems to be no work
        report; a page's text has changed.

    Examples
    --------
    >>> report = load(b"GDP is expected to grow by 6%.", place="Zhejiang", year=2020)
    >>> report.place, report.year, report.language
    ('Zhejiang', 2020, 'en')
    """
    check_types(load, locals())
    check_known(language=language, place=place, year=year, part=part)
    if max_bytes is not None and max_bytes < 1:
        raise ValueError(f"max_bytes is a whole number from 1, not {max_bytes!r}")
    known: dict[str, Any] = {"place": place, "year": year, "part": part, "key": own_key(key)}
    if isinstance(source, str):
        if URL.match(source):
            return _checked(_from_address(source, source, language, known, max_bytes), source, part)
        if (report := _from_key(source, language, edition, known, max_bytes)) is not None:
            return report
    return _from_file(source, language, edition, known, max_bytes)


def _from_key(
    source: str, language: str | None, edition: str | None, known: dict[str, Any], max_bytes: int | None
) -> Report | None:
    """The report that a key names: a bundled edition before the page of the catalogue."""
    editions, entry = editions_of(source), catalogued(source, language)
    if known["key"] is not None and (editions or entry):
        raise SourceError(f"{source}: a text of the catalogue has its own key: leave key= out")
    if row := choose_edition(editions, source, language, edition):
        return Report(edition_text(row, source), source=source, **edition_facts(row, known))
    if entry and edition in (None, "official"):
        report = _from_address(entry["address"], source, language, known, max_bytes, entry)
        return _checked(report, source, known["part"])
    if editions:
        refuse_edition(editions, source, language, edition)
    return None


def _from_file(
    source: Source, language: str | None, edition: str | None, known: dict[str, Any], max_bytes: int | None
) -> Report:
    """A report from a file, bytes or an open file; the file's name says what the text does not."""
    limit = max_bytes or MAX_BYTES
    data, path = _read(source, limit)
    shown = brief(path or "bytes")
    found = Extracted(data, None) if isinstance(data, str) else read_bytes(data, shown, max_bytes=limit)
    facts: dict[str, Any] = known | {"language": language, "edition": edition, "source": path}
    facts |= {"extractor": found.extractor, "marks": found.marks, "key": known["key"] or (path and file_key(path))}
    report = Report(found.text, **facts)
    if path is not None:
        named = named_by(path)._asdict()
        missing = [what for what, told in named.items() if told is not None and getattr(report, what) is None]
        if missing:
            report = Report(found.text, **facts | {what: named[what] for what in missing})
            report.from_name = tuple(missing)
        _tell_contradictions(report, named, known, shown)
    return _checked(report, shown, known["part"])


def _tell_contradictions(report: Report, named: dict[str, Any], given: dict[str, Any], name: str) -> None:
    """Warn where a file's name tells another place or year than its text."""
    for what, told in named.items():
        if given[what] is None and told is not None and getattr(report, what) != told:
            other = f"the file's name tells {what} {told!r}, its text {getattr(report, what)!r}, which is taken"
            warnings.warn(SourceWarning(f"{name}: {other}: give {what}=... to decide"), stacklevel=4)


def fetch(key: str) -> Report:
    """Download a report of the catalogue, anew where it was there, and return it."""
    entry = catalogued(key)
    if entry is None:
        meant = did_you_mean(key_meant(key))
        raise SourceError(f"{key}: not in the catalogue, which zj.catalog() lists{meant}")
    return _from_address(entry["address"], key, entry["language"], {}, None, entry, again=True)


def _from_address(
    address: str,
    name: str,
    language: str | None,
    known: dict[str, Any],
    max_bytes: int | None,
    entry: dict[str, str] | None = None,
    again: bool = False,
) -> Report:
    """A report from an address, with what the catalogue says of it."""
    if not WEB.match(address):
        raise SourceError(f"{name}: only http and https addresses are downloaded")
    shown = entry["key"] if entry else brief(address)
    limit = max_bytes or web.MAX_BYTES
    found = web.read_page(address, shown, max_bytes=limit, again=again)
    if entry:
        language = language or entry["language"]
        known = known | {"place": known.get("place") or entry["place"], "year": known.get("year") or int(entry["year"])}
        bundled = entry["key"] in keyed("editions.csv", "key")
        known["key"] = f"{entry['key']}-official" if bundled else entry["key"]
    report = Report(
        found.text, language=language, edition="official" if entry else None, source=address,
        extractor=found.extractor, official_url=address if entry else None, marks=found.marks, **known,
    )  # fmt: skip
    web.remember_text(address, shown, report.text_sha256, entry["text_sha256"] if entry else None)
    return report


def _checked(report: Report, name: str, part: str | None) -> Report:
    """Warn of what a whole report should say of itself and does not."""
    if len(report.text) < WHOLE:
        return report
    if report.title is None and (kind := _seems(report)):
        told = f"this seems to be {kind}, not a government work report"
        warnings.warn(SourceWarning(f"{name}: {told}"), stacklevel=3)
    missing = [what for what in ("place", "year") if getattr(report, what) is None]
    if missing:
        told = f"{' and '.join(missing)} not found in the text: give {' and '.join(f'{what}=...' for what in missing)}"
        warnings.warn(SourceWarning(f"{name}: {told}"), stacklevel=3)
    if not report.structure.headings and part is None:
        told = "no headings found; what is done and what is promised is told by wording alone: see outline()"
        warnings.warn(SourceWarning(f"{name}: {told}"), stacklevel=3)
    return report


def _seems(report: Report) -> str | None:
    """What a text without a work report's title seems to be, None where nothing tells."""
    opening = report.text[:2_000]
    kinds = get_language(report.language).table("metadata.others")
    return next((kind for kind, pattern in kinds.items() if compiled(pattern).search(opening)), None)


def _read(source: Source, limit: int) -> tuple[str | bytes, str | None]:
    """Return text or bytes of a source that is no key, and the path it came from."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        if not isinstance(path, str):
            raise TypeError(f"load takes paths as text, not as {type(path).__name__}: give os.fsdecode(path)")
        return file_bytes(path, limit, _known), path
    if hasattr(source, "read"):
        return read_open(source, limit)
    raise TypeError(f"load takes a key, an address, a path, bytes or an open file, not {type(source).__name__}")


def _known(path: str) -> str:
    """What to add to "no such file" where a key or a text may have been meant."""
    if not KEY.fullmatch(path):
        return STRING if WORDS.fullmatch(path) else ""
    keys = ", ".join(row["key"] for row in rows("editions.csv"))
    return f", and no key of the catalogue, which zj.catalog() lists; bundled: {keys}{did_you_mean(key_meant(path))}"
