"""Changing the catalogue: the one way for files and for the admin, always audited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from indicators.models import Definition, Indicator, Region, Target, User
from indicators.services import audit, targets


def save(*, instance: models.Model, by: User | None) -> str:
    """Check and keep one row: tells `created`, `changed` or `unchanged`. Raises ValidationError."""
    with transaction.atomic():
        known = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
        if not _changed(instance, known):
            return "unchanged"
        instance.full_clean()
        if not (changed := _changed(instance, known)):  # checking may have written it as it is kept
            return "unchanged"
        before, after = _content(known, changed) if known else {}, _content(instance, changed)
        if isinstance(instance, Target):
            targets.restate(target=instance, by=by)
        instance.save()
        audit.record(
            by=by,
            action="change" if known else "create",
            target=instance,
            before=before,
            after=after,
        )
    return "changed" if known else "created"


def check_one_root() -> None:
    """Raise ValidationError where more than one region is at the top."""
    roots = Region.objects.roots()
    if len(roots) > 1:
        names = "、".join(f"{root.code} {root.name}" for root in roots)
        raise ValidationError(
            _("There must be one region at the top; found: %s. Give the others a parent.") % names
        )


def delete(*, instance: models.Model, by: User) -> None:
    """Remove a row that nothing refers to; a target only ends. Raises ProtectedError where something does."""
    with transaction.atomic():
        audit.record(
            by=by, action="delete", target=instance, before=_content(instance, instance._meta.concrete_fields)
        )
        if isinstance(instance, Target):
            targets.end(target=instance, by=by)
        else:
            instance.delete()


def define(
    *,
    indicator: Indicator,
    text: str,
    source: str,
    effective_from: date | None,
    effective_to: date | None,
    by: User | None,
) -> str:
    """Keep what an indicator counts from a day on; the definition before it ends the day before."""
    known = indicator.definitions.filter(effective_from=effective_from).first()
    definition = known or Definition(indicator=indicator, effective_from=effective_from)
    definition.text, definition.source = text, source
    if effective_to or not known:
        definition.effective_to = effective_to
    earlier = indicator.definitions.filter(effective_to__isnull=True).exclude(pk=definition.pk).last()
    if earlier and effective_from and (earlier.effective_from or date.min) < effective_from:
        earlier.effective_to = effective_from - timedelta(days=1)
        save(instance=earlier, by=by)
    return save(instance=definition, by=by)


def _changed(instance: models.Model, known: models.Model | None) -> list[models.Field[Any, Any]]:
    columns = [column for column in instance._meta.concrete_fields if not column.primary_key]
    return [c for c in columns if not known or c.value_from_object(known) != c.value_from_object(instance)]


def _content(instance: models.Model, columns: Iterable[models.Field[Any, Any]]) -> dict[str, str | None]:
    return {
        column.attname: None
        if column.value_from_object(instance) is None
        else column.value_to_string(instance)
        for column in columns
    }
