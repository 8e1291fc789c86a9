"""Checking a draft as a whole whenever it changes: its figures together, and against what is approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import Max

from indicators.analytics import rules as formulas
from indicators.at_mark import kept
from indicators.intake import history
from indicators.intake.entries import Catalogue
from indicators.intake.examine import as_entry, get_breaks, get_known, get_rules
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Severity, Subject
from indicators.intake.findings import Finding as Found
from indicators.intake.unusual import Breaks, check_unusual
from indicators.models import Finding, Indicator, Release, Rule, StagedFigure, Submission, Version
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from indicators.services import bulk

TOGETHER = (
    Code.RULE_BROKEN,
    Code.REPAIR,
    Code.REPAIR_OF_SEVERAL,
    Code.RULE_INCOMPLETE,
    Code.CHANGES_APPROVED,
    Code.FINAL_FIGURE,
    Code.UNCHANGED,
    Code.SLIP,
    Code.PERIOD_ALONE,
    Code.SHARE,
    Code.TRANSPOSED,
    Code.FALLS,
    Code.JUMPS,
    Code.REPEATS_PERIOD,
    Code.MORE_UNUSUAL,
)
MOVING = ("release", "low", "high")  # params that may change though the figures have not
Identity = tuple[Any, ...]


@dataclass(frozen=True)
class Contents:
    """What lies in a submission, beside the approved figures that it is checked against.

    Read once; it holds while the submission stays locked and no release is made.
    """

    submission: Submission
    staged: Sequence[StagedFigure]
    figures: Sequence[Figure]  # the same, as intake reads them
    catalogue: Catalogue
    rules: Sequence[history.FormRule]
    breaks: Breaks
    known: Mapping[history.Key, history.Known]
    is_quiet: bool = False  # its figures were held against all of this already, and nothing was found

    @cached_property
    def approved(self) -> tuple[history.Known | None, ...]:
        """What is approved now in the place of each figure."""
        return tuple(
            self.known.get((figure.indicator, figure.region, row.start, row.end))
            for row, figure in zip(self.staged, self.figures, strict=True)
        )

    @property
    def stale(self) -> list[StagedFigure]:
        """The figures that were checked against another approved figure than today's."""
        return [row for row, before in self._beside_approved() if row.replaces_id != _id(before)]

    def compare_with_today(self) -> list[StagedFigure]:
        """Let each figure point at the approved one that it would replace now; gives those that moved."""
        moved = self.stale
        for row, before in self._beside_approved():
            row.replaces_id = _id(before)
        return moved

    def _beside_approved(self) -> Iterator[tuple[StagedFigure, history.Known | None]]:
        return zip(self.staged, self.approved, strict=True)


def read_contents(submission: Submission, staged: Sequence[StagedFigure] | None = None) -> Contents:
    """Its figures, or these, and all that is to be held against them; each has its indicator then."""
    staged = list(submission.figures.order_by("pk")) if staged is None else staged
    column = StagedFigure._meta.get_field("indicator")
    without = [row for row in staged if not column.is_cached(row)]
    read = Indicator.objects.with_codes().in_bulk({row.indicator_id for row in without}) if without else {}
    for row in without:
        row.indicator = read[row.indicator_id]
    indicators = {row.indicator_id: row.indicator for row in staged}
    figures = [as_figure(row, submission.region.code) for row in staged]
    rules = [*chain.from_iterable(get_rules({row.form.code for row in indicators.values()}).values())]
    return Contents(
        submission=submission,
        staged=staged,
        figures=figures,
        catalogue=Catalogue(tuple(map(as_entry, indicators.values())), ()),
        rules=rules,
        breaks=get_breaks(figures),
        known=get_known(figures, {code for rule in rules for code in rule.operands}),
    )


@dataclass(frozen=True)
class Checked:
    """What lies in a submission, and all that is found of it; holds as long as the contents do."""

    contents: Contents
    findings: Sequence[Finding]

    @property
    def blocking(self) -> list[Finding]:
        return [row for row in self.findings if row.blocks]

    @property
    def unexplained(self) -> list[Finding]:
        return [row for row in self.findings if row.is_unexplained]


def recheck(submission: Submission, contents: Contents | None = None) -> Checked:
    """Find anew what a draft's figures say together; a reason once given stays while nothing has moved."""
    contents = contents or read_contents(submission)
    StagedFigure.objects.bulk_update(contents.compare_with_today(), ["replaces"], batch_size=bulk.BATCH)
    found = () if contents.is_quiet else (*_check_together(submission, contents),)
    beside = list(zip(contents.staged, contents.figures, strict=True)) if found else []
    uploads = {(figure.indicator, row.period): row.upload_id for row, figure in beside}
    rows = as_rows(
        (
            (each, uploads[each.subject.indicator, str(each.subject.period)] if each.subject else None)
            for each in found
        ),
        submission,
        {figure.indicator: row.indicator_id for row, figure in beside},
    )
    before = list(submission.findings.all())
    others, together = _apart(before)
    reasons = {_identity(row): (row.reason_kind, row.reason) for row in together if row.reason}
    for row in rows:
        if row.severity == Finding.Severity.WARNING:
            row.reason_kind, row.reason = reasons.get(_identity(row), ("", ""))
    if [_content(row) for row in rows] == [_content(row) for row in together]:
        return Checked(contents, before)
    submission.findings.filter(code__in=TOGETHER).delete()
    bulk.insert(rows)
    return Checked(contents, [*others, *rows])


def _check_together(submission: Submission, contents: Contents) -> Iterator[Found]:
    figures, known, catalogue = contents.figures, contents.known, contents.catalogue
    yield from history.check(figures, known, catalogue=catalogue, rules=contents.rules)
    breaks, is_demo = contents.breaks, submission.is_demo
    yield from check_unusual(figures, known, catalogue=catalogue, breaks=breaks, is_demo=is_demo)


def get_ground(submission: Submission, catalogue: str | None = None) -> str:
    """Changes with whatever a submission is checked against: the catalogue, and what is approved beside it.

    To be asked before that is read; `catalogue` is the version where that was. Empty where none is known.
    """
    catalogue = Version.of_catalogue() if catalogue is None else catalogue
    if not catalogue:
        return ""
    forms = {submission.form_id, *_read_forms_beside(catalogue).get(submission.form_id, ())}
    return f"{catalogue}/{_get_last_release(submission.region_id, forms)}"


@kept(2)
def _read_forms_beside(_mark: str) -> Mapping[int, set[int]]:
    """By form, the forms of the indicators that its rules speak of."""
    forms = dict(Indicator.objects.values_list("code", "form_id"))
    found: dict[int, set[int]] = defaultdict(set)
    for form, formula in Rule.objects.in_force().values_list("form_id", "formula"):
        codes = formulas.operands(formulas.parse(formula))
        found[form] |= {forms[code] for code in codes if code in forms}
    return found


def _get_last_release(region: int, forms: set[int]) -> int:
    """The last that states figures of these forms in a region, or takes any of the region back."""
    of_region = Release.objects.filter(submission__region=region)
    last = of_region.filter(submission__form__in=forms).aggregate(last=Max("number"))["last"] or 0
    undoing = Release.objects.filter(undoes__in=of_region).order_by()
    while numbers := list(undoing.values_list("number", flat=True)):
        last = max(last, *numbers)
        undoing = Release.objects.filter(undoes__in=numbers).order_by()
    return last


def as_figure(row: StagedFigure, region: str) -> Figure:
    """A staged figure as intake reads them."""
    indicator = row.indicator
    return Figure(
        indicator=indicator.code,
        region=region,
        period=Period.parse(row.period),
        value=row.value,
        absence=Absence(row.absence) if row.absence else None,
        unit=indicator.unit,
        printed=row.printed,
        printed_unit="",
        qualifier=Qualifier(row.qualifier),
        margin=row.margin,
        sheet=row.sheet,
        cell=row.cell,
        citation=row.citation,
        note=row.note,
        is_provisional=row.is_provisional,
    )


def as_found(row: Finding) -> Found:
    """A kept finding as intake makes them."""
    about = None
    if row.indicator:
        about = Subject(row.indicator.code, row.submission.region.code, Period.parse(row.period))
    return Found(Severity(row.severity), Code(row.code), row.sheet, row.cell, row.params, about)


def as_rows(
    found: Iterable[tuple[Found, int | None]], submission: Submission, indicators: Mapping[str, int]
) -> list[Finding]:
    """Findings, each with the id of its file, as they are kept; `indicators` are ids by code."""
    return [
        Finding(
            submission=submission,
            upload_id=file,
            indicator_id=indicators[each.subject.indicator] if each.subject else None,
            period=str(each.subject.period) if each.subject else "",
            severity=each.severity.value,
            code=each.code.value,
            sheet=each.sheet,
            cell=each.cell,
            params=each.params,
        )
        for each, file in found
    ]


def _id(known: history.Known | None) -> int | None:
    return known.observation if known else None


def _apart(findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What was found of single figures, and what of them together."""
    others: list[Finding] = []
    together: list[Finding] = []
    for row in findings:
        (together if row.code in TOGETHER else others).append(row)
    return others, together


def _content(row: Finding) -> Identity:
    """All that a finding says, so that the same one need not be written again."""
    where = (row.upload_id, row.indicator_id, row.period, row.sheet, row.cell)
    return row.severity, row.code, *where, row.params, row.reason_kind, row.reason


def _identity(row: Finding) -> Identity:
    """What must not move for a reason to stay: which check, which figure, and the values it speaks of."""
    params = sorted((name, text) for name, text in row.params.items() if name not in MOVING)
    return row.code, row.indicator_id, row.period, *params
