"""One step of a submission or a release, from a form to the page that tells what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from indicators.services.errors import Refused

Made = TypeVar("Made")


def attempt(
    request: HttpRequest,
    form: Form,
    deed: Callable[[dict[str, Any]], Made],
    *,
    done: str | Callable[[Made], str],
    then: tuple[Any, ...],
    refused: Callable[[Iterable[object]], HttpResponse] | None = None,
) -> HttpResponse:
    """Do it with what the form says and go back to the page; else the same, or what `refused` gives."""
    answer = refused or (lambda problems: tell(request, problems, then))
    if not form.is_valid():
        return answer(error for errors in form.errors.values() for error in errors)
    try:
        made = deed(form.cleaned_data)
    except Refused as error:
        return answer([error])
    messages.success(request, done if isinstance(done, str) else done(made))
    return redirect(*then)


def tell(request: HttpRequest, problems: Iterable[object], then: tuple[Any, ...]) -> HttpResponse:
    """Go back to the page with what was wrong."""
    for problem in problems:
        messages.error(request, str(problem))
    return redirect(*then)
