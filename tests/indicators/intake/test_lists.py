"""A list without a header: what its title leaves open is asked once."""

from indicators.intake.findings import Code
from indicators.intake.questions import Ask
from tests.indicators.intake.corpus import codes, read_rows

TITLE = ["福州市2023年二季度养老机构数（家）"]
PLACES = [["鼓楼区", 3], ["台江区", 5], ["长乐区", 2], ["闽侯县", 1], ["合计", 11]]
KEY = (Ask.INDICATOR, "Sheet1", "")


def test_of_regions_the_title_suggests_the_indicator_and_the_answer_reads_them_all():
    (found,) = read_rows(TITLE, *PLACES).findings

    told = read_rows(TITLE, *PLACES, answers={KEY: "eldercare.institutions"})

    assert (found.code, found.question.key) == (Code.UNKNOWN_INDICATOR, KEY)
    assert found.question.candidates == ("eldercare.institutions",)
    assert [(each.cell, each.region, each.value) for each in told.figures] == [
        ("B2", "350102", 3),
        ("B3", "350103", 5),
        ("B4", "350112", 2),
        ("B5", "350121", 1),
        ("B6", "350100", 11),
    ]
    assert codes(told) == []


def test_a_title_without_a_unit_leaves_it_open_too():
    assert codes(read_rows(["福州市2023年二季度"], *PLACES)) == [Code.UNKNOWN_INDICATOR, Code.NO_UNIT]
