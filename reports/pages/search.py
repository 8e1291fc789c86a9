"""What is found by what was typed: indicators, topics, pillars, regions and pages."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.core.cache import cache
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from indicators.models import Indicator, Pillar, Region, Topic, User
from reports.pages.findable import Entry, get_entries
from reports.pages.selection import Selection
from reports.pages.spelling import Fit, Spelling, fit_sound, fit_text, fold, spell

MOST = 20  # of a kind; whoever seeks more types more
DAY = 24 * 60 * 60
KINDS = {
    "indicator": Indicator._meta.verbose_name_plural,
    "topic": Topic._meta.verbose_name_plural,
    "pillar": Pillar._meta.verbose_name_plural,
    "region": Region._meta.verbose_name_plural,
    "page": gettext_lazy("pages"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found, and the page it has."""

    name: str
    within: str
    aliases: tuple[str, ...]
    address: str


@dataclass(frozen=True, slots=True)
class FoundKind:
    """What was found of a kind, the best first; `more` is how many are left out."""

    code: str
    name: str
    found: tuple[Found, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.found) + self.more


@dataclass(frozen=True)
class SearchPage:
    typed: str
    selection: Selection
    kinds: tuple[FoundKind, ...]

    @property
    def count(self) -> int:
        return sum(kind.count for kind in self.kinds)


def get_search_page(typed: str, selection: Selection, reader: User) -> SearchPage:
    """All that the reader may open under what was typed, the kind that fits best first."""
    words = [word for word in map(fold, typed.split()) if word]
    if not words:
        return SearchPage(typed, selection, ())
    entries = get_entries(reader)
    sounds = _get_sounds(entries) if any(word.isascii() for word in words) else None
    fits: list[tuple[Fit, Entry]] = []
    for index, entry in enumerate(entries):
        fit = _fit(words, entry, sounds[index] if sounds else ())
        if fit is not None:
            fits.append((fit, entry))
    return SearchPage(typed, selection, tuple(_by_kind(fits, selection)))


def _fit(words: Sequence[str], entry: Entry, sounds: Sequence[Spelling]) -> Fit | None:
    """How all the words together fit a name; else whether each of them is found somewhere."""
    whole = _fit_one("".join(words), entry, sounds)
    if whole is None and len(words) > 1 and all(_fit_one(w, entry, sounds) is not None for w in words):
        return Fit.INSIDE
    return whole


def _fit_one(typed: str, entry: Entry, sounds: Sequence[Spelling]) -> Fit | None:
    fits = [fit_text(typed, word) for word in entry.words]
    if typed.isascii():
        fits += [fit_sound(typed, sound) for sound in sounds]
    return min((fit for fit in fits if fit is not None), default=None)


def _by_kind(fits: Iterable[tuple[Fit, Entry]], selection: Selection) -> list[FoundKind]:
    order = list(KINDS)
    kinds = []
    ranked = sorted(fits, key=lambda one: order.index(one[1].kind))
    for kind, group in groupby(ranked, key=lambda one: one[1].kind):
        members = sorted(group, key=lambda one: one[0])
        found = tuple(_show(entry, selection) for _fit, entry in members[:MOST])
        kinds.append(
            (members[0][0], FoundKind(kind, capfirst(str(KINDS[kind])), found, len(members) - len(found)))
        )
    return [kind for _fit, kind in sorted(kinds, key=lambda one: one[0])]


def _show(entry: Entry, selection: Selection) -> Found:
    if entry.kind == "page":
        return Found(entry.name, entry.within, (), reverse(entry.code) + _query_of(entry.code, selection))
    query = selection.time_query if entry.kind == "region" else selection.query
    address = reverse(entry.kind, args=[entry.code]) + query
    return Found(entry.name, entry.within, entry.aliases, address)


def _query_of(page: str, selection: Selection) -> str:
    """Where a page has a selection, that of the reader."""
    return {"overview": selection.query, "regions": selection.time_query, "releases": selection.query}.get(
        page, ""
    )


def _get_sounds(entries: Sequence[Entry]) -> list[list[Spelling]]:
    """The spellings of every entry's names, kept under what is spelt: another catalogue has others."""
    words = [entry.words for entry in entries]
    key = hashlib.sha256(repr(words).encode()).hexdigest()
    sounds: list[list[Spelling]] | None = cache.get(f"spellings-{key}")
    if sounds is None:
        sounds = [[spell(word) for word in each if not word.isascii()] for each in words]
        cache.set(f"spellings-{key}", sounds, DAY)
    return sounds
