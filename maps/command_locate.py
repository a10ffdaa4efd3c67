"""`sarhad locate`: names, or the places of running text, as a table, JSON, GeoJSON or a map to look at."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer.beside import beside
from maps.inputs import add_gazetteer_argument, check_gazetteer
from maps.outcome import DONE, SOME_REJECTED, UsageError, say
from maps.progress import progress

if TYPE_CHECKING:
    from gazetteer.place import Place
    from geo.candidates import Named
    from geo.placing import Placer
    from geo.toponym import Toponym

_ROLES = ("location", "metonym", "modifier", "demonym", "name")
_MENTIONED = _ROLES[:4]
"""What counts as a mention of a place; a name within the name of a person or a body is only told when asked for."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the sub-command."""
    parser = subparsers.add_parser("locate", help="names or running text -> places")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a place: Turbat, 'Springfield, Illinois', 'Rask County'"
    )
    parser.add_argument(
        "--text", metavar="FILE", help='running text: .txt, .jsonl of {"id", "text"}, or - for standard input'
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="JSON, one line a name or text")
    form.add_argument(
        "--geojson",
        action="store_true",
        help="GeoJSON: towns as points, areas as their outline, countries without a shape",
    )
    form.add_argument("--map", metavar="FILE", help="an HTML map to look at")
    parser.add_argument("--why", action="store_true", help="the reasons for each choice, and the runners-up")
    parser.add_argument(
        "--roles", metavar="ROLES", help=f"of the text's names, which: {','.join(_ROLES)} (all but name)"
    )
    parser.add_argument("--fuzzy", action="store_true", help="also names that are only like the one given; says so")
    parser.add_argument("--country", metavar="IR,PK", help="names: only in these countries (ISO codes)")
    parser.add_argument("--limit", type=int, default=1, metavar="N", help="names: how many places of each (1)")
    add_gazetteer_argument(parser)
    parser.set_defaults(run=run)


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    text: str


def run(args: argparse.Namespace) -> int:
    """Locate and print; what could not be read is named on standard error."""
    if bool(args.names) == bool(args.text):
        raise UsageError("give names, or --text FILE")
    if args.limit < 1:
        raise UsageError(f"--limit {args.limit}: give a number, 1 or more")
    roles = _roles(args.roles)
    check_gazetteer(args)
    # imported late: a mistake in the arguments is told at once
    from gazetteer.store import open_gazetteer
    from geo.placing import Placer

    if args.names:
        placer = Placer(open_gazetteer(args.gazetteer))
        return _names(placer, args)
    rejected: list[str] = []
    texts = list(_texts(args.text, rejected))
    placer = Placer(open_gazetteer(args.gazetteer))
    found = ((text, _wanted(placer, text, roles)) for text in progress(texts, "reading texts", len(texts)))
    if args.json:
        for text, toponyms in found:
            print(json.dumps(_text_json(text, toponyms, args.why), ensure_ascii=False))
    elif args.geojson or args.map:
        rows = list(found)
        collection = _collection(placer, _mentions_of(rows))
        if args.map:
            _write_map(placer, collection, args.map)
        else:
            print(json.dumps(collection, ensure_ascii=False))
    else:
        _text_table(list(found), args.why)
    for reason in rejected:
        say(reason)
    return SOME_REJECTED if rejected else DONE


def _roles(given: str | None) -> frozenset[str]:
    if not given:
        return frozenset(_MENTIONED)
    roles = [r.strip() for r in given.split(",") if r.strip()]
    wrong = [r for r in roles if r not in _ROLES]
    if wrong or not roles:
        raise UsageError(f"--roles {given}: choose among {', '.join(_ROLES)}, parted by commas")
    return frozenset(roles)


def _texts(name: str, rejected: list[str]) -> Iterator[_Text]:
    """The texts of a file; a line of .jsonl that is none goes to ``rejected`` with its number."""
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"--text {name}: {error.strerror or error}") from None
    text = raw.decode("utf-8-sig", errors="replace")
    if not name.endswith((".jsonl", ".ndjson")) and not (name == "-" and text.lstrip().startswith("{")):
        yield _Text("-" if name == "-" else Path(name).stem, text.replace("\r\n", "\n"))
        return
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            rejected.append(f"{name}:{number}: not JSON: {error.msg}")
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            rejected.append(f'{name}:{number}: a line is an object with "id" and "text"')
            continue
        text_id = str(row.get("id", number))
        if text_id in seen:
            rejected.append(f"{name}:{number}: the id {text_id!r} was there before")
            continue
        seen.add(text_id)
        yield _Text(text_id, row["text"])


def _wanted(placer: Placer, text: _Text, roles: frozenset[str]) -> tuple[Toponym, ...]:
    return tuple(t for t in placer.in_text(text.text) if t.role in roles)


# names


def _names(placer: Placer, args: argparse.Namespace) -> int:
    countries = frozenset(c.strip().upper() for c in args.country.split(",") if c.strip()) if args.country else None
    rows: list[tuple[str, tuple[Named, ...]]] = []
    for name in args.names:
        pieces = [p.strip() for p in name.replace("،", ",").split(",") if p.strip()]
        found = placer.named(pieces[0], pieces[1:], countries=countries, fuzzy=args.fuzzy) if pieces else ()
        rows.append((name, found))
    if args.json:
        for name, found in rows:
            shown = [
                _place_json(n.place) | _judgement(n.confidence, n.reasons, args.why, n.fuzzy)
                for n in found[: args.limit]
            ]
            line: dict[str, Any] = {"name": name, "places": shown}
            if args.why:
                line["runners_up"] = [_place_json(n.place) for n in found[args.limit : args.limit + 3]]
            print(json.dumps(line, ensure_ascii=False))
    elif args.geojson or args.map:
        entries = [
            (n.place, {"query": name, "confidence": round(n.confidence, 3), "reasons": list(n.reasons)} | ({"fuzzy":
            n.fuzzy} if n.fuzzy else {}))
            for name, found in rows for n in found[: args.limit]
        ]  # fmt: skip
        collection = _collection(placer, entries)
        if args.map:
            _write_map(placer, collection, args.map)
        else:
            print(json.dumps(collection, ensure_ascii=False))
    else:
        _name_table(rows, args.limit, args.why)
    for name, found in rows:
        if not found:
            say(f"{name!r}: no such place is known{'' if args.fuzzy else '; --fuzzy also tries names like it'}")
    return DONE


# forms


def _text_json(text: _Text, toponyms: Sequence[Toponym], why: bool) -> dict[str, Any]:
    """One text's line. A name that was not resolved stands apart, with what is known of it, and is never pinned."""
    rows = []
    unresolved = []
    for t in toponyms:
        row: dict[str, Any] = {"start": t.span.start, "end": t.span.end, "surface": t.surface, "role": t.role}
        if t.place is None:
            row |= {"feature": t.feature, "within": t.within.id if t.within else None, "reasons": list(t.reasons)}
            unresolved.append(row)
            continue
        row |= {"lat": t.place.lat, "lon": t.place.lon, "place_id": t.place.id, "confidence": t.confidence}
        if why:
            row |= {
                "place": _place_json(t.place),
                "reasons": list(t.reasons),
                "runners_up": [_place_json(p) for p in t.runners_up],
            }
        rows.append(row)
    line: dict[str, Any] = {"id": text.id, "toponyms": rows}
    if unresolved:
        line["unresolved"] = unresolved
    return line


def _place_json(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.id, "name": place.name, "level": place.level, "kind": place.kind, "country": place.country,
        "admin1": place.admin1, "lat": place.lat, "lon": place.lon, "radius_km": place.radius_km, "population":
        place.population,
    }  # fmt: skip


def _judgement(confidence: float, reasons: Sequence[str], why: bool, fuzzy: str | None) -> dict[str, Any]:
    row: dict[str, Any] = {"confidence": round(confidence, 3)}
    if fuzzy is not None:
        row["fuzzy"] = fuzzy
    if why:
        row["reasons"] = list(reasons)
    return row


def _mentions_of(rows: Sequence[tuple[_Text, Sequence[Toponym]]]) -> list[tuple[Place, dict[str, Any]]]:
    """Each place once, with its mentions."""
    places: dict[str, tuple[Place, dict[str, Any]]] = {}
    for text, toponyms in rows:
        for t in toponyms:
            if t.place is None:
                continue
            _, about = places.setdefault(
                t.place.id, (t.place, {"mentions": [], "confidence": 0.0, "reasons": list(t.reasons)})
            )
            about["confidence"] = max(about["confidence"], t.confidence)
            about["mentions"].append(
                {"text": text.id, "start": t.span.start, "end": t.span.end, "surface": t.surface, "role": t.role}
            )
    return list(places.values())


def _collection(placer: Placer, entries: Sequence[tuple[Place, dict[str, Any]]]) -> dict[str, Any]:
    """GeoJSON (lon, lat): a town or a site is a point; a district or a province its outline; what is wider has no
    shape."""
    features = []
    for number, (place, about) in enumerate(entries):
        features.append(
            {
                "type": "Feature",
                "id": f"{place.id}#{number}",
                "geometry": _geometry(placer, place),
                "properties": _place_json(place) | about,
            }
        )
    sources = [source.text for source in placer.gazetteer.attribution()]
    return {"type": "FeatureCollection", "features": features, "attribution": sources}


def _geometry(placer: Placer, place: Place) -> dict[str, Any] | None:
    if place.lat is None or place.lon is None or place.level in ("country", "region"):
        return None
    if place.level in ("town", "site"):
        return {"type": "Point", "coordinates": [round(place.lon, 5), round(place.lat, 5)]}
    shape = placer.gazetteer.outline(place.outline_id)
    if shape is None:
        return None
    import shapely

    simple = shapely.set_precision(shape.simplify(0.01), 0.0001)
    geometry: dict[str, Any] = shapely.geometry.mapping(simple)
    return geometry


# tables


def _name_table(rows: Sequence[tuple[str, tuple[Named, ...]]], limit: int, why: bool) -> None:
    table = _Table(("name", "place", "level", "in", "lat", "lon", "sure", *(("why",) if why else ())))
    for name, found in rows:
        if not found:
            table.add(name, "not found", "", "", "", "", "", *(("",) if why else ()))
        for n in found[:limit]:
            shown = f"{n.place.name} (fuzzy)" if n.fuzzy else n.place.name
            reasons = "; ".join(n.reasons) + _runners([m.place for m in found if m is not n][:3])
            table.add(name, shown, *_cells(n.place), f"{n.confidence:.2f}", *((reasons,) if why else ()))
    table.print()


def _text_table(rows: Sequence[tuple[_Text, Sequence[Toponym]]], why: bool) -> None:
    table = _Table(("text", "name", "role", "place", "level", "in", "lat", "lon", "sure", *(("why",) if why else ())))
    for text, toponyms in rows:
        for t in toponyms:
            reasons = ("; ".join(t.reasons) + _runners(t.runners_up),) if why else ()
            surface = " ".join(t.surface.split())
            if t.place is None:
                within = f"in {t.within.name}" if t.within else ""
                table.add(text.id, surface, t.role, "unresolved", t.feature or "", within, "", "", "", *reasons)
            else:
                table.add(text.id, surface, t.role, t.place.name, *_cells(t.place), f"{t.confidence:.2f}", *reasons)
    table.print()


def _runners(places: Sequence[Place]) -> str:
    if not places:
        return ""
    named = ", ".join(
        " ".join(filter(None, (p.name, f"({', '.join(filter(None, (p.level, p.admin1, p.country)))})"))) for p in places
    )
    return f"; rather than {named}"


def _cells(place: Place) -> tuple[str, str, str, str]:
    within = ", ".join(
        filter(None, (place.admin1 if place.level not in ("province", "country") else None, place.country))
    )
    lat, lon = ("", "") if place.lat is None or place.lon is None else (f"{place.lat:.4f}", f"{place.lon:.4f}")
    return place.level, within, lat, lon


_COLOURS = {"place": "bold", "unresolved": "yellow", "not found": "red"}


class _Table:
    """Rows under a head: coloured columns on a terminal, tab-separated lines elsewhere."""

    def __init__(self, head: Sequence[str]) -> None:
        self._head = tuple(head)
        self._rows: list[tuple[str, ...]] = []

    def add(self, *cells: str) -> None:
        self._rows.append(cells)

    def print(self) -> None:
        if not sys.stdout.isatty():
            print("\t".join(self._head))
            for row in self._rows:
                print("\t".join(row))
            return
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, header_style="dim", pad_edge=False)
        for column in self._head:
            numeric = column in ("lat", "lon", "sure")
            table.add_column(column, justify="right" if numeric else "left", no_wrap=numeric, overflow="fold")
        for row in self._rows:
            # Text, never markup: names come from files.
            table.add_row(
                *(Text(cell, style=_style(column, cell)) for column, cell in zip(self._head, row, strict=True))
            )
        Console().print(table)


def _style(column: str, cell: str) -> str:
    if cell in _COLOURS:
        return _COLOURS[cell]
    if column == "place":
        return "bold cyan"
    if column == "sure" and cell:
        return "green" if float(cell) >= 0.9 else "yellow" if float(cell) >= 0.6 else "red"
    return "dim" if column in ("lat", "lon", "why", "text") else ""


def _write_map(placer: Placer, collection: dict[str, Any], name: str) -> None:
    """A page that needs no network: the places over the gazetteer's own outlines."""
    from maps.look import look_page

    with beside(name) as path:
        path.write_text(look_page(collection, placer.gazetteer), encoding="utf-8", newline="\n")
    print(name)
