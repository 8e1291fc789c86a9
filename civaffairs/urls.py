"""Where everything is found."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from civaffairs import accounts, health
from indicators.services.people import get_demo_accounts

handler400 = "civaffairs.errors.bad_request"
handler500 = "civaffairs.errors.server_error"
admin.site.login_form = accounts.AdminSignInForm

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("indicators.urls")),
    path(
        "sign-in/",
        accounts.SignInView.as_view(extra_context={"demo_accounts": get_demo_accounts}),
        name="login",
    ),
    path("sign-out/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("password/", accounts.ChangePasswordView.as_view(), name="password_change"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="password_change")),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("admin/", admin.site.urls),
]
