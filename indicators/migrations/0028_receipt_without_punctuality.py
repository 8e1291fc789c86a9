"""Whether a receipt was in time is no longer kept beside it: `services/punctuality.py` alone says so."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("indicators", "0027_note_answers")]

    operations = [
        # Defaults, so that the columns can be brought back.
        migrations.AlterField("receipt", "due", models.DateField(default=timezone.localdate)),
        migrations.AlterField("receipt", "is_late", models.BooleanField(default=False)),
        migrations.RemoveField("receipt", "due"),
        migrations.RemoveField("receipt", "is_late"),
    ]
