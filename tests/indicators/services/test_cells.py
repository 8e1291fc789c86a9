from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators.intake.typed import Typed
from indicators.models import AuditEntry, Finding, Indicator, Submission, User
from indicators.periods import Period
from indicators.quantities import Absence
from indicators.services import cells, drafts, releases, submissions
from indicators.services.errors import (
    Blocked,
    NothingDue,
    NotPermitted,
    ReasonNeeded,
    StaleFigures,
    WrongState,
)
from tests import factories
from tests.factories import Catalogue
from tests.indicators.services.publishing import publish


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def draft(catalogue: Catalogue, clerk: User) -> Submission:
    return drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk)


def fill(draft: Submission, by: User, **typed: str | Typed) -> None:
    """Type texts by the last word of the indicators' codes."""
    known = {i.code.split(".")[1]: i.pk for i in draft.form.indicators.all()}
    cells.fill_in(
        submission=draft,
        cells={
            (known[name], "2023-Q2"): Typed(text) if isinstance(text, str) else text
            for name, text in typed.items()
        },
        by=by,
    )


def values(draft: Submission) -> dict[str, Decimal | None]:
    return {row.indicator.code.split(".")[1]: row.value for row in draft.figures.select_related("indicator")}


def test_begin_gives_the_same_draft_again(catalogue: Catalogue, clerk: User, draft: Submission) -> None:
    again = drafts.begin(
        form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk
    )

    assert again == draft
    assert (draft.state, draft.created_by) == ("draft", clerk)


def test_begin_is_refused_for_another_region(catalogue: Catalogue, clerk: User) -> None:
    with pytest.raises(NotPermitted, match="台江区"):
        drafts.begin(form=catalogue.form, region=catalogue.taijiang, period=Period.parse("2023-Q2"), by=clerk)


def test_begin_is_refused_for_a_form_that_the_region_does_not_report(
    catalogue: Catalogue, clerk: User
) -> None:
    with pytest.raises(NotPermitted, match="办公室季报表"):
        drafts.begin(
            form=catalogue.study.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk
        )


def test_begin_is_refused_while_a_submission_waits(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    fill(draft, clerk, beds="120")
    submissions.submit(submission=draft, by=clerk)

    with pytest.raises(WrongState, match=str(draft.pk)):
        drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q2"), by=clerk)


@pytest.mark.parametrize(
    ("text", "value", "qualifier"),
    [
        ("120", 120, "exact"),
        ("１，２００", 1200, "exact"),
        ("7.58万", 75800, "rounded"),
        ("约120张", 120, "about"),
    ],
)
def test_typed_text_is_read_as_in_a_sheet(
    clerk: User, draft: Submission, text: str, value: int, qualifier: str
) -> None:
    fill(draft, clerk, beds=text)

    figure = draft.figures.get()
    assert (figure.value, figure.qualifier) == (value, qualifier)
    assert (figure.upload, figure.cell, figure.entered_by) == (None, "", clerk)


def test_typed_word_is_kept_as_an_error_and_takes_no_figure(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120")

    fill(draft, clerk, beds="12O")

    wrong = draft.findings.blocking().get()
    assert (wrong.code, wrong.params["given"], wrong.period) == ("not_a_number", "12O", "2023-Q2")
    assert values(draft) == {}


def test_negative_count_is_an_error(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="-3")

    assert draft.findings.blocking().get().code == "negative"
    assert values(draft) == {}


def test_typing_again_mends_the_error(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="12O")

    fill(draft, clerk, beds="120")

    assert not draft.findings.exists()
    assert values(draft) == {"beds": 120}


def test_reason_for_a_missing_figure_is_kept(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds=Typed("", Absence.NOT_APPLICABLE, "无养老床位"))

    figure = draft.figures.get()
    assert (figure.value, figure.absence, figure.note) == (None, "not_applicable", "无养老床位")


def test_reason_beside_a_figure_is_an_error(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds=Typed("120", Absence.NOT_APPLICABLE))

    assert draft.findings.blocking().get().code == "absence_and_value"


def test_blank_empties_the_cell_and_leaves_the_others(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120", institutions="12")

    fill(draft, clerk, beds="")

    assert values(draft) == {"institutions": 12}
    assert AuditEntry.objects.filter(action="fill in").latest("pk").before == {
        "eldercare.beds 2023-Q2": "120张"
    }


def test_another_hand_is_told_as_a_clash(catalogue: Catalogue, clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120")

    fill(draft, factories.make_clerk("colleague", catalogue.gulou), beds="130")

    clash = draft.findings.get(code="clash")
    assert (clash.params["before"], clash.params["given"], clash.params["by"]) == (
        "120张",
        "130张",
        "clerk",
    )
    assert values(draft) == {"beds": 130}


def test_one_hand_does_not_clash_with_itself(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120")
    fill(draft, clerk, beds="130")

    assert not draft.findings.exists()


def test_filling_in_is_refused_for_another_region(catalogue: Catalogue, draft: Submission) -> None:
    with pytest.raises(NotPermitted):
        fill(draft, factories.make_clerk("taijiang", catalogue.taijiang), beds="120")

    assert values(draft) == {}


def test_filling_in_is_refused_once_handed_in(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120")
    submissions.submit(submission=draft, by=clerk)

    with pytest.raises(WrongState):
        fill(draft, clerk, beds="130")

    assert values(draft) == {"beds": 120}


def test_typed_year_to_date_below_the_last_is_a_warning(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )

    fill(draft, clerk, visits="300")

    warning = draft.findings.get(code="falls")
    assert (warning.severity, warning.indicator) == (Finding.Severity.WARNING, catalogue.visits)


# 零报告


def test_nil_states_that_nothing_happened_where_that_is_known(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500, catalogue.beds: 100},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )

    count = cells.confirm_nil(submission=draft, by=clerk)

    assert values(draft) == {"visits": 500, "openings": 0}
    assert count == 2
    assert set(draft.figures.values_list("note", flat=True)) == {cells.NIL}
    assert not draft.findings.exists()
    assert AuditEntry.objects.filter(action="nil", by=clerk).count() == 1


def test_nil_of_the_first_quarter_is_zero_for_a_year_to_date(catalogue: Catalogue, clerk: User) -> None:
    first = drafts.begin(
        form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q1"), by=clerk
    )

    cells.confirm_nil(submission=first, by=clerk)

    assert values(first) == {"visits": 0, "openings": 0, "cremated": 0, "deaths": 0}


def test_nil_leaves_alone_what_was_typed(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, openings="2")

    with pytest.raises(NothingDue):
        cells.confirm_nil(submission=draft, by=clerk)

    assert values(draft) == {"openings": 2}


# What the draft lacks


def test_blank_is_what_is_asked_for_and_neither_there_nor_wrong(clerk: User, draft: Submission) -> None:
    fill(draft, clerk, beds="120", institutions="12O")

    blank = {indicator.code.split(".")[1] for indicator in cells.get_blank(draft)}

    assert blank == {"visits", "openings", "allowance", "cremated", "deaths"}


# One date under two names


def test_of_two_cells_of_one_date_the_latest_is_kept_and_the_clash_told(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    beds = catalogue.beds.pk

    cells.fill_in(
        submission=draft,
        cells={(beds, "2023-Q2"): Typed("120"), (beds, "2023-06"): Typed("130")},
        by=clerk,
    )

    assert values(draft) == {"beds": 130}
    clash = draft.findings.get(code="clash")
    assert (clash.params["before"], clash.params["given"]) == ("120张", "130张")


def test_figure_under_another_name_of_its_date_is_emptied_and_not_blank(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    fill(draft, clerk, beds="120")
    Indicator.objects.filter(pk=catalogue.beds.pk).update(frequency="month")
    blank = cells.get_blank(draft)

    cells.fill_in(submission=draft, cells={(catalogue.beds.pk, "2023-06"): Typed("")}, by=clerk)

    assert catalogue.beds not in blank
    assert values(draft) == {}


# What others approve in the meantime


def test_rule_is_checked_over_several_files(catalogue: Catalogue, clerk: User, draft: Submission) -> None:
    factories.make_rule(catalogue.form, "eldercare.institutions<=eldercare.beds", severity="error")
    fill(draft, clerk, beds="5")

    fill(draft, clerk, institutions="8")

    assert draft.findings.blocking().get().code == "rule_broken"
    assert not draft.findings.filter(code="rule_incomplete").exists()


def test_fall_behind_a_figure_approved_meanwhile_must_be_explained(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    reviewer = factories.make_reviewer()
    later = drafts.begin(
        form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q3"), by=clerk
    )
    visits = catalogue.visits.pk
    fill(draft, clerk, visits="400")
    cells.fill_in(submission=later, cells={(visits, "2023-Q3"): Typed("350")}, by=clerk)
    for each in (draft, later):
        submissions.submit(submission=each, by=clerk)
    releases.approve(submission=draft, by=reviewer)

    with pytest.raises(StaleFigures, match="350"):
        releases.approve(submission=later, by=reviewer)
    submissions.return_to_clerk(submission=later, by=reviewer, comment="请核对")
    with pytest.raises(ReasonNeeded):
        submissions.submit(submission=later, by=clerk)
    submissions.submit(submission=later, by=clerk, reason="剔除重复探访")
    releases.approve(submission=later, by=reviewer)

    assert later.figures.get().value == 350


def test_nil_copies_no_invented_or_rounded_figure_and_overwrites_none(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    release = publish(
        catalogue.gulou,
        "2023-Q1",
        {catalogue.visits: 500, catalogue.deaths: 90, catalogue.cremated: 80},
        clerk=factories.make_clerk("other"),
        reviewer=factories.make_reviewer(),
    )
    known = release.observations.filter(origin="reported")
    factories.make_observation(catalogue.openings, catalogue.gulou, "2023-Q2", 7, release=release)
    known.filter(indicator=catalogue.visits).delete()
    factories.make_observation(
        catalogue.visits, catalogue.gulou, "2023-Q1", 500, release=release, is_demo=True
    )
    known.filter(indicator=catalogue.deaths).delete()
    factories.make_observation(
        catalogue.deaths, catalogue.gulou, "2023-Q1", 90, release=release, qualifier="nearly", margin=5
    )

    cells.confirm_nil(submission=draft, by=clerk)

    assert values(draft) == {"cremated": 80}


def test_nil_of_a_quarter_says_nothing_of_the_year(catalogue: Catalogue, clerk: User) -> None:
    yearly = factories.make_indicator(
        "eldercare.checks", name="检查次数", unit="次", nature="flow", frequency="year", form=catalogue.form
    )
    last = drafts.begin(form=catalogue.form, region=catalogue.gulou, period=Period.parse("2023-Q4"), by=clerk)

    cells.confirm_nil(submission=last, by=clerk)

    assert not last.figures.filter(indicator=yearly).exists()


def test_rule_that_came_after_the_draft_is_applied(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    fill(draft, clerk, institutions="8", beds="5")
    factories.make_rule(catalogue.form, "eldercare.institutions<=eldercare.beds", severity="error")

    with pytest.raises(Blocked):
        submissions.submit(submission=draft, by=clerk)


def test_reason_for_a_broken_rule_goes_when_an_operand_moves(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    factories.make_rule(catalogue.form, "eldercare.beds=eldercare.institutions+funeral.deaths")
    fill(draft, clerk, beds="100", institutions="30", deaths="40")
    draft.findings.filter(code="rule_broken").update(reason="已核对", reason_kind="other")

    fill(draft, clerk, institutions="69", deaths="1")

    assert draft.findings.get(code="rule_broken").reason == ""


def test_unit_stays_while_a_draft_holds_a_figure(
    catalogue: Catalogue, clerk: User, draft: Submission
) -> None:
    fill(draft, clerk, beds="5")
    catalogue.beds.unit = "万张"

    with pytest.raises(ValidationError):
        catalogue.beds.full_clean()
