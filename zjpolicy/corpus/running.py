"""A function over the documents of a corpus: here or in several processes, behind a bar."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from zjpolicy.corpus.items import CorpusItem, opened
from zjpolicy.corpus.processes import CHUNK, in_processes

Result = TypeVar("Result")


def over_items(
    items: Sequence[CorpusItem],
    work: Callable[[CorpusItem], Result],
    lost: Callable[[CorpusItem], Result],
    *,
    workers: int = 1,
    progress: bool | None = None,
    failed: Callable[[Result], bool] = lambda result: False,
) -> Iterator[Result]:
    """Yield what a function gives for each document, in order.

    Parameters
    ----------
    items : sequence of CorpusItem
        The documents, as `corpus_items` gives them.
    work : callable
        What is done with each; a function of a module, so that processes find it. It should not raise.
    lost : callable
        What is given for a document whose process died.
    workers : int, optional
        How many processes.
    progress : bool, optional
        Whether to show a bar; by default in a notebook or a terminal only.
    failed : callable, optional
        Tells results that the bar counts as failures.

    Examples
    --------
    >>> from zjpolicy.corpus.sources import corpus_items
    >>> items = corpus_items([b"GDP grew by 6%.", b"We will add 200 parks."])
    >>> list(over_items(items, lambda item: len(item.load().text), lambda item: 0))
    [15, 22]
    """
    workers = min(workers, -(-len(items) // CHUNK))
    results = in_processes(work, map(opened, items), workers, lost) if workers > 1 else map(work, items)
    failures = 0
    with _bar(len(items), progress) as bar:
        for result in results:
            if failed(result):
                failures += 1
                bar.set_postfix(failed=failures)
            yield result
            bar.update()


def _bar(total: int, progress: bool | None) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a notebook without ipywidgets gets a bar of text, and needs no advice
        from tqdm.auto import tqdm
    return tqdm(total=total, unit="report", disable=None if progress is None else not progress, leave=bool(progress))
