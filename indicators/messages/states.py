"""How an indicator stands, in a word, a tone and a sign."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from indicators.analytics.assessment import Standing, State
from indicators.analytics.refusals import Reason
from indicators.messages import name_state
from indicators.messages.figures import show_day

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


# What tells a state where there is no room for its word.
SIGNS = {
    State.AHEAD: "▲",
    State.ON_TRACK: "●",
    State.BEHIND: "▼",
    State.ATTENTION: "!",
    State.MET: "✓",
    State.NOT_MET: "✕",
    State.NOT_HAPPENED: "◇",
    State.HAPPENED: "◆",
    State.NO_TARGET: "○",
    State.NOT_REPORTED: "?",
    State.NOT_JUDGED: "–",
}


@dataclass(frozen=True, slots=True)
class ShownState:
    """`revised` says that the target it is held against was another before; how it stands is the same."""

    state: State
    word: str
    tone: str
    sign: str = ""
    revised: str = field(default="", compare=False)


def show_state(standing: Standing) -> ShownState:
    if standing.reason is Reason.NOT_APPLICABLE:
        return ShownState(standing.state, _("not due"), "none", "·")
    if standing.reason is Reason.PARTS_MISSING:
        return ShownState(standing.state, _("not computed"), "none", "…")
    if standing.reason is Reason.INCOMPLETE:
        return ShownState(standing.state, _("not all reported"), "none", "◔")
    return ShownState(
        standing.state,
        name_state(standing.state),
        TONES.get(standing.state, "none"),
        SIGNS[standing.state],
        _("target revised on %s") % show_day(standing.revised) if standing.revised else "",
    )
