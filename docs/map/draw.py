"""Draws static/map/world.svg and reckons agreements/pages/places.json; see README.md beside it. Run once, by hand."""

import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

type Point = tuple[float, float]

PROJECT = Path(__file__).resolve().parents[2]
WIDTH = 1000
# Where the picture is cut: north of Greenland's tip and south of Cape Horn nobody signs anything.
TOP, BOTTOM = 84.0, -57.0

# Parts of another state in Natural Earth, islands it leaves out, the seat of the Union, and Russia, whose land begins
# on the other side of the date line: longitude, latitude.
ELSEWHERE = {
    "BQ": (-68.25, 12.2), "BV": (3.36, -54.42), "CC": (96.85, -12.15), "CX": (105.65, -10.45), "EU": (4.35, 50.85),
    "GF": (-53.1, 4.0), "GP": (-61.55, 16.25), "MQ": (-61.0, 14.65), "RE": (55.55, -21.1),
    "RU": (97.0, 62.0), "SJ": (17.0, 78.6),
    "TK": (-171.85, -9.2), "UM": (-166.6, 19.3), "XK": (20.9, 42.6), "YT": (45.15, -12.8),
}  # fmt: skip


def equal_earth(longitude: float, latitude: float) -> Point:
    """Šavrič, Patterson and Jenny 2018: areas keep their proportion. The earth has a radius of 1."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    spread = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * spread)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
HEIGHT = round((equal_earth(0, TOP)[1] - equal_earth(0, BOTTOM)[1]) * SCALE)


def place(longitude: float, latitude: float) -> Point:
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, (equal_earth(0, TOP)[1] - y) * SCALE


def drawn(points: Iterable[Point]) -> Iterator[Point]:
    """From longitudes and latitudes. Where land reaches across the date line it goes on beyond the edge."""
    last = None
    for longitude, latitude in points:
        if last is not None:
            longitude += 360 * round((last - longitude) / 360)
        last = longitude
        yield place(longitude, latitude)


class Atlas:
    """A TopoJSON file: arcs that neighbours share, in steps from point to point."""

    def __init__(self, path: Path) -> None:
        self.file = json.loads(path.read_text())
        (sx, sy), (tx, ty) = self.file["transform"]["scale"], self.file["transform"]["translate"]
        self.arcs = []
        for arc in self.file["arcs"]:
            x = y = 0
            points = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                points.append((x * sx + tx, y * sy + ty))
            self.arcs.append(points)

    def polygons(self, geometry: dict) -> list[list[list[int]]]:
        kind, arcs = geometry["type"], geometry.get("arcs", [])
        return arcs if kind == "MultiPolygon" else [arcs] if kind == "Polygon" else []

    def ring(self, numbers: Iterable[int]) -> list[Point]:
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return list(drawn(points))

    def borders(self) -> Iterator[list[Point]]:
        """The arcs that two countries share."""
        used = Counter(
            number
            for geometry in self.file["objects"]["countries"]["geometries"]
            for number in {max(n, ~n) for polygon in self.polygons(geometry) for ring in polygon for n in ring}
        )
        return (list(drawn(self.arcs[number])) for number, times in sorted(used.items()) if times > 1)


def path(lines: Iterable[list[Point]], *, closed: bool) -> str:
    """In tenths of a unit, from point to point; what falls together at that size is one point."""
    parts = []
    for line in lines:
        points = [(round(x * 10), round(y * 10)) for x, y in line]
        points = [point for number, point in enumerate(points) if number == 0 or point != points[number - 1]]
        if len(points) < (4 if closed else 2) or min(y for _x, y in points) > HEIGHT * 10:
            continue
        (x, y), *_ = points
        steps = [(to[0] - at[0], to[1] - at[1]) for at, to in pairwise(points)]
        walk = "".join(f"{dx}" + (f"{dy}" if dy < 0 else f" {dy}") + " " for dx, dy in steps).replace(" -", "-").strip()
        parts.append(f"M{x} {y}l{walk}" + ("z" if closed else ""))
    return "".join(parts)


def area_and_centre(points: list[Point]) -> tuple[float, Point]:
    doubled = x = y = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = x1 * y2 - x2 * y1
        doubled, x, y = doubled + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return abs(doubled / 2), (x / (3 * doubled), y / (3 * doubled)) if doubled else points[0]


def places(atlas: Atlas, codes: dict[str, str]) -> dict[str, list[int]]:
    """The middle of each party's largest piece of land."""
    largest: dict[str, tuple[float, Point]] = {}
    for geometry in atlas.file["objects"]["countries"]["geometries"]:
        code = codes.get(geometry.get("id", ""), "")
        pieces = [area_and_centre(atlas.ring(polygon[0])) for polygon in atlas.polygons(geometry)]
        if code and pieces:
            largest[code] = max(largest.get(code, (0.0, (0.0, 0.0))), max(pieces))
    found = {code: centre for code, (_area, centre) in largest.items()}
    found |= {code: place(*where) for code, where in ELSEWHERE.items()}
    return {code: [round(x), round(y)] for code, (x, y) in sorted(found.items())}


def main(world_atlas: Path, cldr: Path) -> None:
    coarse = Atlas(world_atlas / "countries-110m.json")
    land = coarse.file["objects"]["land"]
    geometries = land["geometries"] if land["type"] == "GeometryCollection" else [land]
    rings = [coarse.ring(ring) for one in geometries for polygon in coarse.polygons(one) for ring in polygon]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH * 10} {HEIGHT * 10}">'
        f'<path fill="#8a867a" fill-opacity=".3" d="{path(rings, closed=True)}"/>'
        f'<path fill="none" stroke="#8a867a" stroke-opacity=".55" stroke-width="5" '
        f'd="{path(coarse.borders(), closed=False)}"/></svg>\n'
    )
    (PROJECT / "static" / "map" / "world.svg").write_text(drawing)

    parties = {party["code"] for party in json.loads((PROJECT / "agreements/corpus/parties.json").read_text())}
    mappings = json.loads((cldr / "supplemental" / "codeMappings.json").read_text())["supplemental"]["codeMappings"]
    codes = {codes["_numeric"]: code for code, codes in mappings.items() if code in parties and "_numeric" in codes}
    found = {
        code: xy for code, xy in places(Atlas(world_atlas / "countries-10m.json"), codes).items() if code in parties
    }
    if parties - set(found):
        raise SystemExit(f"Without a place: {sorted(parties - set(found))}")
    lines = ",\n".join(f'"{code}": [{x}, {y}]' for code, (x, y) in found.items())
    (PROJECT / "agreements" / "pages" / "places.json").write_text(f"{{\n{lines}\n}}\n")
    print(f"{WIDTH} x {HEIGHT}, {len(drawing)} bytes, {len(found)} places")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
