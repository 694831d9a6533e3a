"""Packages that only some sources need."""

import importlib
import logging
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from zjpolicy.errors import SourceError


def extra(module: str, named: str, source: str) -> Any:
    """Return a module that an extra installs.

    Raises
    ------
    SourceError
        If it is missing; the message says how to install it.
    """
    try:
        found = importlib.import_module(module)
    except ImportError as error:
        missing = (error.name or module).partition(".")[0]
        raise SourceError(f'{source}: needs the package {missing}: pip install "zjpolicy[{named}]"') from error
    # What it says of a document goes to those who listen, not onto the screen: our own errors tell of it.
    if not (logger := logging.getLogger(module)).handlers:
        logger.addHandler(logging.NullHandler())
    return found


def version_of(package: str) -> str:
    """Return the installed version of a package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "of unknown version"
