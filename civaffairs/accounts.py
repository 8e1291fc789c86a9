"""Signing in, and choosing a password of one's own."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import Role, User
from indicators.services.passwords import is_open
from indicators.services.sign_in import MUST_CHANGE

NAME_LENGTH = User._meta.get_field("username").max_length


class SignInForm(AuthenticationForm):
    """Says how many tries are left, the same whether or not there is such an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(NAME_LENGTH))

    def get_invalid_login_error(self) -> ValidationError:
        left = settings.AXES_FAILURE_LIMIT - (getattr(self.request, "axes_failures_since_start", None) or 0)
        minutes = {"minutes": settings.AXES_COOLOFF_TIME.total_seconds() // 60}
        if getattr(self.request, "axes_locked_out", False):
            return ValidationError(
                _(
                    "Too many failed tries: the account is locked. It opens by itself %(minutes)d minutes "
                    "after the last try; the system administrator can unlock it at once."
                )
                % minutes,
                code="locked",
            )
        return ValidationError(
            ngettext(
                "Username or password is wrong. %(left)d try is left; then the account is locked for "
                "%(minutes)d minutes, unless the system administrator unlocks it.",
                "Username or password is wrong. %(left)d tries are left; then the account is locked for "
                "%(minutes)d minutes, unless the system administrator unlocks it.",
                left,
            )
            % {"left": left, **minutes},
            code="invalid_login",
        )


class SignInView(LoginView):
    """Leads those who hand in or decide to their work, everybody else to the overview."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        user = cast(User, self.request.user)
        works = any(map(user.has_role, (Role.CLERK, Role.CHECKER, Role.REVIEWER)))
        return resolve_url("work" if works and not user.is_superuser else "overview")


class AdminSignInForm(SignInForm, AdminAuthenticationForm):
    """The same at the admin's own door."""


def refuse_locked(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The sign-in page, which says it all, under the status for too many requests."""
    response.status_code = 429
    return response


class OwnPasswordForm(PasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = " ".join(password_validators_help_texts())  # in a paragraph

    def clean(self) -> dict[str, Any]:
        if is_open(self.user):
            raise ValidationError(
                _("The password of a demonstration account stays as the sign-in page shows it."), code="open"
            )
        return super().clean() or self.cleaned_data

    def save(self, commit: bool = True) -> User:
        self.user.password_set_by = self.user
        with transaction.atomic():
            return super().save(commit)


class ChangePasswordView(PasswordChangeView):
    form_class = OwnPasswordForm
    success_url = reverse_lazy("overview")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"must_change": self.request.session.get(MUST_CHANGE)}

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        self.request.session[MUST_CHANGE] = False
        messages.success(self.request, _("Your password has been changed. Other browsers are signed out."))
        return response
