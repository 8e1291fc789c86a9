"""Everything that the page of one file shows: its sheets with their marks, what is asked, what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from indicators.forms.questions import QuestionsForm, field_name, name_column, name_question, name_subject
from indicators.intake.findings import Finding
from indicators.intake.questions import SKIP, Ask, Key, Question
from indicators.messages.names import get_rename
from indicators.models import Indicator, Region, Upload
from indicators.models.layouts import AS_NOTED
from indicators.services.errors import reword
from indicators.services.kept import Kept
from indicators.services.readings import open_packed
from indicators.services.rights import get_reporting
from indicators.services.uploads import get_answers
from indicators.views.findings import Described, describe_one
from indicators.views.grids import LISTED, GridView, make_grid


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
class AtOnce:
    """One tick that answers much of what a sheet asks, and what it says of each."""

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
    later: int  # questions that come once these are answered
    units: tuple[AtOnce, ...]
    strange: tuple[AtOnce, ...]  # rows and columns like nothing in the catalogue
    given: tuple[Given, ...]
    figures: int
    is_unplaced: bool

    @property
    def trouble(self) -> str:
        return reword(self.upload.trouble, self.upload.trouble_params)

    @property
    def is_demo(self) -> bool:
        return self.upload.submissions.filter(is_demo=True).exists()


def make_file_page(upload: Upload, kept: Kept, form: QuestionsForm, query: QueryDict) -> FilePage:
    """The page of a sheet that the query names: `sheet`, `cell` or `page`, and whether to `unfold` it."""
    rename = get_rename()
    head, page = kept.head, query.get("page", "")

    def list_one(number: int, found: Finding) -> Listed:
        return Listed(number, describe_one(found, rename), found.sheet, found.cell)

    with open_packed(upload) as packed:
        grid = make_grid(
            kept,
            packed,
            form,
            sheet=query.get("sheet", ""),
            cell=query.get("cell", ""),
            page=int(page) if page.isdecimal() and len(page) < 8 else None,
            unfold="unfold" in query,
        )
    places = {
        field_name(each.question.key): tuple(list_one(number, found) for number, found in each.found)
        for each in head.questions
    }
    return FilePage(
        upload=upload,
        grid=grid,
        findings=tuple(list_one(number, found) for number, found in kept.findings(1, LISTED)),
        more=max(0, head.findings - LISTED),
        asked=tuple((form[name], places[name]) for name in form.questions),
        later=head.asked - len(head.questions),
        units=tuple(_at_once(form, *each) for each in form.units_at_once.items()),
        strange=tuple(_at_once(form, *each) for each in form.strange_at_once.items()),
        given=_given(upload),
        figures=head.figures,
        is_unplaced=head.is_unplaced,
    )


def make_questions_form(upload: Upload, kept: Kept, data: QueryDict | None = None) -> QuestionsForm:
    """Offering what the regions report that the file may be of."""
    questions = [each.question for each in kept.head.questions]
    regions = get_reporting(upload) if questions else ()
    return QuestionsForm(data, questions=questions, regions=regions, auto_id="%s")


def _at_once(form: QuestionsForm, tick: str, names: Iterable[str]) -> AtOnce:
    questions = [form.questions[name] for name in names]
    lines = ((name_subject(question), next(iter(question.candidates), "")) for question in questions)
    return AtOnce(form[tick], questions[0].sheet, tuple(lines))


def _given(upload: Upload) -> tuple[Given, ...]:
    answers = get_answers(upload) if upload.answers else {}
    codes = set(answers.values())
    indicators = Indicator.objects.in_bulk(codes, field_name="code") if answers else {}
    regions = Region.objects.in_bulk(codes, field_name="code") if answers else {}

    def say(key: Key, answer: str) -> str:
        if key[0] is Ask.COLUMN:
            return name_column(answer)
        if answer == SKIP:
            return _("none of ours: leave it out")
        if key[0] is Ask.NATURE:
            return _("yes: as the catalogue asks, such as the year to date")
        if key[0] in (Ask.NOTE, Ask.STRUCK):
            return str(AS_NOTED)
        if key[0] is Ask.ABOVE:
            return _("yes: as if they were merged with it")
        names = {Ask.INDICATOR: indicators, Ask.REGION: regions}.get(key[0], {})
        return str(names.get(answer, answer))  # type: ignore[attr-defined]

    return tuple(
        Given(field_name(key), name_question(Question(*key)), say(key, answer))
        for key, answer in answers.items()
    )
