"""Reads Chinese sentences: what each quantity measures, and how it stands in its clause."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import regex

from zjpolicy.languages import Language, compiled, get_language
from zjpolicy.reading.chinese.kinds import MOVES, RATIOS, SHARED, TO, kind_of, settle
from zjpolicy.reading.chinese.phrases import (
    HEAD,
    deal_out,
    noun_after,
    noun_before,
    noun_behind_scope,
    trim,
    without_ranking,
)
from zjpolicy.reading.model import Quantity, Reading

ENDS = "，。；：！？\n"
_words = get_language("zh").words
LEADING = regex.compile(_words("phrases.leading"))
GENERIC = regex.compile(_words("phrases.generic"))
CHAIN = regex.compile(r"\p{Han}{0,3}[、和与及，]")
PART_END = regex.compile("[、和与及，]|分别")
# What is ranked of the thing that the figure before measures: "出口增长5%、增速居全国第3位".
RANKED = regex.compile("(?:其中)?(?:增速|增幅|增长|规模|总量|总数|数量|金额|水平|排名|位次|名次|位|占比)*")
LISTED = regex.compile(r"[^，。；]{0,6}?、|[^，。；、]{0,4}[和与及]")
FROM = regex.compile(r"(?:从|由|现行|原来的|原)[^，。；]*$")
MOVED = regex.compile(rf"[^，。；]{{0,30}}?{MOVES}[^，。；]{{0,2}}?{TO}")
MOVED_TO = regex.compile(rf"(?:从|由|现行)[^，。；]*{MOVES}{TO}.{{0,4}}$")
# "较上年的300亿元增加50亿元"
THAN, THAN_MOVED = regex.compile("[较比][^，。；]{1,20}的$"), regex.compile("(?:增加(?!值)|增长|提高|下降|减少|上升)")
SCOPE = regex.compile(
    r"(?:及|或)?(?:以上|以下|以内|以外|之内)的?(?=\p{Han}|[“《])(?!的?较低|的?较高|的?中高|的?水平|的?速度|的?合理|参保)"
)
HAVING = regex.compile("(?:我[国省市区]|全[国省市区])?现?有|我[国省市区]")
# "再延长三十年试点": how long is settled; what is promised is the trial.
TRIAL = regex.compile("(?:整[省县市乡])?(?:试点|政策)")
LED = regex.compile(r"(?:达到?|为|增长|突破|超过?|保持在|稳定在|控制在|不低于|下降|降低|提高到?|安排|完成|实现)$")
# What of the figure before stands at the start of the words before a figure.
OF_LAST = regex.compile(
    r"^[^，。；、]{0,6}?[、和与及]|^(?:多)?(?:强[”]?|个季度|个月|个|家|项|人次|人|户|名|套|件|列|位|条|座|场次|场|台|辆|种|所|大(?!学|型|中|桥|数|病|企|气))"
)
# Verbs of giving with those who receive: what is given stands behind the amount.
GIVING = regex.compile("[对为向给].{2,16}?(?:一次性)?(?:发放|下达|拨付|提供|给予|投放)了?$")
# What an amount is of, told behind it.
OBJECT = regex.compile(r"的?\p{Han}{2}|以上的?\p{Han}{2}")
OF_NOUN = regex.compile(r"(?:以上|左右|以下)?的(?P<noun>\p{Han}{2,16})")
SCOPED = regex.compile("(?:及|或)?以[上下内]的?")
# "投资1亿元以上的项目10个", "税收低于1万元的企业23家": the first figure tells which things the second counts.
WHICH = regex.compile(
    r"(?:(?P<behind>(?:及|或)?以[上下内])(?P<of>的)?|(?P<of>的))\p{Han}{2,14}?(?:达到?|超过?|突破|约|近|共|至少|不少于)?",
)
# What is said of the things that a figure before tells apart: "2000万元以上的企业给予奖励50万元".
SAID_OF = regex.compile(r"(?:(?:及|或)?以[上下内])?的(?P<things>.+)", regex.S)
GIVEN = regex.compile(r".*(?:给予|予以|发放)(?:一次性)?(?=\p{Han}{2})", regex.S)
RECEIVER = regex.compile(r"[对给为向]\p{Han}{2}")
# The same thing once more: "增长4%以上、力争达到5%".
AGAIN = regex.compile(
    r"(?:以上|左右|以内|以下)?[，、；]?(?:并|再)?(?:力争|争取|努力|奋力|冲刺|确保)(?:实现|完成|增长|达到?|到|为|冲刺|跨越)?"
)
AGE = regex.compile(r"(?:周)?岁")
PAST = regex.compile(
    r"已|(?<![比较])(?:去年|上年)|目前|现有|我[国省市区]有|截至|20\d\d年(?:达|实现|完成|增长)|过去|累计已"
)
FUTURE = regex.compile(
    r"(?:(?:今后|未来)\d{0,2}[一二三四五两十几]?年|明年|下一步|力争|将(?:达|新|建|于)|到20[3-9]\d年)"
)
CUES = ("ensure", "strive", "plan")
CONTEXT_SIZE = frozenset(("CNY", "mu", "t", "kW", "m2", "ha", "USD", "km", "tce"))


@dataclass(frozen=True)
class _Figure:
    """A quantity with the words around it.

    ``full`` is where its clause begins, ``low`` where the words begin that no figure before it takes.
    """

    number: int
    quantity: Quantity
    low: int
    full: int
    ahead: str
    behind: str


class SentenceReader:
    """One sentence and the quantities in it."""

    def __init__(self, text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> None:
        self.text, self.start, self.end = text, start, end
        self.quantities, self.language = quantities, language
        self.readings: list[Reading] = []
        self.verbs: list[str] = []
        self.cues = _cues(language)
        self.starts = [quantity.start for quantity in quantities]
        header = self.cues["header"].search(text, start, end)
        self.header_end = header.end() if header else end

    def read(self) -> list[Reading]:
        """Return a reading for each quantity."""
        for number, quantity in enumerate(self.quantities):
            reading = self._read(number, quantity)
            self.readings.append(reading)
        self._deal_out()
        for reading in self.readings:
            if not reading.measure:
                reading.doubt = "no words found for what is measured"
        return self.readings

    # -- one quantity -------------------------------------------------------------------------------------------------

    def _clause_start(self, number: int, quantity: Quantity) -> int:
        """Where the words that belong to a quantity begin: behind a mark or the quantity before."""
        low = self.quantities[number - 1].end if number else self.start
        return max([low, *(self.text.rfind(mark, low, quantity.start) + 1 for mark in ENDS)])

    def _clause_end(self, quantity: Quantity) -> int:
        found = compiled(f"[{ENDS}]").search(self.text, quantity.end, self.end)
        return found.start() if found else self.end

    def _read(self, number: int, quantity: Quantity) -> Reading:
        low = self._clause_start(number, quantity)
        full = max([self.start, *(self.text.rfind(mark, self.start, quantity.start) + 1 for mark in ENDS)])
        reading = Reading(clause=(full, self._clause_end(quantity)))
        _, edge = self.language.comparator_before(self.text, quantity.start)
        ahead = self.text[low : max(low, min(edge, quantity.start))]
        behind = self.text[quantity.end : min(self.end, quantity.end + 60)]
        figure = _Figure(number, quantity, low, full, ahead, behind)
        self._set_kind(figure, reading)
        self._set_role(figure, reading)
        self._set_measure(figure, reading)
        settle(quantity, reading, ahead + self.text[max(low, edge) : quantity.start])
        reading.commitment = self._commitment(figure)
        return reading

    def _between(self, figure: _Figure) -> str:
        """The text between the figure before and this one."""
        return self.text[self.quantities[figure.number - 1].end : figure.quantity.start]

    def _set_kind(self, figure: _Figure, reading: Reading) -> None:
        unit, last = figure.quantity.unit, self.readings[-1] if figure.number else None
        between = self._between(figure) if last else ""
        listed = last is not None and LISTED.match(between) is not None
        ahead = self._verb_ahead(figure, between)
        kind, direction, verb = kind_of(unit, ahead, figure.behind, last.direction if last and listed else None)
        bare = not verb and not figure.ahead.strip("、和与及，　 ")
        alike = last is not None and unit == self.quantities[figure.number - 1].unit
        if last and alike and ((listed and bare) or self._again(figure)):
            kind, direction = last.kind, last.direction
        elif last and kind == "level" and self._shares_verb(figure, last):
            kind, direction, verb = "change", last.direction, self.verbs[-1]
        reading.kind, reading.direction = kind, direction
        self.verbs.append(verb)

    def _again(self, figure: _Figure) -> bool:
        """Whether a figure is a second one for the same thing: "增长4%以上、力争达到5%"."""
        _, edge = self.language.comparator_before(self.text, figure.quantity.start)
        end = max(self.quantities[figure.number - 1].end, min(edge, figure.quantity.start))
        return AGAIN.fullmatch(self.text, self.quantities[figure.number - 1].end, end) is not None

    def _verb_ahead(self, figure: _Figure, between: str) -> str:
        """The words that hold a figure's verb: those before the threshold that tells which things it counts."""
        last = self.quantities[figure.number - 1] if figure.number else None
        if last is None or self.readings[-1].role != "context" or not WHICH.fullmatch(between):
            return figure.ahead
        return self.text[self._clause_start(figure.number - 1, last) : last.start] + figure.ahead

    def _tells_which(self, figure: _Figure) -> bool:
        """Whether a figure is a threshold for the things that the next one counts, or that something is done for."""
        quantity, following = figure.quantity, self.quantities[figure.number + 1 : figure.number + 2]
        if quantity.unit in ("rank", "pp", "year"):
            return False
        if following and following[0].unit == "count":
            found = WHICH.fullmatch(self.text, quantity.end, following[0].start)
            if found and quantity.comparator != "=" and (found["of"] or quantity.unit in CONTEXT_SIZE):
                return bool(found["behind"]) or bool(figure.ahead)
        behind = noun_behind_scope(figure.behind) if quantity.unit == "count" else ""
        return bool(behind) and RECEIVER.match(figure.ahead) is not None

    def _shares_verb(self, figure: _Figure, last: Reading) -> bool:
        """Whether the verb of the figure before holds for this one: "新增公园3个、绿道40公里"."""
        if last.kind != "change" or self.verbs[-1] not in SHARED:
            return False
        between, words = self._between(figure), figure.ahead.rstrip(" \u3000\n的")
        if compiled("总数|总量|累计").search(between):
            return False
        if compiled(r"[^，。；、]{0,10}，其中").match(between) and not compiled("[。；]").search(between):
            return True
        return (
            compiled(r"[^，。；]{0,8}?、").match(between) is not None
            and not compiled(r"[，。；]").search(between)
            and not LEADING.match(words.lstrip("个家项人户、"))
        )

    # -- measures -----------------------------------------------------------------------------------------------------

    def _set_measure(self, figure: _Figure, reading: Reading) -> None:
        quantity, previous = figure.quantity, self.readings[-1].measure if figure.number else ""
        low, ahead = self._words_ahead(figure)
        if quantity.unit == "rank":
            ahead = without_ranking(ahead) or ("" if previous else ahead)
        aged = reading.role == "context" and AGE.search(quantity.surface)
        before = self._named_before(figure, "" if aged else noun_before(ahead), previous)
        if GIVING.search(ahead) and OBJECT.match(figure.behind):
            before = ""
        counts = quantity.unit.split("/")[0] == "count" or quantity.unit == "year"
        after = noun_after(figure.behind) if counts else ""
        if not before and quantity.unit not in RATIOS | {"rank", "pp", "count", "year"}:
            after = trim(noun_after(figure.behind)) if OBJECT.match(figure.behind) else after
        reading.measure = before or after
        if reading.measure:
            within = (low, quantity.start) if before else (quantity.end, quantity.end + 60)
            at = self.text.rfind(before, *within) if before else self.text.find(after, *within)
            reading.span = (at, at + len(reading.measure)) if at >= 0 else (low, quantity.start)
        elif figure.number:
            reading.measure, reading.span = previous, self.readings[-1].span
        if not reading.measure:
            reading.measure = noun_before(self._last_words(low))

    def _words_ahead(self, figure: _Figure) -> tuple[int, str]:
        """The words before a figure that may name what it measures, and where they begin."""
        low, ahead = figure.low, figure.ahead
        if not figure.number or low != self.quantities[figure.number - 1].end:
            return low, ahead
        shared = figure.quantity.unit not in RATIOS  # a share needs to be told of what
        if shared and self.readings[-1].role == "context" and (said := SAID_OF.match(ahead)):
            ahead = said["things"]
            return low + said.start("things"), GIVEN.sub("", ahead)
        earlier = self.quantities[figure.number - 1]
        alike = earlier.unit == figure.quantity.unit and self.readings[-1].kind != "growth"
        if ahead.startswith("的") and alike:
            first = self._clause_start(figure.number - 1, earlier)
            return first, self.text[first : earlier.start] + ahead[1:]  # "商户16%的税率降至13%"
        if self.readings[-1].role == "context" and SCOPED.match(ahead):
            first = self._clause_start(figure.number - 1, self.quantities[figure.number - 1])
            return first, self.text[first:low] + ahead  # "亿元以上项目3000个"
        ahead = OF_LAST.sub("", SCOPED.sub("", ahead, 1) if SCOPED.match(ahead) else ahead)
        return low, ahead

    def _named_before(self, figure: _Figure, before: str, previous: str) -> str:
        """What is measured by the words before a figure, ``before``, where those behind it do not tell better."""
        unit = figure.quantity.unit
        before = "" if HAVING.fullmatch(before) else before
        if unit == "count" and len(counted := noun_after(figure.behind, classified=True)) > 1:
            before = counted
        elif unit == "rank" and previous and (len(before) < 2 or RANKED.fullmatch(before)):
            before = ""
        if unit == "%" and before.startswith("占"):
            before = previous + before
        elif unit == "%" and not before and (found := OF_NOUN.match(figure.behind)):
            before = trim(found["noun"])
        if GENERIC.fullmatch(before) and previous:
            return previous[: -len(before)] + before if previous.endswith(before) else _owner(previous) + before
        return before

    def _last_words(self, low: int) -> str:
        """The words of the clause before."""
        cut = max(self.text.rfind(mark, self.start, max(self.start, low - 1)) for mark in ENDS)
        return self.text[max(cut + 1, self.start) : max(self.start, low - 1)]

    # -- role, commitment ---------------------------------------------------------------------------------------------

    def _set_role(self, figure: _Figure, reading: Reading) -> None:
        quantity, behind = figure.quantity, figure.behind
        clause = self.text[max(figure.full, quantity.start - 200) : quantity.start]
        moved = FROM.search(clause) and MOVED.match(behind) and not MOVED_TO.search(clause)
        if moved or (THAN.search(clause) and THAN_MOVED.match(behind)):
            reading.role = "baseline"
        elif (
            (quantity.unit == "year" and TRIAL.match(behind))
            or (AGE.search(quantity.surface) and not compiled("寿命|年龄").search(clause))
            or (quantity.unit in CONTEXT_SIZE and SCOPE.match(behind) and not LED.search(clause.rstrip()))
        ):
            reading.role = "context"
        elif self._tells_which(figure):
            reading.role = "context"
            if reading.kind == "change":
                reading.kind, reading.direction = "level", None
        if PAST.search(clause):
            reading.tense = "past"
        elif FUTURE.search(self.text[figure.full : reading.clause[1]]):
            reading.tense = "future"

    def _commitment(self, figure: _Figure) -> str:
        """The cue of the figure's own clause, else the one that heads a list of goals."""
        full, quantity, behind = figure.full, figure.quantity, figure.behind
        if self.header_end <= quantity.start:
            return "plan"
        for low in dict.fromkeys((full, self._run_start(full))):
            clause = self.text[max(low, quantity.start - 400) : quantity.start]
            found = [(cue.end(), name) for name in CUES for cue in self.cues[name].finditer(clause)]
            if found:
                return max(found)[1]
        if self.cues["plan_behind"].match(compiled("[，。；]").split(behind)[0]) or compiled(
            r"[^，。；]{0,3}安排"
        ).match(behind):
            return "plan"
        return ""

    def _run_start(self, full: int) -> int:
        """Where the run of clauses began whose verbs are left out, so that they share a cue."""
        low = full
        for _ in range(8):
            if low <= self.start or self.text[low - 1] not in "，；":
                break
            cut = max([self.start, *(self.text.rfind(mark, max(self.start, low - 200), low - 1) + 1 for mark in ENDS)])
            at = bisect_left(self.starts, cut)
            told = at < len(self.starts) and self.starts[at] < low
            if LEADING.match(self.text[low : low + 4].lstrip()) or not told:
                break
            low = cut
        return low

    # -- lists --------------------------------------------------------------------------------------------------------

    def _deal_out(self) -> None:
        """Deal the subjects of 分别 to the figures behind it."""
        place = 0
        while place < len(self.quantities):
            last = place
            while last + 1 < len(self.quantities) and CHAIN.fullmatch(
                self.text, self.quantities[last].end, self.quantities[last + 1].start
            ):
                last += 1
            if last > place:
                self._deal(place, last)
            place = last + 1

    def _deal(self, place: int, last: int) -> None:
        """Give the figures of a list the first one's kind, and each its part of the subject."""
        first, start = self.readings[place], self.quantities[place].start
        low = self._clause_start(place, self.quantities[place])
        ahead = self.text[low:start]
        subject = trim(ahead.split("分别")[0]) if "分别" in ahead or self._as_many(place, last, ahead) else ""
        named = deal_out(subject, last - place + 1) if subject else self._listed_before(place, last, ahead)
        for offset, reading in enumerate(self.readings[place : last + 1]):
            if self.quantities[place + offset].unit == self.quantities[place].unit:
                reading.kind, reading.direction, reading.state = first.kind, first.direction, first.state
            if named:
                reading.measure = named[offset]
                at = self.text.find(named[offset][:2], low, start)
                ends = PART_END.search(self.text, at + 2, start)
                reading.span = (at, ends.start()) if at >= 0 and ends else reading.span

    def _as_many(self, place: int, last: int, ahead: str) -> bool:
        """Whether as many things as figures stand before them, one head behind: A、B普及率超过98%、85%."""
        figures, subject = self.quantities[place : last + 1], trim(ahead)
        alike = len({figure.unit for figure in figures}) == 1
        listed = "，" not in self.text[figures[0].end : figures[-1].start]
        many = len(compiled("[、和与及]").split(subject)) == len(figures)
        return alike and listed and many and HEAD.search(subject) is not None

    def _listed_before(self, place: int, last: int, ahead: str) -> list[str]:
        """The subjects of "A 3亿元、B 5亿元，分别增长4%、6%": what the amounts before measure, one for each figure."""
        first, (opening, *rest) = 2 * place - last - 1, ahead.split("分别")
        if first < 0 or not rest or not regex.fullmatch(r"[、，]?(?:[较比][^，。；、]{2,10})?(?:同比|年均)?", opening):
            return []
        measures = [reading.measure for reading in self.readings[first:place]]
        return measures if all(measures) and len(set(measures)) == len(measures) else []


def _owner(measure: str) -> str:
    """What owns a generic noun: the measure before without a generic noun of its own."""
    return compiled(r"(?:播种面积|面积|总量|总额|产量|规模|数量|总数|金额)$").sub("", measure)


@cache
def _cues(language: Language) -> dict[str, regex.Pattern[str]]:
    return {name: regex.compile(pattern) for name, pattern in language.table("commitment").items()}


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of a sentence."""
    return SentenceReader(text, start, end, quantities, language).read()
