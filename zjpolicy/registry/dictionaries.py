"""Word lists for counting what a text talks about: published ones with their source, and a user's own."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from zjpolicy.data import rows
from zjpolicy.errors import TableError, check_types
from zjpolicy.languages import compiled, known_languages
from zjpolicy.languages.searchable import searchable
from zjpolicy.registry.suggestions import close_to, did_you_mean
from zjpolicy.registry.user_csv import read_csv

COLUMNS = ("dictionary", "language", "term", "source", "doi", "certainty", "note")
REQUIRED = ("dictionary", "term")
HAN = compiled(r"\p{Han}")
Given = str | os.PathLike[str] | Mapping[str, Iterable[str]] | pd.DataFrame | Iterable[str]


@dataclass(frozen=True)
class Dictionary:
    """A named list of terms; without a language it is for texts of any."""

    name: str
    language: str | None
    terms: tuple[str, ...]


def dictionaries(which: Given | None = None) -> pd.DataFrame:
    """Return word lists: the published ones that come with the library, or some of them, or your own, checked.

    Parameters
    ----------
    which : str, Path, dict, DataFrame or list of str, optional
        A name, or the beginning of names up to a dot (``"infrastructure"``), or several of either; lists of your own as
        ``{name: [terms]}``, as a table, or as a CSV file. A table needs ``dictionary`` and ``term``; the other columns
        may be left out. Terms are literal text, no patterns: case, full-width letters, and white space do not count.

    Returns
    -------
    DataFrame
        One row a term, all columns ``str``:

        - ``dictionary``: the list's name;
        - ``language``: which texts it is for, ``zh`` or ``en``; of your own lists ``zh`` where a term has Chinese
          characters, and else missing, for texts of any language;
        - ``term``;
        - ``source``, ``doi``: where the list was published;
        - ``certainty``: how it was read, what it was made for, and what its authors say it is worth;
        - ``note``: what the term also catches, or the list is to be used with.

    Raises
    ------
    TableError
        There is no such list; or a list of your own is empty, or has an empty or a doubled term. An empty term would
        match at every place of every text.

    Notes
    -----
    Lists marked as newspaper lists were made for articles: most of their words mean something else in a report. Which
    lists were left out, and why, is in the docs under "Count what a report talks about".

    Examples
    --------
    >>> dictionaries("environment")["term"].head(4).tolist()
    ['环境保护', '环保', '污染', '能耗']
    >>> dictionaries({"carbon": ["碳达峰", "碳中和", "双碳"]})[["dictionary", "language", "term"]].values.tolist()[0]
    ['carbon', 'zh', '碳达峰']
    >>> try:
    ...     dictionaries({"digital": ["智慧城市", "", "数字平台"]})
    ... except TableError as error:
    ...     print(error)
    dictionary 'digital', term 2 is empty: it would match everywhere; take it out
    """
    check_types(dictionaries, locals())
    table = pd.DataFrame(list(_bundled()) if which is None else _rows(which), columns=list(COLUMNS))
    return table.astype("str").mask(table.isna() | (table == ""))


def word_lists(which: Given) -> tuple[Dictionary, ...]:
    """Return lists as they are counted: of the forms that `dictionaries` takes.

    Examples
    --------
    >>> [(found.name, len(found.terms)) for found in word_lists(["rural", "environment.chen_chen_2018"])]
    [('rural.textdata_3', 3), ('environment.chen_chen_2018', 15)]
    """
    return _lists(_rows(which))


@cache
def _bundled() -> tuple[dict[str, str], ...]:
    return rows("dictionaries.csv")


def _rows(which: Given) -> list[dict[str, Any]]:
    """The rows of the lists meant, checked where they are a user's own."""
    if isinstance(which, pd.DataFrame):
        return _checked(_of_table(which), "the table")
    if isinstance(which, Mapping):
        return _checked(_of_mapping(which), "the dictionaries given")
    if isinstance(which, os.PathLike) or (isinstance(which, str) and which.lower().endswith(".csv")):
        path = Path(which).expanduser()
        named = [row | {"at": f"{path.name}, {line}"} for line, row in read_csv(path, "dictionaries")]
        return _checked(named, path.name)
    if isinstance(which, str):
        return _named(which)
    if isinstance(which, Iterable):
        return [row for name in dict.fromkeys(which) for row in _named(name)]
    raise TypeError(f"dictionaries are names, {{name: [terms]}}, a table or a CSV file, not {type(which).__name__}")


def _named(name: str) -> list[dict[str, Any]]:
    if not isinstance(name, str):
        raise TypeError(
            f"a dictionary is named by a str, not {type(name).__name__}: give your own as {{name: [terms]}}"
        )
    found = [row for row in _bundled() if f"{row['dictionary']}.".startswith(f"{name}.")]
    if not found:
        known = list(dict.fromkeys(row["dictionary"] for row in _bundled()))
        meant = did_you_mean(close_to(name, known)) or f"; there are: {', '.join(known)}"
        raise TableError(f"no dictionary {name!r}{meant} (your own: {{{name!r}: [terms]}}, a table or a CSV file)")
    return list(found)


def _of_mapping(given: Mapping[str, Iterable[str]]) -> list[dict[str, Any]]:
    listed = []
    for name, terms in given.items():
        if isinstance(terms, str) or not isinstance(terms, Iterable):
            raise TableError(f"dictionary {name!r}: its terms are a list, not {terms!r}")
        if not (held := list(terms)):
            raise TableError(f"dictionary {name!r} holds no term")
        at = f"dictionary {name!r}, term"
        listed += [{"dictionary": name, "term": term, "at": f"{at} {n}"} for n, term in enumerate(held, start=1)]
    return listed


def _of_table(given: pd.DataFrame) -> list[dict[str, Any]]:
    cells = given.astype("object").where(given.notna(), "")
    return [
        {str(name): cell for name, cell in row.items()} | {"at": f"the table, row {number}"}
        for number, row in enumerate(cells.to_dict("records"))
    ]


def _checked(given: list[dict[str, Any]], source: str) -> list[dict[str, Any]]:
    """The rows of a user's own lists; TableError at the first that cannot be used."""
    if not given:
        raise TableError(f"{source}: there is no term in it; a list needs a name and one row a term")
    for column in REQUIRED:
        if column not in given[0]:
            raise TableError(f"{source} has no column {column!r}; it needs {' and '.join(REQUIRED)}")
    seen: dict[tuple[str, str], str] = {}
    for row in given:
        at, name, term = row["at"], row["dictionary"], row["term"]
        if not isinstance(name, str) or not name.strip():
            raise TableError(f"{at}: a dictionary has a name, not {name!r}")
        if not isinstance(term, str):
            raise TableError(f"{at}: {term!r} is no text: write the term in quotes")
        if not (folded := folded_term(term)):
            raise TableError(f"{at} is empty: it would match everywhere; take it out")
        if (first := seen.setdefault((name, folded), at)) != at:
            raise TableError(f"{at}: {term!r} is the same as {first}: take one out, it would count once only")
        if (language := row.get("language")) and language not in known_languages():
            raise TableError(f"{at}: language {language!r} is none of {', '.join(known_languages())}")
    return list(_with_language(given))


def _with_language(given: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows with a language for every list: what one of its rows says, else what its characters tell."""
    languages: dict[str, str | None] = {}
    for row in given:
        found = row.get("language") or ("zh" if HAN.search(row["term"]) else None)
        languages[row["dictionary"]] = languages.get(row["dictionary"]) or found
    for row in given:
        told = {name: row.get(name) or None for name in COLUMNS}
        yield told | {"language": languages[row["dictionary"]], "term": row["term"].strip()}


def folded_term(term: str) -> str:
    """Return a term as it is looked for.

    Examples
    --------
    >>> folded_term("ＰＭ２．５"), folded_term("White  House")
    ('pm2.5', 'white house')
    """
    return searchable(term, spaced=not HAN.search(term)).text.strip()


def _lists(given: list[dict[str, Any]]) -> tuple[Dictionary, ...]:
    terms: dict[str, list[str]] = {}
    languages: dict[str, str | None] = {}
    for row in given:
        terms.setdefault(row["dictionary"], []).append(row["term"])
        languages[row["dictionary"]] = row["language"] or None
    return tuple(Dictionary(name, languages[name], tuple(held)) for name, held in terms.items())
