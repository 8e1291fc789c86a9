"""The catalogue in and out of the admin."""

import codecs
import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indicators.models import (
    AuditEntry,
    CalendarDay,
    Deadline,
    Form,
    Indicator,
    Region,
    Role,
    Rule,
    Target,
    User,
)
from indicators.services import catalogue_files
from tests import factories

INDICATORS = "/admin/indicators/indicator/"
RULES = "/admin/indicators/rule/"
CSV, XLSX = 0, 1


@pytest.fixture
def editor(client: Client, fuzhou: Region) -> Client:
    client.force_login(factories.make_user("editor", Role.CATALOGUE_ADMIN, is_staff=True))
    return client


def exported(client: Client, address: str, kind: int = CSV) -> bytes:
    response = client.post(f"{address}export/", {"format": kind, "resource": 0})
    content: bytes = response.content
    return content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def bring_in(client: Client, address: str, rows: list[dict[str, str]]) -> Any:
    """The preview, and after it the confirmed import where the preview offers it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("rows.csv", text.getvalue().encode())
    preview = client.post(f"{address}import/", {"import_file": file, "format": 0, "resource": 0})
    confirm = preview.context.get("confirm_form")
    if confirm:
        client.post(f"{address}process_import/", confirm.initial)
    return preview


def test_export_is_the_catalogues_own_file(editor: Client) -> None:
    with (Path(settings.CATALOGUE_DIR) / "indicators.csv").open(encoding="utf-8", newline="") as file:
        source = {row["code"]: row for row in csv.DictReader(file)}

    assert {row["code"]: row for row in rows_of(exported(editor, INDICATORS))} == source


def test_export_asks_the_database_a_constant_number_of_times(
    editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        exported(editor, INDICATORS)


def test_export_as_a_workbook_holds_no_formula(editor: Client) -> None:
    Indicator.objects.filter(code="eldercare.institutions").update(name_en='=HYPERLINK("x")')

    sheet = openpyxl.load_workbook(io.BytesIO(exported(editor, INDICATORS, XLSX))).active

    assert sheet is not None
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_export_that_comes_in_again_changes_nothing(editor: Client) -> None:
    audited = AuditEntry.objects.count()

    bring_in(editor, INDICATORS, rows_of(exported(editor, INDICATORS)))

    assert AuditEntry.objects.count() == audited


def test_changed_row_goes_through_the_service(editor: Client) -> None:
    rows = [r for r in rows_of(exported(editor, INDICATORS)) if r["code"] == "eldercare.institutions"]
    rows[0] |= {"name_en": "Care homes", "definition": "新口径", "effective_from": "2024-01-01"}

    bring_in(editor, INDICATORS, rows)

    indicator = Indicator.objects.get(code="eldercare.institutions")
    entry = AuditEntry.objects.filter(action="change", target=f"indicator:{indicator.pk}").get()
    assert indicator.name_en == "Care homes"
    assert indicator.definitions.count() == 2
    assert entry.by is not None
    assert entry.by.username == "editor"


@pytest.mark.parametrize(
    "change",
    [{"nature": "often"}, {"topic": "nowhere"}, {"additive": "perhaps"}, {"decimals": "9"}, {"unit": ""}],
)
def test_bad_row_keeps_everything_out(editor: Client, change: dict[str, str]) -> None:
    rows = rows_of(exported(editor, INDICATORS))[:2]
    rows[0] |= {"name_en": "Changed"}
    rows[1] |= change

    preview = bring_in(editor, INDICATORS, rows)

    assert preview.status_code == 200
    assert preview.context.get("confirm_form") is None
    assert not Indicator.objects.filter(name_en="Changed").exists()


def test_row_given_twice_is_refused(editor: Client) -> None:
    rows = rows_of(exported(editor, INDICATORS))[:1] * 2

    preview = bring_in(editor, INDICATORS, rows)

    assert preview.context.get("confirm_form") is None


def test_other_columns_are_refused(editor: Client) -> None:
    preview = bring_in(editor, INDICATORS, [{"code": "x", "name": "y"}])

    assert preview.status_code == 200
    assert preview.context.get("confirm_form") is None


def test_export_begins_as_spreadsheets_expect(editor: Client) -> None:
    assert exported(editor, INDICATORS).startswith(codecs.BOM_UTF8)


def test_file_that_is_not_utf_8_is_refused_in_words(editor: Client) -> None:
    file = SimpleUploadedFile("rows.csv", "code,name\nx,养老".encode("gbk"))

    preview = editor.post(f"{INDICATORS}import/", {"import_file": file, "format": 0, "resource": 0})

    assert "UTF-8" in preview.content.decode()
    assert "UnicodeDecodeError" not in preview.content.decode()


def test_every_bad_cell_of_a_row_is_told_and_no_program_text(editor: Client) -> None:
    rows = rows_of(exported(editor, INDICATORS))[:1]

    bad = bring_in(editor, INDICATORS, [rows[0] | {"topic": "nowhere", "additive": "perhaps"}])
    twice = bring_in(editor, INDICATORS, rows * 2)

    assert "nowhere" in bad.content.decode()
    assert "“perhaps”" in bad.content.decode()
    assert "重复出现" in twice.content.decode()
    assert "Traceback" not in twice.content.decode()


def test_second_region_at_the_top_is_refused(editor: Client, fuzhou: Region) -> None:
    rows = rows_of(exported(editor, "/admin/indicators/region/"))

    preview = bring_in(editor, "/admin/indicators/region/", [rows[1] | {"code": "350200", "parent": ""}])

    assert preview.context.get("confirm_form") is None
    assert list(Region.objects.filter(parent=None)) == [fuzhou]


def test_targets_come_in_by_their_three_keys(editor: Client) -> None:
    rows = rows_of(exported(editor, "/admin/indicators/target/"))
    rows[0] |= {"value": "3"}

    bring_in(editor, "/admin/indicators/target/", rows)

    former, now = Target.objects.order_by("pk")
    assert now == Target.objects.as_of(None).get()
    assert (former.value, now.value) == (2, 3)
    assert former.ended_by == now.stated_by == User.objects.get(username="editor")
    assert [row["value"] for row in rows_of(exported(editor, "/admin/indicators/target/"))] == ["3"]


def test_rules_come_in_from_a_sheet_of_the_trade(editor: Client) -> None:
    row = {"序号": "9", "报表代码": "eldercare_quarterly", "公式": "长者食堂数<=eldercare.canteen_seats"}
    bad = row | {"序号": "10", "公式": "没有的指标=养老机构数"}

    refused = bring_in(editor, RULES, [row, bad])
    known = Rule.objects.filter(number__gte=9).count()
    bring_in(editor, RULES, [row])

    rule = Rule.objects.get(form__code="eldercare_quarterly")
    assert refused.context.get("confirm_form") is None
    assert known == 0
    assert (rule.number, rule.severity, rule.is_confirmed) == (9, "warning", True)
    assert rule.formula == "eldercare.canteens<=eldercare.canteen_seats"


def test_rules_are_proposed_and_confirmed_in_the_admin(editor: Client) -> None:
    form = Form.objects.get(code="discipline_quarterly")
    form.rules.all().delete()

    editor.post("/admin/indicators/form/", {"action": "propose_rules", "_selected_action": [form.pk]})
    proposed = form.rules.get()
    editor.post(RULES, {"action": "confirm", "_selected_action": [proposed.pk]})

    assert proposed.formula == "supervision.problems_rectified<=supervision.problems_found"
    assert not proposed.is_confirmed
    assert form.rules.get().is_confirmed


def test_import_needs_the_right_to_change(client: Client, fuzhou: Region) -> None:
    client.force_login(factories.make_user("auditor", Role.AUDITOR, is_staff=True))

    assert client.get(f"{INDICATORS}import/").status_code == 403
    assert client.get(f"{INDICATORS}export/").status_code == 200


@pytest.mark.parametrize("page", ["import/", "export/", "", "add/"])
def test_page_has_nothing_that_the_policy_forbids(editor: Client, page: str) -> None:
    content = editor.get(f"{INDICATORS}{page}").content.decode()

    assert " style=" not in content
    assert " onchange=" not in content


def test_files_and_admin_read_cells_alike(editor: Client, tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_bytes(exported(editor, INDICATORS))

    outcome = catalogue_files.load(paths=[tmp_path / "indicators.csv"], by=None)

    assert set(outcome) == {"unchanged"}


def test_region_taken_out_of_its_parent_is_refused(editor: Client) -> None:
    rows = rows_of(exported(editor, "/admin/indicators/region/"))
    rows[3]["parent"] = ""

    preview = bring_in(editor, "/admin/indicators/region/", rows)

    assert preview.context.get("confirm_form") is None
    assert Region.objects.roots().count() == 1


def test_second_region_at_the_top_is_refused_in_the_form(editor: Client) -> None:
    data = {"code": "350200", "name": "厦门市", "short_name": "厦门", "kind": "city", "order": 99}

    response = editor.post("/admin/indicators/region/add/", data)

    assert response.status_code == 200
    assert "parent" in response.context["adminform"].form.errors
    assert Region.objects.roots().count() == 1


def preview_of(client: Client, address: str, content: str) -> Any:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    file = SimpleUploadedFile("rows.csv", content.encode())
    return client.post(f"{address}import/", {"import_file": file, "format": 0, "resource": 0})


def test_everything_wrong_is_told_at_once_with_line_and_column(editor: Client) -> None:
    page = preview_of(
        editor,
        "/admin/indicators/region/",
        "code,name,short_name,aliases,kind,parent,counts_in_total,former_codes,order\n"
        "350199,测试区,测试,,district,999999,maybe,,abc\n"
        ",空码,空,,district,350100,yes,,1\n"
        f"350198,{'长' * 70},长,,district,350100,yes,,1\n",
    ).content.decode()

    for column in ("parent", "counts_in_total", "order"):
        assert f"Line 2, column {column}: " in page
    assert "Line 3, column code: " in page
    assert "Line 4, column name: " in page


def test_row_longer_than_its_head_is_told_as_such(editor: Client) -> None:
    page = preview_of(editor, "/admin/indicators/calendarday/", "day,kind,name\n2031-01-01,off,元旦,放假\n")

    assert "UTF-8" not in page.content.decode()
    assert "more cells than the first line" in page.content.decode()


def test_second_click_on_confirm_says_that_it_was_done(editor: Client) -> None:
    days = "/admin/indicators/calendarday/"
    preview = preview_of(editor, days, "day,kind,name\n2031-01-01,off,元旦\n")
    said = preview.context["confirm_form"].initial

    editor.post(f"{days}process_import/", said)
    again = editor.post(f"{days}process_import/", said, follow=True)

    assert again.status_code == 200
    assert "imported already" in again.content.decode()
    assert CalendarDay.objects.filter(name="元旦", day__year=2031).count() == 1


def test_file_that_became_unfit_after_its_preview_is_not_taken_in_part(editor: Client) -> None:
    deadlines = "/admin/indicators/deadline/"
    form = factories.make_form("passing", name="过渡表")
    preview = preview_of(
        editor,
        deadlines,
        f"form,period,due\nparty_affairs_quarterly,2031-Q1,2031-05-06\n{form.code},2031-Q1,2031-05-06\n",
    )
    form.delete()

    page = editor.post(f"{deadlines}process_import/", preview.context["confirm_form"].initial, follow=True)

    assert "Line 3, column form: " in page.content.decode()
    assert not Deadline.objects.filter(period="2031-Q1").exists()
