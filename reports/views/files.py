"""What pages show, as files: the same selection, view and day as the page beside it."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import Indicator, Pillar, Topic
from reports.exports.delimited import write_csv
from reports.exports.sheet import Sheet
from reports.exports.workbook import write_xlsx
from reports.pages.card_sheets import get_cards_sheet
from reports.pages.indicator import get_indicator_page
from reports.pages.selection import Selection
from reports.pages.sheets import make_sheet
from reports.pages.tabs import View
from reports.views.asking import measure_of, select

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@require_safe
def indicator_file(request: HttpRequest, code: str, view: str, kind: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.with_place(), code=code)
    if view not in list(View):
        raise Http404
    page = get_indicator_page(indicator, select(request), View(view), measure_of(request))
    sheet = make_sheet(page, request.build_absolute_uri)
    return send(sheet, kind, name=f"{indicator} {page.selection.region} {page.selection.period_name}")


@require_safe
def overview_file(request: HttpRequest, kind: str) -> HttpResponse:
    selection = select(request)
    return send_cards(request, selection.indicators, selection, kind, _("Overview"), reverse("overview"))


@require_safe
def pillar_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    pillar, selection = get_object_or_404(Pillar, code=code), select(request)
    own = [one for one in selection.indicators if one.topic and one.topic.pillar == pillar]
    return send_cards(request, own, selection, kind, str(pillar), reverse("pillar", args=[code]))


@require_safe
def topic_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    topic, selection = get_object_or_404(Topic, code=code), select(request)
    own = [one for one in selection.indicators if one.topic == topic]
    return send_cards(request, own, selection, kind, str(topic), reverse("topic", args=[code]))


def send_cards(
    request: HttpRequest,
    indicators: list[Indicator],
    selection: Selection,
    kind: str,
    title: str,
    address: str,
) -> HttpResponse:
    """The cards of these indicators as a file."""
    sheet = get_cards_sheet(title, indicators, selection, address, request.build_absolute_uri)
    return send(sheet, kind, name=f"{title} {selection.region} {selection.period_name}")


def send(sheet: Sheet | None, kind: str, *, name: str) -> HttpResponse:
    """The sheet as a file of this kind. Raises Http404 where there is neither."""
    if sheet is None or kind not in TYPES:
        raise Http404
    content = write_csv(sheet) if kind == "csv" else write_xlsx(sheet, name=_("Data"))
    response = HttpResponse(content, content_type=TYPES[kind])
    stamped = f"{name} {_('Demonstration figures')}" if sheet.stamp else name
    file = _FORBIDDEN.sub("－", " ".join(stamped.split()))
    response["Content-Disposition"] = content_disposition_header(True, f"{file}.{kind}") or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response
