"""Time in proportion to text: every pattern and the whole reading, on text made to make patterns go back and forth.

    python -m benchmarks.linear

Nothing is held against a clock: a time is compared with another of the same run, on a text an eighth as long or of a
bare scan of the same text. What harms is named, and the exit code is then 1.
"""

import functools
import importlib
import pkgutil
import random
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any, NamedTuple

import regex

SMALL, LARGE = 8_000, 64_000  # characters
RATIO = 20  # eight times the text may take so many times as long; quadratic time takes 64 times
GROUP, SIGN = 4, 8  # so many pieces make one text; where it takes more than so many times, each is looked at
TRIES = 2  # a busy machine lengthens a time and never shortens it
PATIENCE = 60  # seconds for the small text; nothing that ends is near it
WINDOW = 400  # a pattern that is only ever given so few characters may take them squared, not more
SAMPLE = 4  # pairs, and threes, of a pattern's own words
VERBS = ("match", "fullmatch", "search", "sub", "finditer", "findall", "split")
# Pieces that patterns are made of: words, figures, brackets, lines, in both languages.
PIECES = (
    "a", "A", " ", "\n", " \n", "\t", "1", "1,", "1.", "1 ", "-", "a-", "a-\n", "A ", "a ", "a, ", "'", "“", '"', "(",
    "<!--", "of ", "the ", "and ", "on behalf of the ", "People's ", "year ", "one ", "%", "1% ", "1 to ", "from 1 ",
    "per ", "2020 ", "2020-", "I. ", "第", "一", "一、", "（", "万", "1万", "的", "，", "。", "、", "增长", "年",
    "2020年", "以上", "《", ": ", ">",
)  # fmt: skip
# What a text may take, in times of a bare scan for numbers: quantities, statements. With room, as machines differ.
BOUNDS = {"en": (10, 40), "zh": (100, 500)}
# What stands in a pattern and is no word of it.
SIGNS = regex.compile(r"\(\?(?:P?<\w+>|<?[=!]|[>:]|[a-z-]*[:)])|\\p\{\w+\}|\\.|\{[\d,]*\}|\[(?:\\.|[^]])*\]")
WORD = regex.compile(r"\p{Han}+|[A-Za-z][A-Za-z' ]*|\d+|[“”（）《》，、。：；%-]")


AnyPattern = re.Pattern[str] | regex.Pattern[str]


class Use(NamedTuple):
    """How a pattern was used: by which verb, and whether on a few characters only."""

    verb: str
    bounded: bool


class Watched:
    """A compiled pattern that notes how it is used."""

    def __init__(self, pattern: AnyPattern) -> None:
        self._pattern, self.uses = pattern, set[Use]()
        for verb in VERBS:
            setattr(self, verb, functools.partial(self._used, verb))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _used(self, verb: str, *given: Any, **named: Any) -> Any:
        pos, end = (*given[1:], None, None)[:2] if verb not in ("sub", "split") else (None, None)
        few = end is not None and end - (pos or 0) <= WINDOW
        self.uses.add(Use(verb, few))
        return getattr(self._pattern, verb)(*given, **named)

    def unwatched(self) -> None:
        """Note nothing more, which takes time of its own."""
        for verb in VERBS:
            setattr(self, verb, getattr(self._pattern, verb))


WATCHED: list[Watched] = []


def watch() -> None:
    """Have every pattern that zjpolicy compiles from now on note its use."""
    compilers = {module: module.compile for module in (re, regex)}

    def watched(module: Any, pattern: Any, flags: int = 0, **rest: Any) -> Any:
        made = compilers[module](pattern, flags, **rest)
        ours = sys._getframe(1).f_globals.get("__name__", "").startswith("zjpolicy")  # extractors compile patterns too
        if not (ours and isinstance(made.pattern, str)):
            return made
        WATCHED.append(Watched(made))
        return WATCHED[-1]

    for module in compilers:
        module.compile = functools.partial(watched, module)


def use_all() -> None:
    """Import every module and read what the package brings, so that every pattern is compiled and most are used."""
    import zjpolicy as zj

    for module in pkgutil.walk_packages(zj.__path__, "zjpolicy."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    english, chinese = zj.load("zhejiang-2020"), zj.load("zhejiang-2020-zh")
    for report in (english, chinese):
        report.statements(), report.sentences(), zj.check(report), zj.match(report)
    zj.align(english, chinese)
    zj.load(b"<html><p>GDP grew by 6%</p></html>")


def seconds(task: Callable[[], object], tries: int = 1) -> float:
    """The least processor time of some tries; endless where the task gives up."""
    best = float("inf")
    for _ in range(tries):
        began = time.process_time()
        try:
            task()
        except TimeoutError:
            continue
        best = min(best, time.process_time() - began)
    return best


def grows(run: Callable[[str, float], object], make: Callable[[int], str], least: float) -> str | None:
    """What was measured, if time grows faster than text; below ``least`` at the small size it cannot.

    ``run`` gives up after the seconds that it is told.
    """
    tiny, small, large = make(SMALL // 4), make(SMALL), make(LARGE)
    if seconds(functools.partial(run, tiny, 50 * least)) < least / 16:  # quadratic time would be as much already
        return None
    if (short := seconds(lambda: run(small, 50 * least))) < least:
        return None
    if short == float("inf"):
        return f"more than {50 * least:.2f} s for {SMALL:,} characters"
    return more_than(RATIO, run, small, large, short)


def more_than(
    ratio: float, run: Callable[[str, float], object], small: str, large: str, short: float = float("inf")
) -> str | None:
    """What was measured, if the large text takes more than so many times as long as the small one."""
    for tries in (1, TRIES):  # most are in proportion at the first look
        short = min(short, seconds(functools.partial(run, small, PATIENCE), tries))
        long = seconds(functools.partial(run, large, 1.2 * ratio * short), tries)
        if long <= ratio * short:
            return None
    measured = f"{long:.3f} s, {long / short:.0f} times" if long < float("inf") else f"more than {ratio} times"
    return f"{measured} {short:.4f} s"


def quadratic() -> float:
    """A fraction of what a quadratic pattern takes here for the small size: what takes less is not quadratic."""
    harmful = regex.compile("a*[bc]")
    return seconds(lambda: harmful.search("a" * SMALL), TRIES) / 20


def verb_of(pattern: AnyPattern, verb: str) -> Callable[[str, float], object]:
    """Use a pattern as the reading does, to the end."""

    def run(text: str, patience: float) -> None:
        limit: dict[str, Any] = {"timeout": patience} if isinstance(pattern, regex.Pattern) else {}
        if verb in ("match", "fullmatch"):
            getattr(pattern, verb)(text, **limit)
            getattr(pattern, verb)(text[::-1], **limit)
        elif verb == "sub":
            pattern.sub("", text, **limit)
        elif verb == "search":
            pattern.search(text, **limit)
        else:
            for _ in pattern.finditer(text, **limit):
                pass

    return run


def own_words(pattern: str) -> list[str]:
    """The words that stand in a pattern."""
    return list(dict.fromkeys(WORD.findall(SIGNS.sub("|", pattern))))


def repeated(words: list[str], chance: random.Random) -> Iterator[tuple[str, ...]]:
    """One word, two words, three words, to be repeated."""
    if len(words) > 2 * SAMPLE:
        yield tuple(chance.sample(words, len(words)))  # each after another, whichever it is
    yield from ((word,) for word in chance.sample(words, min(len(words), 2 * SAMPLE)))
    for count in (2, 3):
        if len(words) >= count:
            yield from (tuple(chance.choices(words, k=count)) for _ in range(SAMPLE))


def texts(pattern: str, general: bool) -> Iterator[tuple[str, Callable[[int], str]]]:
    """What may harm a pattern, general pieces and its own words, and what makes a text of each."""
    chance = random.Random(pattern)
    for pieces in (*((piece,) for piece in PIECES if general), *repeated(own_words(pattern), chance)):
        joined = (" " if len(pieces[0]) > 1 and pieces[0].isascii() else "").join((*pieces, ""))
        yield joined, lambda size, joined=joined: joined * (size // len(joined)) + "!"


def harmful_patterns(least: float) -> Iterator[str]:
    """Each pattern by each verb that the reading uses it by."""
    for watched in {(each.pattern, each.flags): each for each in WATCHED}.values():
        uses = merged(watched) or {Use("match", False), Use("fullmatch", False)}
        for verb, bounded in sorted(uses):
            if told := harm(watched._pattern, verb, bounded, least):
                yield f"{verb} of {watched.pattern[:120]!r} {told}"


def harm(pattern: AnyPattern, verb: str, bounded: bool, least: float) -> str | None:
    """On what piece a pattern does harm; `re`, which cannot give up, is tried where `regex` has stood it."""
    if isinstance(pattern, re.Pattern):
        flags = pattern.flags & re.IGNORECASE
        if told := harm(regex.compile(pattern.pattern, flags), verb, bounded, least):
            return told
    run = verb_of(pattern, verb)
    for piece, make in texts(pattern.pattern, not bounded):
        if told := explodes(run, make, least) if bounded else grows(run, make, least):
            return f"on {piece[:40]!r}: {told}"
    return None


def merged(watched: Watched) -> set[Use]:
    """The uses of all patterns that are the same; one on any text counts more than one on a few characters."""
    same = [each for each in WATCHED if (each.pattern, each.flags) == (watched.pattern, watched.flags)]
    uses = set().union(*(each.uses for each in same))
    return {use for use in uses if not (use.bounded and Use(use.verb, False) in uses)}


def explodes(run: Callable[[str, float], object], make: Callable[[int], str], least: float) -> str | None:
    """What was measured, if a few characters take more than the small size may."""
    found = seconds(lambda: run(make(WINDOW), 5 * least))
    return f"more than {5 * least:.2f} s for {WINDOW} characters" if found == float("inf") else None


def word_lists(data: dict[str, Any]) -> Iterator[list[str]]:
    """The words of each entry of a language's data."""
    for entry in data.values():
        if isinstance(entry, dict):
            yield from word_lists(entry)
        elif isinstance(entry, str) and len(words := own_words(entry)) > 1:
            yield words


def clause(language: str, piece: str, size: int) -> str:
    """A clause of about a size, made of one piece, with a figure behind it."""
    ahead, behind = ("甲乙产量", "达到5%。") if language == "zh" else ("", " reached 5%.")
    return ahead + piece * (size // len(piece)) + behind


def read(language: str, text: str, patience: float) -> None:
    """Read a text wholly; the patterns within give up by themselves or not at all."""
    import zjpolicy as zj

    zj.Report.from_text(text, language=language, year=2020, part="plan").statements()


def figures_apart(piece: str) -> str:
    """A piece with words behind what may be a number: numbers alone are read one by one, each in proportion."""
    return piece + "rice " * 8 if regex.search(r"\d|[%一]|one", piece) else piece


def pieces_of(language: str) -> list[tuple[str, str]]:
    """Name and text of what is repeated: pieces, and words of each entry of a language's data, few and many."""
    from zjpolicy.languages import get_language

    chance = random.Random(language)
    space = " " if language == "en" else ""
    pieces = [(piece, figures_apart(piece)) for piece in PIECES]
    for words in word_lists(get_language(language).data):
        for count in (2, 30):
            joined = space.join((*chance.choices(words, k=count), ""))
            pieces.append((joined, joined))
    return pieces


def harmful_texts(language: str) -> Iterator[str]:
    """The whole reading, on pieces, on words of the languages' data in any order, and on figures among them."""
    pieces = pieces_of(language)
    run = functools.partial(read, language)

    def clauses(group: list[tuple[str, str]], size: int) -> str:
        return "\n".join(clause(language, piece, size // len(group)) for _, piece in group)

    for at in range(0, len(pieces), GROUP):
        group = pieces[at : at + GROUP]
        if more_than(SIGN, run, clauses(group, SMALL), clauses(group, LARGE)):
            for one in group:
                if told := more_than(RATIO, run, clauses([one], SMALL), clauses([one], LARGE)):
                    yield f"statements, {language}, {one[0][:60]!r}: {told}"


def slow_beside_a_scan(tries: int = 4) -> Iterator[str]:
    """What takes too many times as long as a bare scan for numbers, in the best of some rounds."""
    import zjpolicy as zj
    from benchmarks.bare import scan
    from benchmarks.generate import make
    from benchmarks.measure import interleaved, ratio

    for seed, (language, bounds) in enumerate(BOUNDS.items()):
        text = make(seed)
        tasks = {
            "scan": functools.partial(scan, text, language),
            "quantities": functools.partial(zj.find_quantities, text, language),
            "statements": functools.partial(read, language, text, 0),
        }
        rounds = [interleaved(tasks, 3) for _ in range(tries)]
        for name, bound in zip(("quantities", "statements"), bounds, strict=True):
            if (times := min(ratio(times, name, "scan") for times in rounds)) > bound:
                yield f"{name}, {language}: {times:.0f} times a bare scan, more than {bound}"


def harms(what: str) -> list[str]:
    """What one part of the work names."""
    warnings.simplefilter("ignore")
    watch()
    use_all()
    for watched in WATCHED:
        watched.unwatched()
    least = quadratic()
    for harmful in ("(?:a+)+[bc]", "(?:ab|a|b)+$", "a*[bc]"):
        run = verb_of(regex.compile(harmful), "search")
        assert grows(run, lambda size: "a" * size + "!", least), f"{harmful} was not noticed"
    return [*harmful_patterns(least), *slow_beside_a_scan()] if what == "patterns" else list(harmful_texts(what))


def main() -> int:
    """Measure, two parts of the work at a time, and name what harms."""
    found = 0
    parts = ("zh", "en", "patterns")
    with ProcessPoolExecutor(2, get_context("spawn"), max_tasks_per_child=1) as pool:
        for what, told in zip(parts, pool.map(harms, parts), strict=True):
            found += len(told)
            print(f"{what}: {len(told) or 'none'} found", *told, sep="\n  ", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
