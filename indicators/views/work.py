"""The first page of those who hand in and decide: what waits for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from indicators.models import Role
from indicators.services import notices
from indicators.services.rights import get_asking
from indicators.services.tasks import get_drafts, get_receipts, get_tasks, get_waiting
from indicators.services.templates import get_offers
from indicators.views.access import user_of
from indicators.views.receipts import show_receipts
from indicators.views.reviews import get_together

SHOWN = 10  # notices


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    user, today = user_of(request), timezone.localdate()
    is_clerk, decides = user.has_role(Role.CLERK), user.has_role(Role.REVIEWER) or user.has_role(Role.CHECKER)
    tasks = get_tasks(user, today) if is_clerk else []
    unseen = user.notices.filter(seen_at=None).select_related(
        "submission__region", "submission__form", "release"
    )
    shown = list(unseen[:SHOWN])
    waiting = get_waiting(user) if decides else None
    return render(
        request,
        "indicators/work.html",
        {
            "tasks": tasks,
            "open": sum(not task.is_done for task in tasks),
            "late": sum(task.is_late for task in tasks),
            "soon": [task for task in tasks if task.is_soon],
            "waiting": waiting,
            "together": get_together(user, waiting or ()),
            "asking": get_asking(user) if is_clerk else [],
            "drafts": get_drafts(user, tasks) if is_clerk else [],
            "receipts": show_receipts(get_receipts(user)) if is_clerk else [],
            "offers": get_offers(user=user, today=today) if is_clerk else (),
            "notices": shown,
            "notice_count": unseen.count() if len(shown) == SHOWN else len(shown),
            "is_clerk": is_clerk,
        },
    )


@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    notices.mark_seen(user=user_of(request))
    return redirect("work")
