"""A function over the documents of a corpus: here or in several processes, behind a bar."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from zjpolicy.corpus.one_report import CorpusItem, Outcome, lost_item, opened
from zjpolicy.corpus.processes import CHUNK, in_processes

Read = Callable[[CorpusItem], Outcome]


def run(found: Sequence[CorpusItem], read: Read, workers: int = 1, progress: bool | None = None) -> Iterator[Outcome]:
    """Yield what comes of each document, in order.

    Parameters
    ----------
    found : sequence of CorpusItem
        The documents.
    read : callable
        Makes an `Outcome` of one of them, and never raises; a function of a module, so that processes find it.
    workers : int, optional
        How many processes.
    progress : bool, optional
        Whether to show a bar; by default for several reports, in a notebook or a terminal only.
    """
    workers = min(workers, -(-len(found) // CHUNK))
    outcomes = in_processes(read, map(opened, found), workers, lost_item) if workers > 1 else map(read, found)
    failed = 0
    with _bar(len(found), progress) as bar:
        for outcome in outcomes:
            if outcome.error is not None:
                failed += 1
                bar.set_postfix(failed=failed)
            yield outcome
            bar.update()


def _bar(total: int, progress: bool | None) -> Any:
    with warnings.catch_warnings():
        # A notebook without ipywidgets gets a bar of text, and one in a browser starts no thread: neither needs advice.
        warnings.simplefilter("ignore")
        from tqdm.auto import tqdm

        unasked = total < 2 or None  # a bar of one report tells nothing; None leaves it to tqdm: is there a terminal?
        disable = unasked if progress is None else not progress
        return tqdm(total=total, unit="report", disable=disable, leave=bool(progress))
