"""The press of a run: which reports there are, which were read twice, and which carry the same wire story."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from heapq import nsmallest
from zlib import crc32

from rapidfuzz.distance import LCSseq

from geo.contrasts import Contrast, find_contrasts
from geo.incident import Source
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


@dataclass
class Press:
    """What fusion keeps of the reports; their texts are not held.

    ``leader`` gives for a report that carries another's story the report it is counted under.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    repeats: dict[str, str] = field(default_factory=dict)
    leader: dict[str, str] = field(default_factory=dict)
    contrasts: dict[str, tuple[Contrast, ...]] = field(default_factory=dict)

    def published(self, report: str) -> date | None:
        """The day of publication, of the report itself or of the one that a summary retells."""
        source = self.sources.get(report)
        if source is None:
            return None
        if source.published is None and source.summary_of is not None:
            return source.summary_of.published
        return source.published

    def is_repeat(self, report: str) -> bool:
        """Whether the report is the same text of the same publisher as another, read twice."""
        return report in self.repeats

    def counted_under(self, report: str) -> str:
        """The report whose story this is: itself, or the first that published the same wire story."""
        return self.leader.get(report, report)

    def source(self, report: str) -> Source:
        """The source record of a report; for an id that no report has, one that knows nothing else."""
        return self.sources.get(report) or Source(report, None, None, None, None, None)


def read_press(reports: Iterable[Report]) -> Press:
    """Read reports once, in any order, and find the repeats and the copies among them."""
    press = Press()
    sketches: dict[str, array[int]] = {}
    keys: dict[str, tuple[str, int]] = {}
    for report in reports:
        source = Source(
            report.id, report.publisher, report.title, report.url, report.published, report.language, report.summary_of
        )
        words = _WORD.findall(report.text.casefold())
        # The same id twice: the order of input must not choose between the two.
        order_key = (repr(source), hash_words(words))
        if report.id in keys and keys[report.id] <= order_key:
            continue
        keys[report.id] = order_key
        press.sources[report.id] = source
        press.contrasts.pop(report.id, None)
        sketches[report.id] = _sketch(words)
        contrasts = find_contrasts(report.text, words)
        if contrasts:
            press.contrasts[report.id] = contrasts
    order = sorted(press.sources, key=lambda r: (press.published(r) or date.max, r))
    texts: dict[int, list[str]] = defaultdict(list)
    for known in order:
        texts[keys[known][1]].append(known)
    for ids in texts.values():
        _repeats(press, ids)
    _copies(press, order, sketches)
    return press


def hash_words(words: Iterable[str]) -> int:
    """A hash of the words of a text that is the same on every run."""
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=8).digest(), "big")


def _sketch(words: list[str]) -> array[int]:
    """The kept shingles of a text, as hashes, in the order of the text, each once."""
    kept: dict[int, None] = {}
    for i in range(len(words) - SHINGLE + 1):
        if _anchors(words[i]):
            kept[crc32(" ".join(words[i : i + SHINGLE]).encode())] = None
    return array("L", kept)


@lru_cache(maxsize=1 << 16)
def _anchors(word: str) -> bool:
    return crc32(word.encode()) % KEPT_OF == 0


def _repeats(press: Press, ids: list[str]) -> None:
    """Of reports with the very same words, those of one publisher (or of an unknown one) are one report read twice."""
    first: dict[str | None, str] = {}
    for report in ids:
        publisher = press.sources[report].publisher
        if publisher in first:
            press.repeats[report] = first[publisher]
        elif first and (publisher is None or None in first):
            press.repeats[report] = next(iter(first.values()))
        else:
            first[publisher] = report


def _copies(press: Press, order: list[str], sketches: Mapping[str, array[int]]) -> None:
    """Find for each report the earliest one whose story it carries.

    Only the lowest hashes of each are looked up: two texts that share most of their shingles share some of those.
    """
    holders: dict[int, list[str]] = defaultdict(list)
    for report in order:
        sketch = sketches[report]
        if report in press.repeats or len(sketch) < _LEAST:
            continue
        lowest = nsmallest(_LOOKED_UP, sketch)
        shared: Counter[str] = Counter()
        for value in lowest:
            held = holders.get(value, ())
            if len(held) <= _COMMON:
                shared.update(held)
        best: tuple[float, int] | None = None
        for place, other in enumerate(shared):
            if shared[other] < 2:
                continue
            least = min(len(sketch), len(sketches[other]))
            alike = LCSseq.similarity(sketch.tolist(), sketches[other].tolist()) / least
            if alike >= SAME_STORY and (best is None or (-alike, place) < best):
                best = (-alike, place)
                press.leader[report] = other
        if best is None:
            for value in lowest:
                holders[value].append(report)
