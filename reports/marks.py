"""The marks that a request reads by."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from indicators.services.versions import Marks, get_marks


def marks_of(request: HttpRequest) -> Marks:
    """As they stood when the request first asked."""
    if not hasattr(request, "marks"):
        request.marks = get_marks()  # type: ignore[attr-defined]
    return cast(Marks, request.marks)  # type: ignore[attr-defined]
