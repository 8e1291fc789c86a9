"""The worker goes on where the database is locked for longer than it waits."""

from collections.abc import Callable

import pytest
from django.db import OperationalError

from indicators.management.commands.work import keep_on


def failing(*errors: BaseException) -> tuple[Callable[[], None], list[BaseException]]:
    """Work that fails with one after the other, and then ends."""
    left = list(errors)

    def work() -> None:
        if left:
            raise left.pop(0)

    return work, left


@pytest.mark.django_db(transaction=True)
def test_worker_begins_again_after_a_locked_database() -> None:
    work, left = failing(OperationalError("database is locked"), OperationalError("database is locked"))

    keep_on(work, pause=0)

    assert left == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [SystemExit(0), KeyboardInterrupt(), ValueError("a fault of ours")])
def test_worker_ends_when_told_to_and_hides_no_other_error(end: BaseException) -> None:
    work, left = failing(end, OperationalError("never reached"))

    with pytest.raises(type(end)):
        keep_on(work, pause=0)

    assert len(left) == 1
