"""Handing a file in, and getting an original back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.files import UploadForm
from indicators.intake.examine import Examination, examine
from indicators.models import Submission
from indicators.services.errors import NotPermitted, Refused
from indicators.services.rights import check_clerk
from indicators.services.staging import stage
from indicators.services.templates import get_offers
from indicators.views.access import fetch_upload, user_of
from indicators.views.findings import describe_all


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    user = user_of(request)
    try:
        check_clerk(user, ())
    except NotPermitted as error:
        return render(request, "refused.html", {"reason": error}, status=403)
    form = UploadForm(request.POST or None, request.FILES or None, user=user)
    examination = None
    if request.method == "POST" and form.is_valid():
        region = form.cleaned_data["region"]
        with tempfile.TemporaryDirectory() as folder:
            path = _keep(form.cleaned_data["file"], Path(folder))
            examination = examine(
                path,
                name=form.cleaned_data["file"].name,
                period=form.cleaned_data["period"],
                region=region.code if region else None,
            )
            if not examination.is_unplaced:
                try:
                    staged = stage(examination=examination, path=path, by=user)
                    return _show(staged)
                except Refused as error:
                    messages.error(request, str(error))
    return _render(request, form, examination)


@require_safe
def original(request: HttpRequest, pk: int) -> FileResponse:
    upload = fetch_upload(request, pk)
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


def _show(staged: list[Submission]) -> HttpResponse:
    return redirect("submission", staged[0].pk) if len(staged) == 1 else redirect("submissions")


def _render(request: HttpRequest, form: UploadForm, examination: Examination | None) -> HttpResponse:
    blocked = examination is not None and examination.is_unplaced
    return render(
        request,
        "indicators/upload.html",
        {
            "form": form,
            "examination": examination,
            "offers": get_offers(user=user_of(request), today=timezone.localdate()),
            "findings": describe_all(examination.findings) if examination and blocked else (),
        },
        status=422 if blocked or form.errors else 200,
    )
