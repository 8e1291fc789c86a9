"""Where everything is found."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from indicators.services.people import get_demo_accounts

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("indicators.urls")),
    path(
        "sign-in/",
        auth.LoginView.as_view(
            redirect_authenticated_user=True,
            extra_context={"demo_accounts": get_demo_accounts},
        ),
        name="login",
    ),
    path("sign-out/", auth.LogoutView.as_view(), name="logout"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
]
