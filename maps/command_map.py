"""`sarhad map`: reports to one self-contained HTML map and GeoJSON."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maps.inputs import (
    add_coding_arguments,
    add_report_arguments,
    check_coding,
    exit_code,
    load_reports,
    parse_day,
    say_rejected,
)
from maps.outcome import DONE, UsageError, say
from maps.wanted import Wanted, parse_bbox, parse_countries, parse_types

if TYPE_CHECKING:
    from geo.incident import Incident

_BUNDLED_TITLE = "The border of Iran and Pakistan, January 2024"
_MOST_SAID = 20
"""Unresolved names told on standard error; all of them are in the map's own list."""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the sub-command."""
    parser = subparsers.add_parser("map", help="reports -> one HTML map that needs no network, and GeoJSON")
    add_report_arguments(parser, required=False)
    parser.add_argument("-o", "--output", metavar="FILE", help="the map (map.html, unless only --geojson is asked for)")
    parser.add_argument("--geojson", metavar="FILE", help="the incidents as GeoJSON")
    parser.add_argument("--title", metavar="WORDS", help="the map's heading")
    parser.add_argument("--lang", choices=("en", "fa", "ur"), default="en", help="language of the page (en)")
    parser.add_argument("--tiles", metavar="NAME", help="online background tiles; without it the page asks no network")
    chosen = parser.add_argument_group("which incidents")
    chosen.add_argument("--bbox", metavar="W,S,E,N", help="drawn within a box, in degrees; write --bbox=-10,... with =")
    chosen.add_argument("--country", metavar="IR,PK", help="in these countries (ISO codes), their borders included")
    chosen.add_argument("--since", metavar="DATE", help="on or after a day; undated ones are left out")
    chosen.add_argument("--until", metavar="DATE", help="on or before a day; undated ones are left out")
    chosen.add_argument("--type", metavar="strike,attack", help="of these types")
    how = parser.add_argument_group("how")
    how.add_argument("--previous", metavar="FILE", help="an earlier GeoJSON of ours, whose incidents keep their ids")
    add_coding_arguments(how)
    how.add_argument("--explain", metavar="ID", help="tell why one incident stands as it does, and write nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the map; the files and what is on them on standard output, everything else on standard error."""
    wanted = Wanted(
        bbox=parse_bbox(args.bbox),
        countries=parse_countries(args.country),
        since=parse_day(args.since, "--since"),
        until=parse_day(args.until, "--until"),
        types=parse_types(args.type),
    )
    _check(args, wanted)
    previous = _previous(args.previous)
    reports = load_reports(args)

    # Imported late: a mistake in the arguments is told at once.
    from gazetteer.store import open_gazetteer
    from maps.assemble import assemble
    from maps.geojson import feature_collection, lazy_collection

    found = assemble(
        reports.reports,
        gazetteer=args.gazetteer,
        words=tuple(args.words),
        workers=args.workers,
        previous=previous,
        wanted=wanted,
    )
    say_rejected(found.failed)
    rejected = (*reports.rejected, *found.failed)
    if args.explain:
        from maps.explain import explain_incident

        for incident in found.incidents:
            if incident.id == args.explain:
                print(explain_incident(incident, found.incidents))
                return DONE
        raise UsageError(f"--explain {args.explain}: no incident of that id; the GeoJSON lists the ids")
    title = args.title or (_title(found.incidents) if args.reports else _BUNDLED_TITLE)
    # A page holds all of them anyway; a GeoJSON file is written without ever doing so.
    collect = feature_collection if args.output or not args.geojson else lazy_collection
    collection = collect(
        found.incidents,
        reports=reports.reports,
        rejected=rejected,
        unresolved=found.unresolved,
        gazetteer=open_gazetteer(args.gazetteer),
        title=title,
    )
    _write(args, collection, wanted, title)
    _tell(collection, found.left_out)
    return exit_code(rejected)


def _check(args: argparse.Namespace, wanted: Wanted) -> None:
    check_coding(args)
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise UsageError(f"--since {wanted.since} is later than --until {wanted.until}; no day lies between")
    if args.output and args.geojson and Path(args.output).absolute() == Path(args.geojson).absolute():
        raise UsageError(f"-o and --geojson both name {args.output}; give each a file of its own")
    from maps.page_error import PageError

    if args.tiles:
        from maps.tiles import online_tiles

        try:
            online_tiles(args.tiles)
        except PageError as error:
            raise UsageError(f"--tiles {args.tiles}: {error}") from error
    if args.output or not args.geojson:
        from maps.built import built

        try:
            built("page.css")
        except PageError as error:
            raise UsageError(str(error)) from error


def _previous(name: str | None) -> Mapping[str, Any] | None:
    if name is None:
        return None
    try:
        data = json.loads(Path(name).read_bytes())
    except OSError as error:
        raise UsageError(f"--previous {name}: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"--previous {name}: no JSON; give a file that `sarhad map --geojson` wrote") from error
    if not isinstance(data, dict) or not isinstance(data.get("features"), list):
        raise UsageError(f"--previous {name}: no GeoJSON of incidents; give a file that `sarhad map --geojson` wrote")
    from geo.previous import previous_from_geojson

    try:
        previous_from_geojson(data)  # told now, before any report is read
    except ValueError as error:
        raise UsageError(f"--previous {name}: {error}; give a file that `sarhad map --geojson` wrote") from error
    return data


def _write(args: argparse.Namespace, collection: Mapping[str, Any], wanted: Wanted, title: str) -> None:
    """Write what was asked for, the page if nothing was, and print where each file is."""
    written = []
    if args.geojson:
        from maps.geojson import write_geojson

        write_geojson(args.geojson, collection)
        written.append(args.geojson)
    if args.output or not args.geojson:
        from gazetteer.store import open_gazetteer
        from maps.basemap import base_map, view_box
        from maps.page import write_page
        from maps.page_error import PageError

        gazetteer = open_gazetteer(args.gazetteer)
        box = wanted.bbox or view_box(collection, gazetteer)
        output = args.output or "map.html"
        try:
            write_page(output, collection, base_map(box, gazetteer), title=title, lang=args.lang, tiles=args.tiles)
        except PageError as error:
            raise UsageError(str(error)) from error
        written.insert(0, output)
    for name in written:
        print(f"{name}  {_size(Path(name))}")


def _tell(collection: Mapping[str, Any], left_out: Mapping[str, int]) -> None:
    """What is on the map on standard output; what is not, and why, on standard error."""
    layers: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for feature in collection["features"]:
        layers[feature["properties"]["layer"]] += 1
        if feature["geometry"] is None:
            reasons[feature["properties"]["not_drawn"]] += 1
    print(f"{_count(layers.total(), 'incident')} from {_count(len(collection['reports']), 'report')}")
    for layer, count in layers.items():
        print(f"  {layer}: {count}")
    if reasons:
        print(f"  in the list beside the map, not on it: {reasons.total()}")
        for reason, count in sorted(reasons.items()):
            print(f"    {count} {reason}")
    for reason, count in left_out.items():
        say(f"left out: {_count(count, 'incident')} {reason}")
    unresolved = collection["unresolved"]
    for row in unresolved[:_MOST_SAID]:
        say(f"no place found for {row['surface']!r} in {row['report']}: {row['reason']}")
    if len(unresolved) > _MOST_SAID:
        say(f"and for {len(unresolved) - _MOST_SAID} more names; all are listed in the files")


def _title(incidents: Iterable[Incident]) -> str:
    days = sorted(day for i in incidents for day in (i.start, i.end) if day is not None)
    if not days:
        return "Reported incidents"
    span = f"{days[0]}" if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
    return f"Reported incidents, {span}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _size(path: Path) -> str:
    size = path.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
