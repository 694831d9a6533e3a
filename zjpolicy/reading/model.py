"""What reading makes of a text: `Quantity`, its `Reading` in a sentence, and the `Statement` it becomes."""

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from zjpolicy.registry.units import convert


class Interval(NamedTuple):
    """What a quantity says of the true amount: bounds, and whether each is included."""

    lower: float
    upper: float
    lower_included: bool
    upper_included: bool


@dataclass(frozen=True)
class Quantity:
    """A number and its unit, with the characters it came from.

    Parameters
    ----------
    start, end : int
        Span in the text, comparator words not included.
    surface : str
        The characters of the span.
    value : int, float or None
        The number, fully scaled; None for a range.
    low, high : int, float or None
        The ends of a range, else None.
    comparator : str
        One of ``= ~ > >= < <= range``.
    unit : str
        Unit code: ``"%"``, ``"CNY"``, ``"mu"``, ``"count"``, ``"CNY/person/year"``.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> zj.parse_quantity("no less than 10%")
    Quantity(start=13, end=16, surface='10%', value=10, low=None, high=None, comparator='>=', unit='%')
    """

    start: int
    end: int
    surface: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    comparator: str
    unit: str

    def _repr_html_(self) -> str:
        """The characters and what they say, on one line, for a notebook."""
        bounds = f"{self.low:,} to {self.high:,}" if self.value is None else f"{self.value:,}"
        sign = "" if self.comparator in ("=", "range") else f"{escape(self.comparator)} "
        return f"<span><code>{escape(self.surface)}</code> {sign}{bounds} {escape(self.unit)}</span>"

    @property
    def interval(self) -> Interval:
        """The interval the quantity speaks of; of ``~x`` it is [x, x].

        Examples
        --------
        >>> import zjpolicy as zj
        >>> zj.parse_quantity("more than 8%").interval
        Interval(lower=8, upper=inf, lower_included=False, upper_included=False)
        """
        infinity = float("inf")
        if self.value is None:
            assert self.low is not None and self.high is not None
            return Interval(self.low, self.high, True, True)
        value = self.value
        if self.comparator in (">", ">="):
            return Interval(value, infinity, self.comparator == ">=", False)
        if self.comparator in ("<", "<="):
            return Interval(-infinity, value, False, self.comparator == "<=")
        return Interval(value, value, True, True)

    def to(self, unit: str) -> "Quantity":
        """Return the same quantity in another unit; see `zjpolicy.convert`.

        Examples
        --------
        >>> import zjpolicy as zj
        >>> zj.parse_quantity("11.4 million mu").to("ha").value
        760000
        """
        value, low, high = (
            None if amount is None else convert(amount, self.unit, unit) for amount in (self.value, self.low, self.high)
        )
        return Quantity(self.start, self.end, self.surface, value, low, high, self.comparator, unit)


@dataclass
class Reading:
    """How one quantity stands in its sentence, before section and metadata are considered."""

    measure: str = ""
    kind: str = "level"
    direction: str | None = None
    role: str = ""  # baseline, context
    clause: tuple[int, int] = (0, 0)  # where the figure's own clause stands in the text
    span: tuple[int, int] = (0, 0)  # where the measure stands in the text
    subject: tuple[int, int] = (0, 0)  # where the subject of its verb stands, if it has one
    construction: str = ""  # the row of the table of constructions that reads it
    setting: tuple[int, int] = (0, 0)  # where a place stands that is said of it and of a later figure
    state: bool = False  # how things stand at a period's end, not what happened in its course
    tense: str = ""  # past, future, or empty
    commitment: str = ""  # where the grammar itself tells it
    doubt: str = ""


@dataclass
class Statement:
    """One figure of a report; the fields are the columns of `Report.statements`."""

    id: str
    report: str
    section: str | None
    paragraph: int
    start: int
    end: int
    surface: str
    value: int | float | None
    low: int | float | None
    high: int | float | None
    comparator: str
    unit: str
    kind: str
    direction: str | None
    status: str
    basis: str | None
    commitment: str | None
    period: str | None
    period_start: int | None
    period_end: int | None
    place: str | None
    measure: str | None
    indicator: str | None
    indicator_match: str | None
    also: str | None
    doubt: str | None
    sentence: str
