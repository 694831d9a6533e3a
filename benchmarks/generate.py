"""Many different reports made from the bundled editions: their paragraphs in another order, with other numbers.

The editions are short and full of figures. A made report is filled up to the length of a real one with paragraphs
whose figures were taken out, so that it has about as many figures as a real report of that length.
"""

import random
import re
from functools import cache
from pathlib import Path

import zjpolicy as zj

SIZE = 80_000  # bytes of UTF-8, as a real report
KEYS = ("zhejiang-2020-en", "zhejiang-2020-zh")
# Digits that are no year and stand in no name.
NUMBER = re.compile(r"(?<![A-Za-z\d.,-])(?!(?:19|20)\d\d(?!\d))\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![A-Za-z\d-])")
SOME = {"en": "many", "zh": "多"}


@cache
def parts(key: str) -> tuple[list[str], list[int], str]:
    """The paragraphs of an edition, which of them may change places, and its language."""
    report = zj.load(key)
    table = report.paragraphs()
    headings = set(report.outline()["start"])
    movable = [at for at, start in enumerate(table["start"]) if start not in headings and at > 2]
    return table["text"].tolist(), movable, report.language


def renumbered(text: str, chance: random.Random) -> str:
    """A text with other digits in its numbers, as many as before."""

    def other(found: re.Match[str]) -> str:
        first, rest = found[0][0], found[0][1:]
        digits = "".join(str(chance.randint(0, 9)) if sign.isdecimal() else sign for sign in rest)
        return (first if first == "0" else str(chance.randint(1, 9))) + digits

    return NUMBER.sub(other, text)


@cache
def emptied(text: str, language: str) -> str:
    """A paragraph with its figures taken out."""
    return NUMBER.sub(SOME[language], text)


def make(seed: int, size: int = SIZE, dense: bool = False) -> str:
    """One report; the same seed gives the same. A dense one keeps figures in what fills it."""
    chance = random.Random(seed)
    paragraphs, movable, language = parts(KEYS[seed % len(KEYS)])
    order = chance.sample(movable, len(movable))
    moved = dict(zip(movable, order, strict=True))
    texts = [renumbered(paragraphs[moved.get(at, at)], chance) for at in range(len(paragraphs))]
    length = sum(len(text.encode()) + 2 for text in texts)
    while length < size:
        at = chance.choice(movable)
        filler = renumbered(paragraphs[at], chance) if dense else emptied(paragraphs[at], language)
        texts.insert(chance.choice(movable) + 1, filler)
        length += len(filler.encode()) + 2
    return "\n\n".join(texts) + "\n"


def write(folder: Path, count: int) -> int:
    """Write reports to a folder; return their bytes. Those that are there already stay."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for seed in range(count):
        path = folder / f"{seed:05}.txt"
        if not path.exists():
            path.write_text(make(seed), encoding="utf-8")
        total += path.stat().st_size
    return total
