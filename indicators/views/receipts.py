"""Paper: the receipt of a submission, and the form to be signed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from indicators.messages.punctuality import judged
from indicators.models import Receipt
from indicators.services.punctuality import Reported, get_attested
from indicators.services.receipts import get_check_number
from indicators.views.access import fetch_submission
from indicators.views.sheet import make_sheet


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """A receipt, by when its form was due, and whether it was in time, in a word."""

    receipt: Receipt
    due: date
    word: str
    tone: str


def show_receipts(receipts: Collection[Receipt]) -> list[ShownReceipt]:
    attested = get_attested(receipts)
    return [_show(each, attested[each.pk]) for each in receipts]


def _show(receipt: Receipt, one: Reported) -> ShownReceipt:
    word, tone = judged(one.reporting.late, is_backfill=one.is_backfill)
    return ShownReceipt(receipt, one.reporting.due, word, tone)


@require_safe
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    receipt = get_object_or_404(Receipt.objects.select_related("by"), pk=pk)
    submission = fetch_submission(request, receipt.submission_id)
    latest = submission.receipts.first()
    return render(
        request,
        "indicators/receipt.html",
        {
            "receipt": receipt,
            "shown": show_receipts([receipt])[0],
            "submission": submission,
            "is_latest": receipt == latest,
        },
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
