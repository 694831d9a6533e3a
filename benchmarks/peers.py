"""Other tools behind one function each: text to rows of start, end, value, low, high, comparator and unit.

Each tool gets its best reading: spans are trimmed as the gold has them, units are mapped to the gold's codes, bare
years are dropped, and of overlapping results the longest counts. A tool that is not installed, or does not know a
language, is left out.
"""

import contextlib
import math
import warnings
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import zjpolicy as zj

Row = dict[str, Any]
Reader = Callable[[str], list[Row]]
QUANTULUM_UNITS = {
    "percentage": "%", "chinese yuan": "CNY", "dollar": "USD", "united states dollar": "USD", "euro": "EUR",
    "kilometre": "km", "metre": "m", "square kilometre": "km2", "square metre": "m2", "hectare": "ha", "acre": "acre",
    "tonne": "t", "kilogram": "kg", "gram": "g", "day": "day", "year": "year", "month": "month", "hour": "hour",
    "minute": "minute", "week": "week", "kilowatt": "kW", "megawatt": "MW", "gigawatt": "GW", "kilowatt hour": "kWh",
    "cubic metre": "m3", "microgram per cubic metre": "ug/m3", "percentage point": "pp", "dimensionless": "count",
    "ton": "t", "ton per year": "t/year", "tonne per year": "t/year", "": "count", "litre": "L", "yuan": "CNY",
}  # fmt: skip
RECOGNIZERS_UNITS = {
    "Chinese yuan": "CNY", "Dollar": "USD", "United States dollar": "USD", "Euro": "EUR", "Kilometer": "km",
    "Meter": "m",
    "Square kilometer": "km2", "Square meter": "m2", "Hectare": "ha", "Acre": "acre", "Ton": "t", "Metric ton": "t",
    "Kilogram": "kg", "Gram": "g", "Cubic meter": "m3", "Liter": "L", "Mu": "mu", "Jin": "jin", "%": "%",
    "Square hectometer": "ha", "Day": "day", "Year": "year", "Month": "month",
}  # fmt: skip


def row(
    start: int, end: int, value: float | None, unit: str, low: float | None = None, high: float | None = None
) -> Row:
    """A reading as gold sets have it."""
    sign = "range" if low is not None else "="
    return {"start": start, "end": end, "value": value, "low": low, "high": high, "comparator": sign, "unit": unit}


def longest(rows: list[Row]) -> list[Row]:
    """Of readings that overlap the longest, the first of equals."""
    kept: list[Row] = []
    for each in sorted(rows, key=lambda row: (row["start"] - row["end"], row["start"])):
        if all(each["end"] <= other["start"] or other["end"] <= each["start"] for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda row: row["start"])


def without_years(rows: list[Row]) -> list[Row]:
    """A kindness to tools that read years as amounts: bare whole numbers from 1900 to 2100 are dropped."""
    return [
        each
        for each in rows
        if each["unit"] != "count" or each["value"] not in range(1900, 2101) or each["end"] - each["start"] > 4
    ]


def zjpolicy(language: str) -> Reader:
    """Our own reading."""
    names = ("start", "end", "value", "low", "high", "comparator", "unit")
    return lambda text: [{name: getattr(q, name) for name in names} for q in zj.find_quantities(text, language)]


def quantulum(language: str) -> Reader | None:
    """quantulum3, which reads English; its classifier, which needs a model of gigabytes, stays off, as by default."""
    if language != "en":
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import parser

    def read(text: str) -> list[Row]:
        rows, at = [], 0
        # Paragraph by paragraph: on a whole report it takes several times longer, and spans drift.
        for line in text.splitlines(keepends=True):
            for found in parser.parse(line) if line.strip() else ():
                surface = line[found.span[0] : found.span[1]]
                start = at + found.span[0] + len(surface) - len(surface.lstrip())
                end = start + len(surface.strip())
                unit = QUANTULUM_UNITS.get(found.unit.name, found.unit.name)
                spread = found.uncertainty
                if spread:
                    rows.append(row(start, end, None, unit, found.value - spread, found.value + spread))
                else:
                    rows.append(row(start, end, found.value, unit))
            at += len(line)
        return without_years(longest(rows))

    return read


def recognizers(language: str) -> Reader | None:
    """Recognizers-Text: numbers, percentages, currencies and dimensions of one language."""
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    culture = {"en": Culture.English, "zh": Culture.Chinese}[language]
    models = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension)

    def read(text: str) -> list[Row]:
        rows, at = [], 0
        for line in text.splitlines(keepends=True):
            for recognize in models if line.strip() else ():
                for found in recognize(line, culture):
                    number = str((found.resolution or {}).get("value") or "").removesuffix("%").replace(",", "")
                    with contextlib.suppress(ValueError):
                        value = float(number)
                        if math.isfinite(value):
                            unit = "%" if recognize is recognize_percentage else found.resolution.get("unit", "count")
                            unit = RECOGNIZERS_UNITS.get(unit, unit)
                            rows.append(row(at + found.start, at + found.end + 1, value, unit))
            at += len(line)
        return without_years(longest(rows))

    return read


TOOLS: dict[str, tuple[str, str, Callable[[str], Reader | None]]] = {
    "zjpolicy": ("zjpolicy", "import zjpolicy as zj; zj.find_quantities('5%')", zjpolicy),
    "quantulum3": ("quantulum3", "from quantulum3 import parser; parser.parse('5%')", quantulum),
    "Recognizers-Text": (
        "recognizers-text-number-with-unit",
        "from recognizers_number import recognize_number as r, recognize_percentage as p\n"
        "from recognizers_number_with_unit import recognize_currency as c, recognize_dimension as d\n"
        "[f('5%', 'en-us') for f in (r, p, c, d)]",
        recognizers,
    ),
}


def readers(language: str) -> dict[str, Reader]:
    """The tools at hand that read a language, by name and version."""
    found: dict[str, Reader] = {}
    for name, (package, _, make) in TOOLS.items():
        try:
            reader = make(language)
        except ImportError:
            print(f"{name} is not installed and left out")
            continue
        if reader is not None:
            found[f"{name} {version(package)}"] = reader
    return found
