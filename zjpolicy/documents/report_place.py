"""Which government reports: the congress that it speaks to, the title, the speaker's office, the places named most."""

from collections import Counter
from collections.abc import Iterator

from zjpolicy.languages import Language, compiled, rare
from zjpolicy.registry.place_names import place_meant
from zjpolicy.registry.places import NATION, FoundPlace, Place, find_places, place_named

# How much of a text is searched for the place it names most, and how often that must be named.
SEARCHED, OFTEN = 20_000, 3


def read_place(text: str, opening: str, title: str | None, language: Language) -> str | None:
    """Find the administrative unit that reports, by its English name, or as the text has it where none is known."""
    table = language.table("metadata")
    for phrase in _phrases(opening, title, language):
        if unit := unit_named(phrase, language):
            return unit
    if rare(table, "national").search(opening):
        return NATION
    counts = _counts(text[:SEARCHED], language)
    if counts and counts[0][1] >= OFTEN and all(counts[0][1] >= 2 * other for _, other in counts[1:]):
        return counts[0][0]
    own, nation = (len(compiled(table[name]).findall(text[:SEARCHED])) for name in ("own", "nation"))
    most = counts[0][1] if counts else 0
    return NATION if nation >= max(OFTEN, 2 * own, 4 * most) else None


def _phrases(opening: str, title: str | None, language: Language) -> Iterator[str]:
    """What names the government, the surest first."""
    table = language.table("metadata")
    for pattern, needs, where in zip(
        table["places"], table["places_needs"], (opening, title or "", opening), strict=True
    ):
        if compiled(needs).search(where):
            for found in compiled(pattern).finditer(where):
                yield found["place"]


def unit_named(phrase: str, language: Language) -> str | None:
    """Return the unit that a phrase names last (Chinese) or first (English), None where it names none.

    A county that is not known keeps its name: it is not the prefecture it lies in, nor a city of the same name.

    Examples
    --------
    >>> from zjpolicy.languages import get_language
    >>> chinese, english = get_language("zh"), get_language("en")
    >>> [unit_named(phrase, chinese) for phrase in ("浙江省紫溪县", "浙江省安吉县", "长沙县", "长沙市", "自治区")]
    ['紫溪县', 'Anji', '长沙县', 'Changsha', None]
    >>> [unit_named(phrase, english) for phrase in ("Zixi County, Huzhou", "Anji County", "Hubei Provincial")]
    ['Zixi County', 'Anji', 'Hubei']
    """
    return _english(phrase, language) if language.spaced else _chinese(phrase, language)


def _english(phrase: str, language: Language) -> str | None:
    below = compiled(language.table("metadata.unit")).search(phrase)
    named = find_places(phrase, language)
    if below and not (named and named[0].end <= below.start()):
        known = place_meant(below[0])
        return known.name if known else below[0]
    return named[0].choose(None).name if named else None


def _chinese(phrase: str, language: Language) -> str | None:
    place, last = None, None
    for found in find_places(phrase, language):
        place, last = found.choose(place), found
    unit = compiled(language.table("metadata.unit"))
    if place is None or last is None:
        return phrase if unit.fullmatch(phrase) else None
    rest = phrase[last.end :]
    if unit.fullmatch(rest):
        return rest
    return place.name if not rest or _is_whole(place, last, phrase) else phrase[last.start :]


def _is_whole(place: Place, found: FoundPlace, phrase: str) -> bool:
    """Whether what stands behind a place's name is its own level: 长沙市 is the city, 长沙县 another unit."""
    behind = phrase[found.end :]
    if behind[-1:] not in "县区旗镇乡":
        return True
    known = place_named(phrase[found.start :])
    return known is place or (known is None and place.level == "county") or behind.endswith("自治区")


def _counts(text: str, language: Language) -> list[tuple[str, int]]:
    """The provinces named most."""
    found = (name.choose(None) for name in find_places(text, language))
    return Counter(place.name for place in found if place.level == "province").most_common(2)
