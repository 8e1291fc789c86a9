"""The versions of catalogue, figures and reporting, renewed by triggers: no writer can forget to.

A mark is random, so none ever comes back, not even after a restore. Each is one row, which a writer holds
until it commits: whoever reads a mark and then the tables sees at least what the mark stands for. Reporting
goes on all day, so PostgreSQL has several rows for it, and nobody waits who hands something in.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from indicators.models import (
    AuditEntry,
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Form,
    Inclusion,
    Indicator,
    Notice,
    Observation,
    Pillar,
    Receipt,
    Region,
    Release,
    Rule,
    Submission,
    Target,
    Topic,
    Version,
)

CATALOGUE: tuple[type[Model], ...] = (
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Form,
    Inclusion,
    Indicator,
    Pillar,
    Region,
    Rule,
    Target,
    Topic,
)
WATCHED: dict[str, tuple[type[Model], ...]] = {
    "catalogue": CATALOGUE,
    "figures": (Release,),
    "reporting": (Submission,),
}
# Observations only come and go with a release, and what is told of a submission with a change of it.
BESIDE: dict[str, tuple[type[Model], ...]] = {
    "figures": (Observation,),
    "reporting": (AuditEntry, Notice, Receipt),
}
TABLES = {  # whose changes a mark tells
    name: frozenset(model._meta.db_table for model in (*models, *BESIDE.get(name, ())))
    for name, models in WATCHED.items()
}

FUNCTION = """
CREATE OR REPLACE FUNCTION indicators_renew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO indicators_version (name, mark) VALUES (TG_ARGV[0], gen_random_uuid()::text)
  ON CONFLICT (name) DO UPDATE SET mark = EXCLUDED.mark;
  RETURN NULL;
END $$
"""
# Takes a row that no other transaction holds, and makes one where there is none.
FUNCTION_BESIDE = """
CREATE OR REPLACE FUNCTION indicators_renew_beside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own text;
BEGIN
  SELECT name INTO own FROM indicators_version WHERE split_part(name, '/', 1) = TG_ARGV[0]
  LIMIT 1 FOR UPDATE SKIP LOCKED;
  IF own IS NULL THEN
    INSERT INTO indicators_version (name, mark)
    VALUES (TG_ARGV[0] || '/' || left(md5(gen_random_uuid()::text), 8), gen_random_uuid()::text);
  ELSE
    UPDATE indicators_version SET mark = gen_random_uuid()::text WHERE name = own;
  END IF;
  RETURN NULL;
END $$
"""
# Before the statement, so that nobody who waits for the row holds one that its holder needs.
TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_renews BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {function}('{name}')
"""
# Never an upsert: what a statement does about conflicts, SQLite does in its triggers too.
ROW_TRIGGER = """
CREATE TRIGGER IF NOT EXISTS {table}_renews_{event} AFTER {event} ON {table} BEGIN
  DELETE FROM indicators_version WHERE name = '{name}';
  INSERT INTO indicators_version (name, mark) VALUES ('{name}', hex(randomblob(16)));
END
"""
EVENTS = ("insert", "update", "delete")


class Marks(NamedTuple):
    """The marks at one moment; blank where one is not known."""

    catalogue: str = ""
    figures: str = ""
    reporting: str = ""


def get_marks() -> Marks:
    """The marks of all that pages show as it stands now."""
    found: dict[str, str] = {}
    for row, mark in Version.objects.order_by("name").values_list("name", "mark"):
        name = row.partition("/")[0]
        found[name] = found.get(name, "") + mark
    return Marks(**found)


def install(**given: Any) -> None:
    """Let each watched table renew its version; after each migration again, for some make tables anew."""
    connection = connections[given.get("using", DEFAULT_DB_ALIAS)]
    tables = set(connection.introspection.table_names())
    if Version._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
            cursor.execute(FUNCTION_BESIDE)
        for name, models in WATCHED.items():
            for table in {model._meta.db_table for model in models} & tables:
                for statement in _triggers(table, name, connection.vendor):
                    cursor.execute(statement)
    for name in WATCHED:
        Version.objects.using(connection.alias).update_or_create(name=name, defaults={"mark": str(uuid4())})


def uninstall(**given: Any) -> None:
    """Take the triggers off again."""
    connection = connections[given.get("using", DEFAULT_DB_ALIAS)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS indicators_renew CASCADE")
            cursor.execute("DROP FUNCTION IF EXISTS indicators_renew_beside CASCADE")
            return
        for table in {model._meta.db_table for models in WATCHED.values() for model in models}:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_renews_{event}")


def _triggers(table: str, name: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        function = "indicators_renew_beside" if name == "reporting" else "indicators_renew"
        return [TRIGGER.format(table=table, name=name, function=function)]
    return [ROW_TRIGGER.format(table=table, name=name, event=event) for event in EVENTS]
