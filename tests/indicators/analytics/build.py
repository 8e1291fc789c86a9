"""Short ways to write series and figures in these tests."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from indicators.analytics.points import Point, Value
from indicators.periods import Period

numbers = st.decimals(min_value=0, max_value=10**10, places=2)


def period(text: str) -> Period:
    return Period.parse(text)


def point(when: str, value: str | int | Decimal | None, **known: Any) -> Point:
    return Point(period(when), None if value is None else Decimal(value), **known)


def series(values: Mapping[str, str | int | Decimal | None], **known: Any) -> list[Point]:
    return [point(when, value, **known) for when, value in values.items()]


def quarters(year: int, *values: str | int | Decimal | None, **known: Any) -> list[Point]:
    return series({f"{year}-Q{n}": value for n, value in enumerate(values, start=1)}, **known)


def figure(value: str | int | Decimal | None, **known: Any) -> Value:
    return Value(None if value is None else Decimal(value), **known)
