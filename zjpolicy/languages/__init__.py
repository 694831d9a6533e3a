"""What is particular to a language: its data (one TOML file each) and the patterns made from it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import Any, NamedTuple, cast

import regex

# How far behind a number what belongs to it may end: without an end, a search for a literal runs to the text's.
AHEAD = 120
# How far before a number its comparator may begin.
COMPARATOR_REACH = 40
# Of so many words it is remembered what they may end.
MOST_WORDS = 4096
SPACE = r"[ \t\u00a0\u202f\u3000]"
# Within a phrase a line may break once.
GAP = rf"{SPACE}*+(?:\r?\n{SPACE}*+)?"
BLANK = rf"(?:{SPACE}++(?:\r?\n{SPACE}*+)?|\r?\n{SPACE}*+)"  # a gap that is there
# The characters of the script Han, in a set.
HAN = (
    "\u4e00-\u9fff\u3400-\u4dbf\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b"
    "\uf900-\ufa6d\ufa70-\ufad9\U00020000-\U0003fffd"
)
QUICK = sys.version_info[:3] >= (3, 11, 5)  # before, possessive quantifiers of `re` may lose a match (gh-106052)
OTHERWISE = re.compile(r"\(\?<(?=[a-z])|\\p\{Han}|\\P\{Han}|\[\^?(?:\\.|[^]\\])*]|\\.")


@cache
def compiled(pattern: str, flags: int = 0) -> "regex.Pattern[str]":
    """Return a pattern made ready, once: by `re`, which matches in a third of the time, where it knows all it is of.

    `regex` is for what only that has: reverse patterns, properties of characters, names that stand twice.
    """
    if QUICK:
        try:
            return cast("regex.Pattern[str]", re.compile(OTHERWISE.sub(_otherwise, pattern), flags))
        except re.error:
            pass
    return regex.compile(pattern, int(flags))  # flags of `re` as they are unmake "(?r)"


def _otherwise(piece: re.Match[str]) -> str:
    """A piece of a pattern as `re` has it."""
    written = {"(?<": "(?P<", r"\p{Han}": f"[{HAN}]", r"\P{Han}": f"[^{HAN}]"}
    return written.get(piece[0], piece[0].replace(r"\p{Han}", HAN))


class Rare(NamedTuple):
    """A pattern that is looked for only where something stands that every match of it holds: mostly nothing does."""

    needs: "regex.Pattern[str]"
    pattern: "regex.Pattern[str]"

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> "regex.Match[str] | None":
        """The first match in a stretch of text."""
        return self.pattern.search(text, start, end) if self.needs.search(text, start, end) else None


def rare(table: Mapping[str, Any], name: str) -> Rare:
    """Return a pattern of a language's data, with that of what it needs."""
    return Rare(compiled(table[f"{name}_needs"]), compiled(table[name]))


class Ending:
    """A pattern read backwards from where it ends, tried only behind words that may end a match: few may.

    Of the last word and of the last two it is asked once: `regex` tells whether what goes on to the left may match.
    """

    def __init__(self, pattern: "regex.Pattern[str]") -> None:
        self.fullmatch = pattern.fullmatch
        self.pattern = pattern
        self.may_end = lru_cache(MOST_WORDS)(self._may_end)

    def match(self, text: str, start: int, end: int) -> "regex.Match[str] | None":
        """The match that ends at ``end`` and begins at ``start`` at the earliest."""
        words = end - 1
        for _ in range(2):
            words = text.rfind(" ", start, words)
            if words < 0:
                break
            if not self.may_end(text[words:end]):
                return None
        return self.pattern.match(text, start, end)

    def _may_end(self, words: str) -> bool:
        return self.pattern.match(words, partial=True) is not None


PLAIN = compiled(r"[\p{L} ]++")
# Where an entry writes another of its language's data: {periods.plans.named}.
ANOTHER = compiled(r"\{([a-z_]++(?:\.[a-z_]++)++)\}")


@dataclass(frozen=True)
class Language:
    """The data of one language and the patterns compiled from it."""

    code: str
    data: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.code)

    @property
    def spaced(self) -> bool:
        """Whether spaces stand between the words of the language."""
        return bool(self.data["spaced"])

    def table(self, path: str) -> Any:
        """Return the entry at a dotted path of the language's data."""
        entry: Any = self.data
        for part in path.split("."):
            entry = entry[part]
        return entry

    def words(self, path: str) -> str:
        """Return alternatives that the language's data holds over several lines."""
        return "".join(str(self.table(path)).split())

    @cached_property
    def comparator(self) -> "Ending | regex.Pattern[str]":
        """What matches where one of `comparators` does: most numbers have none, and this tells at once."""
        phrases = [phrase for several in self.table("comparators.before").values() for phrase in several]
        plain = any_of([phrase for phrase in phrases if PLAIN.fullmatch(phrase)], backwards=True, space=BLANK)
        others = "|".join(phrase.replace(" ", BLANK) for phrase in phrases if not PLAIN.fullmatch(phrase))
        return self._before(f"{plain}|{others}" if others else plain)

    @cached_property
    def comparators(self) -> "list[tuple[Ending | regex.Pattern[str], str]]":
        """Reverse patterns that end where a number starts, with the comparator they stand for."""
        table = self.table("comparators.before")
        bodies = {sign: alternatives(phrases).replace(" ", BLANK) for sign, phrases in table.items()}
        return [(self._before(body), sign) for sign, body in bodies.items()]

    def _before(self, phrases: str) -> "Ending | regex.Pattern[str]":
        """The pattern of comparators that end where a number starts."""
        fillers = any_of(self.table("comparators.fillers.before"), backwards=True)
        edge = r"(?<![\p{L}\d])" if self.spaced else ""
        pattern = compiled(rf"(?ri){edge}(?:{phrases})(?:{GAP}(?:{fillers}))?{GAP}")
        return Ending(pattern) if self.spaced else pattern

    @cached_property
    def comparators_after(self) -> list[tuple[regex.Pattern[str], str]]:
        """Patterns that start where a number and its unit end, with their comparator."""
        table = self.table("comparators.after")
        return [(compiled(rf"(?i){GAP}(?:{alternatives(phrases)})"), sign) for sign, phrases in table.items()]

    @cached_property
    def any_after(self) -> regex.Pattern[str]:
        """What matches where one of `comparators_after` does."""
        table = self.table("comparators.after")
        return compiled(rf"(?i){GAP}(?:{'|'.join(map(alternatives, table.values()))})")

    def comparator_after(self, text: str, pos: int) -> tuple[str, int]:
        """Return the comparator whose words start at ``pos``, the first that fits, and where they end."""
        if self.any_after.match(text, pos, pos + AHEAD):
            for pattern, sign in self.comparators_after:
                if found := pattern.match(text, pos, pos + AHEAD):
                    return sign, found.end()
        return "", pos

    def comparator_before(self, text: str, pos: int) -> tuple[str, int]:
        """Return the comparator whose words end at ``pos`` and where they start; the longest phrase counts."""
        low = max(0, pos - COMPARATOR_REACH)
        best, start = "", pos
        if not self.comparator.match(text, low, pos):
            return best, start
        for pattern, sign in self.comparators:
            found = pattern.match(text, low, pos)
            if found and found.start() < start:
                best, start = sign, found.start()
        return best, start


def alternatives(patterns: Iterable[str]) -> str:
    """Join patterns into one alternation, longest first, so that no alternative hides a longer one."""
    return "|".join(sorted(patterns, key=len, reverse=True))


def any_of(words: Iterable[str], backwards: bool = False, space: str = r"\ ") -> str:
    """Join plain words into one pattern that tries each character once; it matches the longest word that fits.

    Parameters
    ----------
    words : iterable of str
        Words, not patterns.
    backwards : bool, optional
        Whether the pattern is read from its end.
    space : str, optional
        What stands for a space.

    Examples
    --------
    >>> any_of(["two", "ten", "one", "twenty"]), any_of(["over", "under"], backwards=True)
    ('(?:t(?:w(?:o|enty)|en)|one)', '(?:ov|und)er')
    """
    branches: dict[str, Any] = {}
    for word in words:
        branch = branches
        for character in reversed(word) if backwards else word:
            branch = branch.setdefault(character, {})
        branch[""] = {}

    def pattern(branch: dict[str, Any]) -> str:
        pieces = []
        for character, rest in branch.items():
            if character:
                piece = space if character == " " else regex.escape(character)
                pieces.append(pattern(rest) + piece if backwards else piece + pattern(rest))
        if len(pieces) == 1 and "" not in branch:
            return pieces[0]
        return f"(?:{'|'.join(pieces)})" + "?" * ("" in branch) if pieces else ""

    return pattern(branches)


@cache
def get_language(code: str) -> Language:
    """Return the language with a code such as ``"en"``."""
    if code not in known_languages():
        raise ValueError(f"unknown language {code!r}; known: {', '.join(known_languages())}")
    with resources.files(__package__).joinpath(f"{code}.toml").open("rb") as stream:
        data = tomllib.load(stream)
    return Language(code, _filled(data, Language(code, data)))


def _filled(entry: Any, language: Language) -> Any:
    """An entry of a language's data with what it writes of others filled in; of a list, one of its words.

    Examples
    --------
    >>> _filled("in {shared.count} years", Language("xx", {"shared": {"count": ["two", "ten"]}}))
    'in (?:two|ten) years'
    """

    def another(path: regex.Match[str]) -> str:
        found = language.table(path[1])
        return f"(?:{_filled(found if isinstance(found, str) else '|'.join(found), language)})"

    if isinstance(entry, str):
        return ANOTHER.sub(another, entry)
    if isinstance(entry, dict):
        return {name: _filled(each, language) for name, each in entry.items()}
    return [_filled(each, language) for each in entry] if isinstance(entry, list) else entry


@cache
def known_languages() -> tuple[str, ...]:
    """Return the codes of the languages there is data for."""
    names = (entry.name for entry in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def words_of_all(path: str) -> tuple[str, ...]:
    """Return the words that the languages hold at a dotted path of their data, one language behind the other.

    Examples
    --------
    >>> words_of_all("sheets.no")
    ('false', 'no', 'n', '0', '0.0', '×', '✗', '否', '错')
    """
    return tuple(word for code in known_languages() for word in str(get_language(code).table(path)).split())


@cache
def entries_of_all(path: str) -> dict[str, str]:
    """Return the entries that the languages hold at a dotted path of their data, together.

    Examples
    --------
    >>> entries_of_all("sheets.places")["全国"]
    'China'
    """
    return {word: meant for code in known_languages() for word, meant in get_language(code).table(path).items()}


def comparator_called(words: str) -> str | None:
    """Return the comparator that words stand for in any language; None where they are none.

    Examples
    --------
    >>> comparator_called("at least"), comparator_called("左右"), comparator_called("much")
    ('>=', '~', None)
    """
    for language in map(get_language, known_languages()):
        for pattern, sign in [*language.comparators, *language.comparators_after]:
            if pattern.fullmatch(words):
                return sign
    return None


def detect_language(text: str) -> str:
    """Return the code of the language most of a text is written in; English where there are no letters.

    A character of a script without an alphabet counts for as many letters as it is about worth.

    Examples
    --------
    >>> detect_language("GDP grew by 6.8%")
    'en'
    """
    sample = text[:20_000]

    def letters(code: str) -> int:
        data = get_language(code).data
        return int(data["letters"]) * sum(map(len, compiled(rf"\p{{{data['script']}}}++").findall(sample)))

    return max(known_languages(), key=letters)
