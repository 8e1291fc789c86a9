"""What waits for a worker, and what one left that died."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from indicators.models import Upload
from indicators.services import reads, worker
from tests import factories


def make_task(
    upload: int = 1, *, status: str = "READY", since: timedelta = worker.WAITS
) -> DBTaskResult[Any, Any]:
    """A task that was queued, or begun, a little longer ago than `since`."""
    moment = timezone.now() - since - timedelta(seconds=1)
    row = DBTaskResult.objects.create(
        status=status,
        started_at=moment if status == "RUNNING" else None,
        args_kwargs={"args": [upload, None], "kwargs": {}},
        task_path="indicators.services.reads.read_upload",
        backend_name="default",
        run_after=moment,
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=row.pk).update(enqueued_at=moment)
    return row


def status_of(row: DBTaskResult[Any, Any]) -> str:
    row.refresh_from_db()
    return row.status


def test_worker_is_gone_where_a_task_waits_and_nobody_is_over_another(db: None) -> None:
    found = [worker.is_gone()]
    make_task(since=timedelta())
    found.append(worker.is_gone())
    make_task()
    found.append(worker.is_gone())
    busy = make_task(2, status="RUNNING", since=worker.WAITS)
    found.append(worker.is_gone())
    DBTaskResult.objects.filter(pk=busy.pk).update(started_at=timezone.now() - worker.LONGEST)
    found.append(worker.is_gone())

    assert found == [False, False, True, False, True]


def test_task_that_a_worker_died_over_waits_for_the_next(db: None) -> None:
    upload = factories.make_upload(state="reading", reading_since=timezone.now())
    dead = make_task(upload.pk, status="RUNNING")

    left = reads.resume()

    assert (left, status_of(dead), DBTaskResult.objects.count()) == (1, "READY", 1)


def test_file_that_is_read_again_leaves_no_task_running(db: None) -> None:
    clerk = factories.make_clerk("clerk", factories.make_region("350102"))
    upload = factories.make_upload(
        state="reading", reading_since=timezone.now() - 2 * worker.LONGEST, received_by=clerk
    )
    dead, other = make_task(upload.pk, status="RUNNING"), make_task(upload.pk + 1, status="RUNNING")

    reads.start_again(upload=upload, by=clerk)

    assert (status_of(dead), status_of(other)) == ("FAILED", "RUNNING")


@pytest.mark.parametrize("waits", [False, True])
def test_pages_say_where_no_worker_runs(client: Client, db: None, waits: bool) -> None:
    upload: Upload = factories.make_upload(state="reading", reading_since=timezone.now())
    if waits:
        make_task(upload.pk)
    chief = factories.make_user("chief")
    chief.is_superuser = chief.is_staff = True
    chief.save()
    client.force_login(chief)

    page = client.get(f"/uploads/{upload.pk}/")
    ready, admin = (client.get(address).content.decode() for address in ("/readyz", "/admin/"))

    said = [page.context["is_alone"], "no worker" in ready, "manage.py work" in admin]
    assert said == [waits] * 3
    assert page.headers["Refresh"] == "3"
