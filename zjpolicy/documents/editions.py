"""The bundled editions: which a key means, and their texts."""

from importlib import resources
from typing import Any

from zjpolicy.data import rows
from zjpolicy.documents.text import decode
from zjpolicy.errors import SourceError

EDITIONS = resources.files("zjpolicy.data").joinpath("editions")
# Which of several texts a key means where nothing else tells them apart.
PREFERRED = {"language": "en", "edition": "restated"}
Row = dict[str, str]


def editions_of(key: str) -> list[Row]:
    """Return the bundled editions that a key names, its language and edition perhaps left out.

    Examples
    --------
    >>> [row["key"] for row in editions_of("zhejiang-2020")]
    ['zhejiang-2020-en', 'zhejiang-2020-zh']
    """
    editions = []
    for row in rows("editions.csv"):
        without_edition = row["key"].removesuffix(f"-{row['edition']}")
        if key in (row["key"], without_edition, without_edition.removesuffix(f"-{row['language']}")):
            editions.append(row)
    return editions


def choose_edition(editions: list[Row], key: str, language: str | None, edition: str | None) -> Row | None:
    """Return the edition that fits what is asked for, the preferred one of several; None where none does."""
    fitting = [row for row in editions if language in (None, row["language"]) and edition in (None, row["edition"])]
    best = set(PREFERRED.items())
    return max(fitting, key=lambda row: (len(best & row.items()), row["key"] == key), default=None)


def refuse_edition(editions: list[Row], key: str, language: str | None, edition: str | None) -> None:
    """Raise `SourceError`: a key has editions, and none that is asked for."""
    wanted = " ".join(filter(None, [edition, language and f"in {language!r}"]))
    known = ", ".join(f"{row['key']} ({row['edition']})" for row in editions)
    raise SourceError(f"{key}: no bundled edition {wanted}; known: {known}")


def edition_text(row: Row, source: str) -> str:
    """Return the text of an edition.

    Raises
    ------
    SourceError
        It is missing from this installation.
    """
    try:
        data = EDITIONS.joinpath(f"{row['key']}.txt").read_bytes()
    except OSError:
        raise SourceError(f"{source}: the text of {row['key']} is missing from this installation") from None
    return decode(data, row["key"])


def edition_facts(row: Row, known: dict[str, Any]) -> dict[str, Any]:
    """Return what is known of an edition, what a caller says of place, year and part before it."""
    return {
        "language": row["language"],
        "place": known["place"] or row["place"],
        "year": int(row["year"]) if known["year"] is None else known["year"],
        "part": known["part"],
        "key": row["key"],
        "edition": row["edition"],
        "official_url": row["official_url"] or None,
    }
