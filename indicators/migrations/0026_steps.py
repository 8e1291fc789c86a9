from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0025_provisional")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="leased_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="heard of again by"),
        ),
        migrations.AddField(
            model_name="upload",
            name="step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("cells", "reading the cells"),
                    ("figures", "finding the figures"),
                    ("checks", "checking the figures"),
                    ("drafts", "filling the drafts"),
                ],
                max_length=8,
                verbose_name="step of reading",
            ),
        ),
        migrations.AddField(
            model_name="upload",
            name="percent",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="done of this step, in percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="upload",
            constraint=models.CheckConstraint(
                condition=models.Q(state="reading") | models.Q(leased_until__isnull=True, percent__isnull=True, step=""),
                name="upload_leased_while_read",
            ),
        ),
    ]
