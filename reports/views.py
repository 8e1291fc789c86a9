"""Pages that show what is known."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.analytics.measures import Measure
from indicators.models import Display, Indicator, Observation, Pillar, Region, Release, Topic
from indicators.services import displays
from indicators.services.releases import check_undoer
from indicators.services.rights import is_allowed
from indicators.views.access import may_open, may_see, user_of
from reports.forms import (
    VIEWS,
    CompareForm,
    CompletenessForm,
    QueryForm,
    ReleasesForm,
    RemindersForm,
    SearchForm,
    SelectionForm,
)
from reports.pages.brief import get_brief_page
from reports.pages.compare import get_compare_page
from reports.pages.completeness import CompletenessPage, get_completeness_page
from reports.pages.corrections import get_correction_page
from reports.pages.indicator import get_indicator_page
from reports.pages.matrix import get_matrix_page
from reports.pages.observation import get_observation_page
from reports.pages.overview import get_overview_page
from reports.pages.pillar import get_pillar_page
from reports.pages.region import get_region_page
from reports.pages.regions import get_regions_page
from reports.pages.releases import get_log, get_release_page, get_releases
from reports.pages.reminders import get_reminders_page
from reports.pages.search import get_search_page
from reports.pages.selection import Day, Selection, get_day, get_selection
from reports.pages.tabs import View
from reports.pages.topic import get_topic_page
from reports.pages.wall import get_wall_page
from reports.shared import shared


@require_safe
@shared
def overview(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "reports/overview.html", {"page": get_overview_page(select(request))})


@require_safe
def brief(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/brief.html", {"page": get_brief_page(select(request))})


@require_safe
@shared
def pillar(request: HttpRequest, code: str) -> HttpResponse:
    pillar = get_object_or_404(Pillar, code=code)
    return TemplateResponse(
        request, "reports/pillar.html", {"page": get_pillar_page(pillar, select(request))}
    )


@require_safe
@shared
def topic(request: HttpRequest, code: str) -> HttpResponse:
    topic = get_object_or_404(Topic.objects.select_related("pillar"), code=code)
    return TemplateResponse(request, "reports/topic.html", {"page": get_topic_page(topic, select(request))})


@require_safe
@shared
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    indicator = get_object_or_404(Indicator.objects.with_place(), code=code)
    page = get_indicator_page(
        indicator, select(request), choose(request, View, "view") or View.TREND, measure_of(request)
    )
    return TemplateResponse(request, "reports/indicator.html", {"page": page})


@require_safe
def observation(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Observation.objects.with_source().select_related("indicator__topic__pillar", "region")
    page = get_observation_page(get_object_or_404(rows, pk=pk), day_of(request))
    user = user_of(request)
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


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    selection, form = select(request), CompareForm(request.GET)
    tell_problems(request, form)
    page = get_compare_page(selection, form.wanted)
    return render(request, "reports/compare.html", {"page": page, "views": VIEWS})


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/matrix.html", {"page": get_matrix_page(select(request))})


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    form = ReleasesForm(request.GET)
    selection = select(request, form=form)
    rows = get_releases(selection.release, form.sought)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/releases.html",
        {
            "releases": page,
            "log": get_log(page, form.sought, selection.release),
            "selection": selection,
            "sought": form.sought,
            "indicators": Indicator.objects.order_by("order", "code"),
        },
    )


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(Release.objects.with_people(), number=number)
    page = get_release_page(release, select(request) if request.GET else None)
    may_undo = not (page.selection and page.selection.as_of) and is_allowed(
        check_undoer, release, user_of(request)
    )
    return render(request, "reports/release.html", {"page": page, "may_undo": may_undo})


@require_safe
def correction(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(Release.objects.with_people(), number=number)
    page = get_correction_page(release, select(request) if request.GET else None)
    if page is None:
        raise Http404
    return render(request, "reports/correction.html", {"page": page})


@require_safe
def completeness(request: HttpRequest) -> HttpResponse:
    page = fetch_completeness(request, CompletenessForm(request.GET))
    return render(request, "reports/completeness.html", {"page": page})


@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    form = RemindersForm(request.GET)
    page = get_reminders_page(fetch_completeness(request, form), form.by_day)
    kept = [(name, value) for name, value in request.GET.items() if name in form.fields and name != "by"]
    return render(request, "reports/reminders.html", {"page": page, "kept": kept})


def fetch_completeness(request: HttpRequest, form: CompletenessForm) -> CompletenessPage:
    selection = select(request, form=form)
    return get_completeness_page(selection, form.narrowed, form.asked.period)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    tell_problems(request, form)
    page = get_search_page(form.typed, select(request), user_of(request))
    return render(request, "reports/search.html", {"page": page})


@login_not_required
@never_cache
@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponse:
    """What a display shows: approved aggregates, to nobody signed in, and no way to anywhere else."""
    try:
        display = displays.find(token=token)
    except Display.DoesNotExist:
        raise Http404 from None
    if display.revoked_at:
        response = render(request, "reports/wall_revoked.html", {"display": display}, status=403)
    else:
        displays.note_seen(display=display)
        times = {"refresh": settings.WALL_REFRESH, "turn": settings.WALL_TURN, "zone": settings.TIME_ZONE}
        response = render(request, "reports/wall.html", {"page": get_wall_page(), **times})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def address_of_region(selection: Selection) -> str:
    """The page of the selected region; that of the whole is the list of its districts."""
    region = selection.region
    own = reverse("regions") if region == selection.root else reverse("region", args=[region.code])
    return own + selection.time_query


Choice = TypeVar("Choice", bound=StrEnum)


def choose(request: HttpRequest, kind: type[Choice], name: str) -> Choice | None:
    """What the query string chooses of a few; what is none of them is told on the page."""
    text = request.GET.get(name, "")
    if text and text not in list(kind):
        messages.warning(
            request, _("“%s” cannot be chosen here; it was left out of account.") % Truncator(text).chars(20)
        )
        return None
    return kind(text) if text else None


def measure_of(request: HttpRequest) -> Measure | None:
    return choose(request, Measure, "measure")


def day_of(request: HttpRequest) -> Day:
    """The day that a page without a selection is turned back to."""
    form = SelectionForm({"as_of": request.GET.get("as_of", "")})
    tell_problems(request, form)
    return get_day(form.asked.as_of)


def select(
    request: HttpRequest, here: Region | None = None, *, form: SelectionForm | None = None
) -> Selection:
    """What the query string asks for, of the region `here` where it names none. Raises NoRegions.

    What it says wrongly is told on the page.
    """
    form = form or SelectionForm(request.GET)
    tell_problems(request, form)
    selection = get_selection(form.asked, here)
    request.root = selection.root  # type: ignore[attr-defined]  # the frame shows it too
    return selection


def tell_problems(request: HttpRequest, form: QueryForm) -> None:
    form.is_valid()
    for problem in form.problems:
        messages.warning(request, problem)
