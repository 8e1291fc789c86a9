"""Lets corrections be found without looking at all figures, and receipts keep by when a form was due."""

from django.db import migrations, models

from indicators.analytics.deadlines import WorkCalendar, due_on
from indicators.periods import Period

SOME = 1000


def fill(apps, schema_editor):
    """Receipts from before keep what they say now."""
    days = {"off": set(), "worked": set()}
    for kind, day in apps.get_model("indicators", "CalendarDay").objects.values_list("kind", "day"):
        days[kind].add(day)
    work = WorkCalendar(frozenset(days["off"]), frozenset(days["worked"]))
    own = {(row.form_id, row.period): row.due for row in apps.get_model("indicators", "Deadline").objects.all()}
    Receipt = apps.get_model("indicators", "Receipt")
    seen, rows = set(), []
    for receipt in Receipt.objects.select_related("submission__form").order_by("pk").iterator():
        submission = receipt.submission
        form, period = submission.form, submission.period
        receipt.due = own.get((form.pk, period)) or due_on(Period.parse(period), form.due_day, work)
        receipt.extended_to = submission.extended_to if submission.pk in seen else None
        seen.add(submission.pk)
        rows.append(receipt)
        if len(rows) == SOME:
            Receipt.objects.bulk_update(rows, ["due", "extended_to"])
            rows = []
    Receipt.objects.bulk_update(rows, ["due", "extended_to"])


def forget(apps, schema_editor):
    """The columns go by themselves."""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0031_target_history")]

    operations = [
        migrations.AddIndex(
            model_name="stagedfigure",
            index=models.Index(
                fields=["indicator", "end"],
                name="staged_figure_corrects",
                condition=models.Q(("replaces__isnull", False)),
            ),
        ),
        migrations.AddField(
            "receipt",
            "due",
            models.DateField(help_text="As it was known at that moment.", null=True, verbose_name="due"),
        ),
        migrations.AddField(
            "receipt",
            "extended_to",
            models.DateField(help_text="As it was known at that moment.", null=True, verbose_name="extended to"),
        ),
        migrations.RunPython(fill, forget),
    ]
