"""Pages of figures: the organ, its pillars and topics, an indicator, one observation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from indicators.models import Indicator, Observation, Topic
from indicators.views.access import may_open, may_see, user_of
from reports.pages.brief import get_brief_page
from reports.pages.indicator import get_indicator_page
from reports.pages.observation import get_observation_page
from reports.pages.overview import get_overview_page
from reports.pages.pillar import get_pillar_page
from reports.pages.tabs import View
from reports.pages.topic import get_topic_page
from reports.shared import shared, shared_with_reporting
from reports.views.asking import catalogue_of, choose, day_of, find, measure_of, select


@require_safe
@shared_with_reporting
def overview(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "reports/overview.html", {"page": get_overview_page(select(request))})


@require_safe
@shared_with_reporting
def brief(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "reports/brief.html", {"page": get_brief_page(select(request))})


@require_safe
@shared
def pillar(request: HttpRequest, code: str) -> HttpResponse:
    pillar = find(catalogue_of(request).pillars, code)
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
