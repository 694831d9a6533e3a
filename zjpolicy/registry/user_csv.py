"""A user's own CSV file, as rows with their lines."""

import csv
import io
from pathlib import Path

from zjpolicy.errors import TableError


def read_csv(path: Path, what: str) -> list[tuple[str, dict[str, str]]]:
    """Return the rows of a CSV file, cells stripped, each with the line that messages name.

    Raises
    ------
    TableError
        If it cannot be read, is not UTF-8, or a row has more cells than the header.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"cannot read {path}: {error.strerror}; give the path of a CSV file of {what}") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name} is not UTF-8 text; save it as CSV with UTF-8 encoding") from error
    reader, read = csv.DictReader(io.StringIO(text, newline="")), []
    for row in reader:
        line = f"line {reader.line_num}"
        if beyond := [cell for cell in row.pop(None, []) if cell.strip()]:
            raise TableError(
                f"{path.name}, {line}: {beyond[0]!r} stands behind the last column: quote the cell that holds a comma"
            )
        read.append((line, {name: (cell or "").strip() for name, cell in row.items()}))
    return read
