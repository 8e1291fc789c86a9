from django.db import migrations, models


class Migration(migrations.Migration):
    """What was collected, and when first, is found without reading every submission."""

    dependencies = [("indicators", "0028_receipt_without_punctuality")]

    operations = [
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                fields=["form", "period"],
                name="submission_collected",
                condition=models.Q(submitted_at__isnull=False),
            ),
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
    ]
