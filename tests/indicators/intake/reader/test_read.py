import signal
import sys
import tempfile
from pathlib import Path

import pytest

from indicators.intake.findings import Code, Severity
from indicators.intake.grid import Grid
from indicators.intake.reader.child import OUT_OF_MEMORY, TOO_MUCH_OUTPUT
from indicators.intake.reader.limits import DEFAULT, MB, Limits, size_text
from indicators.intake.reader.read import Reading, explain_exit, read_again, read_file

from .build import SAMPLES, ole, xlsx

MANY = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}.5</v></c></row>' for row in range(1, 60_001))
pytestmark = pytest.mark.usefixtures("own_interpreter")
limited = pytest.mark.skipif(sys.platform == "win32", reason="the system cannot limit a process")


def read_data(tmp_path: Path, data: bytes, limits: Limits = DEFAULT) -> Reading:
    path = tmp_path / "upload-without-extension"
    path.write_bytes(data)
    return read_file(path, limits=limits)


def only_code(reading: Reading) -> Code:
    assert reading.grids == ()
    (finding,) = reading.findings
    assert finding.severity is Severity.ERROR
    return finding.code


def test_a_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    reading = read_data(tmp_path, xlsx('<row r="1" hidden="1"><c r="A1"><v>167</v></c></row>'))

    assert reading.kind == "xlsx"
    assert [grid.text(0, 0) for grid in reading.grids] == ["167"]
    assert [(finding.severity, finding.code) for finding in reading.findings] == [
        (Severity.NOTE, Code.HIDDEN_ROWS)
    ]


def test_what_the_child_said_reads_again_as_the_same(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(xlsx('<row r="1" hidden="1"><c r="A1"><v>167</v></c></row>'))

    with tempfile.TemporaryFile() as words:
        reading = read_file(path, words=words)
        words.seek(0)
        again = read_again(words)

    assert again == reading


def test_a_file_over_the_limit_says_both_sizes(tmp_path: Path) -> None:
    reading = read_data(tmp_path, bytes(31 * MB))

    assert only_code(reading) is Code.FILE_TOO_LARGE
    assert reading.findings[0].params == {"limit": "20 MB", "given": "31 MB"}


@pytest.mark.parametrize(
    "data", [b"", b" \n", xlsx(), xlsx('<row r="1"><c r="A1" s="1"/></row>'), b",,,\n,,,\n"]
)
def test_a_file_without_a_value_is_empty(tmp_path: Path, data: bytes) -> None:
    assert only_code(read_data(tmp_path, data)) is Code.EMPTY_FILE


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (ole("EncryptedPackage"), Code.PASSWORD_PROTECTED, "encrypted"),
        (b"<html><table></table></html>", Code.UNKNOWN_FORMAT, "html"),
        (b"%PDF-1.7", Code.UNKNOWN_FORMAT, "pdf"),
        (b"PK\x03\x04", Code.BROKEN_FILE, ""),
        (ole("Workbook"), Code.BROKEN_FILE, "xls"),
    ],
)
def test_a_refusal_names_the_kind(tmp_path: Path, data: bytes, code: Code, kind: str) -> None:
    reading = read_data(tmp_path, data)

    assert (only_code(reading), reading.kind) == (code, kind)


def test_a_refused_sheet_leaves_no_part_of_the_file(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'

    assert only_code(read_data(tmp_path, xlsx(far))) is Code.FAR_CELL


def test_a_cell_that_stands_twice_breaks_the_file(tmp_path: Path) -> None:
    twice = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'

    assert only_code(read_data(tmp_path, xlsx(twice))) is Code.BROKEN_FILE


@limited
def test_a_child_without_memory_is_a_finding(tmp_path: Path) -> None:
    reading = read_data(tmp_path, b"a,b\n" * (4 * MB), Limits(memory=60 * MB))

    assert only_code(reading) is Code.READING_LIMIT
    assert reading.findings[0].params == {"limit": "60 MB"}


@limited
def test_a_child_that_says_too_much_is_a_finding(tmp_path: Path) -> None:
    assert only_code(read_data(tmp_path, xlsx(MANY), Limits(output=100_000))) is Code.READING_LIMIT


def test_a_child_that_takes_too_long_is_a_finding(tmp_path: Path) -> None:
    assert only_code(read_data(tmp_path, xlsx(MANY), Limits(wall_seconds=0.05))) is Code.READING_LIMIT


@limited
@pytest.mark.parametrize(
    ("status", "code"),
    [
        (OUT_OF_MEMORY, Code.READING_LIMIT),
        (TOO_MUCH_OUTPUT, Code.READING_LIMIT),
        (-signal.SIGXCPU, Code.READING_LIMIT),
        (-signal.SIGKILL, Code.READING_LIMIT),
        (-signal.SIGSEGV, Code.BROKEN_FILE),
        (1, Code.BROKEN_FILE),
    ],
)
def test_every_death_of_a_child_has_a_reason(status: int, code: Code) -> None:
    assert explain_exit(status, DEFAULT).finding.code is code


def test_a_file_that_is_not_there_is_the_callers_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "none")


@pytest.mark.parametrize(("size", "text"), [(20 * MB, "20 MB"), (20 * MB + 1, "20.1 MB"), (1, "0.1 MB")])
def test_sizes_are_rounded_up(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.*")), ids=lambda path: path.name[:3])
def test_published_sheets_are_read(path: Path) -> None:
    reading = read_file(path)

    (grid,) = reading.grids
    assert isinstance(grid, Grid)
    assert reading.findings == ()
    assert len(grid.cells) > 40
