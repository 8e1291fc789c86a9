"""The wallboard."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import Display
from indicators.services import displays
from reports.marks import marks_of
from reports.pages.wall import get_wall_page
from reports.shared import Anybody, shared_with_reporting


@login_not_required
@never_cache
@require_safe
def wall(request: HttpRequest, token: str) -> HttpResponseBase:
    """What a display shows: approved aggregates, to nobody signed in, and no way to anywhere else."""
    try:
        display = displays.find(token=token)
    except Display.DoesNotExist:
        raise Http404 from None
    if display.revoked_at:
        response: HttpResponseBase = render(
            request, "reports/wall_revoked.html", {"display": display}, status=403
        )
    else:
        displays.note_seen(display=display)
        response = show(nameless(request))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@shared_with_reporting
def show(request: HttpRequest) -> HttpResponse:
    """The screen that all displays have in common."""
    return TemplateResponse(
        request, "reports/wall.html", {"page": get_wall_page(marks_of(request)), **get_times()}
    )


def get_times() -> dict[str, object]:
    """After how many seconds a display asks again and turns, and by which clock."""
    return {"refresh": settings.WALL_REFRESH, "turn": settings.WALL_TURN, "zone": settings.TIME_ZONE}


def nameless(request: HttpRequest) -> HttpRequest:
    """The request as any display makes it, so that what one was shown is kept for all."""
    anybody = Anybody(request)
    anybody.path = anybody.path_info = reverse("wall", args=["-"])
    anybody.META["QUERY_STRING"] = urlencode(get_times())  # a page that is kept holds to these
    return anybody
