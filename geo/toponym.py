"""A toponym: a place name found in a text, with its role and the place it was resolved to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gazetteer.place import Place
from seeds.report import Span

Role = Literal["location", "metonym", "modifier", "demonym", "name"]
"""location: a place as a place. metonym: a place name for a government or people ('Tehran said').
modifier: 'the Quetta bombing', 'Gaza ceasefire'. demonym: 'Iranian'. name: part of a body's or person's name."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """One mention of a place name.

    ``place`` is None where nothing could be resolved; ``reasons`` then says why. ``confidence`` is the
    calibrated chance that ``place`` is right, 0 to 1. ``runners_up`` are the next candidates, best first.
    """

    span: Span
    surface: str
    role: Role
    place: Place | None
    confidence: float
    reasons: tuple[str, ...] = ()
    runners_up: tuple[Place, ...] = ()
    feature: str | None = None
    """The feature word beside the name, in English ('village', 'district', 'province'), where there is one."""
    within: Place | None = None
    """For a name no gazetteer has: the finest place the text says it is in."""
    admin1: str | None = None
    """Where ``within`` is but a country: the province that the towns told around the name share, supposed to be its."""
