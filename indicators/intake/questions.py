"""What a sheet leaves open: questions that a person can answer, and the answers that settle them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What an answer is: a code, period or unit, the header of the column of figures, AS_ASKED, AS_ABOVE."""

    INDICATOR = "indicator"
    REGION = "region"
    PERIOD = "period"
    UNIT = "unit"
    COLUMN = "column"
    NATURE = "nature"  # whether figures under words that say otherwise are what the catalogue asks for
    NOTE = "note"  # the same of figures that a note or a scope narrows
    STRUCK = "struck"  # whether figures hold although a line goes through them
    ABOVE = "above"  # whether blank cells of a column mean what stands above them


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be told; `subject` is what the sheet calls it, with its path, empty for the whole sheet.

    Several cells may ask the same: a question is told apart by what it asks, its sheet and its subject.
    """

    ask: Ask
    sheet: str
    subject: str = ""
    candidates: tuple[str, ...] = ()  # likely answers, the likeliest first
    parts: tuple[str, ...] = ()  # the subjects to be answered one by one, where one answer cannot do for all

    @property
    def key(self) -> Key:
        return self.ask, self.sheet, self.subject


Key = tuple[Ask, str, str]
Answers = Mapping[Key, str]
LASTING = tuple(ask for ask in Ask if ask not in (Ask.PERIOD, Ask.NATURE, Ask.STRUCK, Ask.ABOVE))
AS_ASKED = "asked"  # they are
AS_ABOVE = "above"  # they do
SKIP = ""  # the answer that it is no figure of ours: the row or column is left out
_NUMBERED = "#"
_RELATIVE = re.compile(r"[本我全该]|机关|其他")  # 本区 is another region in another's sheet


def numbered(row: int) -> str:
    """The subject of a row that has no text of its own: `#5` for row 4, true of one file only."""
    return f"{_NUMBERED}{row + 1}"


def numbered_column(letter: str, header: str) -> str:
    """The answer for one of several columns under the same header: `#D 数量`, true of one file only."""
    return f"{_NUMBERED}{letter} {header}"


def split_numbered(answer: str) -> tuple[str, str]:
    """The letter and the header of such a column; no letter where the answer is a header alone."""
    letter, _, header = answer.removeprefix(_NUMBERED).partition(" ")
    return (letter, header) if answer.startswith(_NUMBERED) and header else ("", answer)


def lasts(ask: Ask, subject: str) -> bool:
    """The answer means the same in the next sheet of its form: a period never does, nor a row's number."""
    if ask not in LASTING or subject.startswith(_NUMBERED):
        return False
    return ask is not Ask.REGION or bool(subject and not _RELATIVE.match(subject))
