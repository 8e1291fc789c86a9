"""Computing the sums and rates that figures change: in the transaction of a release, or only to foresee."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.models import Region, Release
from indicators.services.board import Ledger, Part
from indicators.services.rates import refresh_rates
from indicators.services.sums import refresh_sums


def refresh(
    *, release: Release, region: Region, stated: Sequence[Part], replaced: Sequence[int]
) -> list[Part]:
    """State, and give, the sums and rates that follow from a region's released figures, up the tree.

    `replaced` are the ids of those in whose place they stand.
    """
    ledger = Ledger(release)
    _follow(ledger, region, stated, replaced)
    return ledger.stated


def foresee(*, region: Region, stated: Sequence[Part], replaced: Sequence[int]) -> Ledger:
    """What would follow from these figures, none of which is in the database; nothing is written."""
    ledger = Ledger(None, stated)
    _follow(ledger, region, stated, replaced)
    return ledger


def _follow(ledger: Ledger, region: Region, stated: Sequence[Part], replaced: Sequence[int]) -> None:
    if not stated:
        return
    ledger.path = path = path_of(region)
    ledger.beside = list(Region.objects.filter(parent__in=path))
    children = {above.pk: list[Region]() for above in path}
    for child in ledger.beside:
        children[child.parent_id or 0].append(child)
    refresh_sums(stated, replaced, path, children, ledger)
    refresh_rates(stated, path, children, ledger)


def path_of(region: Region) -> list[Region]:
    """The region and all above it, from the bottom up."""
    path = [region]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    return path
