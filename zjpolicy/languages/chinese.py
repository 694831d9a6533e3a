"""Reads Chinese sentences: what each quantity measures, and how it stands in its clause."""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import regex

from zjpolicy.languages import Language, compiled
from zjpolicy.languages.chinese_phrases import deal_out, noun_after, noun_before, trim
from zjpolicy.quantity import Quantity
from zjpolicy.reading import Reading

RATIOS = frozenset(("%", "1", "fold", "times", "permille"))
UP = "增长|上升|上涨|提高|提升|增加|扩大|增幅|涨幅|增速|上浮|攀升|回升|跃升|新增|增产|增收|延长|多|净增|扩招|增|涨|高|加快|拓展|扩|拉动|翻"  # noqa: E501
DOWN = "下降|降低|减少|下调|压减|压缩|缩短|精简|收窄|减轻|下浮|降幅|减|降|缩减|削减|压降|关闭|淘汰|缩小|低|回落|减负|节约|清减|化解"  # noqa: E501
TO = "到|至|为|达|达到|成"
ENDS = "，。；：！？\n"
CHANGE = regex.compile(rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:了|约|近|超过|超|共|再|各|幅度?|规模)*$")
RATE_NOUN = regex.compile(
    r"(?:增速|增长率|增幅|涨幅|增长速度|降幅|降低率|下降率)(?:(?:达|达到|为|保持在|稳定在|控制在|在|高达|是|均|分别|目标|预期|回升至|提高到|超过)*)$"
)
SET = regex.compile(
    rf"(?:提高|提升|增加|增长|上升|扩大|降低|降|下降|减少|缩短|压缩|升|增|增至|降至|调整|上调|下调|跃升|缩小|上涨|跃居|收窄|回升|攀升|减|优化|扩|延长|压减|拓展)(?:{TO})(?:了)?(?:全国|全球)?$"
)
GROWTH_MEASURE = regex.compile(r"(?:(?:上涨|增长)幅度|增速|增长率|增幅|涨幅|降幅|增长)$|居民消费价格$")
ADDED = regex.compile(
    r"(?:^|[，。；、：]|[今全]年|累计|净|力争|确保|共|[内外中里上]|已|年均|将|可|要|\p{Han}{2,12}?(?<!新))(?P<verb>新增|净增加?(?!值)|增加(?!值)|减少|压减|增产|增收|减负|关闭|扩招|关停|压缩|减轻|淘汰|削减|缩减|降低|精简|退减)(?!的)"
)
FALL = frozenset(
    ("减少", "压减", "减负", "关闭", "关停", "压缩", "减轻", "淘汰", "削减", "缩减", "降低", "精简", "退减")
)
FROM = regex.compile(r"(?:从|由|现行|原来的|原)[^，。；]*$")
MOVED = regex.compile(
    rf"[^，。；]{{0,30}}?(?:提高|提升|增加|增长|上升|扩大|降低|下降|减少|缩短|压缩|升|增|降|调整|上调|下调|跃升|缩小|压减|跃居|发展|变|扩|减|拓展|延长|攀升)[^，。；]{{0,2}}?(?:{TO})"
)
GROWING = regex.compile("(?:以上|左右|以内)?的?(?:较快|高速|中高速|中高位)?(?:增长(?!贡献|点|极)|增速)")
# How far one thing is from another, no change of either: 高于全国2个百分点.
APART = regex.compile(
    r"[高低快慢优好]于(?!20\d\d|上年|去年|“?十)[^，。；]{0,14}$"
    r"|(?<![占对环同])比(?![例重率上去]|20\d\d|年初|“?十)[^，。；]{1,14}(?<![提降])[高低快慢]出?$"
)
# "较上年的300亿元增加50亿元"
THAN, THAN_MOVED = regex.compile("[较比][^，。；]{1,20}的$"), regex.compile("(?:增加(?!值)|增长|提高|下降|减少|上升)")
SCOPE = regex.compile(
    r"(?:及|或)?(?:以上|以下|以内|以外|之内)的?(?=\p{Han}|[“《])(?!的?较低|的?较高|的?中高|的?水平|的?速度|的?合理|参保)"
)
HAVING = regex.compile("(?:我[国省市区]|全[国省市区])?现?有|我[国省市区]")
# "再延长三十年试点": how long is settled; what is promised is the trial.
TRIAL = regex.compile("(?:整[省县市乡])?(?:试点|政策)")
SCOPED = regex.compile("以[上下内]")
AGE = regex.compile(r"(?:周)?岁")
PAST = regex.compile(
    r"已|(?<![比较])(?:去年|上年)|目前|现有|我[国省市区]有|截至|20\d\d年(?:达|实现|完成|增长)|过去|累计已"
)
FUTURE = regex.compile(
    r"(?:(?:今后|未来)\d{0,2}[一二三四五两十几]?年|明年|下一步|力争|将(?:达|新|建|于)|到20[3-9]\d年)"
)
CUES = ("ensure", "strive", "plan")
CONTEXT_SIZE = frozenset(("CNY", "mu", "t", "kW", "m2", "ha", "USD", "km", "tce"))


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
        listed = (
            number > 0
            and compiled(r"[^，。；]{0,6}?、|[^，。；、]{0,4}[和与及]").match(
                self.text[self.quantities[number - 1].end : quantity.start],
            )
            is not None
        )
        self._set_kind(number, quantity, ahead, behind, reading, listed)
        self._set_role(number, quantity, ahead, behind, reading, full)
        self._set_measure(number, quantity, ahead, behind, reading, low)
        self._settle(quantity, reading, ahead + self.text[max(low, edge) : quantity.start])
        reading.commitment = self._commitment(full, quantity, behind)
        return reading

    def _set_kind(
        self, number: int, quantity: Quantity, ahead: str, behind: str, reading: Reading, listed: bool
    ) -> None:
        unit, words = quantity.unit, ahead.rstrip(" \u3000\n的")
        verb = ""
        change = CHANGE.search(words)
        if unit == "rank":
            reading.kind = "rank"
        elif unit == "pp" and APART.search(words):
            reading.kind = "level"
        elif SET.search(words):
            reading.kind = "share" if unit in RATIOS - {"1", "times", "fold"} else "level"
        elif unit in RATIOS and RATE_NOUN.search(words):
            reading.kind, reading.direction = "growth", "down" if "降" in words[-8:] else "up"
        elif unit == "%" and GROWING.match(behind):
            reading.kind, reading.direction = "growth", "up"
        elif (change and unit != "times") or (change and unit == "times" and not behind.startswith("于")):
            assert change is not None
            verb = change[0]
            reading.kind = "growth" if unit in RATIOS else "change"
            reading.direction = "down" if change["down"] else "up"
            if verb in ("提高", "提升", "扩大") and unit == "count" and not behind.startswith("位"):
                reading.kind, reading.direction = "level", None
        elif unit in RATIOS - {"times", "fold"}:
            reading.kind = "share"
        elif unit in ("fold",):
            reading.kind, reading.direction = "growth", "up"
        elif unit == "pp":
            last = self.readings[-1] if number and listed else None
            reading.kind, reading.direction = (
                "change",
                (last.direction if last else None) or ("down" if compiled("低|降|减").search(ahead) else "up"),
            )
        else:
            added = list(ADDED.finditer(words))
            if (
                added
                and unit not in ("year", "day", "month", "hour", "minute")
                and not compiled(r"新增[^，]{0,20}(?:达到|占)").search(
                    words[added[-1].start() :] + "#" if quantity.unit == "%" else ""
                )
            ):
                verb = added[-1]["verb"]
                reading.kind, reading.direction = "change", "down" if verb in FALL else "up"
        if (
            not verb
            and not ahead.strip("、和与及，　 ")
            and number
            and listed
            and unit == self.quantities[number - 1].unit
        ):
            last = self.readings[number - 1]
            reading.kind, reading.direction = last.kind, last.direction
        elif reading.kind == "level" and number and self._continues_list(number, quantity, words):
            last = self.readings[number - 1]
            if last.kind == "change" and self.verbs[-1] in ("新增", "净增", "关闭", "减少", "压减", "淘汰", "关停"):
                reading.kind, reading.direction, verb = "change", last.direction, self.verbs[-1]
        self.verbs.append(verb)

    def _continues_list(self, number: int, quantity: Quantity, words: str) -> bool:
        between = self.text[self.quantities[number - 1].end : quantity.start]
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

    def _set_measure(
        self, number: int, quantity: Quantity, ahead: str, behind: str, reading: Reading, low: int
    ) -> None:
        previous = self.readings[number - 1].measure if number else ""
        if number and self.readings[-1].role == "context" and SCOPED.match(ahead):
            first = self._clause_start(number - 1, self.quantities[number - 1])
            low, ahead = first, self.text[first:low] + ahead  # "亿元以上项目3000个"
        elif number and low == self.quantities[number - 1].end:
            ahead = compiled(
                r"^[^，。；、]{0,6}?[、和与及]|^(?:多)?(?:强[”]?|个|家|项|人次|人|户|名|套|件|列|位|条|座|场次|场|台|辆|种|所)"
            ).sub(
                "",
                ahead,
            )
        before = "" if reading.role == "context" and AGE.search(quantity.surface) else noun_before(ahead)
        before = "" if HAVING.fullmatch(before) else before
        after = noun_after(behind) if quantity.unit.split("/")[0] == "count" or quantity.unit == "year" else ""
        if quantity.unit == "count" and (counted := noun_after(behind, classified=True)) and len(counted) > 1:
            before = counted
        elif quantity.unit == "rank" and previous and len(before) < 5:
            before = ""
        if number and compiled(r"[占同比较]").match(before) and quantity.unit == "%" and before.startswith("占"):
            before = previous + before
        if (
            quantity.unit == "%"
            and not before
            and (found := compiled(r"(?:以上|左右|以下)?的(?P<noun>\p{Han}{2,16})").match(behind))
        ):
            before = trim(found["noun"])
        if (
            not before
            and quantity.unit not in RATIOS | {"rank", "pp", "count", "year"}
            and compiled(r"的?\p{Han}{2}|以上的?\p{Han}{2}").match(behind)
        ):
            after = noun_after(behind)
        if GENERIC.fullmatch(before) and previous:
            before = previous[: -len(before)] + before if previous.endswith(before) else _owner(previous) + before
        reading.measure = before or after
        if reading.measure:
            at = (
                self.text.rfind(reading.measure, low, quantity.start)
                if before
                else self.text.find(reading.measure, quantity.end, quantity.end + 60)
            )
            reading.span = (at, at + len(reading.measure)) if at >= 0 else (low, quantity.start)
        elif number:
            reading.measure, reading.span = previous, self.readings[number - 1].span
        if not reading.measure:
            reading.measure = noun_before(self._last_words(low))

    def _last_words(self, low: int) -> str:
        """The words of the clause before."""
        cut = max(self.text.rfind(mark, self.start, max(self.start, low - 1)) for mark in ENDS)
        return self.text[max(cut + 1, self.start) : max(self.start, low - 1)]

    def _settle(self, quantity: Quantity, reading: Reading, before: str) -> None:
        """A share of prices or of speeds is a growth; what is called 率 and 比重 stays a share."""
        if reading.kind == "share" and quantity.unit == "%" and GROWTH_MEASURE.search(reading.measure):
            reading.kind, reading.direction = "growth", "down" if reading.measure.endswith("降幅") else "up"
        if reading.kind == "growth":
            reading.measure = (
                compiled(r"(?:增速|增长率|增幅|涨幅|降幅|(?:上涨|增长|下降)?幅度|增长|上涨|名义|实际)+$").sub(
                    "", reading.measure
                )
                or reading.measure
            )
        if reading.kind == "share" and quantity.unit == "1" and compiled(r"\d+\.\d+").fullmatch(quantity.surface):
            reading.kind = "level"
        reading.state = reading.kind in ("share", "rank") or (
            reading.kind == "level" and STATE.search(before) is not None and not FLOW.search(before)
        )

    # -- role, commitment ---------------------------------------------------------------------------------------------

    def _set_role(self, number: int, quantity: Quantity, ahead: str, behind: str, reading: Reading, full: int) -> None:
        clause = self.text[max(full, quantity.start - 200) : quantity.start]
        surface = quantity.surface
        led = compiled(
            r"(?:达到?|为|增长|突破|超过?|保持在|稳定在|控制在|不低于|下降|降低|提高到?|安排|完成|实现)$"
        ).search(
            self.text[full : quantity.start].rstrip(),
        )
        if (THAN.search(clause) and THAN_MOVED.match(behind)) or (
            FROM.search(clause)
            and MOVED.match(behind)
            and not compiled(rf"(?:从|由|现行)[^，。；]*(?:{MOVED_TO})$").search(clause)
        ):
            reading.role = "baseline"
        elif (
            (quantity.unit == "year" and TRIAL.match(behind))
            or (AGE.search(surface) and not compiled("寿命|年龄").search(clause))
            or (quantity.unit in CONTEXT_SIZE and SCOPE.match(behind) and not led)
        ):
            reading.role = "context"
        around = self.text[full : reading.clause[1]]
        if PAST.search(clause):
            reading.tense = "past"
        elif FUTURE.search(around):
            reading.tense = "future"

    def _commitment(self, full: int, quantity: Quantity, behind: str) -> str:
        """The cue of the figure's own clause, else the one that heads a list of goals."""
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
            while last + 1 < len(self.quantities) and compiled(r"\p{Han}{0,3}[、和与及，]").fullmatch(
                self.text[self.quantities[last].end : self.quantities[last + 1].start]
            ):
                last += 1
            low = self._clause_start(place, self.quantities[place])
            ahead = self.text[low : self.quantities[place].start]
            if last > place:
                subject = trim(ahead.split("分别")[0]) if "分别" in ahead else ""
                named = deal_out(subject, last - place + 1) if subject else self._listed_before(place, last, ahead)
                for offset in range(last - place + 1):
                    reading = self.readings[place + offset]
                    if offset:
                        first = self.readings[place]
                        if self.quantities[place + offset].unit == self.quantities[place].unit:
                            reading.kind, reading.direction = first.kind, first.direction
                            reading.state = first.state
                    if named:
                        reading.measure = named[offset]
                        at = self.text.find(named[offset][:2], low, self.quantities[place].start)
                        ends = compiled("[、和与及，]|分别").search(self.text, at + 2, self.quantities[place].start)
                        reading.span = (at, ends.start()) if at >= 0 and ends else reading.span
            place = last + 1

    def _listed_before(self, place: int, last: int, ahead: str) -> list[str]:
        """The subjects of "A 3亿元、B 5亿元，分别增长4%、6%": what the amounts before measure, one for each figure."""
        first, (opening, *rest) = 2 * place - last - 1, ahead.split("分别")
        if first < 0 or not rest or not regex.fullmatch(r"[、，]?(?:同比|年均|比上年)?", opening):
            return []
        measures = [reading.measure for reading in self.readings[first:place]]
        return measures if all(measures) and len(set(measures)) == len(measures) else []


# What is done in the course of a span, however large it grew: no state at its end.
FLOW = regex.compile(
    r"(?:累计|完成|新增|净增|实施|投入|投产|发放|发送|运输|运送|开工|开行|建成|建设|新建|改造|培育|引进|签约|落地|接待|带动|办理|办结"
    r"|解决|化解|服务(?!业)|授信|减免|筹集|筹措|安排|争取|招引|转移|培训|惠及|参与).*(?:超过?|突破)$",
    regex.S,
)
STATE = regex.compile(r"^(?!.*累计).*(?:达|到|至|为|突破|超过?|稳定在|保持在)(?:了|全国)?$", regex.S)
MOVED_TO = f"(?:提高|提升|增加|增长|上升|扩大|降低|下降|减少|缩短|压缩|升|增|降|调整|跃升|缩小|压减|扩|减|攀升)(?:{TO}).{{0,4}}"  # noqa: E501
LEADING = regex.compile(
    r"(?:新增|新建|建设|建成|完成|实施|开展|推动|推进|打造|培育|引进|改造|加快|加强|深化|支持|提供|组织|举办|发放|实现|新培育|新认定|新设|开工|投产|制定|出台|发布|安排|争取|确保|力争|开通|取得|创建|创成|落实|保障|扩大|提高|提升|优化|完善|统筹|促进|强化|启动|整治|盘活|坚持|拓展)"
)
GENERIC = regex.compile(
    r"总量|总额|总产量|总产值|产量|总数|总值|规模|总规模|年度投资|投资|面积|金额|数量|总收入|人数|占比|比重|其中"
)


def _owner(measure: str) -> str:
    """What owns a generic noun: the measure before without a generic noun of its own."""
    return compiled(r"(?:播种面积|面积|总量|总额|产量|规模|数量|总数|金额)$").sub("", measure)


@cache
def _cues(language: Language) -> dict[str, regex.Pattern[str]]:
    return {name: regex.compile(pattern) for name, pattern in language.table("commitment").items()}


def read_sentence(text: str, start: int, end: int, quantities: Sequence[Quantity], language: Language) -> list[Reading]:
    """Return a reading for each quantity of a sentence."""
    return SentenceReader(text, start, end, quantities, language).read()
