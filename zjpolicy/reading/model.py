"""What reading passes on, from `Number` to `Statement`, and the vocabularies of their fields."""

from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from html import escape
from typing import NamedTuple

from zjpolicy.registry.indicators import KINDS
from zjpolicy.registry.units import convert

# The one home of every vocabulary: its words, with what they mean where a legend tells it.
STATUS = {
    "outcome": "reported as done",
    "target": "promised or aimed at",
    "baseline": "an earlier value",
    "context": "a threshold or definition",
}
KIND = KINDS
COMPARATOR = ("=", "~", ">", ">=", "<", "<=", "range")
DIRECTION = ("up", "down")
AGGREGATE = ("average", "cumulative")
COMMITMENT = ("ensure", "will", "strive", "plan")
BASIS = ("expected", "preliminary", "final", "revised")
# How a target set without a number is compared with another figure, and the comparator each comes to.
RELATIONS = {"in step with": "~", "above": ">", "not below": ">=", "below": "<", "not above": "<="}
# Why a reading is unsure; several are parted by a semicolon.
DOUBT = {
    "status": "nothing tells whether it is done or promised",
    "years": "nothing tells of which years it is a mean",
    "span": "nothing tells whether it grew so in all the years or in the last",
    "row": "no construction reads it",
    "measure": "no words found for what is measured",
    "word": "one word for what is measured",
    "table": "from a table",
    "unit": "its unit is not told",
}


class Interval(NamedTuple):
    """What a quantity says of the true amount: bounds, and whether each is included."""

    lower: float
    upper: float
    lower_included: bool
    upper_included: bool


# Longer runs of digits are identifiers, not amounts; the bound keeps the arithmetic linear.
MAX_DIGITS = 30
# Arithmetic that holds whole what is read, whatever the caller's own context is.
EXACT = Context(prec=120)


def plain(value: Decimal) -> int | float:
    """Return an int when the number is whole, else the nearest float."""
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(slots=True)
class Number:
    """A number in place: its value, where it stands, and how it is written.

    ``form`` is ``digits``, ``words`` (characters too), ``scale`` (a scale word alone: 千亿), ``fraction``, ``percent``
    (百分之三), ``tenths`` (三成), ``multiple`` ("doubled") or ``rank``; ``more`` tells of 多 inside of it.
    """

    value: Decimal
    start: int
    end: int
    form: str
    scale: Decimal = Decimal(1)
    more: bool = False

    @property
    def mantissa(self) -> Decimal:
        """The value before its scale word."""
        return self.value / self.scale

    def scaled(self, scale: Decimal) -> "Number":
        """Return the number times a scale word said of it too."""
        return replace(self, value=self.value * scale, scale=scale)


@dataclass(slots=True)
class Mention:
    """A number with unit and comparator as first read, before lists and ranges are settled.

    The words of its comparator stand from ``opens`` to ``start`` or from ``end`` to ``closes``, where a classifier may
    stand before them; ``led`` tells that they stand before it. ``counted`` is the classifier or noun of a count.
    """

    number: Number
    start: int
    end: int
    unit: str | None
    comparator: str
    high: Number | None = None
    opens: int = -1
    closes: int = -1
    led: bool = False
    counted: str = ""

    @property
    def last(self) -> Number:
        """The number that stands last: the higher of a range."""
        return self.high or self.number

    def quantity(self, text: str, shift: int = 0) -> "Quantity":
        """Return the mention as a `Quantity`; the text begins at ``shift`` of that which its offsets count in."""
        value = plain(self.number.value)
        surface, unit = text[self.start : self.end], self.unit or "count"
        counted = self.counted if unit.startswith("count") else ""
        low = self.opens if self.opens >= 0 else self.start
        edges = low + shift, max(self.closes, self.end) + shift, counted, text[low : self.start]
        start, end = self.start + shift, self.end + shift
        if self.high is not None:
            return Quantity(start, end, surface, None, value, plain(self.high.value), "range", unit, *edges)
        return Quantity(start, end, surface, value, None, None, self.comparator, unit, *edges)


@dataclass(frozen=True, init=False)
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
    opens, closes : int
        Where the words of the comparator before it begin, and where those behind it end, a classifier included; the
        span's own ends where there are none.
    counted : str
        Of a count, the classifier (``户``, ``人次``) or the noun behind it ("villages"); empty where there is none.
    led_by : str
        The words of the comparator before it, as they were read: 突破 and 高于 are one sign.

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
    opens: int = field(default=-1, repr=False, compare=False)
    closes: int = field(default=-1, repr=False, compare=False)
    counted: str = field(default="", repr=False, compare=False)
    led_by: str = field(default="", repr=False, compare=False)

    def __init__(
        self,
        start: int,
        end: int,
        surface: str,
        value: int | float | None,
        low: int | float | None,
        high: int | float | None,
        comparator: str,
        unit: str,
        opens: int = -1,
        closes: int = -1,
        counted: str = "",
        led_by: str = "",
    ) -> None:
        self.__dict__.update(  # in a third of the time that the `__init__` of a frozen dataclass takes
            start=start,
            end=end,
            surface=surface,
            value=value,
            low=low,
            high=high,
            comparator=comparator,
            unit=unit,
            opens=opens,
            closes=closes,
            counted=counted,
            led_by=led_by,
        )

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
        return replace(self, value=value, low=low, high=high, unit=unit)


@dataclass(slots=True)
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
    unit: str = ""  # where the sentence tells another than the figure's own words: per person
    doubt: str = ""


@dataclass(slots=True)
class Statement:
    """One figure of a report; the fields are the columns of `Report.statements`, in their order."""

    measure: str | None
    figure: str
    status: str
    period: str | None
    place: str | None
    indicator: str | None
    value: int | float | None
    low: int | float | None
    high: int | float | None
    comparator: str
    unit: str
    kind: str
    direction: str | None
    aggregate: str | None
    commitment: str | None
    hedge: str | None
    cue: str | None
    aims_higher: bool
    basis: str | None
    doubt: str | None
    section: str | None
    paragraph: int
    surface: str
    start: int
    end: int
    period_start: int | None
    period_end: int | None
    indicator_match: str | None
    also: str | None
    sentence: str
    report: str
    id: str
