"""What a password must be, which ones an account has had, and when its owner must choose another."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import User
from indicators.services import audit
from indicators.services.people import DEMONSTRATION


class Length(MinimumLengthValidator):
    """Django's, whose own error has no Chinese."""

    def get_error_message(self) -> str:
        return str(self.get_help_text())


class ThreeOfFourClasses:
    """At least three of: lower case, capitals, digits, anything else."""

    def validate(self, password: str, user: User | None = None) -> None:
        named = (str.islower, str.isupper, str.isdigit)
        found = {next((kind for kind in named if kind(sign)), None) for sign in password}
        if len(found) < 3:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return _(
            "Your password must mix at least three of: lower-case letters, capitals, digits, "
            "other characters."
        )


class History:
    """None of the last passwords again; also keeps the record whenever one is set, wherever that is done."""

    def __init__(self, count: int) -> None:
        self.count = count

    def validate(self, password: str, user: User | None = None) -> None:
        known = [user.password, *user.past_passwords][: self.count] if user else []
        if any(check_password(password, kept) for kept in known if kept):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def password_changed(self, password: str, user: User) -> None:
        """Django calls this after saving; who did it is `user.password_set_by`, None for the system."""
        user.past_passwords = user.past_passwords[: self.count - 1]
        user.password_changed_at = timezone.now() if user.password_set_by == user else None
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(
                past_passwords=user.past_passwords, password_changed_at=user.password_changed_at
            )
            audit.record(by=user.password_set_by, action="set password", target=user)

    def get_help_text(self) -> str:
        return ngettext(
            "Your password must differ from the present one.",
            "Your password must differ from the last %(count)d.",
            self.count,
        ) % {"count": self.count}


def is_open(user: User) -> bool:
    """Whether the sign-in page shows the account's password, which then has to stay."""
    return settings.DEMO and user.groups.filter(name=DEMONSTRATION).exists()


def must_change(user: User) -> bool:
    """Whether the owner has yet to choose a password of his own, or has had it for too long."""
    days = settings.PASSWORD_DAYS
    if days is None or is_open(user):
        return False
    changed = user.password_changed_at
    return changed is None or timezone.now() - changed > timedelta(days=days)
