"""Staging a file: its figures go into drafts, several files feed one and one feeds several."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import cast

from django.utils.translation import gettext_noop

from indicators.intake.collecting import paused_collecting
from indicators.intake.entries import Catalogue, IndicatorEntry
from indicators.intake.examine import Examination, as_entry
from indicators.intake.figure import Figure
from indicators.intake.findings import Finding as Found
from indicators.intake.findings import Subject
from indicators.models import Form, Indicator, Region, StagedFigure, Submission, Upload, User
from indicators.periods import Frequency, Period, PeriodError
from indicators.services import audit, bulk
from indicators.services.answers import remember
from indicators.services.checking import TOGETHER, Checked, Contents, as_rows, read_contents, recheck
from indicators.services.drafts import as_staged, open_draft, put
from indicators.services.errors import Blocked, NothingNew, SameFile
from indicators.services.moments import moment
from indicators.services.originals import all_or_nothing, keep
from indicators.services.records import keep_record
from indicators.services.releases import queue_for_release
from indicators.services.rights import check_clerk, get_asking

PENDING = (Submission.State.DRAFT, Submission.State.SUBMITTED)
Key = tuple[str, str, str]  # codes of region and form, and the period


def take(
    *,
    examination: Examination,
    path: Path,
    by: User,
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Submission]:
    """Keep a file and stage it, or nothing of it. Raises what `stage` raises."""
    with all_or_nothing():
        upload = keep(name=examination.name, sha256=examination.sha256, path=path, by=by, at=at)
        return stage(examination=examination, upload=upload, by=by, is_demo=is_demo, at=at)


def stage(
    *,
    examination: Examination,
    upload: Upload,
    by: User,
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Submission]:
    """Put a file's figures into drafts: one for each region, form and period in it.

    Raises what `fill` raises.
    """
    filled = fill(examination=examination, upload=upload, by=by, is_demo=is_demo, at=at)
    return [checked.contents.submission for checked in filled]


def fill(
    *,
    examination: Examination,
    upload: Upload,
    by: User,
    is_demo: bool = False,
    at: datetime | None = None,
) -> list[Checked]:
    """Stage a file and keep what was found and answered; gives its drafts as checked in this transaction.

    What is wrong with single figures goes along, to be mended in the draft. Raises Blocked where something
    else is wrong or asked, NotPermitted, SameFile where it waits already, NothingNew where all its figures
    are approved or left out, WrongState where a submission is under review, NotBackdated where a
    demonstration cannot have come in `at` that moment.
    """
    if examination.is_unplaced:
        raise Blocked(gettext_noop("The file has errors or open questions; nothing was taken."))
    with all_or_nothing(), paused_collecting():
        queue_for_release()
        moment(at, is_demo=is_demo)
        groups = group(examination)
        check_clerk(by, {region for region, _form, _period in groups})
        check_same_file(examination.sha256, by=by, but=upload)
        if not groups:
            words = gettext_noop("All figures of %(file)s are approved already, with the same values.")
            if not examination.figures:
                words = gettext_noop(
                    "As answered, no figure of %(file)s is taken: change an answer, or give the file up."
                )
            raise NothingNew(words, file=examination.name)
        keep_record(upload=upload, examination=examination)
        remember(examination=examination, by=by, at=at)
        catalogue, is_current = _get_catalogue(groups), examination.is_current
        quiet = get_quiet(examination, groups)
        return [
            _fill(
                key,
                group,
                catalogue,
                examination=examination,
                is_current=is_current,
                is_quiet=key in quiet,
                upload=upload,
                by=by,
                is_demo=is_demo,
                at=at,
            )
            for key, group in sorted(groups.items(), key=lambda item: item[0])
        ]


@dataclass
class _Group:
    """What a file says of one submission: its figures, and what was found of these and of others."""

    figures: list[Figure] = field(default_factory=list)
    findings: list[Found] = field(default_factory=list)

    @property
    def flaws(self) -> list[Found]:
        return [found for found in self.findings if found.blocks]


def group(examination: Examination) -> dict[Key, _Group]:
    """What belongs to each submission; submissions in which nothing is new are left out."""
    forms = dict(Indicator.objects.values_list("code", "form__code"))
    frequencies = dict(Form.objects.values_list("code", "frequency"))
    groups: dict[Key, _Group] = defaultdict(_Group)

    def group_of(about: Figure | Subject) -> _Group:
        form = forms[about.indicator]
        return groups[about.region, form, _form_period(about.period, frequencies[form])]

    for figure in examination.figures:
        group_of(figure).figures.append(figure)
    for found in examination.findings:
        if found.subject and found.code not in TOGETHER:
            group_of(found.subject).findings.append(found)
    drafts = set(Submission.objects.open().values_list("region__code", "form__code", "period"))
    return {
        key: group
        for key, group in groups.items()
        if key in drafts or group.flaws or not all(examination.repeats(figure) for figure in group.figures)
    }


def get_quiet(examination: Examination, groups: Collection[Key]) -> set[Key]:
    """Where the file's own check found nothing, and held no figures together that are parted here."""
    if any(found.code in TOGETHER for found in examination.findings):
        return set()
    several = Counter((region, form) for region, form, _period in groups)
    return {key for key in groups if several[key[:2]] == 1}


@dataclass(frozen=True)
class _Catalogue:
    """The rows that a file's figures speak of, by code."""

    regions: Mapping[str, Region]
    forms: Mapping[str, Form]
    indicators: Mapping[str, Indicator]

    @cached_property
    def entries(self) -> dict[str, IndicatorEntry]:
        return {code: as_entry(row) for code, row in self.indicators.items()}

    @cached_property
    def ids(self) -> dict[str, int]:
        return {code: indicator.pk for code, indicator in self.indicators.items()}

    def of(self, figures: Sequence[Figure]) -> Catalogue:
        """Of these figures' indicators alone, as a draft is checked against it."""
        codes = dict.fromkeys(figure.indicator for figure in figures)
        return Catalogue(tuple(map(self.entries.__getitem__, codes)), ())


def _get_catalogue(groups: Mapping[Key, _Group]) -> _Catalogue:
    codes = {figure.indicator for group in groups.values() for figure in group.figures}
    codes |= {_subject(found).indicator for group in groups.values() for found in group.findings}
    return _Catalogue(
        regions=Region.objects.in_bulk({region for region, _form, _period in groups}, field_name="code"),
        forms=Form.objects.in_bulk({form for _region, form, _period in groups}, field_name="code"),
        indicators=Indicator.objects.with_codes().in_bulk(codes, field_name="code"),
    )


@lru_cache(maxsize=1024)
def _form_period(period: Period, frequency: str) -> str:
    """The form's period in which this figure is reported; a figure dated between two stands by itself."""
    try:
        return str(period.to(Frequency(frequency)))
    except PeriodError:
        return str(period)


def check_same_file(sha256: str, *, by: User, but: Upload | None = None) -> None:
    """Raise SameFile where this very file waits already, for review or for answers."""
    waiting = Submission.objects.filter(Submission.fed_by(upload__sha256=sha256), state__in=PENDING)
    if waiting:
        raise SameFile(
            gettext_noop(
                "This very file has been handed in already: submission %(numbers)s, %(state)s. To hand it in "
                "for another period or region, take it out of that draft first; withdraw what awaits review."
            ),
            numbers=", ".join(str(submission.pk) for submission in waiting),
            state=Submission.State(waiting[0].state).label,
        )
    if any(file.sha256 == sha256 and file != but for file in get_asking(by)):
        raise SameFile(gettext_noop("This very file has been handed in already; it awaits answers."))


def _fill(
    key: Key,
    group: _Group,
    catalogue: _Catalogue,
    *,
    examination: Examination,
    is_current: bool,
    is_quiet: bool,
    upload: Upload,
    by: User,
    is_demo: bool,
    at: datetime | None,
) -> Checked:
    region, form, period = key
    submission = open_draft(
        region=catalogue.regions[region],
        form=catalogue.forms[form],
        period=period,
        by=by,
        is_demo=is_demo,
        at=at,
    )
    indicators = catalogue.indicators
    staged = as_staged_from(upload, examination, group.figures, submission, indicators)
    flawed = [indicators[flaw.indicator].spot(flaw.period) for flaw in map(_subject, group.flaws)]
    there = put(submission, staged, flawed, upload=upload)
    of_all = [found for found in examination.findings if not found.subject and found.code not in TOGETHER]
    found = ((each, upload.pk) for each in (*group.findings, *of_all))
    bulk.insert(as_rows(found, submission, catalogue.ids))
    if is_current and there == staged:
        contents = Contents(
            submission=submission,
            staged=staged,
            figures=group.figures,
            catalogue=catalogue.of(group.figures),
            rules=examination.rules.get(form, ()),
            breaks=examination.breaks,
            known=examination.known_by_region[region],
            is_quiet=is_quiet and submission.is_demo == examination.is_demo,
        )
    else:
        contents = read_contents(submission, there)
    checked = recheck(submission, contents)
    audit.record(
        by=by,
        action="stage",
        target=submission,
        after={"upload": upload.pk, "sha256": upload.sha256, "figures": len(group.figures)},
    )
    return checked


def as_staged_from(
    upload: Upload,
    examination: Examination,
    figures: Iterable[Figure],
    submission: Submission,
    indicators: Mapping[str, Indicator],
) -> list[StagedFigure]:
    """Figures of a file as they are kept in one of the submissions that it feeds; `indicators` by code."""
    upload_id = upload.pk
    return [
        as_staged(
            figure,
            indicators[figure.indicator],
            submission,
            upload_id=upload_id,
            replaces_id=examination.replaces(figure),
        )
        for figure in figures
    ]


def _subject(found: Found) -> Subject:
    return cast(Subject, found.subject)
