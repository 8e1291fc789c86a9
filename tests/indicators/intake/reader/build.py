"""Files to read, built in memory; those that no program would write, part by part."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt

from indicators.intake.findings import Code
from indicators.intake.reader.child import read_bytes
from indicators.intake.reader.limits import DEFAULT, Limits
from indicators.intake.reader.wire import Heard, Output, read_lines

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

_PLACES = [folder / "shared" / "data" / "sheets" for folder in Path(__file__).parents[5:]]
SAMPLES = next(filter(Path.exists, _PLACES), _PLACES[0])  # published sheets, not kept here


def read(data: bytes, limits: Limits = DEFAULT) -> Heard:
    """What the child would say, read in this process."""
    stream = io.BytesIO()
    read_bytes(data, limits, Output(stream, limits))
    stream.seek(0)
    return read_lines(stream)


def codes(data: bytes, limits: Limits = DEFAULT) -> list[Code]:
    return [finding.code for finding in read(data, limits).findings]


def relationships(*targets: tuple[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(rows: str = "", *, workbook: str = "", **sheet: str) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, 表1."""
    sheets = '<sheets><sheet name="表1" sheetId="1" r:id="r1"/></sheets>'
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": sheet_xml(rows, **sheet),
    }


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return stream.getvalue()


def xlsx(rows: str = "", **others: str) -> bytes:
    return packed(parts(rows, **others))


def by_openpyxl(fill: Callable[[openpyxl.Workbook, Any], None]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    fill(book, book.active)
    book.save(stream)
    return stream.getvalue()


def by_xlwt(fill: Callable[[xlwt.Workbook, Any], None]) -> bytes:
    book, stream = xlwt.Workbook(), io.BytesIO()
    fill(book, book.add_sheet("表1"))
    book.save(stream)
    return stream.getvalue()


def ole(*names: str) -> bytes:
    """An OLE file, as far as its magic and its directory tell."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + (2 * len(name) + 2).to_bytes(2, "little") + bytes(62)
        for name in names
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMED = {"office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle"}
ODS_SPACES = " ".join(f'xmlns:{name}="{_OASIS}{space}:1.0"' for name, space in _NAMED.items())
ODS_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def ods_xml(tables: str, *, before: str = "") -> bytes:
    """A workbook of LibreOffice, as far as its content tells."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {ODS_SPACES}>{before}{body}</office:document-content>"
    return packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def ods_cell(value: Any, attributes: str = "") -> str:
    if value is None:
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, float | int):
        given = f'office:value-type="float" office:value="{value!r}"'
        return f"<table:table-cell {given} {attributes}><text:p>{value}</text:p></table:table-cell>"
    text = escape(str(value))
    given = 'office:value-type="string"'
    return f"<table:table-cell {given} {attributes}><text:p>{text}</text:p></table:table-cell>"


def ods(rows: Sequence[Sequence[Any]], merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    corners = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    written = []
    for row, values in enumerate(rows):
        cells = []
        for column, value in enumerate(values):
            down, right = corners.get((row, column), (1, 1))
            spans = f'table:number-rows-spanned="{down}" table:number-columns-spanned="{right}"'
            cells.append(ods_cell(value, spans if (down, right) != (1, 1) else ""))
        written.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return ods_xml(f'<table:table table:name="季报">{"".join(written)}</table:table>')


def docx_xml(body: str) -> bytes:
    return packed({"word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'})


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def word_cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    lines = ("".join(map(word_cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def docx(above: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return docx_xml("".join(map(paragraph, above)) + word_table(rows))
