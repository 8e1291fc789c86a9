"""The cells of a draft: begun, filled in, explained and emptied."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from indicators.forms.files import PlaceForm
from indicators.forms.submissions import ReasonForm
from indicators.models import Form, ReasonKind, Submission, Upload
from indicators.services import cells, demonstrations, drafts, reasons, rereading
from indicators.services.errors import Refused
from indicators.views.access import fetch_reporting_region, fetch_submission, user_of
from indicators.views.page import Row, make_cell_forms, refuse
from indicators.views.sheet import Line, make_sheet
from indicators.views.steps import attempt, tell


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    form = get_object_or_404(Form, code=code)
    place = PlaceForm(request.POST, form=form)
    if not place.is_valid():
        return tell(request, (error for errors in place.errors.values() for error in errors), ("work",))
    region = fetch_reporting_region(request, form, place.cleaned_data["region"])
    period = place.cleaned_data["period"]
    if period.end >= timezone.localdate():
        return tell(request, [_("“%s” has not ended yet.") % period], ("work",))
    try:
        submission = drafts.begin(form=form, region=region, period=period, by=user_of(request))
    except Refused as error:
        return tell(request, [error], ("work",))
    return redirect("submission", submission.pk)


@require_POST
def begin_real(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    if "given_up" not in request.POST:
        return tell(request, [_("Confirm that the demonstration draft is given up.")], ("submission", pk))
    try:
        real = demonstrations.begin_real(submission=submission, by=user_of(request))
    except Refused as error:
        return tell(request, [error], ("submission", pk))
    messages.success(request, _("The demonstration was given up; this draft takes real figures."))
    return redirect("submission", real.pk)


@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    if refusal := fill_in(request, submission):
        return refusal
    return redirect("submission", pk)


@require_POST
def nil(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed on the page is kept first."""
    submission = fetch_submission(request, pk)
    if refusal := fill_in(request, submission):
        return refusal
    if "confirmed" not in request.POST:
        return refuse(request, submission, [_("Confirm that nothing happened in the period.")])
    try:
        count = cells.confirm_nil(submission=submission, by=user_of(request))
    except Refused as error:
        return refuse(request, submission, [error])
    messages.success(request, ngettext("%d nil figure stated.", "%d nil figures stated.", count) % count)
    return redirect("submission", pk)


@require_POST
def explain(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed on the page is kept first; a warning that has moved by it is no longer there."""
    submission = fetch_submission(request, pk)
    if refusal := fill_in(request, submission):
        return refusal
    chosen = submission.findings.values_list("pk", flat=True)
    return attempt(
        request,
        ReasonForm(request.POST, warnings=chosen),
        lambda said: reasons.explain(
            submission=submission,
            warnings=said["warnings"],
            kind=ReasonKind(said["kind"]),
            text=said["text"],
            by=user_of(request),
        ),
        done=lambda count: ngettext("%d warning explained.", "%d warnings explained.", count) % count,
        then=("submission", pk),
        refused=lambda problems: refuse(request, submission, problems),
    )


@require_POST
def drop(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    file = get_object_or_404(Upload, pk=upload)
    if not submission.uploads.filter(pk=upload).exists():
        return tell(request, [_("This file has been taken out already.")], ("submission", pk))
    if refusal := fill_in(request, submission):
        return refusal
    try:
        back = drafts.drop_file(submission=submission, upload=file, by=user_of(request))
    except Refused as error:
        return tell(request, [error], ("submission", pk))
    messages.success(request, _("What came from %s was taken out of the draft.") % file.name)
    if back:
        again = ngettext(
            "%d figure that it had replaced stands again.",
            "%d figures that it had replaced stand again.",
            back,
        )
        messages.success(request, again % back)
    return redirect("submission", pk)


@require_POST
def reread(request: HttpRequest, pk: int, upload: int) -> HttpResponse:
    submission = fetch_submission(request, pk)
    file = get_object_or_404(submission.uploads, pk=upload)
    if refusal := fill_in(request, submission):
        return refusal
    try:
        changed = rereading.read_again(upload=file, by=user_of(request))
    except Refused as error:
        return tell(request, [error], ("submission", pk))
    if file.is_asking:
        asks = _("%s asks something now. What came from it is taken into the draft once it is answered.")
        messages.warning(request, asks % file.name)
        return redirect("uploaded", file.pk)
    said = ngettext(
        "%d figure is another now; it is noted there.", "%d figures are others now; they are noted.", changed
    )
    messages.success(request, _("%s was read again.") % file.name)
    messages.success(request, said % changed if changed else _("No figure is another."))
    return redirect("submission", pk)


def fill_in(request: HttpRequest, submission: Submission) -> HttpResponse | None:
    """Keep what was changed on the page, field by field; for what is not kept, the page that says why."""
    problems: list[str] = []
    refused: set[str] = set()
    typed, remarks = {}, {}

    def not_kept(line: Line, *said: str) -> None:
        problems.extend(said)
        refused.add(line.key)

    for line, form in get_changed(request, submission):
        if not form.is_valid():
            not_kept(line, *form.problems)
        elif form.changed_data == ["note"] and line.figure is not None:
            remarks[line.place] = form.cleaned_data["note"]
        elif form.changed_data == ["note"] and form.typed.is_blank:
            not_kept(line, _("%s: a remark goes with a figure, or with why there is none.") % line.indicator)
        elif form.empties_unseen:
            said = _(
                "%(indicator)s: meanwhile %(value)s was entered here; look at it before emptying the cell."
            )
            not_kept(line, said % {"indicator": line.indicator, "value": line.text or line.value})
        else:
            typed[line.place] = form.typed
    try:
        cells.fill_in(submission=submission, cells=typed, remarks=remarks, by=user_of(request))
    except Refused as error:
        changed = {f"{pk}-{period}" for pk, period in (*typed, *remarks)}
        return refuse(request, submission, [*problems, error], refused | changed)
    return refuse(request, submission, problems, refused) if problems else None


def get_changed(request: HttpRequest, submission: Submission) -> list[Row]:
    """The lines in which something was changed on the page, each with its form."""
    rows = make_cell_forms(make_sheet(submission), request)
    return [(line, form) for line, form in rows if f"{line.key}-text" in request.POST and form.has_changed()]
