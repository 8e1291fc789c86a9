"""Forms for choosing what is handed in: a file, or a form of a region and period."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.models import Form, Region, User
from indicators.periods import Frequency, Period, PeriodError
from indicators.services.rights import regions_of


def read_period(text: str) -> Period | None:
    """The period that was typed, None for nothing; raises ValidationError."""
    text = text.strip()
    if not text:
        return None
    try:
        return Period.parse(text)
    except PeriodError:
        raise forms.ValidationError(
            _("“%s” is not a period; write 2023-06, 2023-Q2, 2023-S1 or 2023.") % text
        ) from None


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("xlsx, xls, et, ods, csv or docx"),
        error_messages={"empty": gettext_lazy("The file is empty; choose the workbook that was filled in.")},
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        required=False,
        max_length=8,
        help_text=gettext_lazy("Only where the sheet does not say it: 2023-06, 2023-Q2, 2023-S1 or 2023."),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=gettext_lazy("Region"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("As the sheet says"),
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["region"].queryset = regions_of(user)  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file has %(given)s; at most %(limit)s can be taken. Split it, or remove pictures.")
                % {"given": filesizeformat(file.size or 0), "limit": filesizeformat(settings.UPLOAD_LIMIT)}
            )
        return file

    def clean_period(self) -> Period | None:
        return read_period(self.cleaned_data["period"])


class DropForm(forms.Form):
    """That giving a file up is meant."""

    sure = forms.BooleanField(
        label=gettext_lazy("Delete this file and its answers here"),
        error_messages={"required": gettext_lazy("Tick that the file is to be given up.")},
    )


class PlaceForm(forms.Form):
    """For which region and period a template or a draft of `form` is wanted."""

    region = forms.CharField(max_length=20, error_messages={"required": gettext_lazy("Choose a region.")})
    period = forms.CharField(max_length=8, error_messages={"required": gettext_lazy("Choose a period.")})

    def __init__(self, *args: object, form: Form, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.frequency = Frequency(form.frequency)

    def clean_period(self) -> Period:
        text = self.cleaned_data["period"].strip()
        try:
            period = Period.parse(text).to(self.frequency)
        except PeriodError:
            raise forms.ValidationError(_("“%s” is not a period of this form.") % text) from None
        if period.start > timezone.localdate():
            raise forms.ValidationError(_("“%s” has not begun yet.") % text)
        return period
