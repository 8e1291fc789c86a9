"""Everything that the page of one file shows: its sheets with their marks, what is asked, what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from indicators.forms.questions import (
    QuestionsForm,
    field_name,
    name_column,
    name_question,
    name_subject,
)
from indicators.intake.figure import Figure
from indicators.intake.findings import Finding
from indicators.intake.grid import Grid
from indicators.intake.marking import ORDER, Marks, Sign, mark
from indicators.intake.questions import SKIP, Ask, Key, Question
from indicators.intake.record import unpack
from indicators.intake.stamp import own_sheets
from indicators.messages.names import get_rename
from indicators.models import Indicator, Region, Upload, UploadRecord
from indicators.services.checking import as_figure, as_found
from indicators.services.readings import get_reading
from indicators.services.rights import get_reporting
from indicators.services.uploads import examine_kept, get_answers
from indicators.views.findings import Described, describe_one
from indicators.views.grids import GridView, Words, make_grid

LISTED = 500  # findings on one page


@dataclass(frozen=True)
class Contents:
    """What is in a file and what became of it: as examined now while it waits, else as it was taken."""

    grids: tuple[Grid, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]  # errors first

    @cached_property
    def marks(self) -> dict[str, Marks]:
        return mark(self.grids, self.figures, self.findings)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Each once, however many cells ask it."""
        asked = (question for found in self.findings if found.blocks for question in one_by_one(found))
        return tuple({question.key: question for question in asked}.values())

    @property
    def is_unplaced(self) -> bool:
        return any(found.blocks and found.subject is None for found in self.findings)


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding in the list below the sheet, with the way to its cell."""

    number: int
    said: Described
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, in words; `name` asks its question again."""

    name: str
    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Units:
    """One tick that answers all units a sheet asks for, and what it says of each."""

    tick: BoundField
    sheet: str
    lines: tuple[tuple[str, str], ...]  # what the sheet calls it, and the catalogue's unit


@dataclass(frozen=True)
class FilePage:
    upload: Upload
    grid: GridView | None
    findings: tuple[Listed, ...]
    more: int  # findings that are not listed
    asked: tuple[tuple[BoundField, tuple[Listed, ...]], ...]  # the field of each question, and where it arose
    units: tuple[Units, ...]
    given: tuple[Given, ...]
    figures: int
    is_unplaced: bool

    @property
    def is_demo(self) -> bool:
        return self.upload.submissions.filter(is_demo=True).exists()


def get_contents(upload: Upload) -> Contents:
    """The sheets of a file, with what was read and found in them."""
    if upload.is_asking:
        examined = examine_kept(upload)
        return Contents(examined.grids, examined.figures, _in_order(examined.findings))
    grids = own_sheets(get_reading(upload).grids)
    record = UploadRecord.objects.filter(upload=upload).first()
    if record:
        read = unpack(record.content)
        return Contents(grids, read.figures, _in_order(read.findings))
    figures = upload.figures.select_related("indicator", "submission__region")
    rows = upload.findings.select_related("indicator", "submission__region")
    return Contents(
        grids,
        tuple(as_figure(row, row.submission.region.code) for row in figures),
        _in_order(map(as_found, rows)),
    )


def make_file_page(upload: Upload, contents: Contents, form: QuestionsForm, query: QueryDict) -> FilePage:
    """The page of a sheet that the query names: `sheet`, `cell` or `page`, and whether to `unfold` it."""
    rename = get_rename()
    listed = tuple(
        Listed(number, describe_one(found, rename), found.sheet, found.cell)
        for number, found in enumerate(contents.findings, 1)
    )
    page = query.get("page", "")
    places = _places(contents.findings, listed)
    return FilePage(
        upload=upload,
        grid=make_grid(
            contents.grids,
            contents.marks,
            Words(contents.figures, _anchors(contents.findings, form)),
            sheet=query.get("sheet", ""),
            cell=query.get("cell", ""),
            page=int(page) if page.isdecimal() and len(page) < 8 else None,
            unfold="unfold" in query,
        ),
        findings=listed[:LISTED],
        more=max(0, len(listed) - LISTED),
        asked=tuple((form[name], places[question.key]) for name, question in form.questions.items()),
        units=tuple(_units(form, tick) for tick in form.units_at_once),
        given=_given(upload),
        figures=len(contents.figures),
        is_unplaced=contents.is_unplaced,
    )


def make_questions_form(upload: Upload, contents: Contents, data: QueryDict | None = None) -> QuestionsForm:
    """Offering what the regions report that the file may be of."""
    questions = contents.questions
    regions = get_reporting(upload) if questions else ()
    return QuestionsForm(data, questions=questions, regions=regions, auto_id="%s")


def _units(form: QuestionsForm, tick: str) -> Units:
    questions = [form.questions[name] for name in form.units_at_once[tick]]
    return Units(
        form[tick],
        questions[0].sheet,
        tuple((name_subject(question), question.candidates[0]) for question in questions),
    )


def _anchors(findings: Iterable[Finding], form: QuestionsForm) -> dict[int, str]:
    """Where each finding stands on the page: at the field that answers it, else in the list."""
    anchors = {id(found): f"found-{number}" for number, found in enumerate(findings, 1) if number <= LISTED}
    for found in findings:
        names = [field_name(question.key) for question in one_by_one(found)]
        if names and names[0] in form.questions:
            anchors[id(found)] = names[0]
    return anchors


def one_by_one(found: Finding) -> tuple[Question, ...]:
    """What a finding asks; of several rows each by itself, where one answer cannot do for all."""
    question = found.question
    if question is None or not question.parts:
        return (question,) if question else ()
    return tuple(replace(question, subject=part, parts=()) for part in question.parts)


def _places(findings: Iterable[Finding], listed: Iterable[Listed]) -> dict[Key, tuple[Listed, ...]]:
    """Where each question is asked."""
    places: dict[Key, tuple[Listed, ...]] = {}
    for found, each in zip(findings, listed, strict=True):
        for question in one_by_one(found):
            places[question.key] = (*places.get(question.key, ()), each)
    return places


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: ORDER.index(Sign(found.severity))))


def _given(upload: Upload) -> tuple[Given, ...]:
    answers = get_answers(upload) if upload.answers else {}
    codes = set(answers.values())
    indicators = Indicator.objects.in_bulk(codes, field_name="code") if answers else {}
    regions = Region.objects.in_bulk(codes, field_name="code") if answers else {}

    def say(key: Key, answer: str) -> str:
        if answer == SKIP:
            return _("none of ours: leave it out")
        if key[0] is Ask.COLUMN:
            return name_column(answer)
        if key[0] is Ask.NATURE:
            return _("yes: as the catalogue asks, such as the year to date")
        names = {Ask.INDICATOR: indicators, Ask.REGION: regions}.get(key[0], {})
        return str(names.get(answer, answer))  # type: ignore[attr-defined]

    return tuple(
        Given(field_name(key), name_question(Question(*key)), say(key, answer))
        for key, answer in answers.items()
    )
