from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0012_form_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="rule",
            name="is_confirmed",
            field=models.BooleanField(
                default=True,
                help_text="A proposed rule checks nothing until it is confirmed.",
                verbose_name="confirmed",
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="message",
            field=models.CharField(blank=True, max_length=200, verbose_name="message"),
        ),
        migrations.AlterField(
            model_name="rule",
            name="severity",
            field=models.CharField(
                choices=[("error", "error"), ("warning", "warning")],
                default="warning",
                max_length=8,
                verbose_name="severity",
            ),
        ),
    ]
