import pytest

from indicators.intake.grid import Kind
from indicators.intake.reader.formats import read_format
from indicators.intake.reader.values import number_cell


@pytest.mark.parametrize(
    ("code", "stored", "text"),
    [
        ("0!.0,", "123456", "12.3456"),
        ("0\\.0,", "123456", "12.3456"),
        ("#,##0.00,", "1234567", "1234.567"),
        ('0"."0,"万"', "123456", "12.3456万"),
        ('0.0"万元"', "12.3", "12.3万元"),
        ('0.00,"千"', "23456", "23.456千"),
        ("0!.00,,百万元", "1234567", "0.01234567百万元"),
        ('[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', "123456789", "1.23456789亿"),
        ('[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', "123456", "12.3456万"),
        ('[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0', "1234", "1234"),
    ],
)
def test_a_number_is_read_as_its_format_scales_it(code: str, stored: str, text: str) -> None:
    cell = number_cell(stored, read_format(code), since_1904=False)

    assert cell.text == text
    assert cell.kind is (Kind.TEXT if text[-1] in "千万元亿" else Kind.NUMBER)


@pytest.mark.parametrize(
    "code",
    ['0.0"千分点"', "#,##0", "#,##0.00_ ", '0"家"', "0.0_万", "_ * #,##0_ ;_ * -#,##0_ ", "[Red][<0]0;0"],
)
def test_other_formats_scale_nothing(code: str) -> None:
    assert number_cell("1234.5", read_format(code), since_1904=False).text == "1234.5"
