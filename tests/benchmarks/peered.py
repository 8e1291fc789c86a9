"""A pillar page of twelve visuals: here, as naive Django, as Dash, and a view that shows nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test.utils import override_settings

from indicators.management import scale
from indicators.models import Form, User
from tests import factories
from tests.benchmarks.dashing import VISIT, make_app
from tests.benchmarks.serving import App, Visit, ask, crowd, served

INDICATORS, QUARTERS, PILLARS = 150, 20, 12
CODE = f"scale{PILLARS - 1}"  # of the pillars the last has just twelve indicators
OURS, NAIVE, BARE = f"/pillars/{CODE}/", f"/naive/{CODE}/", "/bare/"
NO_CACHE = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of one visit, and bytes on the wire."""

    bare: float
    ours: float
    again: float
    unchanged: float
    naive: float
    dash: float
    size: int

    def __str__(self) -> str:
        ahead = (
            f"{self.naive / self.ours:.1f} times quicker than naive, {self.dash / self.ours:.1f} than Dash"
        )
        again, unchanged = self.naive / self.again, self.naive / self.unchanged
        return (
            f"alone: bare {ms(self.bare)}, naive {ms(self.naive)}, Dash {ms(self.dash)}\n"
            f"ours, not cached: {ms(self.ours)} ({ahead})\n"
            f"ours, again: {ms(self.again)} ({again:.0f} times quicker than naive)\n"
            f"ours, unchanged (304): {ms(self.unchanged)} ({unchanged:.0f} times)\n"
            f"compressed: {self.size / 1024:.1f} KB"
        )


@dataclass(frozen=True, slots=True)
class Crowd:
    """Within how many seconds 95 of 100 visits end where eight come at once."""

    bare: float
    ours: float
    again: float
    naive: float
    dash: float

    def __str__(self) -> str:
        return (
            f"8 clients, p95: bare {ms(self.bare)}, naive {ms(self.naive)}, Dash {ms(self.dash)}\n"
            f"ours, not cached: {ms(self.ours)} ({self.naive / self.ours:.1f} times quicker than naive)\n"
            f"ours, again: {ms(self.again)} ({self.naive / self.again:.0f} times quicker than naive)"
        )


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def prepare(regions: int) -> str:
    """Fill the database unless it is, and sign somebody in; gives the cookie."""
    if not Form.objects.filter(code="scale").exists():
        scale.fill(indicators=INDICATORS, regions=regions, quarters=QUARTERS, pillars=PILLARS)
        # In use PostgreSQL does this by itself, but maybe while we measure.
        tidy = "VACUUM ANALYZE" if connections["default"].vendor == "postgresql" else "ANALYZE"
        with connections["default"].cursor() as cursor:
            cursor.execute(tidy)
    leader = User.objects.filter(username="pages.leader").first() or factories.make_user("pages.leader")
    session = SessionStore()
    session[SESSION_KEY] = str(leader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = leader.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def measure_alone(cookie: str, rounds: int) -> Times:
    """The median of so many visits of each kind, in turns, so that all suffer alike from what else runs."""
    site, dash = WSGIHandler(), make_app(CODE)

    def uncached(path: str) -> float:
        with override_settings(CACHES=NO_CACHE):
            return visit(site, [path], cookie)

    first = ask(site, OURS, cookie, **{"Accept-Encoding": "gzip"})
    cookie = f"{cookie}; {first.headers['Set-Cookie'].split(';')[0]}"
    first = ask(site, OURS, cookie, **{"Accept-Encoding": "gzip"})
    tag = {"If-None-Match": first.headers["ETag"]}
    kinds: dict[str, Callable[[], float]] = {
        "bare": lambda: uncached(BARE),
        "ours": lambda: uncached(OURS),
        "again": lambda: visit(site, [OURS], cookie),
        "unchanged": lambda: visit(site, [OURS], cookie, **tag),
        "naive": lambda: visit(site, [NAIVE], cookie),
        "dash": lambda: visit(dash, VISIT, ""),
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds + 1):
        for kind, view in kinds.items():
            seconds = view()
            times[kind] += [seconds] if number else []  # the first warms it up
    return Times(**{kind: median(each) for kind, each in times.items()}, size=first.size)


def visit(app: App, paths: tuple[str, ...] | list[str], cookie: str, **headers: str) -> float:
    """The seconds in which the application makes all that one visit asks for."""
    answers = [ask(app, path, cookie, **headers) for path in paths]
    expected = 304 if "If-None-Match" in headers else 200
    assert all(answer.status == expected for answer in answers)
    return sum(answer.seconds for answer in answers)


def measure_crowd(cookie: str, rounds: int) -> Crowd:
    """In each round two visits of each of eight clients; of what is quick so many that they last as long."""
    connections.close_all()
    site, dash = WSGIHandler(), make_app(CODE)
    with ExitStack() as stack:
        with override_settings(CACHES=NO_CACHE):
            uncached = stack.enter_context(served(site))
        cached, other = (stack.enter_context(served(app)) for app in (site, dash))
        visits = {
            "bare": Visit(uncached, [BARE], 100),
            "ours": Visit(uncached, [OURS], 25),
            "again": Visit(cached, [OURS], 100),
            "naive": Visit(uncached, [NAIVE], 2),
            "dash": Visit(other, VISIT, 2),
        }
        return Crowd(**crowd(visits, rounds, cookie))


def measure(cookie: str) -> Iterator[str]:
    yield str(measure_alone(cookie, rounds=15))
    yield str(measure_crowd(cookie, rounds=4))
