"""Computing the sums and rates that figures change: in the transaction of a release, or only to foresee."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.models import Release
from indicators.services.board import Ledger, Part
from indicators.services.rates import refresh_rates
from indicators.services.structure import get_structure
from indicators.services.sums import refresh_sums


def refresh(*, release: Release, stated: Sequence[Part], replaced: Sequence[int]) -> list[Part]:
    """State, and give, the sums and rates that follow from released figures, up the tree of regions.

    `replaced` are the ids of those in whose place they stand.
    """
    ledger = Ledger(release)
    _follow(ledger, stated, replaced)
    return ledger.stated


def foresee(*, stated: Sequence[Part], replaced: Sequence[int]) -> Ledger:
    """What would follow from these figures, none of which is in the database; nothing is written."""
    ledger = Ledger(None, stated)
    _follow(ledger, stated, replaced)
    return ledger


def _follow(ledger: Ledger, stated: Sequence[Part], replaced: Sequence[int]) -> None:
    if not stated:
        return
    structure = get_structure()
    ledger.places = places = structure.up_from({row.region_id for row in stated})
    ledger.beside = [child for place in places for child in structure.children[place.pk]]
    refresh_sums(stated, replaced, places, structure, ledger)
    refresh_rates(stated, places, structure, ledger)
