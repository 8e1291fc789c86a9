"""What was handed in: the list, one submission, and the steps it can take."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators.forms.submissions import ReturnForm, SubmitForm, UndoForm
from indicators.models import Receipt, Release, Role, Submission, User
from indicators.services import drafts, releases, submissions
from indicators.services.errors import StaleFigures
from indicators.services.receipts import check_seen
from indicators.services.rights import check_reads_answers, get_asking, is_allowed
from indicators.views.access import fetch_submission, user_of, visible_submissions
from indicators.views.cells import fill_in, get_changed
from indicators.views.page import refuse, show
from indicators.views.sheet import Sheet, make_sheet
from indicators.views.steps import attempt


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    rows = Submission.objects.with_place().filter(visible_submissions(user)).with_counts().order_by("-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "indicators/submissions.html",
        {
            "page": page,
            "asking": get_asking(user),
            "may_upload": user.has_role(Role.CLERK),
            "may_read_layouts": is_allowed(check_reads_answers, user),
        },
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show(request, fetch_submission(request, pk))


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed on the page is kept first, whether or not the form can then be handed in."""
    submission, user = fetch_submission(request, pk), user_of(request)
    try:
        check_seen(submission, request.POST.get("seen", ""))
    except StaleFigures as error:
        changed = [line.key for line, _form in get_changed(request, submission)]
        return refuse(request, submission, [error], changed)
    if refusal := fill_in(request, submission):
        return refusal
    form = SubmitForm(request.POST, blank=make_sheet(submission).blank)
    return attempt(
        request,
        form,
        lambda said: _submit(submission, user, said["reason"]),
        done=lambda receipt: _("Handed in and awaiting review; receipt %s.") % receipt.number,
        then=("submission", pk),
        refused=lambda problems: refuse(request, submission, problems),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return attempt(
        request,
        Form(request.POST),
        lambda said: submissions.withdraw(submission=submission, by=user_of(request)),
        done=_("Submission %s was withdrawn; it is a draft again.") % pk,
        then=("submission", pk),
    )


@require_POST
def sign_off(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return attempt(
        request,
        Form(request.POST),
        lambda said: submissions.sign_off(
            submission=submission, by=user_of(request), seen=request.POST.get("seen", "")
        ),
        done=_("Submission %s was signed off; the bureau reviews it now.") % pk,
        then=("submission", pk),
    )


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return attempt(
        request,
        ReturnForm(request.POST, keys={}),
        lambda said: releases.approve(
            submission=submission,
            by=user_of(request),
            comment=said["comment"],
            seen=request.POST.get("seen", ""),
        ),
        done=_("Submission %s was approved and released.") % pk,
        then=("submission", pk),
        refused=lambda problems: refuse(request, submission, problems),
    )


@require_POST
def return_to_clerk(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    form = ReturnForm(request.POST, keys=_keys(make_sheet(submission)))
    return attempt(
        request,
        form,
        lambda said: submissions.return_to_clerk(
            submission=submission,
            by=user_of(request),
            cells=form.cells,
            comment=said["comment"],
            due=said["due"],
        ),
        done=_("Submission %s was returned to the clerk.") % pk,
        then=("submission", pk),
        refused=lambda problems: refuse(request, submission, problems),
    )


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    return attempt(
        request,
        UndoForm(request.POST),
        lambda said: releases.undo(release=release, by=user_of(request), **said),
        done=_("Release %s was undone.") % number,
        then=("release", number),
    )


def _submit(submission: Submission, user: User, reason: str) -> Receipt:
    """What has become stale is checked anew, so that the page shows what it is compared with now."""
    try:
        return submissions.submit(submission=submission, by=user, reason=reason)
    except StaleFigures:
        drafts.check_again(submission=submission, by=user)
        raise


def _keys(sheet: Sheet) -> dict[str, tuple[int, str]]:
    return {line.key: line.place for line in sheet.lines}
