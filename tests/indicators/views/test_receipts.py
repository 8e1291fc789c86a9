"""The receipt says of a form what 报送情况 says of it."""

from __future__ import annotations

import re
from datetime import date
from random import Random

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Receipt
from indicators.periods import Period
from indicators.services.punctuality import get_attested, get_reported, place_of
from tests import factories
from tests.factories import Catalogue
from tests.reports.happened import live, write_down

Q1, Q2 = Period.parse("2025-Q1"), Period.parse("2025-Q2")


def told(client: Client, receipt: Receipt) -> str:
    """What the page of a receipt and the list of receipts say of its deadline."""
    page = client.get(f"/receipts/{receipt.pk}/").content.decode()
    found = re.search(r"<dt>截止日期</dt><dd>(.*?)</dd>", page, re.DOTALL)
    assert found
    said = " ".join(re.sub("<[^>]+>", "", found[1]).split())
    listed = " ".join(re.sub("<[^>]+>", "", client.get("/work/").content.decode()).split())
    assert said in listed
    return said


@pytest.fixture
def clerk(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_clerk("gulou", catalogue.gulou))
    return client


def test_receipt_of_what_was_due_before_the_site_was_in_use_says_entered_later(
    clerk: Client, catalogue: Catalogue
) -> None:
    write_down(catalogue.gulou, catalogue.form, Q1, {"first": date(2025, 7, 3)}, None)

    assert told(clerk, Receipt.objects.get()) == "2025-04-10 补录"


def test_receipt_says_by_how_many_days_it_was_late(clerk: Client, catalogue: Catalogue) -> None:
    write_down(catalogue.taijiang, catalogue.form, Q1, {"first": date(2025, 4, 3)}, None)
    write_down(catalogue.gulou, catalogue.form, Q1, {"first": date(2025, 4, 13)}, None)

    assert told(clerk, Receipt.objects.get(submission__region=catalogue.gulou)) == "2025-04-10 迟报3天"


def test_what_was_in_time_and_returned_without_a_new_deadline_stays_in_time(
    clerk: Client, catalogue: Catalogue
) -> None:
    days = {"first": date(2025, 4, 9), "returned": date(2025, 4, 10), "again": date(2025, 4, 14)}
    write_down(catalogue.gulou, catalogue.form, Q1, days, None)

    assert [told(clerk, receipt) for receipt in Receipt.objects.all()] == ["2025-04-10 按时"] * 2


def test_what_is_handed_in_again_is_held_against_the_new_deadline(
    clerk: Client, catalogue: Catalogue
) -> None:
    days = {"first": date(2025, 4, 9), "returned": date(2025, 4, 11), "again": date(2025, 4, 18)}
    write_down(catalogue.gulou, catalogue.form, Q1, days, date(2025, 4, 16))
    second, first = Receipt.objects.all()

    assert told(clerk, first) == "2025-04-10 按时"
    assert told(clerk, second) == "2025-04-16 迟报2天"


@pytest.mark.parametrize("seed", range(8))
def test_receipts_say_what_the_reporting_page_of_their_day_does(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - draws what happens
    for period in (Q1, Q2):
        for region in catalogue.counted:
            live(random, region, catalogue.form, period)
    last = {receipt.submission_id: receipt for receipt in Receipt.objects.order_by("pk")}

    attested = get_attested(list(Receipt.objects.select_related("submission__form")))

    for receipt in last.values():
        row, day = receipt.submission, timezone.localdate(receipt.at)
        wanted = (row.region, row.form, Period.parse(row.period))
        shown = get_reported([wanted], day).get(place_of(wanted))
        own = attested[receipt.pk].now
        if shown and shown.reporting.is_there:  # not withdrawn again the same day
            assert own.is_backfill == shown.is_backfill
            assert own.reporting.late == shown.reporting.late
            assert own.reporting.handed_in == shown.reporting.handed_in
    assert last
