"""Why a figure is missing, in the words of the template's 缺报原因."""

from __future__ import annotations

from indicators.intake.layout.words import bare
from indicators.quantities import Absence

WORDS = {
    Absence.NOT_REPORTED: "未报送",
    Absence.NOT_APPLICABLE: "不适用",
    Absence.WITHHELD: "保密",
    Absence.DISCONTINUED: "停报或移交",
}
_OTHERS = {
    Absence.NOT_REPORTED: "未报 缺报 暂缺",
    Absence.WITHHELD: "不公布 不予公布",
    Absence.DISCONTINUED: "停报 移交 已停报 已移交 已停统 停统",
}
_ABSENCES = {word: absence for absence, word in WORDS.items()} | {
    word: absence for absence, words in _OTHERS.items() for word in words.split()
}
_NOTHING = ("", "无")  # also what is only punctuation: — and /


def says_why(text: str) -> bool:
    """The cell gives a reason: it is neither blank nor 无 nor a dash."""
    return bare(text) not in _NOTHING


def read_absence(text: str) -> Absence | None:
    """The absence that a reason means, None for words outside the list."""
    return _ABSENCES.get(bare(text))
