"""What a file or an open file holds, never more than a limit."""

import os
import stat
from collections.abc import Callable
from typing import IO

from zjpolicy.documents.text import check_text
from zjpolicy.errors import SourceError

STRING = "; to read a string, use Report.from_text"


def brief(path: str) -> str:
    r"""Return a path as messages show it: on one line, and short where a whole text was given by mistake.

    Examples
    --------
    >>> brief("reports/zixu.txt"), brief("a\nb.txt")
    ('reports/zixu.txt', 'a\\nb.txt')
    """
    shown = path if path.isprintable() else ascii(path)[1:-1]
    return shown if len(shown) <= 200 else f"{shown[:60]}…"


def too_large(name: str, size: int | None, limit: int, what: str = "bytes") -> SourceError:
    """Return the error of a source that holds more than a limit."""
    told = f"{size:,} {what}, more than {limit:,}" if size is not None else f"more than {limit:,} {what}"
    return SourceError(f"{name}: {told}: raise max_bytes= if that is right")


def file_bytes(path: str, limit: int, missing: Callable[[str], str] | None = None) -> bytes:
    """Return what is in a file.

    Parameters
    ----------
    path : str
        The file; ``~`` is the user's folder.
    limit : int
        The most bytes.
    missing : callable, optional
        Gives what the message adds where there is no such file.

    Raises
    ------
    SourceError
        The file is not there, cannot be read, is larger than the limit, or is a folder, a pipe or a device.
    """
    name, file = brief(path), os.path.expanduser(path)
    try:
        known = os.stat(file)
        if stat.S_ISDIR(known.st_mode):
            raise SourceError(f"{name}: a folder, not a file")
        if not stat.S_ISREG(known.st_mode):
            raise SourceError(f"{name}: a pipe or a device, not a file: give what it holds as bytes")
        if known.st_size > limit:
            raise too_large(name, known.st_size, limit)
        with open(file, "rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError:
        raise SourceError(f"{name}: no such file{missing(path) if missing else ''}") from None
    except PermissionError as error:
        raise SourceError(f"{name}: no permission to read it") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        hint = STRING if len(path) > 255 or "\n" in path else ""
        raise SourceError(f"{name}: {reason.lower()}{hint}") from error
    if len(data) > limit:  # it grew, or its system knows no sizes
        raise too_large(name, None, limit)
    return data


def read_open(file: IO[str] | IO[bytes], limit: int) -> tuple[str | bytes, str | None]:
    """Return what an open file holds from where it stands, and the file's name where it has one.

    Raises
    ------
    SourceError
        It cannot be read, is no text where it was opened as text, or holds more than the limit.
    """
    known = getattr(file, "name", None)
    name = known if isinstance(known, str) else None
    shown = brief(name or "open file")
    try:
        content = file.read(limit + 1)
    except UnicodeDecodeError as error:
        raise SourceError(f"{shown}: not {error.encoding}: open it in binary mode") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"{shown}: cannot be read: {error}") from error
    if len(content) > limit:
        raise too_large(shown, None, limit, "characters" if isinstance(content, str) else "bytes")
    return check_text(content, shown) if isinstance(content, str) else bytes(content), name
