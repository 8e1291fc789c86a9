"""The bureau's own base map: a GeoJSON file that has been reviewed, and its review number (审图号)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from reports.charts.tiles import Area, Ring

CODES = ("code", "adcode")  # what features call the region's code
MOST_BYTES = 20_000_000


class BadMap(Exception):  # noqa: N818 - a state of the file, not of the program
    """The base map cannot be used; says why."""


def get_areas() -> Mapping[str, Area]:
    """The areas by region code; none where there is no base map, or none that may be shown."""
    try:
        return read_base_map()
    except BadMap:
        return {}


def read_base_map() -> Mapping[str, Area]:
    """The areas of the set base map; none where none is set. Raises BadMap."""
    if not settings.MAP_FILE:
        return {}
    if not settings.MAP_NUMBER:
        raise BadMap(_("MAP_NUMBER is missing: a base map is shown only with its review number."))
    path = Path(settings.MAP_FILE)
    try:
        state = path.stat()
    except OSError:
        raise BadMap(_("There is no file %s.") % path) from None
    if state.st_size > MOST_BYTES:
        raise BadMap(_("%s is larger than 20 MB; simplify it.") % path)
    return _read(path, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _read(path: Path, _changed: int) -> Mapping[str, Area]:
    try:
        content = json.loads(path.read_text("utf-8"))
        areas = dict(_area(feature) for feature in content["features"])
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        raise BadMap(
            _("%s is not GeoJSON of areas in degrees with the code of each region.") % path
        ) from None
    if not areas:
        raise BadMap(_("%s holds no area.") % path)
    return areas


def _area(feature: Any) -> tuple[str, Area]:
    named = feature.get("properties") or {}
    code = str(next((named[name] for name in CODES if named.get(name)), None) or feature["id"])
    shape = feature["geometry"]
    polygons = {"Polygon": [shape["coordinates"]], "MultiPolygon": shape["coordinates"]}[shape["type"]]
    return code, [_ring(ring) for polygon in polygons for ring in polygon]


def _ring(points: Any) -> Ring:
    """Its points in degrees; a map in metres is none of ours. Raises ValueError."""
    ring = [(float(point[0]), float(point[1])) for point in points]
    if len(ring) < 3 or not all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring):
        raise ValueError(points)
    return ring
