from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from indicators.intake.examine import get_rules
from indicators.models import AuditEntry, Indicator, Rule, User
from indicators.services import catalogue as service
from indicators.services import catalogue_files, rules
from tests import factories
from tests.factories import Catalogue

SHEET = (
    "序号,报表代码,公式\n1,eldercare_quarterly,JZH011>=养老机构数\n2,eldercare_quarterly,养老机构数<=床位数\n"
)


@pytest.fixture
def editor(catalogue: Catalogue) -> User:
    return factories.make_user("editor")


def load(folder: Path, text: str) -> dict[str, int]:
    path = folder / "rules.csv"
    path.write_text(text, encoding="utf-8")
    return catalogue_files.load(paths=[path], by=None)


def part_of(whole: Indicator, code: str, **fields: object) -> Indicator:
    return factories.make_indicator(code, parent=whole, **fields)


def test_sheet_of_the_trade_comes_in_with_the_forms_own_codes(catalogue: Catalogue, tmp_path: Path) -> None:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(aliases="床位数|JZH011")

    load(tmp_path, SHEET)

    first, second = Rule.objects.all()
    assert first.formula == "eldercare.beds>=eldercare.institutions"
    assert second.formula == "eldercare.institutions<=eldercare.beds"
    assert (first.tolerance, first.severity, first.message, first.is_confirmed) == (0, "warning", "", True)


def test_sheet_that_comes_in_again_changes_nothing(catalogue: Catalogue, tmp_path: Path) -> None:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(aliases="床位数|JZH011")
    load(tmp_path, SHEET)
    audited = AuditEntry.objects.count()

    assert dict(load(tmp_path, SHEET)) == {"unchanged": 2}
    assert AuditEntry.objects.count() == audited


def test_sheet_may_say_tolerance_and_severity_in_words(catalogue: Catalogue, tmp_path: Path) -> None:
    load(
        tmp_path,
        "序号,报表代码,公式,允许误差,级别,说明\n1,eldercare_quarterly,养老机构数<=床位数,0.5,错误,核对\n",
    )

    rule = Rule.objects.get()
    assert (str(rule.tolerance), rule.severity, rule.message) == ("0.5000", "error", "核对")


def test_name_of_several_indicators_is_refused_unless_one_is_of_the_form(catalogue: Catalogue) -> None:
    factories.make_indicator("other.beds", name="养老床位数", form=catalogue.study.form)
    rule = Rule(form=catalogue.form, number=1, formula="养老机构数<=养老床位数")
    other = Rule(form=catalogue.form, number=2, formula="甲<=养老机构数")
    for code in ("x.one", "x.two"):
        factories.make_indicator(code, name="甲", form=catalogue.study.form)

    service.save(instance=rule, by=None)

    assert rule.formula == "eldercare.institutions<=eldercare.beds"
    with pytest.raises(ValidationError, match=r"x\.one"), transaction.atomic():
        service.save(instance=other, by=None)


def test_proposed_rule_checks_nothing_until_it_is_confirmed(catalogue: Catalogue, editor: User) -> None:
    part_of(catalogue.beds, "eldercare.nursing_beds")
    form = catalogue.form.code

    (rule,) = rules.propose(form=catalogue.form, by=editor)

    assert (rule.formula, rule.number) == ("eldercare.nursing_beds<=eldercare.beds", 1)
    assert get_rules({form}) == {form: []}
    assert rules.confirm(rules=Rule.objects.all(), by=editor) == 1
    assert [each.number for each in get_rules({form})[form]] == [1]
    assert AuditEntry.objects.filter(by=editor).count() == 2


def test_nothing_is_proposed_that_is_there_or_cannot_be_compared(catalogue: Catalogue, editor: User) -> None:
    nursing = part_of(catalogue.beds, "eldercare.nursing_beds")
    part_of(catalogue.beds, "eldercare.money", unit="万元")
    part_of(catalogue.beds, "eldercare.moved", nature="flow")
    factories.make_rule(catalogue.form, f"eldercare.beds>={nursing.code}")

    assert rules.propose(form=catalogue.form, by=editor) == []


@pytest.mark.parametrize(("odd", "proposed"), [(0, True), (1, False)])
def test_sum_is_proposed_where_it_holds_in_all_that_is_approved(
    catalogue: Catalogue, editor: User, odd: int, proposed: bool
) -> None:
    parts = [part_of(catalogue.beds, f"beds.{name}") for name in ("home", "own")]
    quarters = [f"{year}-Q{n}" for year in (2021, 2022) for n in (1, 2, 3, 4)]
    for quarter in quarters:
        for part in parts:
            factories.make_observation(part, catalogue.gulou, quarter, 10)
        factories.make_observation(catalogue.beds, catalogue.gulou, quarter, 20 + odd)

    found = [rule.formula for rule in rules.propose(form=catalogue.form, by=editor)]

    assert ("eldercare.beds=beds.home+beds.own" in found) is proposed
    assert len(found) == 2 + proposed


def test_parts_are_proposed_from_the_numbering_of_the_last_sheet(
    catalogue: Catalogue, editor: User, tmp_path: Path
) -> None:
    Indicator.objects.filter(pk=catalogue.openings.pk).update(nature="stock")
    rows = [
        ["一、养老机构数", 9, "家"],
        ["其中：" + catalogue.openings.name, 4, "家"],
        ["（一）养老床位数", 3, "张"],
    ]
    sheet = factories.write_flat_sheet(tmp_path / "q2.xlsx", rows)
    submission = factories.make_submission(catalogue.gulou, catalogue.form)
    upload = factories.make_upload("q2.xlsx", sheet.read_bytes())
    factories.make_staged(submission, catalogue.institutions, 9, upload=upload)

    (rule,) = rules.propose(form=catalogue.form, by=editor)

    assert rule.formula == f"{catalogue.openings.code}<={catalogue.institutions.code}"
    assert not rule.is_confirmed
    assert rules.propose(form=catalogue.form, by=editor) == []
