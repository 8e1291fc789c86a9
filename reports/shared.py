"""Pages that are the same for all who may see them, kept until what they show has changed.

A shared view is given a request that knows no user, session or cookie, so it cannot show anybody's own;
what the frame shows of its reader stands behind `{% personal %}` and is drawn for every request. A page is
kept only where the version of catalogue and figures covers every table that was read for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import Engine, RequestContext
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.gzip import gzip_page

from indicators.services.versions import TABLES
from reports.marks import marks_of
from reports.templatetags.personal import MARK

KEPT_SECONDS = 24 * 60 * 60
READ = re.compile(r'(?:FROM|JOIN) "(\w+)"')
# What an approved figure was made of changes only with the figure itself; of what submissions hold, pages
# read only what was approved.
OF_FIGURES = re.compile(r'FROM "indicators_observation" (?!U\d)')
SETTLED = frozenset({"indicators_finding", "indicators_stagedfigure"})

View = Callable[..., HttpResponse]
Parts = list[str]  # HTML, the name of a personal component, HTML, …, HTML


class Anybody(HttpRequest):
    """What was asked for, without who asks."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__()
        self.marks = marks_of(request)
        self.method, self.path, self.path_info = request.method, request.path, request.path_info
        self.GET, self.resolver_match = request.GET, request.resolver_match
        self.META = {
            "HTTP_HOST": request.get_host(),
            "QUERY_STRING": request.META.get("QUERY_STRING", ""),
        }
        self._asked_by = request.scheme
        self._messages = get_messages(request)  # where a view says what it could not understand

    def _get_scheme(self) -> str:
        return str(self._asked_by)


class SignedIn:
    """Somebody: the frame of a page differs only between those who signed in and those who did not."""

    is_authenticated = True


def shared(view: View) -> Callable[..., HttpResponseBase]:
    """Let the view's TemplateResponse be made once for all, until catalogue or figures change."""
    return _share(view, ("catalogue", "figures"))


def shared_with_reporting(view: View) -> Callable[..., HttpResponseBase]:
    """The same for a page that also shows what was handed in, returned and withdrawn."""
    return _share(view, ("catalogue", "figures", "reporting"))


def _share(view: View, names: tuple[str, ...]) -> Callable[..., HttpResponseBase]:
    @gzip_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        marks = tuple(getattr(marks_of(request), name) for name in names)
        key = _key(request, marks)
        parts: Parts | None = cache.get(key) if all(marks) else None
        if parts is not None:
            return _assemble(request, parts, key)
        with _watched(names) as unwatched:
            response = view(Anybody(request), *args, **kwargs)
            if not isinstance(response, TemplateResponse):
                return response
            response.context_data = {**(response.context_data or {}), "user": SignedIn(), "for_all": True}
            response.render()
        parts = response.content.decode().replace(f"{MARK}-->", f"<!--{MARK}").split(f"<!--{MARK}")
        if not all(marks) or unwatched or len(get_messages(request)):
            return _assemble(request, parts, None)
        cache.set(key, parts, KEPT_SECONDS)
        return _assemble(request, parts, key)

    return answer


def _key(request: HttpRequest, marks: tuple[str, ...]) -> str:
    """All that a shared page depends on; the day, for some things are due."""
    address = request.build_absolute_uri()
    told = (marks, get_language(), timezone.localdate().isoformat(), address)
    return f"page:{sha256(repr(told).encode()).hexdigest()}"


@contextmanager
def _watched(names: tuple[str, ...]) -> Iterator[set[str]]:
    """Gathers the tables that are read and whose changes none of these marks tells."""
    unwatched: set[str] = set()
    told = frozenset[str]().union(*(TABLES[name] for name in names))

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        tables = set(READ.findall(sql))
        is_settled = OF_FIGURES.search(sql) or told & tables & TABLES["reporting"]
        unwatched.update(tables - told - SETTLED if is_settled else tables - told)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield unwatched


def _assemble(request: HttpRequest, parts: Parts, key: str | None) -> HttpResponseBase:
    """The page for this reader; nothing but that it is unchanged where the browser has it already."""
    told = len(get_messages(request)) > 0
    drawn, secret = _draw(request, parts[1::2])
    page = "".join(drawn.get(part, "") if place % 2 else part for place, part in enumerate(parts))
    response = HttpResponse(page)
    response["Cache-Control"] = "private, no-cache"
    if key is None or told:
        return response
    response["ETag"] = etag = f'"{sha256(f"{key} {secret}".encode()).hexdigest()}"'
    return get_conditional_response(request, etag=etag, response=response) or response


def _draw(request: HttpRequest, names: list[str]) -> tuple[dict[str, str], str]:
    """Each personal component, and all of them in a form that stays the same while they do."""
    engine = Engine.get_default()
    components = {name: engine.get_template(name) for name in names}
    if not components:
        return {}, ""
    context = RequestContext(request)
    with context.bind_template(next(iter(components.values()))):
        drawn: dict[str, str] = {name: component.render(context) for name, component in components.items()}
        token = str(context["csrf_token"])
    # The token is masked anew each time; the browser's page keeps one that holds as long as the secret does.
    return drawn, "".join(drawn.values()).replace(token, "") + request.META.get("CSRF_COOKIE", "")
