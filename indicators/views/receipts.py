"""Paper: the receipt of a submission, and the form to be signed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.models import Receipt
from indicators.services.receipts import get_check_number
from indicators.views.access import fetch_submission
from indicators.views.sheet import make_sheet


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = get_object_or_404(Receipt.objects.select_related("by"), pk=pk)
    submission = fetch_submission(request, receipt.submission_id)
    latest = submission.receipts.first()
    return render(
        request,
        "indicators/receipt.html",
        {"receipt": receipt, "submission": submission, "is_latest": receipt == latest},
    )


@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return render(
        request,
        "indicators/printed.html",
        {
            "submission": submission,
            "sheet": make_sheet(submission),
            "check_number": get_check_number(submission),
        },
    )
