"""A report with all that was found in it, arranged by sentence: what the coder reads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol, TypeVar

from geo.actors import ActorMention, Claim, claimed_by, find_actors
from geo.counts import Count, find_counts
from geo.dates import DateMention, find_dates
from geo.document import Document, Sentence
from geo.tokens import Tokens, by_first_word, folded
from geo.toponym import Toponym
from geo.triggers import Trigger, Vocabulary, find_triggers, trigger_words
from geo.vocabulary import names, vocabulary
from seeds.record import record
from seeds.report import Span


class Spanned(Protocol):
    """Anything with a span."""

    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=Spanned)


@record(frozen=True, slots=True)
class Line:
    """One sentence with everything found in it, each list in the order of the text."""

    sentence: Sentence
    kind: str
    """Its block's kind: 'paragraph', 'headline', 'caption', ..."""
    tokens: Tokens
    triggers: tuple[Trigger, ...]
    toponyms: tuple[Toponym, ...]
    dates: tuple[DateMention, ...]
    counts: tuple[Count, ...]
    actors: tuple[ActorMention, ...]
    claims: tuple[Claim, ...]
    published: date | None = None


@record(frozen=True, slots=True)
class Part:
    """A stretch of a line (tokens ``first`` to ``last``) that tells of one event."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and its lines, one a sentence."""

    doc: Document
    lines: tuple[Line, ...]
    counts: tuple[Count, ...]
    words: Vocabulary
    warlike: float
    """How much it speaks of armed conflict; below 1 it is news of daily crime, sport or weather."""
    states: tuple[str, ...]
    """Countries that act in it, the most named first."""


@cache
def cues() -> Mapping[str, Any]:
    """The table of geo/words/cues.toml with those of the other languages: no word of one script is one of another's."""
    table: dict[str, dict[str, list[str]]] = {}
    for name in ("cues", *sorted(n for n in names() if n.startswith("cues_"))):
        for part, lists in vocabulary(name).items():
            for key, words in lists.items():
                table.setdefault(part, {}).setdefault(key, []).extend(words)
    return table


@cache
def cue_set(table: str, key: str) -> frozenset[str]:
    """One list of geo/words/cues.toml."""
    return frozenset(folded(word) for word in cues()[table][key])


@cache
def cue_phrases(table: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of one list of geo/words/cues.toml by their first word, longest first."""
    return by_first_word(cues()[table][key])


def means_else(words: list[str], trigger: Trigger) -> bool:
    """Whether a trigger among a sentence's words belongs to a phrase that means something else ('hunger strike')."""
    table = cue_phrases("not", "phrases")
    for start in range(max(0, trigger.first - 3), trigger.first + 1):
        for phrase in table.get(words[start], ()):
            end = start + len(phrase)
            if end > trigger.first and tuple(words[start:end]) == phrase:
                return True
    return False


def in_part(line: Line, part: Part, span: Span) -> bool:
    """Whether a span of the text begins within a part of a line."""
    return line.tokens.starts[part.first] <= span.start < line.tokens.ends[part.last]


def read(doc: Document, toponyms: Sequence[Toponym], files: tuple[str, ...] = ()) -> Reading:
    """Run every extractor over a document. ``files`` are the user's vocabulary files."""
    words = trigger_words(doc.report.language or "en", files)
    dates, counts, actors = find_dates(doc), find_counts(doc, files), find_actors(doc, files)
    claims = claimed_by(doc, actors, files)
    by_sentence: dict[int, list[Claim]] = {}
    for claim in claims:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    toponyms_in, dates_in = _by_span(toponyms), _by_span(dates)
    counts_in, actors_in = _by_span(counts), _by_span(actors)
    lines = []
    for sentence, cut in zip(doc.sentences, doc.tokens, strict=True):
        lines.append(
            Line(
                sentence,
                doc.blocks[sentence.block].kind,
                cut,
                tuple(find_triggers(cut, words)),
                toponyms_in(sentence.span),
                dates_in(sentence.span),
                counts_in(sentence.span),
                actors_in(sentence.span),
                tuple(by_sentence.get(sentence.index, ())),
                doc.report.published,
            )
        )
    named: dict[str, int] = {}
    for actor in actors:
        if actor.kind == "state" and actor.country:
            named[actor.country] = named.get(actor.country, 0) + 1
    states = tuple(sorted(named, key=lambda country: -named[country]))
    return Reading(doc, tuple(lines), tuple(counts), words, _warlike(lines, actors, doc.report.language), states)


def _warlike(lines: Sequence[Line], actors: Sequence[ActorMention], language: str | None) -> float:
    """How much a report speaks of armed conflict, against what its length asks for: 1 and above is enough.

    Different words count, not their number; a report of a few lines needs fewer of them.
    """
    if language not in (None, "en"):
        return 10.0
    seen: set[str] = set()
    length = 0
    for line in lines:
        seen |= line.tokens.present
        length += len(line.tokens.words)
    score = len(seen & cue_set("conflict", "words")) + 0.25 * len(seen & cue_set("conflict", "plain"))
    score += 2.0 * bool(seen & cue_set("conflict", "sure")) + 3.0 * any(a.kind == "group" for a in actors)
    score += 0.5 * any(a.kind == "unidentified" for a in actors)
    score += any(a.country and a.key.endswith(":forces") for a in actors)  # 'Ruritanian forces' detained two men
    return score / min(4.0, 0.8 + length / 80)


def _by_span(items: Sequence[S]) -> Callable[[Span], tuple[S, ...]]:
    """A function that gives the items that start within a span; items come in the order of the text."""
    starts = [item.span.start for item in items]
    return lambda span: tuple(items[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
