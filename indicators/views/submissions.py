"""What was handed in: the list, one submission, and the steps it can take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indicators.forms import CommentForm, ReasonForm
from indicators.models import Release, Role, Submission
from indicators.services import releases, submissions
from indicators.services.decisions import check_reviewer
from indicators.services.errors import Refused
from indicators.services.rights import check_clerk, is_allowed
from indicators.views.access import fetch_submission, user_of, visible_submissions
from indicators.views.findings import describe_all
from indicators.views.preview import make_preview


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    rows = Submission.objects.with_place().filter(visible_submissions(user)).with_counts().order_by("-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(
        request,
        "indicators/submissions.html",
        {"page": page, "may_upload": user.has_role(Role.CLERK)},
    )


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return render(
        request,
        "indicators/submission.html",
        {
            "submission": submission,
            "lines": make_preview(submission),
            "findings": describe_all(submission.findings.all()),
            "uploads": {figure.upload for figure in submission.figures.select_related("upload")},
            "release": Release.objects.filter(submission=submission).first(),
            "reason_form": ReasonForm(initial={"reason": submission.reason}),
            "comment_form": CommentForm(),
            "may_submit": is_allowed(check_clerk, user_of(request), {submission.region.code}),
            "may_decide": is_allowed(check_reviewer, submission, user_of(request)),
        },
    )


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return _attempt(
        request,
        ReasonForm(request.POST),
        lambda said: submissions.submit(submission=submission, by=user_of(request), **said),
        done=_("Submission %s was handed in and awaits review.") % pk,
        then=("submission", pk),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return _attempt(
        request,
        Form(request.POST),
        lambda said: submissions.withdraw(submission=submission, by=user_of(request)),
        done=_("Submission %s was withdrawn; it is a draft again.") % pk,
        then=("submission", pk),
    )


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return _attempt(
        request,
        CommentForm(request.POST),
        lambda said: releases.approve(submission=submission, by=user_of(request), **said),
        done=_("Submission %s was approved and released.") % pk,
        then=("submission", pk),
    )


@require_POST
def return_to_clerk(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    return _attempt(
        request,
        CommentForm(request.POST),
        lambda said: submissions.return_to_clerk(submission=submission, by=user_of(request), **said),
        done=_("Submission %s was returned to the clerk.") % pk,
        then=("submission", pk),
    )


@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    release = get_object_or_404(Release, number=number)
    return _attempt(
        request,
        ReasonForm(request.POST),
        lambda said: releases.undo(release=release, by=user_of(request), **said),
        done=_("Release %s was undone.") % number,
        then=("release", number),
    )


def _attempt(
    request: HttpRequest,
    form: Form,
    deed: Callable[[dict[str, Any]], object],
    *,
    done: str,
    then: tuple[str, int],
) -> HttpResponse:
    """Do it with what the form says and go back to the page, with what was done or why it was refused."""
    if not form.is_valid():
        for problem in (error for errors in form.errors.values() for error in errors):
            messages.error(request, str(problem))
        return redirect(*then)
    try:
        deed(form.cleaned_data)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect(*then)
