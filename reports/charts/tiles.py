"""Where each region stands on a map: on a neutral grid, or drawn as the areas of a base map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

WIDTH, HEIGHT, GAP = 100, 84, 4  # of a tile
COLUMNS = 5  # at least so many in a row
SPAN = COLUMNS * (WIDTH + GAP) - GAP
PLACES = 1  # decimals of a point

Spot = tuple[int, int]  # column and row, from 1
Ring = Sequence[tuple[float, float]]  # longitude and latitude
Area = Sequence[Ring]


@dataclass(frozen=True, slots=True)
class Shape:
    """One region's outline, and the point that its words stand around."""

    path: str
    x: float
    y: float

    @property
    def anchor(self) -> str:
        return f"{self.x:g} {self.y:g}"


@dataclass(frozen=True, slots=True)
class Drawing:
    width: float
    height: float
    shapes: Mapping[str, Shape]


def lay_tiles(spots: Mapping[str, Spot | None], *, top: float = 0) -> Drawing:
    """A tile for each code at its column and row; those without a place, or at a taken one, in rows below."""
    columns = max([COLUMNS, *(spot[0] for spot in spots.values() if spot)])
    placed: dict[Spot, str] = {}
    rest = []
    for code, spot in spots.items():
        if spot is None or spot in placed:
            rest.append(code)
        else:
            placed[spot] = code
    rows = max((row for _column, row in placed), default=0)
    below = top + (GAP * 3 if rows or top else 0)
    shapes = {code: _tile(column, row, top) for (column, row), code in placed.items()}
    shapes |= {
        code: _tile(index % columns + 1, rows + index // columns + 1, below)
        for index, code in enumerate(rest)
    }
    last = max((shape.y for shape in shapes.values()), default=top - HEIGHT / 2)
    return Drawing(columns * (WIDTH + GAP) - GAP, last + HEIGHT / 2, shapes)


def _tile(column: int, row: int, top: float) -> Shape:
    x, y = (column - 1) * (WIDTH + GAP), top + (row - 1) * (HEIGHT + GAP)
    return Shape(f"M{x} {y}h{WIDTH}v{HEIGHT}h-{WIDTH}z", x + WIDTH / 2, y + HEIGHT / 2)


def draw_areas(areas: Mapping[str, Area], codes: Iterable[str]) -> Drawing:
    """The areas of these codes, as broad as their latitude makes them.

    What has no area, or too small a one for its words, has a tile below.
    """
    wanted = {code: areas.get(code) for code in codes}
    known = {code: area for code, area in wanted.items() if area}
    points = [point for area in known.values() for ring in area for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    narrow = cos(radians((south + north) / 2))
    scale = SPAN / max((east - west) * narrow, (north - south) / 1.2, 1e-9)

    def place(ring: Ring) -> Ring:
        return [((x - west) * narrow * scale, (north - y) * scale) for x, y in ring]

    drawn = {code: [place(ring) for ring in area] for code, area in known.items()}
    shapes = {code: _outline(rings) for code, rings in drawn.items()}
    rest = {code: None for code in wanted if code not in drawn or not _has_room(_largest(drawn[code]))}
    height = (north - south) * scale
    if not rest:
        return Drawing(SPAN, height, shapes)
    tiles = lay_tiles(rest, top=height)
    below = {
        code: Shape(shapes[code].path + tile.path, tile.x, tile.y) if code in shapes else tile
        for code, tile in tiles.shapes.items()
    }
    return Drawing(tiles.width, tiles.height, {**shapes, **below})


def _outline(rings: Sequence[Ring]) -> Shape:
    path = "".join(f"M{'L'.join(_steps(ring))}z" for ring in rings)
    x, y = _middle(_largest(rings))
    return Shape(path, round(x, PLACES), round(y, PLACES))


def _largest(rings: Sequence[Ring]) -> Ring:
    return max(rings, key=lambda ring: abs(_size(ring)))


def _has_room(ring: Ring) -> bool:
    """Whether the words of a tile fit in, more or less."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    return max(xs) - min(xs) >= WIDTH * 0.75 and max(ys) - min(ys) >= HEIGHT * 0.75


def _steps(ring: Ring) -> list[str]:
    """The points of a ring, without those that fall on the one before."""
    steps = [f"{round(x, PLACES):g} {round(y, PLACES):g}" for x, y in ring]
    return [step for step, before in zip(steps, [None, *steps], strict=False) if step != before]


def _size(ring: Ring) -> float:
    return sum(a * d - c * b for (a, b), (c, d) in _sides(ring)) / 2


def _middle(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring; of one without breadth its first point."""
    size = _size(ring)
    if abs(size) < 1e-9:
        return ring[0]
    x = sum((a + c) * (a * d - c * b) for (a, b), (c, d) in _sides(ring))
    y = sum((b + d) * (a * d - c * b) for (a, b), (c, d) in _sides(ring))
    return x / (6 * size), y / (6 * size)


def _sides(ring: Ring) -> Iterable[tuple[tuple[float, float], tuple[float, float]]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)
