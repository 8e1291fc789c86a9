import io
import zipfile

import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.reader.limits import DEFAULT, MB, Limits

from .build import codes, packed, parts, read, sheet_xml, xlsx

CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(parts(CELL) | {"xl/media/image.bin": bytes(30 * MB)})

    finding = read(bomb).findings[0]

    assert finding.code is Code.UNPACKED_TOO_LARGE
    assert finding.params == {"limit": "20 MB", "given": "30.1 MB"}


def test_a_part_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(packed(parts(CELL * 1) | {"xl/worksheets/sheet1.xml": sheet_xml(" " * 100_000 + CELL)}))
    size = (100_000 + len(sheet_xml(CELL))).to_bytes(4, "little")
    data = data.replace(size, (200).to_bytes(4, "little"))

    assert codes(bytes(data)) == [Code.BROKEN_FILE]


def test_too_many_parts_are_refused() -> None:
    many = packed(parts() | {f"xl/media/{number}": "" for number in range(50)})

    assert codes(many, Limits(parts=50)) == [Code.UNPACKED_TOO_LARGE]


@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", LAUGHS, OUTSIDE])
@pytest.mark.parametrize(
    "name", ["xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml", "xl/_rels/other.rels"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_forbidden_in_every_part(doctype: str, name: str, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!-- c -->{doctype}<x>&b;</x>'

    assert codes(packed(parts(CELL) | {name: text.encode(encoding)})) == [Code.FORBIDDEN_XML]


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_macros_are_refused(name: str) -> None:
    assert codes(packed(parts(CELL) | {name: "<x/>"})) == [Code.MACROS]


def test_links_to_other_workbooks_are_noted() -> None:
    heard = read(packed(parts(CELL) | {"xl/externalLinks/externalLink1.xml": "<x/>"}))

    assert [(finding.severity, finding.code) for finding in heard.findings] == [
        (Severity.NOTE, Code.EXTERNAL_LINKS)
    ]
    assert heard.grids[0].text(0, 0) == "1"


@pytest.mark.parametrize("name", ["../evil.xml", "XL/WORKBOOK.XML"])
def test_odd_part_names_are_refused(name: str) -> None:
    assert codes(packed(parts(CELL) | {name: "<x/>"})) == [Code.BROKEN_FILE]


def test_backslashes_and_capitals_in_part_names_are_understood() -> None:
    contents = {name.replace("/", "\\").upper(): content for name, content in parts(CELL).items()}

    assert read(packed(contents)).grids[0].text(0, 0) == "1"


def test_a_zip_of_another_compression_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts(CELL).items():
            archive.writestr(name, content)

    assert codes(stream.getvalue()) == [Code.BROKEN_FILE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_broken(share: float) -> None:
    whole = xlsx(CELL)

    assert codes(whole[: int(len(whole) * share)]) == [Code.BROKEN_FILE]


def test_the_default_limit_of_a_file_is_20_mb() -> None:
    assert DEFAULT.file == 20 * MB
