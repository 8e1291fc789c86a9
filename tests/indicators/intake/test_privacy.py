"""Lists of people are refused, in whatever dress; counts of them, and a contact above a table, are not."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from indicators.intake.privacy import personal_data
from tests.indicators.intake.awkward import HEAD, TITLE
from tests.indicators.intake.corpus import Given, make_grid

HOMES = ["养老机构", "家", 3]


@pytest.mark.parametrize(
    "header",
    [
        "姓名",
        "姓 名",
        "姓名*",
        "姓名：",
        "2.姓名",
        "户主姓名（盖章）",
        "身份证号码*",
        "身份证（必填）",
        "身份证号/手机号",
        "社会保障号",
        "社保卡号",
        "银行账号",
        "开户行及账号",
        "手机号码1",
        "联系电话1",
        "微信号",
        "电子邮箱",
        "E-mail",
        "护照号",
        "低保证号",
        "户籍地址",
        "现居住地址",
        "详细住址",
        "出生年月日",
    ],
)
def test_a_column_of_people_is_refused_by_its_header(header: str) -> None:
    rows = [TITLE, ["序号", header, "低保金（元）"], [1, "甲内容", 500], [2, "乙内容", 600]]

    assert personal_data(make_grid(rows))


@pytest.mark.parametrize(
    "values",
    [
        ["350102199001011234", "350103198512121230"],
        [Decimal("350102199001011000"), Decimal("350103198512121000")],
        ["350102 19900101 1234", "350103 19851212 1230"],
        ["350102900101123", "350103851212123"],
        ["350102********1234", "350103********1230"],
        ["张某350102199001011234", "李某350103198512121230"],
        ["138-1234-5678", "139-1234-5678", "137-1234-5678"],
        ["张某13812345678", "李某13912345678", "王某13712345678"],
        ["138****5678", "139****5678", "137****5679"],
    ],
)
def test_a_column_of_people_is_refused_by_what_it_holds(values: Sequence[Given]) -> None:
    rows = [TITLE, ["编号", "低保金（元）"], *([value, 500] for value in values)]

    assert personal_data(make_grid(rows))


@pytest.mark.parametrize("header", ["户主", "申请人", "监护人"])
def test_a_header_of_a_person_counts_over_names_alone(header: str) -> None:
    named = [TITLE, ["序号", header, "低保金（元）"], [1, "张某", 500], [2, "李某某", 600]]
    counted = [TITLE, ["序号", header, "低保金（元）"], [1, 30, 500], [2, 40, 600]]

    assert personal_data(make_grid(named))
    assert not personal_data(make_grid(counted))


@pytest.mark.parametrize(
    "rows",
    [
        [["填报单位：福州市", "联系电话", "87654321"], HEAD, HOMES],
        [["填表人", "张某", "联系电话"], HEAD, HOMES],
        [["联系电话：13812345678"], HEAD, HOMES],
        [HEAD, HOMES, ["填表人：张某", "联系电话", "13812345678"]],
        [["福州市2023年二季度姓名变更情况"], HEAD, HOMES],
        [HEAD, HOMES, ["银行卡", "张", 3], ["其他", "张", 3]],
        [HEAD, HOMES, ["协助办理身份证", "人", "3"], ["养老床位", "张", "3"]],
        [["地区", "协助办理身份证（人）"], ["鼓楼区", 3], ["台江区", 4]],
        [["地区", "现金", "银行卡"], ["鼓楼区", 3, 4], ["台江区", 4, 5]],
        [["与户主关系", "人数"], ["户主", 3], ["配偶", 4], ["子女", 5]],
        [["保障对象", "人数"], ["孤儿", 3], ["特困", 4]],
        [["编号", "养老床位（张）"], ["52350100MJB1234567", 3], ["52350100MJB1234568", 4]],
        [HEAD, HOMES, ["注：不得填报姓名、身份证号"]],
    ],
)
def test_counts_and_contacts_are_not_refused(rows: Sequence[Sequence[Given]]) -> None:
    assert not personal_data(make_grid([TITLE, *rows]))


@pytest.mark.parametrize("above", [["联系人", "联系电话"], ["姓名", "备注"]])
def test_a_contact_in_two_rows_is_refused(above: Sequence[str]) -> None:
    assert personal_data(make_grid([TITLE, above, ["张某", "87654321"], HEAD, HOMES]))


@pytest.mark.parametrize(("count", "kind"), [(3, "e_mail"), (2, "")])
def test_a_column_of_mail_addresses_is_a_list_of_people(count: int, kind: str) -> None:
    rows = [[f"王{at}", f"w{at}@example.org", 3] for at in range(count)]

    found = personal_data(make_grid([TITLE, ["联络", "信箱", "养老机构（家）"], *rows]))

    assert (found.params["kind"] if found else "") == kind
