import pytest

from indicators.intake.period_words import before_sum, is_running, is_sum, span_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合计", True),
        ("合  计：", True),
        ("总计", True),
        ("小计", True),
        ("全年合计", True),
        ("四个季度合计", True),
        ("鼓楼区合计", True),
        ("累计", True),
        ("全年", False),
        ("一季度", False),
        ("合计数占比", False),
    ],
)
def test_which_words_say_a_sum(text: str, expected: bool) -> None:
    assert is_sum(text) is expected


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("一季度", (1, 3)),
        ("2022年四季度", (10, 3)),
        ("5月", (5, 1)),
        ("上半年", (1, 6)),
        ("下半年合计", (7, 6)),
        ("前三季度", (1, 9)),
        ("1—6月累计", (1, 6)),
        ("2022年1—6月", (1, 6)),
        ("1—4季度合计", (1, 12)),
        ("一至四季度", (1, 12)),
        ("2022年合计", (1, 12)),
        ("全年", (1, 12)),
        ("2022-Q2", (4, 3)),
        ("合计", None),
        ("四个季度合计", None),
        ("鼓楼区", None),
    ],
)
def test_the_months_that_words_name(text: str, months: tuple[int, int] | None) -> None:
    span = span_of(text, 2022)

    assert (span and (span.start - 12 * 2022, span.months)) == months


def test_what_has_added_up_is_a_period_of_its_own() -> None:
    assert is_running("1—6月累计")
    assert not is_running("累计")
    assert not is_running("1—6月合计")


def test_the_words_before_a_sum() -> None:
    assert before_sum("鼓楼区合计") == "鼓楼区"
    assert before_sum("各县（市）区合计") == before_sum("合计") == before_sum("全年") == ""
