"""The wallboard."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indicators.models import Display
from indicators.services import displays
from reports.pages.wall import get_wall_page


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
