"""What was answered of a sheet is remembered for the next one of its form."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwt
from django.db import IntegrityError, transaction

from indicators.intake.examine import Examination, examine
from indicators.intake.findings import Code, Severity
from indicators.intake.questions import AS_ASKED, SKIP, Ask, Key
from indicators.models import Answer, AuditEntry, Indicator, Layout, Region, Role, User
from indicators.services import answers, submissions
from indicators.services.errors import NoAnswer, NotPermitted
from tests import factories
from tests.factories import Catalogue
from tests.indicators.intake.reader import build

TODAY = date(2023, 12, 1)
Q2, Q3 = "2023年二季度", "2023年三季度"


def rows(quarter: str, *figures: Sequence[object], title: str = "养老服务情况") -> list[Sequence[object]]:
    return [[f"鼓楼区{quarter}{title}"], ["指标", "本市户籍", "全部"], *figures]


def look_at(
    folder: Path,
    content: Sequence[Sequence[object]],
    told: Mapping[tuple[Ask, str], str] | None = None,
    sheet: str = "Sheet1",
) -> Examination:
    path = factories.write_workbook(folder / "a.xlsx", **{sheet: content})
    keyed = {(ask, sheet, subject): value for (ask, subject), value in (told or {}).items()}
    return examine(path, answers=keyed, today=TODAY)


def values(examination: Examination) -> dict[str, Decimal | None]:
    return {figure.indicator: figure.value for figure in examination.figures}


def blocking(examination: Examination) -> list[Code]:
    return [found.code for found in examination.findings if found.blocks]


def said(examination: Examination, code: Code) -> list[dict[str, str]]:
    return [found.params for found in examination.findings if found.code is code]


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def told(catalogue: Catalogue) -> dict[tuple[Ask, str], str]:
    return {
        (Ask.COLUMN, ""): "全部",
        (Ask.INDICATOR, "全部 › 护理床位"): "eldercare.beds",
        (Ask.UNIT, "全部 › 护理床位"): "张",
    }


@pytest.fixture
def layout(clerk: User, told: dict[tuple[Ask, str], str], tmp_path: Path) -> Layout:
    examination = look_at(tmp_path, rows(Q2, ["护理床位", 100, 120]), told)
    assert not blocking(examination)
    return answers.remember(examination=examination, by=clerk)[0]


def test_the_same_form_maps_itself_next_quarter_and_says_by_whom(
    layout: Layout, clerk: User, tmp_path: Path
) -> None:
    examination = look_at(tmp_path, rows(Q3, ["护理床位", 110, 130]))

    assert values(examination) == {"eldercare.beds": 130}
    assert {str(figure.period) for figure in examination.figures} == {"2023-Q3"}
    assert not blocking(examination)
    assert not said(examination, Code.LAYOUT_CHANGED)
    day = {"by": "clerk", "day": layout.taken_at.astimezone().date().isoformat()}
    assert said(examination, Code.REMEMBERED) == [
        {"whole": "全部"} | day,
        {"given": "全部 › 护理床位", "answer": "养老床位数"} | day,
        {"given": "全部 › 护理床位", "answer": "张"} | day,
    ]


def test_the_same_form_maps_itself_under_another_sheet_name_and_for_another_region(
    layout: Layout, tmp_path: Path
) -> None:
    content = rows(Q3, ["1、护理床位", 110, 130])
    content[0] = ["台江区三季度（2023年三季度）养老服务情况"]

    examination = look_at(tmp_path, content, sheet="三季度")

    assert [(figure.region, figure.value) for figure in examination.figures] == [("350103", 130)]
    assert not blocking(examination)


def test_a_column_that_is_called_otherwise_is_asked_about_and_said_to_be_so(
    layout: Layout, tmp_path: Path
) -> None:
    content = rows(Q3, ["护理床位", 110, 130])
    content[1] = ["指标", "本市户籍", "全体"]

    examination = look_at(tmp_path, content)

    assert values(examination) == {}
    assert blocking(examination) == [Code.WHICH_VALUE_COLUMN]
    assert [params["renamed_columns"] for params in said(examination, Code.LAYOUT_CHANGED)] == [
        "“全部” → “全体”"
    ]


def test_of_personal_data_nothing_is_repeated(layout: Layout, tmp_path: Path) -> None:
    content = rows(Q3, ["护理床位", 110, 130])
    content[1] = ["指标", "全部", "身份证号"]

    examination = look_at(tmp_path, content)

    assert [found.code for found in examination.findings] == [Code.PERSONAL_DATA]


def test_what_has_changed_in_the_form_is_said(layout: Layout, tmp_path: Path) -> None:
    content = rows(Q3, ["护理床位", 110, 130, 7], ["养老机构数（家）", 1, 2, 3])
    content[1] = [*content[1], "外市户籍"]

    examination = look_at(tmp_path, content)

    (params,) = said(examination, Code.LAYOUT_CHANGED)
    assert params["new_columns"] == "“外市户籍”"
    assert params["new_rows"] == "4 “养老机构数(家)”"
    assert values(examination) == {"eldercare.beds": 130, "eldercare.institutions": 2}


def test_another_form_is_asked_about(layout: Layout, tmp_path: Path) -> None:
    examination = look_at(tmp_path, rows(Q3, ["护理床位", 110, 130], title="殡葬服务情况"))

    assert values(examination) == {}
    assert blocking(examination) == [Code.WHICH_VALUE_COLUMN]
    assert not said(examination, Code.REMEMBERED)


def test_an_answer_of_now_goes_before_a_remembered_one_and_replaces_it(
    layout: Layout, told: dict[tuple[Ask, str], str], catalogue: Catalogue, tmp_path: Path
) -> None:
    other = factories.make_clerk("other")
    now = {(Ask.UNIT, "全部 › 护理床位"): "万张"}

    examination = look_at(tmp_path, rows(Q3, ["护理床位", 1, 2]), now)
    answers.remember(examination=examination, by=other)

    assert values(examination) == {"eldercare.beds": 20000}
    unit = layout.answers.get(ask="unit")
    assert (unit.value, unit.by) == ("万张", other)
    assert Layout.objects.count() == 1
    assert AuditEntry.objects.filter(action="remember").first().before == {"value": "张"}  # type: ignore[union-attr]


def test_a_row_left_out_once_is_left_out_again_and_said(layout: Layout, clerk: User, tmp_path: Path) -> None:
    content = rows(Q2, ["护理床位", 100, 120], ["其中：民政直属", 1, 2])
    skipped = {(Ask.INDICATOR, "全部 › 护理床位 › 民政直属"): SKIP}
    answers.remember(examination=look_at(tmp_path, content, skipped), by=clerk)

    examination = look_at(tmp_path, rows(Q3, ["护理床位", 100, 130], ["其中：民政直属", 1, 2]))

    assert values(examination) == {"eldercare.beds": 130}
    assert not blocking(examination)
    assert [params["skipped"] for params in said(examination, Code.REMEMBERED) if "skipped" in params] == [
        "全部 › 护理床位 › 民政直属"
    ]


@pytest.mark.parametrize("change", [{"name": "护理型床位数"}, {"code": "eldercare.other"}])
def test_an_indicator_that_is_renamed_or_gone_is_asked_again(
    layout: Layout, catalogue: Catalogue, tmp_path: Path, change: dict[str, str]
) -> None:
    Indicator.objects.filter(pk=catalogue.beds.pk).update(**change)

    examination = look_at(tmp_path, rows(Q3, ["护理床位", 110, 130]))

    assert values(examination) == {}
    assert Code.UNKNOWN_INDICATOR in blocking(examination)


def noted(quarter: str, note: str, title: str = "养老服务情况") -> list[Sequence[object]]:
    return [[f"鼓楼区{quarter}{title}"], ["指标", "单位", "数量"], ["养老床位数", "张", 3], [note]]


def test_a_note_that_narrows_is_answered_once(catalogue: Catalogue, clerk: User, tmp_path: Path) -> None:
    note = "注：养老床位数不含民办"
    first = look_at(tmp_path, noted(Q2, note), {(Ask.NOTE, "注:养老床位数不含民办"): AS_ASKED})
    answers.remember(examination=first, by=clerk)

    again = look_at(tmp_path, noted(Q3, note))
    other = look_at(tmp_path, noted(Q3, "注：养老床位数不含民办及公建民营"))

    assert values(first) == values(again) == {"eldercare.beds": 3}
    assert not blocking(again)
    assert [params["noted"] for params in said(again, Code.REMEMBERED)] == ["注:养老床位数不含民办"]
    assert blocking(other) == [Code.AMBIGUOUS_INDICATOR], "other words are another question"
    assert not values(other)


def test_a_note_that_was_left_out_is_left_out_again(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    note = "注：养老床位数仅指民办"
    told = {(Ask.NOTE, "注:养老床位数仅指民办"): SKIP}
    answers.remember(examination=look_at(tmp_path, noted(Q2, note), told), by=clerk)

    again = look_at(tmp_path, noted(Q3, note))

    assert not values(again)
    assert Code.LEFT_OUT in [found.code for found in again.findings]
    assert not blocking(again)


@pytest.mark.parametrize(
    "note",
    [
        "注：养老床位数不含2023年5月新增床位",
        "注：养老床位数不含二季度新增床位",
        f"注：养老床位数不含{'民办' * 100}",
    ],
)
def test_a_note_of_a_date_or_too_long_to_be_kept_is_asked_each_time(
    catalogue: Catalogue, clerk: User, tmp_path: Path, note: str
) -> None:
    asked = [found.question for found in look_at(tmp_path, noted(Q2, note)).findings if found.question]
    told = {(question.ask, question.subject): AS_ASKED for question in asked}
    examination = look_at(tmp_path, noted(Q2, note), told)
    assert values(examination) == {"eldercare.beds": 3}

    answers.remember(examination=examination, by=clerk)

    assert not Answer.objects.exists()
    assert blocking(look_at(tmp_path, noted(Q3, note))) == [Code.AMBIGUOUS_INDICATOR]


def test_a_note_with_another_number_is_asked_again(catalogue: Catalogue, clerk: User, tmp_path: Path) -> None:
    told = {(Ask.NOTE, "注:养老床位数不含民办的12张"): AS_ASKED}
    answers.remember(examination=look_at(tmp_path, noted(Q2, "注：养老床位数不含民办的12张"), told), by=clerk)

    assert not blocking(look_at(tmp_path, noted(Q3, "注：养老床位数不含民办的12张")))
    assert blocking(look_at(tmp_path, noted(Q3, "注：养老床位数不含民办的15张"))) == [
        Code.AMBIGUOUS_INDICATOR
    ]


def scoped(quarter: str, scope: str) -> list[list[object]]:
    return [[f"{quarter}福州市{scope}养老服务情况"], ["指标", "单位", "数量"], ["养老床位数", "张", 3]]


def test_what_a_scope_means_is_answered_once(catalogue: Catalogue, clerk: User, tmp_path: Path) -> None:
    told = {(Ask.REGION, "福州市(不含鼓楼区)养老服务情况"): "350100"}
    answers.remember(examination=look_at(tmp_path, scoped(Q2, "（不含鼓楼区）"), told), by=clerk)

    again = look_at(tmp_path, scoped(Q3, "（不含鼓楼区）"))
    other = look_at(tmp_path, scoped(Q3, "（不含台江区）"))

    assert [(each.region, str(each.period)) for each in again.figures] == [("350100", "2023-Q3")]
    assert len(said(again, Code.REMEMBERED)) == 1
    assert blocking(other) == [Code.NO_REGION]


def test_an_answer_under_a_title_that_narrows_holds_for_its_words(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    def titled(words: str, quarter: str) -> list[list[object]]:
        head = [["表号：MZ01表"], [f"鼓楼区{quarter}{words}养老床位数"]]
        return [*head, ["指标", "单位", "数量"], ["养老床位数", "张", 3]]

    told = {(Ask.INDICATOR, "残疾人 › 养老床位数"): "eldercare.beds"}
    answers.remember(examination=look_at(tmp_path, titled("残疾人", Q2), told), by=clerk)

    assert not blocking(look_at(tmp_path, titled("残疾人", Q3)))
    assert blocking(look_at(tmp_path, titled("儿童", Q3))) == [Code.AMBIGUOUS_INDICATOR]


def test_the_answer_of_a_note_is_changed_to_none_other(clerk: User, catalogue: Catalogue) -> None:
    answer = factories.make_answer("note", "注:不含民办", AS_ASKED)

    with pytest.raises(NoAnswer):
        answers.change(answer=answer, value="eldercare.beds", by=clerk)
    answers.change(answer=answer, value=SKIP, by=clerk)

    answer.refresh_from_db()
    assert answer.value == SKIP


def test_a_region_that_is_renamed_is_asked_again(catalogue: Catalogue, clerk: User, tmp_path: Path) -> None:
    content = [["2023年二季度养老情况"], ["地区", "养老床位数（张）"], ["鼓楼老城", 3]]
    told = {(Ask.REGION, "鼓楼老城"): "350102"}
    answers.remember(examination=look_at(tmp_path, content, told), by=clerk)
    again = look_at(tmp_path, content)

    Region.objects.filter(code="350102").update(name="新鼓楼区")

    assert values(again) == {"eldercare.beds": 3}
    assert Code.UNKNOWN_REGION in blocking(look_at(tmp_path, content))


def test_only_what_means_the_same_next_time_is_remembered(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    content = [["养老情况"], ["指标", "单位", "数量"], ["床位", "", 3]]
    told = {
        (Ask.PERIOD, ""): "2023-Q2",
        (Ask.REGION, ""): "350102",
        (Ask.INDICATOR, "床位"): "eldercare.beds",
        (Ask.UNIT, "床位"): "张",
    }

    answers.remember(examination=look_at(tmp_path, content, told), by=clerk)

    assert set(Answer.objects.values_list("ask", "subject")) == {("indicator", "床位"), ("unit", "床位")}
    assert set(blocking(look_at(tmp_path, content))) == {Code.NO_REGION, Code.NO_PERIOD}


def test_what_a_whole_sheet_counts_is_remembered_only_of_a_form_with_a_name(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    bare = [["地区", "2022年", "2021年"], ["鼓楼区", 3, 4]]
    told = {(Ask.INDICATOR, ""): "eldercare.beds", (Ask.UNIT, ""): "张"}
    for content in (bare, [["养老床位一览"], *bare]):
        examination = look_at(tmp_path, content, told)
        assert len(examination.figures) == 2
        answers.remember(examination=examination, by=clerk)

    assert [layout.title for layout in Layout.objects.all()] == ["养老床位一览"]
    assert blocking(look_at(tmp_path, bare)) == [Code.UNKNOWN_INDICATOR, Code.NO_UNIT]
    assert not blocking(look_at(tmp_path, [["养老床位一览"], *bare]))


def test_a_column_that_a_period_heads_is_another_one_next_time(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    content = [["鼓楼区养老情况"], ["指标", "一季度", "二季度"], ["养老床位数（张）", 3, 4]]
    told = {(Ask.COLUMN, ""): "二季度", (Ask.PERIOD, ""): "2023-Q2"}

    examination = look_at(tmp_path, content, told)
    answers.remember(examination=examination, by=clerk)

    assert values(examination) == {"eldercare.beds": 4}
    assert not Layout.objects.exists()


def test_what_was_answered_of_one_periods_columns_is_asked_again_of_the_next(
    catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    rows = [["地区", "2022年", "2023年"], ["鼓楼区", 3, 4]]
    told = {(Ask.INDICATOR, ""): "eldercare.beds", (Ask.UNIT, ""): "张", (Ask.COLUMN, "2023-Q2"): SKIP}
    content = [["2023年二季度养老床位一览"], *rows]

    answers.remember(examination=look_at(tmp_path, content, told), by=clerk)

    assert blocking(look_at(tmp_path, content)) == [Code.PERIOD_CONFLICT]


def test_an_unneeded_answer_is_not_remembered(catalogue: Catalogue, clerk: User, tmp_path: Path) -> None:
    content = [["鼓楼区2023年二季度养老情况"], ["指标", "单位", "数量"], ["养老床位数", "张", 3]]
    told = {(Ask.UNIT, "养老床位数"): "万张", (Ask.INDICATOR, "没有的"): "eldercare.beds"}

    answers.remember(examination=look_at(tmp_path, content, told), by=clerk)

    assert not Layout.objects.exists()


def test_submitting_a_file_remembers_how_its_form_looks_now(
    layout: Layout, clerk: User, tmp_path: Path
) -> None:
    examination = look_at(tmp_path, rows(Q3, ["护理床位", 110, 130], ["养老机构数（家）", 1, 2]))

    submissions.submit_file(examination=examination, path=tmp_path / "a.xlsx", by=clerk, reason="x")

    layout.refresh_from_db()
    assert layout.rows == ["护理床位", "养老机构数(家)"]


def test_the_note_of_a_remembered_answer_stays_with_the_draft(
    layout: Layout, clerk: User, tmp_path: Path
) -> None:
    examination = look_at(tmp_path, rows(Q3, ["护理床位", 110, 130]))

    (submission,) = submissions.submit_file(examination=examination, path=tmp_path / "a.xlsx", by=clerk)

    notes = submission.findings.filter(code=Code.REMEMBERED)
    assert {note.params["by"] for note in notes} == {"clerk"}
    assert {note.severity for note in notes} == {Severity.NOTE}


def test_an_answer_is_changed_and_noted(layout: Layout, catalogue: Catalogue, tmp_path: Path) -> None:
    reviewer = factories.make_reviewer("reviewer")
    answer = layout.answers.get(ask="indicator")

    answers.change(answer=answer, value="eldercare.institutions", by=reviewer)

    answer.refresh_from_db()
    assert (answer.value, answer.called, answer.by) == ("eldercare.institutions", "养老机构数", reviewer)
    entry = AuditEntry.objects.get(action="change answer")
    assert (entry.before, entry.after) == ({"value": "eldercare.beds"}, {"value": "eldercare.institutions"})
    assert Code.UNIT_MISMATCH in blocking(look_at(tmp_path, rows(Q3, ["护理床位", 110, 130])))


@pytest.mark.parametrize(
    ("ask", "value"), [("indicator", "no.such"), ("unit", "不是单位"), ("indicator", "床位")]
)
def test_a_value_that_answers_nothing_is_refused(layout: Layout, clerk: User, ask: str, value: str) -> None:
    answer = layout.answers.get(ask=ask)

    with pytest.raises(NoAnswer):
        answers.change(answer=answer, value=value, by=clerk)


def test_what_is_forgotten_is_asked_again(layout: Layout, clerk: User, tmp_path: Path) -> None:
    answers.forget(answer=layout.answers.get(ask="column"), by=clerk)

    assert blocking(look_at(tmp_path, rows(Q3, ["护理床位", 110, 130]))) == [Code.WHICH_VALUE_COLUMN]
    assert AuditEntry.objects.get(action="forget").before["value"] == "全部"


def test_a_form_is_forgotten_with_all_its_answers(layout: Layout, clerk: User) -> None:
    answers.forget_layout(layout=layout, by=clerk)

    assert not Layout.objects.exists()
    assert not Answer.objects.exists()
    assert len(AuditEntry.objects.get(action="forget").before["answers"]) == 3


@pytest.mark.parametrize("role", [None, Role.AUDITOR, Role.CHECKER, Role.CATALOGUE_ADMIN])
def test_only_clerks_and_reviewers_answer(layout: Layout, tmp_path: Path, role: Role | None) -> None:
    reader = factories.make_user("reader", *([role] if role else []))
    answer = layout.answers.get(ask="unit")
    deeds = [
        lambda: answers.change(answer=answer, value="万张", by=reader),
        lambda: answers.forget(answer=answer, by=reader),
        lambda: answers.forget_layout(layout=layout, by=reader),
        lambda: answers.remember(examination=look_at(tmp_path, rows(Q3, ["护理床位", 110, 130])), by=reader),
    ]

    for deed in deeds:
        with pytest.raises(NotPermitted):
            deed()


@pytest.mark.parametrize(
    "fields",
    [
        {"ask": "unit", "subject": "全部 › 护理床位"},
        {"ask": "period", "subject": "一"},
        {"ask": "unit", "subject": "二", "value": "", "called": "张"},
    ],
)
def test_the_database_keeps_each_answer_once_and_sensible(
    layout: Layout, clerk: User, fields: dict[str, str]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(layout=layout, by=clerk, at=layout.taken_at, **{"value": "张", **fields})


def two_levels(quarter: str, whole: int, beds: int) -> list[list[str | int]]:
    """A header of two levels, merged in a workbook and left blank in a csv file."""
    return [
        [f"鼓楼区{quarter}末养老服务基本情况表", "", "", ""],
        ["项目", "单位", "数量", ""],
        ["", "", "本季新增", "季末累计"],
        ["一、养老机构数", "家", 1, whole],
        ["二、各类护理床位", "张", 2, beds],
    ]


def as_gbk(path: Path, content: list[list[str | int]]) -> None:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(content)


def as_old_workbook(path: Path, content: list[list[str | int]]) -> None:
    def fill(_book: xlwt.Workbook, sheet: Any) -> None:
        for row, values in enumerate(content):
            for column, value in enumerate(values):
                if value != "":
                    sheet.write(row, column, value)
        for top, bottom, left, right in ((1, 2, 0, 0), (1, 2, 1, 1), (1, 1, 2, 3)):
            sheet.merge(top, bottom, left, right)

    path.write_bytes(build.by_xlwt(fill))


@pytest.mark.parametrize("save", [as_gbk, as_old_workbook])
def test_a_merged_sheet_is_asked_twice_and_next_quarter_not_at_all(
    catalogue: Catalogue,
    clerk: User,
    tmp_path: Path,
    save: Callable[[Path, list[list[str | int]]], None],
) -> None:
    path = tmp_path / "养老.dat"
    save(path, two_levels(Q2, 5, 40))
    told: dict[Key, str] = {}
    asked = []
    while questions := [
        found.question for found in examine(path, answers=told, today=TODAY).findings if found.question
    ]:
        (question,) = questions
        asked.append(question.ask)
        told[question.key] = question.candidates[-1] if question.candidates else "eldercare.beds"
    submissions.submit_file(examination=examine(path, answers=told, today=TODAY), path=path, by=clerk)

    save(path, two_levels(Q3, 6, 50))
    next_quarter = examine(path, today=TODAY)

    assert asked == [Ask.COLUMN, Ask.INDICATOR]
    assert not blocking(next_quarter)
    assert values(next_quarter) == {"eldercare.institutions": 6, "eldercare.beds": 50}
    assert {str(figure.period) for figure in next_quarter.figures} == {"2023-Q3"}
    assert len(said(next_quarter, Code.REMEMBERED)) == 2
    assert not said(next_quarter, Code.LAYOUT_CHANGED)
