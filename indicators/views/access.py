"""Fetching what a user may see; whatever he may not is as if it did not exist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from indicators.models import (
    Finding,
    Form,
    Region,
    Replaced,
    Role,
    StagedFigure,
    Submission,
    Upload,
    User,
)
from indicators.services.rights import may_answer, regions_of

LONGEST_PK = 18  # digits


def user_of(request: HttpRequest) -> User:
    """The signed-in user; LoginRequiredMiddleware lets nobody else through."""
    return cast(User, request.user)


def read_pk(text: str) -> int | None:
    """The key that was sent; None for what cannot be one."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_PK else None


def visible_submissions(user: User) -> Q:
    """Submissions that this user works on, or may audit."""
    if user.is_superuser or user.has_role(Role.AUDITOR):
        return Q()
    visible = Q(pk__in=[])
    if user.has_role(Role.CLERK) or user.has_role(Role.CHECKER):
        visible |= Q(region__in=user.region_ids)
    if user.has_role(Role.REVIEWER):
        visible |= Q(form__department__in=user.departments.all())
    return visible


def may_see(user: User, submission: Submission) -> bool:
    return Submission.objects.filter(visible_submissions(user), pk=submission.pk).exists()


def fetch_submission(request: HttpRequest, pk: int) -> Submission:
    rows = Submission.objects.with_place().filter(visible_submissions(user_of(request)))
    return get_object_or_404(rows, pk=pk)


def fetch_reporting_region(request: HttpRequest, form: Form, code: str) -> Region:
    """One of a clerk's regions, which reports this form."""
    region = get_object_or_404(regions_of(user_of(request)).select_related("parent"), code=code)
    if not form.is_reported_by(region):
        raise Http404
    return region


def may_open(user: User, upload: Upload) -> bool:
    """Whether a user may see every submission that an original feeds, or may answer what it asks."""
    if upload.is_asking or upload.is_reading or upload.trouble:
        return may_answer(user, upload) or user.has_role(Role.AUDITOR)
    fed = upload.submissions
    seen = fed.filter(visible_submissions(user))
    return 0 < fed.count() == seen.count()


def get_openable(user: User, uploads: Iterable[Upload]) -> set[int]:
    """The ids of those staged files that a user may open, as `may_open` says of each."""
    seen = Submission.objects.filter(visible_submissions(user))
    asked = {upload.pk for upload in uploads}
    hidden: set[int | None] = set()
    for rows in (StagedFigure.objects, Finding.objects, Replaced.objects):
        unseen = rows.filter(upload__in=asked).exclude(submission__in=seen.values("pk"))
        hidden.update(unseen.order_by().values_list("upload", flat=True).distinct())
    return asked - hidden


def fetch_read_upload(request: HttpRequest, pk: int) -> Upload:
    """A file that is kept and has been read."""
    upload = fetch_upload(request, pk)
    if upload.is_reading or not upload.file:
        raise Http404
    return upload


def fetch_upload(request: HttpRequest, pk: int) -> Upload:
    upload = get_object_or_404(Upload.objects.select_related("received_by", "region"), pk=pk)
    if not may_open(user_of(request), upload):
        raise Http404
    return upload
