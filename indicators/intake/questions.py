"""What a sheet leaves open: questions that a person can answer, and the answers that settle them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    """What an answer is: a code, a period, a unit, or the header of the column that holds the figures."""

    INDICATOR = "indicator"
    REGION = "region"
    PERIOD = "period"
    UNIT = "unit"
    COLUMN = "column"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be told; `subject` is what the sheet calls it, with its path, empty for the whole sheet.

    Several cells may ask the same: a question is told apart by what it asks, its sheet and its subject.
    """

    ask: Ask
    sheet: str
    subject: str = ""
    candidates: tuple[str, ...] = ()  # likely answers, the likeliest first

    @property
    def key(self) -> Key:
        return self.ask, self.sheet, self.subject


Key = tuple[Ask, str, str]
Answers = Mapping[Key, str]
SKIP = ""  # the answer that it is no figure of ours: the row or column is left out
