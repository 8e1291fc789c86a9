import pytest

from indicators.intake.findings import Code
from indicators.intake.reader.sniff import sniff

from .build import by_xlwt, codes, ole, packed, read, xlsx

HTML = "<html><body><table><tr><td>养老机构</td></tr></table></body></html>"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (xlsx(), "xlsx"),
        (by_xlwt(lambda book, sheet: sheet.write(0, 0, "甲")), "xls"),
        ("指标,单位\n".encode(), "csv"),
        ("指标,单位\n".encode("gb18030"), "csv"),
        ("指标\t单位\n".encode("utf-16"), "csv"),
        (b"BM,1\n", "csv"),
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n ", "empty"),
        (ole("EncryptionInfo", "EncryptedPackage"), "encrypted"),
        (ole("WordDocument"), "doc"),
        (ole("Something"), "ole"),
        (packed({"word/document.xml": ""}), "docx"),
        (packed({"xl/workbook.bin": "", "xl/styles.bin": ""}), "xlsb"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
        (packed({"a.txt": ""}), "zip"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (HTML.encode(), "html"),
        (("\ufeff\r\n" + HTML).encode("utf-16"), "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "xml"),
        (b"a\0b", "binary"),
    ],
)
def test_sniff_names_the_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind


def test_a_foreign_format_is_told_by_name() -> None:
    finding = read(HTML.encode()).findings[0]

    assert finding.code is Code.UNKNOWN_FORMAT
    assert finding.params == {"format": "html"}


def test_a_password_is_told() -> None:
    assert codes(ole("EncryptedPackage")) == [Code.PASSWORD_PROTECTED]


def test_the_word_workbook_in_a_document_does_not_make_it_a_workbook() -> None:
    data = ole("WordDocument") + b"\0" + "Workbook".encode("utf-16-le")

    assert sniff(data) == "doc"
