"""How much of real reports comes out of files: 40 pages written around eight of them, and real Word files."""

import sys
import warnings
from pathlib import Path

import zjpolicy as zj

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
REPORTS = (
    "zhejiang-2020-en", "china-2015-zh", "china-2019-zh", "provinces-2026/hainan-2026-zh",
    "provinces-2026/tibet-2026-zh", "provinces-2026/anhui-2026-zh", "provinces-1998-2023/zhejiang/zhejiang-2020-zh",
    "provinces-1998-2023/anhui/anhui-2010-zh",
)  # fmt: skip


def squeezed(text: str) -> str:
    """Text without white space."""
    return "".join(text.split())


def pages(corpus: Path) -> None:
    """Print for each layout: text, headings and figures recovered, furniture left."""
    from pages import FURNITURE, STYLES

    print("layout     text    headings  figures  furniture")
    for style, make in STYLES.items():
        kept = whole = headings = known = figures = found = left = 0
        for name in REPORTS:
            if not (corpus / f"{name}.txt").exists():
                continue
            plain = zj.load(corpus / f"{name}.txt")
            lines = [" ".join(line.split()) for line in plain.text.splitlines() if line.strip()]
            known_as = {"place": plain.place, "year": plain.year, "language": plain.language}
            bare = zj.Report.from_text("\n".join(lines), **known_as)
            page = make(plain.title or "Report", lines, plain.language)
            report = zj.load(page.encode(), **known_as)
            text = squeezed(report.text)
            kept += sum(len(squeezed(line)) for line in lines if squeezed(line) in text)
            whole += sum(len(squeezed(line)) for line in lines)
            titles = set(report.outline()["title"])
            headings += sum(title in titles for title in bare.outline()["title"])
            known += len(bare.outline())
            here = report.statements()["surface"].map(squeezed).value_counts()
            there = bare.statements()["surface"].map(squeezed).value_counts()
            found += int(here.reindex(there.index, fill_value=0).clip(upper=there).sum())
            figures += int(there.sum())
            left += sum(each in report.text for each in FURNITURE[plain.language])
        print(f"{style:10} {kept / whole:6.1%}  {headings}/{known}  {found}/{figures}  {left}")


def word(corpus: Path) -> None:
    """Print for each Word file: place, year, day of delivery, headings and parts."""
    for path in sorted((corpus / "provinces-2025-docx").glob("*.docx")):
        report = zj.load(path)
        outline = report.outline()
        firsts = outline[outline["level"] == 1]
        print(
            f"{path.stem:20} {report.place} {report.year} {report.delivered} {len(outline)} headings, "
            f"first level: {' '.join(firsts['number'])}; {' '.join(firsts['part'].fillna('-'))}"
        )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared" / "corpus")
    word(folder)
    pages(folder)
