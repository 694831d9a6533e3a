"""A sentence as a row of chunks, one letter each; what the letters stand for is told in the language's data."""

from collections.abc import Callable, Sequence

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.english.lexicon import Lexicon, lexicon
from zjpolicy.reading.english.tokens import Tokens
from zjpolicy.reading.model import Quantity

# A phrase: its letter, its tokens from the first to behind the last, and the token that is its noun or its verb.
Chunk = tuple[str, int, int, int]
# "for services to reach", a verb behind a noun, and a later one of its clause
FOR_TO = compiled("i[nGo]++[vVMARL]")
BEHIND_NOUN = compiled("(?<=[nGhz])[VAMRLX]")
VERB_FOLLOWS = compiled("[^,;&sqVAMRLXPHv]*+[VAMRLXPHv]")
OUTSIDE = ("", "", "", "")  # just outside of a sentence there are no words
QUOTES = frozenset("“”\"'’‘&/")
VERBAL = frozenset(("V", "AUX", "MOD", "TO"))  # what a verb may begin with, what stands before it, and a noun's first
LEADING_VERB = frozenset(("AUX", "MOD", "TO", "ADV"))
NOMINAL = frozenset(("N", "DET", "PUNCT", "ADV"))
# Brackets that hold no figure: "fine particles (PM2.5)"; what tells when: "by the end of 2019"; "came in at".
ASIDE = compiled(r"\([^q)]{0,12}+\)")
WHEN = compiled(r"[oiabftpwx]y(?:[oi]y)*+|[.y]|i(?=[at])")
COMMAS = compiled(",,")  # an aside between commas
# A remark between commas before a verb: "the jobless rate, based on surveys, was".
REMARK = compiled("(?<=[nGh]),(?:n|[UVoiaftwpbu][nGhoiaftwpbu])[nGhoiaftwpbu]{0,7}+,(?=[VPRMALXH])")
# Letters behind a past form and behind an "ing" that leave it a verb, and make it a participle.
OBJECTS, TAILS = frozenset("nGgqzk"), frozenset("oiabftwp")


class Chunks:
    """The tokens and chunks of the sentence from ``start`` to ``end`` with its figures.

    Of the chunks ``letters``, ``starts``, ``ends`` and ``heads`` have a column each; ``ways`` tells which way something
    moves, by the heads of the chunks that tell it.
    """

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end, self.quantities = text, start, end, quantities
        self.words: Lexicon = lexicon(language)
        self.tokens = Tokens(text, start, end, quantities, self.words)
        self.classes = self.tokens.classes()
        # the class of the word at a place, and the word in lower case; both empty just outside of the sentence
        self.tag: Callable[[int], str] = self.tokens.tags.__getitem__
        self.low: Callable[[int], str] = self.tokens.lows.__getitem__
        # where the words of each figure's comparator begin; a rank has none
        self.opens = [each.start if each.unit == "rank" else each.opens for each in quantities]
        self.ways: dict[int, str] = {}
        self._figures = self._leading()
        self._row = self._chunked()
        self.letters = "".join([chunk[0] for chunk in self._row])
        for aside in (ASIDE, WHEN, COMMAS):
            self._leave_out([found.span() for found in aside.finditer(self.letters)])
        self._name_participles()
        self._leave_out([found.span() for found in REMARK.finditer(self.letters) if self._is_remark(found.start() + 1)])
        _, self.starts, self.ends, self.heads = zip(*self._row, ("", 0, 0, 0), strict=True)
        # of a chunk: its letter, its first word and that of its noun or verb; all empty just outside
        self.letter: Callable[[int], str] = [*self.letters, *OUTSIDE].__getitem__
        self.first: Callable[[int], str] = [*map(self.low, self.starts[:-1]), *OUTSIDE].__getitem__
        self.noun: Callable[[int], str] = [*map(self.low, self.heads[:-1]), *OUTSIDE].__getitem__

    def _leave_out(self, spans: list[tuple[int, int]]) -> None:
        """Leave out spans of chunks."""
        for start, end in reversed(spans):
            del self._row[start:end]
            self.letters = self.letters[:start] + self.letters[end:]

    def _name_participles(self) -> None:
        """Tell participles behind a noun from verbs: in "towns hit by floods grew" only "grew" is one."""
        letters, named = self.letters, list(self.letters)
        for found in FOR_TO.finditer(letters):
            opens, verb = self._row[found.start()], self._row[found.end() - 1]
            if self.low(opens[1]) == "for" and self.tag(verb[1]) == "TO":
                named[found.start()] = "s"
        for found in BEHIND_NOUN.finditer(letters):
            _, start, _, head = self._row[found.start()]
            following, form, low = letters[found.end() : found.end() + 1], self.tokens.forms[head], self.low(head)
            past = form == "past" or low in self.words.unchanged
            left = past and low not in self.words.finite and following not in OBJECTS
            left = left or (form == "ing" and following in TAILS)
            told = past and VERB_FOLLOWS.match(letters, found.end())
            if start == head and (told or (left and found[0] == "V")):
                named[found.start()] = "U"
        self.letters = "".join(named)

    def _is_remark(self, at: int) -> bool:
        """Whether what stands between commas before a verb is no verb with its subject left out."""
        _, start, _, head = self._row[at]
        return self.letters[at] != "V" or (start == head and self.tokens.forms[head] == "past")

    def _chunked(self) -> list[Chunk]:
        row: list[Chunk] = []
        at, last, tag, figures = 0, len(self.classes), self.tag, self._figures
        while at < last:
            kind = tag(at)
            make = self._noun if kind in NOMINAL else self._verb if kind in VERBAL else self._mark
            row.append(chunk := self._figure(at) if at in figures else make(at) or self._mark(at))
            at = chunk[2]
        return row

    def _figure(self, at: int) -> Chunk:
        """A figure with what only says how exactly: "a record of about 20", "the 3 million mark"."""
        place, low, tag = self._figures[at], self.low, self.tag
        end = place + 1
        while low(end) in self.words.behind_figures and tag(end + 1) != "PREP":  # but not "a 20-km line to"
            end += 1
        if low(end) in self.words.pieces and tag(end + 1) not in ("N", "V") and low(end + 1) != "of":
            end += 1
        # an age that tells who is meant: "children under 3 years of age"
        old = low(place + 1) == "old" or (low(place + 1), low(place + 2)) == ("of", "age")
        aged = (old and low(place).endswith(("year", "years"))) or low(at - 1) == "aged"
        return "k" if aged else "q", at, end, place

    def _leading(self) -> dict[int, int]:
        """The words a figure may begin with, and where its number stands."""
        figures: dict[int, int] = {}
        for place in self.tokens.figures:
            figures[place] = place
            at = place - 1
            while at >= 0 and self._leads(at, place):
                if self.low(at) != "of":
                    figures[at] = place
                at -= 1
        return figures

    def _leads(self, at: int, place: int) -> bool:
        """Whether a word before a number says nothing but how exactly, or of how many, it is told."""
        low, tag, words, number = self.low(at), self.tag(at), self.words, self.tokens.figures[place]
        if tag == "V" and (lemma := self.tokens.lemmas[at]) in words.reached and lemma not in words.down:
            return False
        if low in words.listing:
            return self.tag(at - 1) == "Q" and self.quantities[number].unit == "rank"
        adverb = tag == "ADV" and low not in ("up", "down")
        told = adverb or low in words.leads or (tag == "PUNCT" and low not in "()[]")
        return told or self.tokens.starts[at] >= self.opens[number]

    def _verb(self, at: int) -> Chunk | None:
        """A verb with auxiliaries, adverbs and the verbs that lead to it: "is expected to have exceeded"."""
        end, tag, low, words = at, self.tag, self.low, self.words
        while tag(end) in LEADING_VERB:
            end += 1
        if tag(end) != "V":
            return self._copula(at, end)
        lemma, stop = self.tokens.lemmas[end], end + 1
        if lemma in words.comparing and low(stop) in ("with", "to"):
            return "x", at, stop + 1, end
        to = end + 2 if tag(stop) == "PRON" else self._leads_to(end)  # "we said they were"
        if to and (more := self._verb(to)):
            return "V" if more[0] == "v" and tag(at) != "TO" else more[0], at, *more[2:]
        while tag(stop) == "CC" and (joined := self._joined(stop + 1, self.tokens.forms[end])):
            stop = joined
        if low(stop) == "up" and lemma not in words.movers:
            stop += 1
        if lemma in words.moved:
            self.ways[end] = "up" if lemma in words.up else "down"
        return self._verb_letter(at, end, stop), at, stop, end

    def _leads_to(self, at: int) -> int:
        """Where "to" stands behind a verb that only leads to another: "strive to", "make every effort to"; else 0."""
        to, lemma = at + 1, self.tokens.lemmas[at]
        if lemma in self.words.attempting:
            while self.tag(to) in ("DET", "N") and self.low(to) not in self.words.attempts:
                to += 1
            to += 1
        elif lemma not in self.words.raising:
            return 0
        return to if self.tag(to) == "TO" else 0

    def _joined(self, at: int, form: str) -> int:
        """Where a second verb of the same form ends: "improved and fully restored"; 0 where there is none."""
        while self.tag(at) == "ADV":
            at += 1
        return at + 1 if self.tag(at) == "V" and self.tokens.forms[at] == form else 0

    def _verb_letter(self, at: int, head: int, stop: int) -> str:
        lemma, words, behind = self.tokens.lemmas[head], self.words, self.low(head + 1)
        if lemma in words.lacking and behind == "short":
            return "R" if stop in self._figures else "X"
        letter = "R" if lemma in words.takes_up and behind == "up" else words.verb_letters.get(lemma, "V")
        if letter == "V" and self.tokens.forms[head] == "past" and not words.be.isdisjoint(self.tokens.lows[at:head]):
            return "P"
        object_behind = self.tag(stop) in ("N", "DET") and stop not in self._figures  # "policies to stabilize trade"
        return "v" if self.tag(at) == "TO" and (letter == "V" or (letter == "R" and object_behind)) else letter

    def _copula(self, at: int, end: int) -> Chunk | None:
        """A form of "be" or "have" that is a verb of its own, with "worth" or "equal to" behind it."""
        auxiliary = next((place for place in range(at, end) if self.tag(place) == "AUX"), None)
        if auxiliary is None:
            return None
        while self.tag(end - 1) == "ADV":
            end -= 1
        letter = "H" if self.low(end - 1) in self.words.have else "R"
        if self.low(end) in self.words.predicates:
            end += 1 + (self.low(end + 1) == "to")
        return letter, at, end, auxiliary

    def _noun(self, at: int) -> Chunk | None:
        """A noun with the words before it that belong to it."""
        if self.low(at) in self.words.closing:
            return "R", at, at + 1, at
        end, head, tag = at, -1, self.tag
        while True:
            if (kind := tag(end)) == "N":
                if head >= 0 and (self._closes(end) or self._tells_when(at, head)):
                    break
                head = end
            elif not self._goes_on(end, kind) and (kind != "DET" or head == end - 1 >= 0):
                break
            end += 1
        return self._noun_class(at, end, head) if head >= 0 else None

    def _goes_on(self, at: int, tag: str) -> bool:
        """Whether a word that is no noun may stand among the words of one phrase."""
        if tag == "PUNCT":
            return self.low(at) in QUOTES
        if tag == "ADV":
            return self.low(at) not in ("up", "down") and self.tag(at + 1) == "N" and at not in self._figures
        return tag in ("CC", "COMMA") and self._joins_adjectives(at)

    def content(self, start: int, head: int) -> list[str]:
        """The nouns and adjectives of a phrase before its head."""
        return [self.low(at) for at in range(start, head) if self.tag(at) == "N"]

    def _tells_when(self, first: int, head: int) -> bool:
        """Whether a phrase only tells when: "last year" in "last year exports rose"."""
        low = self.low(head)
        if low not in self.words.hours:
            return False
        content = self.content(first, head)
        if not content:
            return low != "time" and not (self.low(first - 1) == "of" and low.endswith("s"))  # "the share of days"
        return all(word in self.words.when or word.isdigit() for word in content)

    def _closes(self, at: int) -> bool:
        """Whether a word begins another phrase: a figure's first word, or a verbless "worth"."""
        opens = at in self._figures and (self.low(at) in self.words.leading or self.tokens.starts[at] in self.opens)
        return opens or self.low(at) in self.words.closing

    def _joins_adjectives(self, at: int) -> bool:
        """Whether "and" or a comma stands between words before one noun: "small, medium and micro enterprises"."""
        after = at + 1 + (self.tag(at + 1) == "CC")
        if not self.words.is_adjective(self.low(at - 1)) or self.tag(after) != "N":
            return False
        follows = self.words.is_adjective(self.low(after)) and self.tag(after + 1) in ("N", "CC", "COMMA")
        return follows or (self.tag(at) == "CC" and self.tag(after + 1) == "N")

    def _noun_class(self, start: int, end: int, head: int) -> Chunk:
        words, spelt = self.words, self.low(head)
        part = self.low(start - 1) == "of" or self.tag(start - 1) == "Q"
        if words.is_plain(spelt) and not part:
            return "n", start, end, head
        content = self.content(start, head)
        low = spelt.removesuffix("’").removesuffix("'s")
        bare, measures = words.change_adjectives.issuperset(content), low in words.measuring
        if direction := words.change_of(low) or (words.change_of(self.low(head - 1)) if measures else ""):
            alone = bare or (measures and words.change_adjectives.issuperset(content[:-1]))
            sinks = not words.sinking.isdisjoint(content)
            self.ways[head] = "down" if sinks else direction
            return "g" if alone else "G", start, end, head
        letter = "n"
        if self._tells_when(start, head):
            letter = "y"
        elif part and (low in words.wholes or low != spelt or "total" in content):  # "a fifth of the nation's"
            letter = "h"
        elif bare and (low in words.standing or (measures and not content and self.low(end) != "of")):
            letter = "z"
        return letter, start, end, head

    def _mark(self, at: int) -> Chunk:
        low, tag, words = self.low(at), self.tag(at), self.words
        letter, direction = words.mark(low, tag)
        if direction:
            self.ways[at] = direction
        if low not in words.unsettled:
            return letter, at, at + 1, at
        if low == "in" and f"in {self.low(at + 1)} {self.low(at + 2)}" == words.beyond:
            self.ways[at] = "up"
            return "u", at, at + 3, at
        if tag == "COMP" and low in words.positions and self.tag(at + 1) in ("N", "DET"):
            letter = "u"  # "below budget"
        if low in words.standing:
            led = self.tag(at - 1) == "SUB" and self.tag(at + 1) == "PREP"  # "while that in towns"
            letter = "z" if tag != "SUB" or led or self.low(at + 1) == "of" else letter
        return letter, at, at + 1, at
