"""How much else of the kind is told in a run: what is rare is strong evidence that two accounts mean one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, log

from geo.incident import Type
from geo.signs import Signs, is_everyday

_BUCKET_DAYS = 30
_NARROW_DAYS = 6

# Attacks and clashes are told for one another, so they are counted together.
_KIND: Mapping[Type, str] = {
    "strike": "strike",
    "attack": "fight",
    "clash": "fight",
    "abduction": "abduction",
    "operation": "operation",
    "liaison": "talks",
    "diplomacy": "talks",
}


@dataclass
class Context:
    """What a pair is weighed against.

    ``rarity`` gives each telling word's weight, 0 (in every account) to 1 (in hardly any). ``days`` and
    ``places`` hold for a sign in a country and a month the days and the places told of.
    """

    rarity: Mapping[str, float]
    days: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    places: dict[tuple[str, int], set[str]] = field(default_factory=lambda: defaultdict(set))
    _counted: dict[tuple[str, int], int] = field(default_factory=dict)

    def events(self, a: Signs, b: Signs) -> int | None:
        """About how many events of the sign the two share happened there within a month or so; None if they share none.

        A sign is a named actor or target, or a state that acts in another country. The scarcest counts.
        """
        shared = _signs(a) & _signs(b)
        if not shared:
            return None
        day = next((d for d in (a.first, b.first, a.told, b.told) if d is not None), None)
        if day is None:
            return None
        return min(self._count(sign, day // _BUCKET_DAYS) for sign in shared)

    def _count(self, sign: str, bucket: int) -> int:
        key = (sign, bucket)
        found = self._counted.get(key)
        if found is None:
            days: set[int] = set()
            places: set[str] = set()
            for b in (bucket - 1, bucket, bucket + 1):
                days |= self.days.get((sign, b), set())
                places |= self.places.get((sign, b), set())
            # One event is told under days a little apart: a few neighbouring days may be one.
            together = len(days) <= 3 and (not days or max(days) - min(days) <= 3)
            found = self._counted[key] = max(1 if together else ceil(len(days) / 1.5), len(places), 1)
        return found


def _signs(s: Signs) -> frozenset[str]:
    kind = _KIND[s.type]
    if kind == "talks":
        return frozenset()
    found = {f"{kind} by {k} in {s.country}" for k in s.actors if not is_everyday(k)}
    found |= {f"{kind} by {k} in {s.country}" for k in s.actors if k.startswith("state:") and k != f"state:{s.country}"}
    found |= {f"{kind} of {k} in {s.country}" for k in s.targets if not is_everyday(k)}
    return frozenset(found) if s.country else frozenset()


def context_of(signs: Sequence[Signs]) -> Context:
    """Count words, and the days and places of every sign, over all accounts of a run."""
    context = Context(_rarity(s.words for s in signs))
    for s in signs:
        if s.first is None or s.last is None or s.last - s.first >= _NARROW_DAYS:
            continue
        for sign in _signs(s):
            key = (sign, s.first // _BUCKET_DAYS)
            context.days[key].add(s.last)
            if s.coarse == 0 and s.place:
                context.places[key].add(s.place)
    return context


def _rarity(words: Iterable[frozenset[str]]) -> dict[str, float]:
    count: dict[str, int] = defaultdict(int)
    total = 0
    for found in words:
        total += 1
        for word in found:
            count[word] += 1
    # Of a handful of accounts, all of one affair, nothing can be learnt about which words are common.
    total = max(total, 40)
    rarity = {word: max(0.1, log(total / n) / log(total)) for word, n in sorted(count.items())}
    # A country's name is told with everything that happens there.
    return {word: min(value, 0.3) if word.startswith("state:") else value for word, value in rarity.items()}
