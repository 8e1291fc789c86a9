"""Roles, and the accounts that a new site begins with."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from indicators.models import Department, Region, Role, User
from indicators.services import audit


def ensure_user(
    *, username: str, roles: Iterable[Role] = (), password: str | None = None, superuser: bool = False
) -> User:
    """The account, made where there is none, with these roles for the whole tree and all departments.

    Nobody can sign in to an account without a password.
    """
    with transaction.atomic():
        user, created = User.objects.get_or_create(
            username=username, defaults={"is_staff": superuser, "is_superuser": superuser}
        )
        if created:
            user.set_password(password)
            user.save(update_fields=["password"])
            audit.record(by=None, action="create", target=user, after={"username": username})
        user.groups.add(*Group.objects.filter(name__in=[role.value for role in roles]))
        if Role.CLERK in roles:
            user.regions.add(*Region.objects.filter(parent__isnull=True))
        if Role.REVIEWER in roles:
            user.departments.add(*Department.objects.all())
    return user


def demo_password(username: str) -> str:
    """A password that only this site's SECRET_KEY gives."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo:{username}".encode(), "sha256")
    return base64.b32encode(digest)[:10].decode().lower()
