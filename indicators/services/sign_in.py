"""What happens when somebody signs in, fails to, or is let in again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Exists, OuterRef, Sum
from django.http import HttpRequest
from django.utils import timezone

from indicators.models import User
from indicators.services import audit
from indicators.services.passwords import must_change

BEGUN, SEEN, MUST_CHANGE = "begun", "seen", "must_change_password"
STEP = timedelta(minutes=1)  # how often a session notes that it is in use


def begin(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Note on the session what would otherwise be asked for at every page."""
    now = timezone.now()
    request.session[BEGUN] = now.isoformat()
    request.session[MUST_CHANGE] = must_change(user)
    _prolong(request.session, now)
    with transaction.atomic():
        audit.record(by=user, action="sign in", target=user)


def keep_alive(session: SessionBase) -> None:
    """Let the session of somebody at work go on, up to its whole length; writes once a minute at most."""
    now = timezone.now()
    if SEEN in session and now - datetime.fromisoformat(session[SEEN]) >= STEP:
        _prolong(session, now)


def _prolong(session: SessionBase, now: datetime) -> None:
    session[SEEN] = now.isoformat()
    whole = datetime.fromisoformat(session[BEGUN]) + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    session.set_expiry(min(whole, now + timedelta(minutes=settings.SESSION_IDLE_MINUTES)))


def note_lockout(*, request: HttpRequest, username: str, **_signal: Any) -> None:
    """Audit that an account was locked; what was typed instead of an account's name is not kept."""
    user = User.objects.filter(username=username).first()
    if user and request.axes_failures_since_start:  # type: ignore[attr-defined]  # None: was locked before
        with transaction.atomic():
            audit.record(by=None, action="lock", target=user)


def locked() -> Exists:
    """The condition that an account is locked now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    failures = AccessAttempt.objects.filter(username=OuterRef("username"), attempt_time__gte=since)
    return Exists(
        failures.order_by()
        .values("username")
        .annotate(failures=Sum("failures_since_start"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT)
    )


def unlock(*, user: User, by: User) -> bool:
    """Forget the failed tries of an account; whether there were any."""
    with transaction.atomic():
        if not reset(username=user.username):
            return False
        audit.record(by=by, action="unlock", target=user)
    return True
