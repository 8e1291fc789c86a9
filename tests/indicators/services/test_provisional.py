"""A provisional figure from the cell that it is typed into to the release that gives the final one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from indicators.intake.typed import Typed
from indicators.models import Finding, Observation, Region, Submission, User
from indicators.periods import Period
from indicators.services import cells, checking, drafts, receipts, releases
from indicators.standing.series import read_series
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import current, publish


@pytest.fixture
def people(catalogue: Catalogue) -> dict[str, User]:
    return {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}


def total(catalogue: Catalogue, city: Region) -> Observation:
    row = current(catalogue.beds, city, "2023-Q2", origin="computed")
    assert row is not None
    return row


def test_a_sum_and_a_rate_are_provisional_while_a_part_is(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    parts = {catalogue.cremated: 90, catalogue.deaths: 100}
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, **people)
    publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 50, **parts}, is_provisional=True, **people)
    rate = current(catalogue.cremation_rate, catalogue.taijiang, "2023-Q2", origin="computed")
    while_provisional = total(catalogue, catalogue.city)
    publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 55}, **people)

    final = total(catalogue, catalogue.city)

    assert rate is not None
    assert rate.is_provisional
    assert (while_provisional.value, while_provisional.is_provisional) == (150, True)
    assert (final.value, final.is_provisional) == (155, False)


def test_the_same_value_said_to_be_final_is_a_release_and_no_correction(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, is_provisional=True, **people)
    release = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, **people)

    (seen,) = read_series([catalogue.beds.pk], region=catalogue.gulou.pk, release=None)[catalogue.beds.pk]

    assert (seen.row.release_id, seen.row.is_provisional, seen.is_corrected) == (release.pk, False, False)


def test_another_final_value_is_marked_as_a_change(catalogue: Catalogue, people: dict[str, User]) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, is_provisional=True, **people)
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 101}, **people)

    (seen,) = read_series([catalogue.beds.pk], region=catalogue.gulou.pk, release=None)[catalogue.beds.pk]

    assert seen.is_corrected


@pytest.mark.parametrize(
    ("before", "now", "code"),
    [
        (True, False, ["final_figure"]),
        (False, True, ["changes_approved"]),
        (True, True, []),
    ],
)
def test_a_final_figure_needs_no_reason_and_a_step_back_does(
    catalogue: Catalogue, people: dict[str, User], before: bool, now: bool, code: list[str]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, is_provisional=before, **people)
    submission = factories.make_submission(catalogue.gulou, catalogue.form, "2023-Q2")
    known = current(catalogue.beds, catalogue.gulou, "2023-Q2")
    factories.make_staged(submission, catalogue.beds, Decimal(100), replaces=known, is_provisional=now)

    checking.recheck(submission)

    found = Finding.objects.filter(submission=submission, indicator=catalogue.beds)
    assert [row.code for row in found] == code
    assert bool(submission.findings.unexplained()) is (code == ["changes_approved"])


def test_another_remark_takes_back_what_the_last_one_said(catalogue: Catalogue) -> None:
    clerk = factories.make_clerk("writer", catalogue.gulou)
    draft = drafts.begin(
        form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk
    )
    place = catalogue.beds.pk, "2023-Q2"
    cells.fill_in(submission=draft, cells={place: Typed("100", note="初步数")}, by=clerk)
    first = draft.figures.get().is_provisional
    cells.fill_in(submission=draft, cells={}, remarks={place: "已核实"}, by=clerk)

    assert first
    assert not draft.figures.get().is_provisional


def test_the_check_number_changes_with_it(catalogue: Catalogue) -> None:
    submission = factories.make_submission(catalogue.gulou, catalogue.form, "2023-Q2")
    staged = factories.make_staged(submission, catalogue.beds, Decimal(100))
    before = receipts.get_check_number(submission)
    staged.is_provisional = True
    staged.save()

    assert receipts.get_check_number(Submission.objects.get(pk=submission.pk)) != before


def test_undoing_the_final_figure_brings_the_provisional_one_back(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, is_provisional=True, **people)
    final = publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 101}, **people)
    releases.undo(release=final, by=people["reviewer"], reason="误核")

    again = current(catalogue.beds, catalogue.gulou, "2023-Q2")

    assert again is not None
    assert (again.value, again.is_provisional) == (100, True)


def test_the_database_lets_nobody_make_a_released_figure_final(
    catalogue: Catalogue, people: dict[str, User]
) -> None:
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 100}, is_provisional=True, **people)

    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.update(is_provisional=False)
