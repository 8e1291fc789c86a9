"""Gives each warning of a submission the reason that was given for all of them."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def give(apps, schema_editor):
    Finding = apps.get_model("indicators", "Finding")
    Submission = apps.get_model("indicators", "Submission")
    reason = Submission.objects.filter(pk=OuterRef("submission")).values("reason")
    Finding.objects.filter(severity="warning", reason="").exclude(submission__reason="").update(
        reason=Subquery(reason), reason_kind="other"
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_deadlines")]
    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
