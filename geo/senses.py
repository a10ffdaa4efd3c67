"""One sense a name and text: names with and without their feature word, and names cut short."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.place import Place
from geo.candidates import Candidate
from geo.mentions import vocabulary
from geo.weighing import Group

_SEPARATE_SEATS = frozenset(("US", "GB", "IE", "CA", "AU"))
"""Countries where a county and a town of its name are told apart as a matter of course."""


def share_sense(groups: list[Group]) -> None:
    """One sense for a name with and without its feature word, where the text does not tell them apart.

    'Kech district ... in Kech' is the district all along, unless 'the town of Kech' is there too; 'Surin Province ...
    in Surin'
    stays the province, while 'Kherson ... in the Kherson region' sets the town against it.
    """
    features = vocabulary().features
    by_key: dict[str, list[tuple[Group, str]]] = {}
    for group in groups:
        if group.kind == "name" and group.best is not None:
            core, _, word = group.key.rpartition(" ")
            if core and word in features and features[word].name == "district":
                by_key.setdefault(core, []).append((group, "district"))
            else:
                by_key.setdefault(group.key, []).append((group, group.feature.name if group.feature else ""))
    for same in by_key.values():
        called = {name for _, name in same}
        if "" not in called or called & {"town", "village"}:
            continue
        bare = [g for g, name in same if not name]
        for name in ("district", "province"):
            wide = next((g for g, n in same if n == name and g.best is not None and g.best.place.level == name), None)
            if wide is None or wide.best is None or (name == "district" and wide.best.place.country in _SEPARATE_SEATS):
                continue
            for group in bare:
                if group.best is None or group.best.place.country != wide.best.place.country:
                    continue
                if name == "district" or min(wide.mentions) < min(g.mentions[0] for g in bare):
                    _choose(group, wide.best, wide.vectors[wide.order[0]])
                else:
                    town = next((i for i, c in enumerate(group.candidates) if c.twin == 1), None)
                    if town is not None:
                        _choose(group, group.candidates[town], group.vectors[town])


def _choose(group: Group, candidate: Candidate, vector: list[float]) -> None:
    """Put a candidate first in a group, as sure as the one that was."""
    number = next((i for i, c in enumerate(group.candidates) if c.place.id == candidate.place.id), None)
    sure = group.chance[group.order[0]]
    if number is None:
        number = len(group.candidates)
        group.candidates = [*group.candidates, candidate]
        group.vectors = [*group.vectors, vector]
        group.chance = [*group.chance, sure]
    group.chance[number] = max(group.chance[number], sure)
    group.order = [number, *(i for i in group.order if i != number)]


def short_forms(groups: list[Group]) -> None:
    """'San Juan' after 'San Juan Chamula' is that place: a name cut short, not the best-known town of the short
    name."""
    features = vocabulary().features
    long = {g.key: g for g in groups if " " in g.key and g.kind == "name" and g.best is not None}
    for group in groups:
        best = group.best
        if (
            best is None
            or group.kind != "name"
            or group.container is not None
            or best.place.level not in ("town", "site")
            or best.size > 5.3
        ):
            continue
        for key, other in long.items():
            rest = key.removeprefix(group.key + " ")
            if (
                rest == key
                or rest.split()[0] in features
                or other.best is None
                or min(other.mentions) > min(group.mentions)
            ):
                continue
            place = other.best
            if place.place.id != best.place.id and place.place.level in ("town", "site"):
                _choose(group, replace(place, rank=99), other.vectors[other.order[0]])
                break


def plain_choice(group: Group, groups: list[Group]) -> Place | None:
    """What the bare name means: in this text if it stands there, else where it is best known."""
    for other in groups:
        if other is not group and other.key == group.key and other.feature is None and other.best is not None:
            return other.best.place
    if not group.candidates:
        return None
    # 'Kharkiv' is the town, if there are both.
    return min(group.candidates, key=lambda c: (c.twin != 1, not c.primary, c.rank)).place
