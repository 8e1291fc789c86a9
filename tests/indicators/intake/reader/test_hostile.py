"""Files made to harm: each is refused by its own message, in the child and with nothing read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.findings import Code, Severity
from indicators.intake.reader.read import read_file

from .build import MAIN, by_xlwt, docx, ods, ods_cell, ods_xml, ole, packed, parts, read, xlsx

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
ODS = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    f'<worksheet xmlns="{MAIN}"><sheetData><row><c t="inlineStr"><is><t>&c;</t></is></c></row></sheetData>'
    "</worksheet>"
)
OUTSIDE = f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}">&a;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "<Types><Default ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>"


def encrypted() -> bytes:
    """A zip whose first part claims a password."""
    data = bytearray(xlsx(ONE))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], Code]] = {
    "zip bomb": (lambda: packed(parts(ONE) | {"xl/media/a.bin": bytes(40_000_000)}), Code.UNPACKED_TOO_LARGE),
    "zip of thousands of parts": (
        lambda: packed(parts(ONE) | {f"xl/{n}.bin": "" for n in range(2001)}),
        Code.UNPACKED_TOO_LARGE,
    ),
    "far cell": (lambda: xlsx(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), Code.FAR_CELL),
    "1,048,576 rows": (
        lambda: xlsx("".join(f"<row><c><v>{row % 7}</v></c></row>" for row in range(1_048_576))),
        Code.UNPACKED_TOO_LARGE,
    ),
    "1,048,576 repeated rows": (
        lambda: ods_xml(
            f'<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">{ods_cell(1)}'
            "</table:table-row></table:table>"
        ),
        Code.FAR_CELL,
    ),
    "billion laughs": (lambda: packed(parts(ONE) | {SHEET: LAUGHS}), Code.FORBIDDEN_XML),
    "billion laughs in an ods": (lambda: packed(ODS | {"content.xml": LAUGHS}), Code.FORBIDDEN_XML),
    "external entity": (lambda: packed(parts(ONE) | {SHEET: OUTSIDE}), Code.FORBIDDEN_XML),
    "external entity in a docx": (lambda: packed({"word/document.xml": OUTSIDE}), Code.FORBIDDEN_XML),
    "program before a zip": (lambda: b"MZ\x90\0" + xlsx(ONE), Code.UNKNOWN_FORMAT),
    "zip before a zip": (lambda: xlsx(ONE) + xlsx(ONE), Code.BROKEN_FILE),
    "picture before a zip": (lambda: b"GIF89a" + xlsx(ONE), Code.UNKNOWN_FORMAT),
    "workbook and document in one": (
        lambda: packed(parts(ONE) | {"word/document.xml": "<a/>"}),
        Code.BROKEN_FILE,
    ),
    "ods and xlsx in one": (lambda: packed(ODS | parts(ONE)), Code.BROKEN_FILE),
    "password of a zip": (encrypted, Code.PASSWORD_PROTECTED),
    "password of Excel": (lambda: ole("EncryptionInfo", "EncryptedPackage"), Code.PASSWORD_PROTECTED),
    "macro": (lambda: packed(parts(ONE) | {"xl/vbaProject.bin": "x"}), Code.MACROS),
    "xlsm that has lost its macros": (
        lambda: packed(parts(ONE) | {"[Content_Types].xml": TYPES}),
        Code.MACROS,
    ),
    "macro of an old workbook": (lambda: ole("Workbook", "_VBA_PROJECT_CUR"), Code.MACROS),
    "path out of the zip": (lambda: packed(parts(ONE) | {"../../etc/cron.d/x": "x"}), Code.BROKEN_FILE),
    "page renamed .xls": (
        lambda: "<html><table><tr><td>养老机构</td></tr></table></html>".encode(),
        Code.UNKNOWN_FORMAT,
    ),
    "XML of Excel 2003": (lambda: b'<?xml version="1.0"?><Workbook/>', Code.UNKNOWN_FORMAT),
    ".et that is no workbook": (lambda: ole("ET", "SummaryInformation"), Code.UNKNOWN_FORMAT),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    build, code = HOSTILE[name]
    path = tmp_path / "报表.xlsx"
    path.write_bytes(build())

    reading = read_file(path)

    assert reading.grids == ()
    assert [(found.severity, found.code) for found in reading.findings] == [(Severity.ERROR, code)]


def test_an_et_that_is_a_workbook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "报表.et"
    path.write_bytes(by_xlwt(lambda book, sheet: sheet.write(0, 0, 167)))

    assert read_file(path).grids[0].text(0, 0) == "167"


STARTS = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<?xml",
    b"%PDF",
]
WHOLE = [xlsx(ONE), ods([[1, "a"]]), docx(["a"], [["b"]])]


@settings(max_examples=150)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(start: bytes, rest: bytes) -> None:
    heard = read(start + rest)

    assert heard.findings or heard.grids


@settings(max_examples=100)
@given(whole=st.sampled_from(WHOLE), cut=st.floats(0, 1), junk=st.binary(max_size=20))
def test_a_file_cut_off_and_stuffed_is_read_or_refused(whole: bytes, cut: float, junk: bytes) -> None:
    at = int(len(whole) * cut)

    heard = read(whole[:at] + junk + whole[at + len(junk) :])

    assert heard.findings or heard.grids
