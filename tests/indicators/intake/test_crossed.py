import pytest

from indicators.intake.findings import Code
from indicators.intake.questions import AS_ASKED, SKIP, Ask, lasts
from tests.indicators.intake.corpus import codes, make_grid, read, values

ROWS = [["福州市2023年二季度"], ["指标", "单位", "数量"], ["养老机构", "家", 3], ["养老床位", "张", 5]]


@pytest.mark.parametrize(
    ("at", "subject", "kept"),
    [
        ((2, 2), "#3", {"eldercare.beds": 5}),
        ((2, 0), "#3", {"eldercare.beds": 5}),
        ((1, 2), "数量", {}),
        ((0, 0), "福州市2023年二季度", {}),
    ],
)
def test_what_a_line_goes_through_is_asked_about(at, subject, kept):
    grid, key = make_grid(ROWS, struck=[at]), (Ask.STRUCK, "Sheet1", subject)

    reading = read(grid)

    assert (values(reading), set(codes(reading))) == (kept, {Code.STRUCK_THROUGH})
    assert {finding.question.key for finding in reading.findings} == {key}
    assert len(values(read(grid, answers={key: AS_ASKED}))) == 2
    assert values(read(grid, answers={key: SKIP})) == kept
    assert not lasts(Ask.STRUCK, subject)


def test_a_line_elsewhere_asks_nothing():
    assert codes(read(make_grid([*ROWS, ["注：废"]], struck=[(4, 0), (2, 1)]))) == []
