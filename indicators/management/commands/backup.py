import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.management import archives, console, dumps
from indicators.models import Release, Upload


class Command(console.Command):
    help = "Writes database and originals into one file in a folder, while the site runs; prints its name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: Any) -> None:
        now = timezone.localtime()
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"civaffairs-{now:%Y%m%d-%H%M%S}.tar.gz"
        unfinished = path.with_suffix(".unfinished")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as place:
            database = Path(place) / "database"
            try:
                dumps.dump(database)
                # After the database: originals are only ever added to.
                originals, lost = find_originals()
                manifest = archives.write(
                    unfinished,
                    files={archives.DATABASE: database, **originals},
                    made_at=now.isoformat(),
                    vendor=connection.vendor,
                    migrations=[".".join(key) for key in MigrationRecorder(connection).applied_migrations()],
                    releases=Release.objects.count(),
                )
            except (dumps.DumpError, OSError) as error:
                unfinished.unlink(missing_ok=True)
                raise CommandError(str(error)) from error
        unfinished.rename(path)
        self.write_json(
            {
                "file": str(path),
                "sha256": archives.digest(path),
                "releases": manifest.releases,
                "originals": len(originals),
                "lost": lost,
            }
        )
        if lost:
            raise CommandError(
                _("The backup is written, but %d originals are missing or not as they were received.")
                % len(lost)
            )


def find_originals() -> tuple[dict[str, Path], list[int]]:
    """Every original by its name in the archive, and the uploads whose file is gone or has changed."""
    found, lost = {}, []
    for upload in Upload.objects.exclude(file="").order_by("pk"):
        name = str(upload.file.name)
        path = Path(settings.UPLOADS_DIR) / name
        if path.is_file():
            found[f"{archives.ORIGINALS}/{name}"] = path
        if not path.is_file() or archives.digest(path) != upload.sha256:
            lost.append(upload.pk)
    return found, lost
