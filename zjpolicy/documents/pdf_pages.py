"""What stands where on the pages of a PDF; run as a script: a PDF goes in, its pages come out as JSON.

It runs in a process of its own, since a hostile file can keep its library busy without end or make it crash; nothing
of zjpolicy is imported, so that it starts at once.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

# Runs of characters, and rules: left, top, right, bottom, from the upper left corner of the page.
Box = tuple[float, float, float, float]
Run = tuple[float, float, float, float, str]
# Parts of the height of a line: a gap between words, one between columns, and how far a baseline may be off.
WORD, COLUMN, LEVEL = 0.18, 0.9, 0.4
# The most lines and edges of boxes that are looked at on a page, and how thin one is.
MOST_RULES, THIN, SHORT = 20_000, 2.5, 6.0
# A hyphen at the end of a line, as the library gives it.
HYPHENS = {0x2: "-", 0xFFFE: "-", 0xAD: "\u00ad"}
NO_SPACES = ((0x2E80, 0x9FFF), (0xF900, 0xFAFF), (0xFF00, 0xFFEF), (0x20000, 0x3FFFF))


class TooMuch(Exception):
    """The PDF holds more characters than it may."""


def read_pages(data: bytes, most: int) -> Iterator[dict[str, Any]]:
    """Yield the pages: size, runs of text, rules, and whether there is a picture."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    total = 0
    for page in document:
        width, height = page.get_size()
        rules = _rules(page, height, pdfium.raw)
        runs = _runs(page, height, rules, most - total, pdfium.raw)
        total += sum(len(text) for *_, text in runs)
        images = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        pictured = any(True for _ in images)
        yield {"size": (width, height), "runs": runs, "rules": rules, "pictured": pictured}
        page.close()


def _characters(page: Any, height: float, most: int, raw: Any) -> Iterator[tuple[str, Box]]:
    text = page.get_textpage()
    number = text.count_chars()
    if number > most:
        raise TooMuch
    box = raw.FS_RECTF()
    for at in range(number):
        code = raw.FPDFText_GetUnicode(text, at)
        generated = raw.FPDFText_IsGenerated(text, at) == 1
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(box)):
            continue
        if (generated and code not in HYPHENS) or code in (0, 0xA, 0xD):
            continue
        sign = HYPHENS.get(code) or (chr(code) if not 0xD800 <= code < 0xE000 else "")
        yield sign, (box.left, height - box.top, box.right, height - box.bottom)
    text.close()


def _runs(page: Any, height: float, rules: list[Box], most: int, raw: Any) -> list[Run]:
    """Characters that stand side by side, without a wide gap or a rule between them."""
    upright = [rule for rule in rules if rule[2] - rule[0] <= THIN]
    runs: list[list[Any]] = []
    for sign, (left, top, right, bottom) in _characters(page, height, most, raw):
        if right <= left or bottom <= top:
            if runs and sign.isspace():
                runs[-1][4] += " "
            elif runs:
                runs[-1][4] += sign
            continue
        last = runs[-1] if runs else None
        size = bottom - top
        if last and _beside(last, left, top, bottom, upright):
            gap = left - last[2]
            if gap > WORD * size and not last[4].endswith(" ") and not sign.isspace() and _spaced(last[4][-1:], sign):
                last[4] += " "
            last[4] += sign
            last[1], last[2], last[3] = min(last[1], top), max(last[2], right), max(last[3], bottom)
        elif not sign.isspace():
            runs.append([left, top, right, bottom, sign])
    return [(left, top, right, bottom, text.strip()) for left, top, right, bottom, text in runs if text.strip()]


def _beside(last: list[Any], left: float, top: float, bottom: float, upright: list[Box]) -> bool:
    size = bottom - top
    if abs((last[1] + last[3]) / 2 - (top + bottom) / 2) > LEVEL * size:
        return False
    if not -0.5 * size < left - last[2] < COLUMN * size:
        return False
    middle = (top + bottom) / 2
    return not any(last[2] - 1 <= x <= left + 1 and y0 <= middle <= y1 for x, y0, _, y1 in upright)


def _spaced(before: str, after: str) -> bool:
    """Whether a gap is a space: there are none beside a character of Chinese."""
    return not any(low <= ord(sign) <= high for sign in (before, after) if sign for low, high in NO_SPACES)


def _rules(page: Any, height: float, raw: Any) -> list[Box]:
    """Lines, and the edges of boxes, that run along the page or down it."""
    found: list[Box] = []
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=2):
        if len(found) > MOST_RULES:
            break
        matrix = thing.get_matrix().get()
        points: list[tuple[float, float]] = []
        for at in range(min(raw.FPDFPath_CountSegments(thing), MOST_RULES)):
            segment = raw.FPDFPath_GetPathSegment(thing, at)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            a, b, c, d, e, f = matrix
            point = (a * x.value + c * y.value + e, height - (b * x.value + d * y.value + f))
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                points = [point]
                continue
            points.append(point)
            found += _rule(*points[-2:])
            if raw.FPDFPathSegment_GetClose(segment):
                found += _rule(points[-1], points[0])
    return found


def _rule(one: tuple[float, float], other: tuple[float, float]) -> list[Box]:
    left, right = sorted((one[0], other[0]))
    top, bottom = sorted((one[1], other[1]))
    flat, upright = bottom - top <= THIN, right - left <= THIN
    return [(left, top, right, bottom)] if flat != upright and max(right - left, bottom - top) >= SHORT else []


def main() -> None:
    """Read a PDF from standard input; write its pages, or what went wrong, as JSON."""
    most, seconds, memory = (int(argument) for argument in sys.argv[1:4])
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass  # the caller's clock remains
    try:
        made: dict[str, Any] = {"pages": list(read_pages(sys.stdin.buffer.read(), most))}
    except TooMuch:
        made = {"most": most}
    except MemoryError:
        made = {"memory": memory}
    except ModuleNotFoundError as error:
        made = {"missing": error.name}
    except Exception as error:  # whatever the library raises for a broken file
        made = {"error": f"{type(error).__name__}: {error}"}
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
