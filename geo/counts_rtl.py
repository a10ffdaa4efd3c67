"""Counts of people in Persian and Urdu reports: the number first, then the people, then what befell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gazetteer.names import demonyms, fold
from geo.counting import Count, Outcome, Party
from geo.document import Document, Sentence
from geo.numerals import Numerals, digits_value, numerals, parse_number, same_length_fold
from geo.vocabulary import vocabulary
from seeds.report import Span

_TOKEN = re.compile(r"\d+(?:[,٬]\d{3})+|\d+|[^\W\d_]+(?:\u200c[^\W\d_]+)*|\S")
_OUTCOMES: tuple[Outcome, ...] = ("killed", "injured", "abducted", "arrested", "freed", "missing")
_CLAUSE_ENDS = frozenset(".؛;۔؟:")
_REACH = 34
"""Tokens between a number and the verb that tells of it."""


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: Numerals
    outcomes: tuple[tuple[tuple[str, ...], Outcome], ...]
    first: frozenset[str]
    modifiers: tuple[tuple[tuple[str, ...], str], ...]
    people: frozenset[str]
    attackers: tuple[tuple[str, ...], ...]
    back: tuple[tuple[str, ...], ...]
    nobody_party: frozenset[str]
    things: frozenset[str]
    between: frozenset[str]
    subset_before: tuple[tuple[str, ...], ...]
    additional: frozenset[str]
    number_before: frozenset[str]
    stop: frozenset[str]
    toll: frozenset[str]
    killed_before: frozenset[str]
    including_after: frozenset[str]
    both: frozenset[str]
    part_prefix: frozenset[str]
    one_after: frozenset[str]
    not_one: frozenset[str]
    zero: tuple[tuple[tuple[str, ...], tuple[Outcome, ...]], ...]
    nationalities: frozenset[str]


@dataclass(slots=True)
class _Group:
    first: int
    number_last: int
    last: int
    low: int | None
    high: int | None
    noun_first: int | None
    party: Party | None
    approx: bool
    vague: bool
    additional: bool
    subset: bool
    sure: bool
    outcomes: list[tuple[Outcome | None, int, int]] = field(default_factory=list)
    implied: bool = False


def _phrases(phrases: Iterable[str]) -> list[tuple[str, ...]]:
    return sorted((tuple(_TOKEN.findall(same_length_fold(p))) for p in phrases), key=lambda p: (-len(p), p))


def _set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(same_length_fold(w) for w in words)


@lru_cache(maxsize=8)
def _words(language: str, files: tuple[str, ...]) -> _Words:
    table: Mapping[str, Any] = vocabulary(f"counts_{language}", files)
    words = table["words"]
    told = numerals(language)
    numbers = Numerals(
        {same_length_fold(k): v for k, v in told.values.items()},
        {},
        {same_length_fold(k): v for k, v in told.scales.items()},
        _set(told.joiner),
        frozenset(),
        _set(told.vague),
    )
    outcomes = [(phrase, outcome) for outcome in _OUTCOMES for phrase in _phrases(table["outcomes"][outcome])]
    outcomes.sort(key=lambda item: -len(item[0]))
    zero: list[tuple[tuple[str, ...], tuple[Outcome, ...]]] = []
    kinds: tuple[tuple[str, tuple[Outcome, ...]], ...] = (
        ("both", ("killed", "injured")),
        ("killed", ("killed",)),
        ("injured", ("injured",)),
    )
    for kind, both in kinds:
        zero += [(phrase, both) for phrase in _phrases(table["zero"][kind])]
    modifiers = [(phrase, kind) for kind, phrases in table["modifiers"].items() for phrase in _phrases(phrases)]
    modifiers.sort(key=lambda item: -len(item[0]))
    return _Words(
        numbers,
        tuple(outcomes),
        frozenset(phrase[0][:3] for phrase, _ in outcomes),
        tuple(modifiers),
        _set(words["people"]),
        tuple(_phrases(words["attackers"])),
        tuple(_phrases(words["attackers_back"])),
        _set(words["nobody_party"]),
        _set(words["things"]),
        _set(words["between"]),
        tuple(_phrases(words["subset_before"])),
        _set(words["additional"]),
        _set(words["number_before"]),
        _set(words["stop"]),
        _set(words["toll"]),
        _set(words["killed_before"]),
        _set(words["including_after"]),
        _set(words["both"]),
        _set(words["part_prefix"]),
        _set(words["one_after"]),
        _set(words["not_one"]),
        tuple(zero),
        frozenset(demonyms()),
    )


def find_counts_rtl(doc: Document, language: str, files: tuple[str, ...] = ()) -> tuple[Count, ...]:
    """The counts of a Persian ('fa') or Urdu ('ur') report, in the order of the text."""
    words = _words(language, files)
    low = doc.low
    found: list[Count] = []
    for sentence in doc.sentences:
        found += _Reader(doc, low, sentence, words, len(found)).run()
    return tuple(found)


class _Reader:
    """The counts of one sentence."""

    def __init__(self, doc: Document, low: str, sentence: Sentence, words: _Words, base: int) -> None:
        self.text, self.sentence, self.v, self.base = doc.text, sentence, words, base
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(low, sentence.span.start, sentence.span.end):
            self.words.append(match.group())
            self.starts.append(match.start())
            self.ends.append(match.end())

    def run(self) -> list[Count]:
        if not any(w[:3] in self.v.first for w in self.words):
            return self._counts([], self._zeros())
        pending: list[_Group] = []
        groups: list[_Group] = []
        party: Party | None = None
        cue: tuple[Outcome | None, int, int] | None = None
        i = 0
        while i < len(self.words):
            group = self._group(i, party, bool(groups))
            if group is not None:
                if (
                    groups
                    and groups[-1].subset
                    and self.words[groups[-1].last + 1 : group.first] in (["و"], ["اور"], ["،"])
                ):
                    group.subset = True  # 'including 4 children and 3 women'
                if (
                    group.subset
                    and groups
                    and self._word(group.last + 1) in self.v.including_after
                    and self.words[groups[-1].last + 1 : group.first] in (["اور"], ["،"])
                ):
                    groups[-1].subset = True  # 'ten policemen and seven soldiers among 20 killed', in Urdu's order
                if self._word(group.first - 1) in self.v.killed_before:
                    group.outcomes.append(("killed", group.first - 1, group.first - 1))
                    groups.append(group)
                    i = group.last + 1
                    continue
                if cue is not None and not pending and self._is_toll(cue, group):
                    group.outcomes.append(cue)
                    groups.append(group)
                    i = group.last + 1
                    continue
                # 'کشته شدن ۵ نفر': the number follows the outcome with nothing but small words between.
                if (
                    cue is not None
                    and not pending
                    and self._only_between(cue[2] + 1, group.first)
                    and not self._told_again(group)
                ):
                    group.outcomes.append(cue)
                else:
                    pending.append(group)
                groups.append(group)
                party = group.party or party
                i = group.last + 1
                continue
            found = self._cue(i)
            if found is not None:
                cue = self._both(found)
                if not pending and not any(g.first > self._clause_start(i) for g in groups):
                    one = self._one(cue)
                    if one is not None:
                        groups.append(one)
                for group in pending:
                    if i - group.last <= _REACH:
                        group.outcomes.append(cue)
                pending = []
                i = cue[2] + 1
                continue
            if self.words[i] in _CLAUSE_ENDS:
                pending = []
            i += 1
        return self._counts(groups, self._zeros())

    def _clause_start(self, i: int) -> int:
        while i > 0 and self.words[i - 1] not in _CLAUSE_ENDS:
            i -= 1
        return i - 1

    def _one(self, cue: tuple[Outcome | None, int, int]) -> _Group | None:
        """A verb in the singular with no number in its clause tells of one person: 'او کشته شد', 'وہ ہلاک ہو گیا'."""
        if cue[0] not in ("killed", "injured"):
            return None
        for k in range(cue[2], min(len(self.words), cue[2] + 4)):
            word = self.words[k]
            if word in _CLAUSE_ENDS or k > cue[2] and word in "،,":
                return None
            if word in self.v.one_after and self._word(k + 1) not in self.v.not_one:
                return _Group(cue[1], cue[1], cue[1], 1, 1, None, None, False, False, False, False, True, [cue], True)
        return None

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def _starts_cue(self, i: int) -> bool:
        """Whether an outcome stands at ``i`` or a few words on ('5 کو شدید زخمی'), no other number before it."""
        for k in range(i, min(len(self.words), i + 4)):
            if self._cue(k) is not None:
                return True
            word = self.words[k]
            if word in _CLAUSE_ENDS or word in "،," or word in self.v.things or digits_value(word) is not None:
                return False
        return False

    def _both(self, cue: tuple[Outcome | None, int, int]) -> tuple[Outcome | None, int, int]:
        """'killed and wounded' side by side tell neither: the outcome is None then."""
        if self._word(cue[2] + 1) not in self.v.both or cue[2] + 2 >= len(self.words):
            return cue
        other = self._cue(cue[2] + 2)
        if other is None or {cue[0], other[0]} != {"killed", "injured"}:
            return cue
        return None, cue[1], other[2]

    def _is_toll(self, cue: tuple[Outcome | None, int, int], group: _Group) -> bool:
        """'the number of those killed in the blast rose to 30'."""
        around = self.words[max(0, cue[1] - 3) : cue[1]] + self.words[cue[2] + 1 : cue[2] + 3]
        return group.first - cue[2] <= 8 and any(w in self.v.toll for w in around) and not self._told_again(group)

    def _told_again(self, group: _Group) -> bool:
        """Whether an outcome stands close behind the group too, which is then the one that tells of it."""
        return any(self._cue(k) is not None for k in range(group.last + 1, min(len(self.words), group.last + 4)))

    def _only_between(self, first: int, last: int) -> bool:
        return last - first <= 4 and all(w in self.v.between for w in self.words[first:last])

    def _cue(self, i: int) -> tuple[Outcome | None, int, int] | None:
        if self.words[i][:3] not in self.v.first:
            return None
        if self._word(i - 1) in self.v.part_prefix and self.words[i].endswith(("ها", "ان")):
            return None  # 'of the hostages' befalls nobody
        for phrase, outcome in self.v.outcomes:
            size = len(phrase)
            # Endings come after the last word: 'باختند', 'کشته‌شدگان'.
            if tuple(self.words[i : i + size - 1]) == phrase[:-1]:
                last = self.words[i + size - 1] if i + size <= len(self.words) else ""
                if last == phrase[-1] or (len(phrase[-1]) >= 4 and last.startswith(phrase[-1])):
                    return outcome, i, i + size - 1
        return None

    def _group(self, i: int, party_before: Party | None, numbered: bool) -> _Group | None:
        v, words = self.v, self.words
        word = words[i]
        value: int | None = None
        vague = False
        if word in v.numbers.vague:
            after, vague = i + 1, True
        elif digits_value(word) is not None or word in v.numbers.values or word in v.numbers.scales:
            parsed = parse_number(words, i, v.numbers)
            if parsed is None:
                return None
            value, after = parsed
        else:
            return None
        if i and words[i - 1] in v.number_before:
            return None
        low = high = value
        first, approx = i, False
        for phrase, kind in v.modifiers:
            size = len(phrase)
            if i >= size and tuple(words[i - size : i]) == phrase:
                first = i - size
            elif tuple(words[after : after + size]) == phrase:
                after += size  # 'سے زائد' follows its number
            else:
                continue
            if value is not None:
                low, high = {
                    "at_least": (value, None),
                    "more_than": (value + 1, None),
                    "up_to": (None, value),
                    "fewer_than": (None, max(0, value - 1)),
                }.get(kind, (value, value))
            if kind == "more_than" and after < len(words) and self._cue(after) is not None and first < i:
                low = high = value  # 'besides six killed', where 'more than six people' names the people
            approx = kind == "approx"
            break
        if value is not None and len(words[after - 1]) == 4 and (1300 <= value < 1500 or 1900 <= value < 2100):
            return None  # a year
        number_last = after - 1
        # The people: the next few words up to an outcome, a stop or a thing.
        last, noun_first, sure, party = number_last, None, False, None
        additional = i > 0 and words[i - 1] in v.additional
        for k in range(after, min(len(words), after + 7)):
            told = words[k]
            if k == after and (told in v.things or told.endswith("ی") and told[:-1] in v.things):
                return None  # also before what tells them apart: 'یک خودروی انتظامی'
            if told in _CLAUSE_ENDS or told in "،," or (told in v.stop and k > after):
                break
            if self._cue(k) is not None:
                break
            if digits_value(told) is not None:
                break
            if told in v.additional:
                additional = True
            for phrase in v.attackers:
                if tuple(words[k : k + len(phrase)]) == phrase:
                    party, sure, last = "attacker", True, k + len(phrase) - 1
                    noun_first = after if noun_first is None else noun_first
            for phrase in v.back:
                if tuple(words[k : k + len(phrase)]) == phrase:
                    party, last = party_before, k + len(phrase) - 1
            if told in v.people and k <= after + 4 and (last >= k - 2 or not sure):
                noun_first = after if noun_first is None else noun_first
                sure = True
                last = max(last, k)
                if party is None and told not in v.nobody_party:
                    party = "victim"
        bare = not vague and (self._starts_cue(after) or any(w in v.toll for w in words[max(0, first - 2) : first]))
        if not sure and not bare:
            return None
        before = words[max(0, first - 3) : first]
        # 'in which 8 were killed' is part of nothing where no number stands before it
        subset = self._word(last + 1) in v.including_after or (
            numbered and any(tuple(before[-len(p) :]) == p for p in v.subset_before)
        )
        told_party: Party | None = "attacker" if party == "attacker" else "victim" if party == "victim" else None
        return _Group(
            first, number_last, last, low, high, noun_first, told_party, approx, vague, additional, subset, sure
        )

    def _zeros(self) -> list[tuple[int, int, tuple[Outcome, ...]]]:
        found: list[tuple[int, int, tuple[Outcome, ...]]] = []
        for i, word in enumerate(self.words):
            for phrase, outcomes in self.v.zero:
                if found and i <= found[-1][1]:
                    break
                if word == phrase[0] and tuple(self.words[i : i + len(phrase)]) == phrase:
                    found.append((i, i + len(phrase) - 1, outcomes))
                    break
        return found

    def _counts(self, groups: Sequence[_Group], zeros: Sequence[tuple[int, int, tuple[Outcome, ...]]]) -> list[Count]:
        result: list[Count] = []
        totals: dict[Outcome | None, int] = {}
        lists: dict[tuple[Outcome | None, int], int] = {}
        for group in groups:
            if not group.outcomes and not group.sure:
                continue
            outcomes: list[tuple[Outcome | None, int | None, int | None]] = [*group.outcomes] or [
                ("present", None, None)
            ]
            for outcome, cue_first, cue_last in outcomes:
                index = self.base + len(result)
                cue = (
                    Span(self.starts[cue_first], self.ends[cue_last])
                    if cue_first is not None and cue_last is not None
                    else None
                )
                part_of = totals.get(outcome) if group.subset else None
                adds_to = None
                if cue is not None and not group.subset:
                    adds_to = lists.get((outcome, cue.start))
                    lists.setdefault((outcome, cue.start), index)
                if not group.subset:
                    totals[outcome] = index
                result.append(self._record(group, outcome, cue, part_of, adds_to))
        for first, last, both in zeros:
            span = Span(self.starts[first], self.ends[last])
            result += [
                Count(span, span.of(self.text), 0, 0, outcome, self.sentence.index, cue=span) for outcome in both
            ]
        return result

    def _record(
        self, group: _Group, outcome: Outcome | None, cue: Span | None, part_of: int | None, adds_to: int | None
    ) -> Count:
        span = Span(self.starts[group.first], self.ends[group.number_last])
        noun_span = None
        if group.noun_first is not None and group.last >= group.noun_first:
            noun_span = Span(self.starts[group.noun_first], self.ends[group.last])
        nationality = None
        if group.noun_first is not None:
            for k in range(group.noun_first, group.last + 1):
                if fold(self.words[k]) in self.v.nationalities:
                    nationality = self.text[self.starts[k] : self.ends[k]]
                    break
        return Count(
            span,
            span.of(self.text),
            group.low,
            group.high,
            outcome,
            self.sentence.index,
            noun_span.of(self.text) if noun_span else None,
            noun_span,
            group.party,
            nationality,
            part_of,
            adds_to,
            cue=cue,
            approx=group.approx,
            vague=group.vague,
            additional=group.additional,
            subset=group.subset,
            implied=group.implied,
        )
