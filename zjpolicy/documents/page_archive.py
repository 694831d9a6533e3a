"""Pages that a browser saved as one file (MHT, MHTML): the page among the parts of the archive."""

from email import message_from_bytes
from email.message import Message

import regex

from zjpolicy.errors import SourceError

# How an archive of a page opens: the head of a mail.
OPENING = regex.compile(
    rb"(?is)\A\s*+(?:(?:from|subject|date|snapshot-content-location|x-[\w-]{1,40}|mime-version|content-[\w-]{1,40}):"
    rb"[^\r\n]{0,4000}+(?:\r?\n[ \t][^\r\n]{0,4000}+){0,50}+\r?\n){1,20}+"
)
TYPE = regex.compile(rb"(?i)^content-type:\s{0,10}(?:multipart/related|text/html)", regex.M)


def is_page_archive(data: bytes) -> bool:
    r"""Whether bytes are a page that was saved with all its parts.

    Examples
    --------
    >>> is_page_archive(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n")
    True
    """
    opening = OPENING.match(data[:20_000])
    return opening is not None and b"mime-version" in opening[0].lower() and TYPE.search(opening[0]) is not None


def archived_page(data: bytes, name: str) -> tuple[bytes, str | None]:
    """Return the page of an archive, and the charset that it declares.

    Raises
    ------
    SourceError
        There is no page in it.
    """
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content, _charset(part)
    raise SourceError(f"{name}: no page in this web archive: save the page as HTML")


def _charset(part: Message) -> str | None:
    declared = part.get_param("charset")
    return declared if isinstance(declared, str) else None
