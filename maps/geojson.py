"""Incidents as GeoJSON (RFC 7946), out and in."""

from __future__ import annotations

from maps.records import Json, account_json, place_row

__all__ = ["Json", "account_json", "place_row"]
