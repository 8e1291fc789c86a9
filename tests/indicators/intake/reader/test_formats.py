from datetime import datetime
from decimal import Decimal

import pytest

from indicators.intake.reader.formats import BUILTIN, Shape, read_format, show_moment, show_percent


@pytest.mark.parametrize(
    ("code", "shape"),
    [
        ("General", Shape.NUMBER),
        ("0.00E+00", Shape.NUMBER),
        ('0"年末户"', Shape.NUMBER),
        ('#,##0.00_ ;[Red]\\-#,##0.00"d"', Shape.NUMBER),
        ("_ * #,##0_ ;_ * -#,##0_ ", Shape.NUMBER),
        ('0"%"', Shape.NUMBER),
        ("@", Shape.NUMBER),
        ("0.0%", Shape.PERCENT),
        ("0%;[Red]-0%", Shape.PERCENT),
        ('yyyy"年"m"月"', Shape.DATE),
        ("[$-804]yyyy年m月d日;@", Shape.DATE),
        ("[DBNum1][$-804]m月d日", Shape.DATE),
        ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shape.DATE),
        ("mmm-yy", Shape.DATE),
        ("yyyy/m/d h:mm", Shape.DATE),
        ("h:mm:ss", Shape.TIME),
        ("[h]:mm", Shape.TIME),
        ("mm:ss", Shape.TIME),
        ("", Shape.NUMBER),
    ],
)
def test_read_format_tells_the_shape(code: str, shape: Shape) -> None:
    assert read_format(code).shape is shape


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (BUILTIN[14], "2023/6/5"),
        (BUILTIN[57], "2023年6月"),
        ('yyyy"年"mm"月"dd"日"', "2023年06月05日"),
        ("yyyy\\-mm\\-dd", "2023-06-05"),
        ("[$-F800]dddd\\,\\ mmmm\\ dd", "2023年6月5日"),
        ("mmm-yy", "Jun-23"),
        ("e年m月", "2023年6月"),
        ("yyyy/m/d h:mm", "2023/6/5 15:07"),
        ("h:mm AM/PM", "3:07 PM"),
        ("上午/下午h时mm分", "下午3时07分"),
        ("aaaa", "星期一"),
        ("yyyy-m-d;@", "2023-6-5"),
    ],
)
def test_show_moment_shows_what_the_format_shows(code: str, text: str) -> None:
    moment = datetime(2023, 6, 5, 15, 7, 9)  # noqa: DTZ001

    assert show_moment(moment, read_format(code)) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("35.6", "0.0%", "35.6%"),
        ("35.65", "0.0%", "35.7%"),
        ("35.5", "0%", "36%"),
        ("-0.04", "0.0%", "0.0%"),
        ("35.6", "0.00%", "35.60%"),
        ("35.6", "0.##%", "35.6%"),
        ("35", "0.##%", "35%"),
        ("1234.5", "#,##0.0%", "1234.5%"),
    ],
)
def test_show_percent_rounds_to_the_places_of_the_format(value: str, code: str, text: str) -> None:
    assert show_percent(Decimal(value), read_format(code)) == text
