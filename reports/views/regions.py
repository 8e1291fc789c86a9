"""Districts alone and side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.forms import VIEWS, CompareForm
from reports.pages.compare import ComparePage, get_compare_page
from reports.pages.matrix import get_matrix_page
from reports.pages.region import get_region_page
from reports.pages.regions import get_regions_page
from reports.pages.selection import Selection
from reports.shared import shared, shared_with_reporting
from reports.views.asking import catalogue_of, find, select, tell_problems


@require_safe
@shared
def regions(request: HttpRequest) -> HttpResponse:
    selection = select(request)
    if selection.region != selection.root:
        return redirect(address_of_region(selection))
    return TemplateResponse(request, "reports/regions.html", {"page": get_regions_page(selection)})


@require_safe
@shared_with_reporting
def region(request: HttpRequest, code: str) -> HttpResponse:
    region = find(catalogue_of(request).regions, code)
    selection = select(request, region)
    if selection.region != region or region == selection.root:
        return redirect(address_of_region(selection))
    return TemplateResponse(request, "reports/region.html", {"page": get_region_page(selection)})


def address_of_region(selection: Selection) -> str:
    """The page of the selected region; that of the whole is the list of its districts."""
    region = selection.region
    own = reverse("regions") if region == selection.root else reverse("region", args=[region.code])
    return own + selection.time_query


@require_safe
@shared
def compare(request: HttpRequest) -> HttpResponse:
    page = fetch_compare(request)
    return TemplateResponse(request, "reports/compare.html", {"page": page, "views": VIEWS})


def fetch_compare(request: HttpRequest) -> ComparePage:
    selection, form = select(request), CompareForm(request.GET)
    tell_problems(request, form)
    return get_compare_page(selection, form.wanted)


@require_safe
@shared
def matrix(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "reports/matrix.html", {"page": get_matrix_page(select(request))})
