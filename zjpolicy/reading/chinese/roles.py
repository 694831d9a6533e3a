"""What a figure of a Chinese sentence is there for: an earlier value, a threshold; its tense, and how firm it is."""

from bisect import bisect_left
from functools import cache

from zjpolicy.languages import Language, compiled, rare
from zjpolicy.reading.chinese.sentence import CLAUSE_ENDS, Sentence, constructions_of

# Between a threshold and what it tells apart: 1亿元以上的项目10个, 10人以上的企业.
WHICH = compiled("k?(?:wo?|o)n[nsg]*+[crabm]*+q")
SCOPED = compiled("kwo?n")
# Letters before a figure in which a cue may stand, and clauses back to one that several share.
CUE_REACH, REACH, CLAUSES = 400, 200, 8
CUES = ("ensure", "strive", "plan")
NO_SIZE = frozenset(("rank", "pp", "year"))


class RoleReader:
    """Tells roles, tenses and commitments in sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.rows = constructions_of(language, "roles")
        table = language.table("roles")
        self.words = {name: compiled("".join(table[name].split())) for name in table if name != "sizes"}
        self.sizes = frozenset(table["sizes"].split())
        self.cues = {name: compiled(pattern) for name, pattern in language.table("commitment").items()}
        self.header = rare(language.table("commitment"), "header")
        self.leading = compiled(f"(?:{'|'.join(language.table('chunks.leading').split())})")

    def role(self, sentence: Sentence, number: int) -> str:
        """``"baseline"``, ``"context"``, ``"threshold"`` for things that the next figure counts, or nothing."""
        quantity, place = sentence.quantities[number], sentence.places[number]
        found = self.rows.find(sentence.letters, place, place + 1, sentence.traits[number])
        if found:
            return found.gives("role")
        clause, behind = self.clause(sentence, number), sentence.text[quantity.end : quantity.end + 60]
        trial = quantity.unit == "year" and self.words["trial"].match(behind)
        aged = self.words["aged"].search(quantity.surface) and not self.words["lived"].search(clause)
        sized = quantity.unit in self.sizes and self.words["scope"].match(behind)
        if trial:
            return "context"
        scoped = aged or (sized and not self.words["led"].search(clause.rstrip()))
        return "threshold" if scoped or self._tells_which(sentence, number) else ""

    def clause(self, sentence: Sentence, number: int) -> str:
        """The words of a figure's clause before it."""
        start = sentence.quantities[number].start
        return sentence.text[max(sentence.clauses[number][0], start - REACH) : start]

    def _tells_which(self, sentence: Sentence, number: int) -> bool:
        """Whether a figure is a threshold for the things that the next one counts, or that something is done for."""
        quantity, place = sentence.quantities[number], sentence.places[number]
        if quantity.unit in NO_SIZE:
            return False
        counted = sentence.quantities[number + 1 : number + 2]
        if counted and counted[0].unit == "count" and quantity.comparator != "=":
            found = WHICH.match(sentence.letters, place + 1)
            if found and ("o" in found[0] or quantity.unit in self.sizes):
                return "w" in found[0] or sentence.letters[max(0, place - 1) : place] not in ("", *",;:.q")
        receives = self.words["receiver"].search(self.clause(sentence, number)) is not None
        return quantity.unit == "count" and receives and SCOPED.match(sentence.letters, place + 1) is not None

    def tense(self, sentence: Sentence, number: int) -> str:
        """Past or future, where the words of the clause tell."""
        clause = self.clause(sentence, number)
        if self.words["headed"].match(sentence.text) or self.words["past"].search(clause):
            return "past"
        if number == 0 and self.words["present"].match(sentence.text, 0, sentence.starts[0]):
            return "past"
        quantity, (low, high) = sentence.quantities[number], sentence.clauses[number]
        low, high = max(low, quantity.start - REACH), min(high, quantity.end + REACH)
        return "future" if self.words["future"].search(sentence.text, low, high) else ""

    def commitment(self, sentence: Sentence, number: int) -> str:
        """The cue of the figure's own clause, else the one that heads a list of goals."""
        start, end = sentence.quantities[number].start, sentence.quantities[number].end
        if sentence.headed(self.header) <= start:
            return "plan"
        full = sentence.clauses[number][0]
        for low in dict.fromkeys((full, self._run_start(sentence, full))):
            clause = sentence.text[max(low, start - CUE_REACH) : start]
            found = [(cue.end(), name) for name in CUES for cue in self.cues[name].finditer(clause)]
            if found:
                return max(found)[1]
        behind = CLAUSE_ENDS.split(sentence.text[end : end + 60])[0]
        return "plan" if self.cues["plan_behind"].match(behind) or self.words["arranged"].match(behind + "，") else ""

    def _run_start(self, sentence: Sentence, full: int) -> int:
        """Where the run of clauses began whose verbs are left out, so that they share a cue."""
        low = full
        for _ in range(CLAUSES):
            if low <= 0 or sentence.text[low - 1] not in "，；":
                break
            at = bisect_left(sentence.ends, low - 1)
            cut = sentence.ends[at - 1] + 1 if at else 0
            told = bisect_left(sentence.starts, cut) < bisect_left(sentence.starts, low)
            if self.leading.match(sentence.text[low : low + 8].lstrip()) or not told:
                break
            low = cut
        return low


@cache
def role_reader(language: Language) -> RoleReader:
    """Return what tells roles in a language, made once."""
    return RoleReader(language)
