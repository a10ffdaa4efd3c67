"""Triggers: the words of a report that may tell an incident, with the type they speak for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from geo.incident import Type
from geo.tokens import Tokens, folded
from geo.vocabulary import names, vocabulary
from seeds.record import record

Strength = Literal["strong", "weak", "harm"]
Form = Literal["base", "s", "past", "ing", "noun"]

TYPES: tuple[Type, ...] = ("strike", "attack", "clash", "abduction", "operation", "liaison", "diplomacy")
Family = Literal["violence", "abduction", "operation", "liaison", "diplomacy"]
FAMILY: dict[Type, Family] = {
    "strike": "violence",
    "attack": "violence",
    "clash": "violence",
    "abduction": "abduction",
    "operation": "operation",
    "liaison": "liaison",
    "diplomacy": "diplomacy",
}
"""Types that may be told in each other's words are of one family."""
GAP = 6
"""Most words a '_' of a pattern may stand for."""

_NO_GAP = frozenset(";:.!?—۔؟") | frozenset("by when while after before who which whom because although".split())
# After these a form that may be noun or verb ('attack', 'raids') is a verb.
_VERBAL = frozenset(
    "to will would could can may might must shall should did do does they who we i you not 'll and".split()
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of the vocabulary in one inflected form: its words after the first ('_' is a gap), and what it tells."""

    rest: tuple[str, ...]
    type: Type | None
    strength: Strength
    form: Form
    lemma: str


@record(frozen=True, slots=True)
class Trigger:
    """A match: tokens ``first`` to ``last`` (included) of a sentence, the types it may speak for, strongest first."""

    first: int
    last: int
    types: tuple[tuple[Type, Strength], ...]
    harm: bool
    form: Form
    lemma: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """The patterns that begin with one word: those to try before each second word that some of them ask for, and those
    to try before any other."""

    before: Mapping[str, tuple[Pattern, ...]]
    other: tuple[Pattern, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Compiled trigger words: patterns by their first word, and weapons by the type they speak for."""

    patterns: Mapping[str, Patterns]
    weapons: Mapping[str, Type]
    air: frozenset[str]
    """Weapons that strike from afar and nothing else: they outweigh 'bomb' and 'blast'."""


@cache
def trigger_words(language: str = "en", files: tuple[str, ...] = ()) -> Vocabulary:
    """The trigger words of a language with the user's vocabulary files added; English where there are none for it."""
    name = "triggers" if language == "en" else f"triggers_{language}"
    return _compile(vocabulary(name if name in names() else "triggers", files))


def _compile(table: Mapping[str, Any]) -> Vocabulary:
    patterns: dict[str, list[Pattern]] = {}
    irregular: Mapping[str, list[str]] = table.get("irregular", {})
    inflected = bool(table.get("inflect", True))
    endings: Mapping[str, list[str]] = table.get("endings", {})
    weapons: dict[str, Type] = {folded(word): kind for kind in TYPES for word in table.get("weapons", {}).get(kind, ())}
    rows: list[tuple[Mapping[str, list[str]], Type | None, Strength]] = [(table.get("harm", {}), None, "harm")]
    for kind in TYPES:
        rows.append((table.get(kind, {}).get("strong", {}), kind, "strong"))
        rows.append((table.get(kind, {}).get("weak", {}), kind, "weak"))
    classes: Mapping[str, list[str]] = table.get("classes", {})
    for phrases, of, strength in rows:
        for verb, key in ((True, "verbs"), (False, "nouns")):
            for phrase in phrases.get(key, ()):
                for words in _expanded(phrase.split(), classes):
                    for form in _ended([folded(word) for word in words], verb, endings):
                        _add(patterns, form, phrase, of, strength, verb, irregular, inflected)
    return Vocabulary(
        {word: _by_second_word(group) for word, group in patterns.items()},
        weapons,
        frozenset(folded(word) for word in table.get("weapons", {}).get("air", ())),
    )


def _by_second_word(group: list[Pattern]) -> Patterns:
    """Patterns that begin with one word, by the word they ask for next; their order is kept."""

    def open_to(second: str) -> tuple[Pattern, ...]:
        return tuple(row for row in group if not row.rest or row.rest[0] in ("_", second))

    seconds = {row.rest[0] for row in group if row.rest} - {"_"}
    return Patterns({second: open_to(second) for second in seconds}, open_to(""))


def _expanded(words: list[str], classes: Mapping[str, list[str]]) -> list[list[str]]:
    """The phrase with each ``<class>`` replaced by every word of the class."""
    found: list[list[str]] = [[]]
    for word in words:
        choices = classes.get(word[1:-1], [word]) if word.startswith("<") else [word]
        found = [[*head, choice] for head in found for choice in choices]
    return found


def _ended(words: list[str], verb: bool, endings: Mapping[str, list[str]]) -> list[list[str]]:
    """The phrase with each ending of its language: a verb's on its last word, a noun's on its first."""
    if verb:
        return [[*words[:-1], words[-1] + ending] for ending in ("", *endings.get("verb", ()))]
    return [[words[0] + ending, *words[1:]] for ending in ("", *endings.get("noun", ()))]


def _add(
    patterns: dict[str, list[Pattern]],
    words: list[str],
    phrase: str,
    kind: Type | None,
    strength: Strength,
    verb: bool,
    irregular: Mapping[str, list[str]],
    inflected: bool,
) -> None:
    if verb:
        forms: list[tuple[str, Form]] = verb_forms(words[0], irregular) if inflected else [(words[0], "past")]
        for form, tag in forms:
            patterns.setdefault(form, []).append(Pattern(tuple(words[1:]), kind, strength, tag, phrase))
        return
    patterns.setdefault(words[0], []).append(Pattern(tuple(words[1:]), kind, strength, "noun", phrase))
    if inflected and "<" not in phrase and not words[-1].endswith("s"):
        *head, last = words
        plural = [*head, _plural(last)]
        patterns.setdefault(plural[0], []).append(Pattern(tuple(plural[1:]), kind, strength, "noun", phrase))


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("ch", "sh", "x", "ss")):
        return word + "es"
    return word + "s"


def verb_forms(lemma: str, irregular: Mapping[str, list[str]]) -> list[tuple[str, Form]]:
    """Inflected forms of an English verb, each with its tag.

    >>> verb_forms('storm', {})
    [('storm', 'base'), ('storms', 's'), ('stormed', 'past'), ('storming', 'ing')]
    """
    if lemma in irregular:
        rows: list[tuple[str, Form]] = []
        for form in dict.fromkeys(irregular[lemma]):
            tag: Form = "ing" if form.endswith("ing") and form != lemma else "past"
            if form == lemma:
                # 'hit', 'set', 'cut': the same word is the past
                tag = "past" if irregular[lemma].count(form) > 1 else "base"
            elif form in (lemma + "s", _plural(lemma)):
                tag = "s"
            rows.append((form, tag))
        return rows
    if lemma.endswith("ee"):
        stem, past = lemma, lemma + "d"
    elif lemma.endswith("e"):
        stem, past = lemma[:-1], lemma + "d"
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return [(lemma, "base"), (lemma[:-1] + "ies", "s"), (lemma[:-1] + "ied", "past"), (lemma + "ing", "ing")]
    elif lemma in _DOUBLING:
        stem, past = lemma + lemma[-1], lemma + lemma[-1] + "ed"
    else:
        stem, past = lemma, lemma + "ed"
    return [(lemma, "base"), (_plural(lemma), "s"), (past, "past"), (stem + "ing", "ing")]


_DOUBLING = frozenset("bar confer drag expel grab kidnap nab pin ram rebel repel rob slit stab strip swap trap".split())
"""Verbs that double their last letter before an ending; those of two spellings stand under [irregular]."""


def find_triggers(line: Tokens, words: Vocabulary) -> list[Trigger]:
    """The triggers of one sentence, left to right, longest match first, none overlapping."""
    found: list[Trigger] = []
    text, present, patterns = line.words, line.present, words.patterns
    go_on = 0
    for i in [i for i, word in enumerate(text) if word in patterns]:
        if i < go_on:
            continue
        begun = patterns[text[i]]
        best: list[Pattern] = []
        best_last = -1
        whole: Pattern | None = None
        for row in begun.before.get(text[i + 1], begun.other) if i + 1 < len(text) else begun.other:
            if len(row.rest) > 1 and row.rest[-1] not in present:
                continue
            last = _match(text, i, row.rest)
            if last < 0 or row.lemma.endswith(_OBJECTS) and not _ELSEWHERE.isdisjoint(text[i:last]):
                continue
            if row.lemma.startswith("<enemy>") and not _is_passive(text, i, last):
                continue
            if row.rest and "_" not in row.rest and row.strength == "strong":
                whole = row
            if last > best_last:
                best, best_last = [row], last
            elif last == best_last:
                best.append(row)
        if whole is not None and best[0].rest[:1] == ("_",):
            # 'opened fire along the border' opens no border
            best, best_last = [whole], i + len(whole.rest)
        if not best or _in_a_name(line, i, best_last):
            continue
        found.append(_trigger(line, i, best_last, best))
        # a gap pattern may hold other triggers ('launched missiles that killed ...'): go on behind its first word
        go_on = i + 1 if any("_" in row.rest for row in best) else best_last + 1
    return found


_OBJECTS = ("_ <enemy>", "_ <ground>")
_ELSEWHERE = frozenset({"in", "at", "near", "during"})
"""What parts a verb from words that are none of its objects: 'captured three men in the village'."""
# What a name of a unit or an office ends on.
_UNITS = frozenset(
    "act agency aircraft base battalion brigade bureau cell center centre college command commission committee company"
    " contingent corps council department directorate division fighter force forces fund group headquarters helicopter"
    " law ministry mission museum office regiment response room school service squad squadron support team unit"
    " wing".split()
)


def _in_a_name(line: Tokens, first: int, last: int) -> bool:
    """'27th Infantry Brigade Combat Team', 'Joint Operations Command': a word of war within a name tells of no act."""
    if last + 1 >= len(line.words) or line.words[last + 1] not in _UNITS:
        return False
    named = all(word[0].isupper() for word in line.written[first : last + 2]) and (first > 0 or last > first)
    # a line of capitals or of a headline shows no names
    return named and 2 * sum(word[0].isupper() for word in line.written) < len(line.words)


def _is_passive(text: list[str], first: int, last: int) -> bool:
    """Whether a participle tells what befell the men before it: not 'Rebels captured three soldiers'."""
    if not _BE.isdisjoint(text[first:last]):
        return True
    return last + 1 == len(text) or text[last + 1] in _BEHIND_PARTICIPLE


_BE = frozenset("was were been being are is be get got".split())
_BEHIND_PARTICIPLE = frozenset("in by near at on during after and or with from to , . ; :".split())


def _match(text: list[str], i: int, rest: tuple[str, ...]) -> int:
    """Index of the last token of the pattern that starts at ``i``, -1 where it does not match."""
    at = i
    gap = False
    for word in rest:
        if word == "_":
            gap = True
            continue
        if gap:
            at = _behind_gap(text, at + 1, word)
            if at < 0:
                return -1
            gap = False
        else:
            at += 1
            if at >= len(text) or text[at] != word:
                return -1
    return at


# What an aside between commas opens with that tells more of those just named: 'got six, two of them women, back'.
_OPENS_ASIDE = frozenset(
    "out including among all most some both each one two three four five six seven eight nine ten who which whom aged"
    " whose".split()
)
_ASIDE = 12
"""Most words of an aside."""


def _behind_gap(text: list[str], start: int, word: str) -> int:
    """Where a gap from ``start`` ends on ``word``, that may stand behind an aside; -1 where it does not."""
    for j in range(start, min(start + 1 + GAP, len(text))):
        if text[j] == word:
            return j
        if text[j] in _NO_GAP:
            return -1
        if text[j] == "," and "".join(text[j + 1 : j + 2]) in _OPENS_ASIDE:
            end = next((k for k in range(j + 2, min(j + 2 + _ASIDE, len(text))) if text[k] == ","), None)
            if end is not None and text[end + 1 : end + 2] == [word]:
                return end + 1
    return -1


def _trigger(line: Tokens, first: int, last: int, rows: list[Pattern]) -> Trigger:
    if len(rows) == 1:
        (row,) = rows
        alone = ((row.type, row.strength),) if row.type is not None else ()
        return Trigger(first, last, alone, row.strength == "harm", row.form, row.lemma)
    forms: set[Form] = {row.form for row in rows}
    before = line.words[first - 1] if first else ""
    if "noun" in forms and len(forms) > 1:
        # 'they attack': a verb behind such a word, a noun elsewhere
        form: Form = min(forms - {"noun"}) if before in _VERBAL else "noun"
    else:
        form = min(forms)
    order = {"strong": 0, "weak": 1, "harm": 2}
    types: dict[Type, Strength] = {}
    for row in sorted(rows, key=lambda row: order[row.strength]):
        if row.type is not None:
            types.setdefault(row.type, row.strength)
    return Trigger(first, last, tuple(types.items()), any(row.strength == "harm" for row in rows), form, rows[0].lemma)
