import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from .build import by_xlwt, packed, parts, read, xlsx

ROOT = Path(__file__).parents[4]
HEAVY = {"django", "pandas", "numpy", "python_calamine", "openpyxl"}
LOOK = """
import io, json, sys
sys.path.insert(0, sys.argv[1])
from indicators.intake.reader import child, limits, wire
for path in sys.argv[2:]:
    child.read_bytes(open(path, "rb").read(), limits.DEFAULT, wire.Output(io.BytesIO(), limits.DEFAULT))
print(json.dumps([name.partition(".")[0] for name in sys.modules]))
"""


def test_the_child_imports_neither_django_nor_pandas_nor_numpy(tmp_path: Path) -> None:
    files = {"a.xlsx": xlsx(), "b.xls": by_xlwt(lambda book, sheet: sheet.write(0, 0, 1)), "c.csv": b"a,b"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]

    done = subprocess.run(
        [sys.executable, "-I", "-c", LOOK, str(ROOT), *paths], capture_output=True, text=True, check=True
    )

    modules = set(json.loads(done.stdout))
    assert "xlrd" in modules
    assert not modules & HEAVY


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail)))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    heard = read(data)

    assert heard.grids or heard.findings


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(xlsx('<row r="1"><c r="A1"><v>1</v></c></row>'))
    for at in data.draw(st.lists(st.integers(4, len(damaged) - 1), min_size=1, max_size=8)):
        damaged[at] = data.draw(st.integers(0, 255))

    heard = read(bytes(damaged))

    assert heard.grids or heard.findings


@settings(max_examples=100)
@given(st.text(st.sampled_from('<>/="rcvtfs 01A&;x'), max_size=60))
def test_odd_rows_are_read_or_refused(rows: str) -> None:
    heard = read(packed(parts(rows)))

    assert heard.grids or heard.findings
