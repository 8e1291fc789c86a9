"""Lets the database itself refuse to change what has been released or audited."""

from django.db import migrations

FROZEN = {
    "indicators_release": (),
    "indicators_auditentry": (),
    "indicators_observation": (
        "indicator_id",
        "region_id",
        "period",
        "start",
        "end",
        "origin",
        "value",
        "absence",
        "qualifier",
        "margin",
        "reported_parts",
        "expected_parts",
        "formula",
        "parts",
        "staged_id",
        "release_id",
        "is_demo",
    ),
}


def freeze(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for table, columns in FROZEN.items():
        differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
        changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in columns]
        # An observation may only be closed, once.
        when = " OR ".join(["OLD.superseded_in_id IS NOT NULL", *changes]) if columns else "1 = 1"
        if sqlite:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN {when} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is immutable'); END"
            )
            continue
        schema_editor.execute(
            f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = '{table} is immutable'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} "
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {table}_frozen()"
        )


def thaw(apps, schema_editor):
    for table in FROZEN:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER {table}_frozen")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_frozen ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_frozen()")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
