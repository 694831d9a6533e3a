"""The library's own errors, so that callers can catch what goes wrong in one clause, and the check of arguments."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from inspect import Parameter, signature
from numbers import Integral, Real
from os import PathLike, fspath
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

Test = Callable[[object], bool]
# What is said of a thing that is shown whole in a message.
LONGEST = 40
# What could be given instead, by the name of the argument.
SUCH_AS = {
    "year": "2020", "period": "2020", "place": "'Zhejiang'", "language": "'en'", "indicator": "'gdp.growth'",
    "unit": "'CNY'", "to": "'CNY'", "tolerance": "0.5", "relative_tolerance": "0.01", "path": "'figures.csv'",
}  # fmt: skip


class ZjpolicyError(Exception):
    """Base class of every error that zjpolicy raises on purpose.

    Examples
    --------
    >>> issubclass(SourceError, ZjpolicyError)
    True
    """


class SourceError(ZjpolicyError):
    """A report could not be read from its source; the message says what was wrong and where.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> try:
    ...     zj.load("no/such/report.txt")
    ... except zj.SourceError as error:
    ...     print(error)
    no/such/report.txt: no such file
    """


class ReadingError(ZjpolicyError, ValueError):
    """A text that was said to hold one number or quantity holds none, or more than one.

    It is a ``ValueError`` too, as callers of number parsers expect.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> try:
    ...     zj.parse_number("plenty")
    ... except ValueError as error:
    ...     print(error)
    not a number: 'plenty'
    """


class UnitError(ZjpolicyError, ValueError):
    """A unit is unknown, or two units measure different things.

    Examples
    --------
    >>> import zjpolicy as zj
    >>> try:
    ...     zj.convert(1, "mu", "CNY")
    ... except zj.UnitError as error:
    ...     print(error)
    cannot convert mu to CNY: they measure different things
    """


class ExportError(ZjpolicyError):
    """A table could not be written; the message names the file and the remedy.

    Examples
    --------
    >>> issubclass(ExportError, ZjpolicyError)
    True
    """


class TableError(ZjpolicyError, ValueError):
    """A table lacks a column or holds a value of the wrong type; the message names column, row and remedy.

    Examples
    --------
    >>> issubclass(TableError, ValueError)
    True
    """


class SourceWarning(UserWarning):
    """Something about a source is not as it should be, or was guessed; the report is loaded all the same.

    Examples
    --------
    >>> issubclass(SourceWarning, UserWarning)
    True
    """


def counted(number: int, thing: str) -> str:
    """Return how many things there are.

    Examples
    --------
    >>> counted(1, "figure"), counted(1200, "figure")
    ('1 figure', '1,200 figures')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def calls_within() -> int:
    """Return the ``stacklevel`` by which a warning names the first caller outside of this library."""
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").split(".")[0] == __package__:
        level, frame = level + 1, frame.f_back
    return level


def _is_flag(given: object) -> bool:
    return isinstance(given, bool) or type(given).__name__ == "bool"  # numpy's is no subclass


def _is_table(given: object) -> bool:
    return any(base.__name__ == "DataFrame" for base in type(given).__mro__)


def _is_report(given: object) -> bool:
    return hasattr(given, "statements") and hasattr(given, "text")


# How an annotation is told, and what fits it. Charts are drawn by a package that is not imported for this.
KINDS: dict[object, tuple[str, Test]] = {
    str: ("a str", lambda given: isinstance(given, str)),
    bool: ("True or False", _is_flag),
    int: ("a whole number", lambda given: isinstance(given, Integral) and not _is_flag(given)),
    float: ("a number", lambda given: isinstance(given, Real | Decimal) and not _is_flag(given)),
    NoneType: ("None", lambda given: given is None),
    Path: ("a path", lambda given: isinstance(given, Path)),
    PathLike: ("a path", lambda given: isinstance(given, PathLike) and isinstance(fspath(given), str)),
    "Axes": ("Axes of matplotlib", lambda given: hasattr(given, "barh")),
    "DataFrame": ("a DataFrame", _is_table),
    "Report": ("a Report, as zj.load(...) gives", _is_report),
}
NAMES = {"DataFrame": "DataFrame", "Report": "Report", "ReadDocument": "Report"}


def check_types(function: Callable[..., object], given: Mapping[str, object]) -> None:
    """Raise where an argument is not of the type that its annotation names; the first line of a public function.

    It looks at texts, numbers, flags, paths, names from a list, axes, tables that need not be given, and lists and
    mappings of those. What else a function takes, a report, a table or sources of many kinds, it checks itself.

    Parameters
    ----------
    function : callable
        The function that was called.
    given : mapping
        Its arguments by name: ``locals()`` in its first line.

    Raises
    ------
    TypeError
        The message names function, argument and remedy.

    Examples
    --------
    >>> def grown(amount: float, unit: str | None = None) -> str:
    ...     check_types(grown, locals())
    ...     return f"{amount} {unit}"
    >>> grown(5, "mu")
    '5 mu'
    >>> try:
    ...     grown("5")
    ... except TypeError as error:
    ...     print(error)
    grown: amount is a number, not str '5'
    """
    for name, (told, fits) in _parameters(function).items():
        if not fits(given[name]):
            such = f", such as {SUCH_AS[name]}" if name in SUCH_AS else ""
            raise TypeError(f"{function.__name__}: {name} is {told}{such}, not {_shown(given[name])}")


def _shown(given: object) -> str:
    """What was given instead: its type, itself where it is short, and the remedy where it is a report."""
    kind = type(given).__name__
    if hasattr(given, "statements") and not isinstance(given, type):
        return f"{kind}: give report.statements()"
    shown = repr(given) if isinstance(given, str | bytes | int | float | list | tuple | dict | set) else ""
    return f"{kind} {shown}" if shown and len(shown) <= LONGEST else kind


@cache
def _parameters(function: Callable[..., object]) -> dict[str, tuple[str, Test]]:
    """How to tell what each parameter takes, and the test of it; those left out that the function itself looks at."""
    found = {name: _accepted(parameter) for name, parameter in signature(function).parameters.items()}
    return {name: told for name, told in found.items() if told is not None}


def _accepted(parameter: Parameter) -> tuple[str, Test] | None:
    annotation = parameter.annotation
    if isinstance(annotation, str):  # written so where its package is not imported
        kinds: tuple[Any, ...] = tuple(NoneType if kind == "None" else kind for kind in annotation.split(" | "))
    else:
        kinds = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    tests = [_test(kind) for kind in kinds]
    known = [test for test in tests if test is not None]
    needed = any(getattr(kind, "__name__", "") in NAMES for kind in kinds) and NoneType not in kinds
    many = KINDS["DataFrame"] in tests and len(tests) > 2
    if len(known) < len(tests) or needed or many:
        return None
    told = " or ".join(dict.fromkeys(told for told, _ in known))
    return told, lambda given: any(fits(given) for _, fits in known)


def _test(kind: Any) -> tuple[str, Test] | None:
    """How to tell one kind, and its test."""
    origin = get_origin(kind) or kind
    if origin is Literal:
        return " or ".join(map(repr, get_args(kind))), lambda given: isinstance(given, str)
    if (name := getattr(kind, "__name__", "")) in NAMES:
        return KINDS[NAMES[name]]
    if origin in (Sequence, Iterable, Mapping):
        return _collection(origin, [_test(inner) for inner in get_args(kind)])
    return KINDS.get(origin)


def _collection(origin: Any, inner: list[tuple[str, Test] | None]) -> tuple[str, Test] | None:
    """How to tell a collection, and its test; what is in an iterator would be lost by looking at it."""
    tests = [test for test in inner if test is not None]
    if len(tests) < len(inner):
        return None
    fits = tests[0][1]
    if origin is Mapping:
        return "a dict", lambda given: isinstance(given, Mapping) and all(map(fits, given))
    return (
        f"a list of {tests[0][0].removeprefix('a ')}",
        lambda given: (
            isinstance(given, Iterator | str)  # one name for a list of one, where a function takes that
            or (isinstance(given, Iterable) and not isinstance(given, bytes | Mapping) and all(map(fits, given)))
        ),
    )
