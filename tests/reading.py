"""How much the database reads for what is asked of it."""

from __future__ import annotations

from django.db import connection

# All rows that statements of this transaction have looked at.
READ = "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"


def count_read() -> int | None:
    """Rows looked at in this transaction so far."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])
