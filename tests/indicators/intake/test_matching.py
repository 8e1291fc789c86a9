import pytest

from indicators.intake.matching import label_key, label_unit
from tests.indicators.intake.corpus import INDEX


@pytest.mark.parametrize(
    "label",
    [
        "养老机构",
        "　养老 机构",
        "一、养老机构",
        "（一）养老机构",
        "(1) 养老机构",
        "1.养老机构",
        "１．养老机构",
        "1、养老机构",
        "①养老机构",
        "A.养老机构",
        "其中：养老机构",
        "其中: 1. 养老机构",
        "*养老机构",
        "养老机构*",
        "养老机构（家）",
        "养老机构(万家)",
        "养老机构：家",
        "养老机构（家）*",
        "养老机构:",
        "“养老”机构",
        "养老机构数",
    ],
)
def test_spellings_of_one_label_are_one_indicator(label):
    match = INDEX.indicator(label)

    assert match.entry
    assert match.entry.code == "eldercare.institutions"


@pytest.mark.parametrize("label", ["养老设施", "养老机构设施", "养老人次", "探访关爱人", "90养老机构"])
def test_near_misses_are_never_taken(label):
    match = INDEX.indicator(label)

    assert match.entry is None
    assert match.candidates == ()


def test_people_are_never_visits():
    assert label_key("临时救助人次") != label_key("临时救助人")
    assert label_key("救助（人次）") == label_key("救助")
    assert label_unit("救助（人次）") == "人次"
    assert label_unit("低保人数（城市）") == ""
    assert label_key("低保人数（城市）") == label_key("低保人数城市")


def test_unknown_label_has_at_most_three_suggestions():
    assert INDEX.suggestions("养老机购")[0].name == "养老机构"
    assert len(INDEX.suggestions("养老")) <= 3
    assert INDEX.suggestions("") == ()


def test_alias_of_two_indicators_is_ambiguous():
    match = INDEX.indicator("募集款")

    assert match.entry is None
    assert [entry.name for entry in match.candidates] == ["慈善募集", "慈善支出"]


def test_code_wins_and_tells_of_another_name():
    assert INDEX.indicator("募集款", "charity.given").entry.code == "charity.given"
    assert INDEX.indicator("养老机构数", "ELDERCARE.institutions").conflict is None
    assert INDEX.indicator("随便什么", "eldercare.beds").entry.code == "eldercare.beds"

    match = INDEX.indicator("养老机构", "eldercare.beds")

    assert match.entry.code == "eldercare.beds"
    assert match.conflict.name == "养老机构"


def test_foreign_code_leaves_the_name_to_decide():
    assert INDEX.indicator("养老机构", "JZH011000000").entry.code == "eldercare.institutions"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("350102", "350102"),
        ("350102000000", "350102"),
        ("鼓楼区", "350102"),
        ("鼓 楼", "350102"),
        ("鼓楼区民政局", "350102"),
        ("350182", "350112"),
        ("长乐市", "350112"),
        ("岚", "350128"),
        ("合计", "350100"),
        ("FZ-GX", "FZ-GX"),
    ],
)
def test_region_is_found_by_any_of_its_names(text, code):
    assert [entry.code for entry in INDEX.region(text)] == [code]


@pytest.mark.parametrize("text", ["", "厦门市", "岚岛", "350999", "350000000000", "鼓楼街道", "3501"])
def test_region_outside_the_catalogue_is_none(text):
    assert INDEX.region(text) == ()


@pytest.mark.parametrize(
    ("title", "regions"),
    [
        ("福州市鼓楼区2023年二季度", ["350102"]),
        ("福州高新区统计表", ["FZ-GX"]),
        ("鼓楼区、台江区统计表", ["350102", "350103"]),
        ("各县合计", []),
        ("岚岛统计表", []),
    ],
)
def test_title_names_the_smallest_regions(title, regions):
    assert sorted(entry.code for entry in INDEX.regions_in(title)) == sorted(regions)
