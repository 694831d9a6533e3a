"""Finds noun phrases in a tagged English sentence: before, after, subject, object."""

from collections.abc import Sequence

import regex

from zjpolicy.languages import compiled
from zjpolicy.reading.english.tokens import Lexicon, Token

Span = tuple[int, int]
# A noun phrase of a report is long, but not longer than this many words.
LONGEST = 28
# A noun phrase ends before these.
ENDING_PREPOSITIONS = frozenset(
    "with by through during since until throughout via including as like without after before despite from than"
    " into regarding except".split()
)
EDGE = frozenset(("PREP", "CC", "COMMA", "ADV", "DET", "PUNCT", "TO", "YEAR", "SEMI"))
ADJECTIVE = regex.compile(
    r".*(?:al|ary|ic|ive|an|ous)$|urban|rural|small|medium|micro|large|public|private|foreign|high|low|new|old|male|female|light|heavy|upper|lower|inbound|outbound|eastern|western|northern|southern"
)
# Participles that say no more than that there was something: "2,000 jobs were created".
EMPTY = frozenset("create add report record register see".split())
TIMED = frozenset("last this next past previous".split())
TRAILING = regex.compile(r"(?:,? respectively| aged)$")
DETERMINERS = regex.compile(r"^(?:the|a|an|its|our|their|this|these|those|all|each|every)\s+", regex.I)


class Phrases:
    """The phrases of one sentence; spans are token indices, the end not included."""

    def __init__(self, text: str, tokens: Sequence[Token], words: Lexicon) -> None:
        self.text, self.tokens, self.words = text, tokens, words

    def words_of(self, span: Span) -> str:
        """The characters of a span on one line, without a leading article."""
        return self._slice(self.tokens[span[0]].start, self.tokens[span[1] - 1].end)

    def _slice(self, start: int, end: int) -> str:
        words = compiled(r"\s+").sub(" ", self.text[start:end]).strip(' ,;:“”"‘')
        return DETERMINERS.sub("", TRAILING.sub("", words))

    def offsets(self, span: Span) -> tuple[int, int]:
        """Where a span stands in the text."""
        return self.tokens[span[0]].start, self.tokens[span[1] - 1].end

    def span_at(self, offsets: tuple[int, int]) -> Span | None:
        """The token span of offsets that `offsets` gave."""
        inside = [at for at, token in enumerate(self.tokens) if offsets[0] <= token.start and token.end <= offsets[1]]
        return (inside[0], inside[-1] + 1) if inside else None

    def _trim(self, start: int, end: int) -> Span | None:
        while (
            start < end
            and (self.tokens[start].tag in EDGE or self.tokens[start].low in ("of", "both", "total"))
            and self.tokens[start].low not in ("above", "total")
        ):
            start += 1
        if start + 2 < end and self.tokens[start].low in TIMED and self.tokens[start + 1].low in self.words.times:
            start += 2  # "last year exports rose"
        while (
            end > start
            and (self.tokens[end - 1].tag in EDGE)
            and self.tokens[end - 1].low not in (")", "’", "respectively")
        ):
            end -= 1
        return (start, end) if start < end and any(self.tokens[at].tag == "N" for at in range(start, end)) else None

    def after(self, place: int) -> Span | None:
        """The noun phrase behind a quantity or preposition."""
        at = place + 1
        while at < len(self.tokens) and at - place <= LONGEST and self._goes_on(at, place):
            at += 1
        return self._trim(place + 1, at)

    def _goes_on(self, at: int, place: int) -> bool:
        token, following = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        tag = token.tag
        if tag in ("N", "DET", "ADV"):
            return following is None or following.low != "than"
        if following is None:
            return False
        if tag == "PUNCT":
            return token.low in "“”\"'’()&‘/"
        if tag == "PREP":
            opens = following.tag in ("YEAR", "Q", "SUB", "V") or (
                following.low in self.words.times and token.low != "of"
            )
            opens = opens or (token.low == "in" and following.low in ("total", "all"))
            if token.low == "with" and not opens and at > place + 1:
                return self._is_subject(place)
            participle = token.low == "by" and self.tokens[at - 1].tag == "V"
            return (not opens and at > place + 1 and (token.low not in ENDING_PREPOSITIONS or participle)) or (
                at == place + 1 and token.low in ("of",)
            )
        if tag == "CC":
            adjectives = self._is_adjective(at - 1)
            clause = any(token.tag == "V" for token in self.tokens[place + 1 : at])
            return (
                following.tag in ("N", "DET")
                and at > place + 1
                and not clause
                and (adjectives or not self._opens_clause(at + 1))
            )
        if tag == "COMMA":
            return self._lists_adjectives(at)
        if tag == "V":
            return (
                token.form == "past"
                and token.low not in self.words.finite
                and self.tokens[at - 1].tag in ("N", "ADV")
                and at > place + 1
                and following.tag in ("PREP", "PUNCT", "CC")
            )
        return False

    def _is_subject(self, place: int) -> bool:
        """Whether the phrase behind a quantity opens its clause, where a "with" belongs to it."""
        return place == 0 or self.tokens[place - 1].tag in ("COMMA", "SEMI", "PREP")

    def _opens_clause(self, at: int) -> bool:
        """Whether the noun phrase at a place is the subject of a verb: then the "and" before it joins clauses."""
        while at < len(self.tokens) and self.tokens[at].tag in ("N", "DET", "PUNCT"):
            at += 1
        return at < len(self.tokens) and self.tokens[at].tag in ("AUX", "MOD")

    def _lists_adjectives(self, at: int) -> bool:
        """A comma inside "technology-based medium, small and micro enterprises"."""
        ahead = [token.tag for token in self.tokens[at + 1 : at + 5]]
        plural = self.tokens[at - 1].low.endswith("s")
        if plural or "CC" not in ahead:
            return False
        joint = at + 1 + ahead.index("CC")
        return (
            all(tag == "N" for tag in ahead[: ahead.index("CC")])
            and joint + 1 < len(self.tokens)
            and self.tokens[joint + 1].tag == "N"
        )

    def passive(self, at: int) -> str:
        """The participle behind a subject: "were newly built and renovated" gives "built and renovated"."""
        start = at
        while at < len(self.tokens) and self.tokens[at].tag in ("AUX", "MOD", "ADV"):
            at += 1
        if at >= len(self.tokens) or self.tokens[at].tag != "V" or self.tokens[at].form != "past":
            return ""
        if not any(token.low in self.words.be for token in self.tokens[start:at]) or self.tokens[at].lemma in EMPTY:
            return ""
        end = at + 1
        if end + 1 < len(self.tokens) and self.tokens[end].tag == "CC" and self.tokens[end + 1].form == "past":
            end += 2
        while (
            end < len(self.tokens)
            and end - at <= 6
            and self.tokens[end].tag in ("PREP", "N", "DET", "ADV")
            and self.tokens[end].low not in ("by",)
        ):
            end += 1
        while self.tokens[end - 1].tag in EDGE:
            end -= 1
        return self._slice(self.tokens[at].start, self.tokens[end - 1].end)

    def before(self, last: int, modified: bool = False) -> Span | None:
        """The noun phrase that ends at a place.

        ``modified`` lets participles in, as in "beds provided in the city", where a finite verb is known to follow.
        """
        at = last
        while at >= 0 and last - at <= LONGEST and self._reaches_back(at, last, modified):
            at -= 1
        return self._trim(at + 1, last + 1)

    def is_age(self, at: int) -> bool:
        """Whether a figure is an age that tells which people are meant: "children under 3 years of age"."""
        years = self.tokens[at].tag == "Q" and self.tokens[at].low.endswith(("year", "years"))
        words = [token.low for token in self.tokens[at + 1 : at + 3]]
        return years and (words == ["of", "age"] or words[:1] == ["old"])

    def _inside(self, at: int) -> bool:
        """Whether a figure stands inside a noun phrase: an age, or how many there are of "the 11 cities"."""
        the = at >= 2 and self.tokens[at - 1].low in ("the", "these", "all") and self.tokens[at - 2].tag == "PREP"
        return self.is_age(at) or (the and self.tokens[at].low.isalnum() and self.tokens[at + 1].tag == "N")

    def _reaches_back(self, at: int, last: int, modified: bool) -> bool:
        token, previous = self.tokens[at], self.tokens[at - 1] if at > 0 else None
        tag = token.tag
        if tag == "Q":
            return at < last and previous is not None and self._inside(at)
        if tag in ("N", "YEAR"):
            return not (at < last and self.tokens[at + 1].tag == "DET")
        if tag == "DET":
            return True
        if tag == "ADV":
            return at < last and previous is not None and previous.tag in ("N", "PREP", "DET", "CC")
        if previous is None:
            return False
        if tag == "PREP":
            return self._leads_back(at, previous, modified)
        if tag == "CC":
            return self._ends_list(at - 1) if previous.tag == "COMMA" else previous.tag in ("N", "PUNCT")
        if tag == "COMMA":
            return self._joins_list(at, last)
        if tag == "PUNCT":
            return token.low in "“”\"'’()&‘/"
        participle = tag == "V" and token.form == "past" and previous.tag == "N" and at < last and modified
        return participle and self.tokens[at + 1].tag in ("PREP", "ADV") and not self._has_subject_pronoun(at)

    def _leads_back(self, at: int, previous: Token, modified: bool) -> bool:
        """Whether a preposition belongs to the noun phrase that is followed backwards."""
        low = self.tokens[at].low
        if previous.tag in ("COMMA", "CC"):
            return self._repeats(at)
        if low == "as" and [token.low for token in self.tokens[at + 1 : at + 4 : 2]] == ["a", "of"]:
            return previous.tag == "N"  # "services as a share of GDP"
        if low in ("as", "than", "since", "until", "during", "through", "via"):
            return False
        if previous.tag == "V":
            return modified and low != "with" and self._attaches(at, previous)
        return previous.tag in ("N", "PUNCT") or (previous.tag == "Q" and self.is_age(at - 1))

    def _attaches(self, at: int, previous: Token) -> bool:
        """A prepositional phrase behind a participle belongs to the noun before it."""
        return previous.form == "past" and at >= 2 and self.tokens[at - 2].tag == "N"

    def _has_subject_pronoun(self, at: int) -> bool:
        return any(token.tag == "PRON" for token in self.tokens[max(0, at - 6) : at])

    def _repeats(self, at: int) -> bool:
        """Whether a preposition is said again in a list: "in trade, in industry and in farming"."""
        back = range(max(0, at - 12), at)
        return any(self.tokens[other].low == self.tokens[at].low for other in back)

    def _ends_list(self, at: int) -> bool:
        """Whether ", and" ends a list "A, B, and C"; with no comma before, it joins clauses."""
        back = at - 1
        while back >= 0 and self.tokens[back].tag in ("N", "DET", "PREP", "PUNCT", "YEAR"):
            back -= 1
        return back >= 0 and self.tokens[back].tag == "COMMA" and at - back <= 12

    def _joins_list(self, at: int, last: int) -> bool:
        """Whether a comma stands in a list of nouns that ends in "and": "A, B and C"."""
        if not any(token.tag == "CC" for token in self.tokens[at + 1 : last + 1]):
            return False
        back = at - 1
        while back >= 0 and self.tokens[back].tag in ("N", "DET", "PREP", "PUNCT", "CC", "YEAR"):
            back -= 1
        opens = self.tokens[back + 1] if back + 1 < at else None
        if opens is None or opens.tag in ("PREP", "YEAR") or opens.low in self.words.times or at - back > 12:
            return opens is not None and opens.tag == "PREP" and opens.low == "with" and back >= 0
        if back >= 0 and self.tokens[back].low in self.words.finite:
            return False  # "the plan took effect, sales of rice and corn rose"
        return back < 0 or self.tokens[back].tag in ("COMMA", "SEMI", "V", "SUB", "MOD", "TO")

    def subject(self, verb: int) -> Span | None:
        """The subject of the verb at a place; None for pronouns and where there is none."""
        at = verb - 1
        while at >= 0 and self._is_auxiliary(at):
            at -= 1
        at = self._past_aside(at)
        if at >= 0 and self.tokens[at].tag == "CC" and at > 0 and self.tokens[at - 1].tag in ("V", "Q"):
            return None
        if at >= 0 and self.tokens[at].tag == "SUB" and at > 0:
            at -= 1
            while at > 0 and self.tokens[at].tag == "COMMA":
                at -= 1
        if at < 0 or self.tokens[at].tag not in ("N", "PUNCT", "YEAR") or self.tokens[at].low in self.words.times:
            return None
        return self.before(at, modified=True)

    def _past_aside(self, at: int) -> int:
        """Where the subject ends before an aside between commas: "the jobless rate, based on surveys, was"."""
        if at < 3 or self.tokens[at].tag != "COMMA":
            return at
        opens = next((back for back in range(at - 1, max(0, at - 8), -1) if self.tokens[back].tag == "COMMA"), 0)
        aside = self.tokens[opens + 1 : at]
        led = bool(aside) and (aside[0].tag == "PREP" or (aside[0].tag == "V" and aside[0].form == "past"))
        plain = not any(token.tag in ("Q", "AUX", "MOD", "SUB") for token in aside)
        return opens - 1 if opens and led and plain and self.tokens[opens - 1].tag == "N" else at

    def _is_auxiliary(self, at: int) -> bool:
        token = self.tokens[at]
        if token.tag in ("AUX", "MOD", "TO", "ADV"):
            return True
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            token.tag == "V" and token.lemma in self.words.raising and following is not None and following.tag == "TO"
        )

    def object(self, verb: int, end: int) -> Span | None:
        """The object between a transitive verb and a place; None where a preposition follows the verb."""
        at = verb + 1
        while at < end and self.tokens[at].tag in ("ADV", "PUNCT"):
            at += 1
        if at >= end or self.tokens[at].tag not in ("N", "DET"):
            return None
        span = self.after(at - 1)
        return (span[0], min(span[1], end)) if span and span[0] < end else None

    def first(self) -> Span | None:
        """The first noun phrase of the sentence."""
        at = next((place for place, token in enumerate(self.tokens) if token.tag == "N" and token.low != "no"), None)
        return None if at is None else self.after(at - 1)

    def conjuncts(self, span: Span, count: int) -> list[tuple[str, tuple[int, int]]]:
        """Split "A, B and C" into ``count`` parts, each complete alone; empty where it does not divide so."""
        cuts = self._cuts(span)
        if len(cuts) + 1 < count:
            return []
        best = sorted(sorted(cuts, key=lambda cut: -cut[2])[: count - 1])
        edges = [span[0], *(edge for cut in best for edge in cut[:2]), span[1]]
        pieces = [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]
        if any(start >= end for start, end in pieces):
            return []
        return [(self._completed(pieces, at), self.offsets(piece)) for at, piece in enumerate(pieces)]

    def _cuts(self, span: Span) -> list[tuple[int, int, int]]:
        """Places where a phrase can be split: end of the left part, start of the right, and how likely."""
        cuts, at = [], span[0] + 1
        while at < span[1] - 1:
            token = self.tokens[at]
            if token.tag in ("COMMA", "CC"):
                end = at
                while at + 1 < span[1] and self.tokens[at + 1].tag in ("COMMA", "CC"):
                    at += 1
                right = at + 1
                weight = (
                    3 * (self.tokens[right].tag == "DET") + 2 * (token.tag == "COMMA") + (at > end) + (right > span[0])
                )
                adjectives = self._is_adjective(end - 1) and token.tag == "CC"
                cuts.append((end, right, weight - adjectives))
            at += 1
        return cuts

    def _is_adjective(self, place: int) -> bool:
        return ADJECTIVE.fullmatch(self.tokens[place].low) is not None

    def _opening(self, first: Span) -> int | None:
        """The last preposition of a list's first part, whose words before it hold for all: "the output of"."""
        return next((place for place in range(first[1] - 1, first[0], -1) if self.tokens[place].tag == "PREP"), None)

    def _completed(self, pieces: list[Span], at: int) -> str:
        """Give a part the words it shares with its neighbours: "urban" and "rural residents' income"."""
        own, words = pieces[at], self.words_of(pieces[at])
        first, last = pieces[0], pieces[-1]
        if at < len(pieces) - 1 and self._is_adjective(own[1] - 1):
            noun = next((place for place in range(*last) if not self._is_adjective(place)), None)
            if noun is not None:
                words += " " + self.words_of((noun, last[1]))
                opening = self._opening(first)
                return self.words_of((first[0], opening + 1)) + " " + words if at and opening else words
        shared = next((place for place in range(last[0] + 1, last[1]) if self.tokens[place].tag == "PREP"), None)
        if (
            at < len(pieces) - 1
            and shared is not None
            and own[1] - own[0] <= 3
            and not any(self.tokens[place].tag == "PREP" for place in range(*own))
        ):
            return words + " " + self.words_of((shared, last[1]))
        if at > 0 and self.tokens[own[0]].tag == "PREP":
            head = next((place for place in range(first[0], first[1]) if self.tokens[place].tag == "PREP"), first[1])
            return self.words_of((first[0], head)) + " " + words
        opening = self._opening(first)
        if (
            at > 0
            and opening is not None
            and self.tokens[own[0]].tag != "DET"
            and own[1] - own[0] <= first[1] - opening
        ):
            return self.words_of((first[0], opening + 1)) + " " + words
        return words
