"""`Document`: a text, what it says of itself, and its structure."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from hashlib import sha256

import pandas as pd

from zjpolicy.documents.arguments import Part, check_known
from zjpolicy.documents.extracted import Mark
from zjpolicy.documents.folding import Folded, seen
from zjpolicy.documents.metadata import Metadata, read_delivered, read_metadata
from zjpolicy.documents.outline import Layout, Paragraph, Structure, read_layout, read_structure, relocated
from zjpolicy.documents.sentences import split_sentences
from zjpolicy.languages import compiled, detect_language, get_language
from zjpolicy.registry.place_names import own_place

SURROGATE = compiled(r"[\ud800-\udfff]")
# A text shorter than this is a piece, and nobody expects it to say whose report it is.
WHOLE = 4_000


class Document:
    """A text, what is known of it, and its headings and paragraphs; offsets refer to `text`, which is never changed.

    The attributes are those of `zjpolicy.Report`, which is a document with its statements.

    Examples
    --------
    >>> document = Document("GDP grew by 6.8% in 2019.", year=2020, place="Zhejiang")
    >>> document.year, document.language, len(document.sentences())
    (2020, 'en', 1)
    """

    def __init__(
        self,
        text: str,
        *,
        language: str | None = None,
        place: str | None = None,
        year: int | None = None,
        part: Part | None = None,
        key: str | None = None,
        edition: str | None = None,
        source: str | None = None,
        extractor: str | None = None,
        official_url: str | None = None,
        marks: Sequence[Mark] = (),
    ) -> None:
        if not isinstance(text, str):
            raise TypeError(f"a report's text is a str, not {type(text).__name__}")
        check_known(language=language, place=place, year=year, part=part, key=key)
        self.text = text
        self.language = language or detect_language(text)
        self.text_sha256 = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self.key = key or self.text_sha256[:12]
        self.edition = edition
        self.source = source
        self.extractor = extractor
        self.official_url = official_url
        self.marks = tuple(marks)
        self._part = part
        self._place = own_place(place) if place else place
        self._year = None if year is None else int(year)

    def reworded(self, text: str, structure: Structure) -> "Document":
        """Return a document with this one's text folded, structured as given, and all else that is known of it."""
        other = Document(text, language=self.language, year=self.year, part=self._part, key=self.key)
        other._place, other.structure = self.place, structure
        other._seen = Folded(text)  # nothing in it is unseen, or looks like another
        return other

    @cached_property
    def _seen(self) -> Folded:
        return seen(self.text, get_language(self.language))

    @cached_property
    def _layout(self) -> Layout:
        at = self._seen.place
        marks = [Mark(at(mark.start), at(mark.end), mark.level) for mark in self.marks]
        return read_layout(self._seen.text, get_language(self.language), marks)

    @cached_property
    def _metadata(self) -> Metadata:
        return read_metadata(self._layout, self.delivered)

    @property
    def title(self) -> str | None:
        """The report's title line."""
        return self._metadata.title

    @property
    def speaker(self) -> str | None:
        """Who gives the report."""
        return self._metadata.speaker

    @property
    def place(self) -> str | None:
        """The administrative unit that reports, by its English name."""
        return self._place or self._metadata.place

    @property
    def year(self) -> int | None:
        """The year the report plans for; it reviews the year before."""
        return self._year if self._year is not None else self._metadata.year

    @cached_property
    def _delivered(self) -> date | None:
        return read_delivered(self._seen.text, get_language(self.language))

    @property
    def delivered(self) -> date | None:
        """When the speech was given."""
        return self._delivered

    @property
    def published(self) -> date | None:
        """When the page appeared."""
        return self._metadata.published

    @cached_property
    def structure(self) -> Structure:
        """Headings and paragraphs as objects; `outline` and `paragraphs` give them as tables."""
        structure = read_structure(self._layout, self.year, self._part)
        return relocated(structure, self._seen.at, self._seen.end) if self._seen.shifted else structure

    def outline(self) -> pd.DataFrame:
        r"""Return the headings.

        Returns
        -------
        DataFrame
            ``level`` (int64), ``number``, ``title``, ``part`` (str; missing where nothing tells it), ``start``,
            ``end`` (int64): the span of the whole section, heading included; ``section`` (str): its outline path such
            as ``"I.3"``, by which paragraphs, sentences and statements are joined.

        Examples
        --------
        >>> text = "I. A review of 2019\n\nGDP grew by 6.8%.\n\nII. Targets for 2020\n\nGDP is to grow by 6%."
        >>> Document(text, year=2020).outline()[["number", "title", "part"]]
          number             title    part
        0      I  A review of 2019  review
        1     II  Targets for 2020    plan
        """
        names = ("level", "number", "title", "part", "start", "end", "section")
        rows = ([at.level, at.number, at.title, at.part, at.start, at.end, at.path] for at in self.structure.headings)
        return _frame(names, rows)

    def paragraphs(self) -> pd.DataFrame:
        r"""Return the paragraphs, headings included.

        Returns
        -------
        DataFrame
            ``paragraph`` (int64, from 1), ``section`` (outline path such as ``"I.3"``), ``part`` (str; missing where
            there is none),
            ``start``, ``end`` (int64), ``text`` (str), ``boilerplate`` (bool): a page's breadcrumb or footer.

        Examples
        --------
        >>> Document("GDP grew by 6.8%.\n\nPrices rose by 2.9%.").paragraphs()[["paragraph", "text"]]
           paragraph                  text
        0          1     GDP grew by 6.8%.
        1          2  Prices rose by 2.9%.
        """
        names = ("paragraph", "section", "part", "start", "end", "text", "boilerplate")
        rows = (
            [
                at.paragraph,
                at.section or None,
                at.part,
                at.start,
                at.end,
                self.text[at.start : at.end],
                at.boilerplate,
            ]
            for at in self.structure.paragraphs
        )
        return _frame(names, rows)

    def sentences(self) -> pd.DataFrame:
        """Return the sentences of the report's own paragraphs.

        Returns
        -------
        DataFrame
            ``paragraph`` (int64), ``section``, ``part`` (str), ``start``, ``end`` (int64), ``text`` (str).

        Examples
        --------
        >>> Document("GDP grew by 6.8%. Prices rose.").sentences()["text"].tolist()
        ['GDP grew by 6.8%.', 'Prices rose.']
        """
        names = ("paragraph", "section", "part", "start", "end", "text")
        rows = (
            [at.paragraph, at.section or None, at.part, start, end, self.text[start:end]]
            for at, start, end in self.spans()
        )
        return _frame(names, rows)

    def spans(self) -> Iterable[tuple[Paragraph, int, int]]:
        """Yield the sentences of the report's own paragraphs as offsets, with their paragraph."""
        language = get_language(self.language)
        for paragraph in self.structure.paragraphs:
            if not paragraph.boilerplate:
                for start, end in split_sentences(self.text, paragraph.start, paragraph.end, language):
                    yield paragraph, start, end


def cell(value: object) -> object:
    r"""A value as a table can hold it: half a surrogate pair, as broken text has it, is no character there.

    Examples
    --------
    >>> cell("\ud800") == "\ufffd"
    True
    """
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


def _frame(names: tuple[str, ...], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    table = pd.DataFrame([[cell(value) for value in row] for row in rows], columns=list(names))
    whole = [name for name in ("level", "paragraph", "start", "end") if name in names]
    words = [name for name in ("number", "title", "part", "section", "text") if name in names]
    return table.astype(
        dict.fromkeys(whole, "int64")
        | dict.fromkeys(words, "str")
        | ({"boilerplate": "bool"} if "boilerplate" in names else {})
    )
