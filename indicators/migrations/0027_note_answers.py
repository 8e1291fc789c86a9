from django.db import migrations, models


class Migration(migrations.Migration):
    """Answers about notes that narrow figures are remembered, too."""

    dependencies = [("indicators", "0026_steps")]

    operations = [
        migrations.AlterField(
            model_name="answer",
            name="ask",
            field=models.CharField(
                choices=[
                    ("indicator", "indicator"),
                    ("region", "region"),
                    ("unit", "unit"),
                    ("column", "column of the figures"),
                    ("note", "figures that a note narrows"),
                ],
                max_length=10,
                verbose_name="asked for",
            ),
        ),
        migrations.RemoveConstraint(model_name="answer", name="answer_lasts"),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(ask__in=["indicator", "region", "unit", "column", "note"]), name="answer_lasts"
            ),
        ),
    ]
