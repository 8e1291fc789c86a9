from dataclasses import replace

import pytest

from indicators.intake.headings import heading_names, is_heading
from tests.indicators.intake.corpus import INDEX

NAMES = heading_names(["养老服务", "基本民生保障（一老一小一困）", ""])
HOMES = replace(INDEX.entry("eldercare.institutions"), headings=NAMES)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("养老服务", True),
        ("一、养老服务情况", True),
        ("一老一小一困", True),
        ("主要指标", True),
        ("养老机构", True),
        ("民办", False),
        ("新增", False),
        ("农村", False),
        ("医养结合", False),
        ("养老床位", False),
    ],
)
def test_what_stands_above_a_name_may_say_nothing_more(words: str, *, expected: bool) -> None:
    assert is_heading(words, HOMES) is expected


def test_allowances_are_named_with_and_without_their_money() -> None:
    paid = replace(HOMES, name="低保金和特困供养金发放额", headings=())

    assert is_heading("低保和特困供养", paid)
    assert not is_heading("农村低保", paid)
