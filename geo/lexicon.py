"""The compiled words of the actor extractor: every name and noun it knows, looked up by its folded words."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from geo.vocabulary import BUILT_IN, names, vocabulary

Sort = Literal[
    "state", "adjective", "national", "seat", "group", "forces", "organisation",
    "troops", "people", "unidentified", "target", "official", "media", "identity", "plain", "ignore",
]  # fmt: skip
"""state: a country's name. adjective: 'Iranian'. national: 'Iranians'. seat: a capital. group, forces, organisation:
named bodies. troops, people, unidentified, target: nouns. official, media: who speaks for a state. identity, plain:
modifiers, kept in a name or not. ignore: what only looks like one of these."""

NAMED: frozenset[Sort] = frozenset(("group", "forces", "organisation"))
NOUNS: frozenset[Sort] = frozenset(("troops", "people", "unidentified", "target"))

WORD = re.compile(r"[^\W_]+")
_ARABIC = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "ؤ": "و",
        "ئ": "ی",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ہ": "ه",
        "ھ": "ه",
    }
)
_ARTICLE = "al"
_JOINER = "\u200c"


class Entry(NamedTuple):
    """One form of one name. ``case``: 0 any, 1 a capital at its head, 2 capitals throughout. ``short`` forms count only
    in a report that names the body in full. ``slug`` is the last part of a mention's key."""

    sort: Sort
    form: str
    name: str
    slug: str
    country: str | None
    case: int
    length: int
    short: bool = False
    fixed: bool = False
    row: tuple[str, ...] = ()


@dataclass(frozen=True)
class State:
    """A country: its code, its name and the adjective its forces and people are called by."""

    code: str
    name: str
    adjective: str


class _States(dict[str, State]):
    """States by code; a territory that is not in the table goes by its code."""

    def __missing__(self, code: str) -> State:
        return State(code, code, code)


class _Folds(dict[str, str]):
    """Folded words by the word as it stands; emptied when it grows past any language, so that memory stays bounded."""

    def __init__(self, spellings: dict[str, str]) -> None:
        super().__init__()
        self.spellings = spellings

    def __missing__(self, word: str) -> str:
        if len(self) > 200_000:
            self.clear()
        plain = _plain(word)
        folded = self[word] = self.spellings.get(plain, plain)
        return folded


@dataclass
class Lexicon:
    """Entries by their folded words joined with blanks; ``longest`` gives the longest entry by first word."""

    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=_States)
    spellings: dict[str, str] = field(default_factory=dict)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    """The word lists of [reading] in the vocabulary 'people'."""
    folds: dict[str, str] = field(init=False)
    """Words in the form entries are filed under: case, accents, letters of one sound, spellings of one word."""

    def __post_init__(self) -> None:
        self.folds = _Folds(self.spellings)

    def words(self, text: str) -> list[str]:
        """The folded words of a text."""
        folds = self.folds
        return [folds[word] for word in WORD.findall(text)]

    def find(self, name: str) -> tuple[Entry, ...]:
        """The entries filed under a name, whatever its case; empty when there is none."""
        return self.entries.get(" ".join(self.words(name)), ())


def _plain(word: str) -> str:
    lowered = word.lower()
    if lowered.isascii():
        return lowered
    lowered = lowered.translate(_ARABIC)
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def slug(name: str) -> str:
    """A name as part of a key: small letters, blanks as hyphens.

    >>> slug('Jaish al-Adl')
    'jaish-al-adl'
    """
    return "-".join(_plain(m.group()) for m in WORD.finditer(name))


@lru_cache(maxsize=16)
def lexicon(files: tuple[str, ...] = (), languages: tuple[str, ...] | None = None) -> Lexicon:
    """The compiled vocabularies of actors and people, and the table of states.

    ``files`` are the user's vocabulary files, ``languages`` those to take beside English (None: all there are).
    Languages need no telling apart: their words differ in script or in spelling, and reports quote one another's.
    """
    wanted = None if languages is None else {"", *languages}
    parts = [
        (name.partition("_"), vocabulary(name, files)) for name in names() if name.startswith(("actors", "people"))
    ]
    actors = [table for (kind, _, tongue), table in parts if kind == "actors" and (wanted is None or tongue in wanted)]
    people = [table for (kind, _, tongue), table in parts if kind == "people" and (wanted is None or tongue in wanted)]
    lex = Lexicon()
    for table in actors:
        for spelling, variants in table["spellings"].items():
            for variant in variants:
                lex.spellings[_plain(variant.replace("'", ""))] = spelling
    _name_compounds(lex, actors)
    filed: dict[str, list[Entry]] = {}
    bodies: tuple[tuple[Sort, str], ...] = (
        ("group", "groups"),
        ("forces", "forces"),
        ("organisation", "organisations"),
    )
    for sort, name in bodies:
        for table in actors:
            for countries, rows in table[name].items():
                for row in rows:
                    _file_named(lex, filed, sort, row, _country(countries))
    _file_states(lex, filed)
    for sort, noun_rows in _noun_rows(people):
        for row in noun_rows:
            _file_noun(lex, filed, sort, row)
    for table in people:
        for row in table["officials"]["by_country"]:
            code, of_country = row.split(": ", 1)
            for form in of_country.split(" | "):
                for way in _spellings(lex, form):
                    _file(filed, way, Entry("official", form, form, slug(form), code, _case(form), len(way)))
    lex.entries = {words: tuple(entries) for words, entries in filed.items()}
    for words in lex.entries:
        head, count = words.split(" ", 1)[0], words.count(" ") + 1
        if count > lex.longest.get(head, 0):
            lex.longest[head] = count
    _read_sets(lex, people)
    return lex


def _country(key: str) -> str | None:
    """The country of a table's key, None for a body at home in several or in none."""
    codes = key.replace(" ", "").split(",")
    return codes[0] if len(codes) == 1 and codes[0] != "*" else None


def _noun_rows(people: list[Mapping[str, Any]]) -> Iterator[tuple[Sort, list[str]]]:
    """The rows of common nouns, in the order in which they win where two are spelt alike."""
    order: tuple[tuple[Sort, str, str], ...] = (
        ("ignore", "ignore", "rows"),
        ("troops", "forces", "rows"),
        ("people", "people", "rows"),
        ("unidentified", "unidentified", "rows"),
        ("target", "place-targets", "rows"),
        ("official", "officials", "acting"),
        ("media", "officials", "media"),
        ("identity", "modifiers", "identity"),
        ("plain", "modifiers", "plain"),
    )
    for sort, name, key in order:
        for table in people:
            yield sort, table[name][key]


def _read_sets(lex: Lexicon, people: list[Mapping[str, Any]]) -> None:
    for table in people:
        for name, items in table["reading"].items():
            words = items if name == "vague_officials" else [w for item in items for w in item.split()]
            if name in ("vague_officials", "armed_nouns", "group_nouns", "ship", "proper", "strongholds"):
                found = frozenset(words)
            else:
                # These are compared with words of a report, so they are folded as those are.
                found = frozenset(w for word in words for w in lex.words(word))
            lex.sets[name] = lex.sets.get(name, frozenset()) | found


def _forms(row: str) -> tuple[str, str, bool, list[tuple[str, bool]]]:
    """A row's name, the last part of its key, whether the name stands for every form, and the forms, short or not.

    'key> name: form | ~short form', where 'key> ' and 'name: ' may be left out.
    """
    key, row = row.split("> ", 1) if "> " in row else ("", row)
    fixed = ": " in row
    name, rest = row.split(": ", 1) if fixed else ("", row)
    forms = [f.strip() for f in rest.split("|")]
    marked = [(f.lstrip("~").strip(), f.startswith("~")) for f in forms if f.strip("~ ")]
    name = name.strip() or marked[0][0]
    return name, key.strip() or slug(name), fixed, marked


def _spellings(lex: Lexicon, form: str) -> list[list[str]]:
    """A form's folded words; a joiner (ZWNJ) may be written, be a blank or be missing, so it gives two."""
    words = lex.words(form)
    if _JOINER in form:
        return [words, lex.words(form.replace(_JOINER, ""))]
    return [words]


def _name_compounds(lex: Lexicon, actors: list[Mapping[str, Any]]) -> None:
    """'Jaishul Adl' for 'Jaish al-Adl': every word an article follows is also known with the article grown onto it."""
    stems: set[str] = set()
    for table in actors:
        for name in ("groups", "forces", "organisations"):
            for rows in table[name].values():
                for row in rows:
                    for form, _ in _forms(row)[3]:
                        words = lex.words(form)
                        stems.update(words[i] for i in range(len(words) - 2) if words[i + 1] == _ARTICLE)
    for stem in sorted(stems):
        for ending in ("ul", "ol", "el", "al"):
            lex.spellings.setdefault(stem + ending, stem + _ARTICLE)
    lex.folds.clear()


def _file(filed: dict[str, list[Entry]], words: Iterable[str], entry: Entry) -> None:
    key = " ".join(words)
    if key:
        filed.setdefault(key, []).append(entry)


def _file_named(lex: Lexicon, filed: dict[str, list[Entry]], sort: Sort, row: str, country: str | None) -> None:
    name, key, _, forms = _forms(row)
    row_forms = tuple(form for form, _ in forms)
    for form, short in forms:
        case = _case(form)
        ways = _spellings(lex, form)
        words = ways[0]
        for i, word in enumerate(words[1:-1], 1):
            if word == _ARTICLE:
                ways.append([*words[: i - 1], words[i - 1] + _ARTICLE, *words[i + 1 :]])
                ways.append([*words[:i], _ARTICLE + words[i + 1], *words[i + 2 :]])
        if len(words) == 2 and not form[0].isascii():
            # Arabic script: the blank inside a name is often lost.
            ways.append(["".join(words)])
        for way in ways:
            _file(filed, way, Entry(sort, form, name, key, country, case, len(way), short, False, row_forms))


def _file_noun(lex: Lexicon, filed: dict[str, list[Entry]], sort: Sort, row: str) -> None:
    name, key, fixed, forms = _forms(row)
    row_forms = tuple(form for form, _ in forms)
    for form, short in forms:
        case = _case(form)
        for words in _spellings(lex, form):
            _file(filed, words, Entry(sort, form, name, key, None, case, len(words), short, fixed, row_forms))


def _file_states(lex: Lexicon, filed: dict[str, list[Entry]]) -> None:
    with (BUILT_IN / "states.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            code, name = row["code"], row["name"]
            adjectives = [a for a in row["adjectives"].split(";") if a]
            lex.states[code] = State(code, name, adjectives[0] if adjectives else name)
            forms: list[tuple[Sort, str]] = [("state", name)]
            forms += [("state", f) for f in row["other_names"].split(";") if f]
            forms += [("adjective", f) for f in adjectives]
            forms += [("national", f) for f in row["nationals"].split(";") if f]
            forms += [("seat", f) for f in row["seats"].split(";") if f]
            for sort, form in forms:
                for words in _spellings(lex, form):
                    _file(filed, words, Entry(sort, form, name, code, code, _case(form), len(words)))


def _case(form: str) -> int:
    if form.isupper() and len(form) > 1 and " " not in form:
        return 2
    if form[0].isupper():
        return 1
    if form.islower() or not form[0].isascii():
        return 0
    for word in WORD.findall(form):
        if word != _ARTICLE:
            return 1 if word[0].isupper() else 0
    return 0
