"""Measure accuracy by era and language, and draw it: ``python docs/make_accuracy.py GOLD CORPUS``.

GOLD holds gold sets named KEY.dev.jsonl, CORPUS the texts named KEY.txt, in whatever folder. The table of
``docs/accuracy.md`` is printed, and ``docs/images/accuracy.svg`` is written.
"""

import sys
import warnings
from pathlib import Path

import regex

import zjpolicy as zj

IMAGE = Path(__file__).parent / "images" / "accuracy.svg"
FIELDS = ("kind", "status", "period", "aggregate", "measure", "all")
# The last year of an era, its name, its colour and the letter of its mark.
ERAS = (
    (("zh", 1989), "Chinese, before 1990", "#8a4b08", "A"),
    (("zh", 2012), "Chinese, 1990 to 2012", "#b3261e", "B"),
    (("zh", 9999), "Chinese, since 2013", "#1f5f99", "C"),
    (("en", 9999), "English, since 2013", "#0b6e4f", "D"),
)
KEY = regex.compile(r"(?P<place>[a-z]+)-(?P<year>\d{4})-(?P<language>en|zh)")
LOW = 0.7  # where the scale begins
LEFT, TOP, WIDE, ROW, RADIUS = 92, 34, 460, 40, 8


def era(key):
    """The name of the era and language of a text; None where its name tells none."""
    named = KEY.fullmatch(key)
    if named is None:
        return None
    return next(name for (code, last), name, *_ in ERAS if code == named["language"] and int(named["year"]) <= last)


def measured(gold, corpus):
    """The scores of each real report, by era and language."""
    found = {name: [] for _, name, *_ in ERAS}
    for path in sorted(gold.glob("*.dev.jsonl")):
        key = path.name.removesuffix(".dev.jsonl")
        text = next(corpus.rglob(f"{key}.txt"), None)
        if era(key) and text:
            found[era(key)].append(zj.score(path, zj.load(text).statements()))
    return found


def together(scores, field):
    """A score of several reports, each weighed by its figures."""
    told = [(getattr(score, field), score.gold) for score in scores if getattr(score, field) is not None]
    return sum(share * weight for share, weight in told) / sum(weight for _, weight in told)


def table(found):
    """The rows of the table in Markdown."""
    yield "| reports | texts | figures | " + " | ".join(FIELDS) + " |"
    yield "| --- | ---: | ---: |" + " ---: |" * len(FIELDS)
    for name, scores in found.items():
        shares = (f"{together(scores, field):.3f}".rstrip("0").rstrip(".") for field in FIELDS)
        yield f"| {name} | {len(scores)} | {sum(score.gold for score in scores)} | " + " | ".join(shares) + " |"


def place(share):
    """Where a share stands from the left."""
    return LEFT + WIDE * (share - LOW) / (1 - LOW)


def drawing(found):
    """The picture: a line for each field, a lettered mark for each era; marks that would meet are shifted."""
    high = TOP + ROW * len(FIELDS)
    parts = [f'<rect width="{LEFT + WIDE + 24}" height="{high + 74}" fill="#ffffff"/>']
    for tenth in range(round(LOW * 20), 21):
        at = place(tenth / 20)
        parts.append(f'<path d="M{at:.1f} {TOP - 10}V{high}" stroke="#e3e6ea"/>')
        parts.append(f'<text x="{at:.1f}" y="{TOP - 16}" text-anchor="middle" fill="#5b6675">{tenth / 20:.0%}</text>')
    for row, field in enumerate(FIELDS):
        middle = TOP + ROW * (row + 0.5)
        parts.append(f'<text x="{LEFT - 14}" y="{middle + 4:.1f}" text-anchor="end">{field}</text>')
        parts.append(f'<path d="M{LEFT} {middle:.1f}H{LEFT + WIDE}" stroke="#b9c0c9"/>')
        taken = []
        for (_, name, colour, letter), scores in zip(ERAS, found.values(), strict=True):
            at = place(together(scores, field))
            level = sum(abs(at - other) < 2 * RADIUS for other in taken)
            taken.append(at)
            parts.append(mark(at, middle + (0, -15, 15, 0)[level], colour, letter, f"{name}, {field}"))
    for place_in, (_, name, colour, letter) in enumerate(ERAS):
        at = LEFT + 8 + 240 * (place_in % 2), high + 26 + 24 * (place_in // 2)
        parts.append(mark(*at, colour, letter, name))
        parts.append(f'<text x="{at[0] + 16}" y="{at[1] + 4}">{name}</text>')
    size = f'viewBox="0 0 {LEFT + WIDE + 24} {high + 74}" role="img"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13" fill="#1c2330">'
    return "\n".join([head, "<title>Share read right, by field, era and language</title>", *parts, "</svg>", ""])


def mark(across, down, colour, letter, title):
    """A disc with a letter."""
    disc = f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{RADIUS}" fill="{colour}"/>'
    style = 'text-anchor="middle" font-size="10" fill="#ffffff"'
    label = f'<text x="{across:.1f}" y="{down + 4:.1f}" {style}>{letter}</text>'
    return f"<g><title>{title}</title>{disc}{label}</g>"


def main():
    warnings.simplefilter("ignore")
    gold, corpus = map(Path, sys.argv[1:3])
    found = measured(gold, corpus)
    print("\n".join(table(found)))
    IMAGE.write_text(drawing(found), encoding="utf-8")


if __name__ == "__main__":
    main()
