"""The English words of dates, ready for look-up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geo.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class DateWords:
    """The English vocabulary, ready for look-up; ``cues`` sends a word to the method that reads it."""

    months: dict[str, int]
    short_months: dict[str, int]
    weekdays: dict[str, int]
    short_weekdays: dict[str, int]
    days: dict[str, tuple[int, int]]
    units: dict[str, str]
    seasons: dict[str, tuple[int, int]]
    feasts: dict[str, tuple[int, int]]
    """Month and day of feasts that name a day."""
    day_parts: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    name_months: frozenset[str]
    after_weekday_name: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    saying: frozenset[str]
    """Verbs of saying: the day behind them is that of the telling."""
    stamps: tuple[str, ...]
    vague_numbers: dict[str, tuple[int, int]]
    cues: dict[str, str]


@cache
def date_words() -> DateWords:
    """The vocabulary 'dates', with what cues.toml says of telling."""
    table = vocabulary("dates")
    words = table["words"]
    units = {form: name for name in words["units"] for form in (name, name + "s")}
    cues: dict[str, str] = {}
    for name in (*table["months"], *table["short_months"]):
        cues[name] = "month"
    cues |= dict.fromkeys(table["weekdays"], "weekday")
    cues |= dict.fromkeys(table["days"], "day")
    cues |= dict.fromkeys(units, "unit")
    cues |= dict.fromkeys(table["seasons"], "season")
    cues |= dict.fromkeys(words["day_parts"], "part")
    cues |= {"weekend": "weekend"}
    return DateWords(
        table["months"],
        table["short_months"],
        table["weekdays"],
        table["short_weekdays"],
        {name: (low, high) for name, (low, high) in table["days"].items()},
        units,
        {name: (first, last) for name, (first, last) in table["seasons"].items()},
        {name: (month, day) for name, (month, day) in table["feasts"].items()},
        frozenset(words["day_parts"]),
        frozenset(words["before_month"]),
        frozenset(words["before_year"]),
        frozenset(words["name_months"]),
        frozenset(words["after_weekday_name"]),
        frozenset(words["future"]),
        frozenset(words["past"]),
        frozenset((*vocabulary("cues")["saying"]["verbs"], *vocabulary("cues")["telling"]["spokesmen"])),
        tuple(words["stamps"]),
        {name: (low, high) for name, (low, high) in words["vague_numbers"].items()},
        cues,
    )
