"""Screens on the wall: made, and shut out; the address with the token is shown once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from indicators.admin.guarded import GuardedAdmin
from indicators.models import Display
from indicators.services import catalogue, displays
from indicators.services.errors import WrongState
from indicators.views.access import user_of

FACTS = ("created_by", "created_at", "last_seen", "revoked_by", "revoked_at")


@admin.register(Display)
class DisplayAdmin(GuardedAdmin):
    list_display = ["name", *FACTS]
    list_select_related = ["created_by", "revoked_by"]
    readonly_fields = FACTS
    actions = ["revoke"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["name", *FACTS] if obj else ["name"]

    def save_model(self, request: HttpRequest, obj: Display, form: ModelForm[Any], change: bool) -> None:
        if change:
            catalogue.save(instance=obj, by=user_of(request))
            return
        display, token = displays.create(name=obj.name, by=user_of(request))
        obj.pk = display.pk
        address = request.build_absolute_uri(reverse("wall", args=[token]))
        told = _("Open this address on the display; it is shown only now: %s")
        self.message_user(request, told % address, messages.WARNING)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description=_("Revoke the selected displays"), permissions=["change"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[Display]) -> None:
        for display in queryset:
            try:
                displays.revoke(display=display, by=user_of(request))
            except WrongState as error:
                self.message_user(request, str(error), messages.WARNING)
            else:
                self.message_user(request, _("Revoked: %s") % display)
