"""Screens on the wall: let in by a token that is shown once, and shut out again."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import Display, User
from indicators.services import audit
from indicators.services.errors import WrongState

STEP = timedelta(minutes=1)  # how often a display notes that it is in use


def create(*, name: str, by: User) -> tuple[Display, str]:
    """A new display, and its token, which nobody can read again."""
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        display = Display.objects.create(name=name, token_hash=_hash(token), created_by=by)
        audit.record(by=by, action="create", target=display, after={"name": name})
    return display, token


def revoke(*, display: Display, by: User) -> None:
    """Shut a display out for good. Raises WrongState where somebody has already."""
    with transaction.atomic():
        display = Display.objects.select_for_update().get(pk=display.pk)
        if display.revoked_at:
            raise WrongState(_("“%(display)s” has been revoked already.") % {"display": display})
        display.revoked_by, display.revoked_at = by, timezone.now()
        display.save(update_fields=["revoked_by", "revoked_at"])
        audit.record(by=by, action="revoke", target=display, before={"name": display.name})


def find(*, token: str) -> Display:
    """The display of a token, revoked or not. Raises Display.DoesNotExist."""
    return Display.objects.get(token_hash=_hash(token))


def note_seen(*, display: Display) -> None:
    """Note that a display is in use; writes once a minute at most."""
    now = timezone.now()
    stale = Q(last_seen=None) | Q(last_seen__lte=now - STEP)
    if display.last_seen is None or display.last_seen <= now - STEP:
        Display.objects.filter(stale, pk=display.pk, revoked_at=None).update(last_seen=now)


def _hash(token: str) -> str:
    """Long and random as a token is, it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
