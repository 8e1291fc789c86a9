"""The query string of a page, as a form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Department, Form, Indicator, Region, Topic
from indicators.periods import Period, PeriodError
from reports.pages.compare import View, Wanted
from reports.pages.completeness import Narrowed
from reports.pages.portfolios import Portfolio, get_portfolios
from reports.pages.releases import Sought
from reports.pages.selection import Asked

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VIEWS = (
    (View.VALUE, gettext_lazy("Figures")),
    (View.PER_RESIDENTS, gettext_lazy("Per 10,000 residents")),
    (View.GROWTH, gettext_lazy("Year on year")),
    (View.STANDING, gettext_lazy("How they stand")),
)
ASKED = ("region", "period", "as_of", "portfolio")


def one_of(
    model: type[Model], refusal: StrOrPromise, *, key: str | None = "code"
) -> forms.ModelChoiceField[Model]:
    """A choice of a row by its code (None: its id), or of none; `refusal` where there is no such one."""
    rows = model._default_manager.all()
    return forms.ModelChoiceField(
        rows, to_field_name=key, required=False, error_messages={"invalid_choice": refusal}
    )


class QueryForm(forms.Form):
    """What it does not understand is told on the page."""

    @property
    def problems(self) -> list[str]:
        errors: dict[str, Any] = self.errors
        return [message for messages in errors.values() for message in messages]


class SearchForm(QueryForm):
    q = forms.CharField(max_length=60, required=False)

    @property
    def typed(self) -> str:
        return str(self.cleaned_data.get("q", ""))


class SelectionForm(QueryForm):
    region = one_of(Region, gettext_lazy("There is no such region; it was left out of account."))
    period = forms.CharField(required=False)
    as_of = forms.DateField(
        required=False,
        error_messages={
            "invalid": gettext_lazy("This is not a date; write 2023-08-01. Today's figures are shown.")
        },
    )
    portfolio = forms.CharField(required=False)

    def clean_portfolio(self) -> Portfolio | None:
        name = self.cleaned_data["portfolio"]
        if not name:
            return None
        found = get_portfolios().find(name)
        if found is None:
            raise forms.ValidationError(
                _("There is no department “%s”; all are shown.") % Truncator(name).chars(20)
            )
        return found

    def clean_as_of(self) -> date | None:
        """A day of which something can be known."""
        day: date | None = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("%s is still to come. Today's figures are shown.") % day)
        return day

    def clean_period(self) -> Period | None:
        text = self.cleaned_data["period"]
        if not text:
            return None
        try:
            period = Period.parse(text)
        except PeriodError:
            raise forms.ValidationError(
                _("“%s” is not a period; write 2023-06 or 2023-Q2. The latest one is shown.")
                % Truncator(text).chars(20)
            ) from None
        if period.end >= timezone.localdate():
            raise forms.ValidationError(_("“%s” has not ended yet. The latest one is shown.") % text)
        return period

    @property
    def asked(self) -> Asked:
        """What could be understood; what could not is among the errors."""
        return Asked(**{name: self.cleaned_data.get(name) or None for name in ASKED})


class CompletenessForm(SelectionForm):
    form = one_of(Form, gettext_lazy("There is no such form; it was left out of account."))
    department = one_of(
        Department, gettext_lazy("There is no such department; it was left out of account."), key=None
    )

    @property
    def narrowed(self) -> Narrowed:
        return Narrowed(self.cleaned_data.get("form"), self.cleaned_data.get("department"))


class ReleasesForm(SelectionForm):
    indicator = one_of(Indicator, gettext_lazy("There is no such indicator; it was left out of account."))
    corrections = forms.BooleanField(required=False)

    @property
    def sought(self) -> Sought:
        return Sought(
            indicator=self.cleaned_data.get("indicator"),
            region=self.cleaned_data.get("region"),
            corrections=bool(self.cleaned_data.get("corrections")),
        )


class RemindersForm(CompletenessForm):
    by = forms.DateField(
        required=False,
        error_messages={"invalid": gettext_lazy("This is not a date; write 2023-08-01.")},
    )

    @property
    def by_day(self) -> date | None:
        return self.cleaned_data.get("by")


class CompareForm(QueryForm):
    """What else a comparison is asked for."""

    topic = one_of(Topic, gettext_lazy("There is no such topic; another is shown."))
    indicator = forms.ModelMultipleChoiceField(
        Indicator.objects.all(),
        to_field_name="code",
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("There is no indicator “%(value)s”; it was left out of account.")
        },
    )
    view = forms.ChoiceField(
        choices=VIEWS,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("This cannot be compared; values are shown.")},
    )
    by = forms.CharField(required=False)

    @property
    def wanted(self) -> Wanted:
        """What could be understood; what could not is among the errors."""
        said = self.cleaned_data
        return Wanted(
            topic=said.get("topic"),
            indicators=tuple(one.code for one in said.get("indicator") or ()),
            view=View(said.get("view") or View.VALUE),
            by=said.get("by", ""),
        )
