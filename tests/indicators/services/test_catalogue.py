import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from indicators.models import AuditEntry, CalendarDay, Deadline, Form, Indicator, Region, Rule
from indicators.services import catalogue as service
from indicators.services import catalogue_files
from tests import factories
from tests.factories import Catalogue

SOURCE = Path(settings.CATALOGUE_DIR)


def edited(
    folder: Path, name: str, changes: Mapping[int, Mapping[str, str]], *more: Mapping[str, str]
) -> Path:
    """A copy of one catalogue file: lines changed (2 is the first row), and rows added like the first."""
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for line, values in changes.items():
        rows[line - 2] |= values
    rows += [rows[0] | values for values in more]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def bad_rows(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(catalogue_files.BadCatalogue) as caught:
        catalogue_files.load(paths=[path], by=None)
    return [(row.line, row.reason) for row in caught.value.rows]


def test_load_updates_by_code_and_audits_the_change(fuzhou: Region, tmp_path: Path) -> None:
    path = edited(tmp_path, "indicators.csv", {2: {"name_en": "Lectures"}})

    outcome = catalogue_files.load(paths=[path], by=None)

    entry = AuditEntry.objects.filter(action="change").latest("id")
    assert (outcome["created"], outcome["changed"]) == (0, 1)
    assert Indicator.objects.get(code="theory_study.leader_lectures").name_en == "Lectures"
    assert entry.after == {"name_en": "Lectures"}
    assert "lectures" in entry.before["name_en"]


def test_load_reports_all_bad_rows_of_all_files_at_once(fuzhou: Region, tmp_path: Path) -> None:
    edited(tmp_path, "indicators.csv", {3: {"decimals": "many"}, 4: {"additive": "perhaps"}})
    edited(
        tmp_path,
        "rules.csv",
        {2: {"formula": "a=+"}, 3: {"formula": "nobody.knows<=party_branches.branches"}},
    )

    with pytest.raises(catalogue_files.BadCatalogue) as caught:
        catalogue_files.load(paths=[tmp_path], by=None)

    assert [(row.file, row.line) for row in caught.value.rows] == [
        ("indicators.csv", 3),
        ("indicators.csv", 4),
        ("rules.csv", 2),
        ("rules.csv", 3),
    ]


def test_load_refuses_duplicates_and_wrong_headers(fuzhou: Region, tmp_path: Path) -> None:
    twice = edited(tmp_path, "pillars.csv", {}, {})
    header = tmp_path / "topics.csv"
    header.write_text("code,name\nx,y\n", encoding="utf-8")

    assert [line for line, _ in bad_rows(twice)] == [6]
    assert [line for line, _ in bad_rows(header)] == [1]
    assert bad_rows(tmp_path / "nothing.csv")


def test_file_of_forms_from_before_their_numbers_still_loads(fuzhou: Region, tmp_path: Path) -> None:
    path = tmp_path / "forms.csv"
    text = (SOURCE / "forms.csv").read_text("utf-8-sig")
    head, *rows = text.splitlines()
    assert "number" not in head
    Form.objects.filter(code="charity_quarterly").update(number="MZ-01")
    path.write_text(text.replace("慈善事业季报表", "慈善季报表"), "utf-8")

    outcome = catalogue_files.load(paths=[path], by=None)
    path.write_text(
        "\n".join([f"{head},number", *(f"{row},MZ-{n:02}" for n, row in enumerate(rows, 2))]), "utf-8"
    )
    numbered = catalogue_files.load(paths=[path], by=None)

    charity = Form.objects.get(code="charity_quarterly")
    assert (outcome["changed"], numbered["changed"]) == (1, len(rows))
    assert (charity.name, charity.number) == ("慈善事业季报表", "MZ-19")


def test_load_leaves_what_is_absent_alone(fuzhou: Region, tmp_path: Path) -> None:
    path = tmp_path / "pillars.csv"
    path.write_text(
        "code,name,name_en,character,creed,order\nfifth,第五机关,Fifth,五,五,5\n", encoding="utf-8"
    )

    assert catalogue_files.load(paths=[path], by=None)["created"] == 1
    assert Indicator.objects.count() == 91


def test_new_definition_ends_the_one_before(fuzhou: Region, tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        "indicators.csv",
        {},
        {"definition": "新口径", "effective_from": "2024-01-01"},
    )

    catalogue_files.load(paths=[path], by=None)

    old, new = Indicator.objects.get(code="theory_study.leader_lectures").definitions.all()
    assert (old.effective_from, old.effective_to) == (None, date(2023, 12, 31))
    assert (new.text, new.effective_from, new.effective_to) == ("新口径", date(2024, 1, 1), None)
    assert set(catalogue_files.load(paths=[path], by=None)) == {"unchanged"}


def test_unit_and_nature_of_approved_figures_stay(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou)

    catalogue.beds.unit = "万张"
    with pytest.raises(ValidationError, match="张"):
        service.save(instance=catalogue.beds, by=None)
    catalogue.beds.refresh_from_db()
    catalogue.beds.nature = "ytd"
    with pytest.raises(ValidationError):
        service.save(instance=catalogue.beds, by=None)


def test_nature_that_was_not_confirmed_may_be_settled(catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.study, catalogue.city)

    catalogue.study.nature, catalogue.study.nature_confirmed = "cumulative", True
    outcome = service.save(instance=catalogue.study, by=None)

    assert outcome == "changed"


def test_rules_of_the_catalogue_hold_for_known_indicators(fuzhou: Region) -> None:
    assert Rule.objects.count() == 6


def test_region_never_lies_inside_itself(fuzhou: Region, tmp_path: Path) -> None:
    path = edited(tmp_path, "regions.csv", {2: {"parent": "350102"}})

    ((line, reason),) = bad_rows(path)

    assert line == 2
    assert "福州市" in reason


def test_second_region_at_the_top_is_refused(fuzhou: Region, tmp_path: Path) -> None:
    path = edited(tmp_path, "regions.csv", {3: {"parent": ""}})

    catalogue_files.load(paths=[SOURCE / "regions.csv"], by=None)
    ((line, reason),) = bad_rows(path)

    assert line == 0
    assert "350100" in reason
    assert Region.objects.filter(parent=None).count() == 1


@pytest.mark.parametrize("code", ["a/b", "Bad Code!", "养老", "a\n"])
def test_code_goes_into_an_address(catalogue: Catalogue, code: str) -> None:
    catalogue.beds.code = code

    with pytest.raises(ValidationError, match="代码"):
        service.save(instance=catalogue.beds, by=None)


def test_days_off_and_deadlines_come_in_as_files(catalogue: Catalogue, tmp_path: Path) -> None:
    days, deadlines = tmp_path / "calendar.csv", tmp_path / "deadlines.csv"
    days.write_text("day,kind,name\n2023-10-09,off,补休\n2023-10-14,worked,\n")
    deadlines.write_text("form,period,due\neldercare_quarterly,2023-Q2,2023-07-03\n")

    catalogue_files.load(paths=[days, deadlines], by=None)

    assert dict(CalendarDay.objects.values_list("day", "kind")) == {
        date(2023, 10, 9): "off",
        date(2023, 10, 14): "worked",
    }
    assert Deadline.objects.get().due == date(2023, 7, 3)


@pytest.mark.parametrize(("period", "due"), [("2023-06", "2023-07-03"), ("2023-Q2", "2023-06-30")])
def test_deadline_that_cannot_be_is_refused(
    catalogue: Catalogue, tmp_path: Path, period: str, due: str
) -> None:
    path = tmp_path / "deadlines.csv"
    path.write_text(f"form,period,due\neldercare_quarterly,{period},{due}\n")

    assert [line for line, _reason in bad_rows(path)] == [2]


def test_lines_within_a_cell_stay(fuzhou: Region, tmp_path: Path) -> None:
    said = "年初至报告期末的次数。\n一人一地一讲计1次。\u2028会议不计。"
    path = edited(tmp_path, "indicators.csv", {2: {"definition": said}, 3: {"name_en": "Sessions"}})

    catalogue_files.load(paths=[path], by=None)

    indicator = Indicator.objects.get(code="theory_study.leader_lectures")
    assert indicator.definitions.get().text == said


def test_cell_with_a_nul_is_refused(fuzhou: Region, tmp_path: Path) -> None:
    path = edited(tmp_path, "calendar.csv", {2: {"name": "元\0旦"}})

    ((line, reason),) = bad_rows(path)

    assert line == 2
    assert reason.startswith("name: ")
