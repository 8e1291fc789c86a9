from __future__ import annotations

import pytest

from indicators.intake.findings import Code
from indicators.intake.grid import Span

from .build import codes, docx, docx_xml, packed, paragraph, read, word_cell, word_table

WIDE = '<w:gridSpan w:val="9999"/>'


def texts(data: bytes) -> dict[tuple[int, int], str]:
    (grid,) = read(data).grids
    return {place: cell.text for place, cell in grid.cells.items()}


def test_paragraphs_and_tables_are_rows_of_one_sheet() -> None:
    assert texts(docx(["2023年二季度", ""], [["指标", "数量"], ["养老机构", "167家"]])) == {
        (0, 0): "2023年二季度",
        (2, 0): "指标",
        (2, 1): "数量",
        (3, 0): "养老机构",
        (3, 1): "167家",
    }


def test_merged_cells_are_merges() -> None:
    across, down, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (
        word_cell("指标", down) + word_cell("数量", across),
        word_cell("", on) + word_cell("本期") + word_cell("同比"),
        word_cell("养老机构") + word_cell("3") + word_cell("1%"),
    )
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)

    (grid,) = read(docx_xml(f"<w:tbl>{body}</w:tbl>")).grids

    assert set(grid.merges) == {Span(0, 0, 1, 0), Span(0, 1, 0, 2)}
    assert (grid.text(1, 2), grid.text(2, 1)) == ("同比", "3")


def test_what_a_reader_of_the_document_does_not_see_is_not_read() -> None:
    struck = "<w:del><w:r><w:t>旧</w:t></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>新</w:t></w:r>'
    box = "<w:r><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:r>"
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr>{word_cell('藏')}</w:tr>"

    (grid,) = read(docx_xml(f"<w:p>{struck}{hidden}{shown}{box}</w:p><w:tbl>{row}</w:tbl>")).grids

    assert grid.text(0, 0) == "新"
    assert grid.hidden_rows == {1}


def test_a_table_within_a_cell_is_text_of_that_cell() -> None:
    inner = word_table([["3", "4"]])
    body = f"<w:tbl><w:tr><w:tc>{paragraph('养老')}{inner}</w:tc>{word_cell('5')}</w:tr></w:tbl>"

    assert texts(docx_xml(body)) == {(0, 0): "养老\n3\n4", (0, 1): "5"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (docx_xml("<w:p>"), Code.BROKEN_FILE),
        (docx_xml('<w:tbl><w:tr><w:tc><w:gridSpan w:val="x"/></w:tc></w:tr></w:tbl>'), Code.BROKEN_FILE),
        (packed({"word/document.xml": "<!DOCTYPE a><a/>"}), Code.FORBIDDEN_XML),
        (packed({"word/document.xml": "<a/>", "word/vbaProject.bin": ""}), Code.MACROS),
        (packed({"word/styles.xml": "<a/>"}), Code.BROKEN_FILE),
        (
            docx_xml(f"<w:tbl><w:tr>{word_cell('1', WIDE)}{word_cell('2')}</w:tr></w:tbl>"),
            Code.FAR_CELL,
        ),
    ],
)
def test_what_is_damaged_or_too_large_is_refused(data: bytes, code: Code) -> None:
    assert codes(data) == [code]
