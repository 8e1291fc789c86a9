"""Writes the audit trail; always inside the transaction of the deed itself."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from indicators.models import AuditEntry, User


def record(
    *,
    by: User | None,
    action: str,
    target: Model | str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Note a deed. Raises TransactionManagementError outside a transaction, so that none is half-audited."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry belongs to the transaction of its deed.")
    name = target if isinstance(target, str) else f"{target._meta.model_name}:{target.pk}"
    AuditEntry.objects.create(by=by, action=action, target=name, before=before or {}, after=after or {})
