"""Incidents to files: GeoJSON, one HTML page, tables."""
