"""Reading a file against the catalogue and against what is approved; writes nothing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, cast

from django.db.models import Max
from django.utils import timezone

from indicators.analytics import rules as formulas
from indicators.analytics.nature import Nature
from indicators.at_mark import kept
from indicators.intake import history
from indicators.intake.collecting import paused_collecting
from indicators.intake.comparisons import check_comparisons
from indicators.intake.entries import Catalogue, IndicatorEntry, RegionEntry
from indicators.intake.figure import Figure
from indicators.intake.figures import read_figures
from indicators.intake.findings import Code, Finding, Severity
from indicators.intake.grid import Grid
from indicators.intake.headings import heading_names
from indicators.intake.history import Key, Known
from indicators.intake.matching import Index
from indicators.intake.questions import Answers
from indicators.intake.reader.read import Reading, read_file
from indicators.intake.recall import recall
from indicators.intake.stamp import own_sheets
from indicators.intake.unusual import Breaks, check_unusual
from indicators.intake.watch import Step, Watch, unwatched
from indicators.models import Definition, Form, Indicator, Observation, Region, Release, Rule, Topic, Version
from indicators.models.catalogue import split
from indicators.models.reading import read_many
from indicators.periods import Frequency, Period

LOOK_BACK_YEARS = 2
FEW = 100  # codes or ids; to name more of them in a statement takes longer than to leave rows out afterwards


@dataclass(frozen=True)
class Examination:
    """What a file says: its figures, what was found, and the approved figures it was checked against."""

    name: str
    sha256: str
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    known: Mapping[Key, Known]
    grids: tuple[Grid, ...]
    levels: frozenset[str]  # codes of the indicators that are facts of a date
    rules: Mapping[str, Sequence[history.FormRule]] = field(default_factory=dict)  # by form
    breaks: Breaks = field(default_factory=dict)
    catalogue: str = ""  # the mark of what it was read against
    release: int = 0  # the last one made before the known figures were read
    told: Answers = field(default_factory=dict)  # what the user answered and was needed
    is_demo: bool = False

    @property
    def is_blocked(self) -> bool:
        return any(found.blocks for found in self.findings)

    @property
    def is_unplaced(self) -> bool:
        """Something blocks that belongs to no one figure, so that it cannot be mended in a draft."""
        return any(found.blocks and found.subject is None for found in self.findings)

    @property
    def asks(self) -> bool:
        """An answer may settle what blocks: what cannot be placed, or is only without its unit."""
        return any(
            found.question or (found.subject is None and found.severity is Severity.QUESTION)
            for found in self.findings
            if found.blocks
        )

    @property
    def is_personal(self) -> bool:
        return any(found.code is Code.PERSONAL_DATA for found in self.findings)

    @property
    def may_wait(self) -> bool:
        """An answer may settle it, or all that is wrong stands at cells, so that its sheet shows where."""
        wrong = [found for found in self.findings if found.blocks and found.subject is None]
        at_cells = bool(self.grids) and all(found.cell for found in wrong)
        return not self.is_personal and (self.asks or at_cells)

    @cached_property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity is Severity.WARNING)

    @property
    def is_current(self) -> bool:
        """What it was read and checked against is what there is."""
        return bool(self.catalogue) and (self.catalogue, self.release) == (
            Version.of_catalogue(),
            get_last_release(),
        )

    def key(self, figure: Figure) -> Key:
        return (
            figure.indicator,
            figure.region,
            *figure.period.span(level=figure.indicator in self.levels),
        )

    @cached_property
    def known_by_region(self) -> Mapping[str, Mapping[Key, Known]]:
        found: dict[str, dict[Key, Known]] = defaultdict(dict)
        for key, known in self.known.items():
            found[key[1]][key] = known
        return found

    def repeats(self, figure: Figure) -> bool:
        """Whether a figure only says again what is approved."""
        known = self.known.get(self.key(figure))
        return known is not None and known.is_said_again_by(figure)

    def replaces(self, figure: Figure) -> int | None:
        """The id of the approved observation in whose place a figure stands."""
        known = self.known.get(self.key(figure))
        return known.observation if known else None


@paused_collecting()
def examine(
    path: Path,
    *,
    name: str = "",
    period: Period | None = None,
    region: str | None = None,
    answers: Answers | None = None,
    today: date | None = None,
    reading: Reading | None = None,
    is_demo: bool = False,
    watch: Watch = unwatched,
) -> Examination:
    """Read and check one file, or its `reading`. A bad file gives findings, never an exception.

    `answers` go before those that are remembered of such sheets; `watch` is told how far it is.
    """
    with ThreadPoolExecutor(1) as aside:  # a child reads the file meanwhile
        later = aside.submit(lambda: reading or read_file(path))
        mark = Version.of_catalogue()
        index = _read_index(mark).fresh()
    catalogue, heard = index.catalogue, later.result()
    grids = own_sheets(heard.grids)
    recalled, told = recall(grids, index), answers or {}
    read = read_figures(
        grids,
        index,
        period=period,
        region=region,
        today=today or timezone.localdate(),
        answers={**recalled.answers, **told},
        watch=watch,
    )
    watch(Step.CHECKS, 0, 2)
    levels = frozenset(entry.code for entry in catalogue.indicators if entry.nature.is_level)
    found = (*heard.findings, *(read.findings if heard.grids else ()))
    if not any(each.code is Code.PERSONAL_DATA for each in read.findings):  # of which nothing is repeated
        remembered = {key: cell for key, cell in read.used.items() if key not in told}
        found += (*recalled.findings, *recalled.notes(remembered))
    forms = {entry.code: entry.form for entry in catalogue.indicators}
    found += check_forms(read.figures, forms)
    rules = get_rules({forms[figure.indicator] for figure in read.figures})
    release = get_last_release()
    of_all = [*chain.from_iterable(rules.values())]
    known = get_known(read.figures, {code for rule in of_all for code in rule.operands})
    found += history.check(read.figures, known, catalogue=catalogue, rules=of_all)
    watch(Step.CHECKS, 1, 2)
    breaks = get_breaks(read.figures)
    found += tuple(check_unusual(read.figures, known, catalogue=catalogue, breaks=breaks, is_demo=is_demo))
    found += tuple(check_comparisons(read.comparisons, read.figures, known, catalogue))
    return Examination(
        name=name or path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        figures=read.figures,
        findings=found,
        known=known,
        grids=grids,
        levels=levels,
        rules=rules,
        breaks=breaks,
        catalogue=mark,
        release=release,
        told={key: told[key] for key in read.used if key in told},
        is_demo=is_demo,
    )


def get_index() -> Index:
    """The catalogue as it stands now, to look labels up in; each answers for one asker alone."""
    return _read_index(Version.of_catalogue()).fresh()


@kept(2)
def _read_index(_mark: str) -> Index:
    return Index(get_catalogue())


def get_catalogue() -> Catalogue:
    """The catalogue as plain values."""
    headings = get_headings()
    return Catalogue(
        indicators=tuple(
            as_entry(indicator, headings.get(indicator.topic_id, ()))
            for indicator in Indicator.objects.with_codes()
        ),
        regions=tuple(
            RegionEntry(
                code=region.code,
                name=region.name,
                short_name=region.short_name,
                aliases=split(region.aliases),
                kind=region.kind,
                parent=region.parent.code if region.parent else "",
                counts_in_total=region.counts_in_total,
                former_codes=split(region.former_codes),
            )
            for region in Region.objects.select_related("parent")
        ),
    )


def as_entry(indicator: Indicator, headings: Iterable[str] = ()) -> IndicatorEntry:
    """One indicator as a plain value; `headings` may stand above it in a sheet."""
    return IndicatorEntry(
        code=indicator.code,
        name=indicator.name,
        aliases=(*indicator.alias_list, indicator.name_en),
        unit=indicator.unit,
        nature=Nature(indicator.nature),
        frequency=Frequency(indicator.frequency),
        form=indicator.form.code,
        decimals=indicator.decimals,
        parent=indicator.parent.code if indicator.parent else "",
        collected=Frequency(indicator.form.frequency),
        additive=indicator.additive,
        confirmed=indicator.nature_confirmed,
        headings=heading_names(headings),
    )


def get_headings() -> dict[int | None, list[str]]:
    """By topic what a sheet may put above its indicators without meaning more: topic, group and pillar."""
    return {
        topic.pk: [topic.name, topic.group, topic.pillar.name]
        for topic in Topic.objects.select_related("pillar")
    }


def get_last_release() -> int:
    """Its number; as long as it is the last, what is approved is what was."""
    return Release.objects.aggregate(last=Max("number"))["last"] or 0


def get_known(figures: Collection[Figure], others: set[str]) -> dict[Key, Known]:
    """What is approved in these figures' regions, for their and other indicators, from two years before."""
    if not figures:
        return {}
    since = date(min(figure.period.year for figure in figures) - LOOK_BACK_YEARS, 1, 1)
    codes = others | {figure.indicator for figure in figures}
    rows = Observation.objects.as_of(None).filter(
        origin=Observation.Origin.REPORTED,
        region__code__in={figure.region for figure in figures},
        end__gte=since,
    )
    if len(codes) <= FEW:
        rows = rows.filter(indicator__code__in=codes)
    stated = read_many(
        rows,
        "indicator__code",
        "region__code",
        "start",
        "end",
        "period",
        "value",
        "absence",
        "qualifier",
        "margin",
        "release_id",
        "pk",
        "is_demo",
        "is_provisional",
    )
    return {
        (code, region, start, end): Known(Period.parse(period), *cast("Any", said))
        for code, region, start, end, period, *said in stated
        if code in codes
    }


def get_breaks(figures: Iterable[Figure]) -> Breaks:
    """The days on which a new definition of these figures' indicators came into force."""
    found: dict[str, tuple[date, ...]] = {}
    codes = {figure.indicator for figure in figures}
    rows = Definition.objects.filter(effective_from__isnull=False)
    if len(codes) <= FEW:
        rows = rows.filter(indicator__code__in=codes)
    for indicator, day in rows.values_list("indicator__code", "effective_from"):
        if indicator in codes:
            found[indicator] = (*found.get(indicator, ()), *filter(None, [day]))
    return found


def check_forms(figures: Iterable[Figure], forms: Mapping[str, str]) -> tuple[Finding, ...]:
    """FORM_OF_OTHERS, once for each form that its region does not report; `forms` by code of indicator."""
    first: dict[tuple[str, str], Figure] = {}
    for figure in figures:
        first.setdefault((figure.region, forms[figure.indicator]), figure)
    regions = Region.objects.in_bulk({region for region, _form in first}, field_name="code")
    stated = Form.objects.in_bulk({form for _region, form in first}, field_name="code")
    return tuple(
        Finding(
            Severity.ERROR,
            Code.FORM_OF_OTHERS,
            figure.sheet,
            figure.cell,
            {
                "region": regions[region].name,
                "form": stated[form].name,
                "indicator": Indicator.objects.get(code=figure.indicator).name,
            },
        )
        for (region, form), figure in first.items()
        if not stated[form].is_reported_by(regions[region])
    )


def get_rules(forms: Collection[str]) -> dict[str, list[history.FormRule]]:
    """The rules of these forms, by form."""
    rows = list(Rule.objects.in_force().filter(form__code__in=forms).select_related("form"))
    parsed = [formulas.parse(rule.formula) for rule in rows]
    codes = {code for each in parsed for code in formulas.operands(each)}
    names = dict(Indicator.objects.filter(code__in=codes).values_list("code", "name")) if codes else {}
    found: dict[str, list[history.FormRule]] = {form: [] for form in forms}
    for rule, each in zip(rows, parsed, strict=True):
        severity = Severity(rule.severity)
        made = history.FormRule(rule.number, each, names, rule.tolerance, severity, rule.message)
        found[rule.form.code].append(made)
    return found
