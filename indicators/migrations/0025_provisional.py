"""A figure may be provisional, and the database freezes that of an observation, too.

The columns are added in place: where SQLite copies a table its triggers are gone.
"""

from importlib import import_module

from django.db import migrations, models

TABLES = {"observation": "indicators_observation", "stagedfigure": "indicators_stagedfigure"}
GUARD = import_module("indicators.migrations.0015_basis")


def add_to(model, table):
    field = models.BooleanField(
        default=False, help_text="A later release is to give the final figure.", verbose_name="provisional"
    )
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD COLUMN is_provisional boolean NOT NULL DEFAULT false",
        f"ALTER TABLE {table} DROP COLUMN is_provisional",
        state_operations=[migrations.AddField(model, "is_provisional", field)],
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0024_fewer_indexes")]
    operations = [
        *(add_to(model, table) for model, table in TABLES.items()),
        migrations.RunPython(
            GUARD.guard(*GUARD.BEFORE, "basis", "is_provisional"), GUARD.guard(*GUARD.BEFORE, "basis")
        ),
    ]
