"""The pages that are shown when another could not be made; nothing in them may fail."""

from __future__ import annotations

import logging
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.template.loader import render_to_string
from django.templatetags.static import static

from civaffairs.logs import request_id

STYLES = ("tokens", "elements", "frame", "components")

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """What went wrong, with its number; a database that others write to for long is only busy: 503."""
    is_busy = isinstance(sys.exception(), OperationalError)
    said = {"number": request_id.get(), "styles": find_styles(), "is_busy": is_busy}
    try:
        response: HttpResponse = HttpResponseServerError(render_to_string("500.html", said))
    except Exception:
        logger.exception("The error page could not be made.")
        response = HttpResponseServerError(
            f"出错了 · Something went wrong: {request_id.get()}", content_type="text/plain; charset=utf-8"
        )
    if is_busy:
        response.status_code, response.headers["Retry-After"] = 503, "30"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than a form may send."""
    return HttpResponseBadRequest(render_to_string("400.html", {"styles": find_styles()}))


def find_styles() -> list[str]:
    """Where the style sheets are; none where the static files have not been collected."""
    try:
        return [static(f"css/{name}.css") for name in STYLES]
    except ValueError:
        return []
