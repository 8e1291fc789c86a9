from indicators.intake.findings import Code, Severity
from indicators.intake.layout import Role, read_tables
from indicators.intake.layout.bilingual import without_translation
from indicators.periods import Period
from tests.indicators.intake.corpus import make_grid

OFFICIAL = [
    ["", "民政统计季报表"],
    ["", "", "", "", "", "表　　号：JBZH0001 表"],
    ["", "", "", "", "", "制表机关：民　政　部"],
    ["编制单位：福州市", "", "", "", "", "批转机关：国家统计局"],
    ["地区编码：350100000000", "", "", "", "", "2019年06月"],
    ["指标名称", "单位", "(代码)", "数量", "上季度", "环比", "上月"],
    ["甲", "乙", "(丙)", "1", "2", "3", "4"],
    ["一、养老服务"],
    ["　　养老机构", "个", "", 167, 166, "0.6%", 167],
    ["　　养老床位", "张", "", 21300, 21000, "1.4%", 21200],
    ["注：本表按季度填报，2019年起执行。"],
    ["统计负责人：甲", "", "填表人：乙", "", "", "报出日期：2019年7月5日"],
]


def roles(rows, **options):
    (table,), _ = read_tables(make_grid(rows, **options))
    return [column.role for column in table.columns]


def test_official_layout_is_one_table_with_its_furniture():
    tables, findings = read_tables(make_grid(OFFICIAL))

    assert not findings
    (table,) = tables
    assert table.header_rows == (5, 6)
    assert table.rows == (7, 8, 9)
    assert [column.role for column in table.columns] == [
        Role.LABEL,
        Role.UNIT,
        Role.CODE,
        Role.VALUE,
        Role.COMPARISON,
        Role.COMPARISON,
        Role.COMPARISON,
    ]
    assert "编制单位:福州市" in [line.text for line in table.above]


def test_sheet_without_header_is_no_table():
    tables, findings = read_tables(make_grid([["养老机构", 167], ["养老床位", 2]]))

    assert not tables
    assert [(f.code, f.severity) for f in findings] == [(Code.NO_TABLE, Severity.ERROR)]


def test_header_without_rows_is_no_table():
    _, findings = read_tables(make_grid([["指标", "单位", "数量"]]))

    assert [f.code for f in findings] == [Code.NO_TABLE]


def test_label_and_its_neighbour_are_one_line():
    rows = [["填报单位", "鼓楼区", "", "年月：", "2023年6月"], ["指标", "数量（家）"], ["养老机构", 3]]

    (table,), _ = read_tables(make_grid(rows))

    assert [line.text for line in table.above] == ["填报单位:鼓楼区", "年月:2023年6月"]
    assert table.columns[1].unit == "家"


def test_header_words_ignore_width_spaces_and_brackets():
    rows = [["指 标\n名 称", "计量 单位", "（代码）", "数　量（万元）", "备注"], ["低保金", "", "", 3]]

    assert roles(rows) == [Role.LABEL, Role.UNIT, Role.CODE, Role.VALUE, Role.NOTE]


def test_weaker_label_beside_a_stronger_one_is_context():
    assert roles([["项目", "指标名称", "数量"], ["民生", "养老机构", 3]]) == [
        Role.CONTEXT,
        Role.LABEL,
        Role.VALUE,
    ]
    assert roles([["数量", "指标名称", "项目"], [3, "养老机构", "民生"]]) == [
        Role.VALUE,
        Role.LABEL,
        Role.CONTEXT,
    ]


def test_column_groups_side_by_side_are_tables_of_their_own():
    rows = [
        ["地区", "代码", "指标", "单位", "数量", "代码", "指标", "单位", "数量"],
        ["鼓楼区", "a", "养老机构", "家", 3, "b", "养老床位", "张", 4],
    ]

    tables, _ = read_tables(make_grid(rows))

    assert [[column.index for column in table.columns] for table in tables] == [
        [0, 1, 2, 3, 4],
        [0, 5, 6, 7, 8],
    ]


def test_two_tables_below_each_other_keep_their_own_titles():
    rows = [
        ["2023年一季度"],
        ["指标", "单位", "数量"],
        ["养老机构", "家", 3],
        ["", "", ""],
        ["2023年二季度"],
        ["单位：万元"],
        ["指标", "数量"],
        ["低保金", 4],
    ]

    tables, _ = read_tables(make_grid(rows))

    assert [table.rows for table in tables] == [(2,), (7,)]
    assert [line.text for line in tables[1].above] == ["2023年二季度", "单位:万元"]


def test_last_row_before_a_second_table_is_still_a_row():
    rows = [
        ["指标", "数量"],
        ["养老机构", "167家"],
        ["伤亡人数", "零伤亡"],
        ["指标", "数量"],
        ["养老床位", "3张"],
    ]

    tables, _ = read_tables(make_grid(rows))

    assert [table.rows for table in tables] == [(1, 2), (4,)]


def test_merged_header_of_two_rows_gives_columns_both_words():
    rows = [
        ["指标", "单位", "2023年6月", "", "2022年6月", ""],
        ["", "", "数量", "同比", "数量", "同比"],
        ["养老机构", "家", 3, "1%", 2, "1%"],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)]

    (table,), _ = read_tables(make_grid(rows, merges=merges))

    assert table.rows == (2,)
    assert table.columns[2].periods == (Period.parse("2023-06"),)
    assert table.columns[4].periods == (Period.parse("2022-06"),)
    assert [column.role for column in table.columns[2:]] == [
        Role.VALUE,
        Role.COMPARISON,
        Role.VALUE,
        Role.COMPARISON,
    ]


def test_hidden_rows_hold_no_figures_and_hidden_columns_only_place_them():
    rows = [["地区", "指标", "单位", "数量", "上期"], ["", "养老机构", "家", 3], ["", "养老床位", "张", 4, 5]]

    (table,), _ = read_tables(make_grid(rows, hidden_rows=[1], hidden_columns=[0, 4]))

    assert table.rows == (2,)
    assert [column.role for column in table.columns] == [Role.REGION, Role.LABEL, Role.UNIT, Role.VALUE]


def test_column_of_numbers_without_a_header_is_named_by_its_letter():
    assert roles([["指标", "数量"], ["养老机构", 3, "", 4]]) == [Role.LABEL, Role.VALUE, Role.OTHER]


def test_signature_below_is_no_row_but_a_number_is_never_skipped():
    rows = [["指标", "数量"], ["养老机构", 3], ["填表人：甲", "联系电话：0591"], ["说明：见上", 12]]

    (table,), _ = read_tables(make_grid(rows))

    assert table.rows == (1, 3)


def test_years_as_numbers_are_headers():
    rows = [["地区", 2022, 2021], ["鼓楼区", 5, 6]]

    assert roles(rows)[0] is Role.REGION


def test_a_title_parts_at_any_width_of_space():
    above = f"编制单位：福州市{' ' * 30_000}表号：A{chr(0x3000) * 30_000}2023年二季度"
    wide = make_grid([[above], ["指标", "数值"], ["养老机构", 3]])

    (table,), _ = read_tables(wide)

    assert [line.text for line in table.above] == ["编制单位:福州市", "表号:A", "2023年二季度"]


def test_a_long_text_is_no_name_and_its_translation():
    long = "养老机构" * 100 + " Institutions"

    assert without_translation(long) == long
    assert without_translation("养老机构 Institutions") == "养老机构"
