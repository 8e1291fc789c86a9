"""Changes in signs and words, apart, so that a page can show arrow, sign, number and word each for itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.analytics.change import Change, Kind
from indicators.analytics.labels import Language
from indicators.analytics.points import divide
from indicators.quantities import plain

_WORDS = {
    # kind: (zh up, zh down), (en up, en down)
    Kind.RELATIVE: (("升", "降"), ("up", "down")),
    Kind.POINTS: (("升", "降"), ("up", "down")),
    Kind.ABSOLUTE: (("增", "减"), ("more", "fewer")),
    Kind.COUNT: (("增", "减"), ("more", "fewer")),
    Kind.PLACES: (("前移", "后移"), ("up", "down")),
}


@dataclass(frozen=True, slots=True)
class ChangeWords:
    """The parts of a change: ▲ + 4.4 % 升; `number` carries no sign, and is empty for 持平."""

    arrow: str
    sign: str
    number: str
    unit: str
    word: str
    word_first: bool  # 增1次, 前移2位; but 4.4% 升

    @property
    def text(self) -> str:
        """All parts in a row: `▲ 4.4% 升`, `▲ 增1次`, `持平`."""
        if not self.number:
            return self.word
        amount = f"{self.number}{self.unit}"
        return (
            f"{self.arrow} {self.word}{amount}" if self.word_first else f"{self.arrow} {amount} {self.word}"
        )

    def spoken(self, language: Language = "zh") -> str:
        """As a sentence says it, without the arrow: `升4.4%`, `增31家`, `up 4.4%`, `31 more`."""
        amount = f"{self.number}{self.unit}"
        if not self.number:
            return self.word
        if language == "zh":
            return f"{self.word}{amount}"
        return f"{self.word} {amount}" if self.word in ("up", "down") else f"{amount} {self.word}"


def change_words(change: Change, language: Language = "zh", *, decimals: int = 1) -> ChangeWords:
    """A change in signs and words; percentages and points are rounded half up to `decimals` places.

    One that would be rounded to zero keeps the places it needs to be seen: it is no 持平. One between rounded
    figures is written no finer than they allow, and as 约.
    """
    zh = language == "zh"
    if change.kind is Kind.FLAT:
        return ChangeWords("＝" if zh else "=", "", "", "", "持平" if zh else "unchanged", word_first=True)
    up = change.value > 0
    return ChangeWords(
        arrow="▲" if up else "▼",
        sign="+" if up else "−",
        number=_number(change, decimals, zh=zh),
        unit=_unit(change, zh=zh),
        word=_WORDS[change.kind][not zh][not up],
        word_first=zh and change.kind in (Kind.ABSOLUTE, Kind.COUNT, Kind.PLACES),
    )


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The value to so many places, as taught in school (四舍五入)."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _number(change: Change, decimals: int, *, zh: bool) -> str:
    amount, place = abs(change.value), _place(change)
    is_share = change.kind in (Kind.RELATIVE, Kind.POINTS)
    if place > (Decimal(1).scaleb(-decimals) if is_share else 0) and change.kind is not Kind.PLACES:
        coarse = (amount / place).quantize(Decimal(1), ROUND_HALF_UP) * place
        return f"{'约' if zh else 'about '}{Decimal(plain(coarse)):,f}"
    if not is_share:
        return f"{Decimal(plain(amount)):,f}"
    while amount and not round_half_up(amount, decimals):
        decimals += 1
    return f"{round_half_up(amount, decimals):f}"


def _place(change: Change) -> Decimal:
    """The power of ten below which a change says nothing, for that much its figures may be off; or 0."""
    now, base = change.to_point, change.from_point
    spread = 2 * (now.margin + base.margin)
    if change.kind is Kind.RELATIVE and base.value:
        spread = divide(spread * 100, abs(base.value))
    return Decimal(1).scaleb(spread.adjusted()) if spread else Decimal(0)


def point_unit(unit: str, *, zh: bool) -> str:
    """What two shares in % or ‰ lie apart by."""
    if unit == "‰":
        return "个千分点" if zh else " per mille points"
    return "个百分点" if zh else " percentage points"


def _unit(change: Change, *, zh: bool) -> str:
    match change.kind:
        case Kind.RELATIVE:
            return "%"
        case Kind.POINTS:
            return point_unit(change.unit, zh=zh)
        case Kind.PLACES if not zh:
            return " place" if abs(change.value) == 1 else " places"
        case Kind.PLACES:
            return "位"
        case _:
            return change.unit if zh else ""  # “2 times more” would say something else
