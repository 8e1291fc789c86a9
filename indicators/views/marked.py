"""The clerk's own workbook back, with what was found in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import IO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.intake import receipt_child
from indicators.intake.findings import Finding
from indicators.intake.marking import Mark, Sign
from indicators.intake.reader.limits import DEFAULT, RefusalError
from indicators.intake.reader.read import run_child
from indicators.intake.receipt import CELLS, Comment, Entry, Receipt
from indicators.intake.receipt_child import Said, say
from indicators.intake.record import Head
from indicators.messages import describe, join, sentences
from indicators.messages.names import Rename, get_rename
from indicators.models import Finding as Row
from indicators.models import Indicator, Region, Upload
from indicators.services.kept import Kept, get_kept
from indicators.services.readings import open_packed
from indicators.views.access import fetch_read_upload
from indicators.views.steps import tell
from indicators.views.templates import XLSX


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    upload = fetch_read_upload(request, pk)
    kept = get_kept(upload)
    if kept.head.cells > CELLS:
        return tell(request, [_("This file is too large to be written anew.")], ("uploaded", pk))
    content = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    try:
        write(upload, kept, content)
    except RefusalError as refusal:
        content.close()
        return tell(request, [describe(refusal.finding.code, refusal.finding.params)], ("uploaded", pk))
    content.seek(0)
    name = f"{PurePath(upload.name).stem}_{_('Receipt of the check')}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def write(upload: Upload, kept: Kept, content: IO[bytes]) -> None:
    """Have a child write the receipt; it gets all line by line, so that the site never holds it."""
    with tempfile.NamedTemporaryFile() as said, tempfile.NamedTemporaryFile() as words:
        say(make_receipt(upload, kept.head), _entries(kept), _comments(kept), said)
        with open_packed(upload) as packed:
            for line in packed.words():
                words.write(line.rstrip(b"\n") + b"\n")
        words.flush()
        run_child(receipt_child.__name__, [Path(said.name), Path(words.name)], DEFAULT, content)


def _entries(kept: Kept) -> Iterator[Entry]:
    indicators = Indicator.objects.in_bulk(field_name="code")
    regions = Region.objects.in_bulk(field_name="code")
    rename = get_rename()
    for _number, found in kept.findings():
        yield _entry(found, indicators, regions, rename)


def _comments(kept: Kept) -> Iterator[Said]:
    rename = get_rename()
    for number, (sheet, _counts) in enumerate(kept.head.sheets):
        for at, mark in kept.each_mark(number):
            if mark.sign is not Sign.IGNORED:
                yield sheet, at, _comment(mark, rename)


def make_receipt(upload: Upload, head: Head) -> Receipt:
    """What the receipt of a file says beside its findings, in the active language."""
    received = timezone.localtime(upload.received_at).strftime("%Y-%m-%d %H:%M:%S")
    return Receipt(
        title=_("Receipt of the check"),
        facts=(
            upload.name,
            _("File %(number)s, received %(time)s by %(user)s")
            % {"number": upload.pk, "time": received, "user": upload.received_by.username},
            _("%(figures)s figures read, %(findings)s findings")
            % {"figures": head.figures, "findings": head.findings},
        ),
        headings=(
            _("Severity"),
            _("Region"),
            _("Indicator"),
            _("Finding"),
            _("Cell"),
            _("What to do"),
        ),
        entries=(),
        upload=upload.pk,
        sha256=upload.sha256,
    )


def _entry(
    found: Finding, indicators: dict[str, Indicator], regions: dict[str, Region], rename: Rename
) -> Entry:
    params = rename(found.code, found.params)
    first, *others = sentences(found.code, params)
    region, indicator = "", params.get("indicator", "")
    if about := found.subject:
        region = str(regions.get(about.region, about.region))
        indicator = str(indicators.get(about.indicator, about.indicator))
    return Entry(
        level=str(Row.Severity(found.severity.value).label),
        region=region,
        indicator=indicator,
        message=first,
        todo=join(others),
        sheet=found.sheet,
        cell=found.cell,
    )


def _comment(mark: Mark, rename: Rename) -> Comment:
    said = (
        f"[{Row.Severity(found.severity.value).label}] "
        + describe(found.code, rename(found.code, found.params))
        for found in mark.findings
    )
    return Comment(mark.sign, "\n".join(said))
