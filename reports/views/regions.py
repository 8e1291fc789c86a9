"""Districts alone and side by side."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.models import Region
from reports.forms import VIEWS, CompareForm
from reports.pages.compare import ComparePage, get_compare_page
from reports.pages.matrix import get_matrix_page
from reports.pages.region import get_region_page
from reports.pages.regions import get_regions_page
from reports.pages.selection import Selection
from reports.shared import shared
from reports.views.asking import select, tell_problems


@require_safe
@shared
def regions(request: HttpRequest) -> HttpResponse:
    selection = select(request)
    if selection.region != selection.root:
        return redirect(address_of_region(selection))
    return TemplateResponse(request, "reports/regions.html", {"page": get_regions_page(selection)})


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    region = get_object_or_404(Region, code=code)
    selection = select(request, region)
    if selection.region != region or region == selection.root:
        return redirect(address_of_region(selection))
    return render(request, "reports/region.html", {"page": get_region_page(selection)})


def address_of_region(selection: Selection) -> str:
    """The page of the selected region; that of the whole is the list of its districts."""
    region = selection.region
    own = reverse("regions") if region == selection.root else reverse("region", args=[region.code])
    return own + selection.time_query


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/compare.html", {"page": fetch_compare(request), "views": VIEWS})


def fetch_compare(request: HttpRequest) -> ComparePage:
    selection, form = select(request), CompareForm(request.GET)
    tell_problems(request, form)
    return get_compare_page(selection, form.wanted)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/matrix.html", {"page": get_matrix_page(select(request))})
