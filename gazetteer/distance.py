"""Great-circle distance: good to half a per cent, which is enough for radii and for what is near."""

from __future__ import annotations

import math

EARTH_DIAMETER_KM = 12742


def great_circle_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in km between two points in degrees, on a sphere; within 0.5 % of the geodesic one.

    >>> round(great_circle_km(26.0, 63.0, 27.0, 63.0), 1)
    111.2
    """
    a1, a2 = math.radians(lat1), math.radians(lat2)
    h = math.sin((a2 - a1) / 2) ** 2 + math.cos(a1) * math.cos(a2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))
