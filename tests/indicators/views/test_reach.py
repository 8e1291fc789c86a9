"""What a submission would change, on its page."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from indicators.models import Indicator, Submission, User
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


@pytest.fixture
def waiting(catalogue: Catalogue) -> Submission:
    """福清市, fourth of four by beds, hands in a figure that makes it the second."""
    clerk, reviewer = factories.make_clerk(), factories.make_reviewer()
    Indicator.objects.filter(pk=catalogue.beds.pk).update(assessment="project", polarity="more")
    factories.make_target(catalogue.beds, catalogue.fuqing, 20)
    beds = ((catalogue.gulou, 30), (catalogue.taijiang, 20), (catalogue.minhou, 10), (catalogue.fuqing, 5))
    for region, value in beds:
        publish(region, "2023-Q2", {catalogue.beds: value}, clerk=clerk, reviewer=reviewer)
    submission = factories.make_submission(
        catalogue.fuqing, catalogue.form, state="submitted", created_by=clerk
    )
    factories.make_staged(
        submission, catalogue.beds, 25, replaces=catalogue.fuqing.observations.get(superseded_in=None)
    )
    return submission


def get_reach(client: Client, submission: Submission, username: str) -> str:
    """The text of the section, empty where there is none."""
    client.force_login(User.objects.get(username=username))
    page = client.get(f"/submissions/{submission.pk}/").content.decode()
    found = re.search(r'<section class="card reach"[^>]*>(.*?)</section>', page, re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]*>", " ", found[1]).split()) if "hidden>" not in found[0][:120] else ""


@pytest.mark.parametrize("username", ["clerk", "reviewer"])
def test_reach_is_told_before_it_is_decided(client: Client, waiting: Submission, username: str) -> None:
    if username == "clerk":
        Submission.objects.filter(pk=waiting.pk).update(state="draft", submitted_by=None, submitted_at=None)

    said = get_reach(client, waiting, username)

    assert "未达标 → 变为 达标 福清市 1 养老床位数" in said
    assert "福清市 第4位 → 变为 第2位 台江区 第2位 → 变为 第3位" in said
    assert "福州市 2023年6月末 65张 4/5 已报 85张 4/5 已报" in said


def test_what_is_approved_has_no_reach_any_more(client: Client, waiting: Submission) -> None:
    waiting.state, waiting.decided_at = "approved", timezone.now()
    waiting.decided_by = User.objects.get(username="reviewer")
    waiting.save()

    assert get_reach(client, waiting, "reviewer") == ""


def test_nothing_that_changes_is_told_too(client: Client, waiting: Submission) -> None:
    waiting.figures.update(value=5)

    said = get_reach(client, waiting, "reviewer")

    assert "没有指标评价、地区位次或合计因此变化。" in said
