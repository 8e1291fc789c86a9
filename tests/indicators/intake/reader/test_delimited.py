import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.findings import Code
from indicators.intake.grid import Kind

from .build import SAMPLES, codes, read

TEXT = "指标名称,单位,数量\n养老机构,家,167\n"


def rows(data: bytes) -> list[list[str]]:
    (grid,) = read(data).grids
    return [[grid.text(row, column) for column in range(grid.width)] for row in range(grid.height)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_usual_encoding_reads_alike(encoding: str) -> None:
    assert rows(TEXT.encode(encoding)) == [["指标名称", "单位", "数量"], ["养老机构", "家", "167"]]


def test_fields_stay_texts_as_written() -> None:
    (grid,) = read("低保人数, 1.4亿 ,007,35.6%\n".encode()).grids

    assert [cell.value for cell in grid.cells.values()] == ["低保人数", " 1.4亿 ", "007", "35.6%"]
    assert {cell.kind for cell in grid.cells.values()} == {Kind.TEXT}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\n1,5\t2,5\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a;b\n1;2\n", [["a", "b"], ["1", "2"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("a，b\n1，2\n", [["a", "b"], ["1", "2"]]),
        ('a,b\n="01",="2"\n', [["a", "b"], ["01", "2"]]),
        ("\t地区,\t2023年\n\t北京,\t12\n", [["地区", "2023年"], ["北京", "12"]]),
        ("地区\t,2023年\t,\n北京\t,12\t,\n", [["地区", "2023年"], ["北京", "12"]]),
        ("标题\na,b,,,\n,,,\n1,2,,,\n", [["标题", ""], ["a", "b"], ["", ""], ["1", "2"]]),
        ('a,"b\nc"\n"1,000","x""y"\n', [["a", "b\nc"], ["1,000", 'x"y']]),
        (
            "标题\r\n说明\r\n注\r\n养老机构,167\r\n",
            [["标题", ""], ["说明", ""], ["注", ""], ["养老机构", "167"]],
        ),
        ("只有一列\n", [["只有一列"]]),
    ],
)
def test_delimiters_and_quotes_are_understood(text: str, expected: list[list[str]]) -> None:
    assert rows(text.encode()) == expected


def test_a_quote_that_is_not_closed_is_refused_with_its_line() -> None:
    finding = read(b'a,b\n"c,d\ne,f\n').findings[0]

    assert (finding.code, finding.params) == (Code.BROKEN_FILE, {"reason": "quotes"})


@pytest.mark.parametrize(
    "data", [b"a,\xff\xff\xff\n", ("养老机构" * 20).encode()[:-1], b"\xef\xbb\xbfa\xff", b"\xff\xfea"]
)
def test_an_unknown_or_damaged_encoding_is_refused(data: bytes) -> None:
    assert codes(data) == [Code.UNKNOWN_ENCODING]


field = st.text(st.characters(codec="gb18030", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(st.lists(st.lists(field, min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_csv_writes_reads_back(table: list[list[str]]) -> None:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([["指标", "数值"], *table])

    assert rows(stream.getvalue().encode("utf-8-sig")) == [["指标", "数值"], *table]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
def test_published_exports_are_read() -> None:
    for path in SAMPLES.glob("*.csv"):
        heard = read(path.read_bytes())

        assert heard.findings == [], path
        assert heard.grids[0].width > 3, path


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("地区,机构,人数\n鼓楼区,12,1,234\n台江区,12,300\n", "A2"),
        ("地区,机构,人数,备注\n台江区,12,300,\n鼓楼区,12,1,234,\n", "A3"),
        ("指标,单位,数量,,\n低保金,万元,12,345.6\n", "A2"),
        ('地区,机构,人数\n鼓楼区,12,"1,234"\n', ""),
        ("地区,机构,人数\n鼓楼区,12,234\n", ""),
        ("地区;人数\n鼓楼区;1,234\n", ""),
        ("1,234\n", ""),
    ],
)
def test_numbers_split_at_their_commas_are_refused(text: str, cell: str) -> None:
    reading = read(text.encode())

    assert [(found.code, found.cell) for found in reading.findings] == (
        [(Code.SPLIT_NUMBER, cell)] if cell else []
    )
    assert bool(reading.grids) is not bool(cell)
