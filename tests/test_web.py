"""Downloads, from a server on this machine: once, checked, refused where they are no document; and nothing else."""

import gc
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
import warnings
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pytest

import zjpolicy as zj
from zjpolicy.cli import main
from zjpolicy.load import fetch, web
from zjpolicy.report import Report

PAGE = (
    "<html><head><meta charset='{charset}'><title>政府工作报告</title></head><body><div>打印本页</div><div>"
    "<p>现在，我代表浙江省人民政府，向大会报告工作。</p><p>二、2021年工作安排</p>"
    "<p>全省生产总值增长{value}%，城镇新增就业80万人，新建公园200个。</p></div></body></html>"
)


class Site(BaseHTTPRequestHandler):
    """Answers as sites on the network do, well and badly; counts what it was asked."""

    asked: ClassVar[list[str]] = []

    def do_GET(self):
        path = urlsplit(self.path).path
        self.asked.append(path)
        getattr(self, f"answer_{path.strip('/').split('/')[0]}")()

    def log_message(self, *_):
        pass

    def send(self, body, kind="text/html; charset=utf-8", status=200, length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length != "none":
            self.send_header("Content-Length", str(length or len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self):
        self.send(PAGE.format(charset="utf-8", value=6).encode())

    def answer_changing(self):
        self.send(PAGE.format(charset="utf-8", value=len(self.asked)).encode())

    def answer_restless(self):
        """The bytes are others at every visit, the text is not."""
        page = PAGE.format(charset="utf-8", value=6).replace("<head>", f"<head><!-- visit {time.time_ns()} -->")
        self.send(page.encode())

    def answer_gbk(self):
        """The server says what the page does not."""
        self.send(PAGE.format(charset="", value=6).encode("gb18030"), "text/html; charset=GBK")

    def answer_moved(self):
        self.send(b"", status=302, Location="/page")

    def answer_circle(self):
        self.send(b"", status=302, Location="/circle")

    def answer_missing(self):
        self.send(b"<html>gone</html>", status=404)

    def answer_failing(self):
        self.send(b"<html>sorry</html>", status=503)

    def answer_slow(self):
        time.sleep(1.5)

    def answer_truncated(self):
        self.send(PAGE.encode()[:80], length=100_000)

    def answer_image(self):
        self.send(b"\x89PNG\r\n", "image/png")

    def answer_huge(self):
        """A length of 1 GB said beforehand."""
        self.send(b"a" * 1_000, "text/plain", length=1_000_000_000)

    def answer_nothing(self):
        self.send(b"", status=204)

    def answer_late(self):
        """Empty at the first visit, a page after that."""
        empty = self.asked.count("/late") == 1
        self.send(b"" if empty else PAGE.format(charset="utf-8", value=6).encode())

    def answer_length(self):
        self.send(PAGE.format(charset="utf-8", value=6).encode(), length="abc")

    def answer_astray(self):
        places = {"label": f"http://{'a' * 64}.example/", "bracket": "http://[::1", "bytes": "http://b\xe9d\xff/",
                  "other": "file:///etc/hosts", "none": ""}  # fmt: skip
        self.send(b"", status=302, Location=places[urlsplit(self.path).path.rpartition("/")[2]])

    def answer_endless(self):
        """A body of 1 GB whose length nobody said."""
        self.send(b"", "text/plain", length="none")
        try:
            for _ in range(16_000):
                self.wfile.write(b"a" * 65_536)
        except OSError:
            self.asked.append("/hung-up")


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch):
    """A proxy that the machine is set to would answer in the place of these servers."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site(tmp_path, monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(Site, "asked", [])
    monkeypatch.setenv("ZJPOLICY_CACHE", str(tmp_path / "cache"))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def listed(site, monkeypatch):
    """A catalogue of the site's pages."""

    def entry(name, text_sha256=""):
        row = {"place": "Zhejiang", "year": "2021", "language": "zh", "title": "", "speaker": "", "delivered": ""}
        return row | {"key": f"{name}-2021-zh", "address": f"{site}/{name}", "text_sha256": text_sha256}

    table = [entry("page"), entry("changing"), entry("restless"), entry("missing"), entry("wrong", "0" * 64)]
    table[-1]["address"] = f"{site}/page"
    monkeypatch.setattr(
        sys.modules["zjpolicy.documents.catalog"], "rows", lambda name: table if name == "catalog.csv" else []
    )
    return table


def refused(source, **known):
    with pytest.raises(zj.SourceError) as error:
        zj.load(source, **known)
    return str(error.value)


def test_an_address_is_read_and_kept(site, tmp_path):
    report = zj.load(f"{site}/page")
    assert report.statements()["value"].tolist() == [6, 800_000, 200]
    assert (report.place, report.year, report.source) == ("Zhejiang", 2021, f"{site}/page")
    assert "打印" not in report.text
    assert zj.load(f"{site}/page").text == report.text
    assert Site.asked == ["/page"]
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_a_redirect_is_followed_and_a_circle_is_not(site):
    assert zj.load(f"{site}/moved").place == "Zhejiang"
    assert "it leads round in a circle" in refused(f"{site}/circle")


def test_the_charset_that_the_server_declares_is_believed(site):
    for _ in range(2):  # from the site, and from the cache
        assert "全省生产总值" in zj.load(f"{site}/gbk").text
    assert Site.asked == ["/gbk"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing", "the server answers 404 Not Found"),
        ("failing", "the server answers 503 Service Unavailable"),
        ("truncated", "the answer broke off"),
        ("image", "is image/png, no document"),
        ("huge", "more than 50,000,000 bytes: raise max_bytes= if that is right"),
        ("endless", "more than 50,000,000 bytes: raise max_bytes= if that is right"),
    ],
)
def test_answers_that_are_no_report(site, path, message, tmp_path):
    assert message in refused(f"{site}/{path}")
    assert [file.name for file in (tmp_path / "cache").glob("*") if file.stat().st_size > 1_000] == []
    assert message in refused(f"{site}/{path}"), "nothing of it was kept"


@pytest.mark.parametrize("where", ["label", "bracket", "bytes", "other"])
def test_addresses_that_lead_astray_are_our_own_error(site, where):
    assert f"{site}/astray/{where}" in refused(f"{site}/astray/{where}")
    gc.collect()  # a connection that was left open would warn here, and a warning is an error


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("address", [f"http://{'a' * 64}.example/", "http://[::1", "http://a\ud800b/", "http://:80/"])
def test_addresses_that_are_none(site, address):
    assert "zj.load(path" in refused(address)


def test_a_length_that_is_no_number_is_passed_over_or_told(site):
    try:
        assert "6%" in zj.load(f"{site}/length").text
    except zj.SourceError as error:
        assert "/length: " in str(error)


def test_an_answer_without_a_page_is_told_and_not_kept(site, tmp_path):
    assert "the server answers 204, without a page" in refused(f"{site}/nothing")
    assert refused(f"{site}/late").endswith("empty")
    assert "6%" in zj.load(f"{site}/late").text, "what could not be read is not kept"


def test_what_is_kept_and_broken_is_downloaded_anew(site, tmp_path):
    text = zj.load(f"{site}/page").text
    (kept,) = (path for path in web.cache_folder().iterdir() if path.suffix != ".json")
    kept.write_bytes(b"\0")
    assert zj.load(f"{site}/page").text == text
    assert Site.asked.count("/page") == 2


def test_many_threads_load_one_address(site):
    found = []

    def load():
        try:
            found.append(zj.load(f"{site}/page").text)
        except Exception as error:  # the test tells which
            found.append(error)

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(map(str, found))) == 1 and "6%" in found[0]
    left = [path.name for path in web.cache_folder().iterdir()]
    assert len(left) == 2, left


def test_an_address_in_capitals(site):
    assert "6%" in zj.load(site.replace("http", "HTTP") + "/page").text


def test_a_body_without_end_is_hung_up_on(site):
    refused(f"{site}/endless", max_bytes=1_000_000)
    deadline = time.monotonic() + 10
    while "/hung-up" not in Site.asked and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "/hung-up" in Site.asked


def test_a_server_that_does_not_answer(site, monkeypatch):
    monkeypatch.setattr(web, "TIMEOUT", (0.3, 0.3))
    assert "no answer in time: save the page with a browser, then zj.load(path" in refused(f"{site}/slow")


def test_without_a_network_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("ZJPOLICY_CACHE", str(tmp_path))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/page"
    message = refused(address)
    assert message.endswith("no connection: save the page with a browser, then zj.load(path, place=..., year=...)")
    assert "no connection" in refused("http://name.invalid/page")


def test_a_cache_that_cannot_be_written(site, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ZJPOLICY_CACHE", str(tmp_path / "file"))
    message = f"{tmp_path / 'file'}: downloads cannot be kept there: "
    assert refused(f"{site}/page").startswith(message)


def test_a_report_is_loaded_by_its_name_and_said_to_be_official(listed):
    report = zj.load("page-2021")
    assert (report.key, report.place, report.year, report.edition) == ("page-2021-zh", "Zhejiang", 2021, "official")
    assert report.official_url == report.source == listed[0]["address"]
    assert zj.load("page-2021-zh").text == report.text
    assert Site.asked == ["/page"]


def test_a_text_with_another_hash_than_the_known_one_is_told(listed):
    with pytest.warns(zj.SourceWarning, match=r"^wrong-2021-zh: its text is not the one whose hash is known"):
        assert zj.load("wrong-2021").place == "Zhejiang"


def test_the_right_hash_is_not_spoken_of(listed):
    listed[-1]["text_sha256"] = zj.load("page-2021").text_sha256
    assert zj.load("wrong-2021").place == "Zhejiang"


def test_a_text_that_changes_is_told_and_bytes_that_change_are_not(listed):
    fetch("restless-2021")
    fetch("restless-2021")
    fetch("changing-2021")
    with pytest.warns(zj.SourceWarning, match=r"text has changed since it was first downloaded"):
        fetch("changing-2021")
    assert Site.asked == ["/restless"] * 2 + ["/changing"] * 2


def test_a_failed_second_download_keeps_the_first(listed, monkeypatch):
    first = zj.load("page-2021").text
    listed[0]["address"], kept = listed[0]["address"].replace("/page", "/failing"), listed[0]["address"]
    with pytest.raises(zj.SourceError):
        fetch("page-2021")
    monkeypatch.setattr(Site, "answer_page", Site.answer_failing)
    listed[0]["address"] = kept
    with pytest.raises(zj.SourceError):
        fetch("page-2021")
    assert zj.load("page-2021").text == first


def test_fetch_takes_names_of_the_catalogue_only(listed):
    with pytest.raises(zj.SourceError, match=r"^nowhere-2021: not in the catalogue"):
        fetch("nowhere-2021")


def test_the_command_fetches(listed, capsys, tmp_path):
    assert main(["fetch", "page-2021", "missing-2021", "nowhere"]) == 1
    printed, complaints = capsys.readouterr()
    assert printed.startswith("page-2021: ")
    assert printed.splitlines()[-1] == f"kept in {tmp_path / 'cache'}"
    assert complaints.splitlines()[0].startswith("zjpolicy: missing-2021-zh: http://127.0.0.1")
    assert complaints.splitlines()[1] == "zjpolicy: nowhere: not in the catalogue, which `zjpolicy catalog` lists"
    assert main(["extract", "page-2021"]) == 0
    assert main(["fetch", "page-2021"]) == 0
    assert capsys.readouterr().err == ""


def test_the_command_tells_of_a_changed_text_on_one_line(listed, capsys):
    assert main(["fetch", "changing-2021"]) == main(["fetch", "changing-2021"]) == 0
    assert capsys.readouterr().err == (
        "zjpolicy: changing-2021-zh: the page's text has changed since it was first downloaded\n"
    )


EVERYTHING = """
import sys
def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__",):
        sys.__stderr__.write(f"{event} {arguments}")
        sys.exit("the network was touched")
import tempfile, warnings, pathlib
import matplotlib
matplotlib.use("agg")
import zjpolicy as zj
from zjpolicy.cli import main
from zjpolicy.tables.export import export
sys.addaudithook(watch)
report = zj.load("zhejiang-2020")
other = zj.load("zhejiang-2020-zh")
table = report.statements()
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "a.txt").write_text(report.text)
zj.catalog(); zj.indicators(); zj.datasets(); zj.check(report, other=other); zj.align(report, other); zj.match(report)
zj.compare(table, zj.dataset("headline")); zj.change(zj.dataset("headline")); zj.cite(table.iloc[0])
zj.read_corpus([folder / "a.txt"], progress=False)
report.to_html(folder / "page.html"); report.show(); export(table, folder / "a.csv"); zj.plot.topics(table)
try:
    zj.load("nowhere-1990")
except zj.SourceError:
    pass
assert main(["extract", "zhejiang-2020"]) == 0 and main(["catalog"]) == 0
print("quiet")
"""


@pytest.mark.slow
def test_nothing_else_touches_the_network(tmp_path):
    environment = os.environ | {"ZJPOLICY_CACHE": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", EVERYTHING],
        capture_output=True, encoding="utf-8", timeout=600, check=False, env=environment, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.stdout.endswith("quiet\n"), done.stderr[-2_000:]


@pytest.mark.slow
def test_the_watch_would_notice():
    watched = EVERYTHING.replace("print(", "zj.load('http://127.0.0.1:9/page')\nprint(")
    done = subprocess.run(
        [sys.executable, "-c", watched],
        capture_output=True, encoding="utf-8", timeout=600, check=False, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert "the network was touched" in done.stderr


# The catalogue itself


def test_every_entry_of_the_catalogue_is_sound():
    table = zj.catalog()
    assert table["key"].is_unique
    assert table["address"].str.match(r"https?://[\w.-]+/\S+$").all()
    assert table.dtypes.astype(str).to_dict() == dict.fromkeys(table, "str") | {"year": "int64", "bundled": "bool"}
    places = set(zj.dataset("places")["name"])
    for row in table.to_dict("records"):
        assert row["place"] in places
        assert row["key"] == f"{row['place'].lower().replace(' ', '-')}-{row['year']}-{row['language']}"
        assert isinstance(row["delivered"], float) or row["delivered"].startswith(str(row["year"]))
    assert set(table["language"]) == {"en", "zh"}
    assert table.loc[table["bundled"], "key"].tolist() == ["zhejiang-2020-en"]


def test_the_catalogue_agrees_with_what_real_reports_say_of_themselves(corpus):
    table = zj.catalog().set_index("key")
    compared = 0
    for path in sorted(corpus.rglob("*.txt")):
        if path.stem in table.index:
            report, row = Report.from_text(path.read_text(encoding="utf-8")), table.loc[path.stem]
            assert report.language == row["language"]
            assert (report.place, report.year) in itertools.product((row["place"], None), (row["year"], None))
            if report.delivered and isinstance(row["delivered"], str):
                assert str(report.delivered) == row["delivered"]
                compared += 1
    assert compared >= 5


def test_a_name_that_cannot_be_had_says_what_is_known():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "bundled: zhejiang-2020-en, zhejiang-2020-zh" in refused("nowhere-1990")


def test_the_command_lists_the_catalogue(capsys):
    assert main(["catalog", "--place", "Zhejiang", "--language", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines][-2:] == ["zhejiang-2022-en", "zhejiang-2023-en"]
    assert main(["catalog", "--place", "Atlantis"]) == 1
    assert capsys.readouterr().err.startswith("zjpolicy: no such report in the catalogue; it has some of Beijing, ")


@pytest.mark.parametrize("name", ["浙江", "浙江省", "zhejiang"])
def test_the_catalogue_knows_a_place_by_each_of_its_names(name, capsys):
    assert main(["catalog", "--place", name, "--year", "2020"]) == 0
    assert capsys.readouterr().out.startswith("zhejiang-2020-en ")
