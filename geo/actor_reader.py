"""Reads the sentences of one report for its actors: names by the vocabulary, noun phrases word by word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from geo.actor import ActorMention, Kind, Role
from geo.actor_context import in_context
from geo.document import Document
from geo.lexicon import NAMED, NOUNS, WORD, Entry, Lexicon, Sort, slug
from seeds.report import Span

_PARTS = re.compile(f"({WORD.pattern})")
# What may stand between two words of one name: 2 in any name, 1 in one the vocabulary spells so.
_BONDS = {
    **dict.fromkeys([" (", ") ", ", ", " \u200c", "\u200c ", " & ", ", and ", "-\n"], 1),
    **dict.fromkeys(
        [" ", "-", "\u2011", "\u2013", "\n", "'", "’", ".", "\u200c", "/", "&", "\u00a0", "' ", "’ ", "  "], 2
    ),
}
_LOOSE = re.compile(r"[(,&]")

KINDS: dict[Sort, Kind] = {
    "group": "group", "forces": "forces", "organisation": "organisation", "troops": "forces", "people": "people",
    "unidentified": "unidentified", "target": "place-target", "state": "state", "seat": "state", "adjective": "state",
    "national": "people",
}  # fmt: skip

# An acronym in brackets behind a name, and what a sentence says where the name is that of an armed group.
_ACRONYM = re.compile(r"\((?:the )?([A-Z][A-Z0-9&/-]{1,7})[,;)]")
_GROUP_CUES = re.compile(
    r"\b(militant|armed|rebel|separatist|insurgent|terrorist|jihadist|extremist|militia|outfit|guerrilla|gang|cartel|paramilitary|secessionist)s?\b",
    re.IGNORECASE,
)
# 'Levies personnel' are the Levies.
_OWN_PEOPLE = re.compile(r" (?:personnel|men|soldiers|troops|members)$")
_MAX_MODIFIERS = 5
_MEMORY = 4
"""Sentences over which 'the group' still speaks of one named before."""


@dataclass(slots=True)
class _Words:
    """The words of one sentence: folded, with offsets, and how each hangs on the last: 2 tight, 1 loose, 0 not."""

    folded: list[str]
    starts: list[int]
    ends: list[int]
    bond: list[int]


@dataclass(slots=True)
class _Phrase:
    """A noun phrase being read: where it begins and ends (words), what it holds."""

    first: int
    last: int
    entry: Entry
    country: str | None
    identity: list[str]
    plain: list[str]


class Reader:
    """Reads one document; made anew for each, so that nothing of one report reaches another."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self.doc = doc
        self.text = doc.text
        self.lex = lex
        self.sets = lex.sets
        self.found: list[ActorMention] = []
        self.entries: dict[int, Entry] = {}  # by the offset a mention begins at
        self.own: dict[str, Entry] = {}  # acronyms and names the report itself defines
        self.own_names: dict[str, Entry] = {}  # the same by folded words, for names of more than one
        self.called: dict[str, str] = {}  # countries by the name a report in another script gives them
        self.full: set[str] = set()  # slugs of bodies named in full
        self.short: list[tuple[ActorMention, Entry]] = []
        self.words = _Words([], [], [], [])

    def read(self) -> tuple[ActorMention, ...]:
        sentences = [self._cut(s.span) for s in self.doc.sentences]
        self._definitions(sentences)
        heads, own = self.lex.longest, self._own_heads()
        anaphors = self.sets["anaphors"]
        others = own | anaphors
        for number, words in enumerate(sentences):
            self.words = words
            go_on = 0
            for i, word in [(i, word) for i, word in enumerate(words.folded) if word in heads or word in others]:
                if i >= go_on and (word in heads or word in own):
                    go_on = self._at(i)
                if word in anaphors and i >= go_on - 1:
                    self._anaphor(number, i)
        found = self._drop_short_forms(self.found)
        found = in_context(found, self.doc, self.lex)
        return tuple(sorted(self._best_names(found), key=lambda m: m.span))

    # -- words

    def _cut(self, span: Span) -> _Words:
        parts = _PARTS.split(self.text[span.start : span.end])  # gap, word, gap, word, ..., gap
        offsets = list(accumulate(map(len, parts), initial=span.start))
        bond = [_BONDS.get(gap, 0) for gap in parts[0:-1:2]]
        bond[:1] = [0][: len(bond)]
        return _Words(list(map(self.lex.folds.__getitem__, parts[1::2])), offsets[1:-1:2], offsets[2::2], bond)

    def _anaphor(self, number: int, i: int) -> None:
        """'the group', 'this militant organisation': the group named last, in this sentence or the four before."""
        words = self.words
        described = self.found[-1] if self.found and self.found[-1].span.end == words.ends[i] else None
        first = bisect_left(words.starts, described.span.start) if described else i
        if first > 1 and words.folded[first - 1] == "same":
            first -= 1
        determined = first > 0 and words.folded[first - 1] in self.sets["anaphor_before"]
        owns = i + 1 < len(words.folded) and words.folded[i + 1] == "of"
        if not determined or owns or (described is not None and described.kind not in ("group", "unidentified")):
            return
        if described is not None and (described.named or described.country is not None):
            return
        since = self.doc.sentences[max(0, number - _MEMORY)].span.start
        for mention in reversed(self.found):
            if mention.span.start < since:
                return
            if mention.named and mention.kind == "group":
                if described is not None:
                    self.found.pop()
                entry = self.entries[mention.span.start]
                self._add(first - 1, i, mention.name, "group", mention.key, country=mention.country, entry=entry)
                return

    def _match(self, i: int, allowed: frozenset[Sort] | None = None) -> tuple[Entry, int] | None:
        """The longest entry that begins at word ``i``, and the word after it."""
        words = self.words
        first = words.folded[i]
        longest = self.lex.longest.get(first)
        own = self.own.get(self.text[words.starts[i] : words.ends[i]]) if self.own else None
        if own is not None and (allowed is None or own.sort in allowed):
            return own, i + 1
        if self.own_names:
            for name, entry in self.own_names.items():
                if name.startswith(first) and (allowed is None or "group" in allowed):
                    j = i + entry.length
                    if " ".join(words.folded[i:j]) == name and all(words.bond[i + 1 : j]):
                        return entry, j
        if longest is None:
            return None
        folded, bond = words.folded, words.bond
        reach, most = 1, min(longest, len(folded) - i)
        while reach < most and bond[i + reach]:
            reach += 1
        table = self.lex.entries
        for count in range(reach, 0, -1):
            key = first if count == 1 else " ".join(folded[i : i + count])
            if key in table:
                for entry in table[key]:
                    if (allowed is None or entry.sort in allowed) and self._spelt(entry, i, i + count):
                        return entry, i + count
        return None

    def _spelt(self, entry: Entry, i: int, j: int) -> bool:
        """Whether the words have the capitals the entry asks for."""
        words, text = self.words, self.text
        if j - i > 1 and 1 in words.bond[i + 1 : j] and not _LOOSE.search(entry.form):
            return False
        if entry.case == 0:
            if entry.sort == "target" and entry.length == 1 and text[words.starts[i]].isupper():
                # 'Camp Lemonnier': a name of its own, not a camp; a headline in capitals tells nothing.
                following = j < len(words.folded) and words.bond[j] == 2 and text[words.starts[j]].isupper()
                return not following or self._known(j) or self._titled()
            return True
        surface = text[words.starts[i] : words.ends[j - 1]]
        if entry.case == 2:
            letters = [c for c in surface if c.isalpha()]
            if not all(c.isupper() for c in letters) or (
                i > 0 and words.folded[i - 1].isdigit() and surface in ("PM", "AM")
            ):
                return False
            return len(letters) > 4 or not self._shouted(i, j)
        for k in range(i, j):
            head = text[words.starts[k]]
            if head.isupper() or not head.isascii():
                return True
            if words.folded[k] != "al":
                return False
        return False

    def _titled(self) -> bool:
        """Whether the sentence writes all its longer words with capitals, as some headlines do."""
        words, text = self.words, self.text
        return all(text[a].isupper() or b - a < 4 for a, b in zip(words.starts, words.ends, strict=True))

    def _known(self, i: int) -> bool:
        return self.words.folded[i] in self.lex.longest

    def _shouted(self, i: int, j: int) -> bool:
        """Whether the words around are all capitals too, so that 'US' may be 'us'."""
        words, text = self.words, self.text
        around = [k for k in (i - 1, j) if 0 <= k < len(words.folded)]
        return any((w := text[words.starts[k] : words.ends[k]]).isupper() and len(w) > 4 for k in around)

    # -- phrases

    def _at(self, i: int) -> int:
        """Read what begins at word ``i``; return the word to go on with."""
        match = self._match(i)
        if match is None:
            if self.words.folded[i] in self.sets["ship"] and (end := self._ship(i)):
                return end
            return i + 1
        entry, j = match
        if entry.sort == "ignore":
            return j
        if entry.sort in NAMED:
            return self._named(i, entry, j)
        phrase = self._phrase(i, entry, j)
        if phrase is not None:
            return self._noun_phrase(phrase)
        if entry.sort in ("state", "seat", "adjective", "national"):
            return self._state(i, entry, j)
        if entry.sort == "official":
            return self._official(i, j, None, entry)
        return j

    def _phrase(self, i: int, entry: Entry, j: int) -> _Phrase | None:
        """A noun with what stands before it: nationality, identity, other modifiers. None where no noun comes."""
        country: str | None = None
        identity: list[str] = []
        plain: list[str] = []
        words = self.words
        first, steps = i, 0
        while True:
            if entry.sort in NOUNS or entry.sort in NAMED or entry.sort in ("official", "media"):
                if (
                    entry.sort in NAMED
                    and country is not None
                    and (entry.country != country or entry.sort == "organisation")
                ):
                    return None
                if entry.sort in ("official", "media") and country is None:
                    return None
                longer = self._longer_head(j, entry)
                if longer is not None and steps <= _MAX_MODIFIERS:
                    # 'police bus', 'port warehouse': the first noun says whose or where the second is.
                    identity.append(entry.form)
                    entry, j = longer
                    steps += 1
                    continue
                return _Phrase(first, j - 1, entry, country, identity, plain)
            if entry.sort in ("state", "adjective", "seat"):
                if entry.sort == "seat" and not (j < len(words.folded) and words.folded[j] == "s"):
                    return None
                if country is not None and entry.country != country:
                    return None
                country = entry.country
                if entry.sort == "state" and not entry.form[0].isascii():
                    self.called.setdefault(country or "", entry.form)
                if j < len(words.folded) and words.folded[j] in self.sets["genitive"] and words.bond[j] == 2:
                    j += 1
            elif entry.sort == "identity":
                identity.append(entry.name if entry.fixed else entry.form)
            elif entry.sort == "plain":
                plain.append(entry.form)
            else:
                return None
            steps += 1
            if steps > _MAX_MODIFIERS or j >= len(words.folded) or words.bond[j] != 2:
                return None
            following = self._match(j)
            if following is None:
                return None
            entry, j = following

    def _longer_head(self, j: int, entry: Entry) -> tuple[Entry, int] | None:
        """A target right after troops or another target ('police bus', 'port warehouse'); the noun to go on with."""
        if entry.sort not in ("troops", "target") or j >= len(self.words.folded) or self.words.bond[j] != 2:
            return None
        following = self._match(j)
        return following if following is not None and following[0].sort == "target" else None

    def _noun_phrase(self, phrase: _Phrase) -> int:
        entry, j = phrase.entry, phrase.last + 1
        if entry.sort in NAMED:
            return self._named(phrase.first, entry, j, phrase.country, j - entry.length)
        if entry.sort in ("official", "media"):
            return self._official(phrase.first, j, phrase.country, entry)
        country, first, last = phrase.country, phrase.first, phrase.last
        if country is None and entry.sort in ("troops", "people", "unidentified"):
            country, after, belongs = self._of_state(j) if entry.form[0].isascii() else self._state_behind(j)
            if country is not None and belongs:
                last, j = after - 1, after
        if entry.sort == "target":
            return self._target(phrase, first, last) if entry.form[0].isascii() else self._target_owned(phrase, j)
        name = self._noun_name(entry, country, phrase.identity, phrase.plain, first, last)
        kind = KINDS[entry.sort]
        if entry.sort == "people" and not entry.fixed and not _looks_plural(entry.form):
            name = self._of_whom(entry, name, last + 1)
        if entry.sort == "unidentified" and self._describes(entry, j):
            return j
        if entry.sort == "unidentified":
            group = self._apposition(entry, j)
            if group is not None:
                return self._named(group[1], group[0], group[2], country)
            armed = entry.slug in self.sets["armed_nouns"]
            if armed and (country is not None or any(w != "armed" for w in phrase.identity)):
                kind = "group"
        parts = [*(slug(w) for w in phrase.identity), entry.slug]
        where = f"{country}:" if country else ""
        key = (
            f"{kind}:{where}{'-'.join(parts)}"
            if kind != "people" or entry.slug != "civilians"
            else f"people:{where}civilians"
        )
        self._add(first, last, name, kind, key, country=country, entry=entry)
        return last + 1

    def _noun_name(
        self, entry: Entry, country: str | None, identity: list[str], plain: list[str], first: int, last: int
    ) -> str:
        head = _plural(entry)
        if not head[0].isascii():
            # Persian and Urdu keep the words of the text: number and case are endings of theirs.
            return self.text[self.words.starts[first] : self.words.ends[last]]
        if head.split(" ", 1)[0] in self.sets["proper"]:
            head = head[:1].upper() + head[1:]
        parts = []
        if country is not None:
            parts.append(self.lex.states[country].adjective)
        parts += [w[:1].upper() + w[1:] if w in self.sets["proper"] else w for w in identity]
        if entry.sort == "unidentified" and not country and not identity:
            parts += [w for w in plain if w in ("unidentified", "unknown", "masked", "suspected", "armed", "unnamed")]
        if parts and head.startswith(parts[-1] + " "):
            parts.pop()
        return " ".join([*parts, head])

    def _of_whom(self, entry: Entry, name: str, j: int) -> str:
        """One person's name and office in full: 'mayor Example Person', 'commander of the Example border post'."""
        words, text = self.words, self.text
        k = j
        if k + 1 < len(words.folded) and words.folded[k] == "of" and words.bond[k] == 2:
            k += 1 + (words.folded[k + 1] == "the")
        last = k
        while last < len(words.folded) and last - k < 4 and words.bond[last] == 2 and self._proper(last):
            if self._known(last) and last == k:
                return name
            last += 1
        if last == k or (k == j and last - k < 2):
            return name
        if k > j and last < len(words.folded) and words.bond[last] == 2:
            thing = self._match(last, frozenset(("target",)))
            last = thing[1] if thing is not None else last  # '... border post'
        return f"{entry.form} {text[words.starts[j] : words.ends[last - 1]]}"

    def _describes(self, entry: Entry, j: int) -> bool:
        """Whether 'terrorist' or 'rebel' only describes the next word ('terrorist assault') and names nobody."""
        words, text = self.words, self.text
        if entry.length > 1 or entry.form.endswith(("s", "men")) or j >= len(words.folded) or words.bond[j] != 2:
            return False
        following = text[words.starts[j] : words.ends[j]]
        if not following.islower() or following in self.sets["after_noun"] or following.endswith(("ed", "ing", "ly")):
            return False
        match = self._match(j)
        return match is None or match[0].sort in NOUNS

    def _of_state(self, j: int) -> tuple[str | None, int, bool]:
        """'of Iran', 'from Pakistan' after a noun: the country, the word after it, and whether they are its own."""
        words = self.words
        if (
            j + 1 < len(words.folded)
            and words.bond[j] == 2
            and words.folded[j] in ("of", "from")
            and words.bond[j + 1] == 2
        ):
            k = j + 1
            if words.folded[k] == "the" and k + 1 < len(words.folded):
                k += 1
            match = self._match(k, frozenset(("state",)))
            if match is not None:
                return match[0].country, match[1], words.folded[j] == "of"
        return None, j, False

    def _state_behind(self, j: int) -> tuple[str | None, int, bool]:
        """Persian 'border-guards-of Iran', 'workers Pakistani': the country right behind a noun."""
        words = self.words
        if j < len(words.folded) and words.bond[j] == 2:
            match = self._match(j, frozenset(("state", "adjective")))
            if match is not None:
                if match[0].sort == "state":
                    self.called.setdefault(match[0].country or "", match[0].form)
                after = match[1]
                owns = after < len(words.folded) and words.folded[after] in self.sets["genitive"]
                if not owns:
                    return match[0].country, after, True
        return None, j, False

    def _apposition(self, entry: Entry, j: int) -> tuple[Entry, int, int] | None:
        """The named group right behind 'militant group', 'rebels of the': entry, its first word, the word after it."""
        words, text = self.words, self.text
        k = j
        while k < len(words.folded) and k - j < 4 and words.folded[k] in self.sets["before_apposition"]:
            k += 1
        if k >= len(words.folded) or words.starts[k] - words.ends[j - 1] > 30:
            return None
        between = text[words.ends[j - 1] : words.starts[k]]
        if any(c in between for c in ".;:()") or ("," in between and k > j):
            return None
        inner = words.folded[j:k]
        if "and" in inner or ("for" in inner and entry.slug not in self.sets["group_nouns"]):
            return None
        match = self._match(k, frozenset(("group",)))
        return (match[0], k, match[1]) if match is not None and not match[0].short else None

    def _target(self, phrase: _Phrase, first: int, last: int, of: ActorMention | None = None) -> int:
        """What is hit: with its proper name where it has one ('Mach prison', 'Osman Digna Air Base')."""
        words, text = self.words, self.text
        entry = phrase.entry
        head = (
            text[words.starts[phrase.last - entry.length + 1] : words.ends[phrase.last]]
            if entry.length <= last + 1
            else entry.form
        )
        proper_from = first
        free_from = self.found[-1].span.end if self.found else 0
        if not phrase.identity and not phrase.plain and phrase.country is None and of is None:
            while (
                proper_from > 0
                and words.starts[proper_from - 1] >= free_from
                and words.bond[proper_from] == 2
                and self._proper(proper_from - 1)
                and first - proper_from < 4
            ):
                proper_from -= 1
        proper = text[words.starts[proper_from] : words.starts[first]].strip() if proper_from < first else ""
        if proper and proper_from == 0 and first == 1 and words.folded[0] in self.sets["common_starts"]:
            proper, proper_from = "", first
        parts = []
        if phrase.country is not None:
            parts.append(self.lex.states[phrase.country].adjective)
        parts += phrase.identity
        name = " ".join([*parts, proper, head if proper else head.lower()]).strip()
        if (
            first > 0
            and not proper
            and first < last
            and text[words.starts[first]].isupper()
            and head[:1].isupper()
            and not self._titled()
        ):
            name = text[words.starts[first] : words.ends[last]]
        name = re.sub(r"\s+", " ", name)
        j = last + 1
        if (
            j + 1 < len(words.folded)
            and words.folded[j] == "of"
            and words.bond[j] == 2
            and self._proper(j + 1)
            and not self._known(j + 1)
        ):
            k = j + 1
            while k + 1 < len(words.folded) and words.bond[k + 1] == 2 and self._proper(k + 1) and k - j < 4:
                k += 1
            name = f"{name} {text[words.starts[j] : words.ends[k]]}"
            last = k
        where = f"{phrase.country}:" if phrase.country else ""
        self._add(
            proper_from, last, name, "place-target", f"place-target:{where}{slug(name) if proper else entry.slug}",
            country=phrase.country, entry=entry, of=of,
        )  # fmt: skip
        return last + 1

    def _target_owned(self, phrase: _Phrase, j: int) -> int:
        """Persian 'base-of police', 'hideouts-of Jaish al-Adl': whose the target is stands right behind it."""
        self._target(phrase, phrase.first, phrase.last)
        words = self.words
        if j >= len(words.folded) or words.bond[j] != 2:
            return j
        owner = self._match(j, frozenset(("troops", "group", "forces")))
        if owner is None:
            return j
        base = self.found.pop()
        if owner[0].sort == "troops":
            span = Span(base.span.start, words.ends[owner[1] - 1])
            text = span.of(self.text)
            self.found.append(replace(base, span=span, text=text, name=text, canonical=text, of=_plural(owner[0])))
            return owner[1]
        after = self._named(j, owner[0], owner[1])
        named = self.found.pop()
        self.found += [replace(base, of=named.name, of_key=named.key), named]
        return after

    def _proper(self, i: int) -> bool:
        words, text = self.words, self.text
        return text[words.starts[i]].isupper() and words.folded[i] not in self.sets["common_starts"]

    def _named(self, first: int, entry: Entry, j: int, country: str | None = None, name_from: int | None = None) -> int:
        """A named body, with the nouns that only repeat what it is ('Houthi rebels', 'Hamas fighters')."""
        words = self.words
        if not entry.short:
            self.full.add(entry.slug)
        last = j - 1
        name_from = first if name_from is None or name_from < first else name_from
        possessive = False
        k = j
        acronym = _ACRONYM.match(self.text, words.ends[last] + 1)
        if k < len(words.folded) and words.folded[k] == "s" and words.bond[k] == 2:
            possessive, k = True, k + 1
        following = self._match(k) if k < len(words.folded) and words.bond[k] == 2 else None
        if following is not None and following[0].sort in ("plain", "identity", "unidentified", "target", "troops"):
            item, after = following
            while item.sort in ("plain", "identity") and after < len(words.folded) and words.bond[after] == 2:
                nxt = self._match(after)
                if nxt is None:
                    break
                item, after = nxt
            if item.sort == "target":
                return self._target_of(first, last, entry, country, item, after, name_from)
            if not possessive and (
                item.sort == "unidentified" or (item.sort == "troops" and entry.sort in ("group", "forces"))
            ):
                last = after - 1
        elif (
            following is not None
            and following[0].sort == "people"
            and following[0].form in ("men", "man")
            and not possessive
        ):
            last = following[1] - 1  # 'IRGC men'
        go_on = last + 1
        if acronym and last == j - 1:
            while go_on < len(words.folded) and words.starts[go_on] < acronym.end(1):
                go_on += 1
        name = _OWN_PEOPLE.sub("", self.text[words.starts[name_from] : words.ends[j - 1]])
        self._add(first, last, name, KINDS[entry.sort], body_key(entry), country=entry.country or country, entry=entry)
        return go_on

    def _target_of(
        self, first: int, last: int, owner: Entry, country: str | None, item: Entry, after: int, name_from: int
    ) -> int:
        """'Jaish al-Adl bases', 'Revolutionary Guards headquarters': the group, and the base as its own mention."""
        words = self.words
        name = self.text[words.starts[name_from] : words.ends[last]]
        self._add(first, last, name, KINDS[owner.sort], body_key(owner), country=owner.country or country, entry=owner)
        mention = self.found[-1]
        start = after - item.length
        if start > last:
            self._target(_Phrase(start, after - 1, item, None, [], []), start, after - 1, of=mention)
        return after

    def _state(self, i: int, entry: Entry, j: int) -> int:
        words = self.words
        role: Role = ""
        before = words.folded[i - 1] if i else ""
        if before == "the" and i > 1:
            before = words.folded[i - 2]
        after = words.folded[j] if j < len(words.folded) else ""
        bound = j < len(words.folded) and words.bond[j] == 2
        one = entry.sort == "adjective" and self._one_of(before, after, bound)
        if one or entry.sort == "national" and before != "by":  # 'abducted by Russians': by Russia
            self._add(
                i,
                j - 1,
                f"{self.lex.states[entry.country or ''].adjective} civilians",
                "people",
                f"people:{entry.country}:civilians",
                country=entry.country,
                entry=entry,
            )
            return j
        if entry.sort == "adjective":
            role = "adjective"
        elif bound and after in self.sets["place_after"]:
            role = "place"
        elif bound and after in self.sets["genitive"]:
            role = "possessive"
        elif entry.sort == "seat":
            if before in self.sets["locative"] or not (
                (bound and words.folded[self._past_day(j)] in self.sets["acts"])
                or before in ("and", "between", "with", "by", "against")
                or (bound and after == "and")
            ):
                return j
            role = "seat"
        elif (
            (before in self.sets["place_before"] and not self._arms_of(i))
            or (after in self.sets["area_after"] and bound)
            or self._joined_to_place(i)
            or self._border_with(i)
        ):
            role = "place"
        if role in ("adjective", "possessive") and self._area(j):
            role = "place"
        end = j - 1
        if entry.sort == "state" and not entry.form[0].isascii():
            self.called.setdefault(entry.country or "", entry.form)
        foreign = entry.sort == "adjective" and not entry.form[0].isascii() and entry.country not in self.called
        self._add(
            i,
            end,
            # a report in another script that only says 'American' keeps its own word
            self.text[words.starts[i] : words.ends[end]] if foreign else self._state_name(entry.country or ""),
            "state",
            f"state:{entry.country}",
            country=entry.country,
            entry=entry,
            role=role,
        )
        return j

    def _one_of(self, before: str, after: str, bound: bool) -> bool:
        """Whether an adjective stands for a person: 'a Palestinian was shot', 'a young Iraqi'."""
        return before in self.sets["one"] and (not bound or after in self.sets["after_noun"])

    def _past_day(self, j: int) -> int:
        """The word behind a day that stands between a subject and its verb: 'Tehran on Monday summoned'."""
        words, last = self.words, len(self.words.folded) - 1
        k = j
        while k < last and k < j + 4 and words.bond[k + 1] == 2 and words.folded[k] in self.sets["before_verb"]:
            k += 1
        return k

    def _state_name(self, country: str) -> str:
        return self.called.get(country) or self.lex.states[country].name

    def _joined_to_place(self, i: int) -> bool:
        """'in Iraq and Syria': the country before is a place, so is this one."""
        if not self.found or self.found[-1].role != "place" or self.found[-1].kind != "state":
            return False
        between = self.text[self.found[-1].span.end : self.words.starts[i]]
        return between in (" and ", ", ", ", and ", " or ")

    def _arms_of(self, i: int) -> bool:
        """'warplanes of Turkey': the country is who owns them."""
        folded = self.words.folded
        return i > 1 and folded[i - 1] == "of" and folded[i - 2] in self.sets["arms"]

    def _border_with(self, i: int) -> bool:
        """'the border with Pakistan'."""
        folded = self.words.folded
        return i > 1 and folded[i - 1] == "with" and folded[i - 2] in self.sets["area_after"]

    def _area(self, j: int) -> bool:
        """Whether 'province', 'border', 'airspace' follows: "Iran's Sistan-Baluchestan province" is a place."""
        words, text = self.words, self.text
        for k in range(j, min(j + 6, len(words.folded))):
            if words.bond[k] != 2:
                return False
            word = words.folded[k]
            if word in self.sets["area_after"]:
                return True
            if text[words.starts[k]].islower() and word not in self.sets["place_before"] and word != "s":
                return False
        return False

    def _official(self, first: int, j: int, country: str | None, entry: Entry) -> int:
        """A minister, a ministry, an army chief: stands for the state beside it, else for the one the context gives."""
        last = j - 1
        if country is None:
            country, after, belongs = self._of_state(j) if entry.form[0].isascii() else self._state_behind(j)
            if country is not None and belongs:
                last, j = after - 1, after
            else:
                country = self._in_capital(entry, j)
        role: Role = "media" if entry.sort == "media" else "official"
        if country is None:
            if entry.sort == "media" or entry.form in self.sets["vague_officials"]:
                return j
            self._add(first, last, "", "state", f"state:{entry.country or ''}", country=None, entry=entry, role=role)
            return j
        self._add(
            first,
            last,
            self._state_name(country),
            "state",
            f"state:{country}",
            country=country,
            entry=entry,
            role=role,
        )
        return j

    def _in_capital(self, entry: Entry, j: int) -> str | None:
        """'the foreign ministry in Example City': an office is the state's in whose capital it sits."""
        words = self.words
        if entry.form.split()[-1] not in self.sets["sits"] or words.folded[j : j + 1] != ["in"]:
            return None
        if j + 1 == len(words.folded):
            return None  # a sentence cut off
        match = self._match(j + 1, frozenset(("seat", "state")))
        return match[0].country if match is not None else None

    def _ship(self, i: int) -> int:
        """'MV Example Star': a ship by its prefix; the word after it, 0 where there is none."""
        words, text = self.words, self.text
        if not text[words.starts[i]].isupper():
            return 0
        j = i + 1
        if words.folded[i] == "m":
            if not (
                j < len(words.folded)
                and words.folded[j] in ("v", "t")
                and text[words.starts[i] + 1 : words.starts[i] + 2] == "/"
            ):
                return 0
            j += 1
        end = j
        while end < len(words.folded) and words.bond[end] == 2 and text[words.starts[end]].isupper() and end - j < 4:
            end += 1
        if end == j:
            return 0
        name = text[words.starts[i] : words.ends[end - 1]]
        self._add(i, end - 1, name, "place-target", f"place-target:{slug(name)}", entry=None)
        return end

    def _add(
        self, first: int, last: int, name: str, kind: Kind, key: str, *, entry: Entry | None,
        country: str | None = None, role: Role = "", of: ActorMention | None = None,
    ) -> None:  # fmt: skip
        span = Span(self.words.starts[first], self.words.ends[last])
        canonical = entry.name if entry is not None and entry.sort in NAMED else name
        mention = ActorMention(
            span, span.of(self.text), name, canonical, kind, key, country, False,
            of.name if of else None, of.key if of else None, role, entry is None or entry.sort in NAMED,
        )  # fmt: skip
        if (
            mention.named
            and self.found
            and self.found[-1].key == key
            and self.text[self.found[-1].span.end : span.start] == " ("
        ):
            return  # 'Jaish al-Adl (Army of Justice)': said twice, named once
        self.found.append(mention)
        if entry is not None:
            self.entries[span.start] = entry

    # -- what the report itself defines

    def _definitions(self, sentences: list[_Words]) -> None:
        """Acronyms given in brackets behind a name: of bodies we know, and of groups nobody has told us of."""
        for match in _ACRONYM.finditer(self.text):
            sentence = self.doc.sentence_at(match.start(1))
            if sentence is None:
                continue
            self.words = sentences[sentence.index]
            k = bisect_left(self.words.starts, match.start(1))
            if not 0 < k < len(self.words.folded) or self.words.bond[k] != 1:
                continue
            known = self._name_before(k, match.group(1))
            if known is not None:
                self.own[match.group(1)] = known._replace(short=False, case=2)

    def _own_heads(self) -> set[str]:
        """First words of what the reader knows beyond the lexicon."""
        own = {self.lex.folds[WORD.findall(acronym)[0]] for acronym in self.own}
        return own | self.sets["ship"] | {name.split(" ", 1)[0] for name in self.own_names}

    def _name_before(self, k: int, acronym: str) -> Entry | None:
        words, text = self.words, self.text
        for first in range(max(0, k - 8), k):
            match = self._match(first, NAMED)
            if match is not None and match[1] == k and not match[0].short:
                return match[0]
        first = k - 1
        while (
            first > 0
            and words.bond[first] == 2
            and k - first < 9
            and (
                text[words.starts[first - 1]].isupper()
                or words.folded[first - 1] in ("of", "for", "the", "al", "and", "s", "de", "la", "del")
            )
        ):
            first -= 1
        while first < k - 1 and not text[words.starts[first]].isupper():
            first += 1
        if k - first < 2 or (words.folded[first] in self.sets["common_starts"] and k - first < 3):
            return None
        if words.folded[first] == "the":
            first += 1
        initials = "".join(text[words.starts[i]] for i in range(first, k) if text[words.starts[i]].isupper())
        if initials[:1] != acronym[:1] or len(set(initials) & set(acronym)) < 2:
            return None
        name = text[words.starts[first] : words.ends[k - 1]]
        sentence = self.doc.sentence_at(words.starts[k])
        if not any(w in self.sets["name_like"] for w in words.folded[first:k]) or (
            sentence is not None and not _GROUP_CUES.search(sentence.text)
        ):
            return None
        entry = Entry("group", name, name, slug(name), None, 1, k - first)
        self.own_names[" ".join(words.folded[first:k])] = entry
        return entry

    def _drop_short_forms(self, found: Iterable[ActorMention]) -> list[ActorMention]:
        """'the Guards' counts only where the report names them in full somewhere."""
        kept = []
        for mention in found:
            entry = self.entries.get(mention.span.start)
            if entry is not None and entry.sort in NAMED and entry.short and entry.slug not in self.full:
                # 'the Taliban' where the Pakistani Taliban are not named: the body whose full name that is
                full = next((e for e in self.lex.find(entry.form) if e.sort in NAMED and not e.short), None)
                if full is None:
                    continue
                self.entries[mention.span.start] = full
                mention = replace(
                    mention, canonical=full.name, kind=KINDS[full.sort], key=body_key(full), country=full.country
                )
            kept.append(mention)
        return kept

    # -- names

    def _best_names(self, found: list[ActorMention]) -> list[ActorMention]:
        """Call each named body by the words of the mention itself; an acronym or a short form by the spelled-out name
        the report uses most, except for bodies that the vocabulary itself lists by their acronym."""
        forms: dict[str, Counter[str]] = {}
        for mention in found:
            entry = self.entries.get(mention.span.start)
            if entry is not None and entry.sort in NAMED and not entry.short:
                forms.setdefault(mention.key, Counter())[_clean(mention.name)] += 1
        defined = {entry.slug for entry in self.own.values()}
        result = []
        for mention in found:
            entry = self.entries.get(mention.span.start)
            if entry is not None and entry.sort in NAMED and mention.key in forms:
                name = _called(_clean(mention.name), entry, forms[mention.key], entry.slug in defined)
                mention = replace(mention, name=name, canonical=entry.name) if name != mention.name else mention
            result.append(mention)
        called = {m.key: m.name for m in reversed(result)}
        called |= {m.key: m.name for m in reversed(result) if self._says_name(m)}
        return [self._named_as(m, called) for m in result]

    def _says_name(self, mention: ActorMention) -> bool:
        """Whether the words of a mention are a name ('the Rapid Support Forces'), not only stand for one."""
        entry = self.entries.get(mention.span.start)
        return entry is not None and entry.sort in NAMED

    def _named_as(self, mention: ActorMention, called: dict[str, str]) -> ActorMention:
        """A base or a fighter of a body, and whose it is, by the name the body has in the report."""
        name = mention.name
        if mention.named and not self._says_name(mention):
            name = called.get(mention.key, name)
        of = called.get(mention.of_key, mention.of) if mention.of_key else mention.of
        return mention if (name, of) == (mention.name, mention.of) else replace(mention, name=name, of=of)


def _called(form: str, entry: Entry, forms: Counter[str], defined: bool) -> str:
    """The name for one mention; ``forms`` counts how the report names the body elsewhere, ``defined`` tells whether it
    gives its acronym in brackets."""
    by_acronym = _is_acronym(entry.name)
    spelt = [f for f in forms if not _is_acronym(f)]
    if by_acronym and (defined or any(map(_is_acronym, forms))) and (_is_acronym(form) or form.count(" ") >= 3):
        return entry.name
    word = next((f for f in forms if _is_acronym(f) and _is_word(f)), None)
    if word is not None and entry.sort == "group" and forms[word] >= 2 * sum(forms[f] for f in spelt):
        return word
    if (entry.short or _is_acronym(form)) and spelt and not by_acronym:
        return max(spelt, key=lambda f: forms[f])
    if entry.short:
        return max(forms, key=lambda f: forms[f])
    return form


def _is_acronym(form: str) -> bool:
    return form.isupper() and " " not in form


def _is_word(form: str) -> bool:
    """Whether an acronym is read as a word ('ISIS', not 'BLF') and so may be a body's everyday name."""
    return len(form) > 3 and not set(form[1:-1]).isdisjoint("AEIOU")


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" '’\"")
    return f"{name})" if name.count("(") > name.count(")") else name


def _plural(entry: Entry) -> str:
    """The form a phrase is called by: the text's own, made plural where the row knows its plural."""
    if entry.fixed:
        return entry.name
    form = entry.form
    if len(form) >= 6 and form + "s" in entry.row:
        return form + "s"
    return entry.name if form[:3] == entry.name[:3] and not _looks_plural(form) else form


def _looks_plural(form: str) -> bool:
    return form.endswith(
        (
            "s",
            "men",
            "people",
            "police",
            "army",
            "military",
            "force",
            "navy",
            "staff",
            "crew",
            "guard",
            "personnel",
            "gendarmerie",
            "mob",
        )
    )


def body_key(entry: Entry) -> str:
    """The stable key of a named body: 'group:jaish-al-adl', 'forces:IR:irgc'."""
    where = f"{entry.country}:" if entry.sort == "forces" and entry.country else ""
    return f"{KINDS[entry.sort]}:{where}{entry.slug}"
