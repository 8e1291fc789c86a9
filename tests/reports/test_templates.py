"""What is seen: the parts of a page, and what no template or style sheet may hold."""

import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from indicators.analytics.assessment import State
from indicators.forms.submissions import SubmitForm
from indicators.messages.states import ShownState
from indicators.quantities import Shown
from reports.charts.sparkline import Mark, build_sparkline
from reports.pages.cards import Card
from reports.pages.changes import ShownChange
from reports.pages.progress import Progress

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").glob("*.css"))
FORBIDDEN = {
    "inline style": r"<style|\sstyle=",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "event handler": r"\son[a-z]+=",
    "other origin": r"(?:src|href|action)=[\"']?(?:https?:)?//",
}
INKS = ("ink", "ink-2", "ink-3", "accent", "watch", "red", "green")
GROUNDS = ("surface", "paper")
PAIRS = [
    *product(INKS, GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("good", "watch", "bad", "accent")),
    ("on-accent", "accent"),
    ("ink-2", "none-soft"),
]


def make_card(**other: object) -> Card:
    """A card that shows 167家 and nothing else."""
    plain = {
        "code": "eldercare.institutions",
        "name": "养老机构数",
        "observation": 7,
        "shown": Shown("", "167", "家", ""),
        "absence": "",
        "last": None,
        "label": "2023年6月末",
        "changes": (),
        "remark": "尚无可比期",
        "state": ShownState(State.NOT_JUDGED, "不评价", "none"),
        "progress": None,
        "target": "",
        "line": None,
        "share": "",
        "coverage": "",
        "coloured": True,
        "confirmed": True,
        "is_demo": False,
        "is_corrected": False,
    }
    return Card(**(plain | other))  # type: ignore[arg-type]


def show_card(**other: object) -> str:
    return render_to_string(
        "components/card.html", {"card": make_card(**other), "level": 3, "query": "?as_of=2023-08-01"}
    )


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
@pytest.mark.parametrize("thing", FORBIDDEN)
def test_template_holds_nothing_that_the_policy_refuses(path: Path, thing: str) -> None:
    assert not re.search(FORBIDDEN[thing], path.read_text("utf-8"))


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_style_sheet_asks_for_nothing_else(path: Path) -> None:
    assert not re.search(r"url\(|@import", path.read_text("utf-8"))


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if p.parent.name == "components"], ids=lambda p: p.name
)
def test_component_says_what_it_takes(path: Path) -> None:
    assert path.read_text("utf-8").startswith("{# ")


def test_card_of_one_period_shows_value_label_and_remark_without_a_line() -> None:
    card = show_card()

    assert words(card) == "养老机构数 不评价 167 家 2023年6月末 尚无可比期 数据来源 养老机构数"
    assert "<svg" not in card


def test_links_of_a_card_carry_the_selection() -> None:
    card = show_card()

    assert 'href="/indicators/eldercare.institutions/?as_of=2023-08-01"' in card
    assert 'href="/observations/7/?as_of=2023-08-01"' in card


def test_card_without_value_says_why_and_has_no_source() -> None:
    card = show_card(shown=None, absence="未报送", observation=None, remark="")

    assert "未报送" in words(card)
    assert "数据来源" not in card


def test_value_reads_in_the_order_of_speech() -> None:
    about = render_to_string("components/figure.html", {"shown": Shown("约", "2.2", "亿元", "")})
    over = render_to_string("components/figure.html", {"shown": Shown("", "40", "次", "余")})

    assert words(about) == "约 2.2 亿元"
    assert words(over) == "40 余次"


def test_refused_change_shows_its_reason() -> None:
    card = show_card(remark="", changes=(ShownChange("同比", "—", reason="基期无数据"),))

    assert "同比 — 基期无数据" in words(card)


def test_change_is_coloured_only_where_the_indicator_is_judged() -> None:
    changes = (ShownChange("同比", "▲ 4.4% 升", "up"),)

    assert 'class="change up"' in show_card(changes=changes)
    assert 'class="change up"' not in show_card(changes=changes, coloured=False)


def test_progress_is_drawn_beside_the_year() -> None:
    card = show_card(progress=Progress(done="157%", due="50%", bar="100", mark="50"))

    assert 'width="100%"' in card
    assert 'x1="50%"' in card
    assert "完成157%" in words(card)


def test_line_is_drawn_from_two_periods_on() -> None:
    assert 'class="sparkline"' in show_card(line=build_sparkline([Mark(Decimal(1)), Mark(Decimal(2))]))


def test_demonstration_figure_is_stamped() -> None:
    assert ">演示数据<" in show_card(is_demo=True)


def test_real_figure_is_not_stamped_for_what_it_is_compared_with() -> None:
    html = show_card(beside_demo=True)

    assert ">演示数据<" not in html
    assert ">对比含演示数据<" in html


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_small_text_is_legible(scheme: str, ink: str, ground: str) -> None:
    """Contrast of at least 4.5, by WCAG 2.2 §1.4.3."""
    light, dark = (
        (settings.BASE_DIR / f"static/css/{name}.css").read_text("utf-8") for name in ("tokens", "dark")
    )
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", light if scheme == "light" else light + dark))

    paler, deeper = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)

    assert (paler + 0.05) / (deeper + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance, by WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_reason_is_not_called_optional_where_warnings_ask_for_it() -> None:
    field = SubmitForm()["reason"]

    usual = words(render_to_string("components/field.html", {"field": field}))
    asked = words(render_to_string("components/field.html", {"field": field, "sometimes": True}))

    assert "可不填" in usual
    assert "可不填" not in asked
