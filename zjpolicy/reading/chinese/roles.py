"""What a figure of a Chinese sentence is there for: an earlier value, a threshold; its tense, and how firm it is."""

from bisect import bisect_left
from functools import cache

import regex

from zjpolicy.languages import Language, compiled, rare
from zjpolicy.reading.chinese.sentence import Sentence, constructions_of

# Between a threshold and what it tells apart: 1亿元以上的项目10个, 10人以上的企业.
WHICH = compiled("k?(?:wo?|o)n[nsg]*+[crabm]*+q")
SCOPED = compiled("kwo?n")
# What is bounded stands straight before the bound, or was told in the list before.
OWNED = compiled("(?r)(?:[nsge][ab]*r?|[,;、A][ab]*)")
# Letters before a figure in which a cue may stand, and clauses back to one that several share.
CUE_REACH, REACH, CLAUSES = 400, 200, 8
AHEAD = 60  # characters behind a figure in which one may stand
NEEDED = ("past_needs", "future_needs", "cue_needs")
CUES = ("ensure", "strive", "plan")
NO_SIZE = frozenset(("rank", "pp", "year"))


class RoleReader:
    """Tells roles, tenses and commitments in sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.rows = constructions_of(language, "roles")
        table = language.table("roles")
        self.words = {name: compiled("".join(table[name].split())) for name in table if name != "sizes"}
        self.sizes = frozenset(table["sizes"].split())
        cues = language.table("commitment")
        self.words["planned_behind"] = compiled(f"{cues['plan_behind']}|{table['arranged']}")
        self.cues = {name: compiled(cues[name]) for name in CUES}
        self.header = rare(cues, "header")
        self.leading = compiled(f"(?:{'|'.join(language.table('chunks.leading').split())})")


class Roles:
    """Tells them in one sentence, in which it looks once for what the words of a tense or a cue hold."""

    def __init__(self, reader: RoleReader, sentence: Sentence) -> None:
        self.reader, self.sentence, self.words = reader, sentence, reader.words
        text = sentence.text
        header = reader.header.search(text)
        self.goals = header.end() if header else len(text) + 1  # what follows what heads a list of goals
        self.headed = self.words["headed"].match(text) is not None
        self.past, self.future, self.cued = (_places(reader.words[name], text) for name in NEEDED)

    def role(self, number: int) -> str:
        """``"baseline"``, ``"context"``, ``"threshold"`` for things that the next figure counts, or nothing."""
        sentence, words = self.sentence, self.words
        quantity, place, stop = sentence.quantities[number], sentence.places[number], sentence.stops[number]
        found = self.reader.rows.find(sentence.letters, place, place + 1, sentence.traits[number])
        if found:
            return found.gives("role")
        if quantity.unit == "year" and words["trial"].match(sentence.text, stop):
            return "context"
        if quantity.unit == "year" and words["aged"].search(quantity.surface):
            scoped = not words["lived"].search(self.clause(number))
        else:
            scoped = quantity.unit.partition("/")[0] in self.reader.sizes and self._bounds(number)
        return "threshold" if scoped or self._tells_which(number) else ""

    def _bounds(self, number: int) -> bool:
        """Whether a size tells things apart: 1亿元以上的项目, 产值超过1亿元的企业, 千亿元产业."""
        sentence, words = self.sentence, self.words
        quantity, stop = sentence.quantities[number], sentence.stops[number]
        if words["classed"].match(sentence.text, stop):
            return True
        if words["scope"].match(sentence.text, stop):
            return not words["led"].search(self.clause(number).rstrip())
        if not quantity.led_by or not words["which"].match(sentence.text, stop):
            return False
        owner = self.clause(number)[: quantity.opens - quantity.start]
        owned = OWNED.match(sentence.letters, 0, sentence.places[number])
        return owned is not None and not words["single"].search(owner)

    def clause(self, number: int) -> str:
        """The words of a figure's clause before it."""
        start = self.sentence.starts[number]
        return self.sentence.text[max(self.sentence.clauses[number][0], start - REACH) : start]

    def _tells_which(self, number: int) -> bool:
        """Whether a figure is a threshold for the things that the next one counts, or that something is done for."""
        sentence = self.sentence
        quantity, place = sentence.quantities[number], sentence.places[number]
        if quantity.unit in NO_SIZE:
            return False
        counted = sentence.quantities[number + 1 : number + 2]
        if counted and counted[0].unit == "count" and quantity.comparator != "=":
            found = WHICH.match(sentence.letters, place + 1)
            if found and ("o" in found[0] or quantity.unit in self.reader.sizes):
                return "w" in found[0] or sentence.letters[max(0, place - 1) : place] not in ("", *",;:.q")
        scoped = quantity.unit == "count" and SCOPED.match(sentence.letters, place + 1) is not None
        return scoped and self.words["receiver"].search(self.clause(number)) is not None

    def tense(self, number: int) -> str:
        """Past or future, where the words of the clause tell."""
        sentence, words = self.sentence, self.words
        start, (low, high) = sentence.starts[number], sentence.clauses[number]
        low = max(low, start - REACH)
        if self.headed or (_any(self.past, low, start) and words["past"].search(sentence.text[low:start])):
            return "past"
        if number == 0 and words["present"].match(sentence.text, 0, start):
            return "past"
        high = min(high, sentence.stops[number] + REACH)
        return "future" if _any(self.future, low, high) and words["future"].search(sentence.text, low, high) else ""

    def commitment(self, number: int) -> str:
        """The cue of the figure's own clause, else the one that heads a list of goals."""
        sentence = self.sentence
        start, stop, (low, high) = sentence.starts[number], sentence.stops[number], sentence.clauses[number]
        if self.goals <= start:
            return "plan"
        if _any(self.cued, start - CUE_REACH, start) and (cue := self._cue(low, start)):
            return cue
        behind = stop < high and self.words["planned_behind"].match(sentence.text, stop, min(high, stop + AHEAD))
        return "plan" if behind else ""

    def _cue(self, full: int, start: int) -> str:
        """The last cue in the clause before a figure, else in the run of clauses that share one."""
        for low in dict.fromkeys((full, self._run_start(full))):
            clause = self.sentence.text[max(low, start - CUE_REACH) : start]
            found = [(cue.end(), name) for name in CUES for cue in self.reader.cues[name].finditer(clause)]
            if found:
                return max(found)[1]
        return ""

    def _run_start(self, full: int) -> int:
        """Where the run of clauses began whose verbs are left out, so that they share a cue."""
        sentence, low = self.sentence, full
        for _ in range(CLAUSES):
            if low <= 0 or sentence.text[low - 1] not in "，；":
                break
            at = bisect_left(sentence.ends, low - 1)
            cut = sentence.ends[at - 1] + 1 if at else 0
            told = bisect_left(sentence.starts, cut) < bisect_left(sentence.starts, low)
            if self.reader.leading.match(sentence.text[low : low + 8].lstrip()) or not told:
                break
            low = cut
        return low


def _places(pattern: regex.Pattern[str], text: str) -> list[int]:
    return [found.start() for found in pattern.finditer(text)]


def _any(places: list[int], low: int, high: int) -> bool:
    """Whether one of the places, which are in order, stands in a stretch."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] < high


@cache
def role_reader(language: Language) -> RoleReader:
    """Return what tells roles in a language, made once."""
    return RoleReader(language)
