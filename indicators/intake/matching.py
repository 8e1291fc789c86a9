"""Labels to indicators and regions: by code, then name or alias; near misses are suggested, never taken."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from indicators.intake.entries import Catalogue, IndicatorEntry, RegionEntry
from indicators.intake.layout.words import as_unit, bare, flat, trailing_bracket

SUGGESTIONS = 3
HELPED = 100  # so many unknown labels get suggestions; a sheet with more of them is another sheet altogether
_CLOSE = 0.6
_CHINESE = "一二三四五六七八九十百"
_CIRCLED = r"[\u2460-\u2473\u2474-\u2487\u2488-\u249b\u2160-\u216b]"
_NUMBERING = re.compile(
    rf"(?:[*★☆#]|{_CIRCLED}[.、．]?|[{_CHINESE}]+\s*[、.．]|[(（](?:[{_CHINESE}]+|\d{{1,2}})[)）]|\d{{1,3}}\s*[、)）]|"
    rf"\d{{1,3}}[.．](?!\d)|\d{{1,2}}(?:[-.．]\d{{1,2}}){{1,3}}\s*[、.．]?\s*(?=[一-龥])(?![周]?岁|[年月日级天小时])|0\d\s*(?=[一-龥])|"
    rf"第[{_CHINESE}]+[、.．]|[A-Za-zＡ-Ｚ][.、．]|[IVX]+[.、．]|其中\s*[:：、，,]|其中(?=\s)|[-—–·•])\s*"
)
_STAR = re.compile(rf"(?:[*★☆]|{_CIRCLED}|[¹²³]|[\[〔]\d{{1,2}}[\]〕]|[(（]注\d{{0,2}}[)）])+$")
_UNIT_AFTER = re.compile(r"(.+)[:,，：/](.+)")
_OFFICE = re.compile(r"(?<=.)(?:民政局|民政厅|人民政府|社会事务局)$")
_TOTAL = re.compile(r"(?:各县市?区|各区县市?)?(?:总合计|合计|总计|共计|总数)|grandtotal")
_SUM = re.compile(r"(?<=.)(?:总?合计|总计)$")
_PROVINCE = re.compile(r"^[\u4e00-\u9fff]{2,3}省(?=.)")
_CITY = re.compile(r"[\u4e00-\u9fff]{2}市$")
_WORD = re.compile(r"[一-龥]{2}$")
_BEFORE = re.compile(  # what may stand before a region's name in a title
    r"(?:[年月季度末底日期省市区县州局厅部委处科办会的和与及或对在由各报送发于表件中以为]|上半年|下半年|统计|情况|数据|民政|汇总)$"
)
_PADDED = re.compile(r"(\d{6})0{3}(?:0{3})?")


@dataclass(frozen=True, slots=True)
class Match:
    """What a label may mean: one entry, or several, or only suggestions; `conflict` is a name's own entry."""

    entry: IndicatorEntry | None = None
    candidates: tuple[IndicatorEntry, ...] = ()
    conflict: IndicatorEntry | None = None
    by_path: bool = False  # the labels above it say which of several it is


@lru_cache(maxsize=65536)
def without_numbering(label: str) -> str:
    """The label without 一、（一）1. ① A. 其中： and stars before it or after it."""
    text = label.strip()
    while (found := _NUMBERING.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return _STAR.sub("", text)


@lru_cache(maxsize=65536)
def label_unit(label: str) -> str:
    """The unit at a label's end, 养老床位（张）; empty where there is none."""
    unit = as_unit(trailing_bracket(_STAR.sub("", label.strip()))[1])
    if unit:
        return unit
    after = _UNIT_AFTER.fullmatch(flat(label))
    return as_unit(after[2]) if after else ""


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """What spellings of one label share; words stay words, so 人次 is never 人."""
    text = without_numbering(label)
    if label_unit(text):
        before, inside = trailing_bracket(text)
        after = _UNIT_AFTER.fullmatch(flat(text))
        text = before if as_unit(inside) else after[1] if after else text
    return bare(text)


@lru_cache(maxsize=65536)
def is_total(text: str) -> bool:
    """合计 and the like: all that a sheet lists together, whatever region that is."""
    return bool(_TOTAL.fullmatch(bare(without_numbering(text))))


@lru_cache(maxsize=65536)
def is_everywhere(text: str) -> bool:
    """全市 and the like: a region as the sum of what is inside it."""
    return bool(re.fullmatch("全[省市县区](?:总?合计|总计)?", bare(without_numbering(text))))


@dataclass
class Index:
    """A catalogue, made ready once for looking up codes, labels and regions."""

    catalogue: Catalogue
    by_code: dict[str, IndicatorEntry] = field(init=False)
    by_label: Mapping[str, tuple[IndicatorEntry, ...]] = field(init=False)
    regions: dict[str, RegionEntry] = field(init=False)
    by_region: Mapping[str, tuple[RegionEntry, ...]] = field(init=False)
    _known: dict[tuple[str, str, tuple[str, ...]], Match] = field(
        init=False, default_factory=dict, repr=False
    )
    _near: dict[str, tuple[IndicatorEntry, ...]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.by_code = {_code_key(entry.code): entry for entry in self.catalogue.indicators}
        self.by_label = _grouped(
            (label_key(label), entry)
            for entry in self.catalogue.indicators
            for label in (entry.name, *entry.aliases)
        )
        self.regions = {entry.code: entry for entry in self.catalogue.regions}
        self.by_region = _grouped(
            (bare(word), entry)
            for entry in self.catalogue.regions
            for word in (entry.code, entry.name, entry.short_name, *entry.aliases, *entry.former_codes)
        )
        self._in_text = sorted(
            (
                (flat(word), entry)
                for entry in self.catalogue.regions
                for word in {entry.name, entry.short_name, *(a for a in entry.aliases if len(a) > 2)}
                if len(word) > 1
            ),
            key=lambda pair: -len(pair[0]),
        )

    def fresh(self) -> Index:
        """The same catalogue, of which nothing has been asked yet."""
        found = copy(self)
        found._known, found._near = {}, {}
        return found

    def indicator(self, label: str, code: str = "", path: tuple[str, ...] = ()) -> Match:
        """What a row's label and code mean together, under the labels of `path`, the outermost first."""
        key = (label, code, path)
        if key not in self._known:
            self._known[key] = self._indicator(label, code, path)
        return self._known[key]

    def _indicator(self, label: str, code: str, path: tuple[str, ...]) -> Match:
        named = self.by_label.get(label_key(label), ())
        by_code = self.by_code.get(_code_key(code)) or self.by_code.get(_code_key(label))
        if not by_code and code:
            coded = self.by_label.get(label_key(code), ())
            by_code = coded[0] if len(coded) == 1 else None
        if by_code:
            conflict = named[0] if named and by_code not in named else None
            return Match(by_code, conflict=conflict)
        if spelt := self.spelt(label, path):
            return Match(spelt, by_path=True)
        if len(named) == 1:
            return Match(named[0])
        under = [entry for entry in named if self.is_under(entry, path)]
        return Match(under[0], by_path=True) if len(under) == 1 else Match(candidates=named)

    def spelt(self, label: str, path: tuple[str, ...]) -> IndicatorEntry | None:
        """The indicator whose name the path spells out: 农村 › 低保人数 is 农村低保人数."""
        own, above = label_key(label), [label_key(step) for step in path]
        ways = [way + own for way in ("".join(above[start:]) for start in range(len(above))) if way and own]
        ways += [own + above[-1]] if own and above and above[-1] else []  # 其中：农村 under 低保人数
        if is_total(label):
            ways = above[-1:]  # 合计 under 养老床位
        found = (self.by_label.get(way, ()) for way in ways)
        return next((entries[0] for entries in found if len(entries) == 1), None)

    def is_under(self, entry: IndicatorEntry, path: tuple[str, ...]) -> bool:
        """The path names the indicator that this one is a part of."""
        above = {other.code for step in path for other in self.by_label.get(label_key(step), ())}
        return bool(entry.parent) and entry.parent in above

    def entry(self, code: str) -> IndicatorEntry:
        """The indicator with exactly this code; raises KeyError."""
        return self.by_code[_code_key(code)]

    def knows(self, code: str) -> bool:
        """Some indicator has this code, or is called so."""
        return _code_key(code) in self.by_code or label_key(code) in self.by_label

    def has(self, code: str) -> bool:
        """Some indicator has exactly this code."""
        return bool(code) and _code_key(code) in self.by_code

    def suggestions(self, label: str) -> tuple[IndicatorEntry, ...]:
        """Up to three indicators that a label may mean; none after HELPED labels, for each costs time."""
        key = label_key(label)
        if key not in self._near and len(self._near) >= HELPED:
            return ()
        if key not in self._near:
            near = difflib.get_close_matches(key, self.by_label, SUGGESTIONS, _CLOSE) if key else []
            found = {entry.code: entry for close in near for entry in self.by_label[close]}
            self._near[key] = tuple(found.values())[:SUGGESTIONS]
        return self._near[key]

    def named_in(self, titles: Iterable[str]) -> tuple[IndicatorEntry, ...]:
        """Up to three indicators that titles name, the longest name first."""
        text = " ".join(map(bare, titles))
        named = sorted((label for label in self.by_label if label in text), key=lambda label: -len(label))
        found = {entry.code: entry for label in named for entry in self.by_label[label]}
        return tuple(found.values())[:SUGGESTIONS]

    def region(self, text: str) -> tuple[RegionEntry, ...]:
        """The regions that a whole cell names: by code of 6, 9 or 12 digits, name, short name or alias."""
        whole = flat(text)
        padded = _PADDED.fullmatch(whole)
        key = bare(padded[1] if padded else whole)
        return (
            self.by_region.get(key)
            or self.by_region.get(bare(_OFFICE.sub("", whole)), ())
            or self.inside(_OFFICE.sub("", whole))
            or self.by_region.get(bare(without_numbering(text)), ())  # ①, which is a digit in `whole`
        )

    def without_former(self, text: str) -> str:
        """长乐区 of 长乐区（原长乐市）, where both are one region."""
        before, former = trailing_bracket(text)
        own = self.by_region.get(bare(before), ())
        same = own and self.by_region.get(bare(former.removeprefix("原")), ()) == own
        return before if same else text

    def inside(self, text: str) -> tuple[RegionEntry, ...]:
        """The regions that a text names below what holds them, numbered or as a sum: 某市某区, 全市合计."""
        rest = _SUM.sub("", _PROVINCE.sub("", without_numbering(self.without_former(text))))
        if rest != text and (found := self.by_region.get(bare(rest))):
            return found
        for whole in self.catalogue.regions:
            own = (
                self.by_region.get(bare(rest.removeprefix(whole.name)), ())
                if rest.startswith(whole.name)
                else ()
            )
            if own and all(whole.code in self.ancestors(entry.code) for entry in own):
                return own
        return ()

    def regions_in(self, text: str) -> tuple[RegionEntry, ...]:
        """The regions that a title names; a district named after its city is one, the district."""
        rest, found = flat(text), dict[str, RegionEntry]()
        for word, entry in self._in_text:
            if word in rest and not self.is_elsewhere(rest[: rest.index(word)], entry):
                rest = rest.replace(word, "\0")
                found[entry.code] = entry
        above = {code for entry in found.values() for code in self.ancestors(entry.code)}
        return tuple(entry for code, entry in found.items() if code not in above)

    @cached_property
    def region_words(self) -> tuple[str, ...]:
        """What a text may call regions, the longest first."""
        return tuple(word for word, _ in self._in_text)

    def is_elsewhere(self, before: str, entry: RegionEntry) -> bool:
        """The words before a region's name may be another city: 南京市 or 南京 before 鼓楼区."""
        if before.endswith(self.region_words):
            return False
        strange = bool(entry.parent) and _WORD.search(before) and not _BEFORE.search(before)
        return bool(_CITY.search(before) or strange)

    def region_before(self, text: str) -> str:
        """The name of a region that a text begins with, before other words; empty where there is none."""
        return next((word for word in self.region_words if text.startswith(word) and text != word), "")

    def is_name(self, text: str) -> bool:
        """The text names a region, an indicator, or all regions together."""
        meant = self.indicator(text)
        return bool(meant.entry or meant.candidates or self.region(text)) or is_total(text)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes of the regions that hold this one, nearest first."""
        chain: list[str] = []
        entry = self.regions.get(code)
        while entry and entry.parent and entry.parent not in chain:
            chain.append(entry.parent)
            entry = self.regions.get(entry.parent)
        return tuple(chain)


Entry = TypeVar("Entry", IndicatorEntry, RegionEntry)


@lru_cache(maxsize=65536)
def _code_key(code: str) -> str:
    return flat(code).casefold()


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[int, Entry]] = defaultdict(dict)
    for key, entry in pairs:
        if key:
            found[key][id(entry)] = entry
    return {key: tuple(entries.values()) for key, entries in found.items()}
