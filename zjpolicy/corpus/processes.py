"""Documents read in several processes of this machine."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from zjpolicy.corpus.sources import CorpusItem, Outcome, opened
from zjpolicy.errors import ZjpolicyError

# Documents of one task: enough that handing over costs little, few enough that all workers end together.
CHUNK = 4
Read = Callable[[CorpusItem], Outcome]


def in_processes(read: Read, found: Sequence[CorpusItem], workers: int) -> Iterator[Outcome]:
    """Read in processes, a few tasks ahead of what is taken; a process that dies costs its document only."""
    waiting = deque(list(found[at : at + CHUNK]) for at in range(0, len(found), CHUNK))
    while waiting:
        running: deque[tuple[list[CorpusItem], Future[list[Outcome]]]] = deque()
        pool = _pool(workers)
        try:
            while waiting or running:
                while waiting and len(running) < 2 * workers:
                    chunk = [opened(document) for document in waiting.popleft()]
                    running.append((chunk, pool.submit(_read_all, read, chunk)))
                outcomes = running[0][1].result()
                running.popleft()
                yield from outcomes
        except BrokenProcessPool:
            for chunk, future in running:
                done = future.done() and future.exception() is None
                yield from future.result() if done else _one_by_one(read, chunk)
        finally:
            pool.shutdown(cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_ignore_interrupts)
    try:
        pool.submit(int).result()
    except BrokenProcessPool:
        pool.shutdown()
        message = "processes cannot start: in a script, call read_corpus under if __name__ == '__main__':"
        raise ZjpolicyError(f"{message} or leave workers at 1") from None
    return pool


def _ignore_interrupts() -> None:
    """Leave an interrupt from the keyboard to the process that gave the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_all(read: Read, chunk: Sequence[CorpusItem]) -> list[Outcome]:
    return [read(document) for document in chunk]


def _one_by_one(read: Read, chunk: Sequence[CorpusItem]) -> Iterator[Outcome]:
    """Read documents of which one broke its process, so that it is known which."""
    pool = None
    try:
        for document in chunk:
            pool = pool or _pool(1)
            try:
                yield pool.submit(read, document).result()
            except BrokenProcessPool:
                pool.shutdown()
                pool = None
                message = "the process that read it died: killed, crashed or out of memory"
                yield Outcome(
                    document.name,
                    error={"source": document.name, "error": "BrokenProcessPool", "message": message},
                )
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
