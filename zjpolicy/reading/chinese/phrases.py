"""Noun phrases of Chinese: one subject shared out to the figures of a list, one that needs its owner."""

from functools import cache

from zjpolicy.languages import Language, alternatives, compiled
from zjpolicy.languages.numerals import one_to_ten

# What stands at the edges of words and is none of them, the numbers of items among it: ①, ⑴, ㈠.
EDGES = "，。；：、的—" + "".join(map(chr, (*range(0x2460, 0x249C), *range(0x3220, 0x322A))))
LIKE = 8  # characters of an owner, or of what it owns, that is told anew without a word left out
LONGEST, ENOUGH = 24, 4  # characters of a measure whose last part, of so many, is enough


class Phrases:
    """The nouns of one language that others share, and those that say nothing alone."""

    def __init__(self, language: Language) -> None:
        table = language.table("phrases")
        heads, qualifiers = alternatives(table["heads"].split()), alternatives(table["qualifiers"].split())
        # Read backwards from the end, the longest word first: one way through any phrase.
        self.head = compiled(f"(?r)(?:{qualifiers}|{heads})*+(?:{heads})")
        self.one_head = compiled(f"(?r)(?:{heads})")
        self.complete = compiled(f"(?r){table['complete']}")
        self.opens = compiled(table["opens"])
        self.counted = compiled(f"(?r)(?:{table['counted']})")
        self.of_trade = compiled(table["of_trade"])
        self.joints, self.split, self.part_end = (compiled(table[name]) for name in ("joints", "split", "part_end"))
        self.both = language.table("indicators.both")
        self.owner_end = compiled(f"(?r)(?:{table['owner_ends']})")
        self.generic = frozenset(table["generic"].split())
        self.general = frozenset(table["general"].split())
        self.owners = frozenset(table["owners"].split())
        self.ranked = compiled(table["ranked"])
        self.branches = compiled(table["branches"])
        self.units = compiled(table["units"])
        self.more = compiled(f"(?r)(?<=\\p{{Han}}{{2}}){table['more']}")
        self.together, self.must = compiled(table["together"]), tuple(table["must"].split())

    def clean(self, words: str) -> str:
        """A measure without blanks, and without marks at its ends."""
        noun = "".join(words.split()).strip(EDGES)
        noun = noun if noun.count("“") == noun.count("”") else noun.strip("“”")
        if noun.count("（") != noun.count("）"):
            noun = noun.strip("（）")
        return noun[:-1] if noun.endswith(self.must) else noun

    def shortened(self, noun: str) -> str:
        """The last part of a long noun, where that says enough."""
        last = noun.rpartition("的")[2]
        return last if len(noun) > LONGEST and len(last) >= ENOUGH else noun

    def closed(self, noun: str) -> str:
        """A noun without the word that goes on with things not counted: 示范村和一批渔港."""
        return noun[: more.start()] if (more := self.more.match(noun)) else noun

    def owned(self, noun: str, owner: str) -> str:
        """A noun with the one that owns it before it."""
        if noun in owner:
            return owner if owner.endswith(noun) else noun
        if (head := self.owner_end.match(owner)) and noun in self.generic and head.start():
            owner = owner[: head.start()]
        return owner + noun

    def part(self, noun: str, whole: str) -> str:
        """What 其中 tells of a whole: an owner takes what it owns along, a general noun what it is part of."""
        if noun in self.owners and whole:
            return noun + whole
        if noun in self.general and whole:
            return f"{whole}中的{noun}"
        return noun

    def elliptic(self, noun: str, whole: str) -> str:
        """A noun with what its like owns in the clause before: "茶业产值40亿元，竹业超3亿元"."""
        if len(noun) > LIKE or self.one_head.match(noun):
            return noun
        at = whole.rfind(noun[-1]) + 1
        tail = whole[at:] if at > 1 and whole[:at] != noun else ""
        return noun + tail if len(tail) <= LIKE and self.one_head.match(tail) else noun

    def deal_out(self, subject: str, count: int) -> list[str]:
        """Share a subject such as "城镇和农村居民收入" out to the figures of a list."""
        for both, *each in self.both:
            if both in subject and count == len(each) and "、" not in subject:
                return [subject.replace(both, one, 1) for one in each]
        if (found := self.branches.match(subject)) and count == len(found["numbers"]):
            return [f"第{one}产业{subject[found.end() :]}" for one in found["numbers"]]
        subject = self.together.sub("", subject)
        items = [item for item in self.split.split(subject) if item]
        if len(items) > count:
            items = [item for item in subject.split("、") if item]
        if len(items) != count:
            return []
        items = self._ordinals(items)
        last = items[-1]
        return self._with_owner([*(item + self._suffix(item, last) for item in items[:-1]), last], items)

    def _ordinals(self, items: list[str]) -> list[str]:
        """Give each branch its ordinal: 第一、二、三产业, 一、二、三产业."""
        numbers = one_to_ten()
        if not items[0].startswith("第") and not (len(items[0]) == 1 and items[0] in numbers):
            return items
        return [f"第{item}" if item[0] in numbers else item for item in items]

    def _suffix(self, item: str, last: str) -> str:
        """The end of the last item that the others lack."""
        if self.opens.match(item) or self.complete.match(item) or self.one_head.match(item):
            return ""
        at = last.rfind(item[-2:])
        if at >= 0 and len(item) > 2:
            return last[at + 2 :]
        if head := self.head.match(last):
            shared = self.of_trade.sub("", head[0]) if item.endswith("业") else head[0]
            return shared if head.start() else ""
        return last[len(item) :] if len(last) > len(item) + 1 else last[-2:] if len(item) <= 2 else ""

    def _with_owner(self, named: list[str], items: list[str]) -> list[str]:
        """Give the owner that stands before the first item to the later ones: 事故起数和死亡人数."""
        first = items[0]
        counted = self.counted.match(first)
        if counted and len(first) > 4:
            owner = first[: counted.start()]
            return [named[0], *(owner + name if len(name) <= 4 else name for name in named[1:])]
        return named


@cache
def phrases(language: Language) -> Phrases:
    """Return the noun phrases of a language, made once."""
    return Phrases(language)
