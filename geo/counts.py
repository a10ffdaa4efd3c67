"""How many: the people counted in a report, with what befell them, who they were and who gave the number."""

from __future__ import annotations

import re
from dataclasses import replace

from geo.count_groups import Group, GroupReader, SentenceWords
from geo.count_links import Linker
from geo.count_words import OUTCOMES, CountWords, count_words
from geo.counting import Body, Count, Outcome, Party, most, numbered, toll
from geo.document import Document
from geo.numerals import language_of
from seeds.report import Span

__all__ = ["Count", "Outcome", "Party", "find_counts", "most", "numbered", "toll"]

_NEGATIONS = frozenset({"no", "nobody", "none", "not", "without", "didn't", "didn’t"})
_SINCE = re.compile(r" since (?:(?:early|late|mid|last) )?(?:[a-z]+ )?(?:19|20)\d\d ")
_LONGEST_SENTENCE = 3000
"""Characters read as one sentence."""
_LOOK_BACK = 12
"""Sentences before 'two of them' in which the larger figure is looked for."""
_ORDER = {name: n for n, name in enumerate((*OUTCOMES, "present", "either"))}
_LIVING = frozenset({"abducted", "arrested", "freed", "missing"})
"""What befalls nobody who is dead."""
_TOLD: dict[str, Outcome | None] = {
    "killed": "killed",
    "injured": "injured",
    "abducted": "abducted",
    "arrested": "arrested",
    "freed": "freed",
    "missing": "missing",
    "present": "present",
    "either": None,
}


def find_counts(doc: Document, files: tuple[str, ...] = ()) -> tuple[Count, ...]:
    """The counts of a report's sentences, in the order of the text; none for a text without any.

    ``files`` are a user's vocabularies laid over the built-in ones.
    """
    language = language_of(doc.text, doc.report.language)
    if language != "en":
        from geo.counts_rtl import find_counts_rtl

        return find_counts_rtl(doc, language, files)
    words = count_words(files)
    low = doc.low
    found: list[Count] = []
    pronouns: list[int] = []
    for sentence in doc.sentences:
        if words.telling.isdisjoint(doc.tokens[sentence.index].present):
            continue
        for span in _pieces(low, sentence.span):
            told = _counts(doc.text, low, span, sentence.index, words, len(found))
            pronouns += [len(found) + n for n, (_, pronoun) in enumerate(told) if pronoun]
            found += [count for count, _ in told]
    for n in pronouns:
        found[n] = _pronoun_settled(found, n)
    return tuple(_some_of_those_before(doc, found))


def _some_of_those_before(doc: Document, found: list[Count]) -> list[Count]:
    """'Four officers died. Three were dead at once': a bare number that opens a sentence is some of those before."""
    for n, count in enumerate(found):
        if count.noun is not None or count.implied or count.additional or count.low is None:
            continue
        if doc.text[doc.sentences[count.sentence].span.start : count.span.start].strip("“\"‘'"):
            continue  # other words open the sentence
        for k in range(n - 1, -1, -1):
            other = found[k]
            if count.sentence - other.sentence > 1:
                break
            if other.sentence < count.sentence and other.outcome == count.outcome and (other.low or 0) > count.low:
                found[n] = replace(count, part_of=k)
                break
    return found


def _pieces(low: str, span: Span) -> list[Span]:
    """A sentence whole, or cut at blanks where it is absurdly long: linking looks at every pair of groups."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > _LONGEST_SENTENCE:
        blank = low.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        end = blank if blank > 0 else start + _LONGEST_SENTENCE
        pieces.append(Span(start, end))
        start = end
    pieces.append(Span(start, span.end))
    return pieces


def _counts(text: str, low: str, span: Span, sentence: int, words: CountWords, base: int) -> list[tuple[Count, bool]]:
    """The counts of one sentence, each with whether it is 'of them'; ``base`` is the index the first will have."""
    s = SentenceWords(text, low, span, words)
    zeros = _zeros(s)
    groups = Linker(s, GroupReader(s).read()).run() if s.cues else []
    if not groups and not zeros:
        return []
    common = Count(
        Span(0, 0),
        "",
        None,
        None,
        None,
        sentence,
        speaker_span=_speaker(s),
        cumulative=_cumulative(s),
    )
    rows: list[tuple[int, int, Group | None, Count]] = []
    fates: set[str] = set()
    for group in groups:
        if group.head is not None and s.v.noun_outcome.get(s.words[group.head]) == "killed":
            group.outcomes = [told for told in group.outcomes if told[0] not in _LIVING]  # 'recovered nine bodies'
        own = {outcome for outcome, _ in group.outcomes}
        if group.additional and fates and not own & fates:
            group.additional = False  # 'killed one and wounded two others': others than the one killed
        fates |= own
        if not group.outcomes and (group.implied or not group.sure):
            continue
        for outcome, cue in group.outcomes:
            rows.append((group.first, _ORDER[outcome], group, _count(s, group, outcome, cue, common)))
        if not group.outcomes:
            rows.append((group.first, _ORDER["present"], group, _count(s, group, "present", None, common)))
    for first, last, outcomes in zeros:
        span = Span(s.starts[first], s.ends[last])
        one_side = _one_side(s, first, last)
        for outcome in outcomes:
            nobody = replace(
                common, span=span, text=span.of(text), low=0, high=0, outcome=_TOLD[outcome], cue=span, subset=one_side
            )
            rows.append((first, _ORDER[outcome], None, nobody))
    rows.sort(key=lambda row: row[:2])
    index = {(id(group), count.outcome): base + n for n, (_, _, group, count) in reversed(list(enumerate(rows)))}
    return [
        (_linked(group, count, index), group is not None and group.pronoun and group.subset)
        for _, _, group, count in rows
    ]


def _cumulative(s: SentenceWords) -> bool:
    """Whether a sentence sums up: 'so far this year', 'since 2011'."""
    if s.v.sums_up.isdisjoint(s.words):
        return False
    told = f" {' '.join(s.words)} "
    return any(phrase in told for phrase in s.v.cumulative) or _SINCE.search(told) is not None


def _linked(group: Group | None, count: Count, index: dict[tuple[int, Outcome | None], int]) -> Count:
    """The count with the index of its total or of its list's first member."""
    if group is None or group.link is None:
        return count
    target = index.get((id(group.link), count.outcome))
    if target is None:
        return count
    return replace(count, part_of=target) if group.relation == "part" else replace(count, adds_to=target)


def _count(s: SentenceWords, group: Group, outcome: str, cue: tuple[int, int] | None, common: Count) -> Count:
    span = Span(s.starts[group.first], s.ends[group.number_last])
    # 'one of the wounded died': one more than those who were dead at once
    later = outcome == "killed" and group.subset and any(told == "injured" for told, _ in _whole_outcomes(group))
    noun_span: Span | None = None
    nationality: str | None = None
    if group.noun_first is not None and group.noun_last is not None:
        noun_span = Span(s.starts[group.noun_first], s.ends[group.noun_last])
        for k in range(group.noun_first, group.noun_last + 1):
            if s.words[k] in s.v.nationalities and s.capital(k):
                nationality = s.text[s.starts[k] : s.ends[k]]
                break
    return Count(
        span=span,
        text=span.of(s.text),
        low=group.low,
        high=group.high,
        outcome=_TOLD[outcome],
        sentence=common.sentence,
        speaker_span=common.speaker_span,
        cumulative=common.cumulative,
        noun=noun_span.of(s.text) if noun_span else None,
        noun_span=noun_span,
        party=_party(s, group),
        body=_body(s, group),
        nationality=nationality,
        cue=Span(s.starts[cue[0]], s.ends[cue[1]]) if cue else None,
        approx=group.approx,
        implied=group.implied,
        vague=group.vague,
        additional=group.additional or later,
        subset=group.subset and not later,
        weak=_replaced(s, group),
        total=group.total,
    )


def _whole_outcomes(group: Group) -> list[tuple[str, tuple[int, int]]]:
    """What befell those a group is some of, as far as it tells of something else than of their death."""
    told = group.outcomes if group.link is None else group.link.outcomes
    return [] if group.link is not None and any(outcome == "killed" for outcome, _ in told) else told


def _replaced(s: SentenceWords, group: Group) -> bool:
    """'an earlier count had spoken of four dead': a figure that the text itself replaces."""
    for k in range(group.first - 1, max(0, group.first - 12), -1):
        if s.words[k] in (";", ".", ":", "but"):
            return False
        if s.is_in(k, "reckonings") and s.is_in(k - 1, "earlier"):
            return True
    return False


def _party(s: SentenceWords, group: Group) -> Party | None:
    """Told by the noun alone: attackers, victims, or nobody's ('people', a bare number)."""
    if group.noun_first is None or group.noun_last is None:
        return None
    if any(w in s.v.attackers for w in s.words[group.noun_first : group.noun_last + 1]):
        return "attacker"
    return None if group.head is None or s.words[group.head] in s.v.nobody_party else "victim"


def _body(s: SentenceWords, group: Group) -> Body | None:
    """'force' for soldiers and police, 'civilian' for people without arms, 'group' for children, None for 'people'."""
    if group.head is None or _party(s, group) != "victim":
        return None
    head = s.words[group.head]
    return "group" if head in s.v.part_groups else "force" if head in s.v.forces else "civilian"


def _pronoun_settled(found: list[Count], n: int) -> Count:
    """'Two of them died': a subset where a larger figure of the same fate stands before, else a count of its own."""
    count = found[n]
    if count.part_of is not None or count.additional:
        return count
    for k in range(n - 1, -1, -1):
        other = found[k]
        if count.sentence - other.sentence > _LOOK_BACK:
            break
        if other.outcome == count.outcome and not other.subset and (other.low or 0) > (count.low or 0):
            return replace(count, part_of=k)
    return replace(count, subset=False)


def _zeros(s: SentenceWords) -> list[tuple[int, int, tuple[str, ...]]]:
    """'nobody was hurt': (first word, last word, outcomes that befell nobody)."""
    words, zero = s.words, s.v.zero
    found: list[tuple[int, int, tuple[str, ...]]] = []
    after = 0
    for i in [i for i, word in enumerate(words) if word in zero or word in _NEGATIONS]:
        if i < after:
            continue
        denied = _denied(s, i)
        if denied is None:
            continue
        before = words[max(0, i - 4) : i]
        if not " ".join(before).endswith(s.v.zero_open) and "if" not in before:
            found.append((i, *denied))
        after = denied[0] + 1
    return found


def _one_side(s: SentenceWords, first: int, last: int) -> bool:
    """'no casualties [on our side]', '[its forces suffered] no casualties': nothing is told of the others."""
    return any(s.is_in(k, "one_side") for k in (*range(max(0, first - 6), first), *range(last + 1, last + 5)))


def _denied(s: SentenceWords, i: int) -> tuple[int, tuple[str, ...]] | None:
    """The end and the outcomes of words at ``i`` that deny harm: a fixed phrase or one built of parts, the longer."""
    fixed: tuple[int, tuple[str, ...]] | None = None
    for phrase, outcomes in s.v.zero.get(s.words[i], ()):
        if tuple(s.words[i : i + len(phrase)]) == phrase:
            fixed = (i + len(phrase) - 1, outcomes)
            break
    built = _built_denial(s, i)
    if fixed is None or (built is not None and built[0] > fixed[0]):
        return built
    return fixed


def _built_denial(s: SentenceWords, i: int) -> tuple[int, tuple[str, ...]] | None:
    words, v = s.words, s.v
    nobody = next((p for p in v.nobody if p[0] == words[i] and tuple(words[i : i + len(p)]) == p), None)
    if nobody is not None:
        if i and words[i - 1] in v.harms:  # 'killing no one'
            return i + len(nobody) - 1, v.harms[words[i - 1]]
        return _harm_after(s, i + len(nobody))
    if words[i] in ("no", "without"):
        denied = _harm_after(s, i + 1)
        if denied is None or not words[denied[0]].endswith("ing"):
            return denied
        # 'without hurting anyone', never 'without hurting trade'
        after = denied[0] + 1
        anybody = next((p for p in v.anybody if tuple(words[after : after + len(p)]) == p), None)
        return (after + len(anybody) - 1, denied[1]) if anybody is not None else None
    if words[i] in _NEGATIONS:
        return _no_harm_to_anybody(s, i + 1)
    return None


def _harm_after(s: SentenceWords, k: int) -> tuple[int, tuple[str, ...]] | None:
    """'[nobody] in the village was hurt', '[no] deaths or injuries': harm within a few small words."""
    outcomes: tuple[str, ...] = ()
    last = -1
    for j in range(k, min(s.count, k + 8)):
        word = s.words[j]
        if word in s.v.zero_but:
            return None
        harm = s.v.harms.get(word)
        if harm is not None:
            outcomes = tuple(dict.fromkeys((*outcomes, *harm)))
            last = j
        elif last >= 0 and word not in ("or", "and", "nor", ","):
            break
        elif word not in s.v.zero_between and word not in s.v.people and word != ",":
            return None
    return (last, tuple(o for o in ("killed", "injured") if o in outcomes)) if last >= 0 else None


def _no_harm_to_anybody(s: SentenceWords, k: int) -> tuple[int, tuple[str, ...]] | None:
    """'[did not] injure anybody', '[did not] cause casualties'."""
    harm: tuple[str, ...] | None = s.v.harms.get(s.word(k))
    if harm is not None and s.word(k - 2) in ("was", "were") and s.word(k - 3) in _EVERYBODY and k <= 4:
        return k, harm
    causes = s.word(k) in ("cause", "caused", "lead", "leave", "result", "bring")
    if harm is None and not causes:
        return None
    for j in range(k + 1, min(s.count, k + 4)):
        anybody = next((p for p in s.v.anybody if tuple(s.words[j : j + len(p)]) == p), None)
        if anybody is not None:
            told = harm if harm is not None else s.v.harms.get(anybody[-1])
            return (j + len(anybody) - 1, told) if told else None
    return None


_EVERYBODY = frozenset({"people", "civilians", "residents", "villagers", "locals"})
"""Of whom it is said that they were not hurt: nobody was."""


def _speaker(s: SentenceWords) -> Span | None:
    """Who says so in this sentence: 'according to X', 'X said', 'said X'."""
    words, speech = s.words, s.v.speech
    for i, word in [(i, word) for i, word in enumerate(words) if word in speech]:
        if word == "according":
            last = _phrase_last(s, i + 2)
            if s.word(i + 1) == "to" and last > i + 1:
                return Span(s.starts[i], s.ends[last])
            continue
        first = i
        while (
            first > 0 and i - first < 10 and words[first - 1][0].isalnum() and words[first - 1] not in _BEFORE_SPEAKER
        ):
            first -= 1
        if first < i and not s.cued(first, i) and words[first] not in s.v.numbers.values:
            return Span(s.starts[first], s.ends[i])
        last = _phrase_last(s, i + 1)
        if first == i and word in ("said", "says") and last > i:
            return Span(s.starts[i], s.ends[last])
    return None


_BEFORE_SPEAKER = frozenset({"and", "but", "that", "as", "when"})


def _phrase_last(s: SentenceWords, i: int) -> int:
    """Index of the last word of the noun phrase at ``i``; ``i - 1`` where none stands there."""
    last = i - 1
    while last - i < 9 and s.word(last + 1)[:1].isalnum() and s.words[last + 1] not in ("who", "which", "and", "but"):
        last += 1
    return last
