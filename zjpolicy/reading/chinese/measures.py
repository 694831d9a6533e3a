"""What each figure of a Chinese sentence measures: the construction it stands in, the list it shares a subject with."""

from functools import cache
from itertools import pairwise

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.chinese.phrases import Phrases, phrases
from zjpolicy.reading.chinese.sentence import Sentence, constructions_of
from zjpolicy.reading.constructions import WINDOW, Found
from zjpolicy.reading.model import Reading

# Between the figures of one list.
CHAIN, LONG_CHAIN = compiled("[kwo]*+[、A]"), compiled("[kwo]*+[、A,]")
SUBJECT = compiled("n(?:[^,;:.q]*[nsge])?")
# What 分别 shares out behind a verb; behind a comparison stands what a figure is held against.
SHARED_OBJECT = compiled("b[ab]*+[vslUDud][ab]*+(?<list>n(?:[^,;:.q]*[nsge])?)")
RATE = compiled("(?<tail>[ge]+)")
# What each of several did: 交通、水利分别完成投资3亿元、2亿元
DONE = compiled("b[ab]*l[ab]*(?<tail>n[ns]*)")
# A clause that opens a sentence and says what all the rest is about.
TOPIC = compiled("[atp]*+[vs](n[ns、]*+),")
# A clause that has a noun before its figure.
NOUN_BEFORE = compiled("(?r)n[^,;:.n]*")
# A clause of a noun and its figure, straight behind another.
ALIKE = compiled("[kw]*+[,;、]n[abr]*+")
# A clause without a figure before the one a generic noun opens, read backwards.
CLAUSE_BEFORE = compiled("(?r)(?:[,;.][^,;.q]*)?(?<owner>n[nso、]*)[av]*(?:l[an]*)?,[^nq,]*")
# A scheme in whose places people take part, and what is done in so many places, read backwards.
SCHEME = compiled("(?r)(?:[vls](?<owner>n[nso]*),(?:qk[ab]*[vs]n?[ns]*,)++|(?<owner>n[ns]*)[ab]*rqkn[vs],)[atpl]*")
ASIDE = compiled("（[^（）]*+）")
BARE = 2  # characters of an object too short to stand without subject and verb
EACH = 9  # characters before a figure in which what is told of each stands
SHORT = 4  # characters of a noun that what it does tells apart


class MeasureReader:
    """Names what the figures of sentences of one language measure."""

    def __init__(self, language: Language) -> None:
        self.rows = constructions_of(language, "measures")
        self.phrases: Phrases = phrases(language)
        self.newly = language.table("chunks.newly")
        self.per_person = compiled(language.table("kinds.per_person"))
        self.each = compiled(language.table("kinds.each"))
        self.shared_units = frozenset(language.table("kinds.per_person_units").split())

    def of_each(self, sentence: Sentence, number: int, measure: str) -> str:
        """What is told per person, where a clause has no other noun for it: "产值80亿元，人均达2万元"."""
        quantity = sentence.quantities[number]
        if not measure or not quantity.unit.endswith("/person") or self.per_person.search(measure):
            return measure
        start = sentence.starts[number]
        each = self.each.search(sentence.text, max(0, start - EACH), start)
        return each["each"] + measure if each else measure

    def unit(self, unit: str, measure: str) -> str:
        """The unit of an amount whose measure, told in a clause before, is an amount per person; else nothing."""
        return f"{unit}/person" if unit in self.shared_units and self.per_person.search(measure) else ""

    def measure(self, sentence: Sentence, number: int, readings: list[Reading], reading: Reading) -> None:
        """Set the measure of a figure and where it stands."""
        place = sentence.places[number]
        found = self.rows.find(sentence.letters, place, place + 1, sentence.traits[number])
        last = readings[-1] if number else None
        if found is None or (found.gives("join") == "same" and last is not None):
            if last is not None:
                reading.measure, reading.span = last.measure, last.span
            return
        first, behind = found.spans["measure"]
        reading.measure = self._named(sentence, found, number, last)
        if last and last.kind == reading.kind and self._alike(sentence, number):
            reading.measure = self.phrases.elliptic(reading.measure, last.measure)
        # "承接外省项目": the verb tells that nothing is said of the place.
        first = found.spans.get("beside", (first,))[0]
        before = first - 1 if first and sentence.letters[first - 1] in "vh" else first
        reading.span = (sentence.chunks[before][1], sentence.chunks[behind - 1][2])

    def _alike(self, sentence: Sentence, number: int) -> bool:
        """Whether a figure and the one before are of one unit, and but for a noun nothing stands between."""
        before, own = (one.unit.partition("/")[0] for one in sentence.quantities[number - 1 : number + 1])
        return before == own and ALIKE.fullmatch(sentence.between[number]) is not None

    def _named(self, sentence: Sentence, found: Found, number: int, last: Reading | None) -> str:
        """The words of a construction, with what it joins to them."""
        pieces = {name: self.phrases.clean(sentence.words(*span)) for name, span in found.spans.items()}
        pieces = {name: self.phrases.shortened(words) for name, words in pieces.items()}
        noun, previous = self.phrases.closed(pieces["measure"]), last.measure if last else ""
        join = found.gives("join")
        if join in ("owner", "topic"):
            return self.phrases.owned(noun, pieces[join])
        if join == "last":
            return previous + noun
        if join == "counted":
            unit = self.phrases.units.match(noun)
            return unit[0] if unit else noun.partition("的")[0] or noun
        if join == "part":
            return self.phrases.part(noun, previous)
        if join == "verb" and "owner" in pieces and len(noun) <= BARE:
            return self.phrases.clean(sentence.words(found.spans["owner"][0], found.spans["measure"][1]))
        short = join != "general" and len(ASIDE.sub("", noun)) <= SHORT
        if "doing" in pieces and (short or noun in self.phrases.general):
            return f"{pieces['doing']}的{noun}"
        if "does" in pieces and ASIDE.sub("", noun) in self.phrases.general:
            return f"{pieces['does']}的{noun}"
        if noun in self.phrases.generic:
            owner = self._owner(sentence, found.spans["measure"][0], number) or previous
            return self.phrases.owned(noun, owner) if owner else noun
        return self._completed(sentence, noun, found.spans["measure"][0], pieces.get("topic", ""))

    def _owner(self, sentence: Sentence, place: int, number: int) -> str:
        """The noun of a scheme, or of a clause without a figure straight before, which owns a generic noun."""
        low = sentence.places[number - 1] + 1 if number else 0
        found = SCHEME.match(sentence.letters, max(0, place - WINDOW), place)
        found = found or CLAUSE_BEFORE.match(sentence.letters, low, place)
        owner = self.phrases.clean(sentence.words(*found.span("owner"))) if found else ""
        return owner if owner.count("“") == owner.count("”") else ""

    def _completed(self, sentence: Sentence, noun: str, place: int, subject: str) -> str:
        """A noun that says too little alone, with its subject, what is new of it or what the sentence is about."""
        if noun not in self.phrases.general:
            return noun
        if subject:
            return self.phrases.owned(noun, subject)
        newly = sentence.words(place - 1, place) if place else ""
        if newly.startswith(self.newly) and sentence.letters[place - 1] == "v":
            return newly + noun
        if NOUN_BEFORE.match(sentence.letters, max(0, place - WINDOW), place):
            return noun
        topic = TOPIC.match(sentence.letters)
        return self.phrases.owned(noun, self.phrases.clean(sentence.words(*topic.span(1)))) if topic else noun

    # -- lists --------------------------------------------------------------------------------------------------------

    def deal_out(self, sentence: Sentence, readings: list[Reading]) -> None:
        """Deal the subjects of 分别 to the figures behind it."""
        number = 0
        while number < len(readings):
            last = self._chained(sentence, number)
            if last > number:
                self._deal(sentence, readings, number, last)
            number = last + 1
        for number, (reading, following) in enumerate(pairwise(readings), 1):
            if not reading.measure and CHAIN.fullmatch(sentence.between[number]):
                reading.measure, reading.span = following.measure, following.span
            # 3个国家级、15个省级示范区: the noun stands behind the last alone
            if self.phrases.ranked.fullmatch(reading.measure):
                found = self.phrases.ranked.match(following.measure)
                reading.measure += following.measure[found.end() :] if found else ""

    def _chained(self, sentence: Sentence, number: int) -> int:
        """The last figure of the list that one opens: itself where none follows."""
        between, last = sentence.between, number
        if number + 1 == len(between) or not LONG_CHAIN.fullmatch(between[number + 1]):
            return number
        place = sentence.places[number]
        chain = LONG_CHAIN if "b" in sentence.letters[sentence.clause_start(place) : place] else CHAIN
        while last + 1 < len(between) and chain.fullmatch(between[last + 1]):
            last += 1
        return last

    def _deal(self, sentence: Sentence, readings: list[Reading], number: int, last: int) -> None:
        """Give the figures of a list the first one's kind, and each its part of the subject."""
        first, place = readings[number], sentence.places[number]
        low = sentence.clause_start(place)
        shared = sentence.letters.rfind("b", low, place)
        named = self._subjects(sentence, readings, number, last, low, shared)
        for offset, reading in enumerate(readings[number : last + 1]):
            if sentence.quantities[number + offset].unit == sentence.quantities[number].unit:
                reading.kind, reading.direction, reading.state = first.kind, first.direction, first.state
            if named:
                reading.measure = named[offset]
                reading.span = self._span(sentence, named[offset], low, place) or reading.span

    def _subjects(
        self, sentence: Sentence, readings: list[Reading], number: int, last: int, low: int, shared: int
    ) -> list[str]:
        """What each figure of a list measures; nothing where the list has one subject."""
        place, count = sentence.places[number], last - number + 1
        found = SUBJECT.search(sentence.letters, low, shared if shared >= 0 else place)
        subject = self.phrases.clean(sentence.words(*found.span())) if found else ""
        if shared >= 0 and not subject:
            return self._listed_behind(sentence, shared, place, count) or self._listed_before(
                sentence, readings, number, last
            )
        if shared >= 0:
            behind = DONE.match(sentence.letters, shared, place) or RATE.search(sentence.letters, low, place)
            tail = sentence.words(*behind.span("tail")) if behind and readings[number].kind == "level" else ""
            named = self.phrases.deal_out(subject if subject.endswith(tail) else subject + tail, count)
            return [name if name.endswith(tail) else name + tail for name in named]
        units = {quantity.unit for quantity in sentence.quantities[number : last + 1]}
        many = len(self.phrases.joints.split(subject)) == count and len(units) == 1
        return self.phrases.deal_out(subject, count) if many and self.phrases.head.match(subject) else []

    def _listed_behind(self, sentence: Sentence, shared: int, place: int, count: int) -> list[str]:
        """The subjects of "分别压减A、B产能3万吨、6万吨", one for each figure."""
        found = SHARED_OBJECT.match(sentence.letters, shared, place)
        return self.phrases.deal_out(self.phrases.clean(sentence.words(*found.span("list"))), count) if found else []

    def _listed_before(self, sentence: Sentence, readings: list[Reading], number: int, last: int) -> list[str]:
        """The subjects of "A 3亿元、B 5亿元，分别增长4%、6%": what the figures before measure, one for each figure."""
        first = 2 * number - last - 1
        measures = [reading.measure for reading in readings[max(first, 0) : number]]
        return measures if first >= 0 and all(measures) and len(set(measures)) == len(measures) else []

    def _span(self, sentence: Sentence, named: str, low: int, place: int) -> tuple[int, int] | None:
        """Where the part of a subject stands that a figure measures."""
        begin, end = sentence.chunks[low][1], sentence.chunks[place][1]
        at = sentence.text.find(named[:2], begin, end)
        ends = self.phrases.part_end.search(sentence.text, at + 2, end) if at >= 0 else None
        return (at, ends.start()) if ends else None


@cache
def measure_reader(language: Language) -> MeasureReader:
    """Return what names measures in a language, made once."""
    return MeasureReader(language)
