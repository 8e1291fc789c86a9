"""A small line without axes, as SVG path data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, PAD = 200, 34, 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A value; `run` changes where the line must not go on, an incomplete sum is joined to nothing.

    A provisional one is joined, and hollow too.
    """

    value: Decimal
    run: int = 0
    is_complete: bool = True
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Path data in a box of 200 × 34: the line, the area under it, what stands alone and the last point.

    `hollow` are the incomplete sums and what is provisional, drawn over the dots.
    """

    line: str
    area: str
    dots: str
    hollow: str


def build_sparkline(
    marks: Sequence[Mark | None],
    *,
    inverted: bool = False,
    bounds: tuple[Decimal, Decimal] | None = None,
) -> Sparkline | None:
    """The line through the values, cut where one is missing; None for fewer than two values.

    From the lowest value to the highest, or between `bounds` that several lines share.
    """
    known = [mark.value for mark in marks if mark is not None]
    if len(known) < 2:
        return None
    low, high = bounds or (min(known), max(known))
    step = Decimal(WIDTH - 2 * PAD) / (len(marks) - 1)

    def place(index: int, value: Decimal) -> tuple[str, str]:
        share = (value - low) / (high - low) if high != low else Decimal("0.5")
        share = 1 - share if inverted else share
        return f"{PAD + index * step:.1f}", f"{HEIGHT - PAD - share * (HEIGHT - 2 * PAD):.1f}"

    runs: list[list[tuple[str, str]]] = []
    hollow: list[tuple[str, str]] = []
    before: Mark | None = None
    for index, mark in enumerate(marks):
        if mark is not None:
            spot = place(index, mark.value)
            if _joined(before, mark):
                runs[-1].append(spot)
            else:
                runs.append([spot])
            hollow += [spot] if mark.is_provisional or not mark.is_complete else []
        before = mark
    lines = [(run, "M" + "L".join(f"{x} {y}" for x, y in run)) for run in runs if len(run) > 1]
    return Sparkline(
        line="".join(line for _run, line in lines),
        area="".join(f"{line}L{run[-1][0]} {HEIGHT}L{run[0][0]} {HEIGHT}Z" for run, line in lines),
        dots=_dots([*(run[0] for run in runs[:-1] if len(run) == 1), runs[-1][-1]]),
        hollow=_dots(hollow),
    )


def _joined(before: Mark | None, mark: Mark) -> bool:
    return before is not None and before.run == mark.run and before.is_complete and mark.is_complete


def _dots(spots: Sequence[tuple[str, str]]) -> str:
    return "".join(f"M{x} {y}h.01" for x, y in spots)
