"""The library's own errors, so that callers can catch what goes wrong in one clause."""

import sys


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
