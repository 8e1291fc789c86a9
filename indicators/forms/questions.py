"""A form with one field for each question that a sheet leaves open; what is left empty stays open."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.forms.files import read_period
from indicators.intake.asked import period_told
from indicators.intake.questions import AS_ABOVE, AS_ASKED, SKIP, Ask, Key, Question, split_numbered
from indicators.messages.figures import show_period
from indicators.models import Indicator, Region
from indicators.models.layouts import AS_NOTED
from indicators.quantities.units import UnitError, ratio

MANY = 3  # units or unknown rows asked of one sheet, from which one tick may answer them all
SKIPPED = "-"  # how the page says SKIP, where an empty field says nothing yet
Choice = tuple[str, str]
Choices = list[Choice | tuple[str, list[Choice]]]
WHOLE: dict[Ask, Promise] = {
    Ask.INDICATOR: gettext_lazy("Which indicator do these figures belong to?"),
    Ask.REGION: gettext_lazy("Which region do these figures belong to?"),
    Ask.PERIOD: gettext_lazy("Which period do these figures belong to?"),
    Ask.UNIT: gettext_lazy("In which unit are these figures?"),
    Ask.COLUMN: gettext_lazy("Which column holds the figures of this period?"),
    Ask.NATURE: gettext_lazy("Are these figures what the catalogue asks for?"),
    Ask.NOTE: gettext_lazy("Are these figures what the catalogue asks for?"),
    Ask.STRUCK: gettext_lazy("Do these figures hold although a line goes through them?"),
    Ask.ABOVE: gettext_lazy("Do blank cells mean what stands above them?"),
}
OF_ONE: dict[Ask, Promise] = {
    Ask.INDICATOR: gettext_lazy("Which indicator is “%s”?"),
    Ask.REGION: gettext_lazy("Which region is “%s”?"),
    Ask.PERIOD: gettext_lazy("Which period is “%s”?"),
    Ask.UNIT: gettext_lazy("In which unit is “%s”?"),
    Ask.COLUMN: gettext_lazy("Which column holds the figures of “%s”?"),
    Ask.NATURE: gettext_lazy("Are the figures under “%s” what the catalogue asks for?"),
    Ask.NOTE: gettext_lazy("Are the figures of which “%s” speaks what the catalogue asks for?"),
    Ask.STRUCK: gettext_lazy("Do the figures of “%s” hold although a line goes through them?"),
    Ask.ABOVE: gettext_lazy("Do the blank cells under “%s” mean what stands above them?"),
}


class QuestionsForm(forms.Form):
    """A field for each question, named after it; offered are the indicators that `regions` report."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], regions: Iterable[Region], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {field_name(question.key): question for question in questions}
        offers = Offers(regions)
        for name, question in self.questions.items():
            self.fields[name] = make_field(question, offers)
        self.units_at_once = find_at_once(self.questions, Ask.UNIT)
        self.strange_at_once = find_at_once(self.questions, Ask.INDICATOR)
        for tick in self.units_at_once:
            self.fields[tick] = forms.BooleanField(
                label=_("All these are in the catalogue's unit"), required=False
            )
        for tick in self.strange_at_once:
            self.fields[tick] = forms.BooleanField(
                label=_("All these are none of ours: leave them out"), required=False
            )

    @property
    def answers(self) -> dict[Key, str]:
        """What was answered, by question; one answered by itself goes before a tick for all."""
        said = {
            name: next(iter(self.questions[name].candidates), SKIPPED)
            for tick, names in (self.units_at_once | self.strange_at_once).items()
            if self.cleaned_data.get(tick)
            for name in names
        }
        said |= {name: self.cleaned_data[name] for name in self.questions if self.cleaned_data.get(name)}
        return {
            self.questions[name].key: SKIP if text == SKIPPED else str(text) for name, text in said.items()
        }


class PeriodField(forms.CharField):
    def clean(self, value: Any) -> Any:
        return read_period(super().clean(value))


class Offers:
    """What can be chosen, asked of the database once for a whole form."""

    def __init__(self, reporting: Iterable[Region]) -> None:
        self.reporting = tuple(reporting)

    @cached_property
    def indicators(self) -> list[tuple[str, list[Choice]]]:
        """By form, both in the catalogue's order."""
        rows = Indicator.objects.select_related("form").order_by("form__order", "form__code", "order", "code")
        return [
            (str(form), [(row.code, str(row)) for row in group])
            for form, group in groupby(rows, lambda row: row.form)
            if any(map(form.is_reported_by, self.reporting))
        ]

    @cached_property
    def regions(self) -> list[Choice]:
        return [(region.code, str(region)) for region in Region.objects.all()]

    @cached_property
    def units(self) -> list[str]:
        units = Indicator.objects.order_by("order").values_list("unit", flat=True)
        return [each for unit in dict.fromkeys(units) for each in (unit, f"万{unit}")]


def find_at_once(questions: Mapping[str, Question], ask: Ask) -> dict[str, tuple[str, ...]]:
    """By the name of one tick for each sheet that asks for much: the names of these questions.

    Of units those with a likely answer; of rows and columns those that are like nothing in the catalogue.
    """
    sheets: dict[str, list[str]] = defaultdict(list)
    for name, question in questions.items():
        if question.ask is ask and question.subject and bool(question.candidates) is (ask is Ask.UNIT):
            sheets[question.sheet].append(name)
    return {
        f"{ask}s-{field_name((ask, sheet, ''))}": tuple(names)
        for sheet, names in sheets.items()
        if len(names) >= MANY
    }


def field_name(key: Key) -> str:
    """A name for the field of a question, the same at every visit."""
    return "q" + hashlib.sha256("\n".join(key).encode()).hexdigest()[:16]


def make_field(question: Question, offers: Offers) -> forms.Field:
    label = name_question(question)
    if question.ask is Ask.PERIOD:
        return PeriodField(
            label=label,
            required=False,
            max_length=8,
            help_text=_("2023-06, 2023-Q2, 2023-S1 or 2023"),
        )
    choices = _choices(question, offers)
    empty: Choice = ("", _("not answered yet"))
    skip: list[Choice] = []
    if question.subject and question.ask in (
        *(Ask.INDICATOR, Ask.REGION),
        *(Ask.NATURE, Ask.NOTE, Ask.STRUCK, Ask.ABOVE),
    ):
        skip = [(SKIPPED, _("none of ours: leave it out"))]
    return forms.ChoiceField(label=label, required=False, choices=[empty, *choices, *skip])


def name_question(question: Question) -> str:
    """A question in words."""
    if question.subject:
        return str(OF_ONE[question.ask]) % name_subject(question)
    return str(WHOLE[question.ask])


def name_subject(question: Question) -> str:
    """What is asked about; a row without a text of its own is named by its number."""
    row = question.subject.removeprefix("#")
    is_row = row != question.subject and row.isdecimal()
    if question.ask is Ask.COLUMN and period_told(question.subject):
        return show_period(question.subject)
    return _("row %s") % row if is_row else question.subject


def _choices(question: Question, offers: Offers) -> Choices:
    """What may be answered, the likely ones first."""
    if question.ask is Ask.INDICATOR:
        known = [choice for _form, group in offers.indicators for choice in group]
        return [*_likely(question, known), *offers.indicators]
    if question.ask is Ask.REGION:
        return [*_likely(question, offers.regions), (_("Regions"), offers.regions)]
    if question.ask is Ask.UNIT:
        likely = question.candidates[:1]
        others = [unit for unit in offers.units if not likely or _converts(unit, likely[0])]
        units = dict.fromkeys((*question.candidates, *others))
        return [(unit, unit) for unit in units]
    if question.ask is Ask.NATURE:
        return [(AS_ASKED, _("yes: as the catalogue asks, such as the year to date"))]
    if question.ask in (Ask.NOTE, Ask.STRUCK):
        return [(AS_ASKED, str(AS_NOTED))]
    if question.ask is Ask.ABOVE:
        return [(AS_ABOVE, _("yes: as if they were merged with it"))]
    return [(text or SKIPPED, name_column(text)) for text in question.candidates]


def name_column(answer: str) -> str:
    """A column by its header; by its letter too where several have that header; SKIP is none of them."""
    if answer == SKIP:
        return _("none of them: leave these columns out")
    letter, header = split_numbered(answer)
    return _("column %(letter)s: %(header)s") % {"letter": letter, "header": header} if letter else answer


def _likely(question: Question, known: Iterable[Choice]) -> Choices:
    names = dict(known)
    likely = [(code, names[code]) for code in question.candidates if code in names]
    return [(_("Likely"), likely)] if likely else []


def _converts(unit: str, to: str) -> bool:
    try:
        ratio(unit, to)
    except UnitError:
        return False
    return True
