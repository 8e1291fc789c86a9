import pytest

from indicators.numerals import narrow, whole_number, year_number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２３　年６月（％）", "2023年6月(%)"),
        (" 1 234  人 ", "1 234人"),
        ("100①", "100①"),
        ("350000000000  2019年", "350000000000 2019年"),
    ],
)
def test_narrow_keeps_only_the_spaces_that_part_figures(text, expected):
    assert narrow(text) == expected


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("两", 2),
        ("〇", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千", 3000),
    ],
)
def test_whole_number_reads_words(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["一二", "十十", "百", "甲", "人十"])
def test_whole_number_refuses_what_is_none(text):
    with pytest.raises(ValueError, match=text):
        whole_number(text)


def test_year_number_reads_digit_by_digit():
    assert year_number("二〇二三") == year_number("二零二三") == year_number("2023") == 2023
