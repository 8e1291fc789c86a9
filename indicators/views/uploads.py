"""Handing a file in, answering what it asks, and getting its original back."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms.files import DropForm, UploadForm
from indicators.forms.questions import QuestionsForm, field_name
from indicators.intake.examine import Examination, examine
from indicators.intake.reader.read import ManyCells, read_file
from indicators.models import Upload
from indicators.services import reads, uploads, worker
from indicators.services.errors import NotPermitted, Refused, reword
from indicators.services.kept import Kept, get_kept
from indicators.services.rights import check_clerk, get_asking, may_answer
from indicators.services.templates import get_offers
from indicators.views.access import fetch_read_upload, fetch_upload, may_open, user_of
from indicators.views.files import make_file_page, make_questions_form
from indicators.views.findings import describe_all
from indicators.views.reading import make_reading_steps
from indicators.views.steps import attempt, tell


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    try:
        check_clerk(user, ())
    except NotPermitted as error:
        return render(request, "refused.html", {"reason": error}, status=403)
    form = UploadForm(request.POST or None, request.FILES or None, user=user)
    if request.method != "POST" or not form.is_valid():
        return _render(request, form)
    said = form.cleaned_data
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as words:
        path = _keep(said["file"], Path(folder))
        if reads.is_large(path):
            return _put_off(request, form, path)
        try:
            reading = read_file(path, words=words, most=settings.BACKGROUND_CELLS)
        except ManyCells:
            return _put_off(request, form, path, words)
        marked = uploads.get_marked(reading)
        if marked and may_open(user, marked):
            messages.info(
                request, _("Nothing was changed in this receipt of file %(number)s.") % {"number": marked.pk}
            )
            return redirect("uploaded", marked.pk)
        examination = examine(
            path,
            name=said["file"].name,
            period=said["period"],
            region=said["region"].code if said["region"] else None,
            reading=reading,
        )
        waiting = [upload for upload in get_asking(user) if upload.sha256 == examination.sha256]
        if waiting:
            messages.info(request, _("This very file has been handed in already; it awaits answers."))
            return redirect("uploaded", waiting[0].pk)
        if examination.is_unplaced and not examination.may_wait:
            return _render(request, form, examination)
        try:
            upload = uploads.receive(
                examination=examination,
                path=path,
                by=user,
                words=words,
                period=said["period"],
                region=said["region"],
            )
        except Refused as error:
            messages.error(request, str(error))
            return _render(request, form)
    return _show(upload)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    upload = fetch_upload(request, pk)
    if upload.is_reading or not upload.file:
        return _render_reading(request, upload)
    kept = get_kept(upload)
    return _render_file(request, upload, kept, make_questions_form(upload, kept))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is answered is kept; once nothing is open any more the file goes into its drafts."""
    upload, user = fetch_upload(request, pk), user_of(request)
    if not upload.is_asking:
        return _show(upload)
    kept = get_kept(upload)
    form = make_questions_form(upload, kept, request.POST)
    if not form.is_valid():
        return _render_file(request, upload, kept, form, status=422)
    names = request.POST.getlist("again")
    again = [key for key in uploads.get_answers(upload) if field_name(key) in names]
    try:
        uploads.answer(upload=upload, answers=form.answers, again=again, by=user)
        staged = reads.settle(upload=upload, by=user)
    except Refused as error:
        upload.refresh_from_db()
        return tell(request, () if upload.trouble else [error], ("uploaded", pk))
    if not staged:
        return redirect("uploaded", pk)
    messages.success(request, _("%s was taken; check the figures and submit them.") % upload.name)
    return _show(upload)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    upload = fetch_upload(request, pk)
    return attempt(
        request,
        DropForm(request.POST),
        lambda _said: uploads.drop(upload=upload, by=user_of(request)),
        done=_("%s was given up; nothing of it is kept.") % upload.name,
        then=("upload",),
        refused=lambda problems: tell(request, problems, ("uploaded", pk)),
    )


@require_POST
def read_again(request: HttpRequest, pk: int) -> HttpResponse:
    upload = fetch_upload(request, pk)
    return attempt(
        request,
        Form(request.POST),
        lambda said: reads.start_again(upload=upload, by=user_of(request)),
        done=_("%s is read once more.") % upload.name,
        then=("uploaded", pk),
    )


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    upload = fetch_read_upload(request, pk)
    return FileResponse(
        upload.file.open(),
        as_attachment=True,
        filename=upload.name,
        content_type="application/octet-stream",
    )


def _keep(file: UploadedFile[bytes], folder: Path) -> Path:
    path = folder / "upload"
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    return path


def _put_off(
    request: HttpRequest, form: UploadForm, path: Path, words: IO[bytes] | None = None
) -> HttpResponse:
    """Leave a large file to the worker and go where its reading is seen."""
    said = form.cleaned_data
    try:
        upload = reads.put_off(
            path=path,
            name=said["file"].name,
            by=user_of(request),
            words=words,
            period=said["period"],
            region=said["region"],
        )
    except Refused as error:
        messages.error(request, str(error))
        return _render(request, form)
    return redirect("uploaded", upload.pk)


def _show(upload: Upload) -> HttpResponse:
    """The page of what came of a file: its questions, its one submission, or all of them."""
    if upload.is_asking or upload.is_reading:
        return redirect("uploaded", upload.pk)
    fed = upload.submissions
    return redirect("submission", fed[0].pk) if len(fed) == 1 else redirect("submissions")


def _render(request: HttpRequest, form: UploadForm, refused: Examination | None = None) -> HttpResponse:
    return render(
        request,
        "indicators/upload.html",
        {
            "form": form,
            "examination": refused,
            "offers": get_offers(user=user_of(request), today=timezone.localdate()),
            "findings": describe_all(refused.findings) if refused else (),
        },
        status=422 if refused or form.errors else 200,
    )


def _render_reading(request: HttpRequest, upload: Upload) -> HttpResponse:
    """How far a large file is; the page looks again by itself while there is something to wait for."""
    is_stalled = reads.is_stalled(upload)
    response = render(
        request,
        "indicators/reading.html",
        {
            "upload": upload,
            "steps": make_reading_steps(upload),
            "trouble": reword(upload.trouble, upload.trouble_params),
            "is_stalled": is_stalled,
            "is_alone": upload.is_reading and worker.is_gone(),
            "may_answer": may_answer(user_of(request), upload),
        },
    )
    if upload.is_reading and not upload.trouble and not is_stalled:
        response.headers["Refresh"] = "3"
    return response


def _render_file(
    request: HttpRequest, upload: Upload, kept: Kept, form: QuestionsForm, status: int = 200
) -> HttpResponse:
    return render(
        request,
        "indicators/file.html",
        {
            "upload": upload,
            "page": make_file_page(upload, kept, form, request.GET),
            "submissions": upload.submissions.select_related("form", "region"),
            "drop_form": DropForm(),
            "may_answer": upload.is_asking and may_answer(user_of(request), upload),
        },
        status=status,
    )
