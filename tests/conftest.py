"""What several tests share: the folder of real reports, where it is at hand; markers; no clock for hypothesis."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbval.kernel
import pytest
from hypothesis import HealthCheck, settings

from zjpolicy.registry.units import forget_units, units

collect_ignore = ["fuzz.py", "types"]  # a script with a package of its own; what type checkers read
BESIDE = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus"
# A test's verdict does not depend on how fast the machine is.
settings.register_profile("zjpolicy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zjpolicy")


def tried_again(start: Callable[..., Any]) -> Callable[..., Any]:
    """A kernel is given ports that are free, and dies where another test's has taken one before it could."""

    def started(*args: Any, **kwargs: Any) -> Any:
        for _ in range(2):
            with suppress(RuntimeError):
                return start(*args, **kwargs)
        return start(*args, **kwargs)

    return started


nbval.kernel.start_new_kernel = tried_again(nbval.kernel.start_new_kernel)
# A fixture that a test asks for tells what the test needs.
NEEDS = {"corpus": "reports", "reference": "reports", "browser": "browser", "cluster": "processes"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])
        if item.get_closest_marker("reports"):  # what real reports lack is told once, in test_statements.py
            item.add_marker(pytest.mark.filterwarnings("ignore:.*(no part with plans|own year):zjpolicy.SourceWarning"))
        if item.get_closest_marker("mpl_image_compare"):
            item.add_marker("images")
        if item.path.suffix == ".md":  # a Chinese page draws its chart on a machine without a Chinese font too
            item.add_marker(pytest.mark.filterwarnings("ignore:no font with Chinese characters:UserWarning"))
        if item.path.suffix == ".ipynb":
            item.add_marker("notebooks")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports; without it the test is skipped."""
    folder = Path(os.environ.get("ZJPOLICY_CORPUS") or BESIDE)
    if not folder.is_dir():
        pytest.skip("real reports are not part of the project: set ZJPOLICY_CORPUS to their folder")
    return folder


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium; where there is none the test is skipped."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not binary or not driver:
        pytest.skip("no browser: apt-get install chromium chromium-driver")
    webdriver = pytest.importorskip("selenium.webdriver", reason='no selenium: pip install "zjpolicy[test]"')
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1400,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options=options, service=Service(driver)) as chrome:
        chrome.set_script_timeout(120)
        yield chrome


@pytest.fixture
def own_units():
    """Units as they were before, and all that is made of them."""
    known = dict(units())
    yield
    units().clear()
    units().update(known)
    forget_units()
