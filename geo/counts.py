"""How many: the people counted in a report, with what befell them, who they were and who gave the number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from gazetteer.names import demonyms
from geo.counting import Count, Outcome, Party, toll
from geo.document import Document, Sentence
from geo.numbers import Numerals, language_of, numerals, parse_number, same_length_fold
from geo.vocabulary import vocabulary
from seeds.report import Span

__all__ = ["Count", "Outcome", "Party", "find_counts", "toll"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?![\w])|[^\W_]+(?:[’'](?!s\b)[^\W_]+)?|['’]s\b|\S")
_LETTERS = re.compile("[a-z]{3,}")
_INSIDE = frozenset("-‑“\"‘’”'")
_NO_PEOPLE_AFTER = frozenset({"%", ":", "/", "°"})
_MONEY = frozenset("$€£₹")
_OUTCOMES: tuple[Outcome, ...] = ("killed", "injured", "abducted", "arrested", "freed", "missing")
_FORMS = ("participle", "active", "intransitive", "adjective", "noun", "of", "toll")
_POSTMODIFIER = frozenset(
    "of from in at on near who whom that which with aboard inside outside among belonging travelling traveling working guarding"
    " whose to for suspected believed thought accused riding driving standing sitting praying sleeping staying living based".split()
)
_AFTER_HEAD = frozenset({"of", "from", "in", "who", "with", "at", "on", "("})
_AFTER_ELLIPSIS = frozenset(
    "in near at on from with among of around by and including when during after as too also outside inside".split()
)


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words that tell an outcome, at tokens ``first`` to ``last``; ``forms`` tells how they may stand."""

    first: int
    last: int
    outcome: str
    forms: frozenset[str]


@dataclass(slots=True)
class _Group:
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
    pronoun: bool = False
    """'two of them': a subset only where the others met the same fate."""
    subset: bool = False
    sure: bool = False
    """Whether a known people's noun stands after the number."""
    link: _Group | None = None
    relation: Literal["add", "part", ""] = ""
    outcomes: list[tuple[str, tuple[int, int]]] = field(default_factory=list)

    def mark(self, outcome: str, cue: tuple[int, int]) -> None:
        """Note what befell the group, each outcome once, by its first words."""
        if all(known != outcome for known, _ in self.outcomes):
            self.outcomes.append((outcome, cue))


@dataclass(frozen=True, slots=True)
class _Words:
    """The English vocabulary of counts, ready for look-up."""

    numbers: Numerals
    cues: Mapping[str, tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]]
    noun_outcome: Mapping[str, str]
    modifiers: Mapping[tuple[str, ...], str]
    longest_modifier: int
    people: frozenset[str]
    singular: frozenset[str]
    attackers: frozenset[str]
    nobody_party: frozenset[str]
    things: frozenset[str]
    stop: frozenset[str]
    auxiliary: frozenset[str]
    perfect: frozenset[str]
    adverbs: frozenset[str]
    unreal: frozenset[str]
    additional: frozenset[str]
    single: frozenset[str]
    possessives: frozenset[str]
    not_before: frozenset[str]
    titles: frozenset[str]
    organisation: frozenset[str]
    joiners: frozenset[str]
    part_before: tuple[str, ...]
    part_after: tuple[tuple[str, ...], ...]
    after_at_least: frozenset[tuple[str, ...]]
    speech: frozenset[str]
    zero: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    zero_open: tuple[str, ...]
    telling: frozenset[str]
    """One word of every cue: a sentence without any of them has nothing to count."""
    nationalities: frozenset[str]


@lru_cache(maxsize=8)
def _words(files: tuple[str, ...]) -> _Words:
    table: Mapping[str, Any] = vocabulary("counts", files)
    people_table: Mapping[str, Any] = vocabulary("people", files)
    words = table["words"]
    things = frozenset(words["things"])
    heads = set(words["extra_people"]) | set(words["attackers"])
    for section in ("forces", "people", "unidentified"):
        for row in people_table[section]["rows"]:
            for form in row.rsplit(":", 1)[-1].split("|"):
                last = form.split()[-1].casefold()
                if last not in things and len(last) > 2:
                    heads.add(last)
    cues: dict[str, dict[tuple[str, ...], tuple[str, set[str]]]] = {}
    noun_outcome: dict[str, str] = {}
    for outcome in (*_OUTCOMES, "either"):
        for form in _FORMS:
            for phrase in table[outcome][form]:
                sequence = tuple(phrase.split())
                known = cues.setdefault(sequence[0], {}).setdefault(sequence, (outcome, set()))
                known[1].add(form)
                if form == "noun" and len(sequence) == 1:
                    noun_outcome.setdefault(phrase, outcome)
    modifiers = {
        tuple(phrase.split()): kind
        for kind, phrases in table["modifiers"].items()
        if kind != "after_at_least"
        for phrase in phrases
    }
    zero: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for kind, outcomes in (("both", ("killed", "injured")), ("killed", ("killed",)), ("injured", ("injured",))):
        zero += [(tuple(phrase.replace("-", " ").split()), outcomes) for phrase in table["zero"][kind]]
    zero.sort(key=lambda item: -len(item[0]))
    plural_only = {
        "people",
        "personnel",
        "staff",
        "crew",
        "others",
        "police",
        "men",
        "women",
        "children",
        "persons",
        "troops",
    }
    return _Words(
        numbers=numerals("en"),
        cues={
            first: tuple((s, o, frozenset(f)) for s, (o, f) in sorted(table.items(), key=lambda item: -len(item[0])))
            for first, table in cues.items()
        },
        noun_outcome=noun_outcome,
        modifiers=modifiers,
        longest_modifier=max(len(phrase) for phrase in modifiers),
        people=frozenset(heads),
        singular=frozenset(
            w
            for w in heads
            if (not w.endswith("s") or w.endswith("ss")) and w not in plural_only and not w.endswith("men")
        )
        - {"dead", "half", "deputy", "head", "killed"},
        attackers=frozenset(words["attackers"]),
        nobody_party=frozenset(words["nobody_party"]),
        things=things,
        stop=frozenset(words["stop"]),
        auxiliary=frozenset(words["auxiliary"]),
        perfect=frozenset(words["perfect"]),
        adverbs=frozenset(words["adverbs"]),
        unreal=frozenset(words["unreal"]),
        additional=frozenset(words["additional"]),
        single=frozenset(words["single"]),
        possessives=frozenset(words["possessives"]),
        not_before=frozenset(words["not_before"]),
        titles=frozenset(words["titles"]),
        organisation=frozenset(words["organisation_words"]),
        joiners=frozenset(words["joiners"]),
        part_before=tuple(words["part_before"]),
        part_after=tuple(tuple(phrase.split()) for phrase in words["part_after"]),
        after_at_least=frozenset(tuple(phrase.split()) for phrase in table["modifiers"]["after_at_least"]),
        speech=frozenset(words["speech"]),
        zero=tuple(zero),
        zero_open=tuple(table["zero"]["open"]),
        telling=frozenset(max(sequence, key=len) for table in cues.values() for sequence in table)
        | frozenset(w for phrase, _ in zero for w in phrase if w in ("hurt", "harmed", "harm", "unharmed", "losses", "loss")),
        nationalities=frozenset(demonyms()),
    )


def find_counts(doc: Document, files: tuple[str, ...] = ()) -> tuple[Count, ...]:
    """The counts of a report's sentences, in the order of the text; none for a text without any.

    ``files`` are a user's vocabularies laid over the built-in ones.
    """
    language = language_of(doc.text, doc.report.language)
    if language != "en":
        from geo.counts_rtl import find_counts_rtl

        return find_counts_rtl(doc, language, files)
    words = _words(files)
    low = same_length_fold(doc.text)
    found: list[Count] = []
    pronouns: set[int] = set()
    for sentence in doc.sentences:
        if not words.telling.isdisjoint(_LETTERS.findall(low, sentence.span.start, sentence.span.end)):
            found += _SentenceCounts(doc.text, low, sentence, words, len(found), pronouns).run()
    for n in sorted(pronouns):
        found[n] = _pronoun_settled(found, n)
    return tuple(found)


def _pronoun_settled(found: list[Count], n: int) -> Count:
    """'Two of them died': a subset where a larger figure of the same fate stands close before, else a count of its own."""
    count = found[n]
    if count.part_of is not None:
        return count
    for k in range(n - 1, -1, -1):
        other = found[k]
        if count.sentence - other.sentence > 4:
            break
        if other.outcome == count.outcome and not other.subset and (other.low or 0) > (count.low or 0):
            return replace(count, part_of=k)
    return replace(count, subset=False)


class _SentenceCounts:
    """The counts of one sentence; ``base`` is the index its first count will have in the report's tuple."""

    def __init__(self, text: str, low: str, sentence: Sentence, words: _Words, base: int, pronouns: set[int]) -> None:
        self.pronouns = pronouns
        self.text, self.low, self.sentence, self.v, self.base = text, low, sentence, words, base
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        for match in _TOKEN.finditer(low, sentence.span.start, sentence.span.end):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.words.append(match.group())
        self.count = len(self.words)
        self.cues = self._cues()
        self.cue_at = {k: cue for cue in self.cues for k in range(cue.first, cue.last + 1)}

    def run(self) -> list[Count]:
        if not self.cues:
            return []
        groups = self._groups()
        self._relate(groups)
        zeros = self._zeros()
        for cue in self.cues:
            self._link(cue, groups)
        self._inherit(groups)
        groups.sort(key=lambda g: g.first)
        return self._counts(groups, zeros)

    # Cues and groups.

    def _cues(self) -> list[_Cue]:
        found: list[_Cue] = []
        i = 0
        while i < self.count:
            for sequence, outcome, forms in self.v.cues.get(self.words[i], ()):
                if self._word(i + len(sequence)) in self.v.not_before:
                    continue
                if len(sequence) == 1 or tuple(self.words[i : i + len(sequence)]) == sequence:
                    found.append(_Cue(i, i + len(sequence) - 1, outcome, forms))
                    i += len(sequence) - 1
                    break
            i += 1
        return found

    def _groups(self) -> list[_Group]:
        groups: list[_Group] = []
        numbers = self.v.numbers
        i = 0
        while i < self.count:
            word = self.words[i]
            group: _Group | None = None
            if (
                word[0].isdecimal()
                or word in numbers.values
                or word in numbers.pairs
                or word in numbers.scales
                or word in ("a", "an", "half")
            ):
                parsed = parse_number(self.words, i, numbers)
                if parsed is not None and self._people_number(i, parsed):
                    group = self._group(i, parsed[1] - 1, parsed[0])
                elif parsed is None and word in ("a", "an") and self._word(i + 1) in self.v.single:
                    group = self._group(i, i + 1, 1)
                elif parsed is None and word in ("a", "an"):
                    group = self._vague_number(i)
                elif parsed is not None:
                    i = parsed[1]
                    continue
            elif word in numbers.vague and self._word(i - 1) not in ("how", "as", "so", "too", "that"):
                if parse_number(self.words, i + 1, numbers) is None:
                    group = self._group(i, i, None)
            elif word == "another" and self._word(i - 1) != "one" and parse_number(self.words, i + 1, numbers) is None:
                group = self._group(i, i, 1)
                if group is not None:
                    group.additional = True
            if group is not None:
                groups.append(group)
                i = max(group.number_last, i) + 1
            else:
                i += 1
        return groups

    def _vague_number(self, i: int) -> _Group | None:
        """'a few soldiers', 'a number of terrorists', 'an unknown number of people'."""
        for length in (2, 3):
            tail = self.words[i + 1 : i + 1 + length]
            if tail[-2:] == ["number", "of"]:
                return self._group(i, i + length, None)
        if self._word(i + 1) in self.v.numbers.vague:
            return self._group(i, i + 1, None)
        if self._word(i - 1) in ("and", ",", "", "plus", "or", "(") or "and" in self.words[i + 1 : i + 6]:
            single = self._single_after(i)
            if single is not None and (self._word(i - 1) in ("and", ",", "plus", "or") or self._listed_next(single)):
                return single
        return None

    def _listed_next(self, single: _Group) -> bool:
        """Whether 'and two children' follows 'a woman'."""
        if self._word(single.last + 1) not in ("and", ","):
            return False
        k = single.last + 2
        if self._word(k) in self.v.possessives or self._word(k) in ("the", "at", "and"):
            k += 1
        return self._word(k) in ("a", "an", "another") or parse_number(self.words, k, self.v.numbers) is not None

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < self.count else ""

    def _people_number(self, i: int, parsed: tuple[int, int]) -> bool:
        """Whether a number can count people at all: no clock time, share, money, age, ordinal or compound."""
        value, after = parsed
        before, following = self._word(i - 1), self._word(after)
        last_end = self.ends[after - 1]
        touching = self.low[last_end : last_end + 1]
        if (
            touching in _NO_PEOPLE_AFTER
            or touching == "-"
            and not self._word(after + 1)[:1].isdecimal()
            or value > 5_000_000
        ):
            return False
        if (
            before in _MONEY
            or before in ("aged", "age", "rs", "no", "number", "#", "section", "article", "pole", "poles", "mil")
            and value < 100_000
        ):
            return False
        if self.starts[i] and self.low[self.starts[i] - 1] in "-:./#$€£" and self.words[i][0].isdecimal():
            return self.low[self.starts[i] - 1] == "-" and self._word(i - 2)[:1].isdecimal()
        if following in ("percent", "am", "pm", "a.m", "p.m", "year", "years", "th", "o") or (
            following == "per" and self._word(after + 1) == "cent"
        ):
            return False
        if (
            before in _MONTHS
            and value <= 31
            or (
                self.words[i].isdigit() and len(self.words[i]) == 4 and 1900 <= value <= 2099 and before in _YEAR_BEFORE
            )
        ):
            return False
        if following in _MONTHS and value <= 31 and self.text[self.starts[after]].isupper() and following != "may":
            return False
        if before == "," and self.words[i].isdigit() and value < 111 and (following in (",", ".", ")", ";", "")):
            if i > 1 and self.text[self.starts[i - 2]].isupper():
                return False  # 'Example Name, 34, was arrested'
        if self.words[i] == "one" and (before in _NOT_ONE_BEFORE or following in _NOT_ONE_AFTER):
            return False
        return True

    def _group(self, first: int, last: int, value: int | None) -> _Group | None:
        """The group whose number stands at tokens first..last; None where it counts things."""
        low = high = value
        # 'three to five', '3-5', 'five or six'
        joiner = self._word(last + 1)
        if (
            value is not None
            and joiner in ("to", "-", "–", "or")
            or (joiner == "and" and self._word(first - 1) == "between")
        ):
            second = parse_number(self.words, last + 2, self.v.numbers)
            if second is not None and value is not None and second[0] > value and self._word(first - 1) != "from":
                high, last = second[0], second[1] - 1
        group = _Group(first, last, last, low, high, vague=value is None)
        self._modify(group)
        k = last + 1
        if self._word(k) == "of" and value is None:
            k += 1
            if self._word(k) in self.v.numbers.scales or self._word(k) in ("thousands", "hundreds"):
                k += 2
        elif self._word(k) == "of" and self._word(k + 1) in (
            "the",
            "them",
            "these",
            "those",
            "whom",
            "its",
            "his",
            "their",
            "our",
        ):
            group.of_total = True
            group.last = k + 1
            k += 2
        if tuple(self.words[k : k + 2]) in self.v.after_at_least and group.low is not None:
            group.high = None
            k += 2
        return group if self._noun(group, k) else None

    def _modify(self, group: _Group) -> None:
        before = group.first
        for _ in range(2):
            for length in range(min(self.v.longest_modifier, before), 0, -1):
                kind = self.v.modifiers.get(tuple(self.words[before - length : before]))
                if kind is not None:
                    break
            else:
                break
            if group.low is not None:
                n = group.low
                if kind == "at_least":
                    group.high = None
                elif kind == "more_than":
                    group.low, group.high = n + 1, None
                elif kind == "up_to" and group.high is not None:
                    group.low = None
                elif kind == "fewer_than" and group.high is not None:
                    group.low, group.high = None, max(0, group.high - 1)
            group.approx = group.approx or kind == "approx"
            before -= length
        # 'just' and 'as' alone say nothing of the number: they stay outside its span.
        while before < group.first and self.words[before] in ("as", "just", "only"):
            before += 1
        if before > 0 and self.words[before - 1] == "another":
            group.additional = True
            before -= 1
        if before > 0 and self.words[before - 1] == "between" and group.low != group.high:
            before -= 1
        if before > 0 and self.words[before - 1] in ("further", "other", "additional"):
            group.additional = True
        group.first = before

    def _noun(self, group: _Group, k: int) -> bool:
        """Find the people after the number; False where the number counts something else."""
        v = self.v
        first = k
        unknown: int | None = None
        limit = min(self.count, k + 8)
        while k < limit:
            word = self.words[k]
            cue = self.cue_at.get(k)
            if word in v.additional and (group.head is None):
                group.additional = True
                if word == "others":
                    group.head = k
                    k += 1
                    break
                k += 1
                if first == k - 1:
                    first = k
                continue
            if word in v.things:
                if self._word(k + 1) not in v.people:
                    return False
                k += 1  # 'border guards', 'family members'
                continue
            if cue is not None and not (word in v.people and "noun" in cue.forms):
                following = self._word(cue.last + 1)
                inner = group.head is None and (
                    following in v.people or self._word(cue.last + 2) in v.people and following not in v.stop
                )
                if not inner or "participle" not in cue.forms and "adjective" not in cue.forms:
                    break
                group.mark(cue.outcome, (cue.first, cue.last))
                k = cue.last + 1
                continue
            if word in v.stop or not (word[0].isalpha()) or word[0].isdecimal():
                if word in _INSIDE and self._word(k + 1) not in v.stop:
                    k += 1
                    continue
                break
            if word in v.people:
                group.head = k
                k += 1
                continue
            if group.head is not None:
                if self._word(k + 1) in v.people and not word.endswith(("ed", "ing")):
                    k += 1
                    continue
                if word not in v.things:
                    break
            if word in v.numbers.values:
                break
            unknown = k
            k += 1
        if group.head is not None:
            group.sure = True
            group.noun_first, group.noun_last = first, group.head
            self._extend(group)
        elif unknown is not None:
            group.noun_first, group.noun_last = first, unknown
        group.last = max(
            group.last, group.noun_last if group.noun_last is not None else group.number_last, group.number_last
        )
        if group.noun_last is None and k - 1 > group.last:
            group.last = k - 1 if all(self.words[j] in v.additional for j in range(group.last + 1, k)) else group.last
        if group.low is not None and self.words[group.last + 1 : group.last + 3] == ["or", "more"]:
            group.high = None
            group.last += 2
        return True

    def _extend(self, group: _Group) -> None:
        """Take in 'and police officers' without a number of their own, and the body that 'members' belong to."""
        v = self.v
        assert group.noun_last is not None
        k = group.noun_last + 1
        if self._word(k) == "and":
            for j in range(k + 1, min(k + 4, self.count)):
                word = self.words[j]
                if word in v.people and (word not in v.singular):
                    group.noun_last = j
                    break
                if (
                    word in v.stop
                    or word in v.numbers.values
                    or word in v.numbers.vague
                    or not word[0].isalpha()
                    or j in self.cue_at
                ):
                    break
        elif self._word(k) == "of" and self.words[group.noun_last] in ("members", "member", "men", "officers"):
            j = k + 1
            while j < min(self.count, k + 9) and (
                self.words[j] in ("the", "'s", "’s", "its", "a", "one")
                or (self.words[j] not in v.stop and self.words[j][0].isalnum())
            ):
                j += 1
            if (
                j > k + 1
                and self._word(j - 1) not in ("the", "'s", "’s")
                and not any(x in self.cue_at for x in range(k, j))
            ):
                group.noun_last = j - 1

    # Lists and subsets.

    def _relate(self, groups: list[_Group]) -> None:
        v = self.v
        for n, group in enumerate(groups):
            for end in (group.last, group.number_last):
                after = tuple(self.words[end + 1 : end + 4])
                phrase = next((p for p in v.part_after if after[: len(p)] == p), None)
                if phrase is not None:
                    group.subset = True
                    group.pronoun = phrase[-1] in ("them", "whom", "these", "those")
                    group.last = max(group.last, end + len(phrase))
                    self._noun_of_part(group)
                    break
            if n == 0:
                continue
            previous = groups[n - 1]
            if group.first <= previous.last:
                if group.first > previous.number_last:
                    previous.last = group.first - 1
                else:
                    continue
            gap = self.words[previous.last + 1 : group.first]
            if gap and (gap[-1] in self.v.possessives or gap[-1] == "the"):
                gap = gap[:-1]
            told = " ".join(gap)
            if previous.of_total and told in ("", "the"):
                # 'five of the 12 guards': the second number is the whole, nothing is told of it yet.
                previous.noun_first, previous.noun_last = group.noun_first, group.noun_last
                previous.head, previous.sure = group.head, group.sure
                previous.last = group.last
                continue
            if group.subset:
                if "." not in gap and ";" not in gap:
                    group.relation, group.link = "part", self._whole(previous)
            elif len(gap) < 12 and (told.endswith(v.part_before) or told.startswith(("including", ", including"))):
                group.subset = True
                group.relation, group.link = "part", self._whole(previous)
            elif gap and gap[-1] in (",", "and") and self._among_them(group):
                group.subset = True
                group.relation, group.link = "part", self._whole(previous)
            elif (
                told in v.joiners
                and self._same_fate(previous, group)
                and (group.sure or group.head is not None or previous.sure)
                and not group.of_total
            ):
                if previous.relation == "part" and previous.link is not None:
                    group.subset, group.relation, group.link = True, "part", previous.link
                else:
                    group.relation, group.link = "add", previous.link if previous.relation == "add" else previous

    def _same_fate(self, one: _Group, two: _Group) -> bool:
        """Whether the nouns of two groups leave room for one outcome: not 'six deaths and 14 injuries'."""
        told = [
            self.v.noun_outcome.get(self.words[g.head]) if g.head is not None and g.head <= g.last else None
            for g in (one, two)
        ]
        return told[0] == told[1]

    def _noun_of_part(self, group: _Group) -> None:
        """'four of them children': the noun of a subset may stand after its 'of them'."""
        k = group.last + 1
        if group.noun_first is None and self._word(k) in self.v.people:
            group.head = group.noun_first = group.noun_last = k
            group.sure = True
            group.last = k

    def _among_them(self, group: _Group) -> bool:
        for k in range(group.last + 1, min(self.count - 1, group.last + 10)):
            if self.words[k] == "among" and self.words[k + 1] in ("them", "whom"):
                return True
            if self.words[k] in (",", ";", "."):
                return False
        return False

    def _whole(self, group: _Group) -> _Group:
        return group.link if group.relation in ("part", "add") and group.link is not None else group

    # What befell them.

    def _link(self, cue: _Cue, groups: list[_Group]) -> None:
        number_at = self._number_of(cue)
        if number_at is not None:
            self._link_toll(replace(cue, first=number_at), groups)
            return
        if "toll" in cue.forms:
            self._link_toll(cue, groups)
            return
        if any((cue.first, cue.last) == span for g in groups for _, span in g.outcomes):
            return
        following = self._word(cue.last + 1)
        if "of" in cue.forms and following == "of":
            if self.words[cue.first] == "loss" and not any(
                w in ("lives", "life") for w in self.words[cue.last : cue.last + 11]
            ):
                return
            self._object(cue, groups, cue.last + 2, nominal=True)
            return
        if "noun" in cue.forms:
            for group in groups:
                if group.head is not None and group.head == cue.first:
                    group.mark(cue.outcome, (cue.first, cue.last))
                    return
        if self._unreal(cue):
            return
        if "participle" in cue.forms:
            verb_first, passive = self._verb_start(cue.first)
            if passive:
                if not self._subject(cue, groups, verb_first) and following in ("dead",):
                    self._object(cue, groups, cue.last + 1)
                return
            if self._object(cue, groups, cue.last + 1):
                return
            if self._ends_clause(following):
                self._subject(cue, groups, verb_first, reduced=True)
            return
        if "active" in cue.forms:
            self._object(cue, groups, cue.last + 1)
            return
        if "intransitive" in cue.forms:
            verb_first, _ = self._verb_start(cue.first)
            self._subject(cue, groups, verb_first)
            return
        if "adjective" in cue.forms or "noun" in cue.forms:
            verb_first, passive = self._verb_start(cue.first)
            self._subject(cue, groups, verb_first, reduced=not passive)

    def _unreal(self, cue: _Cue) -> bool:
        """Whether the verb is no fact: 'to kill', 'could be killed', 'was not killed'."""
        k = cue.first - 1
        while k >= 0 and self.words[k] in ("be", "have", "been", "also", "even"):
            k -= 1
        word = self._word(k)
        if word not in self.v.unreal:
            return False
        if word == "to" and self._word(k - 1) in (
            "reported",
            "known",
            "believed",
            "confirmed",
            "managed",
            "said",
            "feared",
            "went",
            "on",
            "thought",
            "due",
            "succumbed",
        ):
            return False
        return not (word in ("nearly", "almost"))

    def _verb_start(self, i: int) -> tuple[int, bool]:
        """Index of the first word of the verb group that ends before ``i``, and whether it is passive ('were also')."""
        passive = False
        k = i
        while k > 0 and i - k < 6:
            word = self.words[k - 1]
            if word in self.v.auxiliary:
                passive = True
            elif word not in self.v.adverbs and word not in self.v.perfect:
                break
            k -= 1
        return k, passive

    def _ends_clause(self, following: str) -> bool:
        return (
            following == ""
            or not following[0].isalpha()
            or following in self.v.stop
            or following in ("near", "alongside", "amid", "across")
        )

    def _object(self, cue: _Cue, groups: list[_Group], start: int, *, nominal: bool = False) -> bool:
        """Link the group that stands right after the verb, or a single person; True where there was one."""
        k = start
        for _ in range(3):
            if (
                self._word(k)
                in ("the", "all", "and", "also", "in", "total", "lives", "of", "dead", "reportedly", "instantly")
                or k in self.cue_at
                and self._word(k) not in self.v.people
            ):
                if self._word(k) in ("in", "and") and self._word(k + 1) not in ("total",) and self._word(k) == "in":
                    break
                if self._word(k) == "and" and k + 1 not in self.cue_at:
                    break
                k += 1
            else:
                break
        for group in groups:
            if start <= group.first <= k or start <= group.number_last <= k and group.first >= cue.last:
                if not group.sure and group.noun_last is not None and not self._unknown_people(group):
                    return False
                self._assign(group, cue, groups)
                return True
            if group.first > k:
                break
        single = self._single_after(start)
        if single is not None:
            single.mark(cue.outcome, (cue.first, cue.last))
            groups.append(single)
            return True
        return False

    def _unknown_people(self, group: _Group) -> bool:
        """An unknown noun counts as people where it may be one: a plural or a name."""
        assert group.noun_last is not None
        word = self.words[group.noun_last]
        if group.vague:
            return word.endswith("s") and word in self.v.nationalities
        return (
            word.endswith(("s", "men", "people", "folk", "ese", "ish"))
            or self.text[self.starts[group.noun_last]].isupper()
        )

    def _subject(self, cue: _Cue, groups: list[_Group], verb_first: int, *, reduced: bool = False) -> bool:
        """Link the group that the verb is told of; True where there was one."""
        for group in reversed([g for g in groups if g.last < verb_first or g.number_last < verb_first <= g.last + 1]):
            gap = self.words[group.last + 1 : verb_first]
            if not self._reaches(gap, group.last + 1, reduced):
                if len(gap) > 26:
                    break
                continue
            if not group.sure and group.noun_last is not None and not self._unknown_people(group):
                continue
            whole = self._whole(group) if group.relation == "part" and not gap else group
            if any(outcome == cue.outcome for outcome, _ in whole.outcomes):
                return True
            self._assign(whole, cue, groups)
            return True
        single = self._headline_single(cue.first) if reduced else self._single_before(verb_first)
        if single is not None:
            single.mark(cue.outcome, (cue.first, cue.last))
            groups.append(single)
            return True
        return False

    def _reaches(self, gap: Sequence[str], at: int, reduced: bool) -> bool:
        """Whether words between a group and its verb only describe the group."""
        if not gap:
            return True
        if len(gap) > 26 or ";" in gap or ":" in gap:
            return False
        if gap[0] in (",", "(", "—", "–") and gap[-1] in (",", ")", "—", "–"):
            if len(gap) == 1:
                return reduced and gap[0] == ","
            inner = gap[1:-1]
            return not any(w in self.v.speech for w in inner[:2]) and (
                inner[0] not in ("and", "but", "when", "while", "as") if inner else True
            )
        if gap[-1] == "," and len(gap) > 1 and gap[0] in _POSTMODIFIER and gap.count(",") == 2:
            return not any(at + n in self.cue_at for n in range(len(gap)))
        if gap[0] in ("who", "whom") and gap[-1] == ",":
            return True
        if "," in gap:
            return reduced and len(gap) == 1
        if gap[0] in "[(" and len(gap) == 1:
            return reduced
        if gap[0] not in _POSTMODIFIER:
            return False
        if any(at + n in self.cue_at for n in range(len(gap))):
            return False
        if gap[0] in ("who", "that", "which", "whom", "whose"):
            return len(gap) <= 14
        return len(gap) <= 12 and not any(
            w in self.v.speech or w in _FINITE or w in ("and", "who", "which", "that") for w in gap[1:]
        )

    def _assign(self, group: _Group, cue: _Cue, groups: list[_Group]) -> None:
        """Give the outcome to a group and to the list it belongs to."""
        first = self._whole(group) if group.relation == "add" else group
        span = (cue.first, cue.last)
        named = self._named_before(first)
        if named is not None:
            named.relation, named.link = "add", first
            named.mark(cue.outcome, span)
            groups.append(named)
        for member in groups:
            if member is first or member.link is first:
                member.mark(cue.outcome, span)
        group.mark(cue.outcome, span)

    def _named_before(self, group: _Group) -> _Group | None:
        """'Captain Example and three soldiers were killed': the named one is one more."""
        k = group.first - 1
        if self._word(k) in self.v.possessives or self._word(k) == "the":
            k -= 1
        if self._word(k) != "and" or k < 2:
            return None
        last = k - 1
        j = last
        while j >= 0 and last - j < 6 and self.words[j][0].isalpha() and self.text[self.starts[j]].isupper():
            if self.words[j] in self.v.organisation or self.words[j] in self.v.nationalities:
                return None
            j -= 1
        first = j + 1
        if last - first < 1 or not any(w in self.v.titles for w in self.words[first : last + 1]):
            return None
        return _Group(first, last, last, 1, 1, noun_first=first, noun_last=last, implied=True, sure=True)

    def _number_of(self, cue: _Cue) -> int | None:
        """Index of 'number' in 'the number of officers killed', None elsewhere."""
        for k in range(cue.first - 2, max(-1, cue.first - 9), -1):
            if self.words[k] == "number" and self.words[k + 1] == "of" and self._word(k - 1) == "the":
                return k
        return None

    def _link_toll(self, cue: _Cue, groups: list[_Group]) -> None:
        """'the death toll rose from 20 to 30', 'gave 11 as the number of officers killed'."""
        before = [g for g in groups if g.number_last < cue.first and not g.outcomes and cue.first - g.number_last <= 3]
        if before and self.words[before[-1].number_last + 1] == "as":
            before[-1].mark(cue.outcome, (cue.first, cue.last))
            return
        after = [g for g in groups if cue.last < g.first <= cue.last + 14 and (not g.sure or not g.outcomes)]
        for group in reversed(after):
            lead = self._word(group.first - 1)
            if group.outcomes:
                continue
            if lead in (
                "to",
                "at",
                "as",
                "is",
                "was",
                "reached",
                "passed",
                "exceeded",
                "of",
                "numbered",
                "stands",
                "hit",
                "topped",
                "now",
                "surpassed",
                "reaches",
                "hits",
                "tops",
                "crosses",
                "crossed",
                ":",
                "than",
                "around",
            ):
                if group.noun_last is not None and not group.sure:
                    continue
                group.mark(cue.outcome, (cue.first, cue.last))
                return

    # Persons without a number.

    def _single_after(self, start: int) -> _Group | None:
        """'killed the mayor', 'killing of Colonel Example': one person, named or by a noun in the singular."""
        v = self.v
        k = start
        word = self._word(k)
        determined = word in ("a", "an", "the", "one") or word in v.possessives
        if word == "one" or not word:
            return None
        if determined:
            k += 1
        head: int | None = None
        for j in range(k, min(self.count, k + 9)):
            word = self.words[j]
            if (
                word in v.things
                and head is None
                and word not in ("year", "month", "old")
                and self._word(j + 1) not in v.people
            ):
                return None
            if word in v.people:
                if word not in v.singular and word not in v.titles:
                    return None
                head = j
                continue
            if head is None and (word[0].isdecimal() or word in ("-", "year", "month", "old")):
                continue  # 'a 12-year-old girl'
            if word in v.stop or not word[0].isalpha() or j in self.cue_at:
                break
            if head is not None and not self.text[self.starts[j]].isupper():
                if word in v.things:
                    return None
                break
        named = self._name_at(k if head is None else head + 1)
        if head is not None and (determined or self.words[head] in v.titles or named):
            if head + 1 < self.count and self.words[head + 1] in v.things:
                return None
            return _Group(start, head, head, 1, 1, head=head, noun_first=k, noun_last=head, implied=True, sure=True)
        if head is None and not determined and named:
            return _Group(start, named, named, 1, 1, noun_first=start, noun_last=named, implied=True, sure=True)
        return None

    def _name_at(self, k: int) -> int:
        """Index of the last word of a person's name of two or more words at ``k``; 0 where none stands there."""
        j = k
        while j < min(self.count, k + 6) and self.words[j][0].isalpha() and self.text[self.starts[j]].isupper():
            if self.words[j] in self.v.stop:
                break
            if (
                self.words[j] in self.v.organisation
                or self.words[j] in self.v.nationalities
                or self.words[j] in self.v.people - self.v.titles
            ):
                return 0
            j += 1
        following = self._word(j)
        if j - k < 2 or (following and following[0].isalpha() and following not in self.v.stop):
            return 0
        return j - 1

    def _single_before(self, verb_first: int) -> _Group | None:
        """'a soldier was killed', 'Colonel Example has been shot dead': one person right before the verb."""
        v = self.v
        verbs = self.words[verb_first : verb_first + 3]
        if "were" in verbs or "are" in verbs:
            return None
        k = verb_first - 1
        if self._word(k) == ",":
            # Jump over one apposition: 'a councilman, Example Name, was killed'.
            j = k - 1
            while j > 0 and self.words[j] != "," and k - j < 12:
                j -= 1
            if self._word(j) != ",":
                return None
            k = j - 1
        low_end = max(-1, k - 14)
        head: int | None = None
        post = k
        for j in range(k, low_end, -1):
            word = self.words[j]
            if word in ("a", "an", "the") or word in v.possessives:
                if head is not None and self._word(j - 1) == "of":
                    head = None  # 'a member of the guard': the person stands before 'of'
                    continue
                if head is not None and j < head:
                    if word == "the" and head != k and self._word(head + 1) not in ("of", "from", "in", "who"):
                        return None
                    return _Group(
                        j,
                        head,
                        max(head, post),
                        1,
                        1,
                        head=head,
                        noun_first=j + 1,
                        noun_last=head,
                        implied=True,
                        sure=True,
                    )
                if j == k or word in v.possessives and head is None and j < k - 8:
                    return None
                continue
            if (
                word in (",", ";", ".", ":", "and", "but", "that", "when", "while", "after", "before")
                or word in v.speech
                or word in _FINITE
                or j in self.cue_at
            ):
                break
            if word in v.singular and head is None:
                following = self._word(j + 1)
                if j == k or following in _AFTER_HEAD or self.text[self.starts[j + 1]].isupper():
                    head = j
            elif head is None and word in v.people and j == k:
                return None
        # A bare name right before the verb.
        j = k
        while j >= 0 and k - j < 7 and self.words[j][0].isalpha() and self.text[self.starts[j]].isupper():
            if self.words[j] in v.organisation or self.words[j] in v.nationalities:
                return None
            j -= 1
        first = j + 1
        if k - j >= 2 and not (self.words[j] in ("of", "the", "in", "at") if j >= 0 else False):
            return _Group(first, k, k, 1, 1, noun_first=first, noun_last=k, implied=True, sure=True)
        return None

    def _headline_single(self, verb: int) -> _Group | None:
        """'Guards Officer Shot Dead': headlines drop the article."""
        if (
            not 1 <= verb <= 5
            or self.words[verb - 1] not in self.v.singular
            or any(w in self.v.stop for w in self.words[:verb])
        ):
            return None
        return _Group(
            0, verb - 1, verb - 1, 1, 1, head=verb - 1, noun_first=0, noun_last=verb - 1, implied=True, sure=True
        )

    def _inherit(self, groups: list[_Group]) -> None:
        """'killed one person in Exampleton and one near it', '..., and three other people with them': the same fate."""
        groups.sort(key=lambda g: g.first)
        for n, group in enumerate(groups):
            if group.outcomes or group.subset or n == 0 or group.implied:
                continue
            previous = groups[n - 1]
            if not previous.outcomes or previous.last >= group.first:
                continue
            outcome, (cue_first, cue_last) = previous.outcomes[-1]
            gap_at = max(previous.last, cue_last) + 1
            gap = self.words[gap_at : group.first]
            if (
                len(gap) > 9
                or not gap
                or gap[-1]
                not in (("and", "with", "plus") if group.noun_last is not None else ("and", "with", "plus", ","))
                or any(k in self.cue_at for k in range(gap_at, group.first))
            ):
                continue
            if any(w in _FINITE or w in self.v.speech or w in ("who", "that", "which", "when", "while") for w in gap):
                continue
            following = self._word(group.last + 1)
            bare = group.noun_last is None
            if not (group.sure or bare) or not (
                following == "" or not following[0].isalnum() or following in _AFTER_ELLIPSIS
            ):
                continue
            if bare and following in ("", "of", "and", "by"):
                continue
            group.mark(outcome, (cue_first, cue_last))
            group.relation, group.link = "add", self._whole(previous) if previous.relation == "add" else previous

    # Nobody at all.

    def _zeros(self) -> list[tuple[int, int, tuple[str, ...]]]:
        words = self.words
        if not any(w in ("no", "nobody", "none", "not", "without", "everyone") for w in words):
            return []
        found: list[tuple[int, int, tuple[str, ...]]] = []
        i = 0
        while i < self.count:
            for phrase, outcomes in self.v.zero:
                if words[i] == phrase[0] and tuple(words[i : i + len(phrase)]) == phrase:
                    around = " ".join(words[max(0, i - 4) : i])
                    if not around.endswith(self.v.zero_open) and "if" not in words[max(0, i - 4) : i]:
                        found.append((i, i + len(phrase) - 1, outcomes))
                    i += len(phrase) - 1
                    break
            i += 1
        return found

    # Records.

    def _counts(self, groups: list[_Group], zeros: list[tuple[int, int, tuple[str, ...]]]) -> list[Count]:
        rows: list[tuple[int, _Group | None, Count]] = []
        speaker = self._speaker()
        for group in groups:
            if not group.outcomes and not group.sure:
                continue
            if not group.outcomes and group.implied:
                continue
            outcomes: list[tuple[str, tuple[int, int] | None]] = list(group.outcomes) or [("present", None)]
            for outcome, cue in outcomes:
                rows.append((group.first, group, self._count(group, outcome, cue, speaker)))
        for first, last, outcomes in zeros:
            span = Span(self.starts[first], self.ends[last])
            for outcome in outcomes:
                told: Outcome = "killed" if outcome == "killed" else "injured"
                rows.append(
                    (
                        first,
                        None,
                        Count(
                            span, span.of(self.text), 0, 0, told, self.sentence.index, speaker_span=speaker, cue=span
                        ),
                    )
                )
        rows.sort(key=lambda row: (row[0], _order(row[2].outcome)))
        index: dict[tuple[int, str | None], int] = {}
        for n, (_, group, count) in enumerate(rows):
            if group is not None:
                index.setdefault((id(group), count.outcome), n + self.base)
        result: list[Count] = []
        for _, group, count in rows:
            if group is not None and group.link is not None:
                target = index.get((id(group.link), count.outcome))
                if target is not None and group.relation == "part":
                    count = replace(count, part_of=target)
                elif target is not None and group.relation == "add":
                    count = replace(count, adds_to=target)
            if group is not None and group.pronoun and group.subset:
                self.pronouns.add(self.base + len(result))
            result.append(count)
        return result

    def _count(self, group: _Group, outcome: str, cue: tuple[int, int] | None, speaker: Span | None) -> Count:
        span = Span(self.starts[group.first], self.ends[group.number_last])
        noun_span: Span | None = None
        noun: str | None = None
        nationality: str | None = None
        if group.noun_first is not None and group.noun_last is not None:
            noun_span = Span(self.starts[group.noun_first], self.ends[group.noun_last])
            noun = noun_span.of(self.text)
            for k in range(group.noun_first, group.noun_last + 1):
                if self.words[k] in self.v.nationalities and self.text[self.starts[k]].isupper():
                    nationality = self.text[self.starts[k] : self.ends[k]]
                    break
        told: Outcome | None = None if outcome == "either" else _outcome(outcome)
        return Count(
            span,
            span.of(self.text),
            group.low,
            group.high,
            told,
            self.sentence.index,
            noun,
            noun_span,
            self._party(group),
            nationality,
            speaker_span=speaker,
            cue=Span(self.starts[cue[0]], self.ends[cue[1]]) if cue else None,
            approx=group.approx,
            implied=group.implied,
            vague=group.vague,
            additional=group.additional,
            subset=group.subset,
        )

    def _party(self, group: _Group) -> Party | None:
        if group.noun_first is None or group.noun_last is None:
            return None
        words = self.words[group.noun_first : group.noun_last + 1]
        if any(w in self.v.attackers for w in words):
            return "attacker"
        if group.head is None or self.words[group.head] in self.v.nobody_party:
            return None
        return "victim"

    def _speaker(self) -> Span | None:
        """Who says so in this sentence: 'according to X', 'X said', 'said X'."""
        words = self.words
        for i, word in enumerate(words):
            if word not in self.v.speech:
                continue
            if word == "according":
                if self._word(i + 1) != "to":
                    continue
                last = self._phrase_end(i + 2)
                return Span(self.starts[i], self.ends[last]) if last > i + 1 else None
            first = i
            while (
                first > 0
                and i - first < 10
                and words[first - 1][0].isalnum()
                and words[first - 1] not in ("and", "but", "that", "as", "when")
            ):
                first -= 1
            if (
                first < i
                and not any(w in self.cue_at for w in range(first, i))
                and words[first] not in self.v.numbers.values
            ):
                return Span(self.starts[first], self.ends[i])
            if first == i and word in ("said", "says"):
                last = self._phrase_end(i + 1)
                if last > i:
                    return Span(self.starts[i], self.ends[last])
        return None

    def _phrase_end(self, i: int) -> int:
        last = i - 1
        while (
            last + 1 < self.count
            and last - i < 9
            and (words := self.words[last + 1])[0].isalnum()
            and words not in ("who", "which", "and", "but")
        ):
            last += 1
        return last


_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_YEAR_BEFORE = (
    frozenset("in since of from until by during early late the , year mid around after before and january".split())
    | _MONTHS
)
_NOT_ONE_BEFORE = frozenset("no this that which each every any some the first last".split())
_NOT_ONE_AFTER = frozenset("another day week month year hour side night time thing way of's or".split())
_FINITE = frozenset(
    "was were is are has have had said says told attacked stormed opened entered struck hit fired ambushed targeted came went took fell began made gave ran"
    " left fled escaped exploded detonated blew set threw launched carried claimed confirmed reported announced believed found arrived died".split()
)


def _order(outcome: str | None) -> int:
    return (*_OUTCOMES, "present", None).index(outcome)  # type: ignore[arg-type]


def _outcome(word: str) -> Outcome:
    for outcome in (*_OUTCOMES, "present"):
        if outcome == word:
            return outcome  # type: ignore[return-value]
    raise ValueError(f"{word!r} is no outcome; right would be one of {', '.join(_OUTCOMES)}")
