"""Text made to make patterns go back and forth: each of them, and the whole reading, in time that grows with it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache, partial

import pytest
import regex

import zjpolicy as zj

COLLECT = """
import json, pkgutil, importlib, sys, warnings
import regex
found, compile = set(), regex.compile
def noting(pattern, flags=0, **rest):
    made = compile(pattern, flags, **rest)
    ours = sys._getframe(1).f_globals["__name__"].startswith("zjpolicy")  # extractors compile patterns too
    if ours and isinstance(made.pattern, str):
        found.add((made.pattern, int(flags)))
    return made
regex.compile = noting
warnings.simplefilter("ignore")
import zjpolicy as zj
for module in pkgutil.walk_packages(zj.__path__, "zjpolicy."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
english, chinese = zj.load("zhejiang-2020"), zj.load("zhejiang-2020-zh")
for report in (english, chinese):
    report.statements(); zj.check(report); zj.match(report)
zj.align(english, chinese)
zj.load(b"<html><p>GDP grew by 6%</p></html>")
print(json.dumps(sorted(found)))
"""
# Pieces that patterns are made of: words, figures, brackets, lines, in both languages.
PIECES = (
    "a", "A", " ", "\n", " \n", "\t", "1", "1,", "1.", "1 ", "-", "a-", "a-\n", "A ", "a ", "a, ", "'", "“", '"', "(",
    "<!--", "of ", "the ", "and ", "on behalf of the ", "People's ", "year ", "one ", "%", "1% ", "1 to ", "from 1 ",
    "per ", "2020 ", "2020-", "I. ", "第", "一", "一、", "（", "万", "1万", "的", "，", "。", "、", "增长", "年",
    "2020年", "以上", "《", ": ", ">",
)  # fmt: skip
# A time below the grace says nothing; eight times the text may take this many times as long.
GRACE, RATIO = 0.02, 24


@cache
def patterns() -> dict[str, regex.Pattern]:
    done = subprocess.run([sys.executable, "-c", COLLECT], capture_output=True, text=True, check=True, timeout=120)
    return {f"{pattern} {flags}": regex.compile(pattern, flags) for pattern, flags in json.loads(done.stdout)}


def seconds(task: Callable[[], object]) -> float:
    """The least of some tries: a busy machine lengthens a time and never shortens it."""
    best = float("inf")
    for _ in range(4):
        began = time.process_time()
        task()
        best = min(best, time.process_time() - began)
        if best < GRACE:
            break
    return best


def too_slow(verb: Callable[[str], object], piece: str, most: int = 16_000) -> str | None:
    """What was measured, if time grows faster than text."""
    small, large = (partial(verb, piece * (size // len(piece)) + "!") for size in (most // 8, most))
    try:
        if (long := seconds(large)) < GRACE:
            return None
        short = seconds(small)
    except TimeoutError as error:
        return str(error)
    return f"{long:.3f} s, {long / short:.0f} times {short:.4f} s" if long > RATIO * short else None


def attempts(pattern: regex.Pattern) -> Callable[[str], None]:
    """One attempt at each end of a text; the reading makes them at figures, and searches clauses only."""

    def tried(text: str) -> None:
        for piece in (text, text[::-1]):
            pattern.match(piece, timeout=1)
            pattern.fullmatch(piece, timeout=1)

    return tried


def test_patterns_are_found():
    assert len(patterns()) > 200


def test_no_pattern_goes_back_and_forth():
    slow = []
    for name, pattern in patterns().items():
        for piece in PIECES:
            if found := too_slow(attempts(pattern), piece):
                slow.append(f"{name[:150]!r} on {piece!r}: {found}")
    assert slow == []


@pytest.mark.parametrize("harmful", [r"(?:a+)+b", r"(a|aa)+$"])
def test_a_harmful_pattern_would_be_noticed(harmful):
    assert too_slow(attempts(regex.compile(harmful)), "a")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reading_keeps_pace_with_every_piece(language):
    slow = []
    for piece in PIECES:
        if found := too_slow(lambda text: zj.Report.from_text(text, language=language).statements(), piece, 4_000):
            slow.append(f"{piece!r}: {found}")
    assert slow == []
