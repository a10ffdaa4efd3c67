"""`sarhad changes OLD NEW`: what is new, changed and gone between two GeoJSON files of ours."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from maps.outcome import DONE, UsageError

if TYPE_CHECKING:
    from geo.incident import Incident


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Register the sub-command."""
    parser = subparsers.add_parser("changes", help="what is new, changed and gone between two files of incidents")
    parser.add_argument("old", metavar="OLD.geojson", help="the earlier file that `sarhad map --geojson` wrote")
    parser.add_argument("new", metavar="NEW.geojson", help="the later one, best made with `--previous OLD.geojson`")
    parser.add_argument("--json", action="store_true", help="write one JSON object instead of lines")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the differences; an unreadable file is wrong use."""
    from maps.changes import as_json, compare_incidents, lines

    changes = compare_incidents(_read(args.old), _read(args.new))
    if args.json:
        print(json.dumps(as_json(changes), ensure_ascii=False))
    else:
        for line in lines(changes):
            print(line)
    return DONE


def _read(path: str) -> tuple[Incident, ...]:
    from maps.geojson import NotOursError, read_geojson

    try:
        return read_geojson(path).incidents
    except NotOursError as error:
        raise UsageError(str(error)) from error
