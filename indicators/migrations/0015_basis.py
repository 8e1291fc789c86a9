"""Sums remember which regions they were made of, and the database freezes that, too."""

from importlib import import_module

from django.db import migrations, models

TABLE = "indicators_observation"
BEFORE = import_module("indicators.migrations.0002_immutable").FROZEN[TABLE]


def guard(*columns):
    """Refuse every change of these columns, and a second closing."""

    def make(apps, schema_editor):
        sqlite = schema_editor.connection.vendor == "sqlite"
        differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
        changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in columns]
        when = " OR ".join(["OLD.superseded_in_id IS NOT NULL", *changes])
        if sqlite:
            schema_editor.execute(f"DROP TRIGGER {TABLE}_frozen")
            schema_editor.execute(
                f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{TABLE} is immutable'); END"
            )
            return
        schema_editor.execute(f"DROP TRIGGER {TABLE}_frozen ON {TABLE}")
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_frozen BEFORE UPDATE ON {TABLE} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {TABLE}_frozen()"
        )

    return make


class Migration(migrations.Migration):
    dependencies = [("indicators", "0014_reading")]
    operations = [
        migrations.AddField(
            "observation",
            "basis",
            models.CharField(
                help_text="Of a sum: stands for the regions that it was made of; another one makes it anew.",
                max_length=12,
                null=True,
                verbose_name="basis",
            ),
        ),
        migrations.RunPython(guard(*BEFORE, "basis"), guard(*BEFORE)),
    ]
