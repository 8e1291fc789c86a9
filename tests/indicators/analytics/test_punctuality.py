"""Whether a form was handed in, and in time, by what happened to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.punctuality import Deed, Event, Reporting, Stage, Story, judge, tell

DUE = date(2023, 7, 10)
LETTERS = {
    "h": Deed.HANDED_IN,
    "w": Deed.WITHDRAWN,
    "r": Deed.RETURNED,
    "a": Deed.APPROVED,
    "u": Deed.TAKEN_BACK,
    "s": Deed.RESTORED,
}


def story(*told: str) -> Story:
    """Events as `h8`: handed in on 8 July."""
    events = [
        Event(datetime(2023, 7, 1, 9, tzinfo=UTC) + timedelta(days=int(each[1:]) - 1), LETTERS[each[0]])
        for each in told
    ]
    return tell(events)


def judged(*stories: Story, extended: int = 10, day: int = 31) -> Reporting:
    return judge(stories, due=DUE, extended=date(2023, 7, extended), day=date(2023, 7, day))


@pytest.mark.parametrize(
    ("told", "stage", "late"),
    [
        ((), Stage.MISSING, 21),
        (("h10",), Stage.AWAITING, 0),
        (("h11",), Stage.AWAITING, 1),
        (("h8", "a9"), Stage.APPROVED, 0),
        (("h8", "w9"), Stage.MISSING, 21),
        (("h8", "w9", "h13"), Stage.AWAITING, 3),
        (("h8", "h13"), Stage.AWAITING, 3),  # a withdrawal that nobody noted
        (("h8", "r9"), Stage.RETURNED, 21),
        (("h8", "r9", "h15", "a16"), Stage.APPROVED, 0),
        (("h12", "r13", "h15", "a16"), Stage.APPROVED, 2),
        (("h8", "r9", "h15", "w16"), Stage.RETURNED, 21),
        (("h8", "a9", "u12"), Stage.RETURNED, 21),
        (("h8", "a9", "u12", "s13"), Stage.APPROVED, 0),
        (("h8", "a8"), Stage.APPROVED, 0),
    ],
)
def test_form_is_judged_by_when_it_was_first_handed_in(
    told: tuple[str, ...], stage: Stage, late: int
) -> None:
    found = judged(story(*told))

    assert (found.stage, found.late) == (stage, late)


@pytest.mark.parametrize(
    ("told", "late"),
    [
        (("h8", "r9", "h20"), 0),
        (("h8", "r9", "h21"), 1),
        (("h12", "r13", "h20"), 2),
        (("h12", "r13", "h24"), 4),
        (("h8", "r9"), 11),
    ],
)
def test_new_deadline_is_for_handing_in_again_and_excuses_no_first(told: tuple[str, ...], late: int) -> None:
    assert judged(story(*told), extended=20).late == late


def test_new_deadline_that_has_not_passed_leaves_a_returned_form_open() -> None:
    found = judged(story("h8", "r9"), extended=20, day=15)

    assert (found.due, found.is_judged, found.is_overdue) == (date(2023, 7, 20), False, False)


def test_form_is_open_until_the_end_of_its_last_day() -> None:
    assert not judged(day=10).is_judged
    assert judged(day=11).is_overdue


def test_correction_changes_nothing_of_when_a_form_was_handed_in() -> None:
    first = story("h8", "a9")

    assert judged(first, story("h20")) == judged(first)
    assert judged(first, story("h20", "a21")) == judged(first)
    assert judged(first, story("h20", "r21")).stage is Stage.APPROVED


def test_what_is_handed_in_after_an_undoing_stands_in_its_place() -> None:
    taken_back = story("h8", "a9", "u12")

    assert judged(taken_back, story("h15")).stage is Stage.AWAITING
    assert judged(taken_back, story("h15", "a16")).stage is Stage.APPROVED
    assert judged(taken_back, story()).stage is Stage.RETURNED


def test_returns_are_counted_of_corrections_too() -> None:
    assert judged(story("h8", "r9", "h9", "r10", "h10", "a11"), story("h20", "r21")).returns == 3


@given(
    st.lists(st.tuples(st.integers(1, 31), st.sampled_from("hwrau")), max_size=8),
    st.integers(10, 25),
    st.integers(1, 31),
)
def test_every_form_is_in_time_late_overdue_or_open(
    told: list[tuple[int, str]], extended: int, day: int
) -> None:
    found = judged(story(*(f"{letter}{at}" for at, letter in told)), extended=extended, day=day)

    assert [found.is_in_time, found.is_late, found.is_overdue, not found.is_judged].count(True) == 1
    assert found.late >= 0
