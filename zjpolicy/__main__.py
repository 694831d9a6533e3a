"""``python -m zjpolicy`` is the command ``zjpolicy``."""

from zjpolicy.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
