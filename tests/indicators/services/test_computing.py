from decimal import Decimal

import pytest

from indicators.models import Inclusion, Observation, User
from indicators.services import releases
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, publish, seen


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def reviewer(catalogue: Catalogue) -> User:
    return factories.make_reviewer()


def computed(catalogue: Catalogue, period: str = "2023-Q2") -> Observation | None:
    return current(catalogue.beds, catalogue.city, period, origin="computed")


def test_sum_says_which_regions_it_lacks(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 20}, clerk=clerk, reviewer=reviewer)

    total = computed(catalogue)
    assert total is not None
    assert total.value == 30
    assert (total.reported_parts, total.expected_parts) == (2, 5)
    assert not total.is_complete


def test_sum_of_all_regions_agrees_with_a_naive_one(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    for number, region in enumerate(catalogue.counted, start=1):
        publish(region, "2023-Q2", {catalogue.beds: number * 10}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.zone, "2023-Q2", {catalogue.beds: 1000}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.pingtan, "2023-Q2", {catalogue.beds: 2000}, clerk=clerk, reviewer=reviewer)

    total = computed(catalogue)
    assert total is not None
    assert total.value == sum(
        seen()["eldercare.beds", region.code, "2023-Q2"] or 0 for region in catalogue.counted
    )
    assert total.is_complete
    assert len(total.parts) == len(catalogue.counted)
    assert current(catalogue.beds, catalogue.minhou, "2023-Q2", origin="computed") is None


def test_reported_total_is_shown_beside_the_sum(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.city, "2023-Q2", {catalogue.beds: 99}, clerk=clerk, reviewer=reviewer)

    total = computed(catalogue)
    assert total is not None
    assert total.value == 10
    assert seen()["eldercare.beds", "350100", "2023-Q2"] == 99


def test_correction_moves_the_sum_and_keeps_the_old_one(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    first = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 15}, clerk=clerk, reviewer=reviewer)

    assert seen()["eldercare.beds", "350100", "2023-Q2"] == 15
    assert seen(first.number)["eldercare.beds", "350100", "2023-Q2"] == 10


def test_undo_takes_the_sum_back(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 20}, clerk=clerk, reviewer=reviewer)
    before = seen()
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)

    releases.undo(release=release, by=reviewer)

    assert seen() == before


def test_missing_value_is_not_zero(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: None}, clerk=clerk, reviewer=reviewer)

    assert computed(catalogue) is None


def test_what_is_not_additive_has_no_sum(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.allowance: 800}, clerk=clerk, reviewer=reviewer)

    assert not Observation.objects.filter(origin="computed").exists()


def test_exception_of_one_indicator_counts_a_region_in(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    Inclusion.objects.create(indicator=catalogue.beds, region=catalogue.pingtan, counts_in_total=True)

    publish(
        catalogue.pingtan,
        "2023-Q2",
        {catalogue.beds: 7, catalogue.institutions: 1},
        clerk=clerk,
        reviewer=reviewer,
    )

    assert seen()["eldercare.beds", "350100", "2023-Q2"] == 7
    assert ("eldercare.institutions", "350100", "2023-Q2") not in seen()


def test_rate_of_the_city_is_recomputed_from_summed_parts(
    catalogue: Catalogue, clerk: User, reviewer: User
) -> None:
    parts = {catalogue.gulou: (90, 100), catalogue.taijiang: (10, 50)}
    for region, (cremated, deaths) in parts.items():
        publish(
            region,
            "2023-Q2",
            {catalogue.cremated: cremated, catalogue.deaths: deaths},
            clerk=clerk,
            reviewer=reviewer,
        )
    publish(catalogue.fuqing, "2023-Q2", {catalogue.cremated: 5}, clerk=clerk, reviewer=reviewer)

    city = current(catalogue.cremation_rate, catalogue.city, "2023-Q2", origin="computed")
    assert city is not None
    assert city.value == (Decimal(100) * 100 / 150).quantize(Decimal("0.0001"))
    assert (city.reported_parts, city.expected_parts) == (2, 5)
    assert seen()["funeral.cremation_rate", "350102", "2023-Q2"] == 90


def test_parts_of_a_sum_lead_back_to_their_cells(catalogue: Catalogue, clerk: User, reviewer: User) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 10}, clerk=clerk, reviewer=reviewer)

    total = computed(catalogue)
    assert total is not None
    parts = Observation.objects.filter(pk__in=total.parts)
    assert [part.staged.cell for part in parts if part.staged] == ["C1"]
