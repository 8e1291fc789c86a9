"""Who has reported, and what was released."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from indicators.models import Indicator, Release
from indicators.services.releases import check_undoer
from indicators.services.rights import is_allowed
from indicators.views.access import user_of
from reports.forms import CompletenessForm, ReleasesForm, RemindersForm
from reports.pages.completeness import CompletenessPage, get_completeness_page
from reports.pages.corrections import get_correction_page
from reports.pages.releases import get_log, get_release_page, get_releases
from reports.pages.reminders import get_reminders_page
from reports.pages.revisions import count_revisions, get_revisions, make_revisions
from reports.shared import shared_with_reporting
from reports.views.asking import select

LISTED = 100  # reminders on a page; the text to send holds all


@require_safe
@shared_with_reporting
def completeness(request: HttpRequest) -> HttpResponse:
    page = fetch_completeness(request, CompletenessForm(request.GET))
    return TemplateResponse(request, "reports/completeness.html", {"page": page})


@require_safe
@shared_with_reporting
def reminders(request: HttpRequest) -> HttpResponse:
    form = RemindersForm(request.GET)
    page = get_reminders_page(fetch_completeness(request, form), form.by_day)
    kept = [(name, value) for name, value in request.GET.items() if name in form.fields and name != "by"]
    listed = Paginator(page.reminders, LISTED).get_page(request.GET.get("page"))
    context = {"page": page, "selection": page.page.selection, "kept": kept, "listed": listed}
    return TemplateResponse(request, "reports/reminders.html", context)


def fetch_completeness(request: HttpRequest, form: CompletenessForm) -> CompletenessPage:
    selection = select(request, form=form)
    return get_completeness_page(selection, form.narrowed, form.asked.period)


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
            "revised": count_revisions(selection, form.sought),
            "indicators": Indicator.objects.order_by("order", "code"),
        },
    )


@require_safe
def revisions(request: HttpRequest) -> HttpResponse:
    form = ReleasesForm(request.GET)
    selection = select(request, form=form)
    page = Paginator(get_revisions(selection.as_of, form.sought), 50).get_page(request.GET.get("page"))
    return render(
        request,
        "reports/revisions.html",
        {
            "revisions": page,
            "log": make_revisions(page, selection.as_of),
            "selection": selection,
            "sought": form.sought,
            "indicators": Indicator.objects.order_by("order", "code"),
        },
    )


@require_safe
def release(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(get_releases(), number=number)
    page = get_release_page(release, select(request) if request.GET else None, request.GET.get("page"))
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
