"""What a word that names nothing was probably meant for: one way to ask "did you mean", for every message."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from zjpolicy.data import keyed, rows

# How like a known word an unknown one must be; names that differ by little from others need more.
ALIKE, NEAR = 0.75, 0.88


def close_to(word: str, known: Iterable[str], cutoff: float = ALIKE) -> str | None:
    """Return the known word that a word is probably meant for.

    Examples
    --------
    >>> close_to("Targets", ["outcome", "target"]), close_to("promise", ["outcome", "target"])
    ('target', None)
    """
    folded = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), folded, 1, cutoff)
    return folded[found[0]] if found else None


def did_you_mean(meant: str | None) -> str:
    """Return the end of a message: what was probably meant, or nothing.

    Examples
    --------
    >>> did_you_mean(close_to("zhejang-2020", ["zhejiang-2020"])), did_you_mean(None)
    ("; did you mean 'zhejiang-2020'?", '')
    """
    return f"; did you mean {meant!r}?" if meant else ""


def code_meant(word: str, codes: Iterable[str] | None = None) -> str | None:
    """Return the indicator code that words or a misspelt code are probably meant for: one of ``codes``, or any.

    Examples
    --------
    >>> code_meant("gdp_growth"), code_meant("GDP growth"), code_meant("生产总值增速", ["cpi.growth"])
    ('gdp.growth', 'gdp.growth', None)
    """
    registry = keyed("indicators.csv", "code")
    known = list(registry if codes is None else codes)
    lines = [(code, registry[code]) for code in known if code in registry]
    named = {line[key].lower(): code for code, line in lines for key in ("name", "name_zh")}
    return named.get(word.lower()) or close_to(re.sub(r"\s+", ".", word.lower()), known)


def key_meant(word: str) -> str | None:
    """Return the key of the catalogue or of a bundled edition that an unknown one is probably meant for.

    Examples
    --------
    >>> key_meant("zhejang-2021"), key_meant("report-2021")
    ('zhejiang-2021', None)
    """
    listed = [row for name in ("catalog.csv", "editions.csv") for row in rows(name)]
    long = [row["key"] for row in listed]
    return close_to(word, [*long, *(row["key"].removesuffix(f"-{row['language']}") for row in listed)], NEAR)
