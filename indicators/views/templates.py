"""A template to fill in."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from indicators.forms.files import PlaceForm
from indicators.intake.template import write_template
from indicators.models import Form
from indicators.services.errors import NotPermitted, Refused
from indicators.services.rights import check_clerk
from indicators.services.templates import get_template
from indicators.views.access import fetch_reporting_region, user_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def download(request: HttpRequest, code: str) -> HttpResponseBase:
    user = user_of(request)
    try:
        check_clerk(user, ())
    except NotPermitted as error:
        return render(request, "refused.html", {"reason": error}, status=403)
    form = get_object_or_404(Form, code=code)
    query = PlaceForm(request.GET, form=form)
    if not query.is_valid():
        return _back(request, *(problem for problems in query.errors.values() for problem in problems))
    region = fetch_reporting_region(request, form, query.cleaned_data["region"])
    try:
        template = get_template(form=form, region=region, period=query.cleaned_data["period"])
    except Refused as error:
        return _back(request, error)
    content = BytesIO(write_template(template))
    return FileResponse(content, as_attachment=True, filename=template.file_name, content_type=XLSX)


def _back(request: HttpRequest, *problems: object) -> HttpResponse:
    for problem in problems:
        messages.error(request, str(problem))
    return redirect("upload")
