"""Accounts, with the regions and departments they work for."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import ManyToManyField, Q, QuerySet
from django.forms import CheckboxSelectMultiple, ModelForm, ModelMultipleChoiceField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from indicators.admin.guarded import GuardedAdmin
from indicators.models import Role, User
from indicators.services import audit, sign_in
from indicators.services.people import DEMONSTRATION
from indicators.services.roles import GRANTS
from indicators.views.access import user_of

ACTIONS = {"view": _("view"), "add": _("add"), "change": _("change"), "delete": _("delete")}

admin.site.unregister(Group)  # the rights of a role are written down in `services/roles.py`


def name_role(name: str) -> str:
    """The role's name, as the sign-in page gives it."""
    names = {**dict(Role.choices), DEMONSTRATION: _("Account of the demonstration")}
    return str(names.get(name, name))


class RolesField(ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return name_role(obj.name)


class RightsField(ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """What may be done to which rows, such as 指标 · 修改."""
        action = obj.codename.partition("_")[0]
        return f"{obj.content_type.name} · {ACTIONS.get(action, obj.name)}"


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, name_role(name)) for name in Group.objects.values_list("name", flat=True)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class AccountForm(UserChangeForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        """The rights to choose from are those that some role gives, and whatever the account has."""
        super().__init__(*args, **options)
        if isinstance(rights := self.fields.get("user_permissions"), ModelMultipleChoiceField):
            known = Q(group__isnull=False)
            if self.instance.pk:
                known |= Q(user=self.instance)
            found = Permission.objects.filter(known).select_related("content_type").distinct()
            rights.queryset = found.order_by("content_type__model", "codename")

    def clean(self) -> None:
        """Whose role has rights in the admin may enter it."""
        super().clean()
        roles = {group.name for group in self.cleaned_data.get("groups", ())}
        if roles & {role.value for role in GRANTS}:
            self.cleaned_data["is_staff"] = True


@admin.register(User)
class UserAdmin(GuardedAdmin, StockUserAdmin):
    list_display = ["username", "roles", "is_active", "is_locked", "is_superuser", "last_login"]
    list_filter = [RoleFilter, "is_active", "is_superuser"]
    readonly_fields = ["password_changed_at", "last_login"]
    actions = ["unlock"]
    form = AccountForm
    filter_horizontal = []
    fieldsets = (
        (None, {"fields": ("username", "password", "password_changed_at", "last_login")}),
        (_("Work"), {"fields": ("groups", "regions", "departments")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "user_permissions")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Only a superuser makes another, or gives rights beyond a role's."""
        own = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*self.readonly_fields, *own)

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **options: Any
    ) -> Any:
        """Boxes to tick; roles by the name that the sign-in page gives them."""
        options["widget"] = CheckboxSelectMultiple
        if db_field.name == "user_permissions":
            options |= {"form_class": RightsField, "help_text": _("Rights beyond those of the roles.")}
        if db_field.name == "groups":
            options |= {
                "form_class": RolesField,
                "label": _("Roles"),
                "help_text": _("Administrators and auditors may enter the admin."),
            }
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts: QuerySet[User] = super().get_queryset(request)
        return accounts.annotate(locked=sign_in.locked()).prefetch_related("groups")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The account, which knows who is about to change it."""
        user = super().get_object(request, object_id, from_field)
        if user:
            user.password_set_by = user_of(request)
        return user

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> str:
        return " · ".join(name_role(group.name) for group in user.groups.all())

    @admin.display(boolean=True, description=_("locked"))
    def is_locked(self, user: Any) -> bool:
        return bool(user.locked)

    @admin.action(description=_("Unlock the selected accounts"), permissions=["change"])
    def unlock(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        done = [user.username for user in queryset if sign_in.unlock(user=user, by=user_of(request))]
        self.message_user(request, _("Unlocked: %s") % ("、".join(done) or "—"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        own = request.user.is_superuser or obj is None or not obj.is_superuser
        return own and super().has_change_permission(request, obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Setting a password is audited where it is kept; taking it away is audited here."""
        before = User.objects.filter(pk=id).values_list("password", flat=True).first()
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            user = User.objects.filter(pk=id).first()
            if user and user.password != before and not user.has_usable_password():
                audit.record(by=user_of(request), action="take password", target=user)
        return response

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.password_set_by = user_of(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool) -> None:
        """Audits with roles, regions and departments, which are kept after the account itself."""
        user: User = form.instance
        before = _rights(user) if change else {}
        with transaction.atomic():
            super().save_related(request, form, formsets, change)
            audit.record(
                by=user_of(request),
                action="change" if change else "create",
                target=user,
                before=before,
                after={**_rights(user), "changed": form.changed_data},
            )


def _rights(user: User) -> dict[str, Any]:
    return {
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "regions": sorted(user.regions.values_list("code", flat=True)),
        "departments": sorted(user.departments.values_list("name", flat=True)),
    }
