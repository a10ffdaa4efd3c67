"""How many: the people counted in a report, with what befell them, who they were and who gave the number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.document import Document
from geo.incident import Toll
from seeds.report import Span

Outcome = Literal["killed", "injured", "abducted", "arrested", "freed", "missing", "present"]
Party = Literal["victim", "attacker"]


@dataclass(frozen=True, slots=True)
class Count:
    """One counted group of people.

    ``low`` and ``high`` are people, both ends included: exactly 11 is (11, 11), at least 11 (11, None), up to 11
    (None, 11); both None where the words are vague ('dozens'). ``span`` covers the number with its modifier
    ('at least 11'), ``noun_span`` the people counted. ``outcome`` is None where the words do not say which of killed
    and injured ('casualties'); 'present' are people at the scene of whom nothing is said. ``party`` is told by the noun
    alone. ``part_of`` is the index (in the same tuple) of the total this is a subset of; ``adds_to`` that of the first
    member of a list that this belongs to ('six soldiers and two civilians'). ``cue`` covers the word that tells the
    outcome. ``implied``: no number is written ('killed the mayor'). ``additional``: on top of another figure ('two more').
    """

    span: Span
    text: str
    low: int | None
    high: int | None
    outcome: Outcome | None
    sentence: int
    noun: str | None = None
    noun_span: Span | None = None
    party: Party | None = None
    nationality: str | None = None
    part_of: int | None = None
    adds_to: int | None = None
    speaker_span: Span | None = None
    cue: Span | None = None
    approx: bool = False
    implied: bool = False
    vague: bool = False
    additional: bool = False


def find_counts(doc: Document) -> tuple[Count, ...]:
    """The counts of a report's sentences, in the order of the text; none for a text without any."""
    return ()


def toll(
    counts: Sequence[Count], outcome: Outcome, *, everyone: bool = False
) -> tuple[Toll, tuple[Count, ...]] | None:
    """Merge the counts of one incident into (low, high) and tell which counts it used; None where none gives a number.

    Victims are counted; dead or hurt attackers only widen the high end ([victims, everybody]), unless ``everyone``
    (clash, operation, strike), where both sides add up. Totals that conflict give [lowest, highest].
    """
    return None
