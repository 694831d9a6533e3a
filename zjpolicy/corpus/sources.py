"""What a user calls many reports, one document after the other."""

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import pandas as pd

from zjpolicy.corpus.one_report import CorpusItem
from zjpolicy.corpus.text_tables import text_items
from zjpolicy.documents.arguments import Part, check_known
from zjpolicy.documents.formats import ENDINGS, TABLES
from zjpolicy.errors import SourceError, TableError
from zjpolicy.load import KEY, URL, WORDS, Source
from zjpolicy.report import Report

# Columns of a table of sources.
KNOWN = ("source", "language", "place", "year", "edition", "part", "key")
# Files that systems and programs leave in folders.
LEFT = (".", "_", "~$", "thumbs.db", "desktop.ini")
# The longest name of a file.
LONGEST = 255
Sources = Source | Report | Iterable[Source | Report | CorpusItem] | pd.DataFrame


def corpus_items(
    sources: Sources,
    *,
    language: str | None = None,
    place: str | None = None,
    year: int | None = None,
    part: Part | None = None,
    columns: Mapping[str, str] | None = None,
) -> list[CorpusItem]:
    r"""Return the documents that sources mean, in their order; a folder's and a glob's by name.

    Parameters
    ----------
    sources : folder, glob, list, table or DataFrame
        See `zjpolicy.read_corpus`.
    language, place, year, part : optional
        For every document that a table says nothing else of.
    columns : mapping, optional
        What the columns of a table of texts are called.

    Examples
    --------
    >>> table = pd.DataFrame({"source": ["zhejiang-2020-en", "zhejiang-2020-zh"], "year": [2020, None]})
    >>> [(document.name, document.year) for document in corpus_items(table, year=2019)]
    [('zhejiang-2020-en', 2020), ('zhejiang-2020-zh', 2019)]
    >>> [document.is_text for document in corpus_items(["GDP grew by 6%.", "zhejiang-2020-en"])]
    [True, False]
    """
    check_known(language=language, place=place, year=year, part=part)
    known: dict[str, Any] = {"language": language, "place": place, "part": part}
    known["year"] = None if year is None else int(year)
    document = partial(CorpusItem, **known)
    if isinstance(sources, pd.DataFrame):
        if "source" in sources.columns and columns is None:
            return [document(**row) for row in _rows(sources)]
        return [document(**row) for row in text_items(sources, columns)]
    if isinstance(sources, str | os.PathLike):
        path = os.fspath(sources)
        if path.lower().endswith(TABLES) and os.path.isfile(os.path.expanduser(path)):
            return [document(**row) for row in text_items(path, columns)]
        return [document(source=source, refused=refused) for source, refused in _found(path)]
    if isinstance(sources, bytes | bytearray | memoryview | Report) or hasattr(sources, "read"):
        return [document(source=cast(Source, sources), label="bytes")]
    if not isinstance(sources, Iterable):
        raise TypeError(f"sources are a folder, a glob, a list or a DataFrame, not {type(sources).__name__}")
    return [
        source
        if isinstance(source, CorpusItem)
        else document(source=source, label=f"item {number}", is_text=_is_text(source))
        for number, source in enumerate(sources, 1)
    ]


def _is_text(source: object) -> bool:
    """Whether a string of a list is a report and not the name of one."""
    if not isinstance(source, str) or URL.match(source) or KEY.fullmatch(source):
        return False
    if len(source) > LONGEST or "\n" in source:
        return True
    return WORDS.fullmatch(source) is not None and not os.path.exists(os.path.expanduser(source))


def _rows(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows of a table of sources; empty cells tell nothing."""
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
        yield row | {"label": f"row {at}"}


def _missing(cell: object) -> bool:
    return cell is None or cell == "" or (pd.api.types.is_scalar(cell) and bool(pd.isna(cell)))  # type: ignore[call-overload]


def _found(name: str) -> list[tuple[str, str | None]]:
    """What one string means: a folder's files, those a glob finds, or one source; and why a file is passed over."""
    path = os.path.expanduser(name)
    if os.path.isdir(path):
        files = _files(Path(path))
        if all(refused for _, refused in files):
            raise SourceError(f"{name}: no reports in this folder: nothing in it ends in {', '.join(ENDINGS)}")
        return files
    if glob.has_magic(name) and "://" not in name and not os.path.exists(path):
        if found := sorted(entry for entry in glob.glob(path, recursive=True) if os.path.isfile(entry)):
            return [(entry, None) for entry in found]
        raise SourceError(f"{name}: no file fits this pattern")
    if name.endswith(("/", os.sep)) and "://" not in name:
        raise SourceError(f"{name}: no such folder")
    return [(name, None)]


def hidden(path: str) -> bool:
    """Whether a file is hidden, or one that a system or a program left.

    Examples
    --------
    >>> hidden("reports/.DS_Store"), hidden("reports/~$zixu.docx"), hidden("reports/zixu.docx")
    (True, True, False)
    """
    return os.path.basename(path).lower().startswith(LEFT)


def _files(folder: Path) -> list[tuple[str, str | None]]:
    """The files of a folder at any depth by name, each with the reason why it is passed over, if it is."""
    found: list[tuple[str, str | None]] = []
    for entry in sorted(folder.rglob("*")):
        inside = entry.relative_to(folder).parts
        if any(part[0] in "._" for part in inside[:-1]):
            continue  # the hidden folder itself has a row
        left = hidden(inside[-1])
        if entry.is_dir():
            found += [(str(entry), "a hidden folder is not looked into")] if left else []
        elif left:
            found.append((str(entry), "a hidden file, or one that a program left"))
        elif entry.suffix.lower() in TABLES:
            found.append((str(entry), "a table: give it to read_corpus by itself"))
        elif entry.suffix.lower() not in ENDINGS:
            found.append((str(entry), f"its name ends in none of {', '.join(ENDINGS)}"))
        else:
            found.append((str(entry), None if entry.is_file() else "no file"))
    return found
