"""What befell the counted groups of one English sentence: verbs, nouns and tolls linked to their people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.count_groups import (
    Cue,
    Group,
    SentenceWords,
    after_age,
    companion_after,
    is_name,
    is_particle,
    names_after,
    one_person,
    single_after,
    without_ages,
)
from geo.numerals import parse_number

_LONGEST_GAP = 26
"""Words between people and their verb."""
_OPENING = frozenset({",", "(", "—", "–", "-"})
_CLOSING = frozenset({",", ")", "—", "–", "-"})
_TOGETHER = (["along", "with"], ["together", "with"])
_NAMED_AS = (["identified", "as"], ["named", "as"])
_CLAUSE_ENDS = frozenset({";", ":", ".", "“", '"', "that", "when", "after", "but", "while"})


class Linker:
    """Gives outcomes to the groups of a sentence; adds groups for persons without a number."""

    def __init__(self, sentence: SentenceWords, groups: list[Group]) -> None:
        self.s, self.v, self.words, self.groups = sentence, sentence.v, sentence.words, groups

    def run(self) -> list[Group]:
        """All groups in the order of the text, with their outcomes."""
        for cue in self.s.cues:
            self._link(cue)
        self.groups.sort(key=lambda g: g.first)
        self._inherit()
        return self.groups

    def _link(self, cue: Cue) -> None:
        number_at = self._number_of(cue)
        if self.words[cue.first] == "the" and self._described(replace(cue, first=cue.first + 1)):
            return
        if number_at is not None or "toll" in cue.forms:
            self._toll(cue if number_at is None else replace(cue, first=number_at))
            return
        if any((cue.first, cue.last) == span for g in self.groups for _, span in g.outcomes):
            return  # 'five kidnapped guards'
        following = self.s.word(cue.last + 1)
        if "of" in cue.forms and following == "of":
            if self.words[cue.first] != "loss" or self._lives_follow(cue):
                self._object(cue, cue.last + 2)
            return
        if self._caused(cue):
            return
        if "noun" in cue.forms:
            own = next((g for g in self.groups if g.head == cue.first), None)
            if own is not None:
                own.mark(cue)
                return
        if not self._unreal(cue) and not self._died_of(cue) and not self._doomed(cue):
            self._verb(cue, following)

    def _caused(self, cue: Cue) -> bool:
        """'which caused his immediate death'."""
        first = next((k for k in (cue.first - 1, cue.first - 2) if self.s.word(k) in ("his", "her")), None)
        if first is None or self.words[cue.last] != "death" or not self.s.is_in(first - 1, "causes"):
            return False
        single = one_person(first, first, None, first)
        single.mark(cue)
        self.groups.append(single)
        return True

    def _doomed(self, cue: Cue) -> bool:
        """'sentenced nine men to death'."""
        before = self.words[max(0, cue.first - 9) : cue.first]
        return self.words[cue.first] == "to" and any(self.v.grammar["dooms"].intersection(before))

    def _died_of(self, cue: Cue) -> bool:
        """'died of her injuries', 'succumbed to his wounds', 'died in hospital': told of the dead."""
        before = self.words[max(0, cue.first - 3) : cue.first]
        if self.words[cue.first] == "in" and not {"died", "succumbed", "dying"}.isdisjoint(before):
            return True
        if not before or not self.s.is_in(cue.first, "wound_nouns"):
            return False
        causes = {"of", "from", "to"}
        return (before[-1] in self.v.possessives or before[-1] in {"the", *causes}) and not causes.isdisjoint(before)

    def _verb(self, cue: Cue, following: str) -> None:
        if ("participle" in cue.forms or "adjective" in cue.forms) and self._described(cue):
            return
        verb_first, passive = self._verb_start(cue.first)
        if "participle" in cue.forms:
            if passive:
                self._subject(cue, verb_first)
                self._companions(cue)
            elif not self._object(cue, cue.last + 1) and self._ends_clause(following):
                self._subject(cue, verb_first, reduced=True)
        elif "active" in cue.forms:
            word = self.words[cue.first]
            if word.startswith("cost") and not self._lives_follow(cue):
                return
            if word in ("lost", "losing") and not any(
                g.sure and not g.implied and 0 < g.first - cue.last <= 2 for g in self.groups
            ):
                return
            self._object(cue, cue.last + 1)
        elif "intransitive" in cue.forms:
            self._subject(cue, verb_first)
        else:
            self._subject(cue, verb_first, reduced=not passive)
        self._so_did(cue)

    def _so_did(self, cue: Cue) -> None:
        """'The gunmen died, and so did two soldiers.'"""
        for k in range(cue.last + 1, min(self.s.count, cue.last + 5)):
            if self.words[k] == "so" and self.s.word(k + 1) in ("did", "was", "were"):
                group = next((g for g in self.groups if g.first == k + 2 and not g.outcomes), None)
                if group is not None:
                    self._assign(group, cue)

    def _lives_follow(self, cue: Cue) -> bool:
        return any(w in ("lives", "life") for w in self.words[cue.last : cue.last + 11])

    def _unreal(self, cue: Cue) -> bool:
        """Whether the verb is no fact: 'to kill', 'could be killed', 'was not killed'."""
        k = cue.first - 1
        while k >= 0 and self.words[k] in ("be", "have", "been", "also", "even"):
            k -= 1
        word = self.s.word(k)
        if word not in self.v.unreal or word in ("nearly", "almost"):
            return False
        if word == "to" and self.words[k + 1] == "have":
            return False  # 'are said to have killed'
        return word != "to" or not self.s.is_in(k - 1, "real_before_to")

    def _verb_start(self, i: int) -> tuple[int, bool]:
        """Index of the first word of the verb group that ends before ``i``, and whether it is passive ('were also')."""
        passive = perfect = False
        k = i
        while k > 0 and i - k < 6:
            word = self.words[k - 1]
            if word in self.v.auxiliary:
                passive = not perfect  # 'are said to have killed' is none
            elif word in self.v.perfect:
                perfect = not passive
            elif word in ("or", "and") and k > 1 and self.words[k - 2].endswith("ed") and not passive:
                k -= 1  # 'were hacked or shot to death'
            elif word not in self.v.adverbs and word not in self.v.perfect:
                break
            k -= 1
        return k, passive

    def _ends_clause(self, following: str) -> bool:
        return (
            not following
            or not following[0].isalpha()
            or following in self.v.stop
            or following in self.v.grammar["clause_prepositions"]
        )

    # Behind the verb.

    def _object(self, cue: Cue, start: int) -> bool:
        """Link the group that stands right after the verb, or a single person; True where there was one."""
        start = self._after_aside(start)
        k = start
        while k - start < 3 and self._passed_over(k):
            k += 1
        for group in self.groups:
            if group.first > k:
                break
            if group.first >= start or (start <= group.number_last <= k and group.first >= cue.last):
                if not self._may_be_people(group):
                    return False
                self._assign(group, cue)
                return True
        if self.s.word(start) == "them":
            return self._them(cue)
        single = self._listed_names(start) or single_after(self.s, start)
        if single is None:
            return False
        single.mark(cue)
        companion = companion_after(self.s, single)
        if companion is not None and all(g.first != companion.first for g in self.groups):
            self.groups.append(companion)
        elif self.s.word(single.last + 1) == "and":
            # 'killed him and two of his guards'
            companion = next((g for g in self.groups if g.first == single.last + 2 and g.sure and not g.link), None)
        self.groups.append(single)
        if companion is not None:
            companion.relation, companion.link = "add", single
            companion.mark(cue)
        return True

    def _listed_names(self, start: int) -> Group | None:
        """'killed Ahmed Khan, 35, and Bilal Shah, 20': all of them together."""
        listed = names_after(self.s, start) if start < self.s.count and self.s.capital(start) else None
        if listed is None:
            return None
        together = one_person(start, listed[1], None, start)
        together.low = together.high = listed[0]
        return together

    def _them(self, cue: Cue) -> bool:
        """'took four men and killed them', 'all of them died': the people counted last before the verb."""
        group = next((g for g in reversed(self.groups) if g.last < cue.first and g.sure and g.low != 1), None)
        if group is None or any(outcome == cue.outcome for outcome, _ in group.outcomes):
            return False
        group.mark(cue)
        return True

    def _after_aside(self, k: int) -> int:
        """'killing, by one count, nine people': where the number is after an aside, else ``k``."""
        if self.s.word(k) != ",":
            return k
        closing = next((j for j in range(k + 2, min(self.s.count, k + 9)) if self.words[j] == ","), None)
        if closing is None or parse_number(self.words, closing + 1, self.v.numbers) is None:
            return k
        return closing + 1

    def _passed_over(self, k: int) -> bool:
        """'killed [and wounded] ten', 'killed [all] four', 'killed [in total] nine', 'killed [its] two passengers'."""
        word = self.s.word(k)
        if word == "and":
            return k + 1 in self.s.cue_at or self.s.word(k - 1) in ("himself", "herself")
        if word == "in":
            return self.s.word(k + 1) == "total"
        if word in self.v.possessives:
            return any(g.first == k + 1 for g in self.groups)
        return self.s.is_in(k, "before_object") or (k in self.s.cue_at and word not in self.v.people)

    def _may_be_people(self, group: Group) -> bool:
        """An unknown noun counts as people where it may be one: a plural or a name."""
        if group.sure or group.noun_last is None:
            return True
        word = self.words[group.noun_last]
        if group.vague:
            return word.endswith("s") and word in self.v.nationalities
        return word.endswith(("s", "men", "people", "folk", "ese", "ish")) or self.s.capital(group.noun_last)

    # Before the verb.

    def _subject(self, cue: Cue, verb_first: int, *, reduced: bool = False) -> None:
        """Link the group that the verb is told of, else one person before it.

        ``reduced``: no auxiliary stands there ('the 14 killed on Friday').
        """
        if reduced:
            for part, whole in zip(self.groups, self.groups[1:], strict=False):
                if whole.inner and whole.last + 1 == verb_first and not part.outcomes:
                    # 'one of the three soldiers killed'
                    part.subset, part.relation, part.link = True, "part", whole
                    whole.mark(cue)
                    return
        for group in reversed(self.groups):
            if group.inner or (group.last >= verb_first and not group.number_last < verb_first <= group.last + 1):
                continue
            at = group.last + 1
            while self._is_told(group, at):
                at = self.s.cue_at[at].last + 1  # 'nine officers [held hostage] there were freed'
            aged = after_age(self.s, at)
            if aged > at:
                at = aged + (self.s.word(aged) == ",")
            gap = without_ages(self.words[at:verb_first])
            if len(gap) > _LONGEST_GAP:
                break
            if not self._reaches(group, gap, at, reduced) or not self._may_be_people(group):
                continue
            closed = gap[:1] in ([], [","], [")"], ["–"], ["—"]) or gap[-1] == ","
            some = group.pronoun and group.noun_last is None and not gap  # 'ten were hurt, two of whom died'
            whole = group.whole if group.relation == "part" and closed and not some else group
            if all(outcome != cue.outcome for outcome, _ in whole.outcomes):
                self._assign(whole, cue)
            return
        if tuple(self.words[max(0, verb_first - 3) : verb_first]) == ("all", "of", "them"):
            self._them(cue)
            return
        if reduced:
            single = self._headline_single(cue.first) or self._kin(verb_first)
            if single is None and "adjective" in cue.forms:
                single = self._shot_dead(verb_first)
        else:
            single = self._single_before(verb_first)
            passive = verb_first < cue.first and self.words[verb_first] not in ("were", "are")
            if single is None and (passive or self.s.word(verb_first - 1) in ("he", "she")):
                single = self._one_word(verb_first - 1)
            if single is None:
                self._coordinate(cue, verb_first)
                return
        if single is not None:
            single.mark(cue)
            for group in self.groups:
                # 'the mayor, along with three others, was shot dead'
                beside = single.last < group.first < verb_first and not group.outcomes
                if beside and self.words[group.first - 2 : group.first] in _TOGETHER:
                    group.mark(cue)
                    group.relation, group.link = "add", single
            self.groups.append(single)

    def _is_told(self, group: Group, at: int) -> bool:
        """Whether the cue at ``at`` already tells of the group."""
        cue = self.s.cue_at.get(at)
        return cue is not None and (cue.outcome, (cue.first, cue.last)) in group.outcomes

    def _reaches(self, group: Group, gap: Sequence[str], at: int, reduced: bool) -> bool:
        """Whether words between a group and its verb only describe the group."""
        if not gap:
            return True
        if ";" in gap or ":" in gap:
            return False
        if len(gap) == 1 and gap[0] in ",[(":
            return reduced
        if gap[0] in _OPENING and (gap[-1] in _CLOSING or (gap[-2] == "," and gap[-1] in self.v.grammar["relatives"])):
            inner = gap[1:-1]
            return not any(w in self.v.speech for w in inner[:2]) and inner[:1] not in (
                ["and"],
                ["but"],
                ["when"],
                ["while"],
                ["as"],
            )
        grammar = self.v.grammar
        if gap[0] in ("who", "whom") and gap[-1] == ",":
            return True
        describes = gap[0] in grammar["postmodifiers"] or gap[0].endswith("ing")
        others = any(k in self.s.cue_at and not self._is_told(group, k) for k in range(at, at + len(gap)))
        if not describes or others:
            return False
        if "," in gap:
            return gap[-1] == "," and gap.count(",") == 2
        if gap[0] in grammar["relatives"]:
            return len(gap) <= 14 or self.s.cued(at, at + len(gap))
        pair = "including" in gap or "between" in gap  # 'near the road between X and Y'
        told = grammar["relatives"] if pair else (*grammar["relatives"], "and")
        return len(gap) <= 12 and not any(w in self.v.speech or w in grammar["finite"] or w in told for w in gap[1:])

    def _single_before(self, verb_first: int) -> Group | None:
        """'a soldier was killed', 'Colonel Example has been shot dead': one person right before the verb."""
        k = verb_first - 1
        opening = {",": ",", ")": "("}.get(self.s.word(k))
        if opening is not None:
            # Jump over one apposition: 'Example Name, a councilman, was killed', 'Example Name (35) was killed'.
            k = next((j - 1 for j in range(k - 1, max(-1, k - 13), -1) if self.words[j] == opening), -1)
        named = self._named(k)
        if named is not None or any(w in ("were", "are") for w in self.words[verb_first : verb_first + 3]):
            return named
        return self._single_ending(k)

    def _named(self, last: int) -> Group | None:
        """'Example Name, Other Name and his driver were killed': all of them, where 'and' joins the last."""
        second = self._name_before(last, titled=False) or self._kin(last + 1)
        if second is None or self.s.word(second.first - 1) != "and":
            return None
        number = 2
        first = self._name_before(second.first - 2, titled=False)
        if first is None:
            return None
        while self.s.word(first.first - 1) == ",":
            before = self._name_before(first.first - 2, titled=False)
            if before is None:
                break
            first, number = before, number + 1
        together = one_person(first.first, last, None, first.first)
        together.low = together.high = number
        return together

    def _kin(self, verb_first: int) -> Group | None:
        """'[and] her son [injured]': somebody's one right before the verb."""
        for first in range(verb_first - 2, max(0, verb_first - 6), -1):
            if self.words[first] in self.v.possessives:
                single = single_after(self.s, first) if self.s.word(first - 1) in ("and", ",", "with") else None
                return single if single is not None and single.last == verb_first - 1 else None
        return None

    def _coordinate(self, cue: Cue, verb_first: int) -> None:
        """'A soldier crossed the river, fired and was shot': the subject stands at the head of the clause."""
        if self.s.word(verb_first - 1) != "and":
            return
        plural = self.s.word(verb_first) in ("were", "are", "have")
        first = max((k + 1 for k in range(verb_first - 1) if self.words[k] in _CLAUSE_ENDS), default=0)
        group = next((g for g in self.groups if first <= g.first <= first + 1), None)
        if group is None and not plural:
            group = single_after(self.s, first)
            if group is not None:
                at = group.last + 1
                behind = after_age(self.s, at)
                if self.s.word(behind) in ("and", "'s", "’s") or self.s.word(at) == "," and behind == at:
                    return
            if group is not None:
                self.groups.append(group)
        agrees = verb_first == cue.first or group is not None and plural == (group.low != 1)
        if group is None or not group.sure or not agrees:
            return
        if all(outcome != cue.outcome for outcome, _ in group.outcomes):
            group.mark(cue)

    def _single_ending(self, k: int) -> Group | None:
        """One person whose words end at ``k``, or are followed by no more than what describes them."""
        s, v = self.s, self.v
        head: int | None = None
        for j in range(k, max(-1, k - 22), -1):
            word = self.words[j]
            if word in ("a", "an", "the") or word in v.possessives:
                if head is None and j == k:
                    return None
                if head is None:
                    continue
                if s.word(j - 1) in ("of", "to"):
                    head = None  # 'a member of the guard', 'an aide to the mayor': the person stands before 'of'
                    continue
                if word == "the" and head != k and not s.is_in(head + 1, "after_person"):
                    return None
                single = one_person(j, head, head, j + 1)
                single.last = max(head, k)
                return single
            if s.is_in(j, "clause_breaks") or s.is_in(j, "finite") or word in v.speech or j in s.cue_at:
                break
            if head is not None and word in v.stop and word not in ("'s", "’s", "only") and self.s.word(j - 1) != "-":
                break  # the person's words begin behind it
            if head is None and word in v.singular:
                if j == k or s.is_in(j + 1, "after_person") or s.capital(j + 1):
                    head = j
            elif head is None and j == k and word in v.people:
                return None
        return self._name_before(k, titled=False)

    def _name_before(self, last: int, *, titled: bool) -> Group | None:
        """A person's name of two or more words that ends at ``last``; with a title where ``titled`` asks for one."""
        j = last
        while j >= 0 and last - j < 9 and (is_name(self.s, j) or (j < last and is_particle(self.s, j))):
            if self.words[j] in self.v.no_person:
                if any(w in self.v.titles for w in self.words[j + 1 : last]):
                    break  # 'Police Constable Example Name'
                return None
            j -= 1
        if last - j < 2 or (not titled and self.s.word(j) in ("of", "the", "in", "at")):
            return None
        if titled and not any(w in self.v.titles for w in self.words[j + 1 : last + 1]):
            return None
        return one_person(j + 1, last, None, j + 1)

    def _one_word(self, last: int) -> Group | None:
        """'he was killed', 'Example was shot dead': a pronoun or a surname right before a passive."""
        word = self.s.word(last)
        if word in ("he", "she"):
            return one_person(last, last, None, last)
        if (
            last < 1
            or not is_name(self.s, last)
            or word in self.v.no_person
            or word in self.v.people
            or word in self.v.things
        ):
            return None
        before = self.s.word(last - 1)
        opens = before in ("that", "said", "when", "where", "before", "after", "as", "and", "but", ",", "because")
        return one_person(last, last, None, last) if opens else None

    def _described(self, cue: Cue) -> bool:
        """'the slain mayor', 'a wounded soldier': one person with the outcome before the noun."""
        first, noun = cue.first - 1, cue.last + 1
        if self.s.word(first) not in ("the", "a", "an") or self.s.word(noun) not in self.v.singular:
            return False
        if self.s.word(noun + 1) in self.v.people or self.s.word(noun + 1) in self.v.things:
            return False
        single = one_person(first, noun, noun, cue.first)
        single.mark(cue)
        self.groups.append(single)
        return True

    def _shot_dead(self, verb_first: int) -> Group | None:
        """'shot a cleric dead', 'left a guard dead'."""
        single = self._single_ending(verb_first - 1)
        if single is None or single.last != verb_first - 1 or not self.s.is_in(single.first - 1, "before_dead"):
            return None
        return single

    def _headline_single(self, verb: int) -> Group | None:
        """'Guards Officer Shot Dead': headlines drop the article."""
        if (
            not 1 <= verb <= 5
            or self.words[verb - 1] not in self.v.singular
            or any(w in self.v.stop for w in self.words[:verb])
        ):
            return None
        return one_person(0, verb - 1, verb - 1, 0)

    # Lists, tolls, ellipsis.

    def _assign(self, group: Group, cue: Cue) -> None:
        """Give the outcome to a group, to the list it belongs to and to the subsets of it."""
        first = group.whole if group.relation == "add" else group
        named = self._named_companion(first)
        if named is not None:
            named.relation, named.link = "add", first
            self.groups.append(named)
        for member in self.groups:
            if member is first or member.link is first:
                member.mark(cue)
        group.mark(cue)

    def _companions(self, cue: Cue) -> None:
        """'was killed along with two others': they too, whoever stands before the verb."""
        if self.words[cue.last + 1 : cue.last + 3] not in _TOGETHER:
            return
        k = start = cue.last + 3
        while self.s.word(k) == "the" or self.s.word(k) in self.v.possessives:
            k += 1
        group = next((g for g in self.groups if g.first == k and not g.outcomes and self._may_be_people(g)), None)
        if group is None:
            group = single_after(self.s, start)
            if group is not None:
                self.groups.append(group)
        if group is not None:
            group.mark(cue)
            group.additional = True
            first = next(
                (g for g in self.groups if (cue.outcome, (cue.first, cue.last)) in g.outcomes and g is not group), None
            )
            if first is not None:
                group.relation, group.link = "add", first.whole if first.relation == "add" else first

    def _named_companion(self, group: Group) -> Group | None:
        """'Captain Example and three soldiers were killed': the named one is one more."""
        k = group.first - 1
        if self.s.word(k) in self.v.possessives or self.s.word(k) == "the":
            k -= 1
        if self.words[max(0, k - 1) : k + 1] in _TOGETHER:
            k -= 1 + (self.s.word(k - 2) == ",")
            named = self._name_before(k - 1, titled=False) if k >= 1 else None
            return named or (self._single_ending(k - 1) if k >= 1 else None)
        listed = self.s.word(k) == "," and any(g.link is group and g.relation == "add" for g in self.groups)
        if self.s.word(k) != "and" and not listed:
            return None
        named = self._name_before(k - 1, titled=True)
        if named is not None:
            return named
        # 'A senior officer of the guard and three soldiers were killed', where nothing stands before it
        single = self._single_ending(k - 1)
        if single is None or not (single.first == 0 or self.s.is_in(single.first - 1, "clause_breaks")):
            return None
        return single

    def _number_of(self, cue: Cue) -> int | None:
        """Index of 'number' in 'the number of officers killed', None elsewhere."""
        for k in range(cue.first - 2, max(0, cue.first - 9), -1):
            if self.words[k - 1 : k + 2] == ["the", "number", "of"]:
                return k
        return None

    def _toll(self, cue: Cue) -> None:
        """'the death toll rose from 20 to 30', 'gave 11 as the number of officers killed', 'the dead were two boys'."""
        if self.s.word(cue.first - 1) == "among":
            self._among(cue)
            return
        if self.s.word(cue.first - 1) == "of" and self.s.is_in(cue.last, "toll_of_people"):
            return  # 'one of the injured'
        for group in reversed(self.groups):
            if group.number_last < cue.first <= group.number_last + 3 and not group.outcomes:
                after = self.words[group.number_last + 1]
                if after == "as" or (self.s.word(group.first - 1) == "to" and after in ("the", self.words[cue.first])):
                    group.mark(cue)
                    return
                break
        told_people = self.s.is_in(cue.last, "toll_of_people")
        if told_people:
            named = next((k for k in range(cue.last + 2, cue.last + 6) if self.words[k - 1 : k + 1] in _NAMED_AS), None)
            listed = self._listed_names(named + 1) if named is not None else None
            if listed is not None:
                listed.mark(cue)
                self.groups.append(listed)
                return
        for group in self.groups:
            if not cue.last < group.first <= cue.last + 14 or group.outcomes:
                continue
            lead = self.s.word(group.first - 1)
            if told_people and group.first <= cue.last + 3 and self.s.is_in(group.first - 1, "toll_verbs"):
                self._assign(group, cue)
                group.subset = group.subset or lead.startswith("include")
                return
            if lead == "as" and not self.s.is_in(group.first - 2, "given"):
                return  # 'may rise, as 16 are missing'
            if self.s.is_in(group.first - 1, "toll_leads") and (group.sure or group.noun_last is None):
                group.mark(cue)
                # who puts a toll at a figure gives a count of his own, not a later one
                group.total = not self.s.is_in(cue.first - 1, "puts") and not self.s.is_in(cue.first - 2, "puts")
                return

    def _among(self, cue: Cue) -> None:
        """'11 women were among the dead': a subset of a total told elsewhere."""
        verb_first, passive = self._verb_start(cue.first - 1)
        last = next((g for g in reversed(self.groups) if g.last + 1 == verb_first), None)
        if last is None or not passive:
            return
        self._assign(last, cue)
        for group in self.groups:
            if group is last or group is last.whole or group.link is last.whole:
                group.subset = True

    def _inherit(self) -> None:
        """'killed one person in Exampleton and one near it', '..., and three other people with them': the same fate."""
        for previous, group in zip(self.groups, self.groups[1:], strict=False):
            if group.outcomes or group.subset or group.implied or not previous.outcomes or previous.last >= group.first:
                continue
            outcome, (cue_first, cue_last) = previous.outcomes[-1]
            at = max(previous.last, cue_last) + 1
            gap = self.words[at : group.first]
            bare = group.noun_last is None
            if not gap or len(gap) > 9 or not (group.sure or bare) or self.s.cued(at, group.first):
                continue
            joined = gap[-1] in ("and", "with", "plus") or gap[-3:] == ["as", "well", "as"]
            if not joined and not (bare and gap[-1] == ","):
                continue
            grammar = self.v.grammar
            if any(
                w in grammar["finite"] or w in self.v.speech or w in grammar["relatives"] or w in ("when", "while")
                for w in gap
            ):
                continue
            following = self.s.word(group.last + 1)
            if following[:1].isalnum() and following not in grammar["after_ellipsis"]:
                continue
            if bare and following in ("", "of", "and", "by"):
                continue
            group.mark(Cue(cue_first, cue_last, outcome, frozenset()))
            group.relation, group.link = "add", previous.whole if previous.relation == "add" else previous
