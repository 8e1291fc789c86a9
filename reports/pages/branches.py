"""A large country branch by branch, so that a page of it stays small."""

from __future__ import annotations

from collections import defaultdict

from indicators.models import Region
from reports.pages.selection import Selection


def get_branches(selection: Selection) -> dict[Region, Region]:
    """Every region below the selected one, and the one right below it that it lies in, or is."""
    children: dict[int | None, list[Region]] = defaultdict(list)
    for region in selection.regions:
        children[region.parent_id].append(region)
    branches: dict[Region, Region] = {}
    for branch in children[selection.region.pk]:
        waiting = [branch]
        while waiting:
            region = waiting.pop()
            branches[region] = branch
            waiting += children[region.pk]
    return branches
