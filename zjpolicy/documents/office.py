"""Files of older and other word processors (DOC, WPS, RTF), made into Word files by LibreOffice where it is there."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from zjpolicy.errors import SourceError

# Seconds that a conversion may take.
SECONDS = 120
PROGRAMS = ("soffice", "libreoffice")


def as_docx(data: bytes, name: str, what: str, ending: str) -> bytes:
    """Return a file as a Word file.

    Parameters
    ----------
    data : bytes
        The file.
    name, what : str
        What messages call it, and what it is.
    ending : str
        What its name ends in, which tells LibreOffice how to read it.

    Raises
    ------
    SourceError
        LibreOffice is not there, or makes no Word file of it in time.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    remedy = "save it as DOCX"
    if program is None:
        raise SourceError(f"{name}: {what}: {remedy}, or install LibreOffice, which then converts it")
    with tempfile.TemporaryDirectory(prefix="zjpolicy-") as folder:
        source = Path(folder, f"document{ending}")
        source.write_bytes(data)
        call = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore"]
        call += ["--convert-to", "docx", "--outdir", str(Path(folder, "made")), str(source)]
        try:
            subprocess.run(call, capture_output=True, timeout=SECONDS, check=False, stdin=subprocess.DEVNULL)
            return Path(folder, "made", "document.docx").read_bytes()
        except subprocess.TimeoutExpired:
            raise SourceError(f"{name}: {what}: LibreOffice took more than {SECONDS} seconds: {remedy}") from None
        except OSError:
            raise SourceError(f"{name}: {what}, of which LibreOffice makes no Word file: {remedy}") from None
