"""The page of one file: its sheet with marks, what it asks, and what is answered there."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl.styles import Font
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from indicators.intake.grid import Position
from indicators.intake.marking import Mark, Sign
from indicators.intake.packing import pack_figure
from indicators.models import Observation, Role, Submission, Upload, UploadRecord, User
from indicators.services.kept import get_kept
from indicators.views.access import get_openable, may_open
from tests import factories
from tests.factories import Catalogue

TITLE = "2023年二季度 鼓楼区"
ROWS = [("养老床位数", 120, "张"), ("某某数", 7, "家")]


@pytest.fixture
def clerk(catalogue: Catalogue) -> User:
    return factories.make_clerk("clerk", catalogue.gulou)


@pytest.fixture
def sheet(tmp_path: Path) -> bytes:
    return factories.write_flat_sheet(tmp_path / "q2.xlsx", ROWS, title=TITLE).read_bytes()


def hand_in(client: Client, content: bytes, **fields: str) -> str:
    """Where a file leads."""
    response = client.post("/uploads/new/", {"file": SimpleUploadedFile("二季度.xlsx", content), **fields})
    return response.headers.get("Location", "")


@pytest.fixture
def waiting(client: Client, clerk: User, sheet: bytes) -> Upload:
    client.force_login(clerk)
    hand_in(client, sheet)
    return Upload.objects.get()


def page_of(client: Client, upload: Upload, query: str = "") -> str:
    return client.get(f"/uploads/{upload.pk}/{query}").content.decode()


def field_of(client: Client, upload: Upload) -> str:
    """The name of the field of the one question."""
    ((field, _places),) = client.get(f"/uploads/{upload.pk}/").context["page"].asked
    return field.html_name


def test_file_that_asks_leads_to_its_page(client: Client, waiting: Upload, sheet: bytes) -> None:
    again = hand_in(client, sheet)
    page = page_of(client, waiting)

    assert again == f"/uploads/{waiting.pk}/"
    assert Upload.objects.count() == 1
    assert '<td id="B3" class="amount">' in page
    assert "某某数" in page


def test_marks_say_names_and_units_in_english_on_an_english_page(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    catalogue.beds.name_en = "Beds"
    catalogue.beds.save()
    content = factories.write_flat_sheet(tmp_path / "a.xlsx", [("养老床位数", -5, "张")], title=TITLE)
    client.force_login(clerk)
    hand_in(client, content.read_bytes())
    client.cookies["django_language"] = "en"

    page = page_of(client, Upload.objects.get())

    assert page.count("Beds: -5 places is negative") == 2  # at the cell and in the list
    assert "养老床位数:" not in page


def test_question_answered_in_place_takes_the_file(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    name = field_of(client, waiting)
    response = client.post(f"/uploads/{waiting.pk}/answer/", {name: catalogue.institutions.code})

    draft = Submission.objects.get()
    assert response.headers["Location"] == f"/submissions/{draft.pk}/"
    assert draft.figures.get(indicator=catalogue.institutions).value == 7


def test_row_that_is_none_of_ours_is_left_out(client: Client, catalogue: Catalogue, waiting: Upload) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "-"})

    assert [row.indicator for row in Submission.objects.get().figures.all()] == [catalogue.beds]


@pytest.mark.parametrize(("given", "kept"), [("asked", ["120", "3"]), ("-", ["3"])])
def test_row_that_is_struck_through_is_answered(
    client: Client, clerk: User, tmp_path: Path, given: str, kept: list[str]
) -> None:
    rows = [("养老床位数", 120, "张"), ("养老机构数", 3, "家")]
    book = openpyxl.load_workbook(factories.write_flat_sheet(tmp_path / "q2.xlsx", rows, title=TITLE))
    place = next(cell for row in book.active.iter_rows() for cell in row if cell.value == 120)
    place.font = Font(strike=True)
    book.save(stream := BytesIO())
    client.force_login(clerk)
    hand_in(client, stream.getvalue())
    upload = Upload.objects.get()
    assert "加了删除线" in page_of(client, upload)

    client.post(f"/uploads/{upload.pk}/answer/", {field_of(client, upload): given})

    figures = Submission.objects.get().figures.order_by("-value")
    assert [str(int(figure.value)) for figure in figures if figure.value] == kept


@pytest.mark.parametrize("given", ["", "no.such.code"])
def test_question_stays_open_without_an_answer_that_can_be_chosen(
    client: Client, waiting: Upload, given: str
) -> None:
    response = client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): given})

    waiting.refresh_from_db()
    assert response.status_code == (422 if given else 302)
    assert waiting.state == "asking"
    assert waiting.answers == []


def test_period_and_row_are_answered_together(client: Client, clerk: User, tmp_path: Path) -> None:
    content = factories.write_flat_sheet(tmp_path / "a.xlsx", ROWS, title="鼓楼区").read_bytes()
    client.force_login(clerk)
    place = hand_in(client, content)
    fields = [field for field, _places in client.get(place).context["page"].asked]

    client.post(f"{place}answer/", {fields[0].html_name: "二季度", fields[-1].html_name: "-"})
    client.post(f"{place}answer/", {field.html_name: answer_to(field) for field in fields})
    draft = Submission.objects.get()

    assert len(fields) == 2
    assert draft.period == "2023-Q2"
    assert draft.figures.count() == 1


def years(tmp_path: Path) -> bytes:
    """A sheet of a quarter whose columns are headed with years alone."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in ([TITLE], ["指标", "单位", "2022年", "2023年"], ["养老床位数", "张", 110, 120]):
        sheet.append(row)
    book.save(tmp_path / "years.xlsx")
    return (tmp_path / "years.xlsx").read_bytes()


def test_year_under_a_quarter_is_answered_by_its_column(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    client.force_login(clerk)
    place = hand_in(client, years(tmp_path))
    ((field, _places),) = client.get(place).context["page"].asked

    client.post(f"{place}answer/", {field.html_name: "2023年"})

    assert "2023年二季度" in str(field.label)
    assert [value for value, _name in field.field.choices] == ["", "2023年", "-"]
    assert Submission.objects.get().period == "2023-Q2"
    assert Submission.objects.get().figures.get().value == 120


def test_years_under_a_quarter_may_all_be_left_out(client: Client, clerk: User, tmp_path: Path) -> None:
    client.force_login(clerk)
    place = hand_in(client, years(tmp_path))
    ((field, _places),) = client.get(place).context["page"].asked

    client.post(f"{place}answer/", {field.html_name: "-"})

    waiting = Upload.objects.get()
    assert not Submission.objects.exists()
    assert waiting.is_asking
    assert waiting.trouble.startswith("As answered, no figure")


def answer_to(field: object) -> str:
    return "-" if hasattr(field.field, "choices") else " 2023-Q2 "  # type: ignore[attr-defined]


def test_given_answer_can_be_asked_again(client: Client, catalogue: Catalogue, waiting: Upload) -> None:
    factories.make_submission(catalogue.gulou, catalogue.form, state="submitted")
    name = field_of(client, waiting)
    client.post(f"/uploads/{waiting.pk}/answer/", {name: catalogue.institutions.code})
    page = client.get(f"/uploads/{waiting.pk}/")

    client.post(f"/uploads/{waiting.pk}/answer/", {"again": name})

    (given,) = page.context["page"].given
    assert (given.name, given.answer) == (name, "养老机构数")
    assert not page.context["page"].is_unplaced
    assert field_of(client, waiting) == name


def test_dropped_file_is_no_longer_there(
    client: Client,
    uploads: Path,
    waiting: Upload,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/uploads/{waiting.pk}/drop/", {"sure": "on"})

    assert response.headers["Location"] == "/uploads/new/"
    assert client.get(f"/uploads/{waiting.pk}/").status_code == 404
    assert not list(uploads.iterdir())


def test_file_is_not_given_up_by_a_slip(client: Client, waiting: Upload) -> None:
    response = client.post(f"/uploads/{waiting.pk}/drop/")

    waiting.refresh_from_db()
    assert response.headers["Location"] == f"/uploads/{waiting.pk}/"
    assert waiting.state == "asking"
    assert 'name="sure" required' in page_of(client, waiting)


def test_waiting_file_is_listed_where_its_clerk_looks(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    mine = [client.get(address).content.decode() for address in ("/work/", "/submissions/")]
    client.force_login(factories.make_clerk("neighbour", catalogue.taijiang))
    others = [client.get(address).content.decode() for address in ("/work/", "/submissions/")]

    assert all(f"/uploads/{waiting.pk}/" in page for page in mine)
    assert not any(f"/uploads/{waiting.pk}/" in page for page in others)


@pytest.mark.parametrize(
    ("who", "status"),
    [("clerk", 200), ("bureau", 200), ("auditor", 200), ("neighbour", 404), ("reviewer", 404)],
)
def test_waiting_file_is_seen_by_its_regions_clerks(
    client: Client, catalogue: Catalogue, waiting: Upload, who: str, status: int
) -> None:
    factories.make_clerk("bureau", catalogue.city)
    factories.make_clerk("neighbour", catalogue.taijiang)
    factories.make_reviewer("reviewer")
    factories.make_user("auditor", Role.AUDITOR)
    client.force_login(User.objects.get(username=who))

    original = client.get(f"/uploads/{waiting.pk}/original/")
    if original.streaming:
        list(original)  # type: ignore[call-overload]

    assert client.get(f"/uploads/{waiting.pk}/").status_code == status
    assert original.status_code == status


def test_auditor_may_not_answer(client: Client, waiting: Upload) -> None:
    client.force_login(factories.make_user("auditor", Role.AUDITOR))

    client.post(f"/uploads/{waiting.pk}/answer/", {})
    client.post(f"/uploads/{waiting.pk}/drop/", {"sure": "on"})

    waiting.refresh_from_db()
    assert waiting.state == "asking"
    assert f'action="/uploads/{waiting.pk}/answer/"' not in page_of(client, waiting)


def test_file_with_personal_data_is_not_kept(
    client: Client, clerk: User, uploads: Path, tmp_path: Path
) -> None:
    rows = [["2023年二季度 鼓楼区"], ["姓名", "身份证号", "某某数"], ["张三", "350102199001010011", 7]]
    content = factories.write_workbook(tmp_path / "p.xlsx", rows).read_bytes()
    client.force_login(clerk)

    assert hand_in(client, content) == ""
    assert not Upload.objects.exists()
    assert not list(uploads.iterdir())


@pytest.fixture
def wrong(client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path) -> str:
    """Where a file leads of which one row is of a form that its region does not report."""
    rows = [ROWS[0], (catalogue.study.name, 3, "次")]
    content = factories.write_flat_sheet(tmp_path / "w.xlsx", rows, title=TITLE).read_bytes()
    client.force_login(clerk)
    return hand_in(client, content)


def test_file_with_errors_at_cells_waits_and_shows_where(client: Client, wrong: str) -> None:
    upload = Upload.objects.get()
    page = client.get(wrong)
    signs = {at: mark.sign for at, mark in marks_of(upload).items()}

    assert wrong == f"/uploads/{upload.pk}/"
    assert upload.state == "asking"
    assert not Submission.objects.exists()
    assert {at[0] for at, sign in signs.items() if sign is Sign.ERROR} == {3}
    assert page.context["page"].asked == ()
    assert f"/uploads/{upload.pk}/marked.xlsx" in page.content.decode()


def test_file_with_errors_at_cells_is_examined_again_or_given_up(
    client: Client, catalogue: Catalogue, wrong: str
) -> None:
    client.post(f"{wrong}answer/")
    before = Upload.objects.get().state
    catalogue.study.form.region_kinds = catalogue.gulou.kind
    catalogue.study.form.save()
    client.post(f"{wrong}answer/")

    assert (before, Upload.objects.get().state) == ("asking", "staged")


def test_file_that_is_wrong_as_a_whole_is_not_kept(client: Client, clerk: User, tmp_path: Path) -> None:
    content = factories.write_workbook(tmp_path / "n.xlsx", [["养老"], ["很好"]]).read_bytes()
    client.force_login(clerk)

    assert hand_in(client, content) == ""
    assert not Upload.objects.exists()


def marks_of(upload: Upload) -> dict[Position, Mark]:
    return dict(get_kept(upload).each_mark(0))


def test_taken_file_shows_what_was_read_even_when_names_have_changed(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "eldercare.institutions"})
    before = marks_of(Upload.objects.get())
    catalogue.beds.name, catalogue.beds.aliases = "别的", ""
    catalogue.beds.save()
    after = marks_of(Upload.objects.get())

    assert {mark.figure.cell for mark in before.values() if mark.figure} == {"B3", "B4"}
    assert after == before


def test_page_of_a_file_from_before_records_shows_its_draft(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "eldercare.institutions"})
    recorded = marks_of(taken := Upload.objects.get())
    taken.record.delete()
    marks = marks_of(Upload.objects.get())

    assert {at for at, mark in marks.items() if mark.figure} == {
        at for at, mark in recorded.items() if mark.figure
    }


def make_outdated(upload: Upload) -> None:
    """As a version left it that read nothing and asked nothing."""
    record = UploadRecord.objects.get(upload=upload)
    record.content |= {
        "version": "2.1",
        "read": 0,
        "found": 0,
        "asked": 0,
        "questions": [],
        "is_unplaced": False,
    }
    record.save()
    record.parts.all().delete()


def test_waiting_file_that_another_version_read_is_examined_anew(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    before, marks = client.get(f"/uploads/{waiting.pk}/").context["page"], marks_of(waiting)
    make_outdated(waiting)

    after = client.get(f"/uploads/{waiting.pk}/").context["page"]
    again = marks_of(waiting)
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): catalogue.institutions.code})

    assert (after.figures, len(after.asked), after.is_unplaced) == (before.figures, 1, True)
    assert again == marks
    assert Submission.objects.get().figures.count() == 2


def test_taken_file_that_another_version_read_shows_what_was_taken(client: Client, waiting: Upload) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "-"})
    marks = marks_of(taken := Upload.objects.get())
    UploadRecord.objects.update(content=taken.record.content | {"version": "2.1"})

    assert marks_of(Upload.objects.get()) == marks


def test_page_of_a_record_in_one_piece_shows_the_same(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "eldercare.institutions"})
    parts = marks_of(taken := Upload.objects.get())
    figures = [pack_figure(mark.figure) for mark in parts.values() if mark.figure]
    UploadRecord.objects.filter(upload=taken).update(content={"figures": figures, "findings": []})

    assert {at: mark.figure for at, mark in marks_of(taken).items()} == {
        at: mark.figure for at, mark in parts.items()
    }


def test_queries_do_not_grow_with_the_sheet(
    client: Client,
    clerk: User,
    tmp_path: Path,
    django_assert_num_queries: Callable[..., DjangoAssertNumQueries],
) -> None:
    client.force_login(clerk)
    client.get("/uploads/new/")  # so that the frame knows the catalogue
    counts = []
    for number in (3, 30):
        rows = [*ROWS, *((f"某数{each}", each, "家") for each in range(number))]
        content = factories.write_flat_sheet(tmp_path / f"{number}.xlsx", rows, title=TITLE).read_bytes()
        place = hand_in(client, content)
        with django_assert_num_queries(100, exact=False) as captured:  # type: ignore[operator]
            client.get(place)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    "query", ["?sheet=no&cell=ZZ999999", "?page=0", "?page=x", "?page=99999999999", "?unfold"]
)
def test_odd_query_shows_a_sheet(client: Client, waiting: Upload, query: str) -> None:
    assert client.get(f"/uploads/{waiting.pk}/{query}").status_code == 200


def test_draft_and_source_lead_to_the_cell(client: Client, catalogue: Catalogue, waiting: Upload) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "-"})
    draft = Submission.objects.get()
    staged = draft.figures.get()
    draft_page = client.get(f"/submissions/{draft.pk}/").content.decode()
    factories.make_observation(catalogue.beds, catalogue.gulou, staged=staged)
    source = client.get(f"/observations/{Observation.objects.get().pk}/").content.decode()

    address = f"/uploads/{waiting.pk}/?sheet=Sheet1&amp;cell=B3#B3"
    assert address in draft_page
    assert address in source


def test_next_quarter_the_same_form_asks_nothing(
    client: Client, catalogue: Catalogue, waiting: Upload, tmp_path: Path
) -> None:
    client.post(f"/uploads/{waiting.pk}/answer/", {field_of(client, waiting): "eldercare.institutions"})
    content = factories.write_flat_sheet(tmp_path / "q3.xlsx", ROWS, title="2023年三季度 鼓楼区").read_bytes()

    place = hand_in(client, content)

    draft = Submission.objects.get(period="2023-Q3")
    assert place == f"/submissions/{draft.pk}/"
    assert draft.figures.get(indicator=catalogue.institutions).value == 7


def test_file_of_two_departments_is_linked_only_where_it_opens(catalogue: Catalogue) -> None:
    bureau = factories.make_submission(catalogue.city, catalogue.study.form)
    own = factories.make_submission(catalogue.gulou, catalogue.form)
    upload = factories.make_upload()
    factories.make_staged(own, catalogue.beds, upload=upload)
    factories.make_staged(bureau, catalogue.study, upload=upload)
    people = (
        factories.make_reviewer("of one", catalogue.form.department),
        factories.make_reviewer("of both"),
        factories.make_user("auditor", Role.AUDITOR),
    )

    seen = [(may_open(user, upload), bool(get_openable(user, [upload]))) for user in people]

    assert seen == [(False, False), (True, True), (True, True)]


# A sheet without any unit


def ask_units(client: Client, clerk: User, path: Path, rows: list[list[object]]) -> Upload:
    content = factories.write_workbook(path, [[TITLE], ["指标名称", "数值"], *rows]).read_bytes()
    client.force_login(clerk)
    hand_in(client, content)
    return Upload.objects.get()


def test_one_tick_answers_every_unit_and_each_is_recorded(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    names = [catalogue.beds.name, catalogue.institutions.name, catalogue.visits.name]
    rows: list[list[object]] = [[name, number] for number, name in enumerate(names, 7)]
    upload = ask_units(client, clerk, tmp_path / "u.xlsx", rows)
    (units,) = client.get(f"/uploads/{upload.pk}/").context["page"].units

    client.post(f"/uploads/{upload.pk}/answer/", {units.tick.html_name: "on"})

    upload.refresh_from_db()
    figures = Submission.objects.get().figures
    assert list(units.lines) == [(names[0], "张"), (names[1], "家"), (names[2], "人次")]
    assert upload.answers == [["unit", "Sheet1", name, unit] for name, unit in units.lines]
    assert set(figures.values_list("indicator__code", "value")) == {
        (catalogue.beds.code, 7),
        (catalogue.institutions.code, 8),
        (catalogue.visits.code, 9),
    }


def test_unit_answered_by_itself_goes_before_the_tick(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        [each.name, 7] for each in (catalogue.beds, catalogue.institutions, catalogue.visits)
    ]
    upload = ask_units(client, clerk, tmp_path / "u.xlsx", rows)
    page = client.get(f"/uploads/{upload.pk}/").context["page"]
    visits = page.asked[-1][0].html_name

    client.post(f"/uploads/{upload.pk}/answer/", {page.units[0].tick.html_name: "on", visits: "万人次"})

    assert Submission.objects.get().figures.get(indicator=catalogue.visits).value == 70_000


def test_one_tick_leaves_out_every_row_like_nothing_in_the_catalogue(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    strange = ["其中：男", "其中：女", "未知"]
    rows: list[list[object]] = [[f"{catalogue.beds.name}（张）", 9], *([name, 3] for name in strange)]
    upload = ask_units(client, clerk, tmp_path / "u.xlsx", rows)
    page = client.get(f"/uploads/{upload.pk}/").context["page"]

    client.post(f"/uploads/{upload.pk}/answer/", {page.strange[0].tick.html_name: "on"})

    upload.refresh_from_db()
    assert page.units == ()
    assert [subject for subject, _unit in page.strange[0].lines] == [
        subject for _a, _s, subject, _t in upload.answers
    ]
    assert len(upload.answers) == 3
    assert {told for *_key, told in upload.answers} == {""}
    assert [row.indicator for row in Submission.objects.get().figures.all()] == [catalogue.beds]


def test_two_units_are_answered_one_by_one(
    client: Client, catalogue: Catalogue, clerk: User, tmp_path: Path
) -> None:
    rows: list[list[object]] = [[each.name, 7] for each in (catalogue.beds, catalogue.institutions)]
    upload = ask_units(client, clerk, tmp_path / "u.xlsx", rows)

    page = client.get(f"/uploads/{upload.pk}/").context["page"]

    assert len(page.asked) == 2
    assert page.units == ()


# 校验回执


def receipt_of(client: Client, upload: Upload) -> bytes:
    return b"".join(client.get(f"/uploads/{upload.pk}/marked.xlsx"))  # type: ignore[arg-type]


def test_receipt_that_comes_back_unchanged_is_recognised(client: Client, waiting: Upload) -> None:
    content = receipt_of(client, waiting)

    place = hand_in(client, content)

    assert place == f"/uploads/{waiting.pk}/"
    assert Upload.objects.count() == 1


def test_receipt_with_a_cell_mended_is_read_like_any_file(
    client: Client, catalogue: Catalogue, waiting: Upload, tmp_path: Path
) -> None:
    path = tmp_path / "mended.xlsx"
    path.write_bytes(receipt_of(client, waiting))
    book = openpyxl.load_workbook(path)
    book["Sheet1"]["A4"] = "养老机构数"
    book.save(path)

    place = hand_in(client, path.read_bytes())

    draft = Submission.objects.get()
    cells = draft.figures.values_list("indicator__code", "value", "sheet", "cell").order_by("cell")
    assert place == f"/submissions/{draft.pk}/"
    assert list(cells) == [
        ("eldercare.beds", 120, "Sheet1", "B3"),
        ("eldercare.institutions", 7, "Sheet1", "B4"),
    ]
    assert not draft.findings.exists()


@pytest.mark.usefixtures("own_interpreter")
def test_receipt_names_its_file_and_every_finding(client: Client, waiting: Upload) -> None:
    sheet = openpyxl.load_workbook(BytesIO(receipt_of(client, waiting))).worksheets[0]

    texts = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert f"SHA-256 {waiting.sha256}" in texts
    assert any("某某数" in text for text in texts)
    assert "Sheet1 A4" in texts


def test_receipt_of_another_clerks_file_tells_nothing_of_it(
    client: Client, catalogue: Catalogue, waiting: Upload
) -> None:
    content = receipt_of(client, waiting)
    client.force_login(factories.make_clerk("neighbour", catalogue.taijiang))

    place = hand_in(client, content)

    assert place == f"/uploads/{Upload.objects.latest('pk').pk}/" != f"/uploads/{waiting.pk}/"


@pytest.mark.parametrize(("place", "offered"), [("gulou", False), ("city", True)])
def test_clerk_is_offered_only_what_his_regions_report(
    client: Client, catalogue: Catalogue, sheet: bytes, place: str, *, offered: bool
) -> None:
    client.force_login(factories.make_clerk("somebody", getattr(catalogue, place)))
    hand_in(client, sheet)

    page = page_of(client, Upload.objects.get())

    assert f'value="{catalogue.beds.code}"' in page
    assert (f'value="{catalogue.study.code}"' in page) is offered
