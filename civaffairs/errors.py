"""The page that is shown when another could not be made; nothing in it may fail."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string
from django.templatetags.static import static

from civaffairs.logs import request_id

STYLES = ("tokens", "elements", "frame", "components")

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    try:
        content = render_to_string("500.html", {"number": request_id.get(), "styles": find_styles()})
    except Exception:
        logger.exception("The error page could not be made.")
        return HttpResponseServerError(
            f"出错了 · Something went wrong: {request_id.get()}", content_type="text/plain; charset=utf-8"
        )
    return HttpResponseServerError(content)


def find_styles() -> list[str]:
    """Where the style sheets are; none where the static files have not been collected."""
    try:
        return [static(f"css/{name}.css") for name in STYLES]
    except ValueError:
        return []
