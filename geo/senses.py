"""One sense a name and text: names with and without their feature word, and names cut short."""

from __future__ import annotations

from dataclasses import replace

from gazetteer.place import Place
from geo.candidates import F_HELD, Candidate
from geo.measure import distance_km
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


_FAR_KM = 250.0
"""From a name's best-known place to the one named beside it, so far that the two are hardly told in one breath."""
_CLOSE_KM = 100.0
_GREAT = 5.3
"""log10 of the inhabitants of a town that is meant wherever it is named."""


def beside_the_held(groups: list[Group]) -> None:
    """'Alpha and Beta in Gamma district': the Alpha close to Beta, not the better-known one at the other end of the
    country."""
    for group in groups:
        best = group.best
        if best is None or group.kind != "name" or group.container is not None or not group.row:
            continue
        if best.place.level not in ("town", "site") or best.size > _GREAT or len(group.candidates) < 2:
            continue
        held = [b for b in map(groups.__getitem__, group.row) if b.best is not None and b.vectors[b.order[0]][F_HELD]]
        fine = [b.best for b in held if b.best is not None and b.best.place.level in ("town", "site", "district")]
        for other in fine:
            if distance_km(best.lat, best.lon, other.lat, other.lon) < _FAR_KM:
                break
            near = [
                c
                for c in group.candidates
                if c.place.level in ("town", "site") and distance_km(c.lat, c.lon, other.lat, other.lon) < _CLOSE_KM
            ]
            if near:
                number = group.candidates.index(near[0])
                _choose(group, near[0], group.vectors[number])
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
