"""The compiled words of the actor extractor: every name and noun it knows, looked up by its folded words."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from geo.vocabulary import BUILT_IN, vocabulary

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


@dataclass(frozen=True, slots=True)
class Entry:
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
    states: dict[str, State] = field(default_factory=dict)
    spellings: dict[str, str] = field(default_factory=dict)
    compounds: set[str] = field(default_factory=set)
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    """The word lists of [reading] in the vocabulary 'people'."""
    folds: dict[str, str] = field(default_factory=dict)
    """Words in the form entries are filed under: case, accents, letters of one sound, spellings of one word."""

    def words(self, text: str) -> list[str]:
        """The folded words of a text."""
        return [self.spellings.get(w, w) for w in (_plain(m) for m in WORD.findall(text))]

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


@lru_cache(maxsize=8)
def lexicon(files: tuple[str, ...] = ()) -> Lexicon:
    """The compiled vocabularies 'actors' and 'people' and the table of states, with the user's files laid over."""
    actors = vocabulary("actors", files)
    people = vocabulary("people", files)
    lex = Lexicon()
    for spelling, variants in actors["spellings"].items():
        for variant in variants:
            lex.spellings[_plain(variant.replace("'", ""))] = spelling
    filed: dict[str, list[Entry]] = {}
    _name_compounds(lex, actors)
    for sort, table in (("group", "groups"), ("forces", "forces"), ("organisation", "organisations")):
        for countries, rows in actors[table].items():
            first = countries.replace(" ", "").split(",")
            country = first[0] if len(first) == 1 and first[0] != "*" else None
            for row in rows:
                _file_named(lex, filed, sort, row, country)  # type: ignore[arg-type]
    _file_states(lex, filed)
    nouns: tuple[tuple[Sort, str], ...] = (
        ("ignore", "ignore"),
        ("troops", "forces"),
        ("people", "people"),
        ("unidentified", "unidentified"),
        ("target", "place-targets"),
    )
    for sort, table in nouns:
        for row in people[table]["rows"]:
            _file_noun(lex, filed, sort, row)
    for sort, rows in (("official", people["officials"]["acting"]), ("media", people["officials"]["media"])):
        for row in rows:
            _file_noun(lex, filed, sort, row)  # type: ignore[arg-type]
    for row in people["officials"]["by_country"]:
        code, forms = row.split(": ", 1)
        for form in forms.split(" | "):
            found = lex.words(form)
            _file(filed, found, Entry("official", form, form, slug(form), code, _case(form), len(found)))
    for sort in ("identity", "plain"):
        for row in people["modifiers"][sort]:
            _file_noun(lex, filed, sort, row)  # type: ignore[arg-type]
    lex.entries = {words: tuple(entries) for words, entries in filed.items()}
    for words in lex.entries:
        head, count = words.split(" ", 1)[0], words.count(" ") + 1
        if count > lex.longest.get(head, 0):
            lex.longest[head] = count
    lex.folds = _Folds(lex.spellings)
    whole = ("vague_officials",)
    for name, items in people["reading"].items():
        lex.sets[name] = frozenset(items) if name in whole else frozenset(w for item in items for w in item.split())
    return lex


def _forms(row: str) -> tuple[str, bool, list[tuple[str, bool]]]:
    """A row's name, whether it stands for every form of the row, and its forms with whether they are short ones."""
    fixed = ": " in row
    name, rest = row.split(": ", 1) if fixed else ("", row)
    forms = [f.strip() for f in rest.split("|")]
    marked = [(f.lstrip("~").strip(), f.startswith("~")) for f in forms if f.strip("~ ")]
    return (name.strip() or marked[0][0]), fixed, marked


def _name_compounds(lex: Lexicon, actors: object) -> None:
    """'Jaishul Adl' for 'Jaish al-Adl': every word an article follows is also known with the article grown onto it."""
    assert isinstance(actors, dict)
    for table in ("groups", "forces", "organisations"):
        for rows in actors[table].values():
            for row in rows:
                for form, _ in _forms(row)[2]:
                    words = lex.words(form)
                    for i in range(len(words) - 2):
                        if words[i + 1] == _ARTICLE:
                            lex.compounds.add(words[i])
    for stem in sorted(lex.compounds):
        for ending in ("ul", "ol", "el", "al"):
            lex.spellings.setdefault(stem + ending, stem + _ARTICLE)


def _file(filed: dict[str, list[Entry]], words: Iterable[str], entry: Entry) -> None:
    key = " ".join(words)
    if key:
        filed.setdefault(key, []).append(entry)


def _file_named(lex: Lexicon, filed: dict[str, list[Entry]], sort: Sort, row: str, country: str | None) -> None:
    name, _, forms = _forms(row)
    row_forms = tuple(form for form, _ in forms)
    for form, short in forms:
        words = lex.words(form)
        entry = Entry(sort, form, name, slug(name), country, _case(form), len(words), short, False, row_forms)
        _file(filed, words, entry)
        for i, word in enumerate(words[1:-1], 1):
            if word == _ARTICLE:
                grown = [*words[: i - 1], words[i - 1] + _ARTICLE, *words[i + 1 :]]
                _file(
                    filed,
                    grown,
                    Entry(sort, form, name, slug(name), country, entry.case, len(grown), short, False, row_forms),
                )
                onto = [*words[:i], _ARTICLE + words[i + 1], *words[i + 2 :]]
                _file(
                    filed,
                    onto,
                    Entry(sort, form, name, slug(name), country, entry.case, len(onto), short, False, row_forms),
                )
        if len(words) > 1 and not form[0].isascii():
            # Arabic script: the space or joiner inside a name is often lost.
            _file(filed, ["".join(words)], Entry(sort, form, name, slug(name), country, 0, 1, short, False, row_forms))


def _file_noun(lex: Lexicon, filed: dict[str, list[Entry]], sort: Sort, row: str) -> None:
    name, fixed, forms = _forms(row)
    row_forms = tuple(form for form, _ in forms)
    for form, short in forms:
        words = lex.words(form)
        _file(filed, words, Entry(sort, form, name, slug(name), None, _case(form), len(words), short, fixed, row_forms))


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
                words = lex.words(form)
                _file(filed, words, Entry(sort, form, name, code, code, _case(form), len(words)))


def _case(form: str) -> int:
    letters = [c for c in form if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters) and " " not in form:
        return 2
    for match in WORD.finditer(form):
        if match.group().lower() != _ARTICLE or not match.group()[0].islower():
            return 1 if match.group()[0].isupper() else 0
    return 0
