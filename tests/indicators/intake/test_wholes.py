from indicators.intake.wholes import find_parts
from tests.indicators.intake.corpus import INDEX, Given, make_grid

HEAD: list[Given] = ["指标", "单位", "数量"]
HOMES, BEDS, SITES = "eldercare.institutions", "eldercare.beds", "eldercare.facilities"


def pairs(*rows: list[Given]) -> list[tuple[str, str]]:
    found = find_parts([make_grid([["福州市2023年二季度"], HEAD, *rows])], INDEX)
    return [(part.code, whole.code) for part, whole in found]


def test_a_deeper_number_is_a_part() -> None:
    assert pairs(
        ["一、养老服务设施", "个", 9],
        ["（一）养老机构", "家", 4],
        ["1.养老床位", "张", 3],
        ["（二）持证社工", "人", 2],
        ["二、低保人数", "人", 8],
        ["其中：农村低保人数", "人", 5],
    ) == [
        (HOMES, SITES),
        (BEDS, HOMES),
        ("social.workers", SITES),
        ("assistance.rural_people", "assistance.people"),
    ]


def test_what_has_no_number_or_stands_under_a_mere_heading_is_none() -> None:
    assert pairs(["1.养老服务设施", "个", 9], ["养老机构", "家", 4]) == []
    assert pairs(["一、养老", "", ""], ["（一）养老机构", "家", 4]) == []
    assert pairs(["一、养老服务设施", "个", ""], ["（一）养老机构", "家", 4]) == []
    assert pairs(["一、养老服务设施", "个", 4], ["（一）城乡", "", ""], ["1.养老机构", "家", 4]) == []
