"""The drill: back up, lose everything, restore, and have the same figures and originals again."""

from __future__ import annotations

import gzip
import shutil
import tarfile
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client

from indicators.models import AuditEntry, Release, Upload, User
from tests import factories
from tests.indicators.management.test_commands import FIGURES, run

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(uploads: Path, tmp_path: Path) -> Path:
    """A release from a real file; gives the folder for backups."""
    factories.make_catalogue()
    factories.make_clerk()
    factories.make_reviewer()
    sheet = factories.write_flat_sheet(tmp_path / "q2.xlsx", FIGURES)
    number = run("intake", sheet, "--submit", "--by", "clerk", "--json")[1]["submissions"][0]
    run("approve", number, "--by", "reviewer")
    return tmp_path / "backups"


def back_up(folder: Path) -> Path:
    code, made, _ = run("backup", folder)
    assert code == 0
    return Path(made["file"])


def lose_everything(uploads: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(uploads)


def test_drill(site: Path, uploads: Path) -> None:
    before, original = run("figures", "--json")[1], Upload.objects.get().sha256
    file = back_up(site)
    lose_everything(uploads)

    code, restored, said = run("restore", file)

    assert (code, restored) == (0, {"releases": 1, "originals": 1}), said
    assert run("figures", "--json")[1] == before != []
    assert Upload.objects.get().sha256 == original
    assert run("backup", site / "again")[0] == 0  # every original is there and as it was
    assert AuditEntry.objects.get(action="restore").after["file"] == file.name


def test_restored_site_still_refuses_to_change_what_was_released(site: Path, uploads: Path) -> None:
    file = back_up(site)
    lose_everything(uploads)
    run("restore", file)

    with pytest.raises(IntegrityError):
        Release.objects.update(number=7)
    assert Client().get("/readyz").status_code == 200


def test_restore_refuses_to_give_up_releases(site: Path) -> None:
    file = back_up(site)
    factories.make_user("later")

    refused = run("restore", file)
    kept = User.objects.filter(username="later").exists()
    replaced = run("restore", file, "--replace")

    assert (refused[0], kept, replaced[0]) == (1, True, 0)
    assert not User.objects.filter(username="later").exists()


def test_restore_signs_everybody_out(site: Path, client: Client) -> None:
    client.force_login(factories.make_user("official"))
    file = back_up(site)

    run("restore", file, "--replace")

    assert not Session.objects.exists()


def test_backup_is_for_its_owner_alone_and_leaves_nothing_beside_it(site: Path) -> None:
    file = back_up(site)

    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in site.iterdir()] == [file.name]


@pytest.mark.parametrize("harm", ["cut", "changed", "added", "no backup"])
def test_harmed_backup_is_refused_and_nothing_changed(site: Path, tmp_path: Path, harm: str) -> None:
    file = back_up(site)
    content = gzip.decompress(file.read_bytes())
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:-2000])
    elif harm == "changed":
        file.write_bytes(gzip.compress(content.replace("养老床位数".encode(), "养老床位个".encode())))
    elif harm == "added":
        (tmp_path / "plain.tar").write_bytes(content)
        with tarfile.open(tmp_path / "plain.tar", "a") as archive:
            archive.add(__file__, "../outside")
        file.write_bytes(gzip.compress((tmp_path / "plain.tar").read_bytes()))
    else:
        file.write_bytes(b"figures")

    code, _, said = run("restore", file, "--replace")

    assert (code, Release.objects.count()) == (1, 1)
    assert said
    assert not AuditEntry.objects.filter(action="restore").exists()


def test_backup_of_a_newer_program_is_refused(site: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('indicators', '9999_later', CURRENT_TIMESTAMP)"
        )
    file = back_up(site)

    code, _, said = run("restore", file, "--replace")

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE name = '9999_later'")
    assert code == 1
    assert "indicators.9999_later" in said


@pytest.mark.parametrize("loss", ["gone", "changed"])
def test_backup_tells_of_originals_that_are_lost(site: Path, uploads: Path, loss: str) -> None:
    upload = Upload.objects.get()
    path = uploads / upload.file.name
    path.unlink() if loss == "gone" else path.write_bytes(b"other")

    code, made, _ = run("backup", site)

    assert (code, made["lost"]) == (1, [upload.pk])
    assert Path(made["file"]).is_file()


def test_restore_of_no_file_is_wrong_usage(site: Path) -> None:
    assert run("restore", site / "none.tar.gz")[0] == 2
