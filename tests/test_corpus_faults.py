"""Many reports where something fails: workers that die, names that are no text, disks that are full, runs that meet."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

import zjpolicy as zj
from zjpolicy.corpus.one_report import CorpusItem, lost_item, read_item
from zjpolicy.corpus.processes import in_processes
from zjpolicy.corpus.store import PART, Store
from zjpolicy.errors import ExportError, ZjpolicyError


def slowly(seconds, item):
    """What a worker does with a thing."""
    time.sleep(seconds)
    return item, os.getpid()


def lost(item):
    """What is told of a thing whose process died."""
    return item, None


def handed_over(number):
    """Things that take their time to be made ready, as open files do."""
    for item in range(number):
        time.sleep(0.005)
        yield item


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed so here")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.processes
def test_each_thing_has_its_result_whenever_workers_die(seed):
    chance = random.Random(seed)
    over = threading.Event()

    def kill():
        while not over.wait(chance.uniform(0.05, 0.6)):
            for child in multiprocessing.active_children()[:1]:
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    outcomes = in_processes(partial(slowly, 0.01), handed_over(40), 2, lost)
    results = [next(outcomes)]
    killer.start()
    try:
        results += list(outcomes)
    finally:
        over.set()
        killer.join()
    assert [item for item, _ in results] == list(range(40))


@pytest.mark.processes
def test_a_worker_that_dies_while_the_next_things_are_made_ready_loses_nothing():
    def items():
        yield from range(8)
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        time.sleep(0.5)
        yield from range(8, 32)

    assert [item for item, _ in in_processes(partial(slowly, 0), items(), 2, lost)] == list(range(32))


def test_what_is_told_of_a_document_whose_process_died():
    outcome = lost_item(CorpusItem(b"GDP grew by 6%.", label="item 3"))
    assert outcome.error == {
        "source": "item 3", "error": "BrokenProcessPool",
        "message": "the process that read it died: killed, crashed or out of memory",
    }  # fmt: skip


def test_workers_are_bounded_and_told():
    for workers, told in ((10_000, "workers is at most"), (True, "whole number"), (0, "whole number")):
        with pytest.raises((TypeError, ValueError), match=told):
            zj.read_corpus([b"8%"] * 20, workers=workers)


SCRIPT = "import zjpolicy as zj\nif __name__ == '__main__':\n    zj.read_corpus([b'8%'] * 20, workers=2)\n"


def test_a_program_from_standard_input_has_no_workers():
    done = subprocess.run([sys.executable, "-"], input=SCRIPT, capture_output=True, text=True, timeout=300, check=False)
    assert "save it as a script, or leave workers at 1" in done.stderr.splitlines()[-1]


def in_a_daemon():
    """Read with workers where that cannot be."""
    try:
        zj.read_corpus([b"8%"] * 20, workers=2)
    except ZjpolicyError as error:
        return str(error)


def test_a_worker_of_a_pool_has_no_workers():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(in_a_daemon) == "a worker of a pool may start no processes of its own: leave workers at 1"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_name_that_is_no_text_costs_nothing(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in (b"\xb9\xa4\xd7\xf7.txt", b"\xb1\xa8.doc", b"a.txt"):
        with open(os.path.join(os.fsencode(folder), name), "wb") as stream:
            stream.write(b"GDP grew by 6% in 2020." if name.endswith(b"txt") else b"")
    with pytest.warns(UserWarning, match="1 of 3 documents"):
        figures = zj.read_corpus(folder)
    assert len(figures) == 2 and all(source.isprintable() or "\ufffd" in source for source in figures.reports["source"])
    with pytest.warns(UserWarning, match="1 of 3 documents"):
        dataset = zj.read_corpus(folder, output=tmp_path / "out")
    assert dataset.count_rows() == 2 and (tmp_path / "out" / "_reports.csv").exists()


def test_a_cache_that_cannot_be_written_costs_no_document(tmp_path, monkeypatch):
    def full(store, digest, *_):
        raise ExportError(f"{store.folder}: cannot be written: No space left on device")

    monkeypatch.setattr(Store, "put", full)
    with pytest.warns(UserWarning, match="2 tables could not be kept in the cache; the first: .*No space left"):
        figures = zj.read_corpus([b"Exports rose by 8%.", b"Imports rose by 7%."], cache=tmp_path)
    assert figures["value"].tolist() == [8.0, 7.0] and figures.errors.empty
    with pytest.warns(UserWarning, match="2 of 2 documents could not be read"):
        zj.read_corpus([b"Exports rose by 8%.", b"Imports rose by 7%."], output=tmp_path)


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with Store(str(tmp_path)).locked(), pytest.raises(zj.ExportError, match="another run writes to this folder"):
        zj.read_corpus([b"8%"], output=tmp_path)
    assert zj.read_corpus([b"8%"], output=tmp_path).count_rows() == 1


def test_a_run_that_was_killed_holds_no_folder(tmp_path):
    script = textwrap.dedent(f"""
        import os, signal
        from zjpolicy.corpus.store import Store
        with Store({str(tmp_path)!r}).locked():
            os._exit(9)
    """)
    subprocess.run([sys.executable, "-c", script], timeout=300, check=False)
    assert zj.read_corpus([b"8%"], output=tmp_path).count_rows() == 1


@pytest.mark.parametrize("option", ["output"])
def test_an_empty_name_of_a_folder_is_refused(option):
    with pytest.raises(zj.ExportError, match="an empty path names no folder"):
        zj.read_corpus([b"8%"], **{option: ""})


def test_stored_parts_that_are_broken_or_folders_are_read_anew(tmp_path):
    texts = [b"Exports rose by 8%.", b"Imports rose by 7%."]
    whole = zj.read_corpus(texts, output=tmp_path).to_table()
    parts = sorted(path for path in tmp_path.iterdir() if PART.fullmatch(path.name))
    data = parts[0].read_bytes()
    parts[0].write_bytes(data[:4] + bytes(len(data) // 2) + data[4 + len(data) // 2 :])  # its head is whole
    parts[1].unlink()
    parts[1].mkdir()
    (parts[1] / "mine.txt").write_text("stays")
    assert zj.read_corpus(texts, output=tmp_path).to_table().equals(whole)
    assert [path.read_text() for path in tmp_path.rglob("mine.txt")] == ["stays"]


def test_an_open_file_that_cannot_be_read_is_a_row(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    with open(tmp_path / "a.txt", encoding="utf-8") as stream, pytest.warns(UserWarning, match="1 of 13 documents"):
        figures = zj.read_corpus([*[b"8%"] * 12, stream], workers=2)
    assert len(figures) == 12 and Path(figures.errors["source"].item()).name == "a.txt"


def test_reading_one_document_never_raises():
    assert read_item(CorpusItem(object())).error["error"] == "TypeError"
