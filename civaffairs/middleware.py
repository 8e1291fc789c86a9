"""What every request passes through: its number and log line, policy, language, and limits of the session."""

import logging
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import Resolver404, resolve
from django.utils import translation

from civaffairs.logs import request_id
from indicators.services.sign_in import MUST_CHANGE, keep_alive
from reports.pages.selection import NoRegions

logger = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class RequestLogMiddleware:
    """Gives each request a number and a line in the log: no query, no names, no contents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number, begun = secrets.token_hex(8), time.monotonic()
        token = request_id.set(number)
        try:
            response = self.get_response(request)
            user = getattr(request, "_cached_user", None)  # where the page asked for it; never ask here
            line = {
                "method": request.method,
                "path": _path_without_token(request),
                "status": response.status_code,
                "ms": round((time.monotonic() - begun) * 1000),
                "user": user.pk if user else None,
            }
            logger.info("request", extra=line)
        finally:
            request_id.reset(token)
        response["X-Request-ID"] = number
        return response


def _path_without_token(request: HttpRequest) -> str:
    """The path, but for a token in it, which would let any reader of the log in."""
    token = request.resolver_match.kwargs.get("token") if request.resolver_match else None
    return request.path.replace(token, "…") if token else request.path


class NoNulMiddleware:
    """Refuses addresses with a NUL byte, which no database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            return HttpResponseBadRequest("地址无效 · Bad address", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class ContentSecurityPolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response


class NoCatalogueMiddleware:
    """Says what to do where a page finds no catalogue."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return render(request, "reports/empty.html") if isinstance(exception, NoRegions) else None


class ButtonMiddleware:
    """Leads back to the page from the address of one of its buttons, which cannot be opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        page = render(request, "405.html", {"page": _page_above(request)}, status=response.status_code)
        page.headers["Allow"] = response.headers.get("Allow", "POST")
        return page


def _page_above(request: HttpRequest) -> str:
    """The page that a button stands on, as addresses go; else the first."""
    above = urljoin(request.path, "../")
    try:
        resolve(above)
    except Resolver404:
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return above


class LanguageMiddleware:
    """The site's own language unless the user chose another; what the browser wishes does not count."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class AccountMiddleware(LoginRequiredMiddleware):
    """Lets nobody in without signing in, nor past a password that is to be changed; ends idle sessions.

    Asks the database for nothing but session and user, and not even for these where no login is needed.
    """

    OPEN = {"password_change", "logout"}

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        keep_alive(request.session)
        name = request.resolver_match.url_name if request.resolver_match else None
        if request.session.get(MUST_CHANGE) and name not in self.OPEN:
            return redirect("password_change")
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        """Sign in and go on; from a button, whose address cannot be opened, to the page that it stands on."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    """The page of this site that a form was sent from; else the first."""
    page = urlsplit(request.headers.get("Referer", ""))
    if page.netloc != request.get_host():
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    return urlunsplit(("", "", page.path, page.query, ""))
