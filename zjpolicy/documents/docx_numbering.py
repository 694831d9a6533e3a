"""What the styles and lists of a Word file say of a paragraph: the level of a heading, and the number Word shows."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import regex

from zjpolicy.languages.numerals import LIMIT, in_characters, in_roman

# Values of w:outlineLvl that are headings; 9 is the text.
LEVELS = frozenset("012345678")
PLACE = regex.compile(r"%(?P<level>[1-9])")
# How deep styles may rest on each other.
DEPTH = 10


def local(element: Any) -> str:
    """Return an element's name without its namespace: strict and usual files have others."""
    return str(element.tag).rpartition("}")[2]


def own(element: Any, name: str) -> str | None:
    """Return an element's attribute of a name, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


class Style:
    """The styles of a file: each with its own properties of paragraphs, and those of the style it rests on."""

    def __init__(self, styles: Any) -> None:
        self._known: dict[str | None, Any] = {}
        self._default: str | None = None
        for style in styles if styles is not None else ():
            if local(style) == "style":
                self._known[own(style, "styleId")] = style
                if own(style, "type") == "paragraph" and own(style, "default") in ("1", "true"):
                    self._default = own(style, "styleId")

    def properties(self, paragraph: Any) -> Iterator[Any]:
        """Yield the properties of a paragraph, of its style, and of those that this rests on."""
        properties = paragraph.find("{*}pPr")
        named = None if properties is None else properties.find("{*}pStyle")
        if properties is not None:
            yield properties
        style = self._known.get(own(named, "val") if named is not None else self._default)
        for _ in range(DEPTH):
            if style is None:
                return
            if (properties := style.find("{*}pPr")) is not None:
                yield properties
            based = style.find("{*}basedOn")
            style = self._known.get(own(based, "val")) if based is not None else None

    def level(self, paragraph: Any) -> int:
        """The level of the heading that a paragraph is, 0 for none; names of styles differ."""
        for properties in self.properties(paragraph):
            if (told := properties.find("{*}outlineLvl")) is not None:
                level = own(told, "val") or ""
                return int(level) + 1 if level in LEVELS else 0
        return 0


class Numbering:
    """The lists of a file: they number paragraphs in which no number is written."""

    def __init__(self, numbering: Any, style: Style) -> None:
        self._style = style
        self._lists: dict[str | None, str | None] = {}
        self._levels: dict[tuple[str | None, int], Any] = {}
        self._counts: dict[str | None, Counter[int]] = {}
        for element in numbering if numbering is not None else ():
            if local(element) == "abstractNum":
                for level in element.iterfind("{*}lvl"):
                    self._levels[own(element, "abstractNumId"), int(own(level, "ilvl") or 0)] = level
            elif local(element) == "num" and (abstract := element.find("{*}abstractNumId")) is not None:
                self._lists[own(element, "numId")] = own(abstract, "val")

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before a paragraph, with what stands around it; empty where there is none."""
        number, at = self._listed(paragraph)
        listed = self._lists.get(number)
        level = self._levels.get((listed, at))
        if level is None:
            return ""
        counts = self._counts.setdefault(listed, Counter())
        counts[at] = counts[at] + 1 if at in counts else self._start(listed, at)
        for deeper in [each for each in counts if each > at]:
            del counts[deeper]
        if _value(level, "numFmt") in ("bullet", "none", None):
            return ""

        def shown(place: regex.Match[str]) -> str:
            of = int(place["level"]) - 1
            form = _value(self._levels.get((listed, of)), "numFmt")
            return _written(counts.get(of, self._start(listed, of)), form or "decimal")

        text = PLACE.sub(shown, _value(level, "lvlText") or "")
        return f"{text} " if text[-1:].isalnum() or text[-1:] in (".", ")") else text

    def _start(self, listed: str | None, at: int) -> int:
        return int(_value(self._levels.get((listed, at)), "start") or 1)

    def _listed(self, paragraph: Any) -> tuple[str | None, int]:
        number, at = None, None
        for properties in self._style.properties(paragraph):
            if (told := properties.find("{*}numPr")) is None:
                continue
            number = number or _value(told, "numId")
            at = at or _value(told, "ilvl")
        return number, int(at or 0)


def _value(holder: Any, name: str) -> str | None:
    found = None if holder is None else holder.find(f"{{*}}{name}")
    return None if found is None else own(found, "val")


def _written(number: int, form: str) -> str:
    """A number in one of Word's forms.

    Examples
    --------
    >>> [_written(12, form) for form in ("decimal", "chineseCounting", "upperRoman", "lowerLetter")]
    ['12', '十二', 'XII', 'l']
    """
    if form.lower().startswith(("chinese", "japanese", "taiwanese", "ideographdigital")) and 0 < number < LIMIT:
        return in_characters(number)
    if form in ("upperRoman", "lowerRoman") and 0 < number < LIMIT:
        return in_roman(number) if form == "upperRoman" else in_roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    if form.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
