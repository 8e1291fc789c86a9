"""The Chinese catalogue is complete, compiled, and knows every word of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, ngettext, override

from civaffairs import translations

TEMPLATES = sorted((translations.ROOT / "templates").rglob("*.html"))
MARKED = re.compile(
    r"{%\s*(blocktrans(?:late)?|comment)\b.*?{%\s*end\1\s*%}|{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->", re.DOTALL
)
SPOKEN = re.compile(r"\b(?:alt|aria-label|placeholder|title)=\"([^\"]*)\"")
TAG = re.compile(r"<code>.*?</code>|<[^>]*>|&\w+;")


KINDS = ("CSV", "XLSX", "PNG", "SVG")  # of files, in every language


def bare_words(template: str) -> list[str]:
    """Words that a page shows and nobody translates."""
    plain = MARKED.sub("", template)
    texts = [TAG.sub(" ", plain), *SPOKEN.findall(plain)]
    return [word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text) if word not in KINDS]


def test_catalogue_is_complete_and_compiled() -> None:
    assert list(translations.problems()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(translations.ROOT).as_posix())
def test_template_shows_no_untranslated_words(path: Path) -> None:
    assert bare_words(path.read_text("utf-8")) == []


def test_bare_words_are_found() -> None:
    assert bare_words('<p title="Total">{% translate "Marked" %} {{ shown }} bare</p>') == ["bare", "Total"]


def test_updating_changes_nothing() -> None:
    assert translations.render(translations.update()) == translations.PO.read_bytes()


def test_placeholders_are_those_of_the_message() -> None:
    named = re.compile(r"%\(\w+\)[sd]|%[sd]")
    differing = []
    for message in translations.read_catalogue():
        ids = [message.id] if isinstance(message.id, str) else [message.id[-1]] if message.id else []
        texts = [message.string] if isinstance(message.string, str) else list(message.string or [])
        differing += [
            (one, text)
            for one in ids
            for text in texts
            if one and sorted(named.findall(one)) != sorted(named.findall(text))
        ]

    assert differing == []


def test_each_language_speaks_its_own_words() -> None:
    with override("zh-hans"):
        assert gettext("awaiting review") == "待审"
    with override("en"):
        assert gettext("awaiting review") == "awaiting review"
        assert ngettext("%(count)s figure", "%(count)s figures", 2) == "%(count)s figures"
