"""The vocabularies: built-in TOML files under geo/words, with a user's own files laid over them, checked on load.

A user's file holds the tables of a built-in vocabulary that can be added to (:data:`EXTENSIBLE`, with their Persian and
Urdu ones) under that vocabulary's name, and only what is added::

    [actors.groups]
    PK = ["Baloch Example Army | BEA | Example Brigade"]

    [people.people]
    rows = ["beekeepers | beekeeper"]

Lists are joined (the user's rows first, so they win), tables merged, single values replaced. What does not fit is
refused in one line that names the file, the key and what would be right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

BUILT_IN = Path(__file__).parent / "words"

EXTENSIBLE = ("actors", "claims", "counts", "people", "triggers")
"""What a user may add to; the other vocabularies are the program's own grammar, read without the user's files."""

# Tables of the vocabularies of actors whose keys are anybody's choice, not a fixed set: countries, spellings.
_OPEN = {"groups", "forces", "organisations", "spellings"}
_BY_COUNTRY = {"groups", "forces", "organisations"}


class VocabularyError(ValueError):
    """A vocabulary file that cannot be used; the message is one line: file, key, and what would be right."""


def names() -> tuple[str, ...]:
    """The built-in vocabularies by name ('actors', 'people', 'triggers', ...)."""
    return tuple(sorted(path.stem for path in BUILT_IN.glob("*.toml")))


@lru_cache(maxsize=64)
def vocabulary(name: str, files: tuple[str, ...] = ()) -> Mapping[str, Any]:
    """One vocabulary, the user's ``files`` laid over the built-in one in the order given.

    Raises VocabularyError for a file that cannot be read or does not fit. The result must not be changed.
    """
    merged = _read(BUILT_IN / f"{name}.toml")
    for file in files:
        added = _checked(Path(file)).get(name, {})
        merged = _merge(merged, added)
    return merged


@cache
def calendar(*tables: str) -> frozenset[str]:
    """The names in tables of the vocabulary 'dates': 'months', 'short_months', 'weekdays'."""
    return frozenset(name for table in tables for name in vocabulary("dates")[table])


def check(file: str | Path) -> None:
    """Raise VocabularyError where a user's file does not fit the built-in vocabularies."""
    _checked(Path(file))


def _checked(path: Path) -> dict[str, Any]:
    content = _read(path)
    known = [name for name in names() if name.partition("_")[0] in EXTENSIBLE]
    for name, table in content.items():
        if name not in known:
            right = f"right would be one of {', '.join(known)}"
            raise VocabularyError(f"{path}: [{name}] is no vocabulary that can be added to; {right}")
        if not isinstance(table, dict):
            raise VocabularyError(f"{path}: {name} must be a table such as [{name}.…], not {_kind(table)}")
        _fit(path, (name,), _read(BUILT_IN / f"{name}.toml"), table)
    return content


@lru_cache(maxsize=64)
def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise VocabularyError(f"{path}: no such file; give a TOML file of words") from None
    except IsADirectoryError:
        raise VocabularyError(f"{path}: is a folder; give a TOML file of words") from None
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}); give a TOML file of words") from None
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: byte {error.start} is no UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f'{path}: {error}; write TOML such as key = ["one | another"]') from None


def _fit(path: Path, key: tuple[str, ...], model: dict[str, Any], table: dict[str, Any]) -> None:
    """Check a user's table against the built-in one of the same key: same keys, same kinds of value."""
    for name, value in table.items():
        here = (*key, name)
        dotted = ".".join(here)
        if len(key) == 2 and key[0].split("_")[0] == "actors" and key[1] in _OPEN:
            if key[1] in _BY_COUNTRY and not _country_key(name):
                raise VocabularyError(
                    f"{path}: {dotted}: {name!r} is no country key; right would be ISO codes: PK, 'IR,PK' or '*'"
                )
            like: Any = next(iter(model.values()), [])
        elif name in model:
            like = model[name]
        elif model and all(isinstance(v, dict) for v in model.values()) and isinstance(value, dict) and len(key) > 1:
            like = next(iter(model.values()))
        else:
            raise VocabularyError(f"{path}: {dotted} is no known key; right would be one of {', '.join(sorted(model))}")
        _same_kind(path, dotted, like, value)
        if isinstance(like, dict) and isinstance(value, dict):
            _fit(path, here, like, value)


def _same_kind(path: Path, dotted: str, like: Any, value: Any) -> None:
    if isinstance(like, list):
        if not isinstance(value, list):
            raise VocabularyError(f'{path}: {dotted} must be a list such as ["one | another"], not {_kind(value)}')
        if like and isinstance(like[0], str):
            for item in value:
                if not isinstance(item, str) or not all(part.strip() for part in item.split("|")):
                    raise VocabularyError(
                        f'{path}: {dotted} holds {item!r}; right would be words such as "one | another"'
                    )
    elif type(like) is not type(value):
        raise VocabularyError(f"{path}: {dotted} must be {_kind(like)}, not {_kind(value)}")


def _country_key(name: str) -> bool:
    return name == "*" or all(len(c) == 2 and c.isalpha() and c.isupper() for c in name.replace(" ", "").split(","))


def _kind(value: Any) -> str:
    kinds = {dict: "a table", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), f"a {type(value).__name__}")


def _merge(base: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    result = dict(base)
    for key, value in added.items():
        old = result.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            result[key] = _merge(old, value)
        elif isinstance(old, list) and isinstance(value, list):
            result[key] = [*value, *old]
        else:
            result[key] = value
    return result
