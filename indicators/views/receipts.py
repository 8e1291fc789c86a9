"""Paper: the receipt of a submission, and the form to be signed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from indicators.messages.punctuality import judged
from indicators.models import Receipt
from indicators.services.punctuality import Attested, get_attested
from indicators.services.receipts import get_check_number
from indicators.views.access import fetch_submission
from indicators.views.sheet import make_sheet


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """A receipt, by when its form was due, and whether it was in time, in a word.

    `then` is what it said when it was issued, blank where that is the same.
    """

    receipt: Receipt
    due: date
    word: str
    tone: str
    then: str = ""


def show_receipts(receipts: Collection[Receipt]) -> list[ShownReceipt]:
    attested = get_attested(receipts)
    return [_show(each, attested[each.pk]) for each in receipts]


def _show(receipt: Receipt, one: Attested) -> ShownReceipt:
    now, then = one.now.reporting, one.then.reporting
    word, tone = judged(now.late, is_backfill=one.now.is_backfill)
    word_then, _tone = judged(then.late, is_backfill=one.then.is_backfill)
    said = ""
    if (then.due, word_then) != (now.due, word):
        said = _("when this was issued: due %(day)s, %(word)s") % {"day": then.due, "word": word_then}
    return ShownReceipt(receipt, now.due, word, tone, said)


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
