"""The counted groups of one English sentence: a number with its modifier and its people, lists and subsets of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Literal

from geo.count_words import CountWords
from geo.numerals import parse_number
from geo.vocabulary import vocabulary
from seeds.record import record
from seeds.report import Span

_WORDS = re.compile(r"(passers?-by\b|\d+(?:[.,]\d+)*(?![\w])|[^\W_]+(?:[’'](?!s\b)[^\W_]+)?|['’]s\b|\S)")
_ASCII_WORDS = re.compile(_WORDS.pattern, re.ASCII)  # gives the same words of a text in ASCII, in half the time
_INSIDE = frozenset("-‑“\"‘’”'")  # may stand inside a noun phrase
_QUOTES = frozenset("“\"‘’”'")
_POSSESSIVE = frozenset({"'s", "’s"})
_AGE = frozenset({"-", "year", "month", "week", "day", "old"})
_MONEY = frozenset("$€£₹")
_LARGEST = 5_000_000
_NOUN_REACH = 8
"""Words between a number and its people's noun."""


@record(frozen=True, slots=True)
class Cue:
    """Words that tell an outcome, at tokens ``first`` to ``last``; ``forms`` tells how they may stand."""

    first: int
    last: int
    outcome: str
    forms: frozenset[str]


@dataclass(slots=True, eq=False)
class Group:
    """A number with its people, as token indices of one sentence; ``last`` is the end of its noun phrase."""

    first: int
    number_last: int
    last: int
    low: int | None
    high: int | None
    head: int | None = None
    noun_first: int | None = None
    noun_last: int | None = None
    approx: bool = False
    vague: bool = False
    implied: bool = False
    additional: bool = False
    of_total: bool = False
    """'five of the ...'"""
    pronoun: bool = False
    """'two of them': a subset only where the others met the same fate."""
    subset: bool = False
    sure: bool = False
    """Whether a known people's noun stands after the number."""
    merged: bool = False
    """Taken in by the group behind it."""
    total: bool = False
    """The figure of a toll: 'the death toll rose to 30'."""
    inner: bool = False
    """The 12 of 'five of the 12 guards'."""
    link: Group | None = None
    relation: Literal["add", "part", ""] = ""
    outcomes: list[tuple[str, tuple[int, int]]] = field(default_factory=list)

    def mark(self, cue: Cue) -> None:
        """Note what befell the group, each outcome once, by its first words."""
        if all(known != cue.outcome for known, _ in self.outcomes):
            self.outcomes.append((cue.outcome, (cue.first, cue.last)))

    @property
    def whole(self) -> Group:
        """The total of a subset, the first member of a list, else the group itself."""
        return self.link if self.link is not None else self


class SentenceWords:
    """One sentence cut into words, with its cues."""

    def __init__(self, text: str, low: str, span: Span, vocabulary: CountWords) -> None:
        self.text, self.low, self.v = text, low, vocabulary
        stretch = span.of(low)
        pieces = (_ASCII_WORDS if stretch.isascii() else _WORDS).split(stretch)  # gap, word, gap, word, ..., gap
        offsets = list(accumulate(map(len, pieces), initial=span.start))
        self.starts, self.ends = offsets[1:-1:2], offsets[2::2]
        self.words = pieces[1::2]
        self.count = len(self.words)
        self.cues = self._cues()
        self.cue_at = {k: cue for cue in self.cues for k in range(cue.first, cue.last + 1)}

    def word(self, i: int) -> str:
        """The word at ``i``, '' outside the sentence."""
        return self.words[i] if 0 <= i < self.count else ""

    def is_in(self, i: int, name: str) -> bool:
        """Whether the word at ``i`` belongs to that list of the grammar."""
        return self.word(i) in self.v.grammar[name]

    def capital(self, i: int) -> bool:
        """Whether the word at ``i`` begins in upper case."""
        return self.text[self.starts[i]].isupper()

    def cued(self, first: int, stop: int) -> bool:
        """Whether a cue stands among the words first..stop-1."""
        return any(k in self.cue_at for k in range(first, stop))

    def _cues(self) -> list[Cue]:
        words, v = self.words, self.v
        wounds, limbs = v.grammar["wound_verbs"], v.grammar["limb_verbs"]
        found: list[Cue] = []
        go_on = 0
        starts = v.cue_starts
        for i in [i for i, word in enumerate(words) if word in starts]:
            if i < go_on:
                continue
            if words[i] in wounds:
                noun = next((k for k in range(i + 1, min(self.count, i + 5)) if self.is_in(k, "wound_nouns")), None)
                if noun is not None:  # 'suffered severe injuries', 'another with gunshot wounds', 'with fatal wounds'
                    fatal = any(self.is_in(k, "fatal") for k in range(i + 1, noun))
                    found.append(Cue(i, noun, "killed" if fatal else "injured", frozenset({"intransitive"})))
                    go_on = noun + 1
                    continue
            if words[i] in limbs:
                limb = next((k for k in range(i + 1, min(self.count, i + 4)) if self.is_in(k, "limbs")), None)
                if limb is not None:  # 'lost a leg'
                    found.append(Cue(i, limb, "injured", frozenset({"intransitive"})))
                    go_on = limb + 1
                    continue
            for phrase, outcome, forms in v.cues.get(words[i], ()):
                size = len(phrase)
                if size > 1 and tuple(words[i : i + size]) != phrase:
                    continue
                if self.word(i + size) in v.not_before:
                    break
                found.append(Cue(i, i + size - 1, outcome, forms))
                go_on = i + size
                break
        return found


@cache
def _said() -> frozenset[str]:
    return frozenset(vocabulary("cues")["saying"]["verbs"])


_CLAUSE = frozenset({",", ";", ":", '"', "“", "”", "but", "as", "while"})
_NO_TELLERS = frozenset(
    {",", ";", "and", "that", "who", "whom", "which", "is", "are", "was", "were", "been", "police", "officials"}
)
"""Between those counted and a 'said' that is not theirs: 'nine, two of whom police said were rebels'."""


class GroupReader:
    """Finds the counted groups of a sentence."""

    def __init__(self, sentence: SentenceWords) -> None:
        self.s, self.v, self.words = sentence, sentence.v, sentence.words

    def read(self) -> list[Group]:
        """The groups in order, lists and subsets linked."""
        groups: list[Group] = []
        go_on = 0
        openers = self.v.openers
        for i in [i for i, word in enumerate(self.words) if word in openers or word[0].isdecimal()]:
            if i < go_on:
                continue
            group, after = self._at(i)
            if group is not None:
                if self.words[i - 1 : i + 1] == ["as", "many"] and groups:
                    # 'three were killed and as many hurt'
                    group.low, group.high, group.vague, group.first = groups[-1].low, groups[-1].high, False, i - 1
                    if self.s.word(i - 2) in ("twice", "thrice", "times"):
                        group.low, group.high, group.vague = None, None, True
                groups.append(group)
                companion = companion_after(self.s, group)
                if companion is not None:
                    groups.append(companion)
                    after = companion.last + 1
            go_on = after
        groups = [g for g in groups if not self._speaks(g)]
        self._relate(groups)
        return [g for g in groups if not g.merged]

    def _speaks(self, group: Group) -> bool:
        """Whether they are those who tell it: 'killing nine, two officials at the hospital said'."""
        said = _said()
        behind = self.words[group.last + 1 : group.last + 7]
        told = next((n for n, word in enumerate(behind) if word in said), None)
        if told is None or not (group.first == 0 or self.words[group.first - 1] in _CLAUSE):
            return False
        return _NO_TELLERS.isdisjoint(behind[:told])

    def _at(self, i: int) -> tuple[Group | None, int]:
        """The group whose number begins at ``i``, and where to go on."""
        numbers, word = self.v.numbers, self.words[i]
        article = word in numbers.articles
        group: Group | None = None
        if (
            article
            or word[0].isdecimal()
            or word in numbers.values
            or word in numbers.pairs
            or word in numbers.scales
            or word == "half"
        ):
            parsed = parse_number(self.words, i, numbers)
            if parsed is not None:
                if not self._counts_people(i, parsed):
                    return None, parsed[1]
                group = self._group(i, parsed[1] - 1, parsed[0])
            elif article and self.s.word(i + 1) in self.v.single:
                group = self._group(i, i + 1, 1)
            elif article and self.s.is_in(i + 1, "one_more") and self.s.word(i + 2) != "of":
                group = self._group(i, i + 1, 1)  # 'and a third was hurt'
                if group is not None:
                    group.additional = True
            elif article:
                group = self._vague_number(i) or self._listed_single(i)
        elif word in numbers.vague:
            # 'some 600' is a number, 'how many' is none
            if self.s.word(i + 1) in numbers.scales and word != "some":
                group = self._group(i, i + 1, None)  # 'several dozen'
            elif (
                self.s.word(i - 1) not in ("how", "as", "so", "too", "that")
                and parse_number(self.words, i + 1, numbers) is None
                or self.words[i - 1 : i + 1] == ["as", "many"]
                and self.s.word(i + 1) != "as"
            ):
                group = self._group(i, i, None)
        elif word in self.v.possessives and self.s.word(i - 1) in ("and", ","):
            group = self._listed_single(i)
        elif word == "both" and self._both(i):
            group = self._group(i, i, 2)
        elif word == "another" and self.s.word(i - 1) != "one" and parse_number(self.words, i + 1, numbers) is None:
            group = self._group(i, i, 1)
            if group is not None:
                group.additional = True
        return group, (max(group.number_last, i) if group is not None else i) + 1

    def _vague_number(self, i: int) -> Group | None:
        """'a few soldiers', 'a number of terrorists', 'an unknown number of people'."""
        for length in (2, 3):
            if self.words[i + 1 : i + 1 + length][-2:] == ["number", "of"]:
                return self._group(i, i + length, None)
        if self.s.word(i + 1) in self.v.numbers.vague:
            return self._group(i, i + 1, None)
        return None

    def _listed_single(self, i: int) -> Group | None:
        """'a woman' in 'a woman and two children' or after 'and': elsewhere one person is looked for at the verb."""
        before = (" ".join(self.words[max(0, i - length) : i]) for length in (1, 2, 3))
        listed = not self.v.joiners.isdisjoint(before)
        if not listed and "and" not in self.words[i + 1 : i + 10]:
            return None
        single = single_after(self.s, i)
        return single if single is not None and (listed or self._number_after_and(single)) else None

    def _number_after_and(self, single: Group) -> bool:
        k = after_age(self.s, single.last + 1)
        if self.s.word(k) not in ("and", ","):
            return False
        k += 1
        if self.s.word(k) in self.v.possessives or self.s.word(k) in ("the", "at", "and"):
            k += 1
        if self.s.word(k) in ("a", "an", "another") or parse_number(self.words, k, self.v.numbers) is not None:
            return True
        return self.s.word(k - 1) in self.v.possessives and single_after(self.s, k - 1) is not None  # 'and his driver'

    def _both(self, i: int) -> bool:
        """'both policemen', not 'both sides', 'both killed and wounded' nor 'both soldiers and villagers'."""
        paired = self.s.word(i + 2) == "and" or self.s.word(i + 3) == "and" and self.s.word(i + 2) in self.v.people
        if paired or self.s.word(i + 1) in self.v.stop:
            return False
        return any(w in self.v.people for w in self.words[i + 1 : i + 3])

    def _counts_people(self, i: int, parsed: tuple[int, int]) -> bool:
        """Whether a number can count people at all: no clock time, share, money, age, date or compound."""
        s = self.s
        value, after = parsed
        digits = self.words[i].isdigit()
        before, following = s.word(i - 1), s.word(after)
        touching = s.low[s.ends[after - 1] : s.ends[after - 1] + 1]
        clock = touching == ":" and s.word(after + 1)[:1].isdecimal() and s.starts[after + 1] == s.ends[after]
        if touching in ("%", "/", "°") or clock or value > _LARGEST:
            return False
        if touching == "-" and not s.word(after + 1)[:1].isdecimal():
            return False
        if before in _MONEY or (s.is_in(i - 1, "no_people_before") and value < 100_000):
            return False
        left = s.low[s.starts[i] - 1] if s.starts[i] else ""
        if left and left in "-:./#$€£" and self.words[i][0].isdecimal():
            return left == "-" and s.word(i - 2)[:1].isdecimal()
        if before == "of" and s.word(i - 2) in self.v.singular and following not in self.v.people:
            return False  # 'a woman of 63'
        if s.is_in(after, "no_people_after") or (following == "per" and s.word(after + 1) == "cent"):
            return False
        if digits and value <= 31 and self._day_of_month(i, following):
            return False
        if (
            digits
            and len(self.words[i]) == 4
            and 1900 <= value <= 2099
            and (s.is_in(i - 1, "before_year") or s.is_in(i - 1, "months"))
        ):
            return False
        if s.is_in(after, "months") and value <= 31 and s.capital(after) and following != "may":
            return False
        if digits and value < 111 and self._is_age(i, following):
            return False
        if self.words[i] != "one" or following == "of":
            return True
        return not (s.is_in(i - 1, "not_one_before") or s.is_in(after, "not_one_after"))

    def _is_age(self, i: int, following: str) -> bool:
        """'Example Name, 34, was arrested', 'a woman, 63, died', 'two women aged 63 and 65'."""
        s = self.s
        if s.word(i - 1) == "and" and s.word(i - 3) in ("aged", "ages"):
            return True
        named = i > 1 and (s.capital(i - 2) or s.words[i - 2] in s.v.singular)
        if s.word(i - 1) == "(":
            return named and following == ")"
        return named and s.word(i - 1) == "," and following in (",", ".", ")", ";", "")

    def _day_of_month(self, i: int, following: str) -> bool:
        """'on May 5 gunmen ...', 'on April 22 and 23', but 'last August 21 people died'."""
        s = self.s
        if s.is_in(i - 1, "months"):
            return following not in self.v.people or s.word(i - 2) in ("on", ",")
        second = s.word(i - 1) in ("and", "-", "–", "to", ",") and s.word(i - 2).isdigit() and s.is_in(i - 3, "months")
        return second and following not in self.v.people

    def _group(self, first: int, last: int, value: int | None) -> Group | None:
        """The group whose number stands at tokens first..last; None where it counts things."""
        s = self.s
        low = high = value
        joiner = s.word(last + 1)
        if (
            value is not None
            and s.word(first - 1) != "from"
            and (joiner in ("to", "-", "–", "or") or (joiner == "and" and s.word(first - 1) == "between"))
        ):
            # 'three to five', '3-5', 'five or six'
            second = parse_number(self.words, last + 2, self.v.numbers)
            if second is not None and second[0] > value:
                high, last = second[0], second[1] - 1
        group = Group(first, last, last, low, high, vague=value is None)
        self._modify(group)
        k = last + 1
        if s.word(k) == "of" and value is None:
            k += 1  # 'dozens of', 'tens of thousands of'
            if s.word(k) in self.v.numbers.scales or s.word(k) in self.v.numbers.vague:
                k += 2
        elif s.word(k) == "of" and (
            s.word(k + 1) in ("the", "them", "these", "those", "whom") or s.word(k + 1) in self.v.possessives
        ):
            group.of_total = True
            group.last = k + 1
            group.sure = s.word(k + 2) == "own"  # 'one of their own'
            k += 2
            owner = next((j for j in range(k, min(s.count, k + 4)) if self.words[j] in _POSSESSIVE), None)
            if owner is not None and s.word(k - 1) == "the" and not s.cued(k, owner):
                k = owner + 1  # 'four of the country's soldiers'
        if tuple(self.words[k : k + 2]) in self.v.after_at_least and group.low is not None:
            group.high = None
            k += 2
        return group if self._noun(group, k) else None

    def _modify(self, group: Group) -> None:
        """Take in 'at least', 'more than', 'some' before the number, two of them at most."""
        before = group.first
        for _ in range(2):
            kind = None
            length = 0
            for length in range(min(self.v.longest_modifier, before), 0, -1):
                kind = self.v.modifiers.get(tuple(self.words[before - length : before]))
                if kind is not None:
                    break
            if kind is None:
                break
            self._bound(group, kind)
            before -= length
        if before > 0 and self.words[before - 1] == "another":
            group.additional = True
            before -= 1
        if before > 0 and self.words[before - 1] == "between" and group.low != group.high:
            before -= 1
        if before > 0 and self.words[before - 1] in ("further", "other", "additional"):
            group.additional = True
        group.first = before

    def _bound(self, group: Group, kind: str) -> None:
        group.approx = group.approx or kind == "approx"
        if group.low is None:
            return
        if kind == "at_least":
            group.high = None
        elif kind == "more_than":
            group.low, group.high = group.low + 1, None
        elif group.high is not None and kind == "up_to":
            group.low = None
        elif group.high is not None and kind == "fewer_than":
            group.low, group.high = None, max(0, group.high - 1)

    def _noun(self, group: Group, first: int) -> bool:
        """Find the people after the number; False where the number counts something else."""
        s, v = self.s, self.v
        k = first
        unknown: int | None = None
        while k < min(s.count, first + _NOUN_REACH):
            word = self.words[k]
            cue = s.cue_at.get(k)
            if word in v.additional and group.head is None:
                group.additional = True
                if word == "others":
                    group.head = k
                    break
                first = k + 1 if first == k else first
            elif word in v.things:
                if group.head is not None and word.endswith("ing") and s.is_in(k + 1, "determiners"):
                    break  # 'two workers building a road'
                if s.word(k + 1) not in v.people:
                    return False  # but 'border guards', 'family members'
            elif cue is not None and not (word in v.people and "noun" in cue.forms):
                if not self._inner(group, cue):
                    break
                group.mark(cue)
                k = cue.last
            elif word == "(" and s.word(k + 2) == ")" and s.word(k + 3) in v.people:
                k += 2  # 'five Example Front (EF) fighters'
            elif word in v.stop or not word[0].isalpha():
                if word not in _INSIDE or s.word(k + 1) in v.stop:
                    break
            elif word in v.people:
                group.head = k
            elif group.head is not None:
                if s.word(k + 1) not in v.people or word.endswith(("ed", "ing")):
                    break
            elif word in v.numbers.values or word in v.adverbs and k + 1 in s.cue_at:
                break  # '14 seriously wounded': a bare number
            else:
                unknown = k
            k += 1
        self._close(group, first, unknown)
        return True

    def _inner(self, group: Group, cue: Cue) -> bool:
        """'five [kidnapped] guards': an outcome inside the noun phrase."""
        following = self.s.word(cue.last + 1)
        adjective = "participle" in cue.forms or "adjective" in cue.forms
        people = following in self.v.people or (
            self.s.word(cue.last + 2) in self.v.people and following not in self.v.stop
        )
        return group.head is None and adjective and people

    def _close(self, group: Group, first: int, unknown: int | None) -> None:
        """Settle the noun phrase, and 'or more' behind it."""
        if group.head is not None:
            group.sure = True
            group.noun_first, group.noun_last = first, group.head
            self._extend(group)
        elif unknown is not None:
            group.noun_first, group.noun_last = first, unknown
            group.sure = group.sure or self.words[unknown] in self.v.nationalities  # '11 Syrians'
        if group.noun_last is not None:
            group.last = max(group.last, group.noun_last)
        else:
            while self.s.word(group.last + 1) in self.v.additional:
                group.last += 1
        if self.s.word(group.last + 1) in _QUOTES and any(
            w in _QUOTES for w in self.words[group.first - 1 : group.last]
        ):
            group.last += 1
        if group.low is not None and self.words[group.last + 1 : group.last + 3] == ["or", "more"]:
            group.high = None
            group.last += 2

    def _extend(self, group: Group) -> None:
        """Take in 'and police officers' without a number of their own, and the body that 'members' belong to."""
        s, v = self.s, self.v
        assert group.noun_last is not None
        k = group.noun_last + 1
        if s.word(k) == "and":
            for j in range(k + 1, min(k + 4, s.count)):
                word = self.words[j]
                if word in v.people and word not in v.singular:
                    group.noun_last = j
                    if s.word(j + 1) in v.people:
                        continue
                    return
                number = word in v.numbers.values or word in v.numbers.vague
                if number or word in v.stop or not word[0].isalpha() or j in s.cue_at:
                    return
        elif s.word(k) == "of" and self.words[group.noun_last] in ("members", "member", "men", "officers"):
            j = k + 1
            while j < min(s.count, k + 9) and self._names_body(j):
                j += 1
            if j > k + 1 and s.word(j - 1) not in _POSSESSIVE and s.word(j - 1) != "the" and not s.cued(k, j):
                group.noun_last = j - 1

    def _names_body(self, j: int) -> bool:
        word = self.words[j]
        return (
            word in _POSSESSIVE or word in ("the", "its", "a", "one") or (word not in self.v.stop and word[0].isalnum())
        )

    # Lists and subsets.

    def _relate(self, groups: list[Group]) -> None:
        for n, group in enumerate(groups):
            self._subset_words(group)
            if n == 0:
                continue
            around = (self.s.word(group.first - 1), self.s.word(group.number_last + 1))
            if group.low == 1 and around in ((",", "a"), (",", "an")):
                group.subset = True  # 'three soldiers, one a sergeant'
            previous = groups[n - 1]
            if group.first <= previous.number_last:
                continue
            previous.last = min(previous.last, group.first - 1)
            gap = without_ages(self.words[previous.last + 1 : group.first])
            if gap[:1] == ["("] and gap[2:3] == [")"]:
                gap = gap[3:]  # 'one member of the Front (EF) and two ...'
            if gap and (gap[-1] in self.v.possessives or gap[-1] == "the"):
                gap = gap[:-1]
            if gap == ["and"] and previous.noun_last is None and previous.high is None and group.low is None:
                # 'at least 13 and as many as 46 people' is one figure
                group.low, group.first, previous.low = previous.low, previous.first, None
                previous.merged = True
            elif previous.of_total and not gap:
                # 'five of the 12 guards': the second number is the whole, nothing is told of it yet.
                previous.noun_first, previous.noun_last = group.noun_first, group.noun_last
                previous.head, previous.sure, previous.last = group.head, group.sure, group.last
                group.inner = True
            elif gap[:2] == [",", "including"] and gap[-1] == "," and len(gap) > 3:
                # 'five guards, including a major in the army, two traders and ...': the list goes on
                group.relation, group.link = "add", previous.whole
            elif (
                previous.relation == "part"
                and gap in ([",", "and"], [")", "and"])
                and groups[n - 2] is previous.whole
                and group.noun_last is not None
            ):
                # 'three policemen, including an inspector, and two civilians'
                group.relation, group.link = "add", previous.whole
            elif self._is_subset(group, gap):
                group.subset = True
                group.relation, group.link = "part", previous.whole
            elif self._is_listed(previous, group, gap):
                group.subset = previous.relation == "part"
                group.relation, group.link = previous.relation or "add", previous.whole

    def _subset_words(self, group: Group) -> None:
        """'four of them children': words behind the number that make it a part of another."""
        for end in (group.last, group.number_last):
            after = tuple(self.words[end + 1 : end + 4])
            phrase = next((p for p in self.v.part_after if after[: len(p)] == p), None)
            if phrase is None:
                continue
            group.subset = True
            outcome = "killed" if phrase[-1] in ("killed", "deceased") else self.v.noun_outcome.get(phrase[-1])
            if outcome is not None:  # 'three of the dead'
                group.mark(Cue(end + 1, end + len(phrase), outcome, frozenset()))
            group.pronoun = phrase[-1] in ("them", "whom", "these", "those")
            group.last = max(group.last, end + len(phrase))
            k = group.last + 1
            if group.noun_first is None and self.s.word(k) in self.v.people:
                group.head = group.noun_first = group.noun_last = group.last = k
                group.sure = True
            return

    def _is_subset(self, group: Group, gap: list[str]) -> bool:
        if "." in gap or ";" in gap:
            return False
        if group.subset:
            return True
        told = " ".join(gap)
        if len(gap) < 12 and told.endswith(self.v.part_before):
            cue = self.s.cue_at.get(group.last + 1)
            # 'rose to 31, with 60 wounded': others than the 31
            return gap[-1] != "with" or group.noun_last is not None or cue is None
        if len(gap) < 12 and told.startswith(("including", ", including")):
            return not self.s.cued(group.first - len(gap), group.first)
        return bool(gap) and gap[-1] in (",", "and") and self._among_them(group)

    def _among_them(self, group: Group) -> bool:
        """', six commanders among them'."""
        for k in range(group.last + 1, min(self.s.count - 1, group.last + 10)):
            if self.words[k] == "among" and self.words[k + 1] in ("them", "whom"):
                return True
            if self.words[k] in (",", ";", "."):
                return False
        return False

    def _is_listed(self, one: Group, two: Group, gap: list[str]) -> bool:
        """'six soldiers and two civilians', but not 'six deaths and 14 injuries'."""
        if " ".join(gap) not in self.v.joiners or two.pronoun or not (one.sure or two.sure):
            return False
        if two.of_total and not one.sure:
            return False
        told = [self.s.cue_at.get(g.last + 1) for g in (one.whole, two)]
        if told[0] is not None and told[1] is not None and two.noun_last is None:
            return told[0].outcome == told[1].outcome  # '3 killed, including a captain, and 7 wounded'
        fates = [self.v.noun_outcome.get(self.words[g.head]) if g.head is not None else None for g in (one, two)]
        return fates[0] == fates[1]


def without_ages(gap: list[str]) -> list[str]:
    """Words behind people without what tells how old they are: ', 63 ,' is ',', 'aged 3 and 5' and '( 8 )' nothing."""
    if gap[:1] == [","] and gap[3:4] == ["old"]:
        return gap[4:]  # 'a boy, three years old, and'
    if not any(word.isdigit() for word in gap):
        return gap
    kept: list[str] = []
    for n, word in enumerate(gap):
        before, after = "".join(kept[-1:]), "".join(gap[n + 1 : n + 2])
        if word.isdigit() and before in (",", "(") and after in (",", ")"):
            kept.pop()  # the second comma stays
        elif word.isdigit() and before in ("aged", "and") and "aged" in kept:
            kept[kept.index("aged") :] = ["aged"]
        elif not (word == ")" and gap[n - 1].isdigit()):
            kept.append(word)
    return [w for w in kept if w != "aged"]


def after_age(s: SentenceWords, k: int) -> int:
    """Where to go on behind an age at ``k``: ', 63', '(63)' or ', three years old'; ``k`` where none stands there."""
    if s.word(k) == "," and s.word(k + 3) == "old" and s.is_in(k + 2, "no_people_after"):
        return k + 4
    if not s.word(k + 1).isdigit():
        return k
    if s.words[k] == ",":
        return k + 2 if s.word(k + 2) in (",", "and", ".", "") else k
    return k + 3 if s.words[k] == "(" and s.word(k + 2) == ")" else k


def names_after(s: SentenceWords, k: int) -> tuple[int, int] | None:
    """How many persons are listed by name from ``k`` on, and where the last ends; None but for two or more.

    'Ahmed Khan, 35, Bilal Shah, 20, and Naseer Baloch': an 'and' before the last tells a list from what is said of one.
    """
    number, last = 0, _name_last(s, k)
    while last is not None:
        number += 1
        j = after_age(s, last + 1)
        joined = s.word(j) == "and" or s.word(j) == "," and s.word(j + 1) == "and"
        if not joined and s.word(j) != ",":
            return None
        j += 2 if s.words[j] == "," and joined else 1
        last = _name_last(s, j)
        if joined:
            return (number + 1, last) if last is not None else None
    return None


def single_after(s: SentenceWords, start: int) -> Group | None:
    """'the mayor', 'Colonel Example' at ``start``: one person, named or by a noun in the singular; None elsewhere."""
    v = s.v
    word = s.word(start)
    if not word or word == "one":
        return None
    if word == "him" or word == "her" and (not s.word(start + 1)[:1].isalpha() or s.word(start + 1) in v.stop):
        return one_person(start, start, None, start)
    determined = word in ("a", "an", "the") or word in v.possessives
    first = start + determined
    head: int | None = None
    for j in range(first, min(s.count, first + 9)):
        word = s.words[j]
        if word in v.people:
            if word in v.singular or word in v.titles:
                head = j
            elif s.word(j + 1) not in v.people:
                return None  # but 'a police officer'
        elif head is None and (word[0].isdecimal() or word in _AGE):
            continue  # 'a 12-year-old girl'
        elif head is None and word in v.things and s.word(j + 1) not in v.people:
            return None
        elif word in v.stop or not word[0].isalpha() or j in s.cue_at or (head is not None and not s.capital(j)):
            break
    if head is not None and s.word(head + 1) in v.things:
        return None
    name_last = _name_last(s, first if head is None else head + 1)
    if head is not None and (determined or s.words[head] in v.titles or name_last is not None):
        return one_person(start, head, head, first)
    if head is None and not determined and name_last is not None:
        return one_person(start, name_last, None, start)
    return None


def companion_after(s: SentenceWords, group: Group) -> Group | None:
    """'[six policemen] and the driver': one more person at the end of a list."""
    k = group.last + 2
    if s.word(k - 1) != "and" or not (s.word(k) == "the" or s.word(k) in s.v.possessives):
        return None
    single = single_after(s, k)
    if single is None or s.is_in(single.last + 1, "finite"):
        return None
    following = s.word(single.last + 1)
    return single if not following[:1].isalpha() or following in s.v.stop else None


def one_person(first: int, last: int, head: int | None, noun_first: int) -> Group:
    """A group of one, told without a number."""
    return Group(first, last, last, 1, 1, head=head, noun_first=noun_first, noun_last=last, implied=True, sure=True)


def _name_last(s: SentenceWords, k: int) -> int | None:
    """Index of the last word of a person's name of two or more words at ``k``; None where none stands there."""
    v = s.v
    if s.word(k) in v.no_person and s.word(k + 1) in v.titles:
        k += 1  # 'Police Constable Example Name'
    j = k
    names = 0
    while j < min(s.count, k + 9) and (is_name(s, j) or (j > k and is_particle(s, j))):
        if s.words[j] in v.no_person or (s.words[j] in v.people and s.words[j] not in v.titles):
            return None
        names += s.words[j] not in v.titles and not is_particle(s, j)
        j += 1
    following = s.word(j)
    if names < 1 or j - k < 2 or (following[:1].isalpha() and following not in v.stop):
        return None
    return j - 1


def is_name(s: SentenceWords, i: int) -> bool:
    """Whether the word may be part of a person's name: in upper case, and none of the small words."""
    return s.words[i][0].isalpha() and s.capital(i) and s.words[i] not in s.v.stop


def is_particle(s: SentenceWords, i: int) -> bool:
    """'al-', 'bin', 'van' inside a name."""
    return s.words[i] == "-" or s.words[i] in s.v.grammar["name_particles"]
