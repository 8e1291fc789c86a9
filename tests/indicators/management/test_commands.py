"""The operators' commands, as a shell sees them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from indicators.models import Indicator, Observation, Region, Release, Submission
from tests import factories
from tests.factories import Catalogue

FIGURES = [("养老机构数", 12, "家"), ("养老床位数", "1,340", "张")]


def run(name: str, *arguments: object) -> tuple[int, Any, str]:
    """Exit code, parsed standard output, standard error."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err)
    except CommandError as error:
        code = error.returncode
        err.write(str(error))
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    text = out.getvalue()
    return code, json.loads(text) if text.strip() else None, err.getvalue()


@pytest.fixture
def sheet(tmp_path: Path, catalogue: Catalogue) -> Path:
    factories.make_clerk()
    factories.make_reviewer()
    return factories.write_flat_sheet(tmp_path / "q2.xlsx", FIGURES)


def test_intake_reads_and_writes_nothing(sheet: Path) -> None:
    code, content, _ = run("intake", sheet, "--json")

    assert code == 0
    assert set(content) == {"file", "sha256", "figures", "findings"}
    assert content["figures"][1] == {
        "indicator": "eldercare.beds",
        "region": "350100",
        "period": "2023-Q2",
        "value": "1340",
        "unit": "张",
        "printed": "1,340张",
        "qualifier": "exact",
        "sheet": "Sheet1",
        "cell": "B4",
    }
    assert not Submission.objects.exists()


def test_intake_with_a_question_exits_1(tmp_path: Path, catalogue: Catalogue) -> None:
    path = factories.write_flat_sheet(tmp_path / "q2.xlsx", [("养老机", 12, "家")])

    code, content, _ = run("intake", path, "--json")

    assert code == 1
    assert content["figures"] == []
    (finding,) = content["findings"]
    assert set(finding) == {"severity", "code", "sheet", "cell", "message"}
    assert (finding["severity"], finding["sheet"], finding["cell"]) == ("question", "Sheet1", "A3")
    assert "养老机构数" in finding["message"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nowhere.xlsx",),
        ("{sheet}", "--period", "2023-Q5"),
        ("{sheet}", "--region", "999999"),
        ("{sheet}", "--submit"),
        ("{sheet}", "--submit", "--by", "nobody"),
    ],
)
def test_intake_wrongly_used_exits_2(sheet: Path, arguments: tuple[str, ...]) -> None:
    code, content, said = run("intake", *(part.format(sheet=sheet) for part in arguments))

    assert code == 2
    assert content is None
    assert said


def test_figures_travel_from_file_to_release_and_back(sheet: Path) -> None:
    code, content, _ = run("intake", sheet, "--submit", "--by", "clerk", "--json")
    (number,) = content["submissions"]
    approved = run("approve", number, "--by", "reviewer")[1]
    known = run("figures", "--period", "2023-Q2", "--json")[1]
    undone = run("undo", approved["release"], "--by", "reviewer")

    assert code == 0
    assert [(row["indicator"], row["value"], row["release"]) for row in known] == [
        ("eldercare.institutions", "12", approved["release"]),
        ("eldercare.beds", "1340", approved["release"]),
    ]
    assert known[0]["source"] | {"citation": ""} == {
        "file": "q2.xlsx",
        "sheet": "Sheet1",
        "cell": "B3",
        "printed": "12家",
        "citation": "",
    }
    assert undone[0] == 0
    assert run("figures", "--json")[1] == []


def test_submit_of_the_same_file_twice_is_refused(sheet: Path) -> None:
    run("intake", sheet, "--submit", "--by", "clerk", "--json")

    code, content, said = run("intake", sheet, "--submit", "--by", "clerk", "--json")

    assert code == 1
    assert content["submissions"] == []
    assert str(Submission.objects.get().pk) in said


def test_submit_of_approved_figures_is_refused(sheet: Path) -> None:
    number = run("intake", sheet, "--submit", "--by", "clerk", "--json")[1]["submissions"][0]
    run("approve", number, "--by", "reviewer")

    code, _, said = run("intake", sheet, "--submit", "--by", "clerk", "--json")

    assert code == 1
    assert "q2.xlsx" in said
    assert Submission.objects.count() == 1


def test_correction_needs_a_reason(sheet: Path, tmp_path: Path) -> None:
    number = run("intake", sheet, "--submit", "--by", "clerk", "--json")[1]["submissions"][0]
    run("approve", number, "--by", "reviewer")
    corrected = factories.write_flat_sheet(tmp_path / "again.xlsx", [("养老机构数", 13, "家")])

    refused = run("intake", corrected, "--submit", "--by", "clerk", "--json")
    taken = run("intake", corrected, "--submit", "--by", "clerk", "--reason", "漏报1家", "--json")

    assert refused[0] == 1
    assert [finding["code"] for finding in refused[1]["findings"]] == ["changes_approved"]
    assert Submission.objects.count() == 2
    assert run("approve", taken[1]["submissions"][0], "--by", "reviewer")[0] == 0
    assert run("figures", "--indicator", "eldercare.institutions", "--json")[1][0]["value"] == "13"


def test_approve_of_ones_own_submission_is_refused(sheet: Path) -> None:
    factories.make_user("both", is_superuser=True)
    number = run("intake", sheet, "--submit", "--by", "both", "--json")[1]["submissions"][0]

    code, content, said = run("approve", number, "--by", "both")

    assert code == 1
    assert content is None
    assert "both" in said
    assert not Release.objects.exists()


def test_figures_as_of_an_earlier_day_are_not_known_yet(sheet: Path) -> None:
    number = run("intake", sheet, "--submit", "--by", "clerk", "--json")[1]["submissions"][0]
    run("approve", number, "--by", "reviewer")

    assert run("figures", "--as-of", "2020-01-01", "--json")[1] == []
    assert run("figures", "--as-of", "yesterday", "--json")[0] == 2


def test_load_catalogue_reports_every_bad_row_and_writes_nothing(db: None, tmp_path: Path) -> None:
    source = Path(settings.CATALOGUE_DIR)
    for file in source.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (source / "indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    rows[3][header.index("nature")] = "often"
    rows[5][header.index("topic")] = "nowhere"
    with (tmp_path / "indicators.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)

    code, _, said = run("load_catalogue", tmp_path)

    assert code == 1
    assert "indicators.csv:4:" in said
    assert "indicators.csv:6:" in said
    assert not Region.objects.exists()


def test_load_catalogue_again_changes_nothing(fuzhou: Region) -> None:
    code, _, said = run("load_catalogue")

    assert code == 0
    assert "新增0条，修改0条" in said
    assert Indicator.objects.count() == 91


def test_make_scale_fills_what_was_asked_for(db: None) -> None:
    code, content, _ = run("make_scale", "--indicators", 4, "--regions", 3, "--quarters", 5)

    assert code == 0
    assert content == {"observations": 4 * 3 * 5}
    assert Observation.objects.filter(is_demo=True).count() == 60


def test_scale_fills_only_once(db: None) -> None:
    first, _made, _said = run("make_scale", "--indicators", 1, "--regions", 1, "--quarters", 1)

    second, _made, said = run("make_scale", "--indicators", 1, "--regions", 1, "--quarters", 1)

    assert (first, second) == (0, 1)
    assert "数据库" in said


def test_form_that_a_region_does_not_report_is_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    path = factories.write_flat_sheet(
        tmp_path / "office.xlsx",
        [("专题学习次数", 3, "次"), ("养老机构数", 12, "家")],
        title="2023年二季度 鼓楼区",
    )

    code, read, _said = run("intake", path, "--json")

    (found,) = [found for found in read["findings"] if found["code"] == "form_of_others"]
    assert code == 1
    assert (found["severity"], found["sheet"], found["cell"]) == ("error", "Sheet1", "B3")
    assert "鼓楼区" in found["message"]
    assert "办公室季报表" in found["message"]
