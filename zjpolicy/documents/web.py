"""Pages of the web: downloaded once into the user's cache, only when asked for by name."""

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import regex

from zjpolicy.documents.extracted import Extracted
from zjpolicy.documents.formats import read_bytes
from zjpolicy.errors import SourceError, SourceWarning

MAX_BYTES = 50_000_000
TIMEOUT = (10, 60)  # seconds: to connect, and between two pieces of the answer
CHUNK = 65_536
AGENT = "zjpolicy (reads public government reports; one page at a time)"
TEXTUAL = regex.compile(
    r"text/|multipart/related|message/rfc822|application/(?:pdf|xhtml\+xml|xml|rtf|octet-stream|msword|vnd\.)|^$"
)
REMEDY = "save the page with a browser, then zj.load(path, place=..., year=...)"


def cache_folder() -> Path:
    """Return where downloads are kept: ``ZJPOLICY_CACHE``, else the user's cache folder."""
    import pooch

    return Path(os.environ.get("ZJPOLICY_CACHE") or pooch.os_cache("zjpolicy"))


def read_page(address: str, name: str, *, max_bytes: int = MAX_BYTES, again: bool = False) -> Extracted:
    """Return the text of what is at an address; from the cache after the first time that it could be read.

    Raises
    ------
    SourceError
        There is no network or no such page, the answer is broken off, too large, or no document.
    """
    path, about = _files(address, name)
    if path.exists() and not again:
        try:
            return read_bytes(path.read_bytes(), name, charset=_noted(about).get("charset"), max_bytes=max_bytes)
        except (SourceError, OSError):
            pass  # what is kept is no document, or gone: it is downloaded anew
    new = path.with_name(f"{path.name}.{uuid4().hex}")
    fetcher = _Fetcher(name, max_bytes)
    try:
        _download(address, name, new, fetcher)
        found = read_bytes(new.read_bytes(), name, charset=fetcher.charset, max_bytes=max_bytes)
        new.replace(path)
        _note(about, address=address, charset=fetcher.charset)
    except OSError as error:
        raise _unkept(path.parent, error) from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
    return found


def _download(address: str, name: str, new: Path, fetcher: "_Fetcher") -> None:
    """Put what is at an address into a file of a name that nobody else has."""
    import pooch
    import requests
    import urllib3

    try:
        with _quiet(pooch.get_logger()):
            pooch.retrieve(address, known_hash=None, fname=new.name, path=new.parent, downloader=fetcher)
    except requests.RequestException as error:
        raise SourceError(f"{_named(name, address)}: {_reason(error)}: {REMEDY}") from error
    except (ValueError, urllib3.exceptions.HTTPError) as error:  # addresses that are none, here or where it leads
        told = str(error)[:80].replace("\n", " ")
        raise SourceError(f"{_named(name, address)}: no address, or a broken answer ({told}): {REMEDY}") from error
    except OSError as error:
        raise _unkept(new.parent, error) from error


def _unkept(folder: Path, error: OSError) -> SourceError:
    told = f"{error.strerror or error}: ZJPOLICY_CACHE names another folder"
    return SourceError(f"{folder}: downloads cannot be kept there: {told}")


def remember_text(address: str, name: str, text_sha256: str, known: str | None) -> None:
    """Warn if a page's text is not the one known, or not the one it was when last downloaded; note it down."""
    if known and known != text_sha256:
        told = "its text is not the one whose hash is known: offsets of reference tables do not hold for it"
        warnings.warn(SourceWarning(f"{name}: {told}"), stacklevel=4)
    _, about = _files(address, name)
    before = _noted(about).get("text_sha256")
    if before and before != text_sha256:
        warnings.warn(SourceWarning(f"{name}: the page's text has changed since it was first downloaded"), stacklevel=4)
    _note(about, text_sha256=text_sha256)


def _files(address: str, name: str) -> tuple[Path, Path]:
    """Where a download is kept, and what is noted of it."""
    digits = hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    file = f"{regex.sub(r'[^A-Za-z0-9_-]', '_', name)[:60]}-{digits}"
    return cache_folder() / file, cache_folder() / f"{file}.json"


@contextmanager
def _quiet(logger: logging.Logger) -> Iterator[None]:
    """Only warnings are shown: where it comes from and where it is kept is ours to say."""
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)


def _noted(about: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(about.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _note(about: Path, **facts: str | None) -> None:
    kept = _noted(about) | {name: value for name, value in facts.items() if value}
    unfinished = about.with_name(f"{about.name}.{uuid4().hex}")
    unfinished.write_text(json.dumps(kept, indent=1), encoding="utf-8")
    unfinished.replace(about)


class _Fetcher:
    """Downloads for pooch, with a limit, and refuses what is no document."""

    def __init__(self, name: str, max_bytes: int) -> None:
        self.name, self.max_bytes = name, max_bytes
        self.charset: str | None = None

    def __call__(self, address: str, output_file: Any, _pooch: Any) -> None:
        import requests

        with ExitStack() as answers:  # each answer on the way is closed, that to an address that is none too

            def noted(answer: requests.Response, *_: Any, **__: Any) -> None:
                answers.callback(answer.close)

            hooks, headers = {"response": noted}, {"User-Agent": AGENT}
            answer = requests.get(address, stream=True, timeout=TIMEOUT, headers=headers, hooks=hooks)
            answer.raise_for_status()
            kind, _, rest = answer.headers.get("Content-Type", "").partition(";")
            if not TEXTUAL.match(kind.strip().lower()):
                raise SourceError(f"{_named(self.name, address)}: it is {kind.strip()}, no document")
            found = regex.search(r"charset=\s*[\"']?([\w.:-]{2,40})", rest)
            self.charset = found[1] if found else None
            size = answer.headers.get("Content-Length") or ""
            self._allow(int(size) if size.isdecimal() and size.isascii() and len(size) < 20 else 0)
            if answer.status_code == 204:
                raise SourceError(f"{_named(self.name, address)}: the server answers 204, without a page: {REMEDY}")
            got = 0
            with open(output_file, "wb") as stream:
                for piece in answer.iter_content(CHUNK):
                    got += len(piece)
                    self._allow(got)
                    stream.write(piece)

    def _allow(self, size: int) -> None:
        if size > self.max_bytes:
            raise SourceError(f"{self.name}: more than {self.max_bytes:,} bytes: raise max_bytes= if that is right")


def _named(name: str, address: str) -> str:
    return name if name == address else f"{name}: {address}"


def _reason(error: OSError) -> str:
    """What went wrong, in a few words."""
    name = type(error).__name__
    if "TooManyRedirects" in name:
        return "it leads round in a circle"
    response = getattr(error, "response", None)
    if response is not None:
        return f"the server answers {response.status_code} {response.reason}"
    if "Timeout" in name:
        return "no answer in time"
    if "ChunkedEncoding" in name or "IncompleteRead" in str(error):
        return "the answer broke off"
    return "no connection" if "Connection" in name else f"{name}: {str(error)[:80]}"
