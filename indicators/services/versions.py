"""The versions of catalogue and figures, renewed by triggers: no writer can forget to.

A mark is random, so none ever comes back, not even after a restore. Each is one row, which a writer holds
until it commits: whoever reads a mark and then the tables sees at least what the mark stands for.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from indicators.models import (
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Form,
    Inclusion,
    Indicator,
    Observation,
    Pillar,
    Region,
    Release,
    Rule,
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
# Observations only come and go with a release.
WATCHED: dict[str, tuple[type[Model], ...]] = {"catalogue": CATALOGUE, "figures": (Release,)}
TOLD: tuple[type[Model], ...] = (Observation, *(model for models in WATCHED.values() for model in models))
TABLES = frozenset(model._meta.db_table for model in TOLD)  # whose changes a version tells

FUNCTION = """
CREATE OR REPLACE FUNCTION indicators_renew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO indicators_version (name, mark) VALUES (TG_ARGV[0], gen_random_uuid()::text)
  ON CONFLICT (name) DO UPDATE SET mark = EXCLUDED.mark;
  RETURN NULL;
END $$
"""
# Before the statement, so that nobody who waits for the row holds one that its holder needs.
TRIGGER = """
CREATE OR REPLACE TRIGGER {table}_renews BEFORE INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION indicators_renew('{name}')
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


def get_marks() -> Marks:
    """The marks of all that pages show as it stands now."""
    return Marks(**dict(Version.objects.filter(name__in=WATCHED).values_list("name", "mark")))


def get_catalogue_version() -> str:
    """The mark of the catalogue as it stands now; empty where it is not known."""
    return Version.objects.filter(name="catalogue").values_list("mark", flat=True).first() or ""


def install(**given: Any) -> None:
    """Let each watched table renew its version; after each migration again, for some make tables anew."""
    connection = connections[given.get("using", DEFAULT_DB_ALIAS)]
    tables = set(connection.introspection.table_names())
    if Version._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
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
            return
        for table in TABLES:
            for event in EVENTS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_renews_{event}")


def _triggers(table: str, name: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [TRIGGER.format(table=table, name=name)]
    return [ROW_TRIGGER.format(table=table, name=name, event=event) for event in EVENTS]
