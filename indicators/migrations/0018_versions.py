from django.db import migrations, models

from indicators.services.versions import install, uninstall


def add_triggers(apps, schema_editor):
    install(using=schema_editor.connection.alias)


def remove_triggers(apps, schema_editor):
    uninstall(using=schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0015_basis")]

    operations = [
        migrations.CreateModel(
            name="Version",
            fields=[
                ("name", models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name="name")),
                ("mark", models.CharField(max_length=36, verbose_name="mark")),
            ],
            options={"verbose_name": "version", "verbose_name_plural": "versions"},
        ),
        migrations.RunPython(add_triggers, remove_triggers),
    ]
