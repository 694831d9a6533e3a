"""Reads English sentences: what each quantity measures, and how it stands in its clause."""

from collections.abc import Sequence

import regex

from zjpolicy.languages import Language
from zjpolicy.languages.english_phrases import Phrases, Span
from zjpolicy.languages.english_tokens import Lexicon, Token, lexicon, tokenise
from zjpolicy.quantity import Quantity
from zjpolicy.reading import Reading

RATIOS = frozenset({"%", "1", "fold", "times", "permille"})
SKIPPED = frozenset("a an the another additional further new newly total of some mere whole".split())
ADDITIONAL = frozenset(("additional", "another", "further"))
TIMES = frozenset(("day", "hour", "minute", "month", "year", "week", "second"))


class SentenceReader:
    """One sentence and the quantities in it."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end = text, start, end
        self.language = language
        self.quantities = quantities
        self.words: Lexicon = lexicon(language)
        self.tokens: list[Token] = tokenise(text, start, end, quantities, self.words)
        self.phrases = Phrases(text, self.tokens, self.words)
        self.places = [place for place, token in enumerate(self.tokens) if token.tag == "Q"]
        self.governors: list[int | None] = []
        self.readings: list[Reading] = []

    def read(self) -> list[Reading]:
        """Return a reading for each quantity."""
        for number, place in enumerate(self.places):
            self.readings.append(self._read(number, place))
        self._share_lists()
        return self.readings

    # -- one quantity ---------------------------------------------------------------------------------------------

    def _read(self, number: int, place: int) -> Reading:
        quantity = self.quantities[number]
        before = self._before(number, place)
        governor = self._governor(number, place, before)
        self.governors.append(governor)
        reading = Reading(clause=self._clause(place, governor))
        span = self._measure_span(number, place, before, governor, reading)
        if span is None:
            self._borrow(number, reading)
        else:
            reading.measure, reading.span = self.phrases.words_of(span), self.phrases.offsets(span)
            self._complete(number, place, before, reading, span)
        self._set_kind(quantity, place, before, governor, reading)
        self._set_role(number, place, before, reading)
        reading.tense = self._tense(governor, place)
        lemma = self.tokens[governor].lemma or self._low(governor) if governor is not None else ""
        reading.state = reading.kind in ("share", "rank") or (
            reading.kind == "level" and (self._low(before) == "to" or lemma in STATES)
        )
        if governor is not None and (subject := self.phrases.subject(governor)):
            reading.subject = self.phrases.offsets(subject)
        if not reading.measure:
            reading.doubt = "no words found for what is measured"
        return reading

    def _before(self, number: int, place: int) -> int:
        """Index of the word that governs a quantity, comparators and articles passed over; -1 at the start."""
        quantity = self.quantities[number]
        _, edge = self.language.comparator_before(self.text, quantity.start)
        before = place - 1
        while before >= 0:
            token = self.tokens[before]
            if token.low == "up" and before and self.tokens[before - 1].lemma in ("make", "take"):
                return before - 1
            if token.tag == "V" and token.lemma in self.words.reach | self.words.up:
                break
            compares = token.start >= edge
            if not compares and (
                token.low in ("up", "down") or (token.tag not in ("ADV", "PUNCT") and token.low not in SKIPPED)
            ):
                break
            if token.low == "of" and not compares and not self._is_total(before):
                break
            before -= 1
        return before

    def _is_total(self, place: int) -> bool:
        """Whether "of" at a place belongs to "a total of"."""
        return (
            place > 0 and self.tokens[place - 1].low == "total" and (place < 2 or self.tokens[place - 2].tag == "DET")
        )

    def _low(self, place: int) -> str:
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def _tag(self, place: int) -> str:
        return self.tokens[place].tag if 0 <= place < len(self.tokens) else ""

    def _is_listed(self, number: int, place: int, before: int) -> bool:
        """Whether a quantity goes on a list that an earlier one began: "add 50 fields, 100 pools"."""
        return number > 0 and self._tag(before) in ("COMMA", "CC") and self.places[number - 1] < before

    def _governor(self, number: int, place: int, before: int) -> int | None:
        """Index of the verb whose clause the quantity stands in."""
        if self._is_listed(number, place, before) and not self._subject_follows(place):
            return self.governors[number - 1]
        for at in range(before, -1, -1):
            token = self.tokens[at]
            if token.tag == "V" and token.lemma != "compare":
                return at
            if token.tag == "SEMI" or (
                token.tag == "AUX" and token.low in self.words.be and self._tag(at - 1) in ("N", "SUB", "YEAR")
            ):
                return at if token.tag == "AUX" else None
        return None

    def _subject_follows(self, place: int) -> bool:
        """Whether a listed quantity opens a clause of its own: "and 30 parks were upgraded"."""
        span = self.phrases.after(place)
        after = span[1] if span else place + 1
        return self._tag(after) in ("AUX", "MOD")

    # -- measures -------------------------------------------------------------------------------------------------

    def _measure_span(
        self, number: int, place: int, before: int, governor: int | None, reading: Reading
    ) -> Span | None:
        quantity = self.quantities[number]
        low, tag = self._low(before), self._tag(before)
        if quantity.unit == "rank":
            return self.phrases.subject(governor) if governor is not None else None
        if quantity.unit == "times" and tag == "COMMA":
            return None
        if gap := self._gapped(number, before):
            return gap
        counted = quantity.unit.startswith("count") and not self._is_change_noun(before - 1)
        if low == "of" and not (counted and self.phrases.after(place)):
            return self._of_noun(number, place, before, governor, reading)
        if self._low(place + 1) == "of":
            return self._part_of(place, before, governor)
        if quantity.unit.startswith("count") and (span := self.phrases.after(place)):
            return span
        if low in ("to", "by") and self._low(before - 1) in ("up", "down") and self._tag(before - 2) == "N":
            return self.phrases.before(before - 2)
        if low == "by" and governor is not None:
            return self.phrases.object(governor, before) or self.phrases.subject(governor)
        if low in ("to", "from", "at", "between") and governor is not None:
            return self._moved(number, before, governor)
        if tag in ("V", "AUX"):
            return self._of_verb(number, place, before)
        if low in ("up", "down") or tag in ("COMMA", "CC", "SEMI", "SUB") or before < 0:
            return self._loose(number, place, before, governor)
        if tag == "N":
            span = self.phrases.before(before)
            return (
                span
                if self._tag(before) == "N" and not self._is_change_noun(before)
                else self._loose(number, place, before, governor)
            )
        if governor is not None and self._tag(governor) in ("V", "AUX"):
            return self.phrases.object(governor, before) or self.phrases.subject(governor)
        return self.phrases.after(place)

    def _part_of(self, place: int, before: int, governor: int | None) -> Span | None:
        """Read "91% of villages", "12,000 kilometers of roads"; "accounting for 30% of new buildings"."""
        whole = self.phrases.after(place + 1)
        lemma = self.tokens[governor].lemma if governor is not None else ""
        if governor is not None and (lemma in self.words.reach or self._low(before) in ("equal", "equivalent")):
            subject = self.phrases.subject(governor)
            return subject if subject or (lemma in SHARES and before == governor) else whole
        if self._low(before) == "to" and self._low(before - 1) in ("equal", "equivalent"):
            return self.phrases.before(before - 2)
        return whole

    def _gapped(self, number: int, before: int) -> Span | None:
        """The subject of a clause whose verb is left out: "taxes fell by 5%, logistics costs by 3%"."""
        last = before - 1 if self._low(before) in ("by", "to") else before
        if number == 0 or self._tag(last) != "N" or self._is_change_noun(last):
            return None
        at = last
        while at >= 0 and self._tag(at) in ("N", "DET", "PREP") and self._low(at) not in ("with", "of"):
            at -= 1
        joint = at
        while at >= 0 and self._tag(at) in ("COMMA", "CC"):
            at -= 1
        previous = self.places[number - 1]
        if joint == at or at > previous + 1 or at < previous or self._low(joint + 1) in ("at", "with", "by"):
            return None
        return (joint + 1, last + 1) if self.readings[number - 1].kind in ("growth", "change", "share") else None

    def _moved(self, number: int, before: int, governor: int) -> Span | None:
        """Read "X rose from A to B", "keep X at A"."""
        if self._tag(governor) == "V":
            end = next(
                (at for at in range(governor + 1, before + 1) if self._low(at) in ("to", "from", "at", "between")),
                before,
            )
            return self.phrases.object(governor, end) or self.phrases.subject(governor)
        return self.phrases.subject(governor)

    def _of_noun(self, number: int, place: int, before: int, governor: int | None, reading: Reading) -> Span | None:
        """Read "an increase of A", "a construction rate of A"."""
        head = before - 1
        while head > 0 and self._tag(head) in ("ADV", "PUNCT"):
            head -= 1
        span = self.phrases.before(head)
        if span is None:
            return None
        if self._low(head) in PACES and governor is not None and self._at_pace(span[0]):
            return self.phrases.subject(governor) or self.phrases.object(governor, span[0])
        if not self._is_change_noun(head):
            return span
        content = [at for at in range(span[0], head) if self._tag(at) == "N" and self._low(at) not in CHANGE_ADJECTIVES]
        if content:
            return (span[0], head + (self._low(head) == "growth"))
        if (
            self._low(place + 1) in ("in", "for")
            and (after := self.phrases.after(place + 1))
            and self._tag(place + 2) != "YEAR"
        ):
            return after
        verb = span[0] - 1
        while verb >= 0 and self._tag(verb) in ("DET", "ADV", "PUNCT"):
            verb -= 1
        if (
            verb >= 0
            and self._tag(verb) == "V"
            and self.tokens[verb].lemma in self.words.light_subject | {"represent", "mark"}
        ):
            return self.phrases.subject(verb)
        return None

    def _at_pace(self, place: int) -> bool:
        """Whether "at" leads the phrase at a place: "grew at an average annual rate of"."""
        at = place - 1
        while at >= 0 and self._tag(at) in ("DET", "ADV"):
            at -= 1
        return self._low(at) == "at"

    def _of_verb(self, number: int, place: int, verb: int) -> Span | None:
        """Read "X reached A", "invested A in X", "grew A"."""
        token = self.tokens[verb]
        subject = self.phrases.subject(verb)
        if token.tag == "AUX":
            return subject or self.phrases.after(place)
        if token.lemma in self.words.reach | self.words.up | self.words.down and subject:
            return subject
        if self._low(place + 1) in ("in", "for", "on", "to", "from") and (after := self.phrases.after(place + 1)):
            return after
        return self.phrases.after(place) or subject

    def _loose(self, number: int, place: int, before: int, governor: int | None) -> Span | None:
        """A quantity at a clause's start: "80% were ...", "6.8% growth in exports", ", up 5.2%"."""
        if self._low(before) in ("up", "down"):
            return self.phrases.subject(before) if self._tag(before - 1) in ("AUX", "V") else None
        if self._is_change_noun(place + 1) and self._low(place + 2) in ("in", "of", "for"):
            return self.phrases.after(place + 2)
        if self._is_change_noun(place + 1):
            at = before if self._tag(before) == "V" else governor
            return self.phrases.subject(at) if at is not None else None
        if number > 0 and self._tag(before) in ("COMMA", "CC") and self.phrases.after(place) is None:
            return None
        return self.phrases.after(place)

    def _is_change_noun(self, place: int) -> bool:
        low = self._low(place)
        return low.removesuffix("s") in self.words.noun_up | self.words.noun_down and self._tag(place) in (
            "N",
            "ADV",
        )

    def _borrow(self, number: int, reading: Reading) -> None:
        """A figure without words of its own speaks of what the figure before it measured."""
        for earlier in range(number - 1, -1, -1):
            if self.readings[earlier].measure and self.readings[earlier].role != "context":
                reading.measure, reading.span = self.readings[earlier].measure, self.readings[earlier].span
                return
        governor = self.governors[number]
        span = self.phrases.subject(governor) if governor is not None else None
        if span is None:
            span = self.phrases.first()
        if span:
            reading.measure, reading.span = self.phrases.words_of(span), self.phrases.offsets(span)

    def _complete(self, number: int, place: int, before: int, reading: Reading, span: Span) -> None:
        """Add what makes a measure complete alone: the owner of a "rate", the participle of "were built"."""
        if span[0] > place and (tail := self.phrases.passive(span[1])):
            reading.measure += " " + tail
        governor = self.governors[number]
        if self._low(place + 1) == "of" and span[1] <= place:
            if whole := self.phrases.after(place + 1):
                reading.measure += " in " + self.phrases.words_of(whole)
            return
        last = self._low(span[1] - 1)
        if last in self.words.generic and span[1] - span[0] <= 3 and span[1] <= place and number > 0:
            if self._tag(span[0] - 1) in ("PREP", "DET", "COMMA", "CC") and self._low(span[0] - 1) not in ("of",):
                owner = self.readings[number - 1].measure
                if owner and self._opens_with(span[0]):
                    reading.measure += " of " + owner
        if self.quantities[number].unit == "rank" and governor is not None:
            terms = regex.search(
                r"\bin terms of (?:the )?([^,.;]{3,60}?)(?= for | over |[,.;]|$)",
                self.text[self.tokens[place].end : self.end],
            )
            if terms:
                reading.measure = f"{terms[1]} of {reading.measure}"

    def _opens_with(self, place: int) -> bool:
        """Whether the phrase at a place is introduced by "with", "at" or stands behind a comma."""
        at = place - 1
        while at >= 0 and self._tag(at) in ("DET", "ADV"):
            at -= 1
        return self._low(at) in ("with", "at", "and", "involving") or self._tag(at) == "COMMA"

    # -- kind, role, tense ----------------------------------------------------------------------------------------

    def _set_kind(self, quantity: Quantity, place: int, before: int, governor: int | None, reading: Reading) -> None:
        unit = quantity.unit
        if unit == "rank":
            reading.kind = "rank"
            return
        direction = self._direction(place, before, governor)
        if unit in ("pp", "bp"):
            reading.kind, reading.direction = "change", direction or "up"
        elif unit == "fold" or (unit in RATIOS and self._relates_change(place, before, governor, reading, direction)):
            reading.kind, reading.direction = "growth", direction or "up"
        elif unit in RATIOS:
            index = unit == "1" and "." in quantity.surface
            reading.kind = "level" if unit == "times" or index else "share"
        elif direction and self._amount_changes(place, before, governor):
            reading.kind, reading.direction = "change", direction

    def _direction(self, place: int, before: int, governor: int | None) -> str | None:
        words = self.words
        head = before - 1 if self._low(before) == "of" else before
        nouns = [at for at in (head, place + 1, place + 2) if self._is_change_noun(at)]
        if nouns:
            return "up" if self._low(nouns[0]).removesuffix("s") in words.noun_up else "down"
        low_by = self._low(before) == "by"
        if low_by and self._low(before - 1) in ("up", "down"):
            return self._low(before - 1)
        if self._low(place - 1) in ("up", "down") or self._low(before) in ("up", "down"):
            return self._low(place - 1) if self._low(place - 1) in ("up", "down") else self._low(before)
        later = [self._low(at) for at in (place + 1, place + 2)]
        if later[0] in ("higher", "lower") or (
            later[0] in ("more", "less", "fewer", "faster", "slower") and later[1] == "than"
        ):
            return "up" if later[0] in ("higher", "more", "faster") else "down"
        if (
            any(self._low(at) in ADDITIONAL for at in range(max(0, before), place))
            or later[0] == "additional"
            or (later[0] == "more" and later[1] != "than")
        ):
            return "up"
        number = self.places.index(place)
        if self._gapped(number, before):
            return self.readings[number - 1].direction
        if governor is not None and low_by and self._low(governor + 1) in ("up", "down"):
            return self._low(governor + 1)
        lemma = self._done_to(place) or (self.tokens[governor].lemma if governor is not None else "")
        return "up" if lemma in words.up else "down" if lemma in words.down else None

    def _done_to(self, place: int) -> str:
        """The verb whose subject a count is, where it makes the count a change: "with 1.5 million jobs added"."""
        span = self.phrases.after(place)
        at = span[1] if span else place + 1
        if span and self._tag(at - 1) == "V":
            at -= 1
        while self._tag(at) in ("AUX", "ADV", "MOD"):
            at += 1
        return (
            self.tokens[at].lemma
            if self._tag(at) == "V" and self.tokens[at].form == "past" and self.tokens[at].lemma in self.words.add
            else ""
        )

    def _relates_change(
        self, place: int, before: int, governor: int | None, reading: Reading, direction: str | None
    ) -> bool:
        """Whether a percentage is a relative change, not a share."""
        low, tag = self._low(before), self._tag(before)
        growth = regex.search(self.language.table("kinds.growth_measures"), reading.measure)
        share = regex.search(self.language.table("kinds.share_measures"), reading.measure)
        if growth and not share and "growth" in reading.measure.lower():
            return True
        changes = direction is not None
        number = self.places.index(place)
        if self._gapped(number, before) and self.readings[number - 1].kind == "growth":
            return True
        if (
            changes
            and low in ("at", "of")
            and governor is not None
            and self.tokens[governor].lemma in self.words.up | self.words.down
        ):
            if (low == "at" and before == governor + 1) or (low == "of" and self._low(before - 1) in PACES):
                return True
        if changes and (self._low(place + 2) == "than" or self._low(place + 1) in ("higher", "lower")):
            return True
        if (
            self._is_change_noun(before - 1 if low == "of" else before)
            or self._is_change_noun(place + 1)
            or low in ("up", "down")
        ):
            return True
        if low == "by" and changes:
            return True
        if low in ("to", "from"):
            return bool(growth and not share)
        if tag == "V" and changes and self.tokens[before].lemma in self.words.up | self.words.down:
            return True
        if tag in ("COMMA", "CC") and self._listed_with_change(place):
            return True
        if (
            changes
            and self._low(place + 1) == "of"
            and tag in ("V", "CC", "COMMA")
            and self.tokens[governor or 0].lemma in self.words.add
        ):
            return True
        return bool(growth and not share)

    def _listed_with_change(self, place: int) -> bool:
        number = self.places.index(place)
        if not number:
            return False
        between = self.text[self.tokens[self.places[number - 1]].end : self.tokens[place].start]
        listed = len(between) < 60 and regex.fullmatch(r"[\s,]*(?:and|or)?\s*(?:by )?[a-z ]{0,24}", between) is not None
        return (listed and self.readings[number - 1].kind == "growth" and self.phrases.after(place) is None) or (
            listed and self.readings[number - 1].kind == "growth" and self._low(place + 1) == "of"
        )

    def _amount_changes(self, place: int, before: int, governor: int | None) -> bool:
        """Whether words say that an amount is an increment: "add 200", "an increase of 5,000 tons"."""
        low = self._low(before)
        head = before - 1 if low == "of" else before
        if (
            self._is_change_noun(head)
            or low in ("up", "down")
            or any(self._low(at) in ADDITIONAL for at in range(max(0, before), place))
        ):
            return True
        if self._low(place + 1) in (
            "more",
            "additional",
            "higher",
            "lower",
            "fewer",
            "less",
        ) or self._is_change_noun(place + 1):
            return True
        if self._done_to(place) or self._gapped(self.places.index(place), before):
            return True
        if governor is None or self._tag(governor) != "V":
            return False
        lemma = self.tokens[governor].lemma
        if low == "by" and self._low(before - 1) in ("up", "down"):
            return True
        if low == "by":
            return lemma in self.words.up | self.words.down
        return lemma in self.words.add and self._is_object(place, before, governor)

    def _is_object(self, place: int, before: int, governor: int) -> bool:
        """Whether a figure, or the list it stands in, is the direct object of a verb: "add 50 fields, 100 pools"."""
        if before == governor:
            return True
        number = self.places.index(place)
        if number and self.governors[number - 1] == governor and self._is_listed(number, place, before):
            return self.readings[number - 1].kind == "change"
        between = self.tokens[governor + 1 : before + 1]
        return self._low(before) == "of" and all(token.tag in ("N", "DET", "PREP", "ADV") for token in between)

    def _set_role(self, number: int, place: int, before: int, reading: Reading) -> None:
        table, quantity_unit = self.language.table("status"), self.quantities[number].unit
        ahead = self.text[
            max(self.start, self.quantities[number].start - 48) : self.language.comparator_before(
                self.text, self.quantities[number].start
            )[1]
        ]
        behind = self.text[self.quantities[number].end : self.end][:30]
        if (self._low(before) == "from" and (self._pairs_with_to(place) or self._follows_to(number))) or regex.search(
            r"(?i)(?:compared (?:with|to)|up from|down from|against|versus)(?: the| about| around)?\s*$",
            ahead,
        ):
            reading.role = "baseline"
        elif (
            regex.search(table["context_before"], ahead)
            or (quantity_unit in TIMES and regex.search(table["context_after"], behind))
            or self._restricts(number, place, before)
        ):
            reading.role = "context"

    def _pairs_with_to(self, place: int) -> bool:
        return any(
            self._low(at) == "to"
            and any(self._tag(later) == "Q" for later in range(at + 1, min(at + 6, len(self.tokens))))
            for at in range(place + 1, min(place + 14, len(self.tokens)))
        )

    def _follows_to(self, number: int) -> bool:
        """Read "dropped to 2.7 percent, from 9.6 percent": the earlier figure stands second."""
        if not number:
            return False
        between = self.text[self.quantities[number - 1].end : self.quantities[number].start]
        return (
            regex.fullmatch(r"[\w\s]{0,20},?\s*(?:up |down )?from (?:about |over |around |nearly )?", between)
            is not None
        )

    def _restricts(self, number: int, place: int, before: int) -> bool:
        """Whether a figure only says which things are meant: "enterprises with revenue under 10,000 yuan"."""
        sign = self.quantities[number].comparator
        if sign == "=":
            return False
        at = before
        while at >= 0 and self._tag(at) in ("N", "DET", "PREP", "ADV") and self._low(at) not in ("with", "for"):
            at -= 1
        if self._low(at) == "with":
            return self._tag(at - 1) == "N" and self._tag(before) in ("N", "PREP")
        if self._low(at) == "for" and self.quantities[number].unit in TIMES:
            verb = at - 1
            subject = next((back for back in range(verb, max(-1, verb - 5), -1) if self._tag(back) == "SUB"), None)
            return self._tag(verb) == "V" and subject is not None
        return False

    def _tense(self, governor: int | None, place: int) -> str:
        """Past or future, as the finite verb of the figure's clause says; empty where none does."""
        at = governor if governor is not None else place
        tense = ""
        for back in range(at, max(-1, at - 30), -1):
            token = self.tokens[back]
            if token.tag == "SEMI":
                break
            if token.tag == "MOD" and token.low not in ("could", "can", "may", "might", "would"):
                return "future"
            if (
                token.tag == "V"
                and token.form == "past"
                and self._tag(back - 1) in ("N", "PRON", "ADV", "SUB", "COMMA", "CC")
                and not tense
            ):
                tense = "past"
            if token.low in ("was", "were", "has", "have", "had") and not tense:
                tense = "past"
        return tense

    def _clause(self, place: int, governor: int | None) -> tuple[int, int]:
        """Where the figure's clause begins and ends in the text."""
        begin = governor if governor is not None and governor < place else place
        while begin > 0 and self._tag(begin - 1) not in ("COMMA", "SEMI"):
            begin -= 1
        end = place
        while end + 1 < len(self.tokens) and self._tag(end + 1) not in ("COMMA", "SEMI", "Q"):
            end += 1
        return self.tokens[begin].start, self.tokens[end].end

    # -- lists ----------------------------------------------------------------------------------------------------

    def _share_lists(self) -> None:
        """Deal the parts of a subject out to the figures of a list: "A and B rose by 5% and 6%, respectively"."""
        number = 0
        while number < len(self.places):
            last = number
            while last + 1 < len(self.places) and self._chained(last):
                last += 1
            if last > number:
                self._deal(number, last)
            number = last + 1

    def _chained(self, number: int) -> bool:
        if self.quantities[number].unit != self.quantities[number + 1].unit:
            return False
        between = self.text[self.quantities[number].end : self.quantities[number + 1].start]
        return (
            len(between) <= 40
            and regex.fullmatch(
                r"\s*(?:,\s*)?(?:and\s+)?(?:by\s+|to\s+)?(?:(?:more|less) than\s+|about\s+|over\s+|around\s+|nearly\s+|at least\s+|RMB\s*|[¥$])?",
                between,
            )
            is not None
            and bool(between.strip())
        )

    def _deal(self, first: int, last: int) -> None:
        span = self.phrases.span_at(self.readings[first].span)
        head = self.readings[first]
        count = last - first + 1
        parts = self.phrases.conjuncts(span, count) if span else []
        for at in range(first, last + 1):
            reading = self.readings[at]
            if self.readings[first].role == "baseline":
                continue
            own = self.phrases.after(self.places[at]) if at > first else None
            if own is not None and self.quantities[at].unit == "count":
                continue
            reading.kind, reading.direction = head.kind, head.direction
            if len(parts) == count:
                reading.measure, reading.span = parts[at - first]
            else:
                reading.measure, reading.span = head.measure, head.span


STATES = frozenset("reach exceed surpass stand hit top is are was were be".split())
SHARES = frozenset(("account", "represent", "constitute", "make", "take"))
# Heads of "grew at a rate of": they say how fast, not what.
PACES = frozenset(("rate", "pace", "speed", "average", "level"))
CHANGE_ADJECTIVES = frozenset(
    "year-on-year annual average yearly real nominal net total slight steady rapid sharp significant year further cumulative monthly".split()
)


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of an English sentence."""
    return SentenceReader(text, start, end, quantities, language).read()
