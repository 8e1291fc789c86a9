"""What a target was on a day, and who revised it, whatever became of it later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from indicators.models import AuditEntry, Target, User
from indicators.services import catalogue as service
from indicators.services import catalogue_files
from indicators.standing.targets import read_targets
from tests import factories
from tests.factories import Catalogue

HEADER = "indicator,region,year,kind,value,baseline,profile,document,note"


def on(day: int) -> datetime:
    return datetime(2023, 6, day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def admin(db: None) -> User:
    return factories.make_user("admin")


@pytest.fixture
def target(catalogue: Catalogue) -> Target:
    return factories.make_target(catalogue.beds, catalogue.city, 200, stated_at=on(1))


def revise(target: Target, by: User | None = None, **changes: object) -> Target:
    for name, value in changes.items():
        setattr(target, name, value)
    service.save(instance=target, by=by)
    return target


def test_revised_target_keeps_what_it_was(target: Target, admin: User) -> None:
    first = target.pk

    new = revise(target, admin, value=Decimal(150), document="榕民〔2023〕9号")

    old = Target.objects.get(pk=first)
    assert (old.value, old.document, old.ended_by) == (200, "榕民〔2023〕1号", admin)
    assert (new.value, new.stated_by, new.ended_at) == (150, admin, None)
    assert old.ended_at == new.stated_at
    assert list(Target.objects.as_of(None)) == [new]
    entry = AuditEntry.objects.get(action="change")
    assert (entry.by, entry.target) == (admin, f"target:{new.pk}")
    assert (entry.before["value"], entry.after["value"]) == ("200.0000", "150")


def test_same_target_is_not_stated_again(target: Target) -> None:
    assert service.save(instance=target, by=None) == "unchanged"
    assert Target.objects.count() == 1


def test_deleted_target_only_ends(target: Target, admin: User) -> None:
    service.delete(instance=target, by=admin)

    target.refresh_from_db()
    assert target.ended_by == admin
    assert read_targets(None) == []
    assert read_targets(on(2).date()) == [target]


def test_target_that_was_revised_meanwhile_is_not_revised_again(target: Target) -> None:
    stale = Target.objects.get(pk=target.pk)
    revise(target, value=Decimal(150))
    stale.value = Decimal(170)

    with pytest.raises(ValidationError):
        service.save(instance=stale, by=None)
    with pytest.raises(ValidationError):
        service.delete(instance=stale, by=factories.make_user("other"))

    assert Target.objects.as_of(None).get().value == 150


def test_second_target_is_refused_in_words(target: Target, catalogue: Catalogue) -> None:
    double = Target(indicator=catalogue.beds, region=catalogue.city, year=2023, value=1, document="x")

    with pytest.raises(ValidationError, match="调整"):
        double.clean()


@pytest.mark.parametrize(
    "change", [{"value": 1}, {"stated_at": on(3)}, {"document": "另一份"}, {"kind": "at_most"}]
)
def test_database_refuses_to_change_a_target(target: Target, change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(**change)


def test_database_ends_a_target_once(target: Target) -> None:
    Target.objects.update(ended_at=on(3))

    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(ended_at=None)


def test_file_revises_the_one_in_force(target: Target, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "targets.csv"
    for value in (150, 150, 200):
        line = f"{catalogue.beds.code},{catalogue.city.code},2023,at_least,{value},,,榕民〔2023〕1号,"
        path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
        catalogue_files.load(paths=[path], by=None)

    rows = Target.objects.order_by("pk")
    assert [(row.value, row.ended_at is None) for row in rows] == [(200, False), (150, False), (200, True)]


def naive(
    deeds: list[tuple[int, int | None, str]], day: int
) -> tuple[int | None, str, tuple[int, int | None] | None]:
    """Value and document at a day's end, and on which day it came to demand that in place of what."""
    value, document, revision, last = None, "", None, None
    for at, given, paper in deeds:
        if at > day:
            break
        if given is not None and last is not None and given != last:
            revision = (at, last)
        value, document = given, paper
        last = last if given is None else given
    return (value, document, revision) if value is not None else (None, "", None)


@pytest.mark.parametrize("seed", range(30))
def test_every_day_knows_what_was_known_then(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - drawn by lot, no secrets
    deeds = list[tuple[int, int | None, str]]()
    for day in sorted(random.sample(range(1, 28), 6)):
        there = bool(deeds) and deeds[-1][1] is not None
        deeds.append((day, random.choice([None, 100, 200, 300]) if there else 200, random.choice("ab")))
        Target.objects.as_of(None).update(ended_at=on(day))
        if (value := deeds[-1][1]) is not None:
            factories.make_target(
                catalogue.beds, catalogue.city, value, document=deeds[-1][2], stated_at=on(day)
            )

    for day in range(1, 30):
        found = read_targets(date(2023, 6, day), indicator=catalogue.beds)
        told = [
            (row.value, row.document, row.revision and (row.revision.at.day, row.revision.old.value))
            for row in found
        ]
        assert (told or [(None, "", None)]) == [naive(deeds, day)], day


@pytest.fixture
def thawed(catalogue: Catalogue) -> Iterator[object]:
    """The migration, with targets as open to change as they were before it."""
    migration = import_module("indicators.migrations.0031_target_history")
    with connection.schema_editor() as editor:
        migration.thaw(apps, editor)
    yield migration
    with connection.schema_editor() as editor:
        migration.freeze(apps, editor)


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_in_place_before_comes_back_from_the_audit_log(
    thawed: object, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AuditEntry._meta.get_field("at"), "auto_now_add", False)
    admin = factories.make_user("admin")
    row = factories.make_target(catalogue.beds, catalogue.city, 100, document="二")
    gone = factories.make_target(catalogue.visits, catalogue.city, 5)
    known = {"indicator_id": str(catalogue.beds.pk), "region_id": str(catalogue.city.pk), "year": "2023"}
    known |= {"kind": "at_least", "baseline": None, "profile": "", "note": ""}
    for at, action, target, before, after in (
        (on(1), "create", row, {}, {**known, "value": "300", "document": "一"}),
        (on(5), "change", row, {"value": "300"}, {"value": "200"}),
        (on(9), "change", row, {"value": "200", "document": "一"}, {"value": "100", "document": "二"}),
        (
            on(9) + timedelta(hours=1), "delete", gone,
            {**known, "indicator_id": str(catalogue.visits.pk), "value": "5", "document": "一"}, {},
        ),
    ):  # fmt: skip
        AuditEntry.objects.create(
            at=at, by=admin, action=action, target=f"target:{target.pk}", before=before, after=after
        )
    gone.delete()

    thawed.fill(apps, None)  # type: ignore[attr-defined]

    def told(day: int) -> list[tuple[Decimal, str]]:
        return [
            (one.value, one.document) for one in read_targets(date(2023, 6, day), indicator=catalogue.beds)
        ]

    assert [told(day) for day in (4, 5, 8, 9)] == [
        [(300, "一")], [(200, "一")], [(200, "一")], [(100, "二")],
    ]  # fmt: skip
    assert Target.objects.as_of(None).get().pk == row.pk
    assert Target.objects.get(indicator=catalogue.visits).ended_by == admin
