"""Keeping what was found in a file, part by part, where it has just been examined."""

from __future__ import annotations

from itertools import islice

from django.db import transaction

from indicators.intake.examine import Examination
from indicators.intake.record import split
from indicators.models import RecordPart, Upload, UploadRecord
from indicators.services import bulk

AT_ONCE = 20  # parts


def keep_record(*, upload: Upload, examination: Examination) -> None:
    """Put what was found in the place of what was known of the file."""
    head, parts = split(examination.grids, examination.figures, examination.findings)
    with transaction.atomic():
        record, _ = UploadRecord.objects.update_or_create(upload=upload, defaults={"content": head.content})
        record.parts.all().delete()
        while some := list(islice(parts, AT_ONCE)):
            bulk.insert(
                [
                    RecordPart(
                        record=record,
                        sheet=part.sheet,
                        top=part.top,
                        bottom=part.bottom,
                        content=part.content,
                    )
                    for part in some
                ]
            )


def forget_record(upload: Upload) -> None:
    UploadRecord.objects.filter(upload=upload).delete()
