"""What a draft's figures say together, against their own history."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from indicators.intake.examine import examine
from indicators.intake.findings import Code
from indicators.intake.typed import Typed
from indicators.messages import describe
from indicators.models import Definition, Finding, Indicator, ReasonKind, Submission, User
from indicators.services import cells, checking, reasons, releases, staging
from indicators.services.checking import get_ground
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish

HISTORY = {f"{year}-Q{n}": 1200 + 10 * (4 * (year - 2021) + n) for year in (2021, 2022) for n in (1, 2, 3, 4)}


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk()


@pytest.fixture
def draft(catalogue: Catalogue, clerk: User) -> Submission:
    return factories.make_submission(catalogue.gulou, catalogue.form, "2023-Q1")


@pytest.fixture
def history(catalogue: Catalogue, clerk: User) -> None:
    remember(catalogue, catalogue.beds)


def remember(catalogue: Catalogue, indicator: Indicator, **fields: object) -> None:
    for period, value in HISTORY.items():
        factories.make_observation(indicator, catalogue.gulou, period, value, **fields)


def fill(draft: Submission, by: User, figures: dict[Indicator, str]) -> None:
    typed = {(indicator.pk, draft.period): Typed(text) for indicator, text in figures.items()}
    cells.fill_in(submission=draft, cells=typed, by=by)


def said(finding: Finding) -> str:
    with override("zh-hans"):
        return describe(Code(finding.code), finding.params)


@pytest.mark.usefixtures("history")
def test_slip_is_told_in_words_that_a_clerk_can_act_on(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    fill(draft, clerk, {catalogue.beds: "12900"})

    assert said(draft.findings.get()) == (
        "养老床位数：12900张与历史数据相差很大，若为1290张则相符。疑似多写一位。2022年12月末为1280张。请改正数据，或说明原因。"
    )


@pytest.mark.usefixtures("history")
def test_reason_stays_while_the_suspected_figure_does(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    fill(draft, clerk, {catalogue.beds: "1900"})
    warning = draft.findings.get(code="jumps")
    reasons.explain(submission=draft, warnings=[warning.pk], kind=ReasonKind.EVENT, text="新建", by=clerk)

    fill(draft, clerk, {catalogue.institutions: "5"})
    kept = draft.findings.get(code="jumps").reason
    fill(draft, clerk, {catalogue.beds: "1910"})

    assert kept == "新建"
    assert draft.findings.get(code="jumps").reason == ""


@pytest.mark.usefixtures("history")
def test_new_definition_is_no_jump(catalogue: Catalogue, draft: Submission, clerk: User) -> None:
    Definition.objects.create(indicator=catalogue.beds, text="新口径", effective_from=date(2023, 1, 1))

    fill(draft, clerk, {catalogue.beds: "12900"})

    assert not draft.findings.exists()


def test_real_figure_is_not_compared_with_invented_ones(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    remember(catalogue, catalogue.beds, is_demo=True)

    fill(draft, clerk, {catalogue.beds: "12900"})

    assert not draft.findings.exists()


def test_last_years_file_handed_in_again_is_one_warning(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    wrong = {catalogue.visits: 120, catalogue.cremated: 35, catalogue.deaths: 48}
    for indicator, value in wrong.items():
        factories.make_observation(indicator, catalogue.gulou, "2022-Q1", value)

    fill(draft, clerk, {indicator: str(value) for indicator, value in wrong.items()})

    warning = draft.findings.get()
    assert (warning.code, warning.severity, warning.indicator) == ("repeats_period", "warning", None)
    assert said(warning).startswith("2023年一季度的3个本年累计与2022年一季度已核定的数全部相同。")


def test_what_a_file_held_together_is_checked_again_where_drafts_part_it(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    def quiet(name: str, *rows: tuple[str, int]) -> set[staging.Key]:
        written = [["地区", "指标名称", "报告期", "数值", "单位"]]
        written += [["鼓楼区", "养老床位数", period, value, "张"] for period, value in rows]
        examination = examine(factories.write_workbook(tmp_path / name, written))
        return staging.get_quiet(examination, staging.group(examination))

    place = catalogue.gulou.code, catalogue.form.code
    assert quiet("one.xlsx", ("2023-Q1", 1300)) == {(*place, "2023-Q1")}
    assert quiet("two.xlsx", ("2022-Q4", 1290), ("2023-Q1", 1300)) == set()
    remember(catalogue, catalogue.beds)
    assert quiet("odd.xlsx", ("2023-Q1", 13)) == set()


def test_broken_sums_are_followed_by_what_would_repair_them(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    parts = [factories.make_indicator(f"beds.{code}", name=name) for code, name in (("x", "甲"), ("y", "乙"))]
    factories.make_rule(catalogue.form, "eldercare.beds=beds.x+beds.y")

    fill(draft, clerk, {catalogue.beds: "1234", parts[0]: "1000", parts[1]: "243"})

    assert [row.code for row in draft.findings.order_by("pk")] == ["rule_broken", "repair"]
    assert said(draft.findings.get(code="repair")) == (
        "若只有一格有误：养老床位数 1234 → 1243张即可全部相符。疑似相邻两位数字颠倒。"
        "或者：乙 243 → 234张；甲 1000 → 991张。请先核对原始资料，再决定是否改正。"
    )


def test_checking_asks_the_database_as_often_for_many_figures_as_for_one(
    catalogue: Catalogue, draft: Submission, clerk: User
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            checking.recheck(draft)
        return len(queries)

    more = [factories.make_indicator(f"beds.n{n}") for n in range(6)]
    for indicator in (catalogue.beds, *more):
        remember(catalogue, indicator)
    fill(draft, clerk, {catalogue.beds: "12900"})
    one = count()
    fill(draft, clerk, dict.fromkeys(more, "12900"))

    assert count() <= one


def test_ground_moves_with_what_a_submission_is_checked_against(catalogue: Catalogue) -> None:
    """Its own form in its region, a form that its rules speak of, what is undone there, and the catalogue."""
    clerk = factories.make_user("everywhere", is_superuser=True)
    reviewer = factories.make_user("deciding", is_superuser=True)
    other = factories.make_indicator("other", form=factories.make_form("other", name="另一张表"))
    waiting = factories.make_submission(catalogue.gulou, catalogue.form, "2023-Q3", state="submitted")

    def ground() -> str:
        return get_ground(waiting)

    grounds = [ground()]
    publish(catalogue.taijiang, "2023-Q2", {catalogue.beds: 1}, clerk=clerk, reviewer=reviewer)
    of_other = publish(catalogue.gulou, "2023-Q2", {other: 1}, clerk=clerk, reviewer=reviewer)
    assert ground() == grounds[0]
    publish(catalogue.gulou, "2023-Q2", {catalogue.beds: 1}, clerk=clerk, reviewer=reviewer)
    grounds.append(ground())
    undone = releases.undo(release=of_other, by=reviewer)
    grounds.append(ground())
    releases.undo(release=undone, by=reviewer)
    grounds.append(ground())
    factories.make_rule(catalogue.form, f"{catalogue.beds.code} >= {other.code}")
    grounds.append(ground())
    publish(catalogue.gulou, "2023-Q3", {other: 2}, clerk=clerk, reviewer=reviewer)
    grounds.append(ground())

    assert len(set(grounds)) == len(grounds)
