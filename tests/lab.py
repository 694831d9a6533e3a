"""A notebook in JupyterLab in headless Chromium: for a test of what is seen, and for a picture of it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

SETTINGS = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
            "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")  # fmt: skip


def missing():
    """What is wanting to open a notebook; empty where nothing is."""
    wanted = {"chromium": "apt-get install chromium chromium-driver", "chromedriver": "apt-get install chromium-driver"}
    told = [f"no {name}: {remedy}" for name, remedy in wanted.items() if shutil.which(name) is None]
    for module in ("jupyterlab", "selenium", "nbclient", "ipykernel"):
        try:
            __import__(module)
        except ImportError:
            told.append(f'no {module}: pip install "zjpolicy[test,notebooks]"')
    return "; ".join(told)


@contextmanager
def notebook(folder, code, *, width=1440, height=900, wait=120):
    """Run a cell, and give the browser that shows it in JupyterLab as a first user has it."""
    import nbformat

    cell = nbformat.v4.new_code_cell(code)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = Path(folder, "report.ipynb")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=kernel), path)
    own = Path(folder, ".settings")
    own.mkdir()
    settings = {name: str(own) for name in SETTINGS} | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    run = [sys.executable, "-m", "jupyter", "execute", "--inplace", str(path)]
    subprocess.run(run, env=os.environ | settings, check=True, capture_output=True, timeout=wait)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
               f"--ServerApp.root_dir={folder}", "--allow-root", "--LabApp.news_url=None")  # fmt: skip
    with open(own / "log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=os.environ | settings, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _until(lambda: _answers(f"{address}/api/status"), wait, "JupyterLab does not start")
            chrome = _chromium(width, height)
            try:
                chrome.get(f"{address}/lab/tree/report.ipynb?reset")
                done = "return !!document.querySelector('.jp-OutputArea table tbody tr')"
                _until(lambda: chrome.execute_script(done), wait, "no table is shown")
                yield chrome
            finally:
                chrome.quit()
        finally:
            _end(server)


def _end(server):
    """End a server, at once where a kernel that is only starting holds it up."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def _until(true, wait, otherwise):
    end = time.monotonic() + wait
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(otherwise)
        time.sleep(0.3)


def _chromium(width, height):
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    chrome = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return chrome
