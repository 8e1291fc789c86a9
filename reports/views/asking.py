"""What a request asks for: the selection, the day, and the choices of a page."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from indicators.analytics.measures import Measure
from indicators.models import Region
from indicators.models.catalogue import Named
from reports.forms import QueryForm, SelectionForm
from reports.marks import marks_of
from reports.pages.catalogue import Catalogue, get_catalogue
from reports.pages.selection import Day, Selection, get_day, get_selection

Choice = TypeVar("Choice", bound=StrEnum)
Row = TypeVar("Row", bound=Named | Region)


def choose(request: HttpRequest, kind: type[Choice], name: str) -> Choice | None:
    """What the query string chooses of a few; what is none of them is told on the page."""
    text = request.GET.get(name, "")
    if text and text not in list(kind):
        messages.warning(
            request, _("“%s” cannot be chosen here; it was left out of account.") % Truncator(text).chars(20)
        )
        return None
    return kind(text) if text else None


def find(rows: Iterable[Row], code: str) -> Row:
    """The one with this code. Raises Http404."""
    for row in rows:
        if row.code == code:
            return row
    raise Http404


def measure_of(request: HttpRequest) -> Measure | None:
    return choose(request, Measure, "measure")


def day_of(request: HttpRequest) -> Day:
    """The day that a page without a selection is turned back to."""
    form = SelectionForm({"as_of": request.GET.get("as_of", "")})
    tell_problems(request, form)
    return get_day(form.asked.as_of)


def select(
    request: HttpRequest, here: Region | None = None, *, form: SelectionForm | None = None
) -> Selection:
    """What the query string asks for, of the region `here` where it names none. Raises NoRegions.

    What it says wrongly is told on the page.
    """
    form = form or SelectionForm(request.GET)
    tell_problems(request, form)
    return get_selection(form.asked, here, marks_of(request))


def catalogue_of(request: HttpRequest) -> Catalogue:
    """The catalogue as this page reads it."""
    return get_catalogue(marks_of(request).catalogue)


def tell_problems(request: HttpRequest, form: QueryForm) -> None:
    form.is_valid()
    for problem in form.problems:
        messages.warning(request, problem)
