"""Judges whether a figure of an English sentence is a growth, a change, a share, a level; and its role."""

import regex

from zjpolicy.languages import AHEAD, compiled
from zjpolicy.reading.english.measures import PACES
from zjpolicy.reading.english.sentence import Figure, Sentence

RATIOS = frozenset({"%", "1", "fold", "times", "permille"})
TIMES = frozenset(("day", "hour", "minute", "month", "year", "week", "second"))
ADDITIONAL = frozenset(("additional", "another", "further"))
HIGHER = frozenset(("higher", "more", "faster"))
COMPARATIVES = HIGHER | {"lower", "less", "fewer", "slower"}
# Verbs that tell how things stand, not what happened.
STATES = frozenset("reach exceed surpass stand hit top".split())
BOUNDS = frozenset(("<", "<=", ">", ">="))
PASSING = regex.compile(
    r"(?i)\b(?:outpac|outperform|outstrip|exceed|surpass|beat|lead|trail|lag)\w*+ [^,.;]{2,70} by"
    r" (?:about |over |nearly )?$"
)
# Behind points: what is compared with, if it is no earlier year of the same.
BESIDE = regex.compile(
    r"(?i)\s+(?:\w+ than|above|below) (?!(?:(?:in|that of|that in|those of|those in) )?(?:20\d\d|last"
    r"|(?:a|the) (?:year|previous|preceding)))"
)
RESTATED = regex.compile(r",? or(?: by)?(?: about| over| nearly| almost| around)? ")
LISTED = regex.compile(r"[\s,]*+(?:(?:and|or)\s*+)?(?:by )?[a-z ]{0,24}")
COMPARED = regex.compile(
    r"(?i)(?:compared (?:with|to)|instead of|up from|down from|against|versus)(?: the| about| around)?\s*$"
)
FROM_BEHIND = regex.compile(r"[\w\s]{0,20},?\s*(?:up |down )?from (?:about |over |around |nearly )?")


def set_kind(sentence: Sentence, figure: Figure) -> None:
    """Write kind, direction and whether it is an end state into the figure's reading."""
    judge = _KindJudge(sentence, figure)
    reading, unit = figure.reading, figure.quantity.unit
    direction = judge.direction()
    if unit == "rank":
        reading.kind = "rank"
    elif unit in ("pp", "bp"):
        if not judge.is_distance():
            reading.kind, reading.direction = "change", direction or "up"
    elif unit == "fold" or (unit in RATIOS and judge.is_growth(direction)):
        reading.kind, reading.direction = "growth", direction or "up"
    elif unit in RATIOS:
        index = unit == "1" and "." in figure.quantity.surface
        reading.kind = "level" if unit == "times" or index else "share"
    elif direction and judge.is_change():
        reading.kind, reading.direction = "change", direction
    stands = judge.low(figure.before) == "to" or judge.lemma(figure.governor) in STATES or judge.copular()
    stands = (stands or judge.low(figure.governor or -1) in ("total", "totals")) and not judge.sums_up()
    reading.state = reading.kind in ("share", "rank") or (reading.kind == "level" and stands)


class _KindJudge:
    def __init__(self, sentence: Sentence, figure: Figure) -> None:
        self.sentence, self.figure = sentence, figure
        self.words = sentence.words
        self.low, self.tag, self.lemma = sentence.low, sentence.tag, sentence.lemma
        self.place, self.before, self.governor = figure.place, figure.before, figure.governor
        self.head = self.before - 1 if self.low(self.before) == "of" else self.before

    def copular(self) -> bool:
        """Whether a form of "be" governs the figure."""
        return self.governor is not None and self.low(self.governor) in self.words.be

    def sums_up(self) -> bool:
        """Whether a figure is a sum over the years: "came to 5 million in total"."""
        behind = [self.low(self.place + at) for at in (1, 2)]
        return behind in (["in", "total"], ["in", "all"])

    def crosses(self) -> bool:
        """Whether a verb tells where something moved, not how far: "fell below 1 percent"."""
        edge = self.sentence.tokens[self.before].end if self.before >= 0 else self.sentence.start
        words = self.sentence.text[edge : self.figure.quantity.start].split()
        return self.tag(self.before) == "V" and words[:1] in (["below"], ["under"], ["above"], ["past"], ["beyond"])

    def direction(self) -> str | None:
        """Up or down, as nouns, particles, comparatives or the verb say."""
        if self.crosses():
            return None
        for at in (self.head, self.place + 1, self.place + 2):
            if self.sentence.is_change_noun(at):
                return "up" if self.low(at).removesuffix("s") in self.words.noun_up else "down"
        return self._particle() or self._comparative() or self._of_verb()

    def _particle(self) -> str | None:
        """Read "up 5%", "down by 5%", "push prices up by 5%"."""
        places = [self.before]
        if self.low(self.before) == "by":
            places += [self.before - 1]
            places += [self.governor + 1] if self.governor is not None else []
        if self._up_on():
            places.append(self.place + 1)
        return next((self.low(at) for at in places if self.low(at) in ("up", "down")), None)

    def _up_on(self) -> bool:
        """Read "5% up on the year before"."""
        return self.low(self.place + 1) in ("up", "down") and self.low(self.place + 2) in ("on", "from", "year-on-year")

    def _comparative(self) -> str | None:
        """Read "5% higher", "200 more", "another 300"."""
        first, second = self.low(self.place + 1), self.low(self.place + 2)
        if first in ("higher", "lower") or (first in COMPARATIVES and second == "than"):
            return "up" if first in HIGHER else "down"
        if first in ("fewer", "less") and second != "than":
            return "down"
        return "up" if self._is_additional() or (first == "more" and second != "than") else None

    def _is_additional(self) -> bool:
        ahead = (self.low(at) for at in range(max(0, self.before), self.place))
        if self.low(self.before) == "by" or self.lemma(self.before) in self.words.down:
            return False  # "cut by another 5%", "shrank a further 5%"
        return self.low(self.place + 1) == "additional" or not ADDITIONAL.isdisjoint(ahead)

    def _of_verb(self) -> str | None:
        earlier = self.sentence.previous(self.figure)
        if earlier is not None and earlier.reading.direction and self.sentence.gapped(self.figure):
            return earlier.reading.direction
        if earlier is not None and self._restated():
            return earlier.reading.direction
        lemma = self._done_to() or self.lemma(self.governor)
        return "up" if lemma in self.words.up else "down" if lemma in self.words.down else None

    def _done_to(self) -> str:
        """The verb whose subject a count is, where it makes the count a change: "with 1.5 million jobs added"."""
        span = self.sentence.phrases.after(self.place)
        at = span[1] if span else self.place + 1
        if span and self.tag(at - 1) == "V":
            at -= 1
        while self.tag(at) in ("AUX", "ADV", "MOD"):
            at += 1
        participle = self.tag(at) == "V" and self.sentence.tokens[at].form == "past"
        return self.lemma(at) if participle and self.lemma(at) in self.words.add else ""

    def is_distance(self) -> bool:
        """Whether points tell how far one thing is from another: "2 points higher than the national average"."""
        behind = self.sentence.text[self.figure.quantity.end : self.sentence.end]
        if self.low(self.place + 1) in COMPARATIVES | {"above", "below"}:
            return BESIDE.match(behind) is not None
        ahead = self.sentence.text[self.sentence.start : self.figure.quantity.start]
        return PASSING.search(ahead, max(0, len(ahead) - AHEAD)) is not None

    def is_growth(self, direction: str | None) -> bool:
        """Whether a percentage is a relative change, not a share."""
        measure, low = self.figure.reading.measure, self.low(self.before)
        table = self.sentence.language.table("kinds")
        growth = compiled(table["growth_measures"]).search(measure) is not None
        growth = growth and not compiled(table["share_measures"]).search(measure.lower().replace("growth rate", ""))
        if growth and "growth" in measure.lower():
            return True
        if (
            self._up_on()
            or self._restated()
            or self._gapped_growth()
            or self._beside_change_noun()
            or low in ("up", "down")
            or self._of_change()
        ):
            return True
        if direction is not None and self._moves(low):
            return True
        return self._listed_with_growth() if self.tag(self.before) in ("COMMA", "CC") and not growth else growth

    def _restated(self) -> bool:
        """Read "up 2.1 billion yuan, or 25%": a change told again as a percentage."""
        earlier = self.sentence.previous(self.figure)
        told = earlier is not None and earlier.reading.kind == "change" and earlier.quantity.unit not in RATIOS | {"pp"}
        return (
            told
            and self.low(self.before) == "or"
            and RESTATED.fullmatch(self.sentence.between(self.figure)) is not None
        )

    def _gapped_growth(self) -> bool:
        earlier = self.sentence.previous(self.figure)
        if earlier is None or earlier.reading.kind != "growth" or self.low(self.before) == "to":
            return False
        if self.low(self.place + 1) == "of":
            return False  # "research spending at 4.5% of GDP"
        return bool(self.sentence.gapped(self.figure))

    def _beside_change_noun(self) -> bool:
        behind = self.place + 1 + (self.low(self.place + 1) == "of")  # "5% growth", "5% of growth"
        return self.sentence.is_change_noun(self.head) or self.sentence.is_change_noun(behind)

    def _of_change(self) -> bool:
        """Read "growth reached 8% in sales, 5% in exports" and "increases in sales of 8%"."""
        earlier = self.sentence.previous(self.figure)
        inside = self.low(self.place + 1) in ("in", "for")
        if inside and earlier is not None and self.tag(self.before) in ("COMMA", "CC"):
            return earlier.reading.kind == "growth" and earlier.quantity.unit == self.figure.quantity.unit
        phrases = self.sentence.phrases
        span = phrases.before(self.head) if self.low(self.before) == "of" else None
        if span is None and inside and self.governor is not None:
            span = phrases.subject(self.governor)
        return span is not None and self.sentence.is_change_noun(span[0])

    def _moves(self, low: str) -> bool:
        """Whether verb and preposition make a percentage with a direction a growth."""
        moving = self.words.up | self.words.down
        if low == "by" or self.low(self.place + 1) in ("higher", "lower") or self.low(self.place + 2) == "than":
            return True
        if self.lemma(self.governor) in moving and self.governor is not None:
            if low == "at":
                return self.before == self.governor + 1
            if low == "of":
                return self.low(self.before - 1) in PACES
        if self.tag(self.before) == "V" and self.lemma(self.before) in moving:
            return True
        partial = (
            self.low(self.place + 1) == "of"
            and self.low(self.place + 2) not in ("which", "whom")
            and self.tag(self.before) in ("V", "CC", "COMMA")
        )
        return partial and self.lemma(self.governor) in self.words.add

    def _listed_with_growth(self) -> bool:
        earlier = self.sentence.previous(self.figure)
        if earlier is None or earlier.reading.kind != "growth":
            return False
        between = self.sentence.between(self.figure)
        listed = len(between) < 60 and LISTED.fullmatch(between) is not None
        return listed and (self.sentence.phrases.after(self.place) is None or self.low(self.place + 1) == "of")

    def is_change(self) -> bool:
        """Whether words say that an amount is an increment: "add 200", "an increase of 5,000 tons"."""
        low = self.low(self.before)
        if self._beside_change_noun() or low in ("up", "down") or self._is_additional():
            return True
        if self.low(self.place + 1) in COMPARATIVES or self._done_to():
            return True
        if self.low(self.before) not in ("to", "at") and self.sentence.gapped(self.figure):
            return True
        if self.governor is None or self.tag(self.governor) != "V" or self._adds_up():
            return False
        if low == "by":
            particle = self.low(self.before - 1) in ("up", "down")
            return particle or self.lemma(self.governor) in self.words.up | self.words.down
        return self.lemma(self.governor) in self.words.add and self._is_object(self.governor)

    def _adds_up(self) -> bool:
        """Read "added up to 5 million": a sum."""
        assert self.governor is not None
        return [self.low(self.governor + at) for at in (1, 2)] == ["up", "to"] and self.lemma(self.governor) == "add"

    def _is_object(self, governor: int) -> bool:
        """Whether a figure, or the list it stands in, is the direct object of a verb: "add 50 fields, 100 pools"."""
        if self.before == governor:
            return True
        earlier = self.sentence.previous(self.figure)
        if earlier is not None and earlier.governor == governor and self.sentence.is_listed(self.figure):
            return earlier.reading.kind == "change"
        between = self.sentence.tokens[governor + 1 : self.before + 1]
        return self.low(self.before) == "of" and all(token.tag in ("N", "DET", "PREP", "ADV") for token in between)


def set_role(sentence: Sentence, figure: Figure) -> None:
    """Mark figures that are an earlier reference value, or only say which things are meant."""
    table, quantity = sentence.language.table("status"), figure.quantity
    edge = sentence.language.comparator_before(sentence.text, quantity.start)[1]
    ahead = sentence.text[max(sentence.start, quantity.start - 48) : edge]
    behind = sentence.text[quantity.end : min(sentence.end, quantity.end + 30)]
    pairs = _pairs_with_to(sentence, figure) or _follows_to(sentence, figure)
    moved_from = sentence.low(figure.before) == "from" and pairs
    if moved_from or COMPARED.search(ahead):
        figure.reading.role = "baseline"
    elif (
        compiled(table["context_before"]).search(ahead)
        or (quantity.comparator in BOUNDS and compiled(table["context_led"]).search(ahead))
        or (quantity.unit == "year" and quantity.surface.isalnum() and quantity.comparator in BOUNDS)
        or _restricts(sentence, figure)
        or _bounds_subject(sentence, figure)
        or (quantity.unit in TIMES and compiled(table["context_after"]).search(behind))
    ):
        figure.reading.role = "context"


def _pairs_with_to(sentence: Sentence, figure: Figure) -> bool:
    """Read "from A ... to B": another figure follows a "to" soon."""
    for at in range(figure.place + 1, min(figure.place + 14, len(sentence.tokens))):
        if sentence.low(at) == "to" and any(sentence.tag(later) == "Q" for later in range(at + 1, at + 6)):
            return True
    return False


def _follows_to(sentence: Sentence, figure: Figure) -> bool:
    """Read "dropped to 2.7 percent, from 9.6 percent": the earlier value stands second."""
    return figure.number > 0 and FROM_BEHIND.fullmatch(sentence.between(figure)) is not None


def _bounds_subject(sentence: Sentence, figure: Figure) -> bool:
    """Whether a bound belongs to the subject of a verb: "farms under 5 hectares raised 4,000 pigs"."""
    last, first = figure.before, figure.place + 1
    bare = figure.quantity.comparator in BOUNDS and sentence.tag(last) == "N" and sentence.low(last).endswith("s")
    while sentence.tag(first) in ("ADV", "AUX", "MOD"):
        first += 1
    return bare and sentence.tag(first) == "V" and sentence.tokens[first].form != "ing" and _tells(sentence, first)


def _tells(sentence: Sentence, verb: int) -> bool:
    """Whether another figure stands behind a verb."""
    behind = sentence.tokens[verb + 1 : verb + 12]
    return any(token.tag == "Q" for token in behind)


def _restricts(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure only says which things are meant: "enterprises with revenue under 10,000 yuan"."""
    if figure.quantity.comparator == "=":
        return False
    at = figure.before
    if sentence.low(at) == "of" and figure.quantity.unit == "count" and at and sentence.low(at - 1).endswith("s"):
        return sentence.tag(at - 2) != "V"  # "villages of more than 500 households"
    while sentence.tag(at) in ("N", "DET", "PREP", "ADV") and sentence.low(at) not in ("with", "for"):
        at -= 1
    if any(sentence.low(back) == "whose" for back in range(max(0, figure.before - 8), figure.before)):
        return True
    if sentence.low(at) == "with":
        return sentence.tag(at - 1) == "N" and sentence.tag(figure.before) in ("N", "PREP")
    if sentence.low(at) == "for" and figure.quantity.unit in TIMES:
        relative = any(sentence.tag(back) == "SUB" for back in range(max(0, at - 5), at))
        return relative and sentence.tag(at - 1) == "V"
    return False
