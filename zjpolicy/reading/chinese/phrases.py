"""The noun phrases around a figure in a Chinese sentence."""

import regex

from zjpolicy.languages import compiled, get_language

_words = get_language("zh").words
VERBS, HEADS = _words("phrases.verbs"), _words("phrases.heads")
CLASSIFIER = rf"(?:亿|万)?(?:{_words('phrases.classifiers')})"
# "（间）的": what may stand between a classifier and the noun it counts.
COMPARED = r"(?:（[^）]*）)?+(?:左右|(?:及|或)?以上|以内|(?:及|或)?以下|之?内(?=\p{Han})|多|余)?+(?:的)?+"
AFTER = regex.compile(
    rf"(?P<classifier>{CLASSIFIER})?+{COMPARED}(?P<noun>(?:[^，。；：！？、\n\d（）]|（[^）\n]{{0,12}}）)+)"
)
LEAD = regex.compile(rf"[\s　、，：“]*+(?:——)?+(?:{VERBS})")
WORD = regex.compile(r"[\p{Han}\p{Latin}\d“]")
TAIL = regex.compile(rf"(?:[\s　]|{_words('phrases.tails')}|[连跨跃迈登][跨越过上][\p{{Han}}\d]{{1,8}}(?:台阶|大关))$")
COMPARISON = regex.compile(
    r"(?:比|较|(?<!参)与)(?:上年|去年|年度?计划|20\d\d年|“?十三五”?末?|五年前|全国|全省|全市|全区|同期)[^，]{0,6}$"
    r"|(?:低|高|快|优|好)于(?:全国|全省|全市|全区|上年|同期|中部|西部|东部|“?十[一二三四五]五”?(?:时期|期间|末)?)?(?:平均)?(?:水平)?$"
    r"|每(?:千瓦时|度|吨|亩|公斤|千克|斤|人|户|立方米|平方米)(?:每?[年月日])?$"
)
TIME = regex.compile(r"(?:到)?(?:“?十[三四五]五”?(?:时期|期间|末)|20\d\d年|五年来?|年底前?|年内)[，、]?")
YEAR_SAID = regex.compile(r"(?:从|由|到|至)(?:20\d\d年|上年末?|去年|上半年|年初)的?\s*$|20\d\d年的?\s*$")
MOVED = regex.compile(rf"(?:再|又)?(?:{_words('phrases.moved')}|(?:{_words('kinds.moves')})[到至为])")
HEAD = regex.compile(rf"(?:{HEADS})$")
QUALIFIED = regex.compile(rf"(?:{_words('phrases.qualifiers')}|{HEADS})$")
COMPLETE = regex.compile(rf"^(?:新增|使用|接待|净增)|(?:{HEADS}|游客|旅客)$")
# "280万人搬迁": people are what is counted, not the start of a word.
PERSONS = regex.compile("^人(?![口才员民次工群大均士文力机家像类防社形体造])(?=\\p{Han}{2})")
STOP = regex.compile(_words("phrases.stops"))
# What is no noun that a classifier counts: a verb, the next item of a list.
NEXT = regex.compile(rf"{_words('phrases.stops')}|[和与及](?![美平谐])")
OF_TRADE = regex.compile(r"^\p{Han}{0,4}业(?=\p{Han}{2})")
STEP = regex.compile(r"(?:[\p{Han}\d]{1,2}个)?\p{Han}{0,5}(?:台阶|大关)|/")
BOTH = get_language("zh").table("indicators.both")
RANKING = regex.compile(rf"(?:{_words('phrases.ranking')})$")
RANKED = regex.compile(
    rf"(?:{_words('phrases.ranking')})(?:[从由在于]?(?:{_words('phrases.among')})\p{{Han}}{{0,10}})?$"
    rf"|[从由在于]?(?:{_words('phrases.among')})\p{{Han}}{{0,4}}(?<![数量速模平值额入率度])$|[从由]$"
)
# No word that these patterns find before an end is longer.
REACH = 24
SCOPE_NOUN = regex.compile(
    rf"(?:{get_language('zh').table('units.classifiers')})(?:及|或)?以[上下]的?(?P<noun>\p{{Han}}{{2,8}})"
)


def row_before(word: regex.Pattern[str], text: str, end: int, low: int = 0) -> int:
    """Where the words in a row that stand before an end start: as many as there are, however they are parted.

    A repeated group would try every way to part words that are made of each other (达到, 达, 到); here each place is
    reached once.
    """
    starts, ends = {end}, [end]
    while ends:
        at = ends.pop()
        found = {each.start() for each in word.finditer(text, max(low, at - REACH), at, overlapped=True)}
        ends += found - starts
        starts |= found
    return min(starts)


def trim(words: str) -> str:
    """Strip verbs, adverbs and marks from both ends of a phrase."""
    words = compiled(r"\s+").sub("", words).strip("，。；：、　 （")
    end, before = len(words), -1
    while end != before:
        before = end
        found = COMPARISON.search(words, max(0, end - REACH), end)
        end = row_before(TAIL, words, found.start() if found else end)
    start = at = 0
    while found := TIME.match(words, at, end) or LEAD.match(words, at, end):
        at = found.end()
        start = at if WORD.match(words, at, end) else start
    words = words[start:end]
    if compiled(VERBS).fullmatch(words) or TIME.fullmatch(words):
        return ""
    return words.strip("，。；：、　 ").lstrip("）") if len(words) > 1 else ""


def noun_before(words: str) -> str:
    """What is measured, from the words of the clause before a figure."""
    noun = trim(YEAR_SAID.sub("", words))
    if len(noun) > 24 and "的" in noun:
        noun = noun.rpartition("的")[2] or noun
    return noun


def noun_after(words: str, classified: bool = False) -> str:
    """What is counted, from the words behind a figure; ``classified`` asks for a classifier before it."""
    found = AFTER.match(words)
    if not found or (classified and (not found["classifier"] or NEXT.match(found["noun"]))):
        return ""
    noun = PERSONS.sub("", found["noun"])
    if MOVED.match(noun) or STEP.match(noun) or noun.startswith("季度"):
        return ""  # "from 300 households to 500", "for 11 quarters in a row"
    stop = STOP.search(noun, 2)
    noun = noun[: stop.start()] if stop else noun
    return compiled("^和(?!美|平|谐)").sub("", noun.strip(" 　的共")).rstrip("的和与及")[:24]


def without_ranking(words: str) -> str:
    """The words before a rank, without where and among what: 茶叶产量居全市 is 茶叶产量."""
    for low in (2, 0):
        if found := RANKED.search(words, max(low, len(words) - REACH)):
            start = row_before(RANKING, words, found.start(), low)
            if low or not start:
                return words[:start]
    return words


def noun_behind_scope(behind: str) -> str:
    """The things that a threshold with a classifier tells apart: 10人以上的企业."""
    found = SCOPE_NOUN.match(behind)
    return str(found["noun"]) if found else ""


def deal_out(subject: str, count: int) -> list[str]:
    """Share a subject such as "城镇和农村居民收入" out to the figures of a list."""
    for both, *each in BOTH:
        if both in subject and count == len(each) and "、" not in subject:
            return [subject.replace(both, one, 1) for one in each]
    items = [item for item in compiled(r"[、]|[和与及](?=\p{Han}{2})").split(subject) if item]
    if len(items) > count:
        items = [item for item in subject.split("、") if item]
    if len(items) != count:
        return []
    if items[0].startswith("第"):  # 第一、二、三产业
        items = [items[0], *(f"第{item}" if item[0] in "一二三四五六七八九十" else item for item in items[1:])]
    last = items[-1]
    made = []
    for item in items[:-1]:
        made.append(item + _suffix(item, last))
    return _with_owner([*made, last], items)


def _suffix(item: str, last: str) -> str:
    """The end of the last item that the others lack."""
    if COMPLETE.search(item):
        return ""
    at = last.rfind(item[-2:])
    if at >= 0 and len(item) > 2:
        return last[at + 2 :]
    if head := HEAD.search(last, max(0, len(last) - REACH)):
        start = row_before(QUALIFIED, last, head.start())
        shared = OF_TRADE.sub("", last[start:]) if item.endswith("业") else last[start:]
        return shared if start else ""
    return last[len(item) :] if len(last) > len(item) + 1 else last[-2:] if len(item) <= 2 else ""


def _with_owner(named: list[str], items: list[str]) -> list[str]:
    """Give the owner that stands before the first item to the later ones: 事故起数和死亡人数."""
    first = items[0]
    if compiled(r"(?:起数|人数|数量|产量|面积)$").search(first) and len(first) > 4:
        return [named[0], *(first[:-2] + name if len(name) <= 4 else name for name in named[1:])]
    return named
