"""The noun phrases around a figure in a Chinese sentence."""

import regex

from zjpolicy.languages import compiled

CLASSIFIERS = r"(?:亿|万)?(?:人次|户次|场次|车次|个|家(?!庭|长|电|禽|畜|具)|项(?!目)|套|辆|次(?!新)|件|所|名(?!校|医)|条(?!例|件)|座|台(?!商|资|胞)|场(?!所|馆)|只|头(?!部)|棵|张|种(?!植|业|粮|子)|部(?!委|门|队|分)|处(?!理)|列|架|艘|支(?!持|撑|出|付|部)|起|回|门|期|例|宗|批|位(?!于)|船|枚|对|份|篇|笔|间|床|块|片|类|款|趟|轮|道(?!路)|档|幢|栋|组|尾|大(?!类|于|中|学|型|桥|病)|年(?!轻|龄)|户(?!籍|外|均)|人(?=[，。；、])|对)"  # noqa: E501
COMPARED = r"(?:左右|以上|以内|以下|多|余)?+(?:的)?+"
AFTER = regex.compile(
    rf"(?P<classifier>{CLASSIFIERS})?+(?:（[^）]*）)?+{COMPARED}(?P<noun>(?:[^，。；：！？、\n\d（）]|（[^）\n]{{0,12}}）)+)"
)
VERBS = (
    "(?:开展|落实|做|办|抓|用|建)好|坚决|守住|坚守|严守|牢牢|新增|净增|新建改建|新建成|新建|新培育|新认定|新开发|新设立?|新开工|新引进|新入选|建设改造|建设提升|建设|建成|建立|完成|实施|开展|推动|推进|打造|培育|引进|引育|招引|"
    "改造提升|更新改造|改造|更新|加快|支持|提供|组织|举办|发放|实现|开工|投产|制定修订|制定|出台|发布|安排|争取|确保|力争|努力|开通|取得重大?|取得|创建|创成|落实|保障(?!性|房)|"
    "扩大|提高|提升|优化|统筹|促进|强化|启动|整治|盘活|集聚|拓展|组建|设立|筹集|交付|达到|减少|压减|关闭压缩|关闭|淘汰|供应|选派|选送|布局|成功|获批|形成|发行|使用(?!外资|量|率|权)|化解|办结|累计|新(?!型|能源|兴|三|材|生|质|华|疆|区|城|农|业|一|冠|四)|增加(?!值)|"
    "为|将|要(?!素|闻)|拟|再(?!生)|共(?!享|同|建|富|青|产|治)|已|并|全年|今年|去年|其中|预计|争取到|全省共?|全市共?|全区共?|我省|我市|我区|全国共(?!建)|五年来|先后|持续|继续|同比|有(?!效|色|限|机|序|关)|使(?!用)|让|把|推荐|下达|投入|兑现|清退|处置|查处|调解|帮助|带动|吸引|资助|"
    "保持|稳定|支撑|预期目标为?|主要|大力|积极|有序|全面|成为|获评|入选|命名|认定|授予|评选|修复|治理|建造|整合|兴建|扩建|开行|开设|开放|配备|安装|铺设|疏浚|退役(?!军)|受理|审议|提请(?:[^，。；]{2,12}审议)?|研究|惠及|落地|用于|跻身|迭代|大规模|面向|在(?!校|浙|线|建|职|册|学|岗|孵|营|此)|向|为|对(?!外|口|接)|给|从(?!业|教)"
)
LEAD = regex.compile(rf"^(?:[\s　、，：“]*(?:——)?(?:{VERBS}))+(?=[\p{{Han}}“])")
TAIL = regex.compile(
    r"(?:[\s　]|安排|同比|实际|名义|年均|预计|累计|平均|分别|大幅|均|已|将|要|拟?按|拟|力争|约|近|可|再|共计?|总计|合计|只|仅|达到|到|达|为|至|在|超过|超|突破|不低于|不超过|控制|保持|稳定|稳|增长|下降|提高|提升|增加|减少|降低|上升|上涨|下调|上调|压减|压缩|缩短|精简|新增|"  # noqa: E501
    r"降|升|增|减|由|从|自|现行|扩大|收窄|缩小|提前|实现|跃升|跃居|居|位居|位列|排名?|全国|全球|世界|国内|西部|中部|跻身|(?<!学|产|目)前|是|占比达到?(?<!占比达到?)|每月|每年|月|力争|连续|各地|首次|总体|争取|低于|高于|完成|高达|左右|各|的|了|“|列|攀升|回升|增至|降至|涨|进一步|继续|较上年|比上年|比去年|一)+$"
)
COMPARISON = regex.compile(
    r"(?:比|较|(?<!参)与)(?:上年|去年|20\d\d年|“?十三五”?末?|五年前|全国|全省|全市|全区|同期)[^，]{0,6}$"
    r"|(?:低|高|快|优|好)于(?:全国|全省|全市|全区|上年|同期|中部|西部|东部)?(?:平均)?(?:水平)?$"
    r"|每(?:千瓦时|度|吨|亩|公斤|千克|斤|人|户|立方米|平方米)(?:每?[年月日])?$"
)
TIME = regex.compile(r"^(?:到)?(?:“?十[三四五]五”?(?:时期|期间|末)|20\d\d年|五年来?|年底前?|年内)[，、]?")
YEAR_SAID = regex.compile(r"(?:从|由|到|至)(?:20\d\d年|上年末?|去年|上半年|年初)的?\s*$|20\d\d年的?\s*$")
MOVED = regex.compile(
    r"(?:再|又)?(?:增加(?!值)|增长(?!率)|提高|提升|扩大|上升|跃升|攀升|下降|降低|减少|缩短|压减|缩小"
    r"|(?:增|降|升|减|扩|缩|压缩|发展|升级|调整|进)[到至为])"
)
# Heads of what is measured: a part of a list that ends in one is complete, one that does not shares the last part's.
HEADS = (
    r"增加值|产值|产量|总量|总额|占比|比重|比例|\p{Han}(?!化)\p{Han}率|率|投资|收入|支出|消费|进出口|出口|进口|利润|营收|能耗|排放|经费|资金"
    r"|费用|养老金|面积|起数|数量|人数|数|人次|(?:销售|零售|交易|成交|贸易|投资)额|额|(?:业务|吞吐|周转|使用|用电|拥有|保有|销售|运输|发电)量"
    r"|客运量|货运量|销量|用量|量|价格|标准|规模|里程|余额|损失|花费|成本|强度|浓度|指数|值"
)
QUALIFIERS = (
    "居民|常住|人均|平均|可支配|企业|产业|产业链|行业|制造业|设施|建成区|人口|地区|总|贷款|存款|业务|市场|跨境|电商|先进|产能|毛|抽检"
    "|水质|水域|补助|财政|服务|核心|全|零售|批发|限上|网上|线上|就业|培训|工程"
)
HEAD = regex.compile(rf"(?:{QUALIFIERS}|{HEADS})*(?:{HEADS})$")
COMPLETE = regex.compile(rf"^(?:新增|使用|接待|净增)|(?:{HEADS}|游客|旅客)$")
STOP = regex.compile(
    r"(?:完成|实现|纳入|入选|列入|获得|获评|落户|上榜|达到|入围|建成|投产|开工|推广|覆盖|落地|通过|加快|得到|开展|正式|全部|喝上|新增|进入|提供|大幅|的发展|增长|下降|提高|达到|占比|参加|参与|享受|受益|应享|解决|举行|举办|以上|左右|基本|顺利|超过|突破|稳定|保持|位列|跻身|占)"
)


def trim(words: str) -> str:
    """Strip verbs, adverbs and marks from both ends of a phrase."""
    words = compiled(r"\s+").sub("", words).strip("，。；：、　 ")
    while (shorter := TAIL.sub("", COMPARISON.sub("", words))) != words:
        words = shorter
    while (shorter := LEAD.sub("", TIME.sub("", words))) != words and shorter:
        words = shorter
    if compiled(VERBS).fullmatch(words):
        return ""
    return words.strip("，。；：、　 ") if len(words) > 1 else ""


def noun_before(words: str) -> str:
    """What is measured, from the words of the clause before a figure."""
    noun = trim(YEAR_SAID.sub("", words))
    if len(noun) > 24 and "的" in noun:
        noun = noun.rpartition("的")[2] or noun
    return noun


def noun_after(words: str, classified: bool = False) -> str:
    """What is counted, from the words behind a figure; ``classified`` asks for a classifier before it."""
    found = AFTER.match(words)
    if not found or (classified and (not found["classifier"] or STOP.match(found["noun"]))):
        return ""
    noun = found["noun"]
    if MOVED.match(noun) or noun.startswith("季度"):
        return ""  # "from 300 households to 500", "for 11 quarters in a row"
    stop = STOP.search(noun, 2)
    noun = noun[: stop.start()] if stop else noun
    return compiled("^和(?!美|平|谐)").sub("", noun.strip(" 　的共")).rstrip("的和与及")[:24]


def deal_out(subject: str, count: int) -> list[str]:
    """Share a subject such as "城镇和农村居民收入" out to the figures of a list."""
    items = [item for item in compiled(r"[、]|[和与及](?=\p{Han}{2})").split(subject) if item]
    if len(items) > count:
        items = [item for item in subject.split("、") if item]
    if len(items) != count:
        return []
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
    if head := HEAD.search(last):
        return head[0] if head.start() else ""
    return last[len(item) :] if len(last) > len(item) + 1 else last[-2:] if len(item) <= 2 else ""


def _with_owner(named: list[str], items: list[str]) -> list[str]:
    """Give the owner that stands before the first item to the later ones: 事故起数和死亡人数."""
    first = items[0]
    if compiled(r"(?:起数|人数|数量|产量|面积)$").search(first) and len(first) > 4:
        return [named[0], *(first[:-2] + name if len(name) <= 4 else name for name in named[1:])]
    return named
