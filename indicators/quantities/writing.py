"""From a quantity to how a card or a table writes it: `约2.2亿元`, `1,878.19万元`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from indicators.quantities.units import Language, split_multiple, unit_name
from indicators.quantities.values import Qualifier, plain, shifted


@dataclass(frozen=True, slots=True)
class Shown:
    """The parts of a written quantity, for a card that sets each apart; `text` has them in reading order."""

    before: str  # 约
    number: str  # 2.2
    unit: str  # 亿元
    after: str  # 余, which is read before the unit but after its 万: 126万余平方米
    status: str = ""  # 初步数, where a final figure is to come

    @property
    def tail(self) -> str:
        """What is read after the number: `亿元`, `余次`, `万余平方米`."""
        power, word = split_multiple(self.unit)
        if self.after and power:
            return f"{self.unit.removesuffix(word)}{self.after}{word}"
        space = " " if self.unit[:1].isascii() and self.unit[:1].isalnum() else ""
        return f"{self.after}{space}{self.unit}"

    @property
    def text(self) -> str:
        return f"{self.before}{self.number}{self.tail}{self.remark}"

    @property
    def bare(self) -> str:
        """Without its unit, for a table that names that above its figures."""
        return f"{self.before}{self.number}{self.after}{self.remark}"

    @property
    def remark(self) -> str:
        """The status as it is read after a quantity: `（初步数）`."""
        if not self.status:
            return ""
        return f" ({self.status})" if self.status.isascii() else f"（{self.status}）"


_BEFORE: dict[Language, dict[Qualifier, str]] = {
    "zh": {Qualifier.ABOUT: "约", Qualifier.NEARLY: "近", Qualifier.OVER: "超"},
    "en": {Qualifier.ABOUT: "about ", Qualifier.NEARLY: "nearly ", Qualifier.OVER: "over "},
}
# Least value in plain units, power of ten, word; the upper steps begin where rounding reaches them.
_STEPS: dict[Language, tuple[tuple[int, int, str], ...]] = {
    "zh": ((99_999_950, 8, "亿"), (10_000, 4, "万")),
    "en": ((999_995_000, 9, "billion "), (1_000_000, 6, "million "), (0, 0, "")),
}
_CARD_PLACES = 2
_NEVER_SCALED = frozenset({"", "%", "‰", "比例", "位", "位次", "年", "月"})


def format_quantity(
    value: Decimal,
    unit: str,
    qualifier: Qualifier = Qualifier.EXACT,
    *,
    quantum: Decimal | None = None,
    decimals: int | None = None,
    compact: bool = False,
    language: Language = "zh",
) -> Shown:
    """The value as a table shows it, in its unit, or `compact` as a card does, from 1万 in 万 and 亿.

    `quantum`, the printed precision in the same unit, is never exceeded and, as far as the limit goes, shown.
    The limit is `decimals`, or two where a card changes the unit. Without a quantum a table shows the places
    that the value needs, a card in 亿 and 万 always two. Rounds half up. English cards speak of millions.
    """
    own, base = split_multiple(unit)
    power, name, limit = own, unit_name(unit, language), decimals
    if compact:
        power, name = compact_unit(value, unit, language)
        if power != own:
            limit = _CARD_PLACES
    shown = shifted(value, own - power)
    if quantum:
        printed = _places(shifted(quantum, own - power))
    else:
        printed = _CARD_PLACES if power > own else _places(shown)
    places = printed if limit is None else min(printed, limit)
    number = f"{shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    if language == "zh" and qualifier is Qualifier.OVER and "." not in number and base not in _NEVER_SCALED:
        return Shown("", number, name, "余")
    return Shown(_BEFORE[language].get(qualifier, ""), number, name, "")


def compact_unit(value: Decimal, unit: str, language: Language = "zh") -> tuple[int, str]:
    """The power of ten and the unit in which a card writes a value: 4 and 万张 for 21300 张."""
    own, base = split_multiple(unit)
    if base not in _NEVER_SCALED and "/" not in unit:
        power, word = _step(abs(shifted(value, own)), own, language)
        if power != own:
            return power, f"{word}{unit_name(base, language)}"
    return own, unit_name(unit, language)


def _step(size: Decimal, own: int, language: Language) -> tuple[int, str]:
    """The power of ten that a card shows, and its word; the unit's own where no step is reached."""
    return next(((power, word) for least, power, word in _STEPS[language] if size >= least), (own, ""))


def _places(value: Decimal) -> int:
    return len(plain(value).partition(".")[2])
