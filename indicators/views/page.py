"""The page of one submission: as it is kept, or with what could not be kept still in its fields."""

from __future__ import annotations

from collections.abc import Container, Iterable

from django.contrib import messages
from django.db.models.fields.json import KeyTextTransform
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from indicators.forms.submissions import CellForm, ReasonForm, ReturnForm, SubmitForm
from indicators.intake.record import VERSION
from indicators.models import Release, Submission
from indicators.services.decisions import awaits_sign_off, check_checker, check_reviewer
from indicators.services.receipts import get_check_number
from indicators.services.rights import check_clerk, is_allowed
from indicators.views.access import get_openable, read_pk, user_of
from indicators.views.reach import show_reach
from indicators.views.sheet import Line, Sheet, make_sheet

Row = tuple[Line, CellForm]


def show(
    request: HttpRequest, submission: Submission, *, refused: Container[str] = (), status: int = 200
) -> HttpResponse:
    """The page; what was posted stands in its forms, and in the cells whose lines were `refused`."""
    user, sheet, posted = user_of(request), make_sheet(submission), request.POST or None
    uploads = list(submission.uploads.annotate(read_by=KeyTextTransform("version", "record__content")))
    outdated = {upload.pk for upload in uploads if upload.read_by not in (None, VERSION)}
    may_fill = is_allowed(check_clerk, user, {submission.region.code})
    may_decide = is_allowed(check_reviewer, submission, user)
    may_sign_off = is_allowed(check_checker, submission, user)
    return render(
        request,
        "indicators/submission.html",
        {
            "submission": submission,
            "sheet": sheet,
            "reach": show_reach(submission, [line.figure for line in sheet.lines]),
            "rows": make_cell_forms(sheet, request, refused) if may_fill and submission.is_open else None,
            "commented": [(line, request.POST.get(f"comment-{line.key}", "")) for line in sheet.lines],
            "uploads": uploads,
            "outdated": () if submission.state == Submission.State.APPROVED else outdated,
            "openable": get_openable(user, uploads) if uploads else (),
            "release": Release.objects.filter(submission=submission).first(),
            "check_number": get_check_number(submission),
            "receipts": submission.receipts.select_related("by"),
            "awaits_sign_off": awaits_sign_off(submission),
            "submit_form": SubmitForm(posted, blank=sheet.blank),
            "reason_form": ReasonForm(posted),
            "return_form": ReturnForm(posted, keys={}),
            "posted": request.POST,
            "address": reverse("submission", args=[submission.pk]),
            "ticked": set(filter(None, map(read_pk, request.POST.getlist("warnings")))),
            "may_fill": may_fill,
            "may_decide": may_decide,
            "may_sign_off": may_sign_off,
            "may_return": may_decide or may_sign_off,
        },
        status=status,
    )


def refuse(
    request: HttpRequest, submission: Submission, problems: Iterable[object], refused: Container[str] = ()
) -> HttpResponse:
    """The page as it is now, with what was wrong, and all that was typed as it was typed."""
    for problem in problems:
        messages.error(request, str(problem))
    now = Submission.objects.with_place().get(pk=submission.pk)  # it may be what somebody else just did to it
    return show(request, now, refused=refused, status=422)


def make_cell_forms(
    sheet: Sheet, request: HttpRequest | None = None, posted: Container[str] | None = None
) -> list[Row]:
    """Each line with its form: as it was posted, all or those with these keys, else as it is kept."""
    return [
        (
            line,
            CellForm(
                request.POST if request and (posted is None or line.key in posted) else None,
                prefix=line.key,
                name=str(line.indicator),
                initial={"text": line.text, "absence": line.absence, "note": line.note},
            ),
        )
        for line in sheet.lines
    ]
