"""Fuzzing: what each public parser does with bytes that nobody would write.

    python tests/fuzz.py TARGET --seconds 900 --keep FOLDER

Not part of the test suite: it runs as long as it is told. With the package atheris inputs grow towards code not yet
seen; without it, or with ``--plain``, seeds are cut, joined and changed at random. Findings, a few for each place in
the code, are files in FOLDER beside ``tally.json``, which counts the inputs; what is found is mended and becomes a case
of the tests.
"""

import argparse
import hashlib
import json
import math
import random
import re
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import islice, pairwise
from pathlib import Path

import pandas as pd

try:
    import atheris
except ImportError:
    atheris = None
PLAIN = atheris is None or "--plain" in sys.argv

with nullcontext() if PLAIN else atheris.instrument_imports(include=["zjpolicy"]):
    import zjpolicy as zj
    from zjpolicy.documents.text import decode

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh", None)
# Bytes of one input, and seconds that it may take.
LARGEST = 4_096
PATIENCE = 2.0
# Findings that are kept of one place in the code.
KEPT = 5


def number(data: bytes) -> None:
    """A number, or our own error."""
    assert math.isfinite(zj.parse_number(_text(data[1:]), _language(data)))


def quantity(data: bytes) -> None:
    """One quantity whose surface is where it says."""
    text = _text(data[1:])
    found = zj.parse_quantity(text, _language(data))
    assert found.surface == text[found.start : found.end]


def quantities(data: bytes) -> None:
    """Quantities in order, none over another, each where it says, in either of two runs."""
    text, language = _text(data[1:]), _language(data)
    found = zj.find_quantities(text, language)
    assert [each.surface for each in found] == [text[each.start : each.end] for each in found]
    assert all(one.end <= next_one.start for one, next_one in pairwise(found)), found
    for each in found:
        amounts = [amount for amount in (each.low, each.value, each.high) if amount is not None]
        assert amounts and all(map(math.isfinite, amounts)), each
        assert each.low is None or each.high is None or each.low <= each.high, each
    assert zj.find_quantities(text, language) == found


def context(data: bytes) -> None:
    """A paragraph's quantities are the same alone, behind another one and before another one."""
    language = ("en", "zh")[data[0] % 2]
    cut = 2 + (data[1] * 31 + len(data)) % len(data) if len(data) > 1 else 1
    first, second = (_plain(_text(piece)) for piece in (data[2:cut], data[max(2, cut) :]))
    joints = "、，,-－—–~～至到"  # a list or a range may go on behind a page's end
    first, second = first.rstrip(joints), second.lstrip(joints)
    alone = [_said(each) for each in zj.find_quantities(first, language)]
    behind = [_said(each, len(first) + 2) for each in zj.find_quantities(second, language)]
    together = [_said(each) for each in zj.find_quantities(f"{first}\n\n{second}", language)]
    assert together == alone + behind, (first, second, together, alone + behind)


def report(data: bytes) -> None:
    """Every view of a report, whatever its text."""
    text = _text(data[1:])
    made = zj.Report.from_text(text, language=_language(data))
    made.outline(), made.paragraphs(), made.sentences()
    table = made.statements()
    slices = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    assert table["surface"].tolist() == [_printable(piece) for piece in slices]
    assert table["start"].is_monotonic_increasing
    assert table["id"].is_unique
    assert not (table["low"] > table["high"]).any()
    assert not (table["period_start"] > table["period_end"]).any()
    assert table["paragraph"].isin(made.paragraphs()["paragraph"]).all()
    again = zj.Report.from_text(text, language=_language(data)).statements()
    pd.testing.assert_frame_equal(again, table)


def neutral(data: bytes) -> None:
    """What a text says does not hang on what its typesetting or its format did to it."""
    language = ("en", "zh")[data[0] % 2]
    stop = ".。"[data[0] % 2]  # a last paragraph without one may be a page's footer
    text = "\n\n".join(f"{line}{stop}" for line in map(_plain, _text(data[1:]).split("\n")) if line)
    told = _rows(text, language)
    for what, change in NEUTRAL[language].items():
        rows = _rows(change(text), language)
        assert rows == told, (
            what,
            [each for each in rows if each not in told],
            [each for each in told if each not in rows],
        )


def _sprinkled(sign: str) -> Callable[[str], str]:
    """Behind every other letter or digit, a sign that nobody sees."""
    return lambda text: re.sub(r"(\w)(\w)", rf"\1{sign}\2", text)


# A blank between digits may part thousands, or columns.
NEUTRAL: dict[str, dict[str, Callable[[str], str]]] = {
    "en": {
        "spaces at line ends": lambda text: text.replace("\n", " \n"),
        "CRLF": lambda text: text.replace("\n", "\r\n"),
        "line separators": lambda text: text.replace("\n", "\u2028"),
        "three line ends": lambda text: text.replace("\n\n", "\n\n\n"),
        "soft hyphens": _sprinkled("\u00ad"),
        "marks of direction": _sprinkled("\u200e"),
        "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    }
}
NEUTRAL["zh"] = NEUTRAL["en"] | {
    "a paragraph behind": lambda text: f"{text}\n\n谢谢各位代表。",
    "corner brackets": lambda text: text.translate(str.maketrans("“”‘’", "「」『』")),
    "radicals": lambda text: text.translate(str.maketrans("一人工年高金面户长车民", "⼀⼈⼯年⾼⾦⾯⼾⻓⻋⺠")),
    "full-width digits": lambda text: text.translate({48 + place: 0xFF10 + place for place in range(10)}),
}
NEUTRAL["en"] |= {
    "a paragraph behind": lambda text: f"{text}\n\nThank you, fellow deputies.",
    "no-break spaces": lambda text: re.sub(r"(?<!\d) | (?!\d)", "\u00a0", text),
    "two spaces": lambda text: re.sub(r"(?<=\S)(?<!\d) (?=\S)|(?<=\S) (?=[^\s\d])", "  ", text),
}
# What is written in another way, as it stood.
UNSEEN = re.compile("[\u00ad\u200e]")
WRITTEN = str.maketrans("「」『』⼀⼈⼯⾼⾦⾯⼾⻓⻋⺠\u2011\u00a0", "“”‘’一人工高金面户长车民- ")
WRITTEN |= {0xFF10 + place: 48 + place for place in range(10)}


def shown(data: bytes) -> None:
    """Page, notebook and terminal of any text."""
    made = zj.Report.from_text(_text(data[1:]), language=_language(data))
    with tempfile.TemporaryDirectory() as folder:
        made.to_html(Path(folder, "page.html"))
    made._repr_html_(), repr(made), zj.check(made), zj.match(made)


def decoded(data: bytes) -> None:
    """Text of some kind."""
    assert decode(data, "fuzz").strip()


def loaded(data: bytes) -> None:
    """A report of a file of some kind, read."""
    zj.load(data, max_bytes=10_000_000).statements()


TARGETS: dict[str, Callable[[bytes], None]] = {
    "number": number, "quantity": quantity, "quantities": quantities, "context": context, "report": report,
    "neutral": neutral, "shown": shown, "decode": decoded, "load": loaded,
}  # fmt: skip


def every(data: bytes) -> None:
    """Each of the targets in turn, as the first byte says."""
    list(TARGETS.values())[data[0] % len(TARGETS)](data[1:] or b"\0")


def _said(found: zj.Quantity, shift: int = 0) -> tuple[object, ...]:
    return (found.start + shift, found.end + shift, found.value, found.low, found.high, found.comparator, found.unit)


def _rows(text: str, language: str) -> list[tuple[object, ...]]:
    """What the statements of a text say, but for where."""
    columns = ["surface", "measure", "value", "low", "high", "unit", "kind", "status", "period", "indicator", "doubt"]
    table = zj.Report.from_text(text, language=language, year=2020, place="Zhejiang").statements()
    for name in ("surface", "measure"):
        table[name] = [None if pd.isna(words) else _as_written(words) for words in table[name]]
    return list(table[columns].astype("object").where(table[columns].notna(), None).itertuples(index=False, name=None))


def _as_written(words: str) -> str:
    return re.sub(r"\s+", " ", UNSEEN.sub("", words).translate(WRITTEN))


def _plain(text: str) -> str:
    """One line: what parts paragraphs, and signs that are none, out."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")


def _language(data: bytes) -> str | None:
    return LANGUAGES[data[0] % len(LANGUAGES)] if data else None


def _printable(text: str) -> str:
    """Tables cannot hold half of a surrogate pair."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def _seeds(target: str) -> Iterator[bytes]:
    """Lines of the case tables, and paragraphs of the bundled editions; of all targets, some for each."""
    if target == "all":
        for place, name in enumerate(TARGETS):
            yield from (bytes([place]) + seed for seed in islice(_seeds(name), place, None, len(TARGETS)))
        return
    for path in sorted((HERE / "cases").glob("*-*")):
        yield from (b"\2" + line[:LARGEST] for line in path.read_bytes().splitlines())
    for key in ("zhejiang-2020", "zhejiang-2020-zh"):
        edition = zj.load(key)
        for at in edition.paragraphs().itertuples():
            yield b"\2" + edition.text[at.start : at.end].encode()[:LARGEST]
    if target == "load":
        yield from _files("GDP grew by 6.8%. We will add 200 parks.")


def _files(text: str) -> Iterator[bytes]:
    """One small file of each kind."""
    import io

    import docx
    import fpdf

    page = fpdf.FPDF()
    page.add_page()
    page.set_font("helvetica", size=12)
    page.multi_cell(0, text=text)
    yield bytes(page.output())
    word, held = docx.Document(), io.BytesIO()
    word.add_paragraph(text)
    word.save(held)
    yield held.getvalue()
    yield f"<!doctype html><html><body><h1>Report</h1><p>{text}</p></body></html>".encode()
    yield from (text.encode("utf-16"), "全省生产总值增长6.8%".encode("gb18030"))


class Watched:
    """A target that counts its inputs and keeps what it fails on, a few for each place in the code."""

    def __init__(self, run: Callable[[bytes], None], folder: Path) -> None:
        self.run, self.folder = run, folder
        self.inputs, self.slowest, self.found, self.times = 0, 0.0, {}, Counter()
        self.began = time.monotonic()

    def __call__(self, data: bytes) -> None:
        if not data:
            return
        self.inputs += 1
        before = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.run(data)
        except zj.ZjpolicyError:
            pass
        except Exception as error:
            self._keep(data, error)
        took = time.process_time() - before
        self.slowest = max(self.slowest, took)
        if took > PATIENCE:
            self._keep(data, TimeoutError(f"{took:.1f} s for {len(data)} bytes"))
        if self.inputs % 1_000 == 0:
            self.tally()

    def _keep(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1:] if error.__traceback__ else []
        place = f"{type(error).__name__} {last[0].filename}:{last[0].lineno}" if last else type(error).__name__
        place = f"{self.run.__name__}: {place}"
        self.times[place] += 1
        if self.times[place] <= KEPT:
            place = f"{place} ({self.times[place]})"
            said = "".join(traceback.format_exception(error))
            self.found[place] = f"{hashlib.sha256(data).hexdigest()[:12]}: {str(error)[:200]}"
            (self.folder / f"{hashlib.sha256(data).hexdigest()[:12]}.bin").write_bytes(data)
            (self.folder / f"{hashlib.sha256(data).hexdigest()[:12]}.txt").write_text(said, "utf-8", "replace")
            self.tally()

    def tally(self) -> None:
        seconds = time.monotonic() - self.began
        said = {
            "inputs": self.inputs,
            "seconds": round(seconds),
            "slowest": round(self.slowest, 3),
            "found": self.found,
        }
        (self.folder / "tally.json").write_text(json.dumps(said, indent=1), "utf-8")


def _at_random(asked: argparse.Namespace, watched: Watched) -> None:
    """Give what seeds make when they are cut, joined and changed."""
    chance, until = random.Random(asked.random), time.monotonic() + asked.seconds
    seeds = [seed[1:].decode("utf-8", "replace") for seed in _seeds("report")]
    signs = sorted({sign for seed in seeds for sign in seed}) + list("\n\r\t\u3000\u00a0０１％")
    names = list(TARGETS) if asked.target == "all" else [asked.target]
    while time.monotonic() < until:
        text = chance.choice(seeds)
        for _ in range(chance.randrange(4)):
            at, other = chance.randrange(len(text) + 1), chance.choice(seeds)
            cut = chance.randrange(len(other) + 1)
            text = chance.choice(
                [
                    text[:at] + other[cut:],
                    text[:at] + chance.choice(signs) + text[at:],
                    text[:at] + text[at + chance.randrange(1, 4) :],
                    text + "\n" * chance.randrange(3) + other,
                    text[:at] + "\n" + text[at:],
                ]
            )
        name = chance.choice(names)
        watched.run = TARGETS[name]
        watched(bytes([chance.randrange(6)]) + text[:LARGEST].encode("utf-8", "surrogatepass"))
    watched.tally()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--plain", action="store_true", help="inputs made at random, without atheris")
    parser.add_argument("--random", type=int, default=0, help="what the random inputs begin with")
    parser.add_argument("--keep", type=Path, required=True, help="folder for the findings and the tally")
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    watched = Watched(TARGETS.get(asked.target, every), asked.keep)
    if PLAIN:
        _at_random(asked, watched)
        return
    with tempfile.TemporaryDirectory() as seeds:
        for place, seed in enumerate(_seeds(asked.target)):
            Path(seeds, str(place)).write_bytes(seed)
        options = [f"-max_total_time={asked.seconds}", f"-max_len={LARGEST}", "-timeout=120", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={asked.keep}/", seeds], watched)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
