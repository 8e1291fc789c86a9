"""How much the database reads for what is asked of it."""

from __future__ import annotations

from django.db import connection
from django.db.models import Model

READ = """
SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
WHERE relname LIKE %s
"""


def count_read(model: type[Model] | None = None) -> int | None:
    """Rows of one table, or of all, that statements of this transaction have looked at so far."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(READ, (model._meta.db_table if model else "%",))
        return int(cursor.fetchone()[0])
