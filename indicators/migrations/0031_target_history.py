"""A target is ended and stated anew, never changed; what was changed before comes back from the audit log."""

from collections import defaultdict

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Min, Q

DEMANDS = ("kind", "value", "baseline", "profile", "document", "note")
PLACE = ("indicator_id", "region_id", "year")
FROZEN = (*PLACE, *DEMANDS, "stated_at", "stated_by_id")


def fill(apps, schema_editor):
    """Tell from the audit log when each was stated, and what it was before it was changed or deleted."""
    Target = apps.get_model("indicators", "Target")
    first = apps.get_model("indicators", "Release").objects.aggregate(first=Min("made_at"))["first"]
    start = first or django.utils.timezone.now()
    Target.objects.update(stated_at=start)
    told = defaultdict(list)
    entries = apps.get_model("indicators", "AuditEntry").objects.filter(target__startswith="target:")
    for entry in entries.order_by("-pk"):
        told[int(entry.target.removeprefix("target:"))].append(entry)
    for pk, entries in told.items():
        now = Target.objects.filter(pk=pk).first()
        content = now and {name: getattr(now, name) for name in (*PLACE, *DEMANDS)}
        ended, began = (None, None), (start, None)
        for entry in entries:  # the last first
            if entry.action == "delete":
                content, ended = read(Target, entry.before), (entry.at, entry.by_id)
            elif entry.action == "change" and content:
                keep(Target, pk, content, (entry.at, entry.by_id), ended)
                content = content | read(Target, entry.before)
                ended = entry.at, entry.by_id
            elif entry.action == "create":  # a command set the site up
                began = (entry.at if entry.by_id else min(entry.at, start)), entry.by_id
        if content:
            keep(Target, pk, content, began, ended)


def read(Target, said):
    """What the audit log says of a target, as the table has it."""
    fields = {name: Target._meta.get_field(name.removesuffix("_id")) for name in (*PLACE, *DEMANDS)}
    return {name: fields[name].to_python(said[name]) for name in fields if name in said}


def keep(Target, pk, content, began, ended):
    """One span of its history; that which lasts is the row itself."""
    (at, by), (until, ender) = began, ended
    if until is None:
        Target.objects.filter(pk=pk).update(stated_at=at, stated_by=by)
        return
    Target.objects.create(
        **content, stated_at=min(at, until), stated_by_id=by, ended_at=until, ended_by_id=ender
    )


def forget(apps, schema_editor):
    """Only what holds has a place in the table as it was."""
    apps.get_model("indicators", "Target").objects.exclude(ended_at=None).delete()


def freeze(apps, schema_editor):
    """Let the database refuse to change a target; it may only be ended, once."""
    sqlite = schema_editor.connection.vendor == "sqlite"
    differs = "IS NOT" if sqlite else "IS DISTINCT FROM"
    changes = [f'OLD."{column}" {differs} NEW."{column}"' for column in FROZEN]
    when = " OR ".join(["OLD.ended_at IS NOT NULL", *changes])
    if sqlite:
        schema_editor.execute(
            f"CREATE TRIGGER indicators_target_frozen BEFORE UPDATE ON indicators_target WHEN {when} "
            "BEGIN SELECT RAISE(ABORT, 'indicators_target is immutable'); END"
        )
        return
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no trigger is made while rows wait to be checked
    schema_editor.execute(
        "CREATE FUNCTION indicators_target_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE integrity_constraint_violation USING MESSAGE = 'indicators_target is immutable'; END $$"
    )
    schema_editor.execute(
        "CREATE TRIGGER indicators_target_frozen BEFORE UPDATE ON indicators_target "
        f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION indicators_target_frozen()"
    )


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER indicators_target_frozen")
        return
    schema_editor.execute("DROP TRIGGER indicators_target_frozen ON indicators_target")
    schema_editor.execute("DROP FUNCTION indicators_target_frozen()")


def person(name):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        django.db.models.deletion.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=name,
    )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0030_first_and_collected")]

    operations = [
        migrations.RemoveConstraint("target", "target_once"),
        migrations.AddField(
            "target",
            "stated_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="stated at"),
        ),
        migrations.AddField("target", "stated_by", person("stated by")),
        migrations.AddField(
            "target", "ended_at", models.DateTimeField(editable=False, null=True, verbose_name="ended at")
        ),
        migrations.AddField("target", "ended_by", person("ended by")),
        migrations.AddConstraint(
            "target",
            models.UniqueConstraint(
                condition=Q(ended_at__isnull=True), fields=("indicator", "region", "year"), name="target_once"
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("stated_at")), name="target_ends_after_it_is_stated"
            ),
        ),
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False) | Q(ended_by__isnull=True), name="target_ended_by_at"
            ),
        ),
        migrations.RunPython(fill, forget),
        migrations.RunPython(freeze, thaw),
    ]
