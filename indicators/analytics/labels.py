"""What the label of a figure says about its time: 2023年6月末, 2023年1—6月, 截至2023年6月末累计."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal

from indicators.analytics.nature import Nature
from indicators.periods import Frequency, Period

Language = Literal["zh", "en"]

NAMES: dict[Nature, tuple[str, str]] = {
    Nature.STOCK: ("时点数", "end of period"),
    Nature.FLOW: ("当期数", "during the period"),
    Nature.YTD: ("本年累计数", "year to date"),
    Nature.CUMULATIVE: ("历史累计数", "since the start"),
    Nature.RATE: ("比率", "rate"),
    Nature.STANDARD: ("标准", "standard"),
    Nature.MEAN: ("平均数", "mean"),
    Nature.RANK: ("位次", "rank"),
    Nature.CONSTANT: ("计划数", "planned number"),
}


def nature_name(nature: Nature, language: Language = "zh") -> str:
    """The nature as the users call it."""
    return NAMES[nature][language == "en"]


def label(
    nature: Nature,
    period: Period,
    language: Language = "zh",
    *,
    of: Nature | None = None,
    since: date | None = None,
    stated: str = "",
) -> str:
    """The time of a figure in words.

    `of` is the nature of a rate's parts or of what is ranked; `since` the day from which a standard is in
    force; `stated` the span of a mean or the plan of a planned number, in the source's words.
    """
    zh = language == "zh"
    match nature:
        case Nature.STOCK:
            return end_name(period, language)
        case Nature.FLOW:
            return span_name(period, language)
        case Nature.YTD:
            return year_to_date_name(period, language)
        case Nature.CUMULATIVE:
            end = end_name(period, language)
            return f"截至{end}累计" if zh else f"cumulative to the {end}"
        case Nature.RATE | Nature.RANK:
            return label(of, period, language) if of is not None else span_name(period, language)
        case Nature.STANDARD if since is not None:
            day = (
                f"{since.year}年{since.month}月" if zh else f"{calendar.month_name[since.month]} {since.year}"
            )
            return f"{day}起执行" if zh else f"in force since {day}"
        case Nature.STANDARD:
            end = end_name(period, language)
            return f"{end}执行" if zh else f"in force at the {end}"
        case Nature.MEAN:
            return _bracketed(
                "年均" if zh else "yearly mean", stated or span_name(period, language), language
            )
        case Nature.CONSTANT:
            return _bracketed("计划数" if zh else "plan", stated or span_name(period, language), language)


def reporting_basis(nature: Nature, period: Period, language: Language = "zh") -> str:
    """What a form asks for in this period (填报口径): 2023年1—6月累计数."""
    name = nature_name(nature, language)
    match nature:
        case Nature.YTD:
            when, name = year_to_date_name(period, language), "累计数" if language == "zh" else name
        case Nature.CUMULATIVE:
            when = f"至{end_name(period)}" if language == "zh" else f"to the {end_name(period, language)}"
        case Nature.STOCK | Nature.STANDARD:
            when = end_name(period, language)
        case _:
            when = span_name(period, language)
    return f"{when}{name}" if language == "zh" else f"{name}, {when}"


def end_name(period: Period, language: Language = "zh") -> str:
    """The last day of a period: 2023年6月末, of a year 2023年末."""
    if period.frequency is Frequency.YEAR:
        return f"{period.year}年末" if language == "zh" else f"end of {period.year}"
    if language == "zh":
        return f"{period.year}年{period.months}月末"
    return f"end of {calendar.month_name[period.months]} {period.year}"


def span_name(period: Period, language: Language = "zh") -> str:
    """A period by its own name: 2023年6月, 2023年二季度, 2023年上半年, 2023年."""
    year, number = period.year, period.number
    zh = language == "zh"
    match period.frequency:
        case Frequency.MONTH:
            return f"{year}年{number}月" if zh else f"{calendar.month_name[number]} {year}"
        case Frequency.QUARTER:
            return f"{year}年{'一二三四'[number - 1]}季度" if zh else f"Q{number} {year}"
        case Frequency.HALF:
            return f"{year}年{'上下'[number - 1]}半年" if zh else f"H{number} {year}"
        case Frequency.YEAR:
            return f"{year}年" if zh else f"{year}"


def tick_names(nature: Nature, period: Period, language: Language = "zh") -> tuple[str, str]:
    """A period under an axis, in two lines: 6月 and 2023年 for a level, 二季度 and 2023年 for a flow."""
    zh = language == "zh"
    year = f"{period.year}年" if zh else str(period.year)
    if period.frequency is Frequency.YEAR:
        return year, ""
    if not nature.is_level and period.frequency is Frequency.QUARTER:
        return (f"{'一二三四'[period.number - 1]}季度" if zh else f"Q{period.number}"), year
    if not nature.is_level and period.frequency is Frequency.HALF:
        return (f"{'上下'[period.number - 1]}半年" if zh else f"H{period.number}"), year
    return (f"{period.months}月" if zh else calendar.month_abbr[period.months]), year


def year_to_date_name(period: Period, language: Language = "zh") -> str:
    """From January to a period's end: 2023年1—6月; January alone and the whole year by their own names."""
    if period.months == 1 or period.frequency is Frequency.YEAR:
        return span_name(period, language)
    if language == "zh":
        return f"{period.year}年1—{period.months}月"
    return f"January–{calendar.month_name[period.months]} {period.year}"


def _bracketed(word: str, text: str, language: Language) -> str:
    return f"{word}（{text}）" if language == "zh" else f"{word} ({text})"
