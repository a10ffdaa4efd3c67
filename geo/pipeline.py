"""Reports to accounts: one process, or many."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

from gazetteer.store import GazetteerError, open_gazetteer
from geo.coder import code_report
from geo.document import read_document
from geo.incident import Account
from geo.placing import Placer
from geo.toponym import Toponym
from geo.vocabulary import VocabularyError
from seeds.report import Report

_CHUNK = 16  # reports handed to a process at a time
_WORTH_A_PROCESS = 64  # a process takes about as long to start as these take to read


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one report gave: every toponym, the accounts, and (words, reason) for each name that stayed unresolved.

    ``fault`` says what went wrong inside the program where it could not code the report, which then gave nothing.
    """

    report: Report
    toponyms: tuple[Toponym, ...]
    accounts: tuple[Account, ...]
    unresolved: tuple[tuple[str, str], ...]
    fault: str | None = None


@cache
def resolver(path: Path | None) -> Placer:
    """The resolver over a gazetteer file, opened once a process."""
    return Placer(open_gazetteer(path))


def extract_report(report: Report, *, gazetteer: Path | None = None, words: tuple[str, ...] = ()) -> Extraction:
    """Places and accounts of one report; it does not matter which others are read beside it.

    ``gazetteer`` is a gazetteer file of the user's (None: the bundled one), ``words`` the user's vocabulary files.
    """
    doc = read_document(report)
    toponyms = resolver(gazetteer).toponyms(doc)
    unresolved = dict.fromkeys(
        (t.surface, t.reasons[-1] if t.reasons else "no gazetteer has it")
        for t in toponyms
        if t.place is None and t.role == "location"
    )
    return Extraction(report, toponyms, code_report(doc, toponyms, words), tuple(unresolved))


def extract(
    reports: Iterable[Report], *, gazetteer: Path | None = None, words: tuple[str, ...] = (), workers: int | None = None
) -> Iterator[Extraction]:
    """Extractions in the order of the reports; one on which the program fails does not keep the others from being read.

    ``workers`` above 1 shares them among that many processes; None takes as many as ``processes_for`` says.
    """
    if workers is None:
        reports = tuple(reports)
        workers = processes_for(len(reports))
    if workers <= 1:
        for report in reports:
            yield _extract_or_tell(report, gazetteer=gazetteer, words=words)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    pool = ProcessPoolExecutor(workers, mp_context=_context(), initializer=_begin)
    try:
        yield from pool.map(partial(_extract_or_tell, gazetteer=gazetteer, words=words), reports, chunksize=_CHUNK)
    finally:
        # who stops listening (Ctrl-C, an error further on) need not wait for the reports not yet begun
        pool.shutdown(cancel_futures=True)


def _extract_or_tell(report: Report, *, gazetteer: Path | None, words: tuple[str, ...]) -> Extraction:
    try:
        return extract_report(report, gazetteer=gazetteer, words=words)
    except (GazetteerError, VocabularyError):
        raise  # the user's files are at fault, for every report alike
    except Exception as error:  # noqa: BLE001  work on thousands of reports must not end at a fault of ours in one
        return Extraction(report, (), (), (), f"{type(error).__name__}: {error}")


def processes_for(reports: int) -> int:
    """How many processes so many reports are worth: one a core, and each with enough to do to make up for its start."""
    # cores this process may use: a container or a batch queue may grant fewer than the machine has
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, reports // _WORTH_A_PROCESS))


def _begin() -> None:
    """In a new process: leave Ctrl-C to the one that shares the work out, and end when that one is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _context() -> BaseContext:
    """Processes made from a clean one: a fork of this one would copy locks that its progress bar's thread may hold."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["geo.pipeline"])
    return context
