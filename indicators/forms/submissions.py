"""Forms of one submission: its cells, its reasons, handing it in, deciding on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from indicators.intake.typed import Typed
from indicators.models import Absence, ReasonKind
from indicators.quantities import Absence as Why

CELLS = "cells"  # the id of the form that all cells of a page belong to
ABSENCES = [
    ("", "—"),
    *((absence.value, absence.label) for absence in Absence if absence != Absence.WITHDRAWN),
]


class CellForm(forms.Form):
    """One cell of a draft; hidden beside each field is what it held when the page was drawn."""

    text = forms.CharField(required=False, max_length=100, show_hidden_initial=True)
    absence = forms.ChoiceField(required=False, choices=ABSENCES, show_hidden_initial=True)
    note = forms.CharField(required=False, max_length=500, show_hidden_initial=True)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        said = {
            "text": _("%s: figure of this period"),
            "absence": _("%s: reason for no figure"),
            "note": _("%s: remark"),
        }
        for field, label in said.items():
            attrs = {"aria-label": label % name, "autocomplete": "off", "form": CELLS}
            if field == "text":
                attrs |= {"inputmode": "decimal", "class": "amount"}
            self.fields[field].widget.attrs |= attrs

    @property
    def initials(self) -> SafeString:
        """What each field held when the page was drawn, hidden."""
        return format_html_join(
            "", "{}", ((field.as_hidden({"form": CELLS}, only_initial=True),) for field in self)
        )

    @property
    def typed(self) -> Typed:
        """What was typed; in a field that was left alone, what is kept."""
        said = {
            name: self.cleaned_data[name] if name in self.changed_data else self.initial.get(name) or ""
            for name in self.fields
        }
        return Typed(said["text"], Why(said["absence"]) if said["absence"] else None, said["note"])

    @property
    def empties_unseen(self) -> bool:
        """It empties a cell that held something else when the page was drawn."""
        return self.typed.is_blank and any(
            self.data.get(self.add_initial_prefix(name), "") != (self.initial.get(name) or "")
            for name in ("text", "absence")
        )

    @property
    def problems(self) -> list[str]:
        """What cannot even be kept, with the name of the line."""
        return [f"{self.name}: {message}" for messages in self.errors.values() for message in messages]


class ReasonForm(forms.Form):
    """One reason for the chosen warnings."""

    warnings = forms.TypedMultipleChoiceField(coerce=int, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of reason"), choices=ReasonKind)
    text = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, warnings: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["warnings"].choices = [(pk, pk) for pk in warnings]  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """Handing in: a reason for the warnings that have none, and that blanks are meant."""

    reason = forms.CharField(
        label=gettext_lazy("Reason for the warnings"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For all warnings that have none yet; it is kept with the figures."),
    )
    blanks_meant = forms.BooleanField(required=False)

    def __init__(self, *args: Any, blank: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blank = blank
        self.fields["blanks_meant"].label = ngettext(
            "%d figure is left blank and is handed in later",
            "%d figures are left blank and are handed in later",
            blank,
        ) % (blank,)

    def clean(self) -> None:
        if self.blank and not self.cleaned_data.get("blanks_meant"):
            raise forms.ValidationError(
                ngettext(
                    "%d figure is blank: fill it in, say why there is none, or confirm it follows.",
                    "%d figures are blank: fill them in, say why there are none, or confirm they follow.",
                    self.blank,
                )
                % self.blank
            )


class ReturnForm(forms.Form):
    """A decision: a comment on the whole, comments at cells, and for a return a new deadline."""

    comment = forms.CharField(
        label=gettext_lazy("Review comment"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due = forms.DateField(
        label=gettext_lazy("New deadline"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("This is not a date; write 2023-08-01.")},
    )

    def __init__(self, *args: Any, keys: Mapping[str, tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        self.fields |= {f"comment-{key}": forms.CharField(required=False, max_length=500) for key in keys}

    def clean_due(self) -> date | None:
        day: date | None = self.cleaned_data["due"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The new deadline %s has passed already.") % day)
        if day and day > timezone.localdate() + timedelta(days=366):
            raise forms.ValidationError(_("The new deadline %s is more than a year away.") % day)
        return day

    @property
    def cells(self) -> dict[tuple[int, str], str]:
        """The comments at cells."""
        return {place: self.cleaned_data.get(f"comment-{key}", "") for key, place in self.keys.items()}


class TogetherForm(ReturnForm):
    """A decision on several submissions at once; `seen` are those that are ticked."""

    def __init__(self, *args: Any, seen: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, keys={}, **kwargs)
        self.seen = seen

    def clean(self) -> None:
        if not self.seen:
            raise forms.ValidationError(_("Tick what is to be approved."))


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        error_messages={"required": gettext_lazy("Say why the release is undone; it is kept with it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
