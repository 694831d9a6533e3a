"""Where reports come from: `load` for files, bytes, open files and the bundled editions."""

import os
from importlib import resources
from typing import IO

import regex

from zjpolicy.data import rows
from zjpolicy.errors import SourceError
from zjpolicy.languages import get_language
from zjpolicy.report import Report
from zjpolicy.sources.text import check_text, decode

EDITIONS = resources.files("zjpolicy.data").joinpath("editions")
URL = regex.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
KEY = regex.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
# Which of several texts a key means where nothing else tells them apart.
PREFERRED = {"language": "en", "edition": "restated"}
Source = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[str] | IO[bytes]


def load(
    source: Source,
    *,
    language: str | None = None,
    place: str | None = None,
    year: int | None = None,
    edition: str | None = None,
) -> Report:
    """Load a report.

    Parameters
    ----------
    source : str, path, bytes or open file
        The key of a bundled edition (``"zhejiang-2020"``), the path of a text file, its bytes, or a
        file open for reading, binary or text. A file that has the name of a bundled edition is opened
        by ``"./zhejiang-2020"``.
    language : str, optional
        Language code; detected when not given. For a key it chooses among its texts, English unless
        said otherwise.
    place, year : optional
        The government that reports, and the year it plans for; found in the text when not given.
    edition : str, optional
        ``"official"`` or ``"restated"``; for a key it chooses among its texts.

    Returns
    -------
    Report
        Its text is the file's, line ends included; only a byte order mark is dropped.

    Raises
    ------
    SourceError
        The source is not there, cannot be read, is empty, or is no text in UTF-8 or UTF-16.

    Examples
    --------
    >>> report = load(b"GDP is expected to grow by 6%.", place="Zhejiang", year=2020)
    >>> report.place, report.year, report.language
    ('Zhejiang', 2020, 'en')
    """
    if language is not None:
        get_language(language)
    if isinstance(source, str):
        if URL.match(source):
            raise SourceError(f"{source}: downloads are not built in yet: save the page as text first")
        if texts := _texts(source):
            row = _choose(texts, source, language, edition)
            return _bundled(row, source, place, year)
    text, name = _read(source)
    return Report(text, language=language, place=place, year=year, edition=edition, source=name)


def _read(source: Source) -> tuple[str, str | None]:
    """Return the text of a source that is no key, and the path it came from."""
    if isinstance(source, bytes | bytearray | memoryview):
        return decode(bytes(source), "bytes"), None
    if isinstance(source, str | os.PathLike):
        path = os.fspath(source)
        return decode(_file_bytes(path), _brief(path)), path
    if hasattr(source, "read"):
        return _read_open(source)
    raise TypeError(f"load takes a key, a path, bytes or an open file, not {type(source).__name__}")


def _read_open(file: IO[str] | IO[bytes]) -> tuple[str, str | None]:
    known = getattr(file, "name", None)
    name = known if isinstance(known, str) else None
    said = _brief(name or "open file")
    try:
        content = file.read()
    except UnicodeDecodeError as error:
        raise SourceError(f"{said}: not {error.encoding} at byte {error.start}: open it in binary mode") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{said}: cannot be read: {error}") from error
    return check_text(content, said) if isinstance(content, str) else decode(bytes(content), said), name


def _file_bytes(path: str) -> bytes:
    name = _brief(path)
    try:
        with open(os.path.expanduser(path), "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file{_known(path)}") from None
    except IsADirectoryError:
        raise SourceError(f"{name}: a folder, not a file") from None
    except PermissionError as error:
        folder = os.path.isdir(os.path.expanduser(path))  # Windows reports a folder so
        raise SourceError(f"{name}: {'a folder, not a file' if folder else 'no permission to read it'}") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        hint = "; to read a string, use Report.from_text" if len(path) > 255 or "\n" in path else ""
        raise SourceError(f"{name}: {reason.lower()}{hint}") from error


def _brief(path: str) -> str:
    """A path as messages show it: on one line, and short where a whole text was given by mistake."""
    shown = path if path.isprintable() else ascii(path)[1:-1]
    return shown if len(shown) <= 200 else f"{shown[:60]}…"


def _known(path: str) -> str:
    """What to add to "no such file" where a key may have been meant."""
    if not KEY.fullmatch(path):
        return ""
    keys = ", ".join(row["key"] for row in rows("editions.csv"))
    return f", and no bundled edition; known: {keys}" if keys else ", and no edition is bundled"


def _texts(key: str) -> list[dict[str, str]]:
    """Rows of the bundled editions that a key names, its language and edition perhaps left out."""
    texts = []
    for row in rows("editions.csv"):
        without_edition = row["key"].removesuffix(f"-{row['edition']}")
        if key in (row["key"], without_edition, without_edition.removesuffix(f"-{row['language']}")):
            texts.append(row)
    return texts


def _choose(texts: list[dict[str, str]], key: str, language: str | None, edition: str | None) -> dict[str, str]:
    fitting = [row for row in texts if language in (None, row["language"]) and edition in (None, row["edition"])]
    if not fitting:
        wanted = " ".join(filter(None, [edition, language and f"in {language!r}"]))
        known = ", ".join(f"{row['key']} ({row['edition']})" for row in texts)
        raise SourceError(f"{key}: no bundled edition {wanted}; known: {known}")
    best = set(PREFERRED.items())
    return max(fitting, key=lambda row: (len(best & row.items()), row["key"] == key))


def _bundled(row: dict[str, str], source: str, place: str | None, year: int | None) -> Report:
    try:
        data = EDITIONS.joinpath(f"{row['key']}.txt").read_bytes()
    except OSError:
        raise SourceError(f"{source}: the text of {row['key']} is missing from this installation") from None
    return Report(
        decode(data, row["key"]),
        language=row["language"],
        place=place or row["place"],
        year=int(row["year"]) if year is None else year,
        key=row["key"],
        edition=row["edition"],
        source=source,
        official_url=row["official_url"] or None,
    )
