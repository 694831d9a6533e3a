"""`load`: every kind of source, and a clear error for everything that is none."""

import io
import os
import sys
from importlib import resources
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zjpolicy as zj
from zjpolicy.data import rows

TEXT = "We will add 200 parks.\r\n\r\nGDP is to grow by 6%.\n"
CHINESE = "全省生产总值增长6.8%，城镇新增就业125.7万人。"
COLUMNS = ("key", "place", "year", "language", "edition", "title", "official_url", "official_sha256")


def message_of(source, **known):
    with pytest.raises(zj.SourceError) as error:
        zj.load(source, **known)
    return str(error.value)


def test_path_bytes_and_open_files_give_the_same_text(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    with open(path, "rb") as binary, open(path, encoding="utf-8", newline="") as text:
        loaded = [zj.load(each) for each in (path, str(path), TEXT.encode(), bytearray(TEXT.encode()), binary, text)]
    assert {report.text for report in loaded} == {TEXT}
    assert [report.source for report in loaded] == [str(path), str(path), None, None, str(path), str(path)]
    assert zj.load(io.BytesIO(TEXT.encode())).source is None


def test_home_folder_is_expanded_and_source_kept_as_given(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "report.txt").write_text("6%", encoding="utf-8")
    assert zj.load("~/report.txt").source == "~/report.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", [TEXT, CHINESE])
def test_encodings(text, encoding):
    assert zj.load(text.encode(encoding)).text == text


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_of_either_order(mark, encoding):
    assert zj.load(mark + TEXT.encode(encoding)).text == TEXT


def test_byte_order_mark_of_an_open_text_file_is_dropped():
    assert zj.load(io.StringIO("\ufeff6%")).text == "6%"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_unchanged(text):
    text = f"a{text}"
    assert zj.load(text.encode()).text == text
    assert zj.load(text.encode("utf-16")).text == text


@settings(deadline=None)
@given(st.binary())
@pytest.mark.filterwarnings("ignore::zjpolicy.SourceWarning")
def test_any_bytes_give_a_report_or_our_own_error(data):
    try:
        assert zj.load(data).text.strip()
    except zj.SourceError as error:
        assert "\n" not in str(error)


def test_what_is_given_is_kept():
    report = zj.load(TEXT.encode(), language="en", place="Jiangsu", year=2021, edition="official")
    assert (report.language, report.place, report.year, report.edition) == ("en", "Jiangsu", 2021, "official")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x81\x8d\x90\xff", "bytes: not UTF-8 at byte 0, nor an encoding of Chinese or English"),
        (b"\xef\xbb\xbfcaf\xe9", "not UTF-8 at byte 6"),
        (b"\xff\xfea\x00\x00\xd8", "not UTF-16 at byte 4"),
        (b"\xff\xfe\x00\x006\x00\x00", "not UTF-32 at byte 4"),
        (b"%PDF-1.7\n", "bytes: a broken PDF ("),
        (b"PK\x03\x04\x14", "bytes: a broken Word file (BadZipFile)"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"6%\x00", "binary data, not text (NUL at "),
        (b"", "bytes: empty"),
        (b"\xef\xbb\xbf", "bytes: empty"),
        (" \n\u3000".encode(), "empty, only white space"),
    ],
)
def test_bytes_that_are_no_text(data, message):
    assert message in message_of(data)


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (CHINESE, "gb18030", "GB18030"),
        (CHINESE, "gbk", "GB18030"),
        ("全省生產總值增長6.8%，城鎮新增就業125.7萬人，這是我們發展的機會。", "big5", "BIG5HKSCS"),
        (CHINESE, "utf-16-le", "UTF-16-LE"),
        (CHINESE, "utf-16-be", "UTF-16-BE"),
        (TEXT, "utf-16-le", "UTF-16-LE"),
        (TEXT, "utf-16-be", "UTF-16-BE"),
        ("The caf\xe9’s sales grew by 6.8% – to 3 million yuan", "cp1252", "CP1252"),
    ],
)
def test_encoding_that_nothing_declares_is_guessed_and_the_guess_is_named(text, encoding, named):
    with pytest.warns(zj.SourceWarning, match=f"^bytes: not UTF-8; read as {named}, a guess$"):
        assert zj.load(text.encode(encoding)).text == text


def test_folder_and_missing_file(tmp_path):
    assert message_of(tmp_path) == f"{tmp_path}: a folder, not a file"
    assert message_of("no/such/report.txt") == "no/such/report.txt: no such file"


def test_key_that_is_not_known_names_those_that_are(editions):
    assert message_of("zhejiang-1990") == (
        "zhejiang-1990: no such file, and no key of the catalogue, which zj.catalog() lists; "
        "bundled: zhejiang-2020-en, zhejiang-2020-zh"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is permitted to root")
def test_file_without_permission(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("6%")
    path.chmod(0)
    assert message_of(path) == f"{path}: no permission to read it"


def test_permission_error_is_told(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    (tmp_path / "report.txt").write_text("6%")
    monkeypatch.setattr("builtins.open", refuse)
    assert message_of(tmp_path / "report.txt").endswith("report.txt: no permission to read it")


@pytest.mark.parametrize("path", ["a\0b", "\ud800", "We will add 200 parks.\n" * 100, "a" * 5000])
def test_strings_that_are_no_path(path):
    assert len(message_of(path)) < 300


def test_text_given_as_path_is_told_where_to_go():
    assert message_of("We will add parks.\n" * 500).endswith("to read a string, use Report.from_text")


@pytest.mark.parametrize("text", ["GDP grew by 5%.", "GDP grew by 5.1", "生产总值增长5%。"])
def test_a_short_text_given_as_path_is_told_too(text):
    assert message_of(text) == f"{text}: no such file; to read a string, use Report.from_text"


@pytest.mark.parametrize("path", ["my report.txt", "报告.txt", "a,b", "report"])
def test_a_path_that_is_not_there_is_told_no_more(path):
    assert message_of(path) == f"{path}: no such file"


def test_the_key_given_names_a_report_of_ones_own(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    for report in (zj.load(path, key="zixu-2023"), zj.Report.from_text(TEXT, key="zixu-2023")):
        assert report.key == "zixu-2023"
        assert report.statements()["id"].iloc[0].startswith("zixu-2023:")
    assert zj.load(path).key == "report"
    assert zj.load(path.read_bytes()).key == zj.load(path).text_sha256[:12]


def test_a_key_that_cannot_be(tmp_path):
    for key in ("", "zixu 2023", "a:b", "a~2"):
        with pytest.raises(ValueError, match="key is made of letters, digits"):
            zj.load(b"6%", key=key)
    with pytest.raises(ValueError, match="'zhejiang-2020-en' names a bundled edition"):
        zj.Report.from_text("6%", key="zhejiang-2020-en")
    for source in ("zhejiang-2020", "zhejiang-2021"):
        assert message_of(source, key="mine") == f"{source}: a text of the catalogue has its own key: leave key= out"


def test_part_of_a_piece():
    text = "New parks: 40 parks."
    for part, status in (("review", "outcome"), ("plan", "target")):
        read = [zj.load(text.encode(), part=part), zj.Report.from_text(text, part=part)]
        assert [report.statements()["status"].item() for report in read] == [status, status]
    with pytest.raises(ValueError, match="part is"):
        zj.load(b"6%", part="end")


@pytest.mark.parametrize(
    ("known", "message"),
    [
        ({"year": "2023"}, "year is a whole number or None, such as 2020, not str '2023'"),
        ({"year": 2023.0}, "year is a whole number or None, such as 2020, not float 2023.0"),
        ({"year": True}, "not bool True"),
        ({"place": 33}, "place is a str or None, such as 'Zhejiang', not int 33"),
        ({"language": 7}, "language is a str or None, such as 'en', not int 7"),
        ({"key": 7}, "key is a str or None, not int 7"),
    ],
)
def test_what_is_said_of_a_report_is_checked_at_once(known, message):
    for make in (lambda: zj.load("no/such/file", **known), lambda: zj.Report.from_text(TEXT, **known)):
        with pytest.raises(TypeError, match=message):
            make()


def test_years_of_numpy_are_whole_numbers():
    report = zj.load(b"6%", year=np.int64(2023))
    assert (report.year, type(report.year)) == (2023, int)


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("浙江", "Zhejiang"),
        ("浙江省", "Zhejiang"),
        ("PRC", "China"),
        ("Zixu", "Zixu"),
        ("子虚县", "子虚县"),
    ],
)
def test_a_place_goes_by_its_english_name(place, named):
    report = zj.load(b"GDP grew by 5%.", place=place, year=2023)
    assert (report.place, report.statements()["place"].item()) == (named, named)


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/hosts", "data://x"])
def test_addresses_of_other_kinds(url):
    assert message_of(url) == f"{url}: only http and https addresses are downloaded"


def test_files_that_cannot_be_read(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"caf\xe9")
    with open(path, "ab") as stream:
        assert "cannot be read" in message_of(stream)
    assert "cannot be read" in message_of(stream)
    with open(path, encoding="utf-8") as stream:
        assert "report.txt: not utf-8: open it in binary mode" in message_of(stream)


@pytest.mark.parametrize("thing", [None, 2020, ["report.txt"]])
def test_things_that_are_no_source(thing):
    with pytest.raises(TypeError):
        zj.load(thing)


def test_unknown_language_is_told_at_once():
    with pytest.raises(ValueError, match="unknown language 'xx'"):
        zj.load(b"6%", language="xx")


@pytest.fixture
def editions(tmp_path, monkeypatch):
    """Three texts of one report, the preferred one last."""
    made = [
        ("zhejiang-2020-zh", "Zhejiang", "2020", "zh", "restated", "", "https://example.org/zh", ""),
        ("zhejiang-2020-en-official", "Zhejiang", "2020", "en", "official", "", "", ""),
        ("zhejiang-2020-en", "Zhejiang", "2020", "en", "restated", "", "https://example.org/en", ""),
    ]
    for key, *_ in made:
        (tmp_path / f"{key}.txt").write_text(f"{key} 6%\n", encoding="utf-8")
    table = tuple(dict(zip(COLUMNS, row, strict=True)) for row in made)
    monkeypatch.setattr(sys.modules["zjpolicy.documents.editions"], "rows", lambda name: table)
    monkeypatch.setattr(sys.modules["zjpolicy.documents.editions"], "EDITIONS", tmp_path)
    monkeypatch.setattr(sys.modules["zjpolicy.load"], "get_language", lambda code: None)
    return tmp_path


@pytest.mark.parametrize(
    ("key", "chosen", "known"),
    [
        ("zhejiang-2020", "zhejiang-2020-en", {}),
        ("zhejiang-2020", "zhejiang-2020-zh", {"language": "zh"}),
        ("zhejiang-2020", "zhejiang-2020-en-official", {"edition": "official"}),
        ("zhejiang-2020-en", "zhejiang-2020-en", {}),
        ("zhejiang-2020-en", "zhejiang-2020-en-official", {"edition": "official"}),
        ("zhejiang-2020-en-official", "zhejiang-2020-en-official", {}),
        ("zhejiang-2020-zh", "zhejiang-2020-zh", {}),
    ],
)
def test_key_and_what_else_is_said_choose_a_text(editions, key, chosen, known):
    report = zj.load(key, **known)
    assert (report.key, report.source, report.text) == (chosen, key, f"{chosen} 6%\n")


def test_bundled_edition_says_what_it_is(editions):
    report = zj.load("zhejiang-2020")
    assert (report.place, report.year, report.language, report.edition) == ("Zhejiang", 2020, "en", "restated")
    assert report.official_url == "https://example.org/en"
    assert "restated, not the official wording" in repr(report)
    assert zj.load("zhejiang-2020-en-official").official_url is None
    assert zj.load("zhejiang-2020", place="Hangzhou", year=2021).place == "Hangzhou"


def test_key_without_a_fitting_text(editions):
    assert message_of("zhejiang-2020-en", language="zh").startswith("zhejiang-2020-en: no bundled edition in 'zh'")
    assert message_of("zhejiang-2020", language="zh", edition="official").startswith(
        "zhejiang-2020: no bundled edition official in 'zh'; known: zhejiang-2020-zh (restated), "
    )


def test_key_whose_text_is_missing(editions):
    (editions / "zhejiang-2020-en.txt").unlink()
    assert "missing from this installation" in message_of("zhejiang-2020")


def test_key_wins_over_a_file_of_the_same_name(editions, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("zhejiang-2020").write_text("7%", encoding="utf-8")
    assert zj.load("zhejiang-2020").key == "zhejiang-2020-en"
    assert zj.load("./zhejiang-2020").text == zj.load(Path("zhejiang-2020")).text == "7%"


@pytest.mark.parametrize("row", rows("editions.csv"), ids=lambda row: row["key"])
def test_every_bundled_edition_loads(row):
    report = zj.load(row["key"])
    assert (report.key, report.language, str(report.year)) == (row["key"], row["language"], row["year"])
    assert len(report.statements()) > 0


def test_list_of_bundled_editions_has_its_columns():
    header = resources.files("zjpolicy.data").joinpath("editions.csv").read_text("utf-8").splitlines()[0]
    assert tuple(header.split(",")) == COLUMNS


SENTENCE = "GDP of Zhejiang Province grew by 5.1% over the year. "


def test_a_whole_text_without_headings_is_told():
    message = r"^bytes: no headings found; what is done and what is promised is told by wording alone: see outline\(\)$"
    with pytest.warns(zj.SourceWarning, match=message):
        zj.load((SENTENCE * 100).encode(), place="Zhejiang", year=2024)


@pytest.mark.parametrize(
    ("text", "part"),
    [(SENTENCE * 10, None), (SENTENCE * 100, "review"), (f"I. Review of 2023\n\n{SENTENCE * 100}", None)],
)
def test_fragments_and_texts_with_headings_or_a_given_part_are_silent(text, part):
    zj.load(text.encode(), place="Zhejiang", year=2024, part=part)
