"""Work done in several processes of this machine; whatever becomes of them, each thing has its result."""

import multiprocessing
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import TypeVar

from zjpolicy.errors import SourceWarning, ZjpolicyError

# Things of one task: enough that handing over costs little, few enough that all workers end together.
CHUNK = 4
# How often processes are started anew where they die at once, and how many are allowed for each processor.
STARTS, EACH = 3, 4
Thing = TypeVar("Thing")
Result = TypeVar("Result")


def in_processes(
    work: Callable[[Thing], Result], things: Iterable[Thing], workers: int, lost: Callable[[Thing], Result]
) -> Iterator[Result]:
    """Yield what a function gives for each thing, in order, a few tasks ahead of what is taken.

    Parameters
    ----------
    work : callable
        What is done with a thing; it never raises.
    things : iterable
        What another process can be handed; taken one after the other, as they are needed.
    workers : int
        How many processes.
    lost : callable
        What is given for a thing whose process died twice: with others, and with it alone.

    Raises
    ------
    ZjpolicyError
        Processes cannot be started here.
    """
    _check_start()
    coming = iter(things)
    running: deque[tuple[list[Thing], list[Future[list[Result]]]]] = deque()
    first = True
    while True:
        pool = _pool(workers, first)
        if pool is None:  # they died where no work was done: what is left is done here
            yield from map(work, coming)
            return
        first = False
        try:
            while True:
                while len(running) < 2 * workers and (chunk := list(islice(coming, CHUNK))):
                    running.append((chunk, []))  # noted before it is handed over, which may fail
                    running[-1][1].append(pool.submit(_do_all, work, chunk))
                if not running:
                    return
                results = running[0][1][0].result()
                running.popleft()
                yield from results
        except BrokenProcessPool:
            while running:
                chunk, futures = running.popleft()
                done = futures and futures[0].done() and not futures[0].cancelled() and not futures[0].exception()
                yield from futures[0].result() if done else _one_by_one(work, chunk, lost)
        finally:
            pool.shutdown(cancel_futures=True)


def checked_workers(workers: object) -> int:
    """Return a number of processes; ValueError where it is none, or too large for this machine."""
    most = EACH * (os.cpu_count() or 1)
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise ValueError(f"workers is a whole number from 1, not {workers!r}")
    if workers > most:
        raise ValueError(f"workers is at most {most} on this machine ({EACH} for each processor), not {workers}")
    return workers


def _check_start() -> None:
    """Refuse where processes of their own cannot be started, and say why."""
    if sys.platform == "emscripten":
        raise ZjpolicyError("Python in a browser starts no processes: leave workers at 1")
    if multiprocessing.current_process().daemon:
        raise ZjpolicyError("a worker of a pool may start no processes of its own: leave workers at 1")
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    if main is not None and not os.path.exists(main):
        raise ZjpolicyError(
            "a program from standard input has no file that processes could start from: "
            "save it as a script, or leave workers at 1"
        )


def _pool(workers: int, first: bool) -> ProcessPoolExecutor | None:
    for _ in range(STARTS):
        spawn = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(workers, spawn, initializer=_begin, initargs=(_quiet(),))
        try:
            pool.submit(int).result()
        except BrokenProcessPool:
            pool.shutdown()
        else:
            return pool
    if not first:
        return None
    message = "processes cannot start: in a script, call read_corpus under if __name__ == '__main__':"
    raise ZjpolicyError(f"{message} or leave workers at 1")


def _begin(quiet: bool) -> None:
    """Leave an interrupt from the keyboard to the process that gave the work, and warn where that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if quiet:
        warnings.simplefilter("ignore", SourceWarning)


def _quiet() -> bool:
    """Whether warnings of sources are ignored here."""
    with warnings.catch_warnings(record=True) as told:
        try:
            warnings.warn("is anybody there?", SourceWarning, stacklevel=1)
        except SourceWarning:
            return False
    return not told


def _do_all(work: Callable[[Thing], Result], chunk: Sequence[Thing]) -> list[Result]:
    return [work(thing) for thing in chunk]


def _one_by_one(
    work: Callable[[Thing], Result], chunk: Sequence[Thing], lost: Callable[[Thing], Result]
) -> Iterator[Result]:
    """Do things of which one broke its process, so that it is known which."""
    pool = None
    try:
        for thing in chunk:
            pool = pool or _pool(1, False)
            try:
                result = lost(thing) if pool is None else pool.submit(work, thing).result()
            except BrokenProcessPool:
                if pool is not None:
                    pool.shutdown()
                pool, result = None, lost(thing)
            yield result
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
