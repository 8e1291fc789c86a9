import os
import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from indicators.management import archives, console, dumps
from indicators.models import Release
from indicators.services import audit


class Command(console.Command):
    help = "Puts a backup in the place of the database and brings its originals back. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="even where there are releases")

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        if not file.is_file():
            console.misused(_("There is no file “%s”.") % file)
        if has_releases() and not replace:
            raise CommandError(_("There are releases in this database; --replace gives them up."))
        uploads = Path(settings.UPLOADS_DIR)
        uploads.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=uploads, prefix=".restore-") as place:
            try:
                manifest = archives.unpack(file, Path(place))
                check_fits(manifest)
                # First what only adds, so that a full disk leaves the database as it is.
                restored = bring_back(Path(place) / archives.ORIGINALS, uploads)
                dumps.load(Path(place) / archives.DATABASE)
            except archives.BadArchive as error:
                raise CommandError(_("This is no whole backup: %s") % error) from error
            except (dumps.DumpError, OSError) as error:
                raise CommandError(str(error)) from error
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            Session.objects.all().delete()  # who signed out since then stays signed out
            audit.record(
                by=None,
                action="restore",
                target="site",
                after={"file": file.name, "sha256": archives.digest(file), "made_at": manifest.made_at},
            )
        self.write_json({"releases": Release.objects.count(), "originals": restored})


def has_releases() -> bool:
    return Release._meta.db_table in connection.introspection.table_names() and Release.objects.exists()


def check_fits(manifest: archives.Manifest) -> None:
    """Raise CommandError where this database or this program cannot take the backup."""
    if manifest.vendor != connection.vendor:
        raise CommandError(
            _("The backup is of %(theirs)s, and this database is %(ours)s.")
            % {"theirs": manifest.vendor, "ours": connection.vendor}
        )
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if newer := sorted(set(manifest.migrations) - known):
        raise CommandError(_("The backup is of a newer program, which knows: %s") % ", ".join(newer))


def bring_back(folder: Path, uploads: Path) -> int:
    """Put the originals where they were; how many there are. Others that lie there stay."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in files:
        target = uploads / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.chmod(path, settings.FILE_UPLOAD_PERMISSIONS)
        shutil.move(path, target)
    return len(files)
