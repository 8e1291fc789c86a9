"""How far an indicator has come, as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.analytics.assessment import Standing
from indicators.analytics.formats import round_half_up


@dataclass(frozen=True, slots=True)
class Progress:
    """Shares of the target in percent; the bar ends at 100."""

    done: str
    due: str
    bar: str
    mark: str


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
