"""What a label says beside its indicator: 2022年末养老机构数 its period, 鼓楼区养老机构数 its region."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.intake.dates import undated
from indicators.intake.layout.furniture import periods_said
from indicators.intake.layout.headers import is_dated, leading_span
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_everywhere, label_unit, without_numbering


@dataclass(frozen=True, slots=True)
class Label:
    """A label without its period and region, which stand beside it; empty where it names none."""

    text: str
    period: str = ""
    region: str = ""


def read_label(text: str, year: int | None, index: Index) -> Label:
    """A label that is none of the catalogue's in its parts; `year` is the one that the title names.

    A year alone that is not the title's may mean its end or the same day: then the whole label stands for the
    period, which is a question.
    """
    if not text or index.is_name(text) or index.knows(text):
        return Label(text)
    words, region = apart_from_region(without_numbering(text), index)
    if not is_dated(words):
        period, rest = leading_span(words)
        return Label(rest, period, region) if period or region else Label(text)
    rest = undated(words)
    if not rest:
        return Label(text)
    unit = label_unit(words)
    period = flat(words).replace(rest, "", 1).removesuffix(f"({unit})")
    said = periods_said(period)
    if all(each.loose for each in said):
        period = "" if year in {each.period.year for each in said} else text
    return Label(f"{rest}({unit})" if unit and not label_unit(rest) else rest, period, region)


def apart_from_region(words: str, index: Index) -> tuple[str, str]:
    """The words without the region that they begin with, and its name."""
    text = flat(words)
    if is_everywhere(text[:2]) and index.region(text[:2]):
        return text[2:], text[:2]
    name = index.region_before(text)
    return (text.removeprefix(name), name) if name else (words, "")
