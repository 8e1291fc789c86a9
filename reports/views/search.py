"""Search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.views.access import user_of
from reports.forms import SearchForm
from reports.pages.search import get_search_page
from reports.views.asking import select, tell_problems


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    tell_problems(request, form)
    page = get_search_page(form.typed, select(request), user_of(request))
    return render(request, "reports/search.html", {"page": page})
