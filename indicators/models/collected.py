"""The periods that forms were collected for, by leaps through an index: few submissions are read."""

from __future__ import annotations

from django.db import connection

NEXT = """
SELECT MIN(s.period) FROM indicators_submission s WHERE s.form_id = {form} AND s.submitted_at IS NOT NULL
"""
COLLECTED = f"""
WITH RECURSIVE collected(form, period) AS (
  SELECT f.id, ({NEXT.format(form="f.id")}) FROM indicators_form f
  UNION ALL
  SELECT collected.form, ({NEXT.format(form="collected.form")} AND s.period > collected.period)
  FROM collected WHERE collected.period IS NOT NULL
) SELECT form, period FROM collected WHERE period IS NOT NULL ORDER BY form, period
"""  # noqa: S608 - nothing in it comes from outside


def read_collected() -> list[tuple[int, str]]:
    """Ids of forms, and each period for which anything was handed in and not withdrawn, in order."""
    with connection.cursor() as cursor:
        cursor.execute(COLLECTED)
        return list(cursor.fetchall())
