from django.db import migrations, models


class Migration(migrations.Migration):
    """What was collected, when first, and what was last released by a day is found without reading all."""

    dependencies = [("indicators", "0028_receipt_without_punctuality")]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["form", "period"], name="submission_collected"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["is_demo", "submitted_at"],
                name="submission_first",
                condition=models.Q(submitted_at__isnull=False),
            ),
        ),
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["at"], name="receipt_at"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["made_at", "number"], name="release_made_at"),
        ),
    ]
