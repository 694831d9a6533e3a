"""Pages of the web: downloaded once into the user's cache, only when asked for by name."""

import hashlib
import json
import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import regex

from zjpolicy.errors import SourceError, SourceWarning

MAX_BYTES = 50_000_000
TIMEOUT = (10, 60)  # seconds: to connect, and between two pieces of the answer
CHUNK = 65_536
AGENT = "zjpolicy (reads public government reports; one page at a time)"
TEXTUAL = regex.compile(r"text/|application/(?:pdf|xhtml\+xml|xml|octet-stream|msword|vnd\.openxmlformats)|^$")
REMEDY = "save the page with a browser, then zj.load(path, place=..., year=...)"


def cache_folder() -> Path:
    """Return where downloads are kept: ``ZJPOLICY_CACHE``, else the user's cache folder."""
    import pooch

    return Path(os.environ.get("ZJPOLICY_CACHE") or pooch.os_cache("zjpolicy"))


def download(address: str, name: str, *, max_bytes: int = MAX_BYTES, again: bool = False) -> tuple[bytes, str | None]:
    """Return what is at an address, and the charset its server declares; from the cache after the first time.

    Raises
    ------
    SourceError
        There is no network or no such page, the answer is broken off, too large, or no document.
    """
    import pooch
    import requests

    path, about = _files(address, name)
    if again or not path.exists():
        fetcher = _Fetcher(name, max_bytes)
        new = path.with_name(f"{path.name}.new")
        try:
            new.unlink(missing_ok=True)
            with _quiet(pooch.get_logger()):
                pooch.retrieve(address, known_hash=None, fname=new.name, path=new.parent, downloader=fetcher)
            new.replace(path)
            _note(about, address=address, charset=fetcher.charset)
        except requests.RequestException as error:
            raise SourceError(f"{_named(name, address)}: {_reason(error)}: {REMEDY}") from error
        except OSError as error:
            said = f"{error.strerror or error}: ZJPOLICY_CACHE names another folder"
            raise SourceError(f"{path.parent}: downloads cannot be kept there: {said}") from error
    return path.read_bytes(), _noted(about).get("charset")


def remember_text(address: str, name: str, text_sha256: str, known: str | None) -> None:
    """Warn if a page's text is not the one known, or not the one it was when last downloaded; note it down."""
    if known and known != text_sha256:
        said = "its text is not the one whose hash is known: offsets of reference tables do not hold for it"
        warnings.warn(SourceWarning(f"{name}: {said}"), stacklevel=4)
    _, about = _files(address, name)
    before = _noted(about).get("text_sha256")
    if before and before != text_sha256:
        warnings.warn(SourceWarning(f"{name}: the page's text has changed since it was first downloaded"), stacklevel=4)
    _note(about, text_sha256=text_sha256)


def _files(address: str, name: str) -> tuple[Path, Path]:
    """Where a download is kept, and what is noted of it."""
    file = f"{regex.sub(r'[^A-Za-z0-9_-]', '_', name)[:60]}-{hashlib.sha256(address.encode()).hexdigest()[:12]}"
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


def _note(about: Path, **said: str | None) -> None:
    kept = _noted(about) | {name: value for name, value in said.items() if value}
    unfinished = about.with_suffix(".part")
    unfinished.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    unfinished.replace(about)


class _Fetcher:
    """Downloads for pooch, with a limit, and refuses what is no document."""

    def __init__(self, name: str, max_bytes: int) -> None:
        self.name, self.max_bytes = name, max_bytes
        self.charset: str | None = None

    def __call__(self, address: str, output_file: Any, _pooch: Any) -> None:
        import requests

        with requests.get(address, stream=True, timeout=TIMEOUT, headers={"User-Agent": AGENT}) as answer:
            answer.raise_for_status()
            kind, _, rest = answer.headers.get("Content-Type", "").partition(";")
            if not TEXTUAL.match(kind.strip().lower()):
                raise SourceError(f"{_named(self.name, address)}: it is {kind.strip()}, no document")
            found = regex.search(r"charset=\s*[\"']?([\w.:-]{2,40})", rest)
            self.charset = found[1] if found else None
            self._allow(int(answer.headers.get("Content-Length") or 0))
            size = 0
            with open(output_file, "wb") as stream:
                for piece in answer.iter_content(CHUNK):
                    size += len(piece)
                    self._allow(size)
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
