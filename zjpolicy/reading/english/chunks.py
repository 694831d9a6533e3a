"""A sentence as a row of chunks, one letter each; what the letters stand for is told in the language's data."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from zjpolicy.languages import Language, compiled
from zjpolicy.reading.english.lexicon import Lexicon, lexicon
from zjpolicy.reading.english.tokens import Token, tokenise
from zjpolicy.reading.model import Quantity

# "for services to reach", a verb behind a noun, and a later one of its clause
FOR_TO = compiled("i[nGo]++[vVMARL]")
BEHIND_NOUN = compiled("(?<=[nGhz])[VAMRLX]")
VERB_FOLLOWS = compiled("[^,;&sqVAMRLXPHv]*+[VAMRLXPHv]")
OUTSIDE = ("", "", "", "")  # just outside of a sentence there are no words
QUOTES = "“”\"'’‘&/"
VERBAL = frozenset(("V", "AUX", "MOD", "TO"))  # what a verb may begin with, what stands before it, and a noun's first
LEADING_VERB = frozenset(("AUX", "MOD", "TO", "ADV"))
NOMINAL = frozenset(("N", "DET", "PUNCT", "ADV"))
PLAIN = {"(": "(", ")": ")", ":": ":", "：": ":"}  # marks that are letters
# Brackets that hold no figure: "fine particles (PM2.5)"; what tells when: "by the end of 2019"; "came in at".
ASIDE = compiled(r"\([^q)]{0,12}+\)")
WHEN = compiled(r"[oiabftpwx]y(?:[oi]y)*+|[.y]|i(?=[at])")
COMMAS = compiled(",,")  # an aside between commas
# A remark between commas before a verb: "the jobless rate, based on surveys, was".
REMARK = compiled("(?<=[nGh]),(?:n|[UVoiaftwpbu][nGhoiaftwpbu])[nGhoiaftwpbu]{0,7}+,(?=[VPRMALXH])")


@dataclass(slots=True)
class Chunk:
    """A phrase of a sentence: its letter, its tokens, and what a pattern of letters cannot tell."""

    letter: str
    start: int
    end: int
    head: int  # the token that is its noun or its verb
    direction: str = ""  # up or down, of words that tell which way something moves
    figure: int = -1


def letters_of(chunks: Sequence[Chunk]) -> str:
    """The letters of chunks, in a row."""
    return "".join([chunk.letter for chunk in chunks])


def without(chunks: Sequence[Chunk], pattern: "regex.Pattern[str]") -> list[Chunk]:
    """Leave out the chunks whose letters fit a pattern."""
    kept: list[Chunk] = []
    at = 0
    for found in pattern.finditer(letters_of(chunks)):
        kept += chunks[at : found.start()]
        at = found.end()
    return [*kept, *chunks[at:]]


class Chunks:
    """The tokens and chunks of the sentence from ``start`` to ``end`` with its figures."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end, self.quantities = text, start, end, quantities
        self.words: Lexicon = lexicon(language)
        self.tokens: list[Token] = tokenise(text, start, end, quantities, self.words)
        # the class of the word at a place, and the word in lower case; both empty just outside of the sentence
        self.tag: Callable[[int], str] = [*(token.tag for token in self.tokens), *OUTSIDE].__getitem__
        self.low: Callable[[int], str] = [*(token.low for token in self.tokens), *OUTSIDE].__getitem__
        # where the words of each figure's comparator begin; a rank has none
        self.opens = [each.start if each.unit == "rank" else each.opens for each in quantities]
        self._figures = dict(self._leading())
        self.list = without(without(without(list(self._chunked()), ASIDE), WHEN), COMMAS)
        self._name_participles()
        self._drop_remarks()
        self.letters = letters_of(self.list)
        # of a chunk: its letter, its first word and that of its noun or verb; all empty just outside
        self.letter: Callable[[int], str] = [*self.letters, *OUTSIDE].__getitem__
        self.first: Callable[[int], str] = [*(self.low(chunk.start) for chunk in self.list), *OUTSIDE].__getitem__
        self.noun: Callable[[int], str] = [*(self.low(chunk.head) for chunk in self.list), *OUTSIDE].__getitem__

    def _name_participles(self) -> None:
        """Tell participles behind a noun from verbs: in "towns hit by floods grew" only "grew" is one."""
        letters = letters_of(self.list)
        for found in FOR_TO.finditer(letters):
            opens, verb = self.list[found.start()], self.list[found.end() - 1]
            if self.low(opens.start) == "for" and self.tag(verb.start) == "TO":
                opens.letter = "s"
        for found in BEHIND_NOUN.finditer(letters):
            chunk, following = self.list[found.start()], letters[found.end() : found.end() + 1]
            token = self.tokens[chunk.head]
            past = token.form == "past" or token.low in self.words.unchanged
            left = past and token.low not in self.words.finite and following not in tuple("nGgqzk")
            left = left or (token.form == "ing" and following in tuple("oiabftwp"))
            told = past and VERB_FOLLOWS.match(letters, found.end())
            if chunk.start == chunk.head and (told or (left and chunk.letter == "V")):
                chunk.letter = "U"

    def _drop_remarks(self) -> None:
        """Leave out what stands between commas before a verb, unless that is a verb with its subject left out."""
        for found in reversed(list(REMARK.finditer(letters_of(self.list)))):
            opens = self.list[found.start() + 1]
            if opens.letter != "V" or (opens.start == opens.head and self.tokens[opens.head].form == "past"):
                del self.list[found.start() : found.end()]

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
        return Chunk("k" if aged else "q", at, end, place, figure=self.tokens[place].quantity)

    def _leading(self) -> Iterator[tuple[int, int]]:
        """Yield the words a figure may begin with, and where its number stands."""
        for place, token in enumerate(self.tokens):
            if token.tag == "Q":
                yield place, place
                at = place - 1
                while at >= 0 and self._leads(at, place):
                    if self.low(at) != "of":
                        yield at, place
                    at -= 1

    def _leads(self, at: int, place: int) -> bool:
        """Whether a word before a number says nothing but how exactly, or of how many, it is told."""
        token, words, number = self.tokens[at], self.words, self.tokens[place].quantity
        if token.tag == "V" and token.lemma in words.reached and token.lemma not in words.down:
            return False
        if token.low in words.listing:
            return self.tag(at - 1) == "Q" and self.quantities[number].unit == "rank"
        adverb = token.tag == "ADV" and token.low not in ("up", "down")
        told = adverb or token.low in words.leads or (token.tag == "PUNCT" and token.low not in "()[]")
        return told or token.start >= self.opens[number]

    def _verb(self, at: int) -> Chunk | None:
        """A verb with auxiliaries, adverbs and the verbs that lead to it: "is expected to have exceeded"."""
        end, tag, low, words = at, self.tag, self.low, self.words
        while tag(end) in LEADING_VERB:
            end += 1
        if tag(end) != "V":
            return self._copula(at, end)
        lemma, stop = self.tokens[end].lemma, end + 1
        if lemma in words.comparing and low(stop) in ("with", "to"):
            return Chunk("x", at, stop + 1, end)
        to = end + 2 if tag(stop) == "PRON" else self._leads_to(end)  # "we said they were"
        if to and (more := self._verb(to)):
            letter = "V" if more.letter == "v" and tag(at) != "TO" else more.letter
            return replace(more, letter=letter, start=at)
        while tag(stop) == "CC" and (joined := self._joined(stop + 1, self.tokens[end].form)):
            stop = joined
        if low(stop) == "up" and lemma not in words.movers:
            stop += 1
        direction = "up" if lemma in words.up else "down" if lemma in words.down else ""
        return Chunk(self._verb_letter(at, end, stop), at, stop, end, direction)

    def _leads_to(self, at: int) -> int:
        """Where "to" stands behind a verb that only leads to another: "strive to", "make every effort to"; else 0."""
        to, lemma = at + 1, self.tokens[at].lemma
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
        return at + 1 if self.tokens[at : at + 1] and self.tag(at) == "V" and self.tokens[at].form == form else 0

    def _verb_letter(self, at: int, head: int, stop: int) -> str:
        lemma, words, behind = self.tokens[head].lemma, self.words, self.low(head + 1)
        if lemma in words.lacking and behind == "short":
            return "R" if stop in self._figures else "X"
        letter = "R" if lemma in words.takes_up and behind == "up" else words.verb_letters.get(lemma, "V")
        passive = any(self.low(place) in words.be for place in range(at, head))
        if letter == "V" and passive and self.tokens[head].form == "past":
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
        return Chunk(letter, at, end, auxiliary)

    def _noun(self, at: int) -> Chunk | None:
        """A noun with the words before it that belong to it."""
        if self.low(at) in self.words.closing:
            return Chunk("R", at, at + 1, at)
        end, head = at, -1
        while self._in_noun(end, at, head):
            if self.tag(end) == "N":
                head = end
            end += 1
        return self._noun_class(at, end, head) if head >= 0 else None

    def _in_noun(self, at: int, first: int, head: int) -> bool:
        low, tag = self.low(at), self.tag(at)
        if tag == "N":
            return head < 0 or not (self._closes(at) or self._tells_when(first, head))
        if tag == "DET":
            return head < 0 or head != at - 1
        if tag == "PUNCT":
            return low in QUOTES
        if tag == "ADV":
            return low not in ("up", "down") and self.tag(at + 1) == "N" and at not in self._figures
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
        opens = at in self._figures and (self.low(at) in self.words.leading or self.tokens[at].start in self.opens)
        return opens or self.low(at) in self.words.closing

    def _joins_adjectives(self, at: int) -> bool:
        """Whether "and" or a comma stands between words before one noun: "small, medium and micro enterprises"."""
        after = at + 1 + (self.tag(at + 1) == "CC")
        if not self.words.is_adjective(self.low(at - 1)) or self.tag(after) != "N":
            return False
        follows = self.words.is_adjective(self.low(after)) and self.tag(after + 1) in ("N", "CC", "COMMA")
        return follows or (self.tag(at) == "CC" and self.tag(after + 1) == "N")

    def _noun_class(self, start: int, end: int, head: int) -> Chunk:
        words, low, content = self.words, self.low(head).removesuffix("’").removesuffix("'s"), self.content(start, head)
        bare, measures = words.change_adjectives.issuperset(content), low in words.measuring
        if direction := words.change_of(low) or (words.change_of(self.low(head - 1)) if measures else ""):
            alone = bare or (measures and words.change_adjectives.issuperset(content[:-1]))
            sinks = not words.sinking.isdisjoint(content)
            return Chunk("g" if alone else "G", start, end, head, "down" if sinks else direction)
        letter = "n"
        whole = low in words.wholes or low != self.low(head) or "total" in content  # "a fifth of the nation's"
        if self._tells_when(start, head):
            letter = "y"
        elif whole and (self.low(start - 1) == "of" or self.tag(start - 1) == "Q"):
            letter = "h"
        elif bare and (low in words.standing or (measures and not content and self.low(end) != "of")):
            letter = "z"
        return Chunk(letter, start, end, head)

    def _mark(self, at: int) -> Chunk:
        token, words = self.tokens[at], self.words
        letter, direction = PLAIN.get(token.low) or MARKS.get(token.tag, "."), ""
        if token.low == "in" and f"in {self.low(at + 1)} {self.low(at + 2)}" == words.beyond:
            return Chunk("u", at, at + 3, at, "up")
        if token.tag == "PREP" or token.low == "whose":
            letter = words.letters.get(token.low, "p")
        elif token.low in ("up", "down"):
            letter, direction = "d", token.low
        elif token.tag == "COMP":
            held = token.low in words.positions and self.tag(at + 1) in ("N", "DET")  # "below budget"
            letter, direction = "u" if held else "c", words.comparatives[token.low]
        led = self.tag(at - 1) == "SUB" and self.tag(at + 1) == "PREP"  # "while that in towns"
        if token.low in words.standing and (token.tag != "SUB" or led or self.low(at + 1) == "of"):
            letter = "z"
        return Chunk(letter, at, at + 1, at, direction)


MARKS = {"COMMA": ",", "CC": "&", "SEMI": ";", "SUB": "s", "PRON": "e", "YEAR": "y", "TO": "t", "V": "V", "DET": "."}
