"""Statements of single documents in a folder, one Parquet file each, found again by what they were read from."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any
from uuid import uuid4

import pandas as pd
import regex

from zjpolicy.errors import ExportError
from zjpolicy.tables.frames import table_of
from zjpolicy.tables.statements import COLUMNS

ROOT = Path(__file__).parent.parent
# What reading rests on: a change elsewhere leaves every stored table as it is.
READING = ("errors.py", "data", "languages", "registry", "documents", "reading", "tables", "load.py", "report.py")
# Extras whose packages have no part in reading.
ASIDE = regex.compile(r"extra == .(?:bench|dask|dev|docs|notebooks|test).")
PART = regex.compile(r"[0-9a-f]{32}(?:-\d+)?\.parquet")
ABOUT = b"zjpolicy"


def hash_of(*parts: object) -> str:
    """Return 32 digits that stand for some values.

    Examples
    --------
    >>> hash_of("text", 2020) == hash_of("text", 2020) != hash_of("text", "2020")
    True
    """
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()[:32]


@cache
def code_hash() -> str:
    """Return what stands for the reading: code, data files, and versions of the packages it uses."""
    files = (path for path in ROOT.rglob("*") if path.suffix in (".py", ".toml", ".csv", ".txt", ".json"))
    read = sorted(path for path in files if path.relative_to(ROOT).parts[0] in READING)
    content = sha256(b"".join(path.relative_to(ROOT).as_posix().encode() + path.read_bytes() for path in read))
    return hash_of(content.hexdigest(), *_versions())


def _versions() -> list[str]:
    try:
        needed = [entry for entry in requires("zjpolicy") or () if not ASIDE.search(entry)]
    except PackageNotFoundError:
        needed = ["pandas", "regex"]
    found = []
    for name in sorted({regex.match(r"[\w.-]+", entry)[0] for entry in needed} | {"zjpolicy"}):  # type: ignore[index]
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(name)
    return found


@dataclass(frozen=True)
class Store:
    """A folder with one Parquet file for each document, each there whole or not at all.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> store = Store(folder.name)
    >>> store.put(hash_of("a text"), table_of([], COLUMNS), {"report": "a-key"})
    >>> table, about = store.get(hash_of("a text"))
    >>> len(table), about, store.get(hash_of("another")) is None
    (0, {'report': 'a-key'}, True)
    >>> folder.cleanup()
    """

    folder: str
    columns: dict[str, str] = field(default_factory=lambda: COLUMNS)

    def path(self, digest: str) -> Path:
        """Return the file of a document."""
        return Path(self.folder, f"{digest}.parquet")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep others from writing to the folder for a while; what ends this process ends it too.

        Raises
        ------
        ExportError
            Another run writes to it.
        """
        with open(Path(self.folder, "_lock"), "ab") as stream:
            try:
                _lock(stream.fileno())
            except BlockingIOError:
                raise ExportError(f"{self.folder}: another run writes to this folder: wait, or name another") from None
            except OSError:  # a file system without locks
                pass
            yield

    def get(self, digest: str) -> tuple[pd.DataFrame, dict[str, Any]] | None:
        """Return what is stored of a document, None where nothing readable is."""
        about, (pa, pq) = self.about(digest), arrow()
        if about is None:
            return None
        try:
            found = pq.read_table(self.path(digest), partitioning=None)
            return found.to_pandas().astype(self.columns)[list(self.columns)], about
        except (OSError, KeyError, ValueError, pa.ArrowException):
            return None

    def about(self, digest: str) -> dict[str, Any] | None:
        """Return what is told of a stored document, None where nothing readable is."""
        pa, pq = arrow()
        try:
            told: dict[str, Any] = json.loads(pq.read_schema(self.path(digest)).metadata[ABOUT])
            return told
        except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):  # not there, or no file of ours
            return None

    def put(self, digest: str, table: pd.DataFrame, about: dict[str, Any]) -> None:
        """Store the statements of a document."""
        path, (pa, pq) = self.path(digest), arrow()
        made = pa.Table.from_pandas(table, schema=schema(self.columns), preserve_index=False)
        facts = {ABOUT: json.dumps(about, ensure_ascii=True).encode()}
        passing = path.with_name(f".{digest}.{uuid4().hex}")
        try:
            if path.is_dir():  # nobody's table: it makes room, and is not lost
                path.rename(path.with_suffix(f".{uuid4().hex[:8]}.folder"))
            pq.write_table(made.replace_schema_metadata(made.schema.metadata | facts), passing, compression="zstd")
            os.replace(passing, path)
        except OSError as error:
            raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
        finally:
            passing.unlink(missing_ok=True)

    def prune(self, digests: Iterable[str]) -> None:
        """Remove the files of all other documents; what is not named as ours are stays."""
        kept = {f"{digest}.parquet" for digest in digests}
        for path in Path(self.folder).iterdir():
            if PART.fullmatch(path.name) and path.name not in kept and path.is_file():
                path.unlink(missing_ok=True)

    def dataset(self, digests: Iterable[str]) -> Any:
        """Return a pyarrow Dataset of documents, in this order."""
        arrow()
        dataset, fs = import_module("pyarrow.dataset"), import_module("pyarrow.fs")
        paths = [str(self.path(digest)) for digest in digests]
        files = fs.LocalFileSystem()
        return dataset.FileSystemDataset.from_paths(
            paths, schema=schema(self.columns), format=dataset.ParquetFileFormat(), filesystem=files
        )  # fmt: skip


def open_store(folder: str | os.PathLike[str], columns: dict[str, str] = COLUMNS) -> Store:
    """Return the store in a folder, which is made where it is not there.

    Parameters
    ----------
    folder : str or path
        Where it lies.
    columns : dict, optional
        Names and dtypes of the tables that it keeps.

    Raises
    ------
    ExportError
        pyarrow is missing, or there can be no such folder.
    """
    arrow()
    if not os.fspath(folder):
        raise ExportError("an empty path names no folder: give one for output= or cache=")
    path = os.path.abspath(os.path.expanduser(os.fspath(folder)))
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{path}: no folder can be made there: {error.strerror or error}") from error
    return Store(path, columns)


def _lock(file: int) -> None:
    """Lock a file for this process, which lets go of it when it ends; BlockingIOError where another has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        msvcrt = import_module("msvcrt")
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def user_cache() -> Path:
    """Return the user's cache folder for statements."""
    try:
        from platformdirs import user_cache_path
    except ImportError as error:
        raise ExportError('cache=True needs a package: pip install "zjpolicy[parquet]"') from error
    return user_cache_path("zjpolicy") / "corpus"


def arrow() -> tuple[Any, Any]:
    """Return pyarrow and pyarrow.parquet, loaded when first used."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ExportError('stored statements are Parquet: pip install "zjpolicy[parquet]"') from error


def schema(columns: dict[str, str]) -> Any:
    """Return the Arrow schema of a table, from which pandas gets its dtypes back."""
    return arrow()[0].Table.from_pandas(table_of([], columns), preserve_index=False).schema
