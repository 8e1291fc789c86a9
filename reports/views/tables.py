"""Tables of regions, of reporting and of releases, as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.models import Region, Topic
from reports.forms import CompletenessForm, ReleasesForm
from reports.pages.compare_sheets import make_compare_sheet, make_matrix_sheet
from reports.pages.matrix import get_matrix_page
from reports.pages.region_sheets import get_smalls_sheet, get_targets_sheet
from reports.pages.releases import get_releases
from reports.pages.reporting_sheets import make_completeness_sheet, make_releases_sheet
from reports.pages.topic import get_topic_page
from reports.views.asking import select
from reports.views.files import send
from reports.views.regions import fetch_compare
from reports.views.reporting import fetch_completeness


@require_safe
def compare_file(request: HttpRequest, kind: str) -> HttpResponse:
    page = fetch_compare(request)
    sheet = make_compare_sheet(page, page_beside(request, "compare"))
    return send(sheet, kind, name=f"{sheet.title} {page.whole} {page.selection.period_name}")


@require_safe
def matrix_file(request: HttpRequest, kind: str) -> HttpResponse:
    page = get_matrix_page(select(request))
    sheet = make_matrix_sheet(page, page_beside(request, "matrix"))
    return send(sheet, kind, name=f"{sheet.title} {page.selection.period_name}")


@require_safe
def targets_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    region = get_object_or_404(Region, code=code)
    selection = select(request, region)
    if selection.region != region:
        raise Http404
    sheet = get_targets_sheet(selection, request.build_absolute_uri)
    return send(sheet, kind, name=sheet.title)


@require_safe
def smalls_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    topic, selection = get_object_or_404(Topic.objects.select_related("pillar"), code=code), select(request)
    page = get_topic_page(topic, selection)
    if page.headline is None or page.smalls is None:
        raise Http404
    sheet = get_smalls_sheet(page.headline, selection, page_beside(request, "topic", code))
    return send(sheet, kind, name=f"{sheet.title} {selection.period_name}")


@require_safe
def completeness_file(request: HttpRequest, kind: str) -> HttpResponse:
    page = fetch_completeness(request, CompletenessForm(request.GET))
    sheet = make_completeness_sheet(page, page_beside(request, "completeness"))
    return send(sheet, kind, name=f"{sheet.title} {page.selection.region} {page.selection.period_name}")


@require_safe
def releases_file(request: HttpRequest, kind: str) -> HttpResponse:
    form = ReleasesForm(request.GET)
    selection = select(request, form=form)
    rows = get_releases(selection.release, form.sought)
    address = page_beside(request, "releases")
    sheet = make_releases_sheet(rows, selection, address, request.build_absolute_uri)
    return send(sheet, kind, name=_("Releases and corrections"))


def page_beside(request: HttpRequest, name: str, *code: str) -> str:
    """The address of the page that asks for the same as this file."""
    asked = request.GET.urlencode()
    return request.build_absolute_uri(reverse(name, args=code) + (f"?{asked}" if asked else ""))
