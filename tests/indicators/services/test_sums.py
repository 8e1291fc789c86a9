"""A sum in which parts were exchanged is the one that would have been added up anew."""

from __future__ import annotations

import random
from contextlib import suppress
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.analytics.points import Value
from indicators.analytics.rollup import Node, roll_up
from indicators.models import Inclusion, Observation, Region, Submission
from indicators.models.observations import shown
from indicators.services import releases
from indicators.services.board import as_part
from indicators.services.errors import LaterChanges
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services import publishing
from tests.indicators.services.publishing import publish

QUALIFIERS = ("exact", "exact", "exact", "exact", "rounded", "about", "nearly", "over")
HOLES = ("not_reported", "not_applicable", "withheld", "discontinued")


def naive(catalogue: Catalogue) -> dict[tuple[str, str], tuple[object, ...]]:
    """The sum of each region at each period, from all that is shown below it, from the leaves up."""
    rows = list(Observation.objects.as_of(None).filter(indicator=catalogue.beds).order_by("pk"))
    regions = list(Region.objects.select_related("parent"))
    excepted = dict(
        Inclusion.objects.filter(indicator=catalogue.beds).values_list("region_id", "counts_in_total")
    )
    tree = [
        Node(
            region.code,
            region.parent.code if region.parent else None,
            excepted.get(region.pk, region.counts_in_total),
            region.kind in catalogue.form.expected_kinds,
        )
        for region in regions
    ]
    codes = {region.pk: region.code for region in regions}
    sums = {}
    for period in {row.period for row in rows}:
        reported = shown(row for row in rows if row.period == period and row.origin == "reported")
        values = {codes[row.region_id]: as_part(row) for row in reported}
        pks = {codes[row.region_id]: row.pk for row in reported}
        for parent in (catalogue.minhou.code, catalogue.city.code):  # those below first
            below = [node for node in tree if node.parent == parent]
            total = roll_up(values, below, additive=True).get(parent)
            if total is None or total.value is None:
                continue
            whole = [pks[part] for part in total.parts if part in pks]
            values.setdefault(
                parent, Value(total.value, total.qualifier, total.margin, is_complete=total.is_complete)
            )
            sums[parent, period] = (
                total.value,
                total.qualifier.value,
                total.margin,
                total.reported,
                total.expected,
                sorted(whole) if len(whole) == len(total.parts) else None,
            )
    return sums


def kept(catalogue: Catalogue, like: dict[tuple[str, str], tuple[object, ...]]) -> dict[object, object]:
    rows = Observation.objects.as_of(None).filter(indicator=catalogue.beds, origin="computed")
    return {
        (row.region.code, row.period): (
            row.value,
            row.qualifier,
            row.margin,
            row.reported_parts,
            row.expected_parts,
            sorted(row.parts) if like.get((row.region.code, row.period), (None,))[-1] is not None else None,
        )
        for row in rows.select_related("region")
    }


@pytest.mark.parametrize("seed", range(6))
def test_sums_stay_as_if_added_up_anew(catalogue: Catalogue, seed: int) -> None:
    """Through reports of one or several regions, corrections and undoing, up two levels."""
    chance = random.Random(seed)  # noqa: S311
    clerk, reviewer = factories.make_clerk(), factories.make_reviewer()
    Region.objects.filter(pk=catalogue.zone.pk).update(counts_in_total=True, kind="county")
    catalogue.zone.refresh_from_db()
    made, summed = [], set[str]()
    places = [*catalogue.counted, catalogue.zone, catalogue.pingtan]

    def hand_in(place: Region) -> Submission:
        value = chance.choice([None, *(Decimal(chance.randrange(1, 500)) for _ in range(5))])
        qualifier = chance.choice(QUALIFIERS) if value is not None else "exact"
        return publishing.hand_in(
            place,
            chance.choice(["2023-Q2", "2023-Q3"]),
            {catalogue.beds: value},
            clerk=clerk,
            qualifier=qualifier,
            margin=Decimal(0) if qualifier == "exact" else chance.choice([Decimal("0.5"), Decimal(5)]),
            absence="" if value else chance.choice(HOLES),
        )

    for _step in range(40):
        if made and chance.random() < 0.15:
            with suppress(LaterChanges):
                releases.undo(release=made.pop(chance.randrange(len(made))), by=reviewer)
        else:
            several = chance.sample([*places, catalogue.city], chance.choice([1, 1, 1, 2, 5]))
            waiting = [hand_in(place).pk for place in several]
            made += releases.approve_all(seen=dict.fromkeys(waiting, ""), by=reviewer)
        expected = naive(catalogue)
        assert kept(catalogue, expected) == expected
        summed |= {code for code, _period in expected}
    assert summed == {catalogue.city.code, catalogue.minhou.code}


def test_changed_tree_is_taken_up_with_the_next_figure(catalogue: Catalogue) -> None:
    clerk, reviewer = factories.make_clerk(), factories.make_reviewer()
    for number, region in enumerate((catalogue.gulou, catalogue.taijiang, catalogue.pingtan), start=1):
        publish(region, "2023-Q2", {catalogue.beds: number}, clerk=clerk, reviewer=reviewer)
    Region.objects.filter(pk=catalogue.pingtan.pk).update(counts_in_total=True)

    publish(catalogue.fuqing, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)

    expected = naive(catalogue)
    assert kept(catalogue, expected) == expected
    assert expected[catalogue.city.code, "2023-Q2"][0] == 16


def test_one_region_more_does_not_read_the_others(catalogue: Catalogue) -> None:
    clerk, reviewer = factories.make_clerk(), factories.make_reviewer()
    first, *others = catalogue.counted
    publish(first, "2023-Q2", {catalogue.beds: 1}, clerk=clerk, reviewer=reviewer)

    with CaptureQueriesContext(connection) as asked:
        publish(others[0], "2023-Q2", {catalogue.beds: 2}, clerk=clerk, reviewer=reviewer)

    said = [query["sql"] for query in asked if '"basis"' in query["sql"] and '"end" IN' in query["sql"]]
    read = [sql for sql in said if "EXISTS" not in sql]  # that one looks for totals beside their sums
    assert len(read) == 1  # the sum and its new part; adding up anew would take another
