"""Chinese numbers that name and do not measure, and those that rank."""

import regex

from zjpolicy.languages import compiled
from zjpolicy.reading.chinese.numbers import HanNumber

STEP = regex.compile("级?(?:新|大)?(?:台阶|大关)")
PER_OUTPUT = regex.compile(r"(?:地区|国内)?生产总值|GDP|(?:规模以上|规上)?(?:工业|农业)?(?:增加值|总?产值)")
NUMERALS = {word: value for value, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
RANK = regex.compile(r"第(?P<value>\d{1,3}+|[一二三四五六七八九十])(?P<tail>位|名|大|高|长|多(?!样)|(?=[，。；、]))")
RANKED = regex.compile(
    r"(?r)(?:居|列|排|位|为|至|到|成为|跻身|跃升|升至|全国|全球|世界|各省区|前|保持|第)[^，。；]{0,10}"
)
GUARD, GUARDED = (
    regex.compile(r"(?r)(?:保\d{0,3}争|保)"),
    regex.compile(r"\d{1,3}+(?=争\d|(?<=争\d{1,3})(?:[”，。；、\s]|$))"),
)
RANKING = regex.compile("排名|位次|名次|进位")
EVENT = regex.compile("强(?:企业)?(?:发布|峰会|论坛|大会|高峰)")
STRONG = regex.compile(r"(?P<value>\d{1,4}+)强(?!度|化|县|市区|镇|村|省|国|基|(?:企业)?(?:发布|峰会|论坛|大会|高峰))")
FRONT = regex.compile(r"(?r)前")
DATE = regex.compile(
    r"\d{4}年|\d{1,2}月(?!\s*\d{1,2}\s*元)|\d{1,2}日(?!均)|\d{1,2}号|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d\d|(?:19|20)\d\d(?=\s*[-—–－至到~～]\s*(?:19|20)\d\d)|\d\d年代|\d{1,2}[-—–－至到、~～]\d{1,2}月(?!\p{Han}?均)"
)
CODE_BEFORE = regex.compile(r"(?r)[A-Za-z+＋.·_][-—–]?\s*|第|[Nn]o\.?|〔|[A-Za-z]\d*[.-]|[\d一-十][+＋]")
CODE_AFTER = regex.compile(
    r"[A-Za-z](?![a-z]*/)|[+＋]\s?[\w“N]|(?:周年|世纪|热线|工程|行动|计划|战略|条政策|体系|版|[级届](?!以上)|号(?:文件|工程|令)|字)|[.．]\d+[.．]|[·•]\d"
)
LIST_NUMBER = regex.compile(r"\d{1,2}[.．、)）](?!\d)")
QUOTES = '“‘「『《"'
OPENING, CLOSING = ("（", "(", "[", "［"), ("）", ")", "]", "］")
SPAN_BEFORE = regex.compile(
    r"(?r)(?:过去|今后|未来|近|这|前|后|头|第|上|下|每|全|同|新的?|又|到|届|个|关键|奋斗)(?:的)?|的"
)
NAME_AFTER = regex.compile(
    r"(?:来|发展|规划|计划|行动|间(?!隔)|攻坚|期间|累计|的|时间|以来|实践|奋斗|历程|前(?!，)|奔|度|级|轮|大(?:计|业))"
)
CLASSIFIED = regex.compile(
    r"(?:多|余)?(?:家|所|座|户|名|艘|架|台|辆|套|人(?!民|大|才|类|心|工)|人次|只|头|棵|公里|件(?!事))"
)
# Things that stand or are used, up to ten: 十所幼儿园; 项, 条, 件 and 个 count points of a programme as a rule.
THINGS = regex.compile(
    r"(?:家(?!渠|庭|长)|所(?!有|在|以)|座(?!谈)|户(?!口|籍|外)|艘|架(?!构)|台(?!阶|账)|辆|套(?!班子)|人次|棵|栋|幢)\p{Han}"
)
MAKING = regex.compile(r"(?r)新建|改建|扩建|建成|改造|开工|投产|引进|新增|关闭|关停")
PIECES = regex.compile(
    r"(?:个(?!新|大|全|百|千|万|方面|高地|体系|机制|台阶|突破|中心|一)|条(?!例|件)|处|间(?!隔))\p{Han}{2}"
)
RATIO, RATIO_BEFORE = regex.compile(r"[∶:：]\d"), regex.compile(r"(?r)\d[∶:：]")
COUNTED = regex.compile(r"[多余]|[个家项人户名座条套台辆件次场所间种处只艘亩公元万亿]")
DURATIONS = frozenset(("year", "month", "day", "hour", "minute", "week", "second"))


def rank_at(text: str, pos: int) -> tuple[int, int, int] | None:
    """Return value, start and end of the rank whose number starts at ``pos``: 第3位, 第三大, 500强."""
    if text[pos].isdecimal() and (found := STRONG.match(text, pos)) and text[pos - 1 : pos] not in ("“", "."):
        return int(found["value"]), pos, found.end("value")
    if text[pos].isdecimal() and (found := _guarded(text, pos)) and RANKING.search(text, max(0, pos - 30), pos):
        return int(found[0]), pos, found.end()
    if pos and text[pos - 1] == "第" and (found := RANK.match(text, pos - 1)):
        value = int(found["value"]) if found["value"].isdecimal() else NUMERALS[found["value"]]
        if found["value"] == "一" or (not found["tail"] and not RANKED.match(text, max(0, pos - 14), pos - 1)):
            return None
        return value, pos - 1, found.end("value")
    if (
        pos
        and FRONT.match(text, pos - 1, pos)
        and (found := compiled(r"(?P<value>\d{1,3}+|[二三四五六七八九十])(?:位|名|强|(?=[，。；、]))").match(text, pos))
    ):
        value = int(found["value"]) if found["value"].isdecimal() else NUMERALS[found["value"]]
        return value, pos, found.end("value")
    return None


def _guarded(text: str, pos: int) -> regex.Match[str] | None:
    """The number at ``pos`` if it is one of 保7争6: what is to be kept and what is aimed at, unit left out."""
    return GUARDED.match(text, pos) if GUARD.match(text, max(0, pos - 5), pos) else None


def is_label(text: str, number: HanNumber, unit: str | None, end: int, compared: bool) -> bool:
    """Whether a number, read with its unit up to ``end``, names and does not measure."""
    previous = text[number.start - 1 : number.start]
    if (previous == "每" and number.form != "fraction") or (previous in ("/", "／") and number.form == "scale"):
        return True  # a denominator: 每千瓦时, 每百户, 每10万人, 公里/百平方公里
    if number.form == "scale" and text[end : end + 1] == "级":
        return True  # a class: 千亿级产业, 百万千瓦级机组
    if number.form == "scale" and previous == "个" and STEP.match(text, end):
        return True  # steps by such an amount: 3个千亿元台阶
    if number.form == "scale" and unit == "CNY" and not compared and PER_OUTPUT.match(text, end):
        return True  # a denominator in a name: 万元GDP能耗
    if unit is None and number.form == "digits" and _guarded(text, number.start):
        return True
    if number.form in ("percent", "tenths"):
        return False
    if number.form == "fraction":
        return text[number.start : number.start + 1].isdecimal() and _coded(text, number)
    if unit == "year" and (text[end - 2 : end] == "周年" or text[end : end + 1] == "代" or _like_year(number)):
        return True
    if unit == "year" and number.value == 1 and text[number.start] == "一":
        return True
    if unit in DURATIONS and number.value <= 100 and number.form != "digits" and _spans(text, number, end):
        return True
    if number.form == "digits":
        return _digits(text, number, unit)
    return _characters(text, number, unit, compared)


def _coded(text: str, number: HanNumber) -> bool:
    return CODE_BEFORE.match(text, max(0, number.start - 6), number.start) is not None


def _like_year(number: HanNumber) -> bool:
    return 1900 <= number.value <= 2100


def _spans(text: str, number: HanNumber, end: int) -> bool:
    """Whether a duration in characters only tells which years are meant: 过去五年, 三年行动."""
    if SPAN_BEFORE.match(text, max(0, number.start - 4), number.start) or NAME_AFTER.match(text, end):
        return True
    return text[number.start - 1 : number.start] in (*QUOTES, "十", "攻", "坚")


def _digits(text: str, number: HanNumber, unit: str | None) -> bool:
    start = number.start
    if _dated(text, start) or _coded(text, number):
        return True
    if RATIO.match(text, number.end) or RATIO_BEFORE.match(text, max(0, start - 2), start):
        return True
    return unit is None and number.scale == 1 and _names(text, number)


def _names(text: str, number: HanNumber) -> bool:
    """Whether bare digits are a code, a version, an item's number, a note's or a year."""
    start, written = number.start, text[number.start : number.end]
    ahead, behind = text[start - 1 : start], text[number.end : number.end + 1]
    if CODE_AFTER.match(text, number.end) or (written[0] == "0" and written[1:2].isdecimal()) or written[-2:] == ".0":
        return True
    if behind in ("”", "’") or (ahead in QUOTES and behind in ('"', "强", "")):
        return True
    if (ahead in OPENING and behind in CLOSING) or EVENT.match(text, number.end):
        return True
    opens = not text[max(0, start - 8) : start].strip(" \t\u3000\u00a0（(").rpartition("\n")[2]
    if opens and LIST_NUMBER.match(text, start):
        return True
    if number.more or not _like_year(number):
        return False
    return not behind.strip("，。、；年—-－ \n") or (len(written) == 4 and not COUNTED.match(text, number.end))


def _dated(text: str, start: int) -> bool:
    low = max(0, start - 8)
    near = text[low : start + 14]
    return any(found.start() <= start - low < found.end() for found in DATE.finditer(near))


def _characters(text: str, number: HanNumber, unit: str | None, compared: bool) -> bool:
    """Numerals in characters measure only with a unit, a comparator, or a large scale before a counted noun."""
    start, end = number.start, number.end
    before = text[max(0, start - 1) : start]
    if (
        before in (*QUOTES, "第", "·", "十")
        or before in ("数", "几")
        or (before == "成" and text[max(0, start - 2) : start] != "建成")
    ):
        return True
    if unit is not None:
        if number.form == "scale":
            return not (unit != "year" and unit not in DURATIONS) and not compared
        return unit in ("g", "L", "m") or (unit == "times" and number.value == 1)
    if number.form == "scale":
        return not (
            compared
            and number.value >= 100
            and compiled(r"[多余]?(?:个|家|名|人|户|亩|座|项|条|套|辆|台|件|场)").match(text[end : end + 2])
        )
    if number.value >= 100 and number.scale >= 1 and len(text[start:end]) > 1 and CLASSIFIED.match(text, end):
        return False
    if (
        number.value >= 2
        and text[start] in NUMERALS
        and (THINGS.match(text, end) or (MAKING.match(text, max(0, start - 4), start) and PIECES.match(text, end)))
    ):
        return False
    return not (CLASSIFIED.match(text, end) and (number.value >= 2) and (compared or number.value > 10))
