"""Colours and fonts of charts are those of the page."""

from __future__ import annotations

import re

from django.conf import settings

from reports.charts import theme


def test_every_token_is_one_of_the_style_sheet() -> None:
    tokens = re.findall(r"(--[\w-]+):", (settings.BASE_DIR / "static/css/tokens.css").read_text("utf-8"))
    used = [value for value in vars(theme).values() if isinstance(value, str) and value.startswith("var(")]

    assert len(used) > 8
    assert [value for value in used if value[4:-1] not in tokens] == []


def test_width_of_is_no_less_than_what_is_drawn() -> None:
    assert theme.width_of(["2.13万张", "张"]) == 4 * 8 + 2 * 12
    assert theme.width_of([]) == 0
