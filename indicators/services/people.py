"""Roles, and the accounts that a new site begins with."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Department, Region, Role, User
from indicators.services import audit

DEMONSTRATION = "demonstration"  # the group of the accounts that anybody may use


def ensure_user(
    *,
    username: str,
    roles: Iterable[Role] = (),
    password: str | None = None,
    superuser: bool = False,
    regions: Iterable[Region] | None = None,
) -> User:
    """The account, made where there is none, with these roles for these regions and all departments.

    Without `regions` a clerk reports for the whole tree. Nobody can sign in to an account without a password.
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
            user.regions.add(*(regions or Region.objects.filter(parent__isnull=True)))
        if Role.REVIEWER in roles:
            user.departments.add(*Department.objects.all())
    return user


def ensure_demo_user(
    *,
    username: str,
    roles: Iterable[Role] = (),
    superuser: bool = False,
    regions: Iterable[Region] | None = None,
) -> User:
    """An account of the demonstration, whose password the sign-in page shows.

    Where somebody really has that name, it is another account, `demo.` before it.
    """
    known = User.objects.filter(username=username).first()
    name = username if known is None or is_demo(known) else f"demo.{username}"
    user = ensure_user(
        username=name, roles=roles, password=demo_password(name), superuser=superuser, regions=regions
    )
    user.groups.add(Group.objects.get_or_create(name=DEMONSTRATION)[0])
    return user


def is_demo(user: User) -> bool:
    """Whether anybody may use the account: it is marked so, or still has the password of a demonstration."""
    marked = user.groups.filter(name=DEMONSTRATION).exists()
    return marked or user.check_password(demo_password(user.username))


def has_own_administrator() -> bool:
    """Whether the site is somebody's, and not only a demonstration."""
    return any(not is_demo(user) for user in User.objects.filter(is_superuser=True, is_active=True))


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """What a visitor needs to sign in, and what the account is for."""

    username: str
    password: str
    purpose: str


def get_demo_accounts() -> tuple[DemoAccount, ...]:
    """The accounts that anybody may use; none where the site is no demonstration."""
    if not settings.DEMO:
        return ()
    users = User.objects.filter(groups__name=DEMONSTRATION, is_active=True).order_by("pk")
    return tuple(
        DemoAccount(user.username, demo_password(user.username), _purpose(user))
        for user in users.prefetch_related("groups", "regions")
    )


def _purpose(user: User) -> str:
    if user.is_superuser:
        return _("Administrator")
    names = {group.name for group in user.groups.all()}
    roles = [str(role.label) for role in Role if role.value in names]
    return " · ".join([*roles, *(region.name for region in user.regions.all())])


def demo_password(username: str) -> str:
    """A password that only this site's SECRET_KEY gives."""
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"demo:{username}".encode(), "sha256")
    return base64.b32encode(digest)[:10].decode().lower()
