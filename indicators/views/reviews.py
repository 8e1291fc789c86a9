"""The same form of several regions side by side, to be decided on at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from indicators.forms.submissions import ReturnForm, TogetherForm
from indicators.messages.figures import show_unit
from indicators.models import Finding, Form, Indicator, StagedFigure, Submission, User
from indicators.models.observations import Spot
from indicators.periods import Period, PeriodError
from indicators.services import releases
from indicators.services.decisions import awaits_sign_off
from indicators.services.receipts import make_check_number
from indicators.services.rights import check_reviews, is_allowed
from indicators.services.tasks import get_waiting
from indicators.services.templates import get_known_in, past
from indicators.views.access import read_pk, user_of, visible_submissions
from indicators.views.sheet import say
from indicators.views.steps import attempt

MOST = 50  # on one page


@dataclass(frozen=True, slots=True)
class Column:
    """What several regions state: an indicator, at a period that is named where it is not the form's."""

    indicator: Indicator
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One region's figure, beside what is approved of that period and of the one before."""

    value: str
    approved: str
    before: str
    is_warned: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One submission, with its cell in each column; None where it states nothing."""

    submission: Submission
    check_number: str
    cells: tuple[tuple[Column, Cell | None], ...]
    warnings: int


@require_safe
def review(request: HttpRequest, code: str, period: str) -> HttpResponse:
    return _show(request, *_fetch(request, code, period))


@require_POST
def approve_together(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """All that are ticked, or none."""
    form, when = _fetch(request, code, period)
    asked = list(filter(None, map(read_pk, request.POST.getlist("chosen"))))
    chosen = Submission.objects.filter(
        visible_submissions(user_of(request)), pk__in=asked, form=form, period=str(when)
    )
    seen = {pk: request.POST.get(f"seen-{pk}", "") for pk in chosen.values_list("pk", flat=True)}
    said = TogetherForm(request.POST, seen=seen)

    def refuse(problems: Iterable[object]) -> HttpResponse:
        for problem in (*problems, *([_("None of them was approved.")] if said.is_valid() else [])):
            messages.error(request, str(problem))
        return _show(request, form, when, ticked=set(asked), status=422)

    return attempt(
        request,
        said,
        lambda told: releases.approve_all(seen=seen, by=user_of(request), comment=told["comment"]),
        done=lambda made: (
            ngettext(
                "%(count)s submission was approved and released.",
                "%(count)s submissions were approved and released.",
                len(made),
            )
            % {"count": len(made)}
        ),
        then=("review", code, str(when)),
        refused=refuse,
    )


def get_together(user: User, waiting: Sequence[Submission]) -> list[tuple[Form, str, int]]:
    """The forms and periods of which several wait for this user's decision, and how many, as they came in."""
    found: dict[tuple[int, str], list[Submission]] = defaultdict(list)
    for row in waiting:
        if not awaits_sign_off(row):
            found[row.form_id, row.period].append(row)
    return [(rows[0].form, rows[0].period, len(rows)) for rows in found.values() if len(rows) > 1]


def _fetch(request: HttpRequest, code: str, period: str) -> tuple[Form, Period]:
    """A form that this user decides on, and the period."""
    form = get_object_or_404(Form.objects.select_related("department"), code=code)
    if not is_allowed(check_reviews, user_of(request), form):
        raise Http404
    try:
        return form, Period.parse(period)
    except PeriodError:
        raise Http404 from None


def _show(
    request: HttpRequest, form: Form, period: Period, *, ticked: Container[int] = (), status: int = 200
) -> HttpResponse:
    rows = [
        row
        for row in get_waiting(user_of(request))
        if (row.form_id, row.period) == (form.pk, str(period)) and not awaits_sign_off(row)
    ]
    rows.sort(key=lambda row: row.region.order)
    columns, lines = _lay(rows[:MOST])
    return render(
        request,
        "indicators/review.html",
        {
            "form": form,
            "period": str(period),
            "columns": columns,
            "rows": lines,
            "submissions": rows,
            "ticked": ticked,
            "return_form": ReturnForm(request.POST or None, keys={}),
        },
        status=status,
    )


def _lay(submissions: Sequence[Submission]) -> tuple[list[Column], list[Row]]:
    """What these state, in the catalogue's order, and a row of each."""
    figures: dict[int, dict[Spot, StagedFigure]] = defaultdict(dict)
    staged = StagedFigure.objects.filter(submission__in=submissions).select_related("indicator", "replaces")
    for figure in staged:
        figures[figure.submission_id][figure.spot] = figure
    stated = {spot: figure for own in figures.values() for spot, figure in own.items()}
    spots = sorted(stated, key=lambda spot: (stated[spot].indicator.order, spot))
    known = get_known_in(
        [one.region for one in submissions],
        {figure.indicator for figure in stated.values()},
        {Period.parse(figure.period) for figure in stated.values()},
    )
    warned: dict[int, list[Spot | None]] = defaultdict(list)
    warnings = Finding.objects.filter(submission__in=submissions, severity=Finding.Severity.WARNING)
    for found in warnings.select_related("indicator"):
        warned[found.submission_id].append(found.spot)

    def cell(one: Submission, spot: Spot) -> Cell | None:
        figure = figures[one.pk].get(spot)
        if figure is None:
            return None
        indicator, period = figure.indicator, Period.parse(figure.period)
        before = past(known[one.region_id], indicator, period.previous())
        return Cell(
            value=say(indicator, figure),
            approved=say(indicator, figure.replaces),
            before=say(indicator, before),
            is_warned=spot in warned[one.pk],
        )

    columns = [_column(stated[spot], submissions[0]) for spot in spots]
    return columns, [
        Row(
            submission=one,
            check_number=make_check_number(one, figures[one.pk].values()),
            cells=tuple((column, cell(one, spot)) for column, spot in zip(columns, spots, strict=True)),
            warnings=len(warned[one.pk]),
        )
        for one in submissions
    ]


def _column(figure: StagedFigure, submission: Submission) -> Column:
    is_own = figure.end == Period.parse(submission.period).end
    return Column(figure.indicator, show_unit(figure.indicator), "" if is_own else figure.period)
