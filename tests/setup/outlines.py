"""Make what the map of the members needs from free sources: outlines (GeoJSON) and positions of postcodes (CSV).

    python tests/setup/outlines.py FOLDER

FOLDER holds the sources as they are published; `docs/members.md` names them with their licences:
`countries-50m.json` and `countries-110m.json` of the npm package world-atlas (Natural Earth), `belgium.json` of
belgium-topojson, and `postcodes.json` of Belgium from the PyPI package countrystatecity-postal-codes.
"""

import csv
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
OUTLINES = ROOT / "web" / "static" / "map" / "outlines.json"
POSTCODES = ROOT / "matchmaker" / "base" / "postcodes.csv"
NEAR = (-6.0, 41.0, 16.0, 56.0)
"""West, south, east, north: countries with a corner in here are drawn finely, others coarsely."""
BRUSSELS, WALLONIA = "04000", "03000"
"""Regions by their NIS code."""
TOLERANCE = {"country": 0.02, "province": 0.004}
"""Degrees by which a simplified border may be off: about 2 km and 300 m."""

SMALL_WORDS = r"(?<=[-' ])(La|Le|Les|Lez|Sur|Sous|En|Et|Des|De|Du|Aux|Op|Den|Aan|Het|Ten)(?=[-' ])"

Point = tuple[float, float]
Ring = list[Point]


class Topology:
    """A TopoJSON file: geometries made of shared arcs."""

    def __init__(self, path: Path, tolerance: float = 0) -> None:
        self.data = json.loads(path.read_text(encoding="utf-8"))
        self.arcs = [simplified(arc, tolerance) if tolerance else arc for arc in map(self._arc, self.data["arcs"])]

    def _arc(self, steps: list[list[int]]) -> Ring:
        (sx, sy), (tx, ty) = self.data["transform"]["scale"], self.data["transform"]["translate"]
        x = y = 0
        points = []
        for dx, dy, *_ in steps:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        return points

    def shapes(self, name: str) -> Iterator[tuple[dict[str, Any], list[list[Ring]]]]:
        """Yield each geometry of a collection with its polygons: outer ring first, then holes."""
        for geometry in self.data["objects"][name]["geometries"]:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
            yield geometry, [[self._ring(ring) for ring in polygon] for polygon in polygons]

    def _ring(self, numbers: list[int]) -> Ring:
        ring: Ring = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def simplified(line: Ring, tolerance: float) -> Ring:
    """Return a line with fewer points, nowhere farther from the given one than `tolerance` (Douglas, Peucker 1973)."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5

    def distance(point: Point) -> float:
        x, y = point
        if not length:
            return ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
        return abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length

    farthest = max(range(1, len(line) - 1), key=lambda place: distance(line[place]))
    if distance(line[farthest]) <= tolerance:
        return [line[0], line[-1]]
    return simplified(line[: farthest + 1], tolerance)[:-1] + simplified(line[farthest:], tolerance)


def feature(kind: str, polygons: list[list[Ring]], digits: int) -> dict[str, Any] | None:
    """Return polygons as a GeoJSON feature with rounded positions; None if nothing is left of them."""
    rounded = [[_rounded(ring, digits) for ring in polygon] for polygon in polygons]
    kept = [[ring for ring in polygon if len(ring) > 3] for polygon in rounded if len(polygon[0]) > 3]
    if not kept:
        return None
    geometry = {"type": "MultiPolygon", "coordinates": kept}
    return {"type": "Feature", "properties": {"kind": kind}, "geometry": geometry}


def _rounded(ring: Ring, digits: int) -> Ring:
    points: Ring = []
    for x, y in ring:
        point = (round(x, digits), round(y, digits))
        if not points or points[-1] != point:
            points.append(point)
    return points


def _is_near(polygons: list[list[Ring]]) -> bool:
    west, south, east, north = NEAR
    return any(west < x < east and south < y < north for polygon in polygons for x, y in polygon[0])


def outlines(folder: Path) -> dict[str, Any]:
    """Return countries, finely where the members are likely to be, and the provinces of Belgium."""
    fine = list(Topology(folder / "countries-50m.json", TOLERANCE["country"]).shapes("countries"))
    coarse = list(Topology(folder / "countries-110m.json").shapes("countries"))
    near = {geometry.get("id") for geometry, polygons in fine if _is_near(polygons)}
    found = [feature("country", polygons, 2) for geometry, polygons in fine if geometry.get("id") in near]
    found += [feature("country", polygons, 1) for geometry, polygons in coarse if geometry.get("id") not in near]
    provinces = Topology(folder / "belgium.json", TOLERANCE["province"]).shapes("provinces")
    found += [feature("province", polygons, 3) for _geometry, polygons in provinces]
    return {"type": "FeatureCollection", "features": [one for one in found if one]}


def contains(polygons: list[list[Ring]], x: float, y: float) -> bool:
    """Tell whether a point lies in polygons (even-odd rule)."""
    inside = False
    for ring in (ring for polygon in polygons for ring in polygon):
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
    return inside


def postcodes(folder: Path) -> list[tuple[str, str, float, float]]:
    """Return postcode, town, latitude and longitude; the first postcode of a municipality has the name of that one."""
    towns = list(Topology(folder / "belgium.json").shapes("municipalities"))
    rows: list[tuple[str, str, float, float]] = []
    named: set[str] = set()
    for row in sorted(json.loads((folder / "postcodes.json").read_text()), key=lambda row: str(row["code"])):
        latitude, longitude = float(row["latitude"]), float(row["longitude"])
        around = next((g["properties"] for g, shape in towns if contains(shape, longitude, latitude)), None)
        town = re.sub(SMALL_WORDS, lambda word: word[0].lower(), str(row["localityName"]).strip())
        if around is not None and around["nis"] not in named and around["reg_nis"] != BRUSSELS:
            named.add(around["nis"])
            town = around["name_fr"] if around["reg_nis"] == WALLONIA else around["name_nl"]
        rows.append((str(row["code"]), town, round(latitude, 4), round(longitude, 4)))
    return rows


def main(folder: Path) -> None:
    """Write both files."""
    OUTLINES.write_text(json.dumps(outlines(folder), separators=(",", ":")) + "\n")
    with POSTCODES.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("postcode", "town", "latitude", "longitude"))
        writer.writerows(postcodes(folder))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
