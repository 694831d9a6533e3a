"""Matches in their context, one aligned under the other as a notebook shows them."""

from typing import Any, Self

import pandas as pd

from zjpolicy.showing.pieces import exact

LINES = 60
SHOWN = ("left", "match", "right")
TOLD = ("report", "section", "dictionary")
ALIGNED = {"left": "right", "match": "center", "right": "left"}
CELL = "padding:1px 6px;border:none;white-space:nowrap"


class Mentions(pd.DataFrame):
    """A table of matches; a notebook shows it, and every selection of its rows, as aligned lines.

    Attributes
    ----------
    reports, errors : DataFrame
        What was read, and what could not be; as in `zjpolicy.read_corpus`.

    Examples
    --------
    >>> table = Mentions({"left": ["the"], "match": ["air"], "right": ["is clean"]})
    >>> "text-align:right" in table.head(1)._repr_html_()
    True
    """

    _metadata = ["errors", "reports"]  # noqa: RUF012
    reports: pd.DataFrame
    errors: pd.DataFrame

    @property
    def _constructor(self) -> type[Self]:
        return type(self)

    def _repr_html_(self) -> str | None:
        if not set(SHOWN) <= set(self.columns):
            return pd.DataFrame(self)._repr_html_()  # type: ignore[operator,no-any-return]
        told = [name for name in TOLD if name in self and self[name].nunique() > 1]
        rows = self[[*told, *SHOWN]].head(LINES).fillna("").to_dict("records")
        lines = "".join(f"<tr>{''.join(_cell(name, cell) for name, cell in row.items())}</tr>" for row in rows)
        more = f"<p>… and {len(self) - LINES:,} more</p>" if len(self) > LINES else ""
        return f"<table style='border-collapse:collapse;line-height:1.5'><tbody>{lines}</tbody></table>{more}"


def _cell(name: Any, cell: Any) -> str:
    text = f"<b>{exact(str(cell))}</b>" if name == "match" else str(exact(str(cell)))
    quiet = ";opacity:0.65;font-size:85%" if name in TOLD else ""
    return f"<td style='{CELL};text-align:{ALIGNED.get(name, 'left')}{quiet}'>{text}</td>"
