"""Is a known name a place here, and in which role: the words around it, turned into features and weighed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from string import ascii_lowercase, ascii_uppercase
from typing import Literal

from gazetteer.names import area_demonyms, demonyms, fold, sound
from gazetteer.scan import Hit, Scanner
from geo.numerals import one_spelling
from geo.vocabulary import calendar

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
    of_sites: frozenset[str]
    """Words between a name and the kind of site it names: 'Jenin refugee camp'."""
    titles: frozenset[str]
    organisations: frozenset[str]
    heads_of: frozenset[str]
    metonym_verbs: frozenset[str]
    metonym_before: frozenset[str]
    place_before: frozenset[str]
    takes_place: frozenset[str]
    deeds: frozenset[str]
    """Nouns for what is done to a place: 'a strike on X'."""
    bearings: frozenset[str]
    never: frozenset[str]
    everyday: frozenset[str]
    """Persian and Urdu words and given names that some place is named like."""
    ground: frozenset[str]
    """Persian and Urdu words that may stand between a name and the word that places it."""
    place_after: frozenset[str]
    """Words that place what stands before them."""
    plain: frozenset[str]
    """Persian and Urdu words that stand beside a kind of place and are no name."""
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
        features, lists["of_sites"], lists["titles"], lists["organisations"], lists["heads_of"], lists["metonym_verbs"],
        lists["metonym_before"],
        lists["place_before"], lists["takes_place"], lists["deeds"],
        lists["bearings"], lists["never"], lists["everyday"], lists["ground"], lists["place_after"], lists["plain"],
        calendar("months", "short_months", "weekdays"), lists["given"], common,
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
    feature_start: int | None = None
    """Start of the feature word where it stands right before a name of a script without capitals."""
    phrase: str = ""
    """Words behind it that say which kind of site it names, folded: 'refugee camp'."""
    container: int | None = None
    """Index, in the list of the text's mentions, of the one that is said to hold it ('X, Y')."""
    owned: bool = False
    """The one that holds it owns it in so many words: 'the Lebanese city of X', 'Sudan's town of X'."""
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


TOKEN = re.compile(r"\n|['’][sS]\b|(?:[A-Z][a-z]?\.){2,}|[\w&\u200c\u064b-\u065f]+(?:['’.\-‑]\w+)*|[^\w\s]")
# The capital comes first and what must stand before it is looked at from behind it: the engine skips to capitals.
_SHORT = re.compile(
    r"""[A-Z](?:
        (?<![\w.].)[a-z]?\.\s?(?:[A-Z][a-z]?\.\s?){1,2}(?!\w)
        | (?<=,\ .)[a-z]{1,4}\.
        | (?<=,\s.)[A-Z]{1,2}\b(?!\s?[A-Z]{2})
    )""",
    re.VERBOSE,
)
REACH = 44
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
            if item.key in words.everyday and not _kind_before(text, item.start, words):
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


def _kind_before(text: str, start: int, words: Vocabulary) -> bool:
    """Whether a kind of place stands right before a name: 'شهرستان سرباز', where 'سرباز' alone is a soldier."""
    before = text[max(0, start - 20) : start].split()
    return bool(before) and fold(before[-1]) in words.features


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
    "subdistrict", "sub-district", "subdivision", "taluka", "woreda", "upazila", "township", "Township",
    "province", "crossing", "locality", "municipality", "governorate", "commune", "community", "valley",
    "forest", "barracks",
    "checkpoint", "neighbourhood", "neighborhood", "quarter", "sector", "corridor", "outpost", "post", "camp", "base",
    "suburb", "settlement", "airport", "airbase", "temple", "junction", "roundabout", "Village",
    "Local Government Area", "LGA",
    "District",
    "County", "Tehsil", "Mohalla", "Province", "Region", "Crossing", "Checkpoint", "International Airport", "Airport",
    "Air Base",
    "Air base", "Airbase", "Temple", "Hospital", "Prison", "Mosque", "Shrine", "Dam",
)  # fmt: skip
_KINDS_PERSIAN = (
    "روستای", "شهرستان", "بخش", "شهرک", "محله", "دهستان", "ولسوالی", "محدوده", "منطقه",
    "استان‌های", "ولایت‌های", "روستاهای", "شهرهای", "مناطق", "صوبوں", "اضلاع", "شہروں",
    "ضلع", "تحصیل", "گاؤں", "گاوں", "علاقے", "علاقوں", "علاقہ", "سیکٹر", "گوٹھ", "موضع", "قصبے", "قصبہ",
)  # fmt: skip
_PLURAL = frozenset({"صوبوں", "استان‌های", "ولایت‌های", "علاقوں", "روستاهای", "شهرهای", "مناطق", "اضلاع", "شہروں"})
# Words that an Urdu name may stand before; a Persian one never does.
_KINDS_BEHIND = frozenset({"گاؤں", "گاوں", "علاقے", "علاقہ", "سیکٹر", "گوٹھ", "قصبے", "قصبہ"})


def _kinds(text: str) -> list[tuple[int, int]]:
    """Where the words of :data:`_KINDS` and its Persian fellow stand (start, end), plurals included, in order."""
    found = set()
    for word in (*_KINDS, *_KINDS_PERSIAN) if _ARABIC_SCRIPT.search(text) else _KINDS:
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
    r" of ([A-Z][\w’'-]+(?:[ -](?:[A-Z][\w’'-]+|al-[A-Z]\w+|e [A-Z]\w+)){0,2})"
    r"|[ ][«\"“]?([\u0620-\u06d3\u200c]{3,}(?:"
    # the second half of many a name, and any word at the end of a phrase that is no verb
    r" (?:آباد|بالا|پایین|علیا|سفلی|کلان|خورد|خیل|کلی|کوٹ|بازار|پور|شاہ|شاه|الدین|سر|زئی|زی)(?!\w)"
    r"| (?!\w*(?:ند|شد|کرد|بود|است|گفت|زد|داد|گرفت)[،»])[\u0620-\u06d3]{3,}(?=[،»]))?)"
)
_NAME_BEFORE = re.compile(
    r"((?:\b[A-Z][\w’'-]+[ -](?:al-|e[ -])?){0,2}\b[A-Z][\w’'-]+) "
    r"(?:(?:border|check|police|army|military|naval|air|refugee|displacement|displaced|training) )?\Z"
)
_OWNER = re.compile(r".*[’']s? ", re.DOTALL)
_ARTICLE = re.compile(r"(?:Al|El|As|Ash|Ar|Ad|An|Az)[ -](?=[A-Z])")
_ARABIC_SCRIPT = re.compile("[\u0620-\u06d3]")
_NAME_NEXT = re.compile(r"(?:،| و| اور) ([\u0620-\u06d3\u200c]{3,})")
_NAME_BEFORE_URDU = re.compile(r"\b([\u0620-\u06d3]{3,}(?: [\u0620-\u06d3]{3,}(?= نامی))?)(?: کے| نامی)? \Z")


def _with_feature(text: str, words: Vocabulary, hits: list[Hit]) -> list[Mention]:
    """Names that no gazetteer has, said to be places by a feature word: 'the village of Kalag', 'Kalag village'."""
    found = []
    text = one_spelling(text)
    for kind_start, kind_end in _kinds(text):
        spans = []
        after = _NAME_AFTER.match(text, kind_end)
        if after is not None:
            spans.append(after.span(1) if after.group(1) else after.span(2))
        kind = text[kind_start:kind_end]
        before = _NAME_BEFORE.search(text, max(0, kind_start - 48), kind_start) if kind.isascii() else None
        if before is not None:
            spans.append(before.span(1))
        if kind in _PLURAL and after is not None:
            end = spans[-1][1]
            while (more := _NAME_NEXT.match(text, end)) is not None:
                spans.append(more.span(1))
                end = more.end()
        if kind in _KINDS_BEHIND:
            before = _NAME_BEFORE_URDU.search(text, max(0, kind_start - 40), kind_start)
            if before is not None:
                spans.append(before.span(1))
        for start, end in spans:
            start = _name_start(text, start, end, words)
            raw = text[start:end]
            adjective = (
                end < kind_start
                and kind.endswith("s")
                and raw.isalpha()
                and not any(h.start < end and start < h.end for h in hits)
            )
            if adjective and text[max(0, start - 2) : start].strip()[-1:] in ("", ".", "\n", "“", '"'):
                continue  # 'Residential areas were hit': the capital only opens the sentence
            if not raw or raw.endswith(("’s", "'s")):
                continue
            first = fold(re.split(r"[ -]", raw)[0])
            if not raw.isascii() and (
                first in words.never
                or first in words.plain
                or first in words.features
                or first in words.common
                or first in words.bearings
                or first in words.titles
                or first in words.months
            ):
                continue
            if raw.isascii() and raw.isupper() and len(raw) < 6:
                continue
            last = fold(re.split(r"[ -]", raw)[-1])
            within = [h for h in hits if h.start < end and start < h.end]
            part = len(within) == 1 and _begins(text, within[0], start, end)
            part = part or len(within) > 1 and "-" not in raw and _made_of(within, start, end)
            if not part and any(not _starts(text, h, end) and not _ends(text, h, start, end) for h in within):
                continue
            if last in words.organisations or fold(raw) in words.organisations:
                continue
            found.append(Mention(start, end, fold(raw), "unknown", feature=_feature_of(kind, words)))
            if kind not in _PLURAL:
                break
    return found


_ALIKE = {
    "locality": "village", "community": "village", "commune": "village", "lga": "district",
    "local government area": "district", "post": "checkpoint", "outpost": "checkpoint", "junction": "checkpoint",
    "roundabout": "checkpoint", "international airport": "airport",
}  # fmt: skip
"""Kinds that count as feature words only beside names no gazetteer has: after known ones they often mean other things
('Washington Post')."""


def _feature_of(kind: str, words: Vocabulary) -> Feature | None:
    key = fold(kind)
    for form in (key, key.removesuffix("s")):
        found = words.features.get(_ALIKE.get(form, form))
        if found is not None:
            return found
    return None


def _name_start(text: str, start: int, end: int, words: Vocabulary) -> int:
    """Where the name in a row of capitalised words starts, behind an owner and plain words: 'Hafar' of 'Kalat’s Hafar'.

    ``end`` where nothing is left but plain words.
    """
    owner = _OWNER.match(text, start, end)
    start = owner.end() if owner else start
    while start < end:
        article = _ARTICLE.match(text, start, end)
        word = re.split(r"[ -]", text[article.end() if article else start : end])[0]
        first = fold(word)
        if first in words.titles:
            return end
        alone = (article.end() if article else start) + len(word) == end
        opens = text[max(0, start - 2) : start].rstrip(" ")[-1:] in ("", ".", "\n", "“", '"')
        plain = first in words.never or first in words.bearings or first in words.months
        if not plain and not (first in words.common and (alone or opens)):
            return start
        step = text.find(" ", start, end)
        if step < 0 or not text[step + 1].isupper():
            return end
        start = step + 1
    return end


def _starts(text: str, hit: Hit, end: int) -> bool:
    """Whether a known name is but the start of a longer one, tied to it by a hyphen: 'Pont-Sonde', 'Wad al-Noora'."""
    return (
        hit.end < end
        and re.match(r"-[A-Z]| (?:al|el|ul|an|as|ad|ash|ar)-[A-Z]", text[hit.end : hit.end + 6]) is not None
    )


def _ends(text: str, hit: Hit, start: int, end: int) -> bool:
    """Whether a known name is but the last word of a longer one ('Myauk Taung'), told by the words before it."""
    tied = re.search(r" (?:(?:al|el|ul|an|as|ad|ash|ar)-)?\Z", text[start : hit.start])
    return hit.end == end and start < hit.start and tied is not None and " " not in text[hit.start : end]


def _begins(text: str, hit: Hit, start: int, end: int) -> bool:
    """Whether a known name is but the first word of a longer one: 'Tal Hpyar village'."""
    rest = text[hit.end + 1 : end]
    return hit.start == start and hit.end < end and text[hit.end] == " " and not any(map(is_plain, rest.split()))


def _made_of(hits: list[Hit], start: int, end: int) -> bool:
    """Whether a longer name is made of several known words, none of which fills it: 'Ali Saray village'."""
    people = demonyms()
    return all(
        start <= h.start and h.end <= end and h.end - h.start < end - start and h.key not in people for h in hits
    )


def longer_start(text: str, mention: Mention) -> int | None:
    """Where a longer name starts of which a known one is the last word ('in Flor Amarillo'), None for none."""
    if mention.kind != "name" or " " in text[mention.start : mention.end]:
        return None
    match = _LONGER.search(text, max(0, mention.start - 24), mention.start)
    if match is None:
        return None
    return None if is_plain(match[1]) else match.start(1)


def longer_end(text: str, mention: Mention) -> int | None:
    """Where a longer name ends of which a known one is the first word ('in Puncak Jaya,'), None for none."""
    if mention.kind != "name" or not mention.placed or " " in text[mention.start : mention.end]:
        return None
    match = _LONGER_END.match(text, mention.end)
    return None if match is None or is_plain(match[1]) else match.end(1)


def is_plain(word: str) -> bool:
    """Whether a capitalised word is known to be something else than the part of a place's name."""
    words, key = vocabulary(), fold(word)
    known = (
        words.never, words.bearings, words.months, words.titles, words.given, words.common, words.organisations,
        words.features, demonyms(), area_demonyms(),
    )  # fmt: skip
    return any(key in listed for listed in known)


_LONGER_END = re.compile(r" ([A-Z][a-z]+)(?=[,.;)]| (?:in|of|on|near|district|village|town|area)\b)")
_LONGER = re.compile(r"\b(?:in|at|near) (?!(?:Al|El|As|Ash|Ar|Ad|An|Az)\b)([A-Z][a-z]+) \Z")


def called_a_place(text: str, mention: Mention) -> bool:
    """Whether a known name that was not taken for a place is called one by the word behind it: 'Bagan town'."""
    words = vocabulary()
    end = mention.feature_end
    return (
        mention.kind == "name"
        and end is not None
        and text[mention.end + 1].islower()
        and not mention.person
        and mention.feature is not None
        and mention.feature.name in ("village", "town", "district", "neighbourhood", "area")
        and mention.key not in words.common
        and mention.key not in words.given
        and mention.key not in words.organisations
    )


_BORDER = frozenset({fold("مرزی"), fold("سرحدی")})
"""'of the border', between a kind of place and its name: 'منطقه مرزی X'."""
_QUOTES = frozenset("«»\"“”‘’'")
_CASES = frozenset({"میں", "سے", "پر", "کو", "تک", "کے"})


def _words_before(text: str, start: int) -> list[str]:
    """The three words and marks before an offset, nearest first; '' where there are none within reach."""
    near = text.find(" ", max(0, start - _NEAR), start)
    if near >= 0:
        words = TOKEN.findall(text, near, start)
        if len(words) >= 3:
            return words[:-4:-1]
    words = TOKEN.findall(text, max(0, start - REACH), start)
    if start > REACH and words and text[start - REACH - 1].isalnum():
        words[0] = ""
    words = words[:-4:-1]
    return words + [""] * (3 - len(words))


def _words_after(text: str, end: int) -> list[str]:
    """The three words and marks behind an offset; '' where there are none within reach."""
    words = TOKEN.findall(text, end, end + _NEAR)
    if len(words) < 5:  # the last one may have been cut, and in two
        words = TOKEN.findall(text, end, end + REACH)
    words = words[:3]
    return words + [""] * (3 - len(words))


def _context(text: str, mention: Mention, words: Vocabulary) -> None:
    """Fill what the words on either side say."""
    start, end = mention.start, mention.end
    before, after = _words_before(text, start), _words_after(text, end)
    if before[0] in _QUOTES and not text[start].isascii():  # a name in Persian is often set in quotation marks
        before = _words_before(text, text.rindex(before[0], 0, start))
    mention.before, mention.after = before, after
    b1, a1 = fold(before[0]), fold(after[0])
    struck = b1 == "on" and fold(before[1]) in words.deeds
    placed = b1 in words.place_before or a1 in words.place_after or _grounded(before, after, words)
    mention.placed = placed or struck
    mention.person = b1 in words.titles or (before[0][:1].isupper() and b1 in words.given)
    feature = words.features.get(a1)
    site = _site_end(text, end, words) if a1 in words.of_sites and mention.kind == "name" else None
    if site is not None:
        mention.feature, mention.feature_end = words.features["base"], site
        mention.phrase = fold(text[end:site])
    elif after[0] == "کے" and after[2] in _CASES:  # 'X کے علاقے میں'; in 'X کے علاقے Y میں' the area is Y
        feature = words.features.get(fold(after[1]))
        if feature is not None and mention.kind == "unknown":
            mention.feature = feature
    elif a1 in _OF_DISTRICTS and mention.kind == "name" and (feature := words.features.get(fold(after[1]))) is not None:
        mention.feature = feature
        mention.feature_end = text.index(after[1], end + len(after[0])) + len(after[1])
    elif a1 == "local" and mention.kind == "name" and text.startswith(_LOCAL_AREA, end + 1):
        mention.feature = words.features["district"]
        mention.feature_end = end + 1 + len(_LOCAL_AREA)
    elif feature is not None and mention.kind != "demonym" and mention.feature in (None, feature):
        mention.feature = feature
        mention.phrase = a1 if feature.name == "site" and mention.kind == "name" else ""
        mention.called = _called(feature, after[0], after[1])
        mention.feature_end = text.index(after[0], end) + len(after[0])
    elif b1 in ("of", "") or b1 in words.features or b1 in _BORDER:
        word = before[1] if b1 == "of" or b1 in _BORDER else before[0]
        # in 'Kalat district of Balochistan' the word belongs to the name before it, in 'a district of Sind' to none
        owned = b1 == "of" and (
            before[2] in ("a", "an", "another", "one")
            or before[2][:1].isupper()
            and fold(before[2]) not in words.never
            and fold(before[2]) not in demonyms()
            or _OF_NAMED.search(text, max(0, start - REACH), start) is not None
        )
        feature = words.features.get(fold(word)) if not owned else None
        if feature is not None and (b1 == "of" or before[0] in _BARE_KINDS or not b1.isascii()):
            mention.feature = feature
            mention.called = _called(feature, word, "")
            if b1 != "of" and not b1.isascii():
                mention.feature_start = text.rindex(before[1] if b1 in _BORDER else before[0], 0, start)
    if mention.feature is None and after[0] == "," and mention.kind != "demonym":
        called = _CALLED.match(text, end)
        if called is not None:
            mention.feature = words.features.get("town" if called[1] == "capital" else called[1])


_BARE_KINDS = frozenset("mount mt Mount Mt lake Lake camp Camp district tehsil taluka village".split())
"""Kinds that may stand right before a name: 'Mount Mghila', 'in district Bannu'."""
_OF_DISTRICTS = frozenset({"tribal", "border", "frontier", "coastal", "autonomous", "administrative"})
"""Between a name and its kind: 'Orakzai tribal district'."""
_WORDS_BEHIND = re.compile(r" [A-Za-z]+")


def _site_end(text: str, end: int, words: Vocabulary) -> int | None:
    """Where the words behind a name end that make it a site's: 'refugee camp', 'air base'; None where none do."""
    said: list[str] = []
    for _ in range(3):
        word = _WORDS_BEHIND.match(text, end)
        if word is None:
            return None
        end = word.end()
        kind = words.features.get(fold(word.group()))
        border = said[-1:] == ["border"] and fold(word.group()) in _BORDER_ENDS
        if said and (border or kind is not None and kind.name == "site") and " ".join(said) in words.of_sites:
            return end
        said.append(fold(word.group()))
    return None


_LOCAL_AREA = "Local Government Area"
"""What a district of Nigeria is called."""
_BORDER_ENDS = frozenset({"gate", "point", "post", "terminal"})
"""Behind 'border' they make a site, behind a name alone they are part of many a name: 'West Point'."""


_OF_NAMED = re.compile(r"\b[A-Z][\w’'-]+, (?:an?|the) (?:[\w-]+ ){0,3}[a-z]+ of \Z")
"""'Daquq, the southern district of': the kind is that of the name before the comma."""
_CALLED = re.compile(
    r", (?:an?|the|its|(?:the )?(?:district|province|state|region|county)[’']s)"
    r" (?:(?!(?:of|in|near|from|to|on|at|for)\b)[\w-]+ ){0,3}?"
    r"(village|town|city|capital|suburb|neighbourhood|neighborhood|district|subdistrict|municipality|county|province|governorate|state)"
    r"\b(?![’']| [a-z]+(?:er|or)\b)"
)
"""'Tizi Ouzou, a province in the north': what a name is said to be behind a comma."""


def _grounded(before: list[str], after: list[str], words: Vocabulary) -> bool:
    """Whether words for ground lie between a Persian or Urdu name and the word that places it: 'در نوار مرزی X'."""
    for word in before:
        told = fold(word)
        if told in words.place_before and not told.isascii():
            return True
        if told not in words.ground:
            break
    return after[0] in ("کے", "کی") and fold(after[1]) in words.ground


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
    for letter in surface:
        if letter.isalpha():
            return not letter.isupper() and not letter.islower()
    return False


_JOINS = {
    ", ": "comma",
    ",\n": "comma",
    " (": "bracket",
    " in ": "in",
    ", in ": "in",
    "/": "slash",
    " and ": "and",
    " و ": "and",
    " اور ": "and",
    " or ": "and",
    ", and ": "and",
    "’s ": "poss",
    "'s ": "poss",
    "-": "hyphen",
    "–": "hyphen",
}


_OWNING = re.compile(
    r"(?:['’]s)? (?:(?!(?:the|an?|its?|his|their|this|that|in|at|on|of|near|from|to|for|with|by|and|or|but)\b)"
    r"[a-z-]+ ){0,3}?"
    r"(?:city|town|village|port|capital|district|province|region|state|suburb|hamlet)(?: of)? "
)
"""'the northern Lebanese city of Tripoli', 'Sudan's eastern town of Kassala': the first name holds the second."""


_DATED = re.compile(
    r"(?: (?:late|early))? on (?:[A-Z][a-z]+day|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(, and |, | and )"
)
"""Between two names of a row, each with its day: 'in Gao on Monday and Kidal on Tuesday'."""


def _pair(text: str, found: list[Mention], index: int) -> None:
    """What stands between a name and the one before it may tell that one holds the other, or that they are a row."""
    first, second = found[index - 1], found[index]
    if _OWNING.fullmatch(text, first.end, second.start) is not None and second.kind == "name":
        second.container = index - 1
        second.owned = True
        return
    beside, join = index - 1, _JOINS.get(text[first.end : second.start])
    if join is None and second.kind == "name":
        # a month may bear the name of a place itself
        beside -= first.key in vocabulary().months and index > 1
        first = found[beside]
        dated = _DATED.fullmatch(text, first.end, second.start)
        join = _JOINS.get(dated[1]) if dated is not None else None
    if join is None or second.kind == "demonym" or first.kind == "demonym":
        return
    if join in ("comma", "bracket", "in"):
        first.container = first.container if first.owned else index
        second.holds = index - 1
    if join == "poss":
        second.container = index - 1
        second.placed |= first.placed
    if join in ("comma", "and", "slash", "hyphen"):
        first.listed = second.listed = True
        second.beside = beside


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
        if " " in mention.phrase:
            pass  # the 'air' of 'Bagram air base' makes no airline
        elif fa in words.organisations and sa != "lower":
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


def _mostly_capitals(text: str) -> bool:
    head = text[:400]
    return 2 * sum(map(head.count, ascii_uppercase)) > 3 * sum(map(head.count, ascii_lowercase))
