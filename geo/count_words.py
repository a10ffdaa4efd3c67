"""The English words of counting, read from the vocabularies 'counts' and 'people' and made ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gazetteer.names import demonyms
from geo.numerals import Numerals, numerals
from geo.vocabulary import calendar, vocabulary

OUTCOMES = ("killed", "injured", "abducted", "arrested", "freed", "missing")
_FORMS = ("participle", "active", "intransitive", "adjective", "noun", "of", "toll")
# Last words of forms in 'people' that are bodies, or no nouns on their own.
_NO_HEADS = frozenset(
    "killed side accused ministry organisation organisations organization organizations committee cartel cartels war"
    " defences defenses gendarmerie constabulary".split()
)
_NO_SINGULAR = frozenset({"dead", "half", "deputy", "head", "killed", "police", "people", "personnel", "staff", "crew"})

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountWords:
    """``cues`` maps a first word to the cues that begin with it, longest first: (words, outcome, forms); ``cue_starts``
    are these words and the verbs that are cues together with a noun behind them.

    Every set holds lower-case words as the tokens of a sentence have them; ``telling`` has one word of every cue, so a
    sentence without any of them has nothing to count.
    """

    numbers: Numerals
    cues: Mapping[str, tuple[tuple[Phrase, str, frozenset[str]], ...]]
    cue_starts: frozenset[str]
    telling: frozenset[str]
    noun_outcome: Mapping[str, str]
    modifiers: Mapping[Phrase, str]
    longest_modifier: int
    after_at_least: frozenset[Phrase]
    people: frozenset[str]
    singular: frozenset[str]
    attackers: frozenset[str]
    nobody_party: frozenset[str]
    forces: frozenset[str]
    part_groups: frozenset[str]
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
    no_person: frozenset[str]
    """Words of organisations and nations: a name with one of them is no person's."""
    joiners: frozenset[str]
    part_before: tuple[str, ...]
    part_after: tuple[Phrase, ...]
    speech: frozenset[str]
    cumulative: tuple[str, ...]
    """With a blank on either side."""
    sums_up: frozenset[str]
    """The first words of these phrases, and 'since'."""
    zero: Mapping[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]
    """Words that say nobody was killed or hurt, by their first word, longest first."""
    zero_open: tuple[str, ...]
    nobody: tuple[Phrase, ...]
    anybody: tuple[Phrase, ...]
    harms: Mapping[str, tuple[str, ...]]
    """A word of harm and the outcomes that 'nobody' before it denies."""
    zero_between: frozenset[str]
    zero_but: frozenset[str]
    nationalities: frozenset[str]
    grammar: Mapping[str, frozenset[str]]
    openers: frozenset[str]
    """Words that a counted group may begin with, apart from digits."""


@lru_cache(maxsize=8)
def count_words(files: tuple[str, ...] = ()) -> CountWords:
    """The vocabulary, a user's ``files`` laid over it."""
    table: Mapping[str, Any] = vocabulary("counts", files)
    words: Mapping[str, list[str]] = table["words"]
    things = frozenset(words["things"])
    heads = _heads(vocabulary("people", files), words, things)
    cues, noun_outcome = _cues(table)
    modifiers = {
        tuple(phrase.split()): kind
        for kind, phrases in table["modifiers"].items()
        if kind != "after_at_least"
        for phrase in phrases
    }
    zero = _zero(table["zero"])
    nationalities = frozenset(demonyms())
    numbers = numerals("en")
    possessives = frozenset(words["possessives"])
    return CountWords(
        numbers=numbers,
        cues=cues,
        cue_starts=frozenset(cues).union(table["grammar"]["wound_verbs"], table["grammar"]["limb_verbs"]),
        telling=frozenset(max(phrase, key=len) for found in cues.values() for phrase, _, _ in found)
        | frozenset({"hurt", "harmed", "harm", "unharmed", "losses", "loss", "survived"}),
        noun_outcome=noun_outcome,
        modifiers=modifiers,
        longest_modifier=max(len(phrase) for phrase in modifiers),
        after_at_least=_phrases(table["modifiers"]["after_at_least"]),
        people=heads,
        singular=frozenset(w for w in heads if _is_singular(w)),
        attackers=frozenset(words["attackers"]),
        nobody_party=frozenset(words["nobody_party"]),
        forces=frozenset(_last_words(vocabulary("people", files)["forces"]["rows"])).union(words["bearers"])
        - frozenset(words["nobody_party"]),
        part_groups=frozenset(words["part_groups"]),
        things=things,
        stop=frozenset(words["stop"]),
        auxiliary=frozenset(words["auxiliary"]),
        perfect=frozenset(words["perfect"]),
        adverbs=frozenset(words["adverbs"]),
        unreal=frozenset(words["unreal"]),
        additional=frozenset(words["additional"]),
        single=frozenset(words["single"]),
        possessives=possessives,
        not_before=frozenset(words["not_before"]),
        titles=frozenset(words["titles"]),
        no_person=frozenset(words["organisation_words"]) | nationalities,
        joiners=frozenset(words["joiners"]),
        part_before=tuple(words["part_before"]),
        part_after=tuple(tuple(phrase.split()) for phrase in words["part_after"]),
        speech=frozenset(words["speech"]),
        cumulative=tuple(f" {phrase} " for phrase in words["cumulative"]),
        sums_up=frozenset({"since", *(phrase.split()[0] for phrase in words["cumulative"])}),
        zero=zero,
        zero_open=tuple(table["zero"]["open"]),
        nobody=tuple(tuple(phrase.split()) for phrase in table["zero"]["nobody"]),
        anybody=tuple(tuple(phrase.split()) for phrase in table["zero"]["anybody"]),
        harms=dict.fromkeys(table["zero"]["harm_both"], ("killed", "injured"))
        | dict.fromkeys(table["zero"]["harm_killed"], ("killed",))
        | dict.fromkeys(table["zero"]["harm_injured"], ("injured",)),
        zero_between=frozenset(table["zero"]["between"]),
        zero_but=frozenset(table["zero"]["but"]),
        nationalities=nationalities,
        grammar={
            "months": calendar("months", "short_months"),
            **{name: frozenset(listed) for name, listed in table["grammar"].items()},
        },
        openers=possessives.union(numbers.articles, numbers.values, numbers.pairs, numbers.scales, numbers.vague)
        | {"half", "both", "another"},
    )


def _phrases(phrases: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(tuple(phrase.split()) for phrase in phrases)


def _heads(people: Mapping[str, Any], words: Mapping[str, list[str]], things: frozenset[str]) -> frozenset[str]:
    """The last words of all forms that name people, but for collectives and things."""
    heads = {*words["extra_people"], *words["attackers"], *words["bearers"]}
    for trade in words["trades"]:
        heads.update((trade, _plural(trade)))
    for section in ("forces", "people", "unidentified"):
        heads.update(_last_words(people[section]["rows"]))
    return frozenset(w for w in heads if len(w) > 2 and w not in things and w not in _NO_HEADS)


def _plural(noun: str) -> str:
    """'watchmen', 'midwives', 'actresses', 'painters'."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("fe"):
        return noun[:-2] + "ves"
    return noun + ("es" if noun.endswith("s") else "s")


def _last_words(rows: Iterable[str]) -> Iterable[str]:
    for row in rows:
        yield from (form.split()[-1].casefold() for form in row.rsplit(":", 1)[-1].split("|"))


def _is_singular(word: str) -> bool:
    plural = word.endswith(("men", "women", "children", "others")) or (word.endswith("s") and not word.endswith("ss"))
    return not plural and word not in _NO_SINGULAR


def _cues(
    table: Mapping[str, Any],
) -> tuple[dict[str, tuple[tuple[Phrase, str, frozenset[str]], ...]], dict[str, str]]:
    """The cues by first word, and the outcome that a noun alone tells ('deaths')."""
    found: dict[str, dict[Phrase, tuple[str, set[str]]]] = {}
    noun_outcome: dict[str, str] = {}
    for outcome in (*OUTCOMES, "either"):
        for form in _FORMS:
            for words in table[outcome][form]:
                phrase = tuple(words.split())
                found.setdefault(phrase[0], {}).setdefault(phrase, (outcome, set()))[1].add(form)
                if form == "noun" and len(phrase) == 1:
                    noun_outcome.setdefault(words, outcome)
    cues = {
        first: tuple(
            (phrase, outcome, frozenset(forms))
            for phrase, (outcome, forms) in sorted(known.items(), key=lambda item: -len(item[0]))
        )
        for first, known in found.items()
    }
    return cues, noun_outcome


def _zero(table: Mapping[str, list[str]]) -> dict[str, tuple[tuple[Phrase, tuple[str, ...]], ...]]:
    found: dict[str, dict[Phrase, tuple[str, ...]]] = {}
    for kind, outcomes in (("both", ("killed", "injured")), ("killed", ("killed",)), ("injured", ("injured",))):
        for words in table[kind]:
            phrase = tuple(words.replace("-", " - ").split())
            found.setdefault(phrase[0], {}).setdefault(phrase, outcomes)
    return {
        first: tuple(sorted(known.items(), key=lambda item: (-len(item[0]), item[0]))) for first, known in found.items()
    }
