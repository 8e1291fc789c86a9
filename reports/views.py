"""Pages that show what is known."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from indicators.models import Indicator, Observation, Pillar, Region, Release, Topic
from indicators.services.releases import check_undoer
from indicators.services.rights import is_allowed
from indicators.views.access import may_open, may_see, user_of
from reports.forms import VIEWS, CompareForm, SelectionForm
from reports.pages.compare import get_compare_page
from reports.pages.indicator import get_indicator_page
from reports.pages.matrix import get_matrix_page
from reports.pages.observation import get_observation_page
from reports.pages.overview import get_overview_page
from reports.pages.pillar import get_pillar_page
from reports.pages.region import get_region_page
from reports.pages.regions import get_regions_page
from reports.pages.releases import get_release_page, get_releases
from reports.pages.selection import Selection, get_selection
from reports.pages.topic import get_topic_page


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/overview.html", {"page": get_overview_page(select(request))})


@require_safe
def pillar(request: HttpRequest, code: str) -> HttpResponse:
    pillar = get_object_or_404(Pillar, code=code)
    return render(request, "reports/pillar.html", {"page": get_pillar_page(pillar, select(request))})


@require_safe
def topic(request: HttpRequest, code: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("pillar"), code=code)
    return render(request, "reports/topic.html", {"page": get_topic_page(topic, select(request))})


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.with_place(), code=code)
    return render(request, "reports/indicator.html", {"page": get_indicator_page(indicator, select(request))})


@require_safe
def observation(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Observation.objects.with_source().select_related("indicator__topic__pillar", "region")
    page, user = get_observation_page(get_object_or_404(rows, pk=pk)), user_of(request)
    staged = page.staged
    upload = staged.upload if staged else None
    return render(
        request,
        "reports/observation.html",
        {
            "page": page,
            "may_open_submission": staged is not None and may_see(user, staged.submission),
            "may_open_original": upload is not None and may_open(user, upload),
        },
    )


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    selection = select(request)
    if selection.region != selection.root:
        return redirect(address_of_region(selection))
    return render(request, "reports/regions.html", {"page": get_regions_page(selection)})


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    region = get_object_or_404(Region, code=code)
    selection = select(request, region)
    if selection.region != region or region == selection.root:
        return redirect(address_of_region(selection))
    return render(request, "reports/region.html", {"page": get_region_page(selection)})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    selection, form = select(request), CompareForm(request.GET)
    form.is_valid()
    for problem in form.problems:
        messages.warning(request, problem)
    page = get_compare_page(selection, form.wanted)
    return render(request, "reports/compare.html", {"page": page, "views": VIEWS})


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/matrix.html", {"page": get_matrix_page(select(request))})


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    selection = select(request)
    page = Paginator(get_releases(selection.release), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/releases.html",
        {"releases": page, "selection": selection},
    )


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(Release.objects.with_people(), number=number)
    may_undo = is_allowed(check_undoer, release, user_of(request))
    return render(request, "reports/release.html", {"page": get_release_page(release), "may_undo": may_undo})


def address_of_region(selection: Selection) -> str:
    """The page of the selected region; that of the whole is the list of its districts."""
    region = selection.region
    own = reverse("regions") if region == selection.root else reverse("region", args=[region.code])
    return own + selection.time_query


def select(request: HttpRequest, here: Region | None = None) -> Selection:
    """What the query string asks for, of the region `here` where it names none. Raises NoRegions.

    What it says wrongly is told on the page.
    """
    form = SelectionForm(request.GET)
    form.is_valid()
    for problem in form.problems:
        messages.warning(request, problem)
    return get_selection(form.asked, here)
