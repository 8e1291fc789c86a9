"""A slow reading goes on saying that it lives; one whose worker died is found out and taken up again."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from indicators.intake.watch import Step
from indicators.models import Upload, User
from indicators.services import reads, worker
from indicators.services.errors import WrongState
from indicators.services.lease import LONGEST, OFTEN, QUIET, Lease, has_run_out
from indicators.services.uploads import drop, settle
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.test_worker import make_task


class Clock:
    """Goes only when it is told to."""

    def __init__(self) -> None:
        self.at = timezone.now()

    def __call__(self) -> datetime:
        return self.at

    def go_on(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def reading(clerk: User, clock: Clock) -> Upload:
    upload: Upload = factories.make_upload(state="reading", reading_since=clock(), received_by=clerk)
    return upload


def test_reading_that_goes_on_for_an_hour_never_looks_dead(reading: Upload, clock: Clock) -> None:
    lease = Lease(reading.pk, clock)
    looked = []

    for done in range(360):
        lease(Step.FIGURES, done, 360)
        clock.go_on(timedelta(seconds=10))
        reading.refresh_from_db()
        looked.append((has_run_out(reading, clock()), reading.percent))

    assert not any(dead for dead, _percent in looked)
    assert [percent for _dead, percent in looked] == [100 * done // 360 for done in range(360)]


@pytest.mark.parametrize("step", Step)
def test_worker_that_falls_silent_has_died_once_its_step_must_be_over(
    reading: Upload, clock: Clock, step: Step
) -> None:
    Lease(reading.pk, clock)(step, 0, 0)
    reading.refresh_from_db()
    alive = []

    clock.go_on(QUIET.get(step, LONGEST))
    alive.append(not reads.is_stalled(reading, clock()))
    clock.go_on(timedelta(seconds=1))
    alive.append(not reads.is_stalled(reading, clock()))

    assert alive == [True, False]


def test_file_that_waits_its_turn_is_not_dead(reading: Upload, clock: Clock) -> None:
    make_task(reading.pk)
    clock.go_on(2 * LONGEST)

    assert has_run_out(reading, clock())
    assert not reads.is_stalled(reading, clock())


def test_lease_is_renewed_now_and_then_and_with_each_step(reading: Upload, clock: Clock) -> None:
    lease = Lease(reading.pk, clock)
    seen = []

    for step, done in ((Step.FIGURES, 1), (Step.FIGURES, 2), (Step.CHECKS, 0)):
        lease(step, done, 10)
        reading.refresh_from_db()
        seen.append((reading.step, reading.percent))
        clock.go_on(OFTEN / 2)

    assert seen == [("figures", 10), ("figures", 10), ("checks", 0)]


def test_no_lease_is_held_of_a_file_given_up(reading: Upload, clerk: User, clock: Clock) -> None:
    lease = Lease(reading.pk, clock)
    lease(Step.CELLS, 0, 0)
    drop(upload=reading, by=clerk)

    lease(Step.FIGURES, 1, 2)

    reading.refresh_from_db()
    assert (reading.state, reading.leased_until, reading.step, reading.percent) == ("dropped", None, "", None)


def test_worker_over_a_file_that_goes_on_is_not_gone(reading: Upload, clock: Clock) -> None:
    make_task(2)
    make_task(reading.pk, status="RUNNING", since=2 * LONGEST)
    gone = [worker.is_gone(clock())]

    Lease(reading.pk, clock)(Step.FIGURES, 1, 2)
    gone.append(worker.is_gone(clock()))
    clock.go_on(QUIET[Step.FIGURES] + timedelta(seconds=1))
    gone.append(worker.is_gone(clock()))

    assert gone == [True, False, True]


def test_what_a_dead_worker_left_is_read_by_the_next_from_its_beginning(
    reading: Upload, clock: Clock
) -> None:
    task = make_task(reading.pk, status="RUNNING")
    Lease(reading.pk, clock)(Step.FIGURES, 1, 2)

    left = reads.resume()

    task.refresh_from_db()
    reading.refresh_from_db()
    assert (left, task.status) == (1, "READY")
    assert (reading.step, reading.percent, reading.leased_until) == ("", None, None)


def test_file_can_be_read_again_only_once_its_lease_has_run_out(
    reading: Upload, clerk: User, clock: Clock
) -> None:
    Upload.objects.update(reading_since=clock() - 2 * LONGEST)
    Lease(reading.pk, clock)(Step.FIGURES, 1, 2)
    with pytest.raises(WrongState):
        reads.start_again(upload=reading, by=clerk)
    clock.go_on(-2 * QUIET[Step.FIGURES])
    Lease(reading.pk, clock)(Step.FIGURES, 1, 2)

    reads.start_again(upload=reading, by=clerk)

    reading.refresh_from_db()
    assert (reading.step, reading.leased_until) == ("", None)


@pytest.mark.usefixtures("uploads")
def test_each_step_of_a_file_is_told_in_order(clerk: User, tmp_path: Path) -> None:
    path = factories.write_flat_sheet(
        tmp_path / "q2.xlsx", [("养老床位数", 120, "张")], title="2023年二季度 鼓楼区"
    )
    upload = reads.put_off(path=path, name="q2.xlsx", by=clerk)
    told: list[Step] = []

    settle(upload=upload, by=clerk, watch=lambda step, _done, _of: told.append(step))

    assert list(dict.fromkeys(told)) == list(Step)
    assert sorted(told, key=list(Step).index) == told


def test_page_says_how_far_a_file_is(client: Client, reading: Upload, clerk: User, clock: Clock) -> None:
    client.force_login(clerk)
    waiting = client.get(f"/uploads/{reading.pk}/")
    Lease(reading.pk, clock)(Step.FIGURES, 45, 100)

    page = client.get(f"/uploads/{reading.pk}/")

    assert not waiting.context["steps"]
    assert [(each.is_done, each.is_now) for each in page.context["steps"]] == [
        (True, False),
        (False, True),
        (False, False),
        (False, False),
    ]
    assert 'value="45"' in page.content.decode()
    assert page.headers["Refresh"] == "3"
