"""Forms for what is remembered of sheets: another answer, or none."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.intake.layout.words import as_unit
from indicators.intake.questions import AS_ASKED
from indicators.models import Answer, Indicator, Region
from indicators.models.layouts import AS_NOTED, LONGEST

LEFT_OUT = _("no figure of ours: left out")


class AnswerForm(forms.Form):
    """One answer: chosen where there is something to choose from, else typed."""

    value = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, *args: object, answer: Answer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.ask = answer.ask
        self.fields["value"].initial = answer.value
        self.fields["value"].label = answer.get_ask_display()
        if choices := choices_for(answer):
            self.fields["value"] = forms.ChoiceField(
                label=answer.get_ask_display(),
                required=False,
                choices=[("", LEFT_OUT), *choices],
                initial=answer.value,
            )
        else:
            self.fields["value"].help_text = _(
                "Such as 万元. Left empty, it is no figure of ours and left out."
            )

    def clean_value(self) -> str:
        value: str = self.cleaned_data["value"].strip()
        if value and self.ask == Answer.Ask.UNIT and not as_unit(value):
            raise forms.ValidationError(
                _("“%(value)s” is no unit; write one such as 张 or 万元."), params={"value": value}
            )
        return value


def choices_for(answer: Answer) -> list[tuple[str, str]]:
    """What the answer may be; nothing for a unit, which is typed."""
    match answer.ask:
        case Answer.Ask.INDICATOR:
            rows = Indicator.objects.order_by("name").values_list("code", "name")
            return [(code, f"{name} · {code}") for code, name in rows]
        case Answer.Ask.REGION:
            return [(region.code, str(region)) for region in Region.objects.all()]
        case Answer.Ask.COLUMN:
            headers = dict.fromkeys([answer.value, *answer.layout.columns])
            return [(header, header) for header in headers if header]
        case Answer.Ask.NOTE:
            return [(AS_ASKED, str(AS_NOTED))]
    return []


class ForgetForm(forms.Form):
    """That forgetting is meant."""

    sure = forms.BooleanField(
        label=_("Forget it: it is asked again next time"),
        error_messages={"required": _("Tick that it is to be forgotten.")},
    )
