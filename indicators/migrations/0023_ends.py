from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0022_record_parts")]

    operations = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(
                fields=["region", "end"],
                name="observation_ends",
                condition=models.Q(("superseded_in__isnull", True), models.Q(("absence", "withdrawn"), _negated=True)),
            ),
        ),
    ]
