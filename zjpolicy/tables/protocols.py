"""What tables, checks and views ask of a report: its statements, and where they need it its text and structure."""

from datetime import date
from typing import Protocol, runtime_checkable

import pandas as pd

from zjpolicy.documents.outline import Structure


@runtime_checkable
class HasStatements(Protocol):
    """Whatever gives a table of statements."""

    def statements(self) -> pd.DataFrame:
        """Return one row for every figure."""


@runtime_checkable
class HasRelations(HasStatements, Protocol):
    """Whatever gives its targets set without a number too."""

    def relations(self) -> pd.DataFrame:
        """Return one row for every such target."""


class ReadDocument(HasStatements, Protocol):
    """A document and its statements; `zjpolicy.Report` is one."""

    text: str
    key: str
    language: str
    edition: str | None
    source: str | None
    official_url: str | None
    text_sha256: str

    @property
    def title(self) -> str | None:
        """The title line."""

    @property
    def place(self) -> str | None:
        """The place, by its English name."""

    @property
    def year(self) -> int | None:
        """The year the report plans for."""

    @property
    def delivered(self) -> date | None:
        """When the speech was given."""

    @property
    def published(self) -> date | None:
        """When the page appeared."""

    @property
    def structure(self) -> Structure:
        """Headings and paragraphs."""

    def outline(self) -> pd.DataFrame:
        """Return the headings as a table."""
