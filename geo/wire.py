"""The press of a run: which reports there are, which were read twice, and which carry the same wire story."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from heapq import nsmallest
from zlib import crc32

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq

from geo.contrasts import Contrast, find_contrasts
from geo.incident import Source
from geo.spill import Spill
from seeds.report import Report

SHINGLE = 5
"""Words in a shingle: long enough that two writers seldom hit on the same."""

KEPT_OF = 4
"""One word in so many starts a kept shingle, chosen by its hash: enough to tell copies, little for every report."""

SAME_STORY = 0.6
"""Share of the shorter text's kept shingles that the longer one holds in the same order, for one story."""

_LEAST = 6
"""Texts of fewer kept shingles are too short to call a copy of anything."""

_LOOKED_UP = 16
"""Shingles of a report by which it is found again."""

_COMMON = 30
"""A shingle in more texts than this (an agency's notice, a house's footer) leads nowhere."""

_WORD = re.compile(r"[^\W_]+")


class Press:
    """What fusion asks of the reports. Texts are not held; where each report comes from is set aside on disk.

    ``repeats`` gives for a report that was read twice the one it repeats, ``leader`` for one that carries another's
    story the report it is counted under. Both are known once `finish` has been called.
    """

    def __init__(self) -> None:
        self.repeats: dict[str, str] = {}
        self.leader: dict[str, str] = {}
        self._row: dict[str, int] = {}
        self._days = array("i")
        self._hashes = array("Q")
        self._sources: Spill[Source] = Spill()
        self._sketches: Spill[bytes] = Spill()
        self._contrasts: Spill[tuple[Contrast, ...]] = Spill()
        self._contrasting: dict[str, int] = {}
        # Asked again and again for the few reports of one incident.
        self._source = lru_cache(maxsize=1 << 12)(self._sources.__getitem__)

    def add(self, report: Report) -> None:
        """Read a report, in any order."""
        source = Source(
            report.id, report.publisher, report.title, report.url, report.published, report.language, report.summary_of
        )
        words = _WORD.findall(report.text.casefold())
        mark = hash_words(words)
        row = self._row.get(report.id)
        # The same id twice: the order of input must not choose between the two.
        if row is not None and (repr(self._sources[row]), self._hashes[row]) <= (repr(source), mark):
            return
        day = source.published
        if day is None and source.summary_of is not None:
            day = source.summary_of.published
        self._row[report.id] = self._sources.append(source)
        self._days.append(day.toordinal() if day is not None else 0)
        self._hashes.append(mark)
        self._sketches.append(_sketch(words).tobytes())
        self._contrasting.pop(report.id, None)
        contrasts = find_contrasts(report.text, words)
        if contrasts:
            self._contrasting[report.id] = self._contrasts.append(contrasts)

    def finish(self) -> None:
        """Find the repeats and the copies among the reports that were added."""
        order = sorted(self._row, key=lambda r: (self.published(r) or date.max, r))
        rows = np.array([self._row[report] for report in order], dtype=np.int64)
        hashes = np.frombuffer(self._hashes, dtype=np.uint64)[rows]
        for same in _alike(hashes):
            self._find_repeats([order[place] for place in same])
        self._find_copies([(report, self._row[report]) for report in order if report not in self.repeats])
        self._sketches.close()

    def published(self, report: str) -> date | None:
        """The day of publication, of the report itself or of the one that a summary retells."""
        row = self._row.get(report)
        day = 0 if row is None else self._days[row]
        return date.fromordinal(day) if day else None

    def is_repeat(self, report: str) -> bool:
        """Whether the report is the same text of the same publisher as another, read twice."""
        return report in self.repeats

    def counted_under(self, report: str) -> str:
        """The report whose story this is: itself, or the first that published the same wire story."""
        return self.leader.get(report, report)

    def source(self, report: str) -> Source:
        """The source record of a report; for an id that no report has, one that knows nothing else."""
        row = self._row.get(report)
        return Source(report, None, None, None, None, None) if row is None else self._source(row)

    def contrasts(self, report: str) -> tuple[Contrast, ...]:
        """What a report says in a way that may not go together with another's."""
        number = self._contrasting.get(report)
        return () if number is None else self._contrasts[number]

    def close(self) -> None:
        """Give back what was set aside."""
        self._sources.close()
        self._sketches.close()
        self._contrasts.close()

    def _find_repeats(self, ids: list[str]) -> None:
        """Of reports with the very same words, those of one publisher (or of an unknown one) are one read twice."""
        first: dict[str | None, str] = {}
        for report in ids:
            publisher = self.source(report).publisher
            if publisher in first:
                self.repeats[report] = first[publisher]
            elif first and (publisher is None or None in first):
                self.repeats[report] = next(iter(first.values()))
            else:
                first[publisher] = report

    def _find_copies(self, reports: list[tuple[str, int]]) -> None:
        """Find for each report the earliest one whose story it carries.

        Only the lowest hashes of each are looked up: two texts that share most of their shingles share some of those.
        """
        lowest, ends = array("I"), array("q", [0])
        for _, row in reports:
            sketch = self._sketch(row)
            if len(sketch) >= _LEAST:
                lowest.extend(nsmallest(_LOOKED_UP, sketch))
            ends.append(len(lowest))
        holders = _Holders(lowest)
        for place, (report, row) in enumerate(reports):
            groups = holders.groups(ends[place], ends[place + 1])
            shared = Counter(held for group in groups for held in holders.held(group))
            best: tuple[float, int] | None = None
            for position, other in enumerate(shared):
                if shared[other] < 2:
                    continue
                mine, theirs = self._sketch(row), self._sketch(reports[other][1])
                alike = LCSseq.similarity(mine, theirs) / min(len(mine), len(theirs))
                if alike >= SAME_STORY and (best is None or (-alike, position) < best):
                    best = (-alike, position)
                    self.leader[report] = reports[other][0]
            if best is None:
                for group in groups:
                    holders.add(group, place)

    def _sketch(self, row: int) -> list[int]:
        return array("I", self._sketches[row]).tolist()


class _Holders:
    """Which reports hold a shingle, for those shingles that several hold: a few numbers for each."""

    def __init__(self, shingles: array[int]) -> None:
        values, group, counts = np.unique(
            np.frombuffer(shingles, dtype=np.uint32), return_inverse=True, return_counts=True
        )
        # One more than are looked at is enough to know that there are too many.
        room = np.where(counts > 1, np.minimum(counts, _COMMON + 1), 0)
        self._group = group.astype(np.int32)
        self._starts = array("q", (np.cumsum(room) - room).tobytes())
        self._room = array("b", room.astype(np.int8).tobytes())
        self._taken = array("b", bytes(len(values)))
        self._slots = array("i", bytes(4 * int(room.sum())))

    def groups(self, start: int, stop: int) -> list[int]:
        """The groups of some of the shingles, in their order; those that only one report holds are left out."""
        return [group for group in self._group[start:stop].tolist() if self._room[group]]

    def held(self, group: int) -> array[int]:
        """The reports that hold a shingle, in the order in which they came; none where they are too many."""
        taken, start = self._taken[group], self._starts[group]
        return self._slots[start : start + taken if taken <= _COMMON else start]

    def add(self, group: int, report: int) -> None:
        """Note one more report."""
        taken = self._taken[group]
        if taken < self._room[group]:
            self._slots[self._starts[group] + taken] = report
            self._taken[group] = taken + 1


def read_press(reports: Iterable[Report]) -> Press:
    """Read reports once, in any order, and find the repeats and the copies among them."""
    press = Press()
    for report in reports:
        press.add(report)
    press.finish()
    return press


def _alike(hashes: npt.NDArray[np.uint64]) -> Iterator[list[int]]:
    """The positions of equal values, for each value that comes more than once; positions ascend."""
    order = np.argsort(hashes, kind="stable")
    ends = np.flatnonzero(np.diff(hashes[order], append=~hashes[order[-1:]])) + 1
    starts = np.concatenate(([0], ends[:-1]))
    for which in np.flatnonzero(ends - starts > 1):
        yield order[starts[which] : ends[which]].tolist()


def hash_words(words: Iterable[str]) -> int:
    """A hash of the words of a text that is the same on every run."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")


def _sketch(words: list[str]) -> array[int]:
    """The kept shingles of a text, as hashes, in the order of the text, each once."""
    kept: dict[int, None] = {}
    for i in range(len(words) - SHINGLE + 1):
        if _anchors(words[i]):
            kept[crc32(" ".join(words[i : i + SHINGLE]).encode())] = None
    return array("I", kept)


@lru_cache(maxsize=1 << 16)
def _anchors(word: str) -> bool:
    return crc32(word.encode()) % KEPT_OF == 0
