"""The clerk's own workbook back, with what was found in it."""

from __future__ import annotations

from io import BytesIO
from pathlib import PurePath

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.intake.findings import Finding
from indicators.intake.marking import Mark, Sign
from indicators.intake.receipt import CELLS, Comment, Entry, Receipt, write_receipt
from indicators.messages import describe, join, sentences
from indicators.models import Finding as Kept
from indicators.models import Indicator, Region, Upload
from indicators.views.access import fetch_read_upload
from indicators.views.files import Contents, get_contents
from indicators.views.steps import tell
from indicators.views.templates import XLSX


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    upload = fetch_read_upload(request, pk)
    contents = get_contents(upload)
    if sum(len(grid.cells) for grid in contents.grids) > CELLS:
        return tell(request, [_("This file is too large to be written anew.")], ("uploaded", pk))
    comments = {
        sheet: {at: _comment(mark) for at, mark in marks.items() if mark.sign is not Sign.IGNORED}
        for sheet, marks in contents.marks.items()
    }
    content = BytesIO(write_receipt(make_receipt(upload, contents), contents.grids, comments))
    name = f"{PurePath(upload.name).stem}_{_('Receipt of the check')}.xlsx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=XLSX)


def make_receipt(upload: Upload, contents: Contents) -> Receipt:
    """What the receipt of a file says, in the active language."""
    subjects = [found.subject for found in contents.findings if found.subject]
    indicators = Indicator.objects.in_bulk({each.indicator for each in subjects}, field_name="code")
    regions = Region.objects.in_bulk({each.region for each in subjects}, field_name="code")
    received = timezone.localtime(upload.received_at).strftime("%Y-%m-%d %H:%M:%S")
    return Receipt(
        title=_("Receipt of the check"),
        facts=(
            upload.name,
            _("File %(number)s, received %(time)s by %(user)s")
            % {"number": upload.pk, "time": received, "user": upload.received_by.username},
            _("%(figures)s figures read, %(findings)s findings")
            % {"figures": len(contents.figures), "findings": len(contents.findings)},
        ),
        headings=(
            _("Severity"),
            _("Region"),
            _("Indicator"),
            _("Finding"),
            _("Cell"),
            _("What to do"),
        ),
        entries=tuple(_entry(found, indicators, regions) for found in contents.findings),
        upload=upload.pk,
        sha256=upload.sha256,
    )


def _entry(found: Finding, indicators: dict[str, Indicator], regions: dict[str, Region]) -> Entry:
    first, *others = sentences(found.code, found.params)
    region, indicator = "", found.params.get("indicator", "")
    if about := found.subject:
        region = str(regions.get(about.region, about.region))
        indicator = str(indicators.get(about.indicator, about.indicator))
    return Entry(
        level=str(Kept.Severity(found.severity.value).label),
        region=region,
        indicator=indicator,
        message=first,
        todo=join(others),
        sheet=found.sheet,
        cell=found.cell,
    )


def _comment(mark: Mark) -> Comment:
    said = (
        f"[{Kept.Severity(found.severity.value).label}] {describe(found.code, found.params)}"
        for found in mark.findings
    )
    return Comment(mark.sign, "\n".join(said))
