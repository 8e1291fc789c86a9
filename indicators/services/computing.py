"""Computing the sums and rates that figures change: in the transaction of a release, or only to foresee."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.models import Region, Release
from indicators.services.board import Ledger, Part
from indicators.services.rates import refresh_rates
from indicators.services.structure import get_structure
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
    structure = get_structure()
    ledger.path = path = structure.path(region)
    ledger.beside = [child for above in path for child in structure.children[above.pk]]
    refresh_sums(stated, replaced, path, structure, ledger)
    refresh_rates(stated, path, structure, ledger)
