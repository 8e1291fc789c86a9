"""Targets as they were known on a day, and how each of them had been revised by then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from indicators.models import Target
from indicators.models.observations import end_of
from indicators.models.targets import Revision


def read_targets(day: date | None, **of: Any) -> list[Target]:
    """The targets in force at the end of a day, now for None, each with its last revision.

    `of` narrows them as a query is narrowed.
    """
    return [versions[-1] for versions in read_history(day, **of) if is_in_force(versions[-1], day)]


def read_history(day: date | None, **of: Any) -> list[Sequence[Target]]:
    """What had been stated by the end of a day, as it followed each other; the last year first."""
    return trace(Target.objects.known_on(day).filter(**of))


def trace(rows: Iterable[Target]) -> list[Sequence[Target]]:
    """The targets of the same indicator, region and year as they followed each other, their revisions set."""
    found: dict[tuple[int, int, int], list[Target]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.stated_at, row.pk)):
        found[-row.year, row.indicator_id, row.region_id].append(row)
    for versions in found.values():
        for old, new in pairwise(versions):
            new.revision = old.revision if old.demand == new.demand else Revision(new.stated_at, old)
    return [found[key] for key in sorted(found)]


def is_in_force(target: Target, day: date | None) -> bool:
    """Whether it had not ended by the end of that day; has not yet, for None."""
    return target.ended_at is None or (day is not None and target.ended_at > end_of(day))
