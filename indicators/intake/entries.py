"""The catalogue as plain values: all that matching and checks know of indicators and regions."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.analytics.nature import Nature
from indicators.periods import Frequency


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One indicator of the catalogue; `unit` is the base unit in which its values are kept."""

    code: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    nature: Nature
    frequency: Frequency
    form: str
    decimals: int
    parent: str = ""  # code of the indicator that this one is a part of
    collected: Frequency = Frequency.MONTH  # how often its form is handed in
    additive: bool = True  # regions may be added up
    confirmed: bool = True  # its nature is
    headings: tuple[str, ...] = ()  # topic, group and pillar, as a sheet may put them above it


@dataclass(frozen=True, slots=True)
class RegionEntry:
    """One region of the bureau's own tree; `parent` is a code, empty at the top."""

    code: str
    name: str
    short_name: str
    aliases: tuple[str, ...]
    kind: str
    parent: str
    counts_in_total: bool
    former_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything that a label in a sheet may mean."""

    indicators: tuple[IndicatorEntry, ...]
    regions: tuple[RegionEntry, ...]
