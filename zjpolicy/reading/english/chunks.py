"""A sentence as a row of chunks, one letter each; what the letters stand for is told in the language's data."""

from collections.abc import Callable, Iterator, Sequence

from zjpolicy.languages import Language
from zjpolicy.reading.english.asides import Chunk, drop_remarks, verb_follows, without_asides, without_times
from zjpolicy.reading.english.lexicon import Lexicon, lexicon
from zjpolicy.reading.english.tokens import Token, tokenise
from zjpolicy.reading.model import Quantity

# How many words may stand between the first word of a figure, as in "a total of more than", and its number.
LEAD = 9
OUTSIDE = ("", "", "", "")  # just outside of a sentence there are no words
QUOTES = "“”\"'’‘&/"
VERBAL = frozenset(("V", "AUX", "MOD", "TO"))  # what a verb may begin with, and a noun
NOMINAL = frozenset(("N", "DET", "PUNCT", "YEAR", "ADV"))


class Chunks:
    """The tokens and chunks of one sentence.

    Parameters
    ----------
    text : str
        The report's text.
    start, end : int
        Span of the sentence.
    quantities : sequence of Quantity
        Those inside it, in text order.
    language : Language
        English.
    """

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end, self.quantities = text, start, end, quantities
        self.words: Lexicon = lexicon(language)
        self.tokens: list[Token] = tokenise(text, start, end, quantities, self.words)
        # the class of the word at a place, and the word in lower case; both empty just outside of the sentence
        self.tag: Callable[[int], str] = [*(token.tag for token in self.tokens), *OUTSIDE].__getitem__
        self.low: Callable[[int], str] = [*(token.low for token in self.tokens), *OUTSIDE].__getitem__
        self.opens = [_opens(quantity) for quantity in quantities]
        self._figures = dict(self._leading())
        self.list = without_times(without_asides(list(self._chunked())))
        self._name_participles()
        drop_remarks(self.list, self.tokens)
        self.letters = "".join(chunk.letter for chunk in self.list)
        # of a chunk: its letter, its first word and that of its noun or verb; all empty just outside
        self.letter: Callable[[int], str] = [*self.letters, *OUTSIDE].__getitem__
        self.first: Callable[[int], str] = [*(self.low(chunk.start) for chunk in self.list), *OUTSIDE].__getitem__
        self.noun: Callable[[int], str] = [*(self.low(chunk.head) for chunk in self.list), *OUTSIDE].__getitem__

    def _name_participles(self) -> None:
        """Tell participles behind a noun from verbs: in "towns hit by floods grew" only "grew" is one."""
        for at, chunk in enumerate(self.list[1:], 1):
            if chunk.letter in "vVMARL" and self.tag(chunk.start) == "TO" and (led := self._led_by_for(at)):
                self.list[led].letter = "s"
            token = self.tokens[chunk.head]
            behind = self.list[at - 1].letter in "nGhz" and chunk.start == chunk.head
            if not behind or chunk.letter not in "VAMRLX":
                continue
            past = token.form == "past" or token.low in self.words.unchanged
            told = past and verb_follows(self.list, at)
            following = self.list[at + 1].letter if at + 1 < len(self.list) else ""
            left = (
                past and chunk.letter == "V" and token.low not in self.words.finite and following not in tuple("nGgqzk")
            )
            if told or left or (chunk.letter == "V" and token.form == "ing" and following in tuple("oiabftwp")):
                chunk.letter = "U"

    def _led_by_for(self, at: int) -> int:
        """Where the "for" of "for services to reach" stands, if the verb at a place has one; else 0."""
        back = at - 1
        while back > 0 and self.list[back].letter in "nGo":
            back -= 1
        return back if back < at - 1 and self.low(self.list[back].start) == "for" else 0

    def _chunked(self) -> Iterator[Chunk]:
        at, tag, last = 0, self.tag, len(self.tokens)
        while at < last:
            chunk = self._figure(at) if at in self._figures else None
            if chunk is None and tag(at) in VERBAL:
                chunk = self._verb(at)
            if chunk is None and tag(at) in NOMINAL:
                chunk = self._noun(at)
            chunk = chunk or self._mark(at)
            yield chunk
            at = chunk.end

    def _figure(self, at: int) -> Chunk | None:
        """A figure with what only says how exactly: "a record of about 20", "the 3 million mark"."""
        place = self._figures.get(at)
        if place is None:
            return None
        quantity, end = self.tokens[place].quantity, place + 1
        letter = "k" if self._is_age(place) else "q"
        while self._belongs(end, letter):
            end += 1
        if self.low(end) in self.words.pieces and self.tag(end + 1) not in ("N", "V") and self.low(end + 1) != "of":
            end += 1
        return Chunk(letter, at, end, place, figure=quantity)

    def _belongs(self, at: int, letter: str) -> bool:
        """Whether a word behind a figure is part of it: "the 3 million mark", but not "a 20-km line to"."""
        if letter == "k" and self.low(at) in ("of", "age", "old"):
            return True
        return self.low(at) in self.words.behind_figures and self.tag(at + 1) != "PREP"

    def _is_age(self, place: int) -> bool:
        """Whether a figure is an age that tells who is meant: "children under 3 years of age"."""
        years = self.tokens[place].low.endswith(("year", "years"))
        return years and (self.low(place + 1) == "old" or [self.low(place + 1), self.low(place + 2)] == ["of", "age"])

    def _leading(self) -> Iterator[tuple[int, int]]:
        """Yield the words a figure may begin with, and where its number stands."""
        for place, token in enumerate(self.tokens):
            at = place if token.tag == "Q" else -1
            while at >= 0 and (at == place or self._leads(at, place)) and place - at <= LEAD:
                if self.low(at) != "of":
                    yield at, place
                at -= 1

    def _leads(self, at: int, place: int) -> bool:
        """Whether a word before a number says nothing but how exactly, or of how many, it is told."""
        token = self.tokens[at]
        if token.tag == "V" and token.lemma in self.words.reached and token.lemma not in self.words.down:
            return False
        if token.start >= self.opens[self.tokens[place].quantity]:
            return True
        if token.low in self.words.listing:
            return self.tag(at - 1) == "Q" and self.quantities[self.tokens[place].quantity].unit == "rank"
        if token.low == "of":
            return self.low(at - 1) in self.words.measuring
        if token.low in self.words.mean and self.low(at + 1) in self.words.mean:
            return True  # "an annual average of"
        if token.low in self.words.measuring and (self.low(at + 1) == "of" or at + 1 == place):
            return True
        adverb = token.tag == "ADV" and token.low not in ("up", "down")
        return adverb or token.low in self.words.leading or (token.tag == "PUNCT" and token.low not in "()[]")

    def _verb(self, at: int) -> Chunk | None:
        """A verb with auxiliaries, adverbs and the verbs that lead to it: "is expected to have exceeded"."""
        if self.tag(at) not in VERBAL:
            return None
        end = at
        passive = False
        while self._leads_verb(end, at):
            passive = passive or self.low(end) in self.words.be
            end += 1
        if self.tag(end) != "V":
            return self._copula(at, end)
        if self.tokens[end].lemma in self.words.comparing and self.low(end + 1) in ("with", "to"):
            return Chunk("x", at, end + 2, end)
        led = self._leads_to(end)
        if led and (more := self._verb(led)):
            letter = "V" if more.letter == "v" and self.tag(at) != "TO" else more.letter
            return Chunk(letter, at, more.end, more.head, more.direction)
        if (
            self.tokens[end].lemma in self.words.saying
            and self.tag(end + 1) == "PRON"
            and (more := self._verb(end + 2))
        ):
            return Chunk(more.letter, at, more.end, more.head, more.direction)
        if passive and self.tag(end + 1) == "TO" and (more := self._verb(end + 1)) and self._moves(more):
            return Chunk(more.letter, at, more.end, more.head, more.direction)  # "is budgeted to grow"
        head, stop = end, end + 1
        while self.tag(stop) == "CC" and (joined := self._joined(stop + 1, self.tokens[head].form)):
            stop = joined
        if self.low(stop) == "up" and self.tokens[head].lemma not in self.words.movers:
            stop += 1
        return Chunk(*self._verb_class(head, passive, stop, at))

    def _leads_to(self, at: int) -> int:
        """Where "to" stands behind a verb that only leads to another: "strive to", "make every effort to"; else 0."""
        to = at + 1
        if self.tokens[at].lemma in self.words.attempting:
            while to < at + 5 and self.tag(to) in ("DET", "N") and self.low(to) not in self.words.attempts:
                to += 1
            to = to + 1 if self.low(to) in self.words.attempts else 0
        elif self.tokens[at].lemma not in self.words.raising:
            to = 0
        return to if to and self.tag(to) == "TO" else 0

    def _moves(self, more: Chunk) -> bool:
        """Whether what something is budgeted to do is to move or to reach: not to keep something else."""
        return more.letter in "MAR" and self.tokens[more.head].lemma not in self.words.holding

    def _takes_object(self, at: int) -> bool:
        """Whether a noun stands behind a verb, no figure: "policies to stabilize trade"."""
        return self.tag(at) in ("N", "DET") and at not in self._figures

    def _joined(self, at: int, form: str) -> int:
        """Where a second verb of the same form ends: "improved and fully restored"; 0 where there is none."""
        while self.tag(at) == "ADV":
            at += 1
        return at + 1 if self.tag(at) == "V" and self.tokens[at].form == form else 0

    def _verb_class(self, head: int, passive: bool, stop: int, at: int) -> tuple[str, int, int, int, str]:
        lemma, words = self.tokens[head].lemma, self.words
        direction = "up" if lemma in words.up else "down" if lemma in words.down else ""
        if lemma in words.lacking and self.low(head + 1) == "short":
            return ("R", at, stop, head, "") if stop in self._figures else ("X", at, stop + 2, head, "")
        if lemma in words.takes_up and self.low(head + 1) == "up":
            return "R", at, stop, head, ""
        letter = words.verb_letters.get(lemma, "V")
        if letter == "V" and passive and self.tokens[head].form == "past":
            letter = "P"
        elif self.tag(at) == "TO" and (letter == "V" or (letter == "R" and self._takes_object(stop))):
            letter = "v"
        return letter, at, stop, head, direction

    def _leads_verb(self, at: int, first: int) -> bool:
        tag = self.tag(at)
        if tag in ("AUX", "MOD"):
            return True
        if tag == "TO":
            return self.tag(at + 1) in ("V", "AUX", "ADV")
        return tag == "ADV" and at > first and self.low(at) not in ("up", "down")

    def _copula(self, at: int, end: int) -> Chunk | None:
        """A form of "be" or "have" that is a verb of its own, with "worth" or "equal to" behind it."""
        auxiliary = next((place for place in range(at, end) if self.tag(place) == "AUX"), None)
        if auxiliary is None:
            return None
        while end > auxiliary + 1 and self.tag(end - 1) == "ADV":
            end -= 1
        letter = "H" if self.tokens[end - 1].low in self.words.have else "R"
        if letter == "R" and self.low(end) in self.words.predicates:
            end += 1 + (self.low(end + 1) == "to")
        return Chunk(letter, at, end, auxiliary)

    def _noun(self, at: int) -> Chunk | None:
        """A noun with the words before it that belong to it."""
        if self.low(at) in self.words.closing:
            return Chunk("R", at, at + 1, at)
        if self.tag(at) == "YEAR" and self.tag(at - 1) == "PREP" and self.low(at - 1) != "of":
            return Chunk("y", at, at + 1, at)  # "by 2019 road traffic will"
        end, head = at, -1
        while end < len(self.tokens) and self._in_noun(end, at, head):
            if self.tag(end) in ("N", "YEAR"):
                head = end
            end += 1
        if head < 0:
            return None
        while end > head + 1 and self.tag(end - 1) in ("DET", "ADV"):
            end -= 1
        return Chunk(*self._noun_class(at, max(end, head + 1), head))

    def _in_noun(self, at: int, first: int, head: int) -> bool:
        token, tag = self.tokens[at], self.tag(at)
        if tag == "N":
            return not (head >= 0 and (self._closes(at, first) or self._tells_when(first, head)))
        if tag == "DET":
            return (head < 0 or head != at - 1) and not self._begins_figure(at, first)
        if tag == "PUNCT":
            return token.low in QUOTES
        if tag == "YEAR":
            return head < 0 or self.tag(at + 1) == "N"
        if tag == "ADV":
            return token.low not in ("up", "down") and self.tag(at + 1) == "N" and at not in self._figures
        return tag in ("CC", "COMMA") and head >= 0 and self._joins_adjectives(at)

    def before(self, start: int, head: int) -> list[str]:
        """The nouns and adjectives of a phrase before its head."""
        return [self.low(at) for at in range(start, head) if self.tag(at) == "N"]

    def content(self, chunk: Chunk) -> list[str]:
        """The nouns and adjectives of a chunk before its head."""
        return self.before(chunk.start, chunk.head)

    def _tells_when(self, first: int, head: int) -> bool:
        """Whether a phrase only tells when: "last year" in "last year exports rose"."""
        low = self.low(head)
        if low not in self.words.hours:
            return False
        content = self.before(first, head)
        if not content:
            return low != "time" and not (self.low(first - 1) == "of" and low.endswith("s"))  # "the share of days"
        return all(word in self.words.when or word.isdigit() for word in content)

    def _closes(self, at: int, first: int) -> bool:
        """Whether a word begins another phrase: a figure's first word, or a verbless "worth"."""
        return self.low(at) in self.words.closing or self._begins_figure(at, first)

    def _begins_figure(self, at: int, first: int) -> bool:
        if at <= first or at not in self._figures:
            return False
        return self.low(at) in self.words.leading or self.tokens[at].start in self.opens

    def _joins_adjectives(self, at: int) -> bool:
        """Whether "and" or a comma stands between words before one noun: "small, medium and micro enterprises"."""
        after = at + 1 + (self.tag(at + 1) == "CC")
        both = self.words.is_adjective(self.low(after)) or (self.tag(at) == "CC" and self.tag(after + 1) == "N")
        if not self.words.is_adjective(self.low(at - 1)) or not both:
            return False
        if self.tag(at) == "COMMA" and self.tag(at + 1) != "CC" and self.tag(after + 1) not in ("CC", "COMMA"):
            return False
        return self.tag(after) == "N" and self.tag(after + 1) in ("N", "CC", "COMMA")

    def _noun_class(self, start: int, end: int, head: int) -> tuple[str, int, int, int, str]:
        words, low, content = self.words, self.low(head).removesuffix("’").removesuffix("'s"), self.before(start, head)
        bare, measures = words.change_adjectives.issuperset(content), low in words.measuring
        if direction := words.change_of(low) or (words.change_of(self.low(head - 1)) if measures else ""):
            alone = bare or (measures and words.change_adjectives.issuperset(content[:-1]))
            sinks = not words.sinking.isdisjoint(content)
            return ("g" if alone else "G"), start, end, head, "down" if sinks else direction
        if self.tag(head) == "YEAR" or self._tells_when(start, head):
            return "y", start, end, head, ""
        whole = low in words.wholes or low != self.low(head) or "total" in content  # "a fifth of the nation's"
        if whole and end - start <= 4 and (self.low(start - 1) == "of" or self.tag(start - 1) == "Q"):
            return "h", start, end, head, ""
        stands = low in words.standing or (measures and not content and self.low(end) != "of")
        told = low in words.adverbials and self.tag(start - 1) == "PREP" and end - start <= 2
        return ("z" if stands and bare else "y" if told else "n"), start, end, head, ""

    def _mark(self, at: int) -> Chunk:
        token, words = self.tokens[at], self.words
        direction = ""
        if token.low == "in" and f"in {self.low(at + 1)} {self.low(at + 2)}" == words.beyond:
            return Chunk("u", at, at + 3, at, "up")
        if token.tag == "PREP":
            letter = words.letters.get(token.low, "p")
        elif token.low in ("up", "down"):
            letter, direction = "d", token.low
        elif token.tag == "COMP":
            held = token.low in words.positions and self.tag(at + 1) in ("N", "DET")  # "below budget"
            letter, direction = "u" if held else "c", words.comparatives[token.low]
        elif token.tag == "PUNCT":
            letter = token.low if token.low in "()" else "."
        elif token.low == "whose":
            letter = "w"
        else:
            letter = ":" if token.low in ":：" else MARKS.get(token.tag, ".")
        if token.low in words.standing and (token.tag != "SUB" or self.low(at + 1) == "of"):
            letter = "z"
        return Chunk(letter, at, at + 1, at, direction)


MARKS = {"COMMA": ",", "CC": "&", "SEMI": ";", "SUB": "s", "PRON": "e", "YEAR": "y", "TO": "t", "V": "V", "DET": "."}


def _opens(quantity: Quantity) -> int:
    """Where the words of a quantity's comparator begin; a rank has none."""
    return quantity.opens if quantity.opens >= 0 and quantity.unit != "rank" else quantity.start
