"""How regions and indicators hang together in sums and rates, read once for each mark of the catalogue."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from indicators.analytics.nature import Nature
from indicators.analytics.rollup import Node, is_summable
from indicators.at_mark import kept
from indicators.models import Inclusion, Indicator, Region, Version
from indicators.models.catalogue import split

Children = Mapping[int, Sequence[Region]]  # by id of the region


@dataclass(frozen=True)
class Tree:
    """The regions right below one as a sum of one indicator takes them, by id."""

    nodes: Mapping[int, Node]

    @cached_property
    def is_counted(self) -> bool:
        return any(node.counted for node in self.nodes.values())

    @cached_property
    def basis(self) -> str:
        """Changes with whatever changes which regions a sum takes in or lacks."""
        said = repr([(node.code, node.counted, node.expected) for node in self.nodes.values()])
        return hashlib.blake2b(said.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Quotient:
    """A rate with its numerator and denominator."""

    indicator: Indicator
    over: Indicator
    under: Indicator

    @property
    def factor(self) -> int:
        return self.indicator.factor or 1


@dataclass(frozen=True)
class Structure:
    """The catalogue as sums and rates take it; shared by all who compute, so that nobody changes it."""

    regions: Mapping[int, Region]
    children: Children
    excepted: Mapping[tuple[int, int], bool]  # by ids of indicator and region, whether it counts in the total
    summable: Mapping[int, str]  # indicators whose regions may be added, with the kinds that report each
    quotients: Sequence[Quotient]
    made: dict[tuple[int, str, tuple[bool | None, ...]], Tree] = field(default_factory=dict)

    def up_from(self, regions: Iterable[int]) -> list[Region]:
        """These regions and all above them, each after those below it."""
        heights: dict[int, int] = {}
        for pk in regions:
            at: int | None = pk
            height = 0
            while at is not None and heights.get(at, -1) < height:
                heights[at] = height
                at, height = self.regions[at].parent_id, height + 1
        return [self.regions[pk] for pk in sorted(heights, key=lambda pk: heights[pk])]

    def tree(self, parent: Region, indicator: int, kinds: str) -> Tree:
        """The regions right below one, for an indicator that these kinds of region report."""
        below = self.children[parent.pk]
        own = tuple(self.excepted.get((indicator, child.pk)) for child in below) if self.excepted else ()
        key = parent.pk, kinds, own
        if key not in self.made:
            differing = dict(zip((child.pk for child in below), own, strict=False))
            expected = split(kinds)
            self.made[key] = Tree(
                {
                    child.pk: Node(
                        code=str(child.pk),
                        parent=str(parent.pk),
                        counted=child.counts_in_total
                        if (counts := differing.get(child.pk)) is None
                        else counts,
                        expected=child.kind in expected,
                    )
                    for child in below
                }
            )
        return self.made[key]


def get_structure() -> Structure:
    """As the catalogue stands now."""
    return _read(Version.of_catalogue())


@kept(2)
def _read(_mark: str) -> Structure:
    regions = {region.pk: region for region in Region.objects.all()}
    children: dict[int, list[Region]] = {pk: [] for pk in regions}
    for region in regions.values():
        if region.parent_id is not None:
            children[region.parent_id].append(region)
    return Structure(
        regions=regions,
        children=children,
        excepted={(row.indicator_id, row.region_id): row.counts_in_total for row in Inclusion.objects.all()},
        summable=_read_summable(),
        quotients=_read_quotients(),
    )


def _read_summable() -> dict[int, str]:
    rows = Indicator.objects.filter(additive=True, nature_confirmed=True).order_by()
    return {
        pk: kinds
        for pk, nature, kinds in rows.values_list("pk", "nature", "form__region_kinds")
        if is_summable(Nature(nature), additive=True)
    }


def _read_quotients() -> list[Quotient]:
    """The rates whose nature and parts are confirmed."""
    rates = Indicator.objects.select_related("numerator", "denominator").filter(
        nature_confirmed=True,
        numerator__nature_confirmed=True,
        denominator__nature_confirmed=True,
    )
    return [
        Quotient(row, row.numerator, row.denominator)
        for row in rates.order_by()
        if row.numerator and row.denominator
    ]
