"""Draw the rooms of the library and what each imports from which: ``python docs/make_rooms.py``.

What is drawn is read from the code's own import statements; it writes ``docs/images/rooms.svg``.
"""

import ast
from collections import Counter
from html import escape
from pathlib import Path

DOCS = Path(__file__).parent
ROOT = DOCS.parent / "zjpolicy"
# The rooms in the order of flow; `tests/test_layers.py` holds the code to it.
ROOMS = {
    "languages": "the words of each language",
    "registry": "places, units, indicators",
    "documents": "bytes to text and outline",
    "reading": "text to statements",
    "tables": "bundled, own, exported",
    "comparing": "compare, check, score",
    "attention": "what is talked about",
    "showing": "page, notebook, charts",
    "report": "Report and its verbs",
    "load": "a source to a Report",
    "corpus": "many reports",
    "cli": "the command",
}
WIDTH, HEIGHT, GAP, LEFT, TOP = 210, 44, 16, 250, 16


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports() -> Counter[tuple[str, str]]:
    """How many import statements lead from one room to another."""
    found: Counter[tuple[str, str]] = Counter()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("zjpolicy."):
                found[room(path), (node.module or "").split(".")[1]] += 1
    return Counter({(a, b): n for (a, b), n in found.items() if a != b and a in ROOMS and b in ROOMS})


def size(name: str) -> str:
    files = list((ROOT / name).rglob("*.py")) or [ROOT / f"{name}.py"]
    lines = sum(path.read_text(encoding="utf-8").count("\n") for path in files)
    return f"{len(files)} file{'s' if len(files) > 1 else ''}, {round(lines, -2) or lines:,} lines"


def drawing() -> str:
    """The rooms from top to bottom, an arc for each room that another one imports from, as wide as often it does."""
    names = [name for name in ROOMS if (ROOT / name).exists() or (ROOT / f"{name}.py").exists()]
    middle = {name: TOP + at * (HEIGHT + GAP) + HEIGHT / 2 for at, name in enumerate(names)}
    pieces = []
    for (above, below), often in sorted(imports().items()):
        start, end = middle[below], middle[above]
        right = (names.index(above) - names.index(below)) % 2
        x = LEFT + WIDTH if right else LEFT
        reach = x + (1 if right else -1) * (18 + 0.36 * abs(end - start))
        thick = min(5.0, 0.8 + often / 4)
        pieces.append(
            f'<path d="M{x} {start + 7:g} C{reach:g} {start + 7:g} {reach:g} {end - 7:g} {x} {end - 7:g}" '
            f'stroke-width="{thick:.1f}"><title>{above} imports from {below}: {often}</title></path>'
        )
    boxes = [
        f'<rect x="{LEFT}" y="{middle[name] - HEIGHT / 2:g}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
        f'<text x="{LEFT + 12}" y="{middle[name] - 3:g}" class="name">{name}</text>'
        f'<text x="{LEFT + 12}" y="{middle[name] + 14:g}">{escape(ROOMS[name])}</text>'
        f'<text x="{LEFT + WIDTH - 10}" y="{middle[name] - 3:g}" class="size">{size(name)}</text>'
        for name in names
    ]
    height = TOP + len(names) * (HEIGHT + GAP)
    style = (
        "svg{font:12px sans-serif;background:#fff}rect{fill:#eef3f8;stroke:#8aa0b6}text{fill:#33414f}"
        ".name{font-weight:600;font-size:14px;fill:#16202b}.size{text-anchor:end;font-size:10px;fill:#5b6a79}"
        "path{fill:none;stroke:#2a6cc4;stroke-opacity:.38}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * LEFT + WIDTH} {height}" role="img" '
        f'aria-label="The rooms of zjpolicy and their imports"><style>{style}</style>'
        f"{''.join(pieces)}{''.join(boxes)}</svg>\n"
    )


if __name__ == "__main__":
    (DOCS / "images" / "rooms.svg").write_text(drawing(), encoding="utf-8", newline="\n")
