"""What each role may do in the admin; what clerks and reviewers may do is in `rights`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from indicators.models import (
    Answer,
    AuditEntry,
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Display,
    Form,
    Inclusion,
    Indicator,
    Layout,
    Observation,
    Pillar,
    Region,
    Release,
    Role,
    Rule,
    Submission,
    Target,
    Topic,
    Upload,
    User,
)

CATALOGUE = (
    Pillar,
    Topic,
    Department,
    Form,
    Indicator,
    Definition,
    Region,
    Inclusion,
    Target,
    Rule,
    CalendarDay,
    Deadline,
)
RECORDS = (AuditEntry, Release, Submission, Upload, Observation, Layout, Answer)
EDIT = ("view", "add", "change", "delete")
GRANTS: dict[Role, dict[tuple[type, ...], tuple[str, ...]]] = {
    Role.CATALOGUE_ADMIN: {CATALOGUE: EDIT},
    Role.SYSTEM_ADMIN: {(User, Display): ("view", "add", "change")},
    Role.AUDITOR: {RECORDS: ("view",), CATALOGUE: ("view",), (User, Display): ("view",)},
}


def ensure_roles(**_signal: Any) -> None:
    """A group for each role, with just the rights of its row; runs after every migration."""
    for role in Role:
        group, _ = Group.objects.get_or_create(name=role.value)
        group.permissions.set(
            [
                permission
                for models, actions in GRANTS.get(role, {}).items()
                for permission in _permissions(models, actions)
            ]
        )


def _permissions(models: tuple[type, ...], actions: tuple[str, ...]) -> list[Permission]:
    names = [f"{action}_{model.__name__.lower()}" for model in models for action in actions]
    types = ContentType.objects.filter(app_label="indicators")
    return list(Permission.objects.filter(content_type__in=types, codename__in=names))
