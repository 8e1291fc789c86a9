"""Nearly every figure is current, so an index of what replaced each is of use only for those replaced.

SQLite, which does not know how many rows a value has, took it for the way to a region's current figures.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLE, COLUMN = "indicators_observation", "superseded_in_id"


def drop(apps, schema_editor):
    """By its name alone: to alter the field, SQLite would make the table anew, without its triggers."""
    with schema_editor.connection.cursor() as cursor:
        found = schema_editor.connection.introspection.get_constraints(cursor, TABLE)
    for name, one in found.items():
        if one["columns"] == [COLUMN] and one["index"] and not one["unique"]:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def restore(apps, schema_editor):
    schema_editor.execute(f"CREATE INDEX {TABLE}_{COLUMN} ON {TABLE} ({COLUMN})")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0023_ends")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(drop, restore)],
            state_operations=[
                migrations.AlterField(
                    model_name="observation",
                    name="superseded_in",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded",
                        to="indicators.release",
                        verbose_name="superseded in",
                    ),
                )
            ],
        ),
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["superseded_in"],
                name="observation_superseded",
                condition=models.Q(("superseded_in__isnull", False)),
            ),
        ),
    ]
