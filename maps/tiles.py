"""Online tiles, only when asked for by name: the address, the words of credit, and the one host they come from."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from maps.page_error import PageError


class UnknownTilesError(PageError):
    """No tile set of that name can be used; the message says which can."""


@dataclass(frozen=True, slots=True)
class OnlineTiles:
    """A tile set. `origins` are what the page's policy must allow for it, and nothing else."""

    name: str
    url: str
    attribution: str
    max_zoom: int
    subdomains: str
    origins: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """What the page's script needs to draw them."""
        return {
            "name": self.name,
            "url": self.url,
            "attribution": self.attribution,
            "max_zoom": self.max_zoom,
            "subdomains": self.subdomains,
        }


def online_tiles(name: str) -> OnlineTiles:
    """The tile set that xyzservices knows by `name` ('OpenStreetMap.Mapnik', 'opentopomap'; case and dots free).

    Raises
    ------
    UnknownTilesError : no such name, one that needs an access token, or one not served over https.

    >>> online_tiles("OpenTopoMap").origins
    ('https://a.tile.opentopomap.org', 'https://b.tile.opentopomap.org', 'https://c.tile.opentopomap.org')
    """
    import xyzservices.providers

    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError as unknown:
        raise UnknownTilesError(
            f"no tile set is called {name!r}; try 'OpenStreetMap.Mapnik' or 'OpenTopoMap'"
        ) from unknown
    if provider.requires_token():
        raise UnknownTilesError(f"{name!r} needs an access token, which a page given to others would give away")
    subdomains = provider.get("subdomains", "abc")
    # Everything but x, y, z and the subdomain is known now; {r} stands for pictures of twice the size.
    known = {"r": ""} | {name: str(value) for name, value in provider.items() if name not in {"x", "y", "z", "s"}}
    url = re.sub(r"\{(\w+)\}", lambda m: known.get(m[1], m[0]), str(provider["url"]))
    if not url.startswith("https://"):
        raise UnknownTilesError(f"{name!r} is not served over https")
    hosts = [url.replace("{s}", letter) for letter in subdomains] if "{s}" in url else [url]
    origins = tuple(dict.fromkeys(f"https://{urlsplit(host).netloc}" for host in hosts))
    return OnlineTiles(
        name=provider.name,
        url=url,
        attribution=_plain(provider.get("html_attribution", provider.get("attribution", ""))),
        max_zoom=int(provider.get("max_zoom", 18)),
        subdomains="".join(subdomains),
        origins=origins,
    )


def _plain(credit: str) -> str:
    """Words of credit without their markup, since the page shows text only."""
    return html.unescape(re.sub(r"<[^>]+>", "", credit)).strip()
