"""Whoever turns the site back to a day stays there, whatever link he follows."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Role
from indicators.periods import Period
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish
from tests.reports.happened import write_down

PAGES = (
    "/", "/brief/", "/pillars/practical/", "/topics/eldercare/", "/indicators/eldercare.beds/",
    "/indicators/eldercare.beds/?view=regions", "/indicators/eldercare.beds/?view=table",
    "/indicators/eldercare.beds/?view=corrections", "/regions/", "/regions/350102/", "/compare/",
    "/compare/?view=growth", "/compare/topics/", "/completeness/", "/completeness/reminders/", "/releases/",
    "/releases/targets/",
    "/releases/2/", "/releases/2/correction/",
    "/search/?q=床位",
)  # fmt: skip
FIGURES = re.compile(
    r"/(?:$|\?|brief|pillars|topics|indicators|observations|regions|compare|completeness|releases|search|figures)"
)


@pytest.mark.parametrize("path", PAGES)
def test_links_keep_the_day(client: Client, catalogue: Catalogue, path: str) -> None:
    people = {"clerk": factories.make_clerk(), "reviewer": factories.make_reviewer()}
    for region in (catalogue.gulou, catalogue.taijiang):
        for value in (120, 121):
            publish(region, "2023-Q2", {catalogue.beds: value}, **people)
    write_down(catalogue.fuqing, catalogue.form, Period.parse("2023-Q2"), {"first": date(2023, 7, 3)}, None)
    client.force_login(factories.make_user("leader", Role.VIEWER))
    day = f"as_of={timezone.localdate()}"

    page = client.get(f"{path}{'&' if '?' in path else '?'}{day}").content.decode()

    links = {unescape(link) for link in re.findall(r'href="(/[^"]*)"', page)}
    own = {link for link in links if FIGURES.match(link)}
    assert len(own) > 5
    assert not {link for link in own if day not in link}
