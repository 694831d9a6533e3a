"""The catalogue: reports and the addresses where they can be read."""

import pandas as pd

from zjpolicy.data import rows


def catalog() -> pd.DataFrame:
    """Return the reports whose addresses are known.

    Returns
    -------
    DataFrame
        One row a report; what is not known is missing.

        - ``key`` (str): what `load` takes;
        - ``place`` (str), ``year`` (int64), ``language`` (str: ``en``, ``zh``);
        - ``title``, ``speaker``, ``delivered``, ``published`` (str): dates as YYYY-MM-DD;
        - ``address`` (str): the page: a government's where one is known, else that of a site that publishes reports
          again, such as Wikisource;
        - ``extent`` (str): ``full text`` or ``part``; missing where not looked at;
        - ``text_sha256`` (str): hash of the text that reference tables have offsets for;
        - ``bundled`` (bool): whether an edition comes with the package.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> table = zj.catalog()
    >>> table.loc[table["place"].eq("Zhejiang") & table["year"].eq(2021), "key"].tolist()
    ['zhejiang-2021-en']
    """
    table = pd.DataFrame(rows("catalog.csv")).astype("str")
    table = table.mask(table == "").astype({"year": "int64"})
    table["bundled"] = table["key"].isin([row["key"] for row in rows("editions.csv")])
    return table


def catalogued(key: str, language: str | None = None) -> dict[str, str] | None:
    """Return the entry that a key names, English before Chinese where the key does not say; None if there is none.

    Examples
    --------
    >>> catalogued("zhejiang-2022")["key"], catalogued("zhejiang-2022", "zh")["key"]
    ('zhejiang-2022-en', 'zhejiang-2022-zh')
    """
    named = key.removesuffix("-official")
    fitting = [
        row
        for row in rows("catalog.csv")
        if named in (row["key"], row["key"].removesuffix(f"-{row['language']}")) and language in (None, row["language"])
    ]
    return min(fitting, key=lambda row: row["language"], default=None)
