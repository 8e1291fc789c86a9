"""Changes in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.analytics.change import Change
from indicators.analytics.formats import change_words
from indicators.analytics.refusals import Refusal
from indicators.messages import explain
from indicators.messages.figures import language


@dataclass(frozen=True, slots=True)
class ShownChange:
    """同比 or 环比: arrow, number and word, or why there is none; `direction` is up, down or flat."""

    name: str
    text: str
    direction: str = ""
    reason: str = ""


def show_change(name: str, change: Change | Refusal) -> ShownChange:
    if isinstance(change, Refusal):
        return ShownChange(name, "—", reason=explain(change.reason))
    direction = "flat" if change.value == 0 else "up" if change.value > 0 else "down"
    return ShownChange(name, change_words(change, language()).text, direction)
