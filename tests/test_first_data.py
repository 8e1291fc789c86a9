"""The bureau's first figures, from its workbook to the database, against the report's own list."""

import csv
from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from indicators.models import Absence, Observation, Region, Release, Target, User
from indicators.services import first_data

WORKBOOK = Path(settings.FIRST_DATA_DIR) / "report_2023.xlsx"
FIGURES = Path(settings.BASE_DIR).parent / "shared" / "data" / "report_2023_figures.csv"
BRACKETS = str.maketrans("()", "（）")


@pytest.fixture(scope="module")
def made(same_fuzhou: Region) -> list[Release]:
    return first_data.bring_in(path=WORKBOOK)


@pytest.fixture
def brought_in(made: list[Release], db: None) -> list[Release]:
    return deepcopy(made)


def read_report() -> list[dict[str, str]]:
    if not FIGURES.exists():
        pytest.skip("the report's figures are not here")
    with FIGURES.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_first_data_becomes_89_observations_in_one_release_a_form(brought_in: list[Release]) -> None:
    reported = Observation.objects.as_of(None).filter(origin="reported")

    assert reported.count() == 89
    assert {observation.period for observation in reported} == {"2023-Q2"}
    assert len(brought_in) == len({release.submission.form_id for release in brought_in})


def test_first_data_is_released_by_two_accounts_that_cannot_sign_in(brought_in: list[Release]) -> None:
    people = {release.submitted_by for release in brought_in} | {
        release.approved_by for release in brought_in
    }

    assert {user.username for user in people} == {first_data.CLERK, first_data.REVIEWER}
    assert not any(user.has_usable_password() for user in people)


def test_first_data_agrees_with_the_report(brought_in: list[Release]) -> None:
    rows = {row["name"]: row for row in read_report() if row["qualifier"] != "requirement"}
    observations = {
        observation.indicator.name: observation
        for observation in Observation.objects.filter(origin="reported").select_related(
            "indicator", "staged__upload", "region"
        )
    }

    assert set(observations) == set(rows)
    for name, row in rows.items():
        observation = observations[name]
        staged = observation.staged
        assert staged is not None
        assert (observation.value, observation.qualifier) == (Decimal(row["value"]), row["qualifier"]), name
        assert observation.indicator.unit == row["unit"], name
        assert staged.printed == row["printed"], name
        assert row["section"].translate(BRACKETS) in staged.citation, name
        assert staged.sheet, name
        assert staged.cell, name
        assert observation.region.code == "350100"


def test_first_data_requirement_is_a_target_with_its_source(same_fuzhou: Region, db: None) -> None:
    target = Target.objects.get()

    assert (target.value, target.kind, target.region, target.year) == (2, "at_least", same_fuzhou, 2023)
    assert "二（一）" in target.document


def test_first_data_comes_in_once(brought_in: list[Release]) -> None:
    again = first_data.bring_in(path=WORKBOOK)

    assert again == []
    assert Release.objects.count() == len(brought_in)
    assert User.objects.count() == 2
    assert not Observation.objects.exclude(absence="").filter(absence=Absence.WITHDRAWN).exists()
