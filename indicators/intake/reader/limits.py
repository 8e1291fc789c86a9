"""How large a file may be, and the refusal of one that is larger or unreadable."""

from __future__ import annotations

from dataclasses import dataclass

from ..findings import Code, Finding, Severity

MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one file may cost; sizes in bytes."""

    file: int = 20 * MB
    parts: int = 2_000  # entries of the zip
    unpacked: int = 300 * MB
    ratio: int = 200  # unpacked to packed, for a zip of more than `small` unpacked
    small: int = 20 * MB
    rows: int = 200_000
    columns: int = 2_000
    area: int = 2_000_000  # rows × columns of one sheet's used block
    cells: int = 1_000_000  # cells of one file that are not blank
    text: int = 32_767  # characters of one cell, as in Excel
    output: int = 256 * MB
    memory: int = 512 * MB
    cpu_seconds: int = 60
    wall_seconds: float = 90


DEFAULT = Limits()


class RefusalError(Exception):
    """The file cannot be read; the finding says why."""

    def __init__(self, code: Code, sheet: str = "", cell: str = "", **params: str) -> None:
        super().__init__(code.value)
        self.finding = Finding(Severity.ERROR, code, sheet, cell, params)


def broken(reason: str, sheet: str = "", cell: str = "") -> RefusalError:
    """A file that is damaged or contradicts its own format."""
    return RefusalError(Code.BROKEN_FILE, sheet, cell, reason=reason)


def size_text(size: int) -> str:
    """`20 MB`, `20.1 MB`: rounded up, so that what is over a limit never reads as the limit."""
    tenths = -(-size * 10 // MB)
    return f"{tenths // 10}.{tenths % 10} MB".replace(".0 ", " ")
