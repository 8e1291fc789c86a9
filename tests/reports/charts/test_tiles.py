"""Where regions stand on a map: on the grid, below it, and as areas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.charts.tiles import COLUMNS, GAP, HEIGHT, SPAN, WIDTH, draw_areas, lay_tiles

SPOTS = st.lists(st.none() | st.tuples(st.integers(1, 4), st.integers(1, 4)), max_size=12)
SQUARE = [[(119.0, 26.0), (120.0, 26.0), (120.0, 27.0), (119.0, 27.0), (119.0, 26.0)]]


def test_tile_stands_at_its_column_and_row() -> None:
    drawing = lay_tiles({"west": (1, 2), "east": (3, 1)})

    assert drawing.shapes["west"].path == f"M0 {HEIGHT + GAP}h{WIDTH}v{HEIGHT}h-{WIDTH}z"
    assert drawing.shapes["east"].anchor == f"{2 * (WIDTH + GAP) + WIDTH / 2:g} {HEIGHT / 2:g}"
    assert (drawing.width, drawing.height) == (SPAN, 2 * HEIGHT + GAP)


def test_region_without_a_place_or_at_a_taken_one_stands_below() -> None:
    drawing = lay_tiles({"first": (1, 1), "second": (1, 1), "none": None})

    below = drawing.shapes["second"].y
    assert below > drawing.shapes["first"].y + HEIGHT
    assert drawing.shapes["none"].y == below
    assert drawing.shapes["none"].x > drawing.shapes["second"].x


@given(SPOTS)
def test_no_two_tiles_lie_on_each_other(spots: list[tuple[int, int] | None]) -> None:
    drawing = lay_tiles({str(index): spot for index, spot in enumerate(spots)})

    assert len(drawing.shapes) == len(spots)
    middles = sorted((shape.x, shape.y) for shape in drawing.shapes.values())
    for index, (x, y) in enumerate(middles):
        assert WIDTH / 2 <= x <= drawing.width - WIDTH / 2
        assert HEIGHT / 2 <= y <= drawing.height - HEIGHT / 2
        assert all(abs(x - a) >= WIDTH or abs(y - b) >= HEIGHT for a, b in middles[index + 1 :])


def test_many_without_a_place_fill_rows() -> None:
    drawing = lay_tiles({str(number): None for number in range(COLUMNS * 2)})

    assert len({shape.y for shape in drawing.shapes.values()}) == 2


def test_area_is_drawn_north_up_and_as_broad_as_its_latitude_makes_it() -> None:
    south = [[(x, y - 1) for x, y in SQUARE[0]]]

    drawing = draw_areas({"north": SQUARE, "south": south}, ["north", "south"])

    assert drawing.shapes["north"].y < drawing.shapes["south"].y
    assert drawing.width == SPAN
    degree_north = drawing.height / 2
    corner = drawing.shapes["north"].path.split("L")[1].split()[0]
    assert 0.89 < float(corner) / degree_north < 0.91  # the cosine of 26 degrees


def test_area_without_room_has_its_words_on_a_tile_below_as_one_without_area_has() -> None:
    tiny = [[(119.5, 26.5), (119.51, 26.5), (119.51, 26.51)]]

    drawing = draw_areas({"all": SQUARE, "tiny": tiny}, ["all", "tiny", "none"])

    assert "L" in drawing.shapes["tiny"].path
    assert drawing.shapes["tiny"].path.endswith(f"h{WIDTH}v{HEIGHT}h-{WIDTH}z")
    assert drawing.shapes["none"].y == drawing.shapes["tiny"].y > drawing.shapes["all"].y
    assert drawing.height >= drawing.shapes["none"].y + HEIGHT / 2


def test_area_of_one_point_does_no_harm() -> None:
    drawing = draw_areas({"dot": [[(119.0, 26.0)] * 3]}, ["dot"])

    assert drawing.shapes["dot"].path.startswith("M0 0z")
