"""Reading Persian and Urdu clauses, whose verbs stand last: what places an event, whether it was, where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from geo.tokens import Tokens, by_first_word, folded
from geo.triggers import Trigger
from geo.vocabulary import vocabulary

Tie = Literal["in", "near", "from", "border", "between", "subject", "agent"]
State = Literal["real", "negated", "future", "hypothetical", "generic"]

_BREAKS = frozenset({"،", "؛", ";", ",", ".", "۔", ":", "؟", "که", "کہ"})
_STOPS = frozenset({"؛", ";", ".", "۔", ":", "؟"})
_CHAIN = 7
"""Most words between a place and the small word that ties it."""
_SAID = 14
"""Most words between a day and the verb of saying it belongs to."""


def is_verb_last(tokens: Tokens) -> bool:
    """Whether a sentence is written in Arabic script, as Persian and Urdu are."""
    return tokens.arabic


@cache
def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in vocabulary("verb_last")[table][key])


@cache
def _phrases(table: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, longest first."""
    return by_first_word(vocabulary("verb_last")[table][key])


def _phrase_at(words: Sequence[str], i: int, table: str, key: str) -> int:
    """How many words of a phrase of the table stand at ``i``; 0 for none."""
    for phrase in _phrases(table, key).get(words[i], ()):
        if tuple(words[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _holds(words: Sequence[str], table: str, key: str) -> bool:
    return any(_phrase_at(words, i, table, key) for i in range(len(words)))


# ---------------------------------------------------------------- where


def tie(words: list[str], first: int, after: int) -> tuple[Tie, str | None]:
    """How a place name (tokens ``first`` up to ``after``) is tied to its clause, and by which word.

    Persian puts the word before it, over nouns that hang on one another ('در بازار شهر X'); Urdu puts it behind
    ('X کے علاقے میں'). 'subject' where nothing ties it, or where it only tells who somebody is.
    """
    if words[after : after + 1] and words[after] in _words("where", "care"):
        return "subject", None
    urdu = _behind(words, after)
    if urdu is not None:
        return urdu
    return _before(words, first)


def _behind(words: list[str], after: int) -> tuple[Tie, str | None] | None:
    """The Urdu case or postposition behind a name; None where no Urdu word stands there."""
    told = False
    for i in range(after, min(len(words), after + _CHAIN)):
        word = words[i]
        if word in _words("urdu", "stop"):
            return ("subject", None) if told else None
        if word in _words("urdu", "near"):
            return "near", word
        if word in _words("urdu", "between"):
            return "between", word
        if word in _words("urdu", "beside"):
            return "border", word
        if word in _words("urdu", "agent"):
            return "subject", None
        if told and word in _words("where", "titles") | _words("where", "care"):
            return "subject", None
        if word in _words("urdu", "in"):
            return "in", word
        if word in _words("urdu", "from"):
            return "from", word
        told = told or word in _words("urdu", "case")
    return ("subject", None) if told else None


def _before(words: list[str], first: int) -> tuple[Tie, str | None]:
    """The Persian preposition before a name."""
    grounded = False
    for i in range(first - 1, max(-1, first - 1 - _CHAIN), -1):
        word = words[i]
        if word in _words("where", "titles") | _words("where", "care") and not grounded:
            return "subject", None
        if word in _words("persian", "near"):
            return "near", word
        if word in _words("persian", "beside"):
            # 'مرز X' is beside it, but 'در نوار مرزی X' in it
            return "border", word
        if word in _words("persian", "between"):
            return "between", word
        if word in _words("persian", "in"):
            return ("subject", None) if words[i + 1] in _words("persian", "saying") else ("in", word)
        if word in _words("persian", "from"):
            if words[i + 1] in _words("persian", "in"):
                return "in", word
            return "from", word
        if word in _words("persian", "stop"):
            return "subject", None
        grounded = grounded or word in _words("where", "ground")
    return "subject", None


def is_ground(words: list[str], first: int, after: int) -> bool:
    """Whether a kind of place stands beside a name: 'the south of X', 'the soil of X', 'X's border areas'."""
    around = {*words[max(0, first - 1) : first], *words[after : after + 2]}
    return bool(around & _words("where", "ground"))


def is_care(words: list[str], first: int, after: int) -> bool:
    """Whether a name tells where the hurt lie: 'the hospital of X'."""
    return bool({*words[max(0, first - 4) : first], *words[after : after + 3]} & _words("where", "care"))


# ---------------------------------------------------------------- whether it happened


def happened(words: list[str], trigger: Trigger) -> State:
    """Whether a trigger states a fact, read off the words of its clause and the verb at its end."""
    start, end = _clause(words, trigger)
    left, right = words[start : trigger.first], words[trigger.last + 1 : end]
    inside = words[trigger.first : trigger.last + 1]
    whole = words[start:end]
    if {*right[:5], *inside} & _words("realis", "negated"):
        return "negated"
    if {*right[:4], *left[-2:]} & _words("realis", "future"):
        return "future"
    if trigger.form == "noun" and set(right) & _words("realis", "judged"):
        return "generic"  # condemned or mourned: told elsewhere, or not at all
    if right[:1] and right[0] in _words("realis", "wished"):
        return "hypothetical"
    if trigger.form != "noun" or trigger.harm:
        if any(w.startswith("می") and len(w) > 4 for w in right[:1]):
            return "generic"
        if any(
            w in _words("realis", "habit") and right[k + 1 : k + 2] and right[k + 1] in _words("realis", "habit_after")
            for k, w in enumerate(right[:3])
        ):
            return "generic"
    if _holds(left, "realis", "hypothetical") or _holds([*inside, *right[:4]], "realis", "foiled"):
        return "hypothetical"
    return "generic" if _holds(whole, "realis", "generic") else "real"


def _clause(words: list[str], trigger: Trigger) -> tuple[int, int]:
    start, end = trigger.first, trigger.last + 1
    while (
        start > 0
        and words[start - 1] not in _STOPS
        and words[start - 1] not in ("که", "کہ")
        and start > trigger.first - 30
    ):
        start -= 1
    while end < len(words) and words[end] not in _BREAKS:
        end += 1
    return start, end


def told_before(words: list[str], trigger: Trigger) -> bool:
    """Whether the verb stands in the past before the past ('کرده بود', 'کیا تھا'): an earlier event, retold."""
    _, end = _clause(words, trigger)
    return bool(set(words[trigger.last : min(end, trigger.last + 4)]) & _words("telling", "earlier"))


# ---------------------------------------------------------------- who says it, and when


def said(words: list[str], after: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a day that ends before token ``after`` is that of a verb of saying: no event is told between the two."""
    for i in range(after, min(len(words), after + _SAID)):
        if words[i] in _STOPS:
            return False
        told = next((t for t in triggers if t.first <= i <= t.last), None)
        if told is not None and not (told.form == "noun" and "از" in words[max(after, told.first - 3) : told.first]):
            return False  # but 'on Sunday he told of the killing of two' is the day of the telling
        if words[i] in _words("telling", "saying"):
            return True
    return False


def announces(words: list[str], first: int, after: int, triggers: Sequence[Trigger]) -> bool:
    """Whether a body (tokens ``first`` up to ``after``) tells the news: 'به گفته X', 'X نے بتایا', 'X خبر داد'."""
    if {*words[max(0, first - 2) : first]} & _words("persian", "saying"):
        return True
    return words[after : after + 2] == ["کے", "مطابق"] or said(words, after, triggers)


def is_also(words: list[str], after: int) -> bool:
    """Whether 'also' stands right behind a day: 'روز یکشنبه نیز', 'پیر کو بھی' tell of something else."""
    return bool(set(words[after : after + 2]) & _words("telling", "also"))


def points_back(words: list[str], trigger: Trigger) -> bool:
    """Whether a noun is pointed at: 'این حمله', 'اس حملے'."""
    if trigger.form != "noun":
        return False
    return bool(set(words[max(0, trigger.first - 2) : trigger.first]) & _words("telling", "pointing"))


# ---------------------------------------------------------------- where a second event begins


def _answered(words: list[str], i: int) -> int:
    """How many words of 'in answer to', 'after', that close what came before, stand at ``i``; 0 for none."""
    return _phrase_at(words, i, "clause", "response_end")


def cuts(words: list[str]) -> list[tuple[int, str]]:
    """Where a sentence may be cut, with the English word for how the part that begins there hangs on the others."""
    found: dict[int, str] = {}
    finite, joins = _words("clause", "finite"), _words("clause", "joins")
    for i, word in enumerate(words):
        if word in ("؛", ";") and i + 1 < len(words):
            found[i + 1] = ";"
        elif _phrase_at(words, i, "clause", "beside") and i:
            found[i] = "while"
        elif i > 0 and words[i - 1] in finite:
            if word in joins:
                found[i] = "and"
            elif word in ("،", ",") and i + 1 < len(words):
                found[i + 1] = "and"
        size = _answered(words, i)
        if size:
            opening = max((k for k in found if k < i), default=0)
            found[opening] = "after"
            found.setdefault(i + size, "and")
        if _phrase_at(words, i, "clause", "response"):
            comma = next((k for k in range(i, min(len(words), i + 25)) if words[k] in ("،", ",")), None)
            if comma is not None:
                found[i] = "after"
                found.setdefault(comma + 1, "and")
    return sorted((at, why) for at, why in found.items() if at < len(words))
