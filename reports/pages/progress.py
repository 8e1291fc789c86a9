"""How an indicator stands, in words and as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from indicators.analytics.assessment import Standing, State
from indicators.analytics.formats import round_half_up
from indicators.analytics.refusals import Reason
from indicators.messages import name_state

TONES = {
    State.AHEAD: "good",
    State.ON_TRACK: "good",
    State.MET: "good",
    State.NOT_HAPPENED: "good",
    State.BEHIND: "watch",
    State.ATTENTION: "bad",
    State.NOT_MET: "bad",
    State.HAPPENED: "bad",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Shares of the target in percent; the bar ends at 100."""

    done: str
    due: str
    bar: str
    mark: str


@dataclass(frozen=True, slots=True)
class ShownState:
    state: State
    word: str
    tone: str


def show_state(standing: Standing) -> ShownState:
    if standing.reason is Reason.NOT_APPLICABLE:
        return ShownState(standing.state, _("not due"), "none")
    if standing.reason is Reason.PARTS_MISSING:
        return ShownState(standing.state, _("not computed"), "none")
    return ShownState(standing.state, name_state(standing.state), TONES.get(standing.state, "none"))


def show_progress(standing: Standing) -> Progress | None:
    if standing.progress is None or standing.elapsed is None:
        return None
    done, due = _percent(standing.progress), _percent(standing.elapsed)
    return Progress(
        done=f"{done}%",
        due=f"{due}%",
        bar=str(max(Decimal(0), min(done, Decimal(100)))),
        mark=str(due),
    )


def _percent(share: Fraction) -> Decimal:
    return round_half_up(Decimal(share.numerator) / Decimal(share.denominator) * 100, 0)
