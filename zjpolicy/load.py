"""Where reports come from: `load` for files, bytes, open files, pages, the catalogue and the bundled editions."""

import os
import warnings
from importlib import resources
from typing import IO, Any

import regex

from zjpolicy.data import rows
from zjpolicy.documents import web
from zjpolicy.documents.arguments import Part, check_known, own_key
from zjpolicy.documents.catalog import catalogued
from zjpolicy.documents.document import WHOLE
from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.formats import MAX_BYTES, read_bytes
from zjpolicy.documents.text import check_text, decode
from zjpolicy.errors import SourceError, SourceWarning
from zjpolicy.languages import compiled, get_language
from zjpolicy.registry.suggestions import did_you_mean, key_meant
from zjpolicy.report import Report

EDITIONS = resources.files("zjpolicy.data").joinpath("editions")
URL = regex.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
KEY = regex.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
# What a path that is not there has where a text was meant: white space or a mark of Chinese, and no ending.
WORDS = regex.compile(r"(?s)(?=.*[\s，。、；：％])(?!.*\.\p{L}\w{0,4}\Z).*")
STRING = "; to read a string, use Report.from_text"
# Which of several texts a key means where nothing else tells them apart.
PREFERRED = {"language": "en", "edition": "restated"}
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
        its bytes, or the file open for reading, binary or text. Text in any Unicode or Chinese encoding, web pages,
        PDF and DOCX are told apart by their content. A file that has the name of a key is opened by
        ``"./zhejiang-2020"``.
    language : str, optional
        Language code; detected when not given. For a key it chooses among its texts, English unless
        said otherwise.
    place, year : optional
        The government that reports, in either language, and the year it plans for; found in the text when not given.
    part : {"review", "plan"}, optional
        Which part a piece without headings belongs to.
    edition : str, optional
        ``"official"`` or ``"restated"``; for a key it chooses among its texts.
    key : str, optional
        What tables, charts and references call a report that is none of the catalogue; the first 12 digits of the
        text's hash when not given.
    max_bytes : int, optional
        How large a file, what is unpacked from it, or a download may be: 200 million bytes where not given, 50
        million for a download.

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
        The encoding was guessed; pages of a PDF are pictures; place, year or headings of a whole report were not
        found; the text seems to be no work report; a page's text has changed.

    Examples
    --------
    >>> report = load(b"GDP is expected to grow by 6%.", place="Zhejiang", year=2020)
    >>> report.place, report.year, report.language
    ('Zhejiang', 2020, 'en')
    """
    check_known(language=language, place=place, year=year, part=part)
    known: dict[str, Any] = {"place": place, "year": year, "part": part, "key": own_key(key)}
    if isinstance(source, str):
        if URL.match(source):
            return _checked(_page(source, source, language, known, max_bytes), source, part)
        texts = _texts(source)
        entry = catalogued(source, language)
        if key is not None and (texts or entry):
            raise SourceError(f"{source}: a text of the catalogue has its own key: leave key= out")
        if fitting := _fitting(texts, language, edition):
            return _bundled(_choose(fitting, source), source, known)
        if entry and edition in (None, "official"):
            return _checked(_page(entry["address"], source, language, known, max_bytes, entry), source, part)
        if texts:
            _refuse(texts, source, language, edition)
    data, name = _read(source)
    said = _brief(name or "bytes")
    found = Extracted(data, None) if isinstance(data, str) else read_bytes(data, said, max_bytes=max_bytes or MAX_BYTES)
    report = Report(
        found.text, language=language, edition=edition, source=name, extractor=found.extractor, marks=found.marks,
        **known,
    )  # fmt: skip
    return _checked(report, said, part)


def fetch(key: str) -> Report:
    """Download a report of the catalogue, anew where it was there, and return it."""
    entry = catalogued(key)
    if entry is None:
        meant = did_you_mean(key_meant(key))
        raise SourceError(f"{key}: not in the catalogue, which zj.catalog() and `zjpolicy catalog` list{meant}")
    return _page(entry["address"], key, entry["language"], {}, None, entry, again=True)


def _page(
    address: str,
    name: str,
    language: str | None,
    known: dict[str, Any],
    max_bytes: int | None,
    entry: dict[str, str] | None = None,
    again: bool = False,
) -> Report:
    """A report from an address, with what the catalogue says of it."""
    if not address.startswith(("http://", "https://")):
        raise SourceError(f"{name}: only http and https addresses are downloaded")
    said = entry["key"] if entry else _brief(address)
    limit = max_bytes or web.MAX_BYTES
    data, charset = web.download(address, said, max_bytes=limit, again=again)
    found = read_bytes(data, said, charset=charset, max_bytes=limit)
    if entry:
        language = language or entry["language"]
        known = known | {"place": known.get("place") or entry["place"], "year": known.get("year") or int(entry["year"])}
        bundled = any(row["key"] == entry["key"] for row in rows("editions.csv"))
        known["key"] = f"{entry['key']}-official" if bundled else entry["key"]
    report = Report(
        found.text, language=language, edition="official" if entry else None, source=address,
        extractor=found.extractor, official_url=address if entry else None, marks=found.marks, **known,
    )  # fmt: skip
    web.remember_text(address, said, report.text_sha256, entry["text_sha256"] if entry else None)
    return report


def _checked(report: Report, name: str, part: str | None) -> Report:
    """Warn of what a whole report should say of itself and does not."""
    if len(report.text) < WHOLE:
        return report
    if report.title is None and (kind := _seems(report)):
        said = f"this seems to be {kind}, not a government work report"
        warnings.warn(SourceWarning(f"{name}: {said}"), stacklevel=3)
    missing = [what for what in ("place", "year") if getattr(report, what) is None]
    if missing:
        said = f"{' and '.join(missing)} not found in the text: give {' and '.join(f'{what}=...' for what in missing)}"
        warnings.warn(SourceWarning(f"{name}: {said}"), stacklevel=3)
    if not report.structure.headings and part is None:
        said = "no headings found; what is done and what is promised is told by wording alone: see outline()"
        warnings.warn(SourceWarning(f"{name}: {said}"), stacklevel=3)
    return report


def _seems(report: Report) -> str | None:
    """What a text without a work report's title seems to be, None where nothing tells."""
    opening = report.text[:2_000]
    kinds = get_language(report.language).table("metadata.others")
    return next((kind for kind, pattern in kinds.items() if compiled(pattern).search(opening)), None)


def _read(source: Source) -> tuple[str | bytes, str | None]:
    """Return text or bytes of a source that is no key, and the path it came from."""
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        return _file_bytes(path), path
    if hasattr(source, "read"):
        return _read_open(source)
    raise TypeError(f"load takes a key, an address, a path, bytes or an open file, not {type(source).__name__}")


def _read_open(file: IO[str] | IO[bytes]) -> tuple[str | bytes, str | None]:
    known = getattr(file, "name", None)
    name = known if isinstance(known, str) else None
    said = _brief(name or "open file")
    try:
        content = file.read()
    except UnicodeDecodeError as error:
        raise SourceError(f"{said}: not {error.encoding} at byte {error.start}: open it in binary mode") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{said}: cannot be read: {error}") from error
    return check_text(content, said) if isinstance(content, str) else bytes(content), name


def _file_bytes(path: str) -> bytes:
    name, file = _brief(path), os.path.expanduser(path)
    if os.path.isdir(file):
        raise SourceError(f"{name}: a folder, not a file")
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file{_known(path)}") from None
    except PermissionError as error:
        raise SourceError(f"{name}: no permission to read it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        hint = STRING if len(path) > 255 or "\n" in path else ""
        raise SourceError(f"{name}: {reason.lower()}{hint}") from error


def _brief(path: str) -> str:
    """A path as messages show it: on one line, and short where a whole text was given by mistake."""
    shown = path if path.isprintable() else ascii(path)[1:-1]
    return shown if len(shown) <= 200 else f"{shown[:60]}…"


def _known(path: str) -> str:
    """What to add to "no such file" where a key or a text may have been meant."""
    if not KEY.fullmatch(path):
        return STRING if WORDS.fullmatch(path) else ""
    keys = ", ".join(row["key"] for row in rows("editions.csv"))
    return f", and no key of the catalogue, which zj.catalog() lists; bundled: {keys}{did_you_mean(key_meant(path))}"


def _texts(key: str) -> list[dict[str, str]]:
    """Rows of the bundled editions that a key names, its language and edition perhaps left out."""
    texts = []
    for row in rows("editions.csv"):
        without_edition = row["key"].removesuffix(f"-{row['edition']}")
        if key in (row["key"], without_edition, without_edition.removesuffix(f"-{row['language']}")):
            texts.append(row)
    return texts


def _fitting(texts: list[dict[str, str]], language: str | None, edition: str | None) -> list[dict[str, str]]:
    return [row for row in texts if language in (None, row["language"]) and edition in (None, row["edition"])]


def _choose(fitting: list[dict[str, str]], key: str) -> dict[str, str]:
    best = set(PREFERRED.items())
    return max(fitting, key=lambda row: (len(best & row.items()), row["key"] == key))


def _refuse(texts: list[dict[str, str]], key: str, language: str | None, edition: str | None) -> None:
    wanted = " ".join(filter(None, [edition, language and f"in {language!r}"]))
    known = ", ".join(f"{row['key']} ({row['edition']})" for row in texts)
    raise SourceError(f"{key}: no bundled edition {wanted}; known: {known}")


def _bundled(row: dict[str, str], source: str, known: dict[str, Any]) -> Report:
    try:
        data = EDITIONS.joinpath(f"{row['key']}.txt").read_bytes()
    except OSError:
        raise SourceError(f"{source}: the text of {row['key']} is missing from this installation") from None
    return Report(
        decode(data, row["key"]),
        language=row["language"],
        place=known["place"] or row["place"],
        year=int(row["year"]) if known["year"] is None else known["year"],
        part=known["part"],
        key=row["key"],
        edition=row["edition"],
        source=source,
        official_url=row["official_url"] or None,
    )
