"""Judges whether a figure of a Chinese sentence is a growth, a change, a share, a level."""

from typing import NamedTuple

import regex

from zjpolicy.languages import compiled, get_language
from zjpolicy.reading.chinese.phrases import row_before
from zjpolicy.reading.model import Quantity, Reading

_words = get_language("zh").words
RATIOS = frozenset(("%", "1", "fold", "times", "permille"))
TIMES = frozenset(("year", "day", "month", "hour", "minute"))
TO = r"(?:到|至|为|达|达到|成)"
MOVES = f"(?:{_words('kinds.moves')})"
CHANGE = regex.compile(
    rf"(?:(?P<up>{_words('kinds.up')})|(?P<down>{_words('kinds.down')}))(?:了|约|近|超过|超|共|再|各|幅度?|规模)*$"
)
RATE_NOUN = regex.compile(
    rf"(?:{_words('kinds.rates')})"
    r"(?:达|达到|为|保持在|稳定在|控制在|在|高达|是|均|分别|目标|预期|回升至|提高到|超过)*$"
)
SET = regex.compile(rf"{MOVES}{TO}(?:了)?(?:全国|全球)?$")
GROWTH_MEASURE = regex.compile(r"(?:(?:上涨|增长)幅度|增速|增长率|增幅|涨幅|降幅|增长)$|居民消费价格$")
GROWTH_WORD = regex.compile(r"(?:增速|增长率|增幅|涨幅|降幅|(?:上涨|增长|下降)?幅度|增长|上涨|名义|实际)$")
ADDED = regex.compile(
    r"(?:^|[，。；、：]|[今全]年|累计|净|力争|确保|共|[内外中里上]|已|年均|将|可|要|\p{Han}{2,12}?(?<!新))"
    rf"(?P<verb>{_words('kinds.added')})(?!的)"
)
FALL = frozenset(_words("kinds.fall").split("|"))
# Verbs that a list shares: "新增公园3个、绿道40公里".
SHARED = frozenset(("新增", "净增", "关闭", "减少", "压减", "淘汰", "关停"))
# What is done in the course of a span, however large it grew: no state at its end.
FLOW = regex.compile(_words("kinds.flows"))
PASSED = regex.compile("(?:超过?|突破)$")
# Of these the last year's is told where no verb stands: "生产总值3万亿元" in a passage on five years.
STOCK = regex.compile("(?:总值|总量|总额|总收入|总规模|营收|里程|装机|装机容量|人口|主体|保有量)$")
STATE = regex.compile(r"^(?!.*累计).*(?:达|到|至|为|突破|超过?|稳定在|保持在)(?:了|全国)?$", regex.S)
GROWING = regex.compile("(?:以上|左右|以内)?的?(?:较快|高速|中高速|中高位)?(?:增长(?!贡献|点|极)|增速)")
# How far one thing is from another, no change of either: 高于全国2个百分点.
APART = regex.compile(
    r"[高低快慢优好]于(?!20\d\d|上年|去年|“?十)[^，。；]{0,14}$"
    r"|(?<![占对环同])比(?![例重率上去]|20\d\d|年初|“?十)[^，。；]{1,14}(?<![提降])[高低快慢]出?$"
)


class Kind(NamedTuple):
    """Kind and direction of a figure, and the verb that tells them."""

    kind: str
    direction: str | None = None
    verb: str = ""


def kind_of(unit: str, ahead: str, behind: str, last: str | None) -> Kind:
    """Judge a figure by its unit and the words around it; ``last`` is the direction of the one it is listed with."""
    words = ahead.rstrip(" \u3000\n的")
    change = CHANGE.search(words)
    if unit == "rank":
        return Kind("rank")
    if unit == "pp" and APART.search(words):
        return Kind("level")
    if SET.search(words):
        return Kind("share" if unit in ("%", "permille") else "level")
    if unit in RATIOS and RATE_NOUN.search(words):
        return Kind("growth", "down" if "降" in words[-8:] else "up")
    if unit == "%" and GROWING.match(behind):
        return Kind("growth", "up")
    if change and not (unit == "times" and behind.startswith("于")):
        return _of_verb(change, unit, behind)
    if unit in RATIOS - {"times", "fold"}:
        return Kind("share")
    if unit == "fold":
        return Kind("growth", "up")
    if unit == "pp":
        return Kind("change", last or ("down" if compiled("低|降|减").search(ahead) else "up"))
    added = [found["verb"] for found in ADDED.finditer(words)]
    if added and unit not in TIMES:
        return Kind("change", "down" if added[-1] in FALL else "up", added[-1])
    return Kind("level")


def _of_verb(change: regex.Match[str], unit: str, behind: str) -> Kind:
    """Read what a verb straight before the figure tells: "增长5%", "减少30个"; "提升3个中心" changes no number."""
    verb = change[0]
    if verb in ("提高", "提升", "扩大") and unit == "count" and not behind.startswith("位"):
        return Kind("level", None, verb)
    return Kind("growth" if unit in RATIOS else "change", "down" if change["down"] else "up", verb)


def settle(quantity: Quantity, reading: Reading, before: str) -> None:
    """Settle what the measure tells: a share of prices or of speeds is a growth; what is called 率 stays a share."""
    if reading.kind == "share" and quantity.unit == "%" and GROWTH_MEASURE.search(reading.measure):
        reading.kind, reading.direction = "growth", "down" if reading.measure.endswith("降幅") else "up"
    if reading.kind == "growth":
        measure = reading.measure
        reading.measure = measure[: row_before(GROWTH_WORD, measure, len(measure))] or measure
    if reading.kind == "share" and quantity.unit == "1" and compiled(r"\d+\.\d+").fullmatch(quantity.surface):
        reading.kind = "level"
    bare = before.strip("，。；：、　 \n") == reading.measure and STOCK.search(reading.measure) is not None
    bare = bare and quantity.unit not in TIMES
    stands = bare or (STATE.search(before) is not None and not (PASSED.search(before) and FLOW.search(before)))
    reading.state = reading.kind in ("share", "rank") or (reading.kind == "level" and stands)
