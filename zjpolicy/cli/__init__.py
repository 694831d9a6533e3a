"""The command ``zjpolicy``: figures of reports on the screen and in files."""

import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Sequence

from zjpolicy.cli.parser import parser
from zjpolicy.cli.telling import fail, warn
from zjpolicy.errors import SourceWarning, ZjpolicyError


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Parameters
    ----------
    argv : list of str, optional
        Arguments; those of the process when not given.

    Returns
    -------
    int
        0; 1 if a source could not be read or a file not be written; 130 if interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        # A screen that lacks Chinese characters is no reason to fail.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    made = parser()
    arguments = made.parse_args(argv)
    if "run" not in arguments:
        made.print_help()
        return 0
    run: Callable[[Namespace], int] = arguments.run
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", UserWarning)
            warnings.showwarning = lambda message, category, *_, **__: _warned(str(message), category)
            return run(arguments)
    except ZjpolicyError as error:
        return fail(error)
    except KeyboardInterrupt:
        return 130


def _warned(message: str, category: type[Warning]) -> None:
    if issubclass(category, SourceWarning) or category is UserWarning:
        warn(message)
