"""Is a known name a place here, and in which role: the words around it, turned into features and weighed."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Literal

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.scan import Hit, Scanner

Kind = Literal["name", "demonym", "abbreviation", "unknown"]


@dataclass(frozen=True, slots=True)
class Feature:
    """What a word beside a name says it is, with the levels of place it speaks of, best first."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of geo/words/places.toml and common.txt, folded."""

    features: dict[str, Feature]
    titles: frozenset[str]
    organisations: frozenset[str]
    heads_of: frozenset[str]
    metonym_verbs: frozenset[str]
    metonym_before: frozenset[str]
    place_before: frozenset[str]
    takes_place: frozenset[str]
    bearings: frozenset[str]
    never: frozenset[str]
    months: frozenset[str]
    given: frozenset[str]
    common: frozenset[str]
    """English words that some place is named like."""
    stop: dict[str, tuple[str, str]]
    """Folded abbreviation written with a stop ('Ill.') -> (country code, name of the state or province)."""
    dotted: dict[str, tuple[str, str]]
    """The same, of those written 'N.J.'."""
    capitals: dict[str, tuple[str, str]]
    """The same, of those written 'NJ' after a comma."""
    seats: frozenset[tuple[str, str]]
    """(folded name, country code) of seats of government."""


@cache
def vocabulary() -> Vocabulary:
    """The vocabularies, read once."""
    folder = files("geo").joinpath("words")
    data = tomllib.loads(folder.joinpath("places.toml").read_text(encoding="utf-8"))
    features: dict[str, Feature] = {}
    for row in data["feature"]:
        for word in row["words"]:
            features.setdefault(fold(word), Feature(row["feature"], tuple(row["levels"])))
    seats = frozenset(
        (fold(name.replace("_", " ")), country)
        for name, _, country in (c.partition("=") for c in data["lists"].pop("capitals").split())
    )
    lists = {k: frozenset(fold(w) for w in (v.split() if isinstance(v, str) else v)) for k, v in data["lists"].items()}
    short = {
        form: {
            fold(key): (country, name.replace("_", " "))
            for country, rows in countries.items() for key, _, name in (row.partition("=") for row in rows.split())
        }
        for form, countries in data["abbreviations"].items()
    }  # fmt: skip
    common = frozenset(folder.joinpath("common.txt").read_text(encoding="utf-8").split())
    return Vocabulary(
        features, lists["titles"], lists["organisations"], lists["heads_of"], lists["metonym_verbs"],
        lists["metonym_before"],
        lists["place_before"], lists["takes_place"],
        lists["bearings"], lists["never"], lists["months"], lists["given"], common,
        short["stop"], short["dotted"], short["capitals"], seats,
    )  # fmt: skip


@dataclass(slots=True)
class Mention:
    """A name that may be a place: its span, and what the words around it say. Made and filled within one text."""

    start: int
    end: int
    key: str
    """The folded name to look up; of a demonym or an abbreviation, the folded name of its place."""
    kind: Kind = "name"
    country: str | None = None
    """ISO code that a demonym or an abbreviation brings with it."""
    before: list[str] = field(default_factory=list)
    """The three words and marks before it, nearest first, as written; '\\n' is a line's end, '' the text's."""
    after: list[str] = field(default_factory=list)
    feature: Feature | None = None
    """From a feature word beside the name."""
    called: bool = False
    """The feature word tells what it is: 'Washington state', not 'Washington State University'."""
    feature_end: int | None = None
    """End of the feature word where it follows the name."""
    container: int | None = None
    """Index, in the list of the text's mentions, of the one that is said to hold it ('X, Y')."""
    holds: int | None = None
    """Index of the one it is said to hold."""
    listed: bool = False
    """It stands in a row of names ('Turbat, Kech and Panjgur')."""
    beside: int | None = None
    """Index of the one before it in the row."""
    placed: bool = False
    """The word before it places it: 'in X', 'near X'."""
    person: bool = False
    """A given name or a title stands before it."""
    usual: tuple[tuple[str, ...], ...] = ()
    """Clues that every mention has, in sets that many mentions share, so that a set is weighed but once."""
    special: list[str] = field(default_factory=list)
    """Clues that few mentions have."""
    glance: float = 0.0
    recognise: float = 0.0
    literal: float = 0.0
    """What the clues weigh in each of the three models."""

    @property
    def clues(self) -> list[str]:
        """Features that the model of recognition weighs."""
        return [*chain.from_iterable(self.usual), *self.special]


_TOKEN = re.compile(r"\n|['’][sS]\b|(?:[A-Z][a-z]?\.){2,}|[\w&\u200c\u064b-\u065f]+(?:['’.\-‑]\w+)*|[^\w\s]")
# The capital comes first and what must stand before it is looked at from behind it: the engine skips to capitals.
_SHORT = re.compile(
    r"""[A-Z](?:
        (?<![\w.].)[a-z]?\.\s?(?:[A-Z][a-z]?\.\s?){1,2}(?!\w)
        | (?<=,\ .)[a-z]{1,4}\.
        | (?<=,\s.)[A-Z]{1,2}\b(?!\s?[A-Z]{2})
    )""",
    re.VERBOSE,
)
_REACH = 44
"""Characters looked at on either side of a name."""
_NEAR = 26
"""Characters in which the nearest three words mostly stand."""


@dataclass(frozen=True, slots=True)
class Sounds:
    """Names of several words by how they sound, for spellings that no gazetteer has ('Sistan-Baluchistan')."""

    keys: dict[str, str]
    """Sound -> the folded name that is known."""
    last: frozenset[str]
    """Sounds of the last words of those names."""


def find_mentions(text: str, scanner: Scanner, sounds: Sounds) -> list[Mention]:
    """Every name of the text that could be a place, in order and without overlap, with its context; none judged yet."""
    words = vocabulary()
    people, areas = demonyms(), area_demonyms()
    found: list[Mention] = []
    covered = 0
    hits, watched = scanner.scan_watching(text)
    others = [*_abbreviations(text, words), *_by_sound(text, sounds, hits, watched), *_with_feature(text, words, hits)]
    for item in _merged(hits, others):
        if item.start < covered:
            continue
        if isinstance(item, Hit):
            if item.key in words.never or (item.key in words.features and " " not in item.key):
                continue
            if item.key in people:
                mention = Mention(item.start, item.end, item.key, "demonym", people[item.key])
            elif item.key in areas and item.key not in words.given:
                mention = Mention(item.start, item.end, fold(areas[item.key]), "demonym")
            else:
                mention = Mention(item.start, item.end, item.key)
                head, _, rest = text[item.start : item.end].partition(" ")
                if rest and not head.isascii() and fold(head) in words.features:
                    # 'استان فارس': the word says what it is, the name is the rest.
                    mention.start += len(head) + 1
        else:
            mention = item
        found.append(mention)
        covered = mention.end
    for mention in found:
        _context(text, mention, words)
    for index in range(1, len(found)):
        _pair(text, found, index)
    return found


def _merged(hits: list[Hit], shorts: list[Mention]) -> Iterator[Hit | Mention]:
    """Both in order of start; an abbreviation goes before a name that starts with it, and a longer name before it."""
    items: list[Hit | Mention] = [*hits, *shorts]
    return iter(sorted(items, key=lambda i: (i.start, isinstance(i, Hit) and i.end - i.start < 4, -i.end)))


def _abbreviations(text: str, words: Vocabulary) -> list[Mention]:
    found = []
    for match in _SHORT.finditer(text):
        raw = match.group().rstrip()
        table = words.capitals if "." not in raw else words.dotted if raw.count(".") > 1 else words.stop
        known = table.get(fold(raw.replace(" ", "")))
        if known:
            found.append(Mention(match.start(), match.start() + len(raw), fold(known[1]), "abbreviation", known[0]))
    return found


_FIRST_WORDS = re.compile(
    r"(?:\b[A-Z]\w+[-–‑ ](?:(?:and|va|wa|o|e|u|i|al|ul|el)[-–‑ ])?){1,2}\Z|[\u0620-\u06d3]{3,}[\u200c ]?و[\u200c ]?\Z"
)


def _by_sound(text: str, sounds: Sounds, hits: list[Hit], watched: list[tuple[int, int]]) -> list[Mention]:
    """Names of several words that sound like a known one but are not spelt so; ``watched`` are words they may end
    with."""
    found = []
    for start, end in watched:
        first = _FIRST_WORDS.search(text, max(0, start - 40), start)
        while first is not None:
            begin = first.start()
            key = sounds.keys.get(sound(text[begin:end]))
            if key is not None:
                begin += 4 if text.startswith("The ", begin) else 0
                if not any(h.start == begin and h.end >= end for h in hits):
                    found.append(Mention(begin, end, key))
                break
            first = _FIRST_WORDS.search(text, begin + 1, start)
    return found


# A name beside one of these is kept even if no gazetteer has it. Looked for one by one: that is faster than a pattern.
_KINDS = (
    "village", "hamlet", "town", "city", "cities", "district", "county", "tehsil", "taluk", "area", "region",
    "province", "crossing",
    "checkpoint", "neighbourhood", "neighborhood", "quarter", "sector", "corridor",
    "suburb", "settlement", "airport", "airbase", "temple", "Village",
    "District",
    "County", "Tehsil", "Mohalla", "Province", "Region", "Crossing", "Checkpoint", "International Airport", "Airport",
    "Air Base",
    "Air base", "Airbase", "Temple", "Hospital", "Prison", "Mosque", "Shrine", "Dam", "روستای", "شهرستان", "بخش",
    "ضلع", "تحصیل", "گاؤں",
)  # fmt: skip


def _kinds(text: str) -> list[tuple[int, int]]:
    """Where the words of :data:`_KINDS` stand (start, end), plurals included, in order."""
    found = set()
    for word in _KINDS:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if text[end : end + 1] == "s":
                end += 1
            if not text[end : end + 1].isalnum() and not (at and text[at - 1].isalnum()):
                found.add((at, end))
            at = text.find(word, end)
    return sorted(found)


_NAME_AFTER = re.compile(
    r" of ([A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|al-[A-Z]\w+|e [A-Z]\w+)){0,2})| ([\u0620-\u06d3\u200c]{3,})"
)
_NAME_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]+[ -](?:al-|e[ -])?){0,2}\b[A-Z][\w’'-]+ \Z|\b[\u0620-\u06d3]{2,} \Z")


def _with_feature(text: str, words: Vocabulary, hits: list[Hit]) -> list[Mention]:
    """Names that no gazetteer has, said to be places by a feature word: 'the village of Kalag', 'Kalag village'."""
    found = []
    for kind_start, kind_end in _kinds(text):
        spans = []
        after = _NAME_AFTER.match(text, kind_end)
        if after is not None:
            spans.append(after.span(1) if after.group(1) else after.span(2))
        before = _NAME_BEFORE.search(text, max(0, kind_start - 40), kind_start)
        if before is not None:
            spans.append((before.start(), before.end() - 1))
        for start, end in spans:
            raw = text[start:end]
            if raw.endswith(("’s", "'s")):
                continue
            first = fold(re.split(r"[ -]", raw)[0])
            if (
                first in words.never
                or first in words.common
                or first in words.bearings
                or first in words.titles
                or first in words.months
            ):
                continue
            if raw.isascii() and raw.isupper() and len(raw) < 6:
                continue
            if (
                any(h.start < end and start < h.end and not _starts(text, h, end) for h in hits)
                or fold(raw) in words.organisations
            ):
                continue
            found.append(Mention(start, end, fold(raw), "unknown"))
            break
    return found


def _starts(text: str, hit: Hit, end: int) -> bool:
    """Whether a known name is but the start of a longer one, tied to it by a hyphen: 'Pont-Sonde', 'Wad al-Noora'."""
    return (
        hit.end < end
        and re.match(r"-[A-Z]| (?:al|el|ul|an|as|ad|ash|ar)-[A-Z]", text[hit.end : hit.end + 6]) is not None
    )


def placed_unknowns(text: str, mentions: list[Mention]) -> list[Mention]:
    """Names that no gazetteer has but that the words before place: 'in Qalandarkhel', perhaps another spelling.

    ``mentions`` are those that were taken for places, in order; a name that holds none of them may start with a known
    one's name ('Bulo Marer').
    """
    words = vocabulary()
    found: list[Mention] = []
    starts = [m.start for m in mentions]
    for pattern in (_SITED, _PLACED):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            first = fold(re.split(r"[ -]", match.group(1))[0])
            if first in words.never or first in words.months:
                continue
            if pattern is _PLACED and (first in words.common or first in words.bearings or first in words.given):
                continue
            before = bisect_left(starts, end) - 1
            if before >= 0 and mentions[before].end > start:
                continue
            if any(m.start < end and start < m.end for m in found):
                continue
            found.append(Mention(start, end, fold(match.group(1)), "unknown"))
    return sorted(found, key=lambda m: m.start)


_NAMED = r"[A-Z][a-z][\w’'-]*\w(?:[ ](?:(?:al|el|ul|ad|an|az|de|la)[- ])?[A-Z][a-z]\w+(?:-\w+)?){0,2}"
# The blank before the name comes first, as the engine skips to what a pattern begins with.
_PLACED = re.compile(
    r" (?=[A-Z][a-z])(?:(?<=\b[Ii]n )|(?<=\b[Nn]ear )|(?<=\b[Aa]t )|(?<=\bfrom )|(?<=\bof )|(?<=\band )"
    rf"|(?<=\b[Aa]round )|(?<=\b[Oo]utside ))({_NAMED})"
)
_SITE = (
    r"(?:the )?((?:[A-Z][\w’'-]+ ){1,3}"
    r"(?:Road|Street|Avenue|Beach|Square|Bazaar|Market|Highway|Bridge|Hotel|Mall|Stadium|Barracks|Plaza|Camp|Island|Roundabout))\b"
)
_SITED = re.compile(
    r" (?=[A-Z]|the [A-Z])(?:(?<=\bin )|(?<=\bnear )|(?<=\bat )|(?<=\bon )|(?<=\bof )|(?<=\boutside )|(?<=\binside )"
    rf"|(?<=\balong )){_SITE}"
)
_AT_SITE = re.compile(rf"\b(?:in|near|at|on|of|outside|inside|along) {_SITE}")
_BEFORE_PLACE = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside) \Z")


def stands_as_place(text: str, mention: Mention) -> bool:
    """Whether the words around an unknown name leave little but a place: 'a gunfight near Machil, in'."""
    surface = text[mention.start : mention.end]
    if surface.isupper() or _AT_SITE.match(text, max(0, text.rfind(" ", 0, max(0, mention.start - 1)) + 1)) is not None:
        return not surface.isupper()
    if _BEFORE_PLACE.search(text, max(0, mention.start - 9), mention.start) is None:
        return _AT_SITE.search(text, max(0, mention.start - 12), mention.end) is not None
    words = vocabulary()
    if re.search(rf"\b{re.escape(surface.lower())}\b", text) is not None:
        return False  # a plain word with a capital
    after = _TOKEN.findall(text, mention.end, min(len(text), mention.end + _REACH))[:1]
    follow = after[0] if after else ""
    if text[mention.end : mention.end + 1] == "-":
        return False
    if follow[:1].isupper() or fold(follow) in words.organisations or follow in ("'s", "’s", "("):
        return False
    return not set(fold(surface).replace("-", " ").split()) & (words.organisations | words.titles | words.given)


def _words_before(text: str, start: int) -> list[str]:
    """The three words and marks before an offset, nearest first; '' where there are none within reach."""
    near = text.find(" ", max(0, start - _NEAR), start)
    if near >= 0:
        words = _TOKEN.findall(text, near, start)
        if len(words) >= 3:
            return words[:-4:-1]
    words = _TOKEN.findall(text, max(0, start - _REACH), start)
    if start > _REACH and words and text[start - _REACH - 1].isalnum():
        words[0] = ""
    words = words[:-4:-1]
    return words + [""] * (3 - len(words))


def _words_after(text: str, end: int) -> list[str]:
    """The three words and marks behind an offset; '' where there are none within reach."""
    words = _TOKEN.findall(text, end, end + _NEAR)
    if len(words) < 5:  # the last one may have been cut, and in two
        words = _TOKEN.findall(text, end, end + _REACH)
    words = words[:3]
    return words + [""] * (3 - len(words))


def _context(text: str, mention: Mention, words: Vocabulary) -> None:
    """Fill what the words on either side say."""
    start, end = mention.start, mention.end
    mention.before, mention.after = before, after = _words_before(text, start), _words_after(text, end)
    b1, a1 = fold(before[0]), fold(after[0])
    mention.placed = b1 in words.place_before
    mention.person = b1 in words.titles or (before[0][:1].isupper() and b1 in words.given)
    feature = words.features.get(a1)
    if feature is not None and mention.kind != "demonym":
        mention.feature = feature
        mention.called = _called(feature, after[0], after[1])
        mention.feature_end = text.index(after[0], end) + len(after[0])
    elif b1 in ("of", "") or b1 in words.features:
        word = before[1] if b1 == "of" else before[0]
        feature = words.features.get(fold(word))
        if feature is not None and (b1 == "of" or b1 in ("mount", "mt", "lake", "camp") or not b1.isascii()):
            mention.feature = feature
            mention.called = _called(feature, word, "")


_CALLING = frozenset(("village", "town", "district", "province"))
_VAGUE = frozenset("republic department agency division".split())
"""Words that make bodies and countries as well."""


def _called(feature: Feature, word: str, following: str) -> bool:
    """Whether a feature word tells what level the place is of; ``following`` is the word after it, if it stands behind
    the name."""
    if feature.name not in _CALLING or word.lower() in _VAGUE:
        return False
    if not word[0].isupper() or feature.name == "district":
        return True
    return bool(following) and not following[0].isupper()


def caseless(surface: str) -> bool:
    """Whether a name is written in a script without capitals."""
    letter = next((c for c in surface if c.isalpha()), "a")
    return not letter.isupper() and not letter.islower()


_JOINS = {
    ", ": "comma",
    ",\n": "comma",
    " (": "bracket",
    " in ": "in",
    ", in ": "in",
    "/": "slash",
    " and ": "and",
    " or ": "and",
    ", and ": "and",
    "’s ": "poss",
    "'s ": "poss",
    "-": "hyphen",
    "–": "hyphen",
}


def _pair(text: str, found: list[Mention], index: int) -> None:
    """What stands between a name and the one before it may tell that one holds the other, or that they are a row."""
    first, second = found[index - 1], found[index]
    join = _JOINS.get(text[first.end : second.start])
    if join is None or second.kind == "demonym" or first.kind == "demonym":
        return
    if join in ("comma", "bracket", "in"):
        first.container = index
        second.holds = index - 1
    if join == "poss":
        second.container = index - 1
    if join in ("comma", "and", "slash", "hyphen"):
        first.listed = second.listed = True
        second.beside = index - 1


# Recognition ---------------------------------------------------------------------------------------------------------


def shape(word: str) -> str:
    """How a word is written: 'lower', 'Cap', 'CAPS', 'num', 'para' for a line's or text's end, else the mark itself."""
    if not word or word == "\n":
        return "para"
    first = word[0]
    if first.isalpha():
        if first.islower():
            return "lower"
        if first.isupper():
            return "CAPS" if len(word) > 1 and word.isupper() else "Cap"
        return "other"
    return "num" if first.isdigit() else word[0]


@lru_cache(maxsize=1 << 15)
def _side(name: str, word: str) -> tuple[str, str, tuple[str, ...]]:
    """A word beside a name in small letters, how it is written, and its clues; ``name`` tells which word it is."""
    lower, how = word.lower(), shape(word)
    return lower, how, (f"{name}={lower}",) if name == "a2" else (f"{name}={lower}", f"s{name.rstrip('1')}={how}")


@lru_cache(maxsize=1 << 12)
def _shapes(before: str, after: str, second: str) -> tuple[str, ...]:
    return (f"sbsa={before}|{after}", f"sa2={after}|{second}")


@lru_cache(maxsize=1 << 10)
def _written(kind: str, case: str, length: int, capitals: bool) -> tuple[str, ...]:
    return (f"kind={kind}", f"case={case}{length}", *(("capitals",) if capitals else ()))


def add_clues(text: str, mentions: list[Mention], about: list[tuple[str, ...]]) -> None:
    """Fill each mention's clues: its own, those of its neighbours, and those that every mention of the name shares.

    ``about`` holds, for each mention, what the gazetteer says of its name.
    """
    words = vocabulary()
    shared: dict[str, list[int]] = {}
    for mention in mentions:
        row = shared.setdefault(mention.key, [0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += mention.placed
        row[2] += mention.person
        row[3] += mention.container is not None
        row[4] += mention.listed
    capitals = _mostly_capitals(text)
    for i, mention in enumerate(mentions):
        special: list[str] = []
        add = special.append
        surface = text[mention.start : mention.end]
        (b1, b2, _), (a1, a2, _) = mention.before, mention.after
        lb, sb, clues_b = _side("b1", b1)
        la, sa, clues_a = _side("a1", a1)
        lb2, sb2, clues_b2 = _side("b2", b2)
        la2, sa2, clues_a2 = _side("a2", a2)
        caps = surface.isupper() and len(surface) > 1
        case = "caps" if caps else "dots" if "." in surface else "plain"
        sentence = sb in (".", "!", "?", "para", ":", "“", '"', "‘")
        written = _written(mention.kind, case, min(len(surface), 4), capitals)
        mention.usual = (about[i], written, clues_b, clues_a, clues_b2, clues_a2, _shapes(sb, sa, sa2))
        if mention.kind == "demonym":
            add(f"demonym|{sb}|{sa}")
            add(f"demonym|b1={lb}")
            add(f"demonym|a1={la}")
        one = "one" if " " not in mention.key else "many"
        if sentence:
            add(f"start={one}")
        if mention.key in words.common:
            add(f"common={sb}")
            if f" {mention.key} " in text:
                add("lowercase-too")
        if mention.key in words.given:
            add(f"given={sa}")
        if mention.key in words.months:
            add("month")
        if mention.key in words.bearings:
            add("bearing")
        fb, fa = lb, la
        if fb in words.titles:
            add(f"title|{sb}|{sa}")
        if sb == "Cap":
            add(
                "given-before"
                if fb in words.given
                else "known-before"
                if i and mentions[i - 1].end >= mention.start - 2
                else "name-before"
            )
            if sb2 == "Cap" and lb2 in words.given:
                add("given-before-2")
        elif sb == "." and len(b2) == 1 and b2.isupper():
            add("initial-before")
        if fa in words.organisations and sa != "lower":
            add("organisation")
            add(f"organisation|{la2 if la2 in words.organisations else sa2}")
        elif fa in words.organisations:
            add("organisation-lower")
        if lb == "of" and lb2 in words.heads_of:
            add(f"head-of|{sb2}")
        if sa in ("Cap", "CAPS") and fa not in words.organisations and fa not in words.features:
            follow = i + 1 < len(mentions) and mentions[i + 1].start - mention.end <= 2
            add("known-after" if follow else f"name-after|{one}")
        if mention.feature is not None:
            add(f"feature={mention.feature.name}|{'after' if mention.feature_end else 'before'}|{sa}")
        if fa in words.metonym_verbs:
            add("verb-after")
        if mention.placed:
            add("placed")
        if mention.container is not None:
            add("in-container")
        if mention.holds is not None:
            add("holds")
        if mention.listed:
            add("listed")
        row = shared[mention.key]
        others = row[0] - 1
        if others:
            add("again")
            if row[1] - mention.placed:
                add("placed-elsewhere")
            if row[2] - mention.person:
                add("person-elsewhere")
            if row[3] - (mention.container is not None):
                add("contained-elsewhere")
        else:
            add("once")
        mention.special = special


_UPPER, _LOWER = re.compile("[A-Z]"), re.compile("[a-z]")


def _mostly_capitals(text: str) -> bool:
    head = text[:400]
    return 2 * len(_UPPER.findall(head)) > 3 * len(_LOWER.findall(head))
