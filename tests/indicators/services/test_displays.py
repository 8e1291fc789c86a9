"""Displays: a token shown once, kept as a hash, and revoked for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from indicators.models import AuditEntry, Display, User
from indicators.services import displays
from indicators.services.errors import WrongState
from tests import factories


@pytest.fixture
def admin(db: None) -> User:
    return factories.make_user("admin")


def test_token_is_kept_nowhere(admin: User) -> None:
    display, token = displays.create(name="大厅", by=admin)

    assert displays.find(token=token) == display
    assert token not in str(vars(Display.objects.get()))
    entry = AuditEntry.objects.get(action="create", target=f"display:{display.pk}")
    assert (entry.by, entry.after) == (admin, {"name": "大厅"})


def test_no_two_tokens_are_alike(admin: User) -> None:
    assert displays.create(name="甲", by=admin)[1] != displays.create(name="乙", by=admin)[1]


def test_other_token_is_unknown(admin: User) -> None:
    _display, token = displays.create(name="大厅", by=admin)

    with pytest.raises(Display.DoesNotExist):
        displays.find(token=f"{token}x")


def test_display_is_revoked_once_and_audited(admin: User) -> None:
    display, token = displays.create(name="大厅", by=admin)

    displays.revoke(display=display, by=admin)

    assert displays.find(token=token).revoked_by == admin
    assert AuditEntry.objects.filter(action="revoke", by=admin).count() == 1
    with pytest.raises(WrongState, match="此前已停用"):
        displays.revoke(display=display, by=admin)


def test_display_is_revoked_by_somebody(admin: User) -> None:
    display, _token = displays.create(name="大厅", by=admin)

    with pytest.raises(IntegrityError):
        Display.objects.filter(pk=display.pk).update(revoked_at=timezone.now())


def test_being_seen_is_noted_once_a_minute(admin: User) -> None:
    display, _token = displays.create(name="大厅", by=admin)

    displays.note_seen(display=display)
    display.refresh_from_db()
    first = display.last_seen
    displays.note_seen(display=display)
    display.refresh_from_db()

    assert first is not None
    assert display.last_seen == first
    Display.objects.update(last_seen=first - timedelta(minutes=2))
    display.refresh_from_db()
    displays.note_seen(display=display)
    assert Display.objects.get().last_seen >= first
