"""Editing the catalogue: through the same service as the files, so that every change is audited."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet, ChoiceField, DecimalField, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from indicators.admin.exchange import ExchangeMixin, make_resource
from indicators.admin.guarded import GuardedAdmin
from indicators.messages import name_kind
from indicators.messages.figures import show_period, show_value
from indicators.messages.words import KINDS
from indicators.models import (
    CalendarDay,
    Deadline,
    Definition,
    Department,
    Form,
    Inclusion,
    Indicator,
    Pillar,
    Region,
    Rule,
    Target,
    Topic,
)
from indicators.quantities import Qualifier, plain
from indicators.services import catalogue, rules
from indicators.views.access import user_of


class PlainDecimalField(DecimalField):
    def prepare_value(self, value: Any) -> Any:
        """Without the zeros that the column keeps behind it."""
        return plain(value) if isinstance(value, Decimal) else value


class AuditedAdmin(GuardedAdmin):
    """Writes through the catalogue service only."""

    formfield_overrides = {models.DecimalField: {"form_class": PlainDecimalField}}

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm[Any], change: bool) -> None:
        catalogue.save(instance=obj, by=user_of(request))

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        catalogue.delete(instance=obj, by=user_of(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with transaction.atomic():  # all or none
            for obj in queryset:
                catalogue.delete(instance=obj, by=user_of(request))

    def save_formset(
        self, request: HttpRequest, form: ModelForm[Any], formset: BaseModelFormSet[Any, Any], change: bool
    ) -> None:
        for obj in formset.save(commit=False):
            if isinstance(obj, Definition) and obj.pk is None:
                content = ("text", "source", "effective_from", "effective_to")
                values = {name: getattr(obj, name) for name in content}
                catalogue.define(indicator=obj.indicator, by=user_of(request), **values)
            else:
                catalogue.save(instance=obj, by=user_of(request))
        for obj in formset.deleted_objects:
            catalogue.delete(instance=obj, by=user_of(request))


class DefinitionInline(admin.StackedInline):
    model = Definition
    extra = 0

    def get_min_num(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        """A new indicator says what it counts."""
        return 0 if obj else 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **options: Any) -> Any:
        return super().get_formset(request, obj, validate_min=True, **options)


class InclusionInline(admin.StackedInline):
    model = Inclusion
    extra = 0


@admin.register(Indicator)
class IndicatorAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("indicators.csv")]
    list_display = ["__str__", "code", "topic", "form", "unit", "nature", "nature_confirmed", "headline"]
    list_filter = ["topic__pillar", "form__department", "nature", "nature_confirmed", "assessment"]
    list_select_related = ["topic", "form"]
    search_fields = ["code", "name", "name_en", "aliases"]
    inlines = [DefinitionInline, InclusionInline]


@admin.register(Target)
class TargetAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("targets.csv")]
    list_display = ["indicator", "region", "year", "kind", "figure", "document", "stated_at", "stated_by"]
    list_filter = ["year", "kind"]
    list_select_related = ["indicator", "region", "stated_by"]
    readonly_fields = ["stated_at", "stated_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        """Those in force: what was revised is told in the log of revisions, and changed by nobody."""
        rows: QuerySet[Target] = super().get_queryset(request)
        return rows.filter(ended_at__isnull=True)

    def response_change(self, request: HttpRequest, obj: Target) -> HttpResponse:
        """Who goes on editing goes on with the row in which the target was stated anew."""
        response = super().response_change(request, obj)
        if "_continue" not in request.POST:
            return response
        return redirect("admin:indicators_target_change", obj.pk)

    @admin.display(description=_("value"), ordering="value")
    def figure(self, target: Target) -> str:
        return show_value(target.indicator, target.value, Qualifier.EXACT, Decimal(0)).text


@admin.register(Rule)
class RuleAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("rules.csv")]
    list_display = ["form", "number", "formula", "severity", "is_confirmed"]
    list_filter = ["is_confirmed", "form"]
    list_select_related = ["form"]
    actions = ["confirm"]

    @admin.action(description=_("Confirm the chosen rules"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Rule]) -> None:
        count = rules.confirm(rules=queryset, by=user_of(request))
        self.message_user(request, _("%d rules confirmed: figures are checked against them now.") % count)


@admin.register(Form)
class FormAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("forms.csv")]
    list_display = ["__str__", "code", "number", "department", "frequency", "due_day"]
    list_filter = ["department"]
    actions = ["propose_rules"]

    @admin.action(description=_("Propose rules from parts and wholes"), permissions=["change"])
    def propose_rules(self, request: HttpRequest, queryset: QuerySet[Form]) -> None:
        with transaction.atomic():
            count = sum(len(rules.propose(form=form, by=user_of(request))) for form in queryset)
        self.message_user(request, _("%d rules proposed; they check nothing until confirmed.") % count)


@admin.register(Topic)
class TopicAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("topics.csv")]
    list_display = ["__str__", "code", "pillar", "group", "order"]


class RegionForm(ModelForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        """Kinds are those that have a name, and whichever else this bureau's catalogue has."""
        super().__init__(*args, **options)
        own = Region.objects.order_by().values_list("kind", flat=True).distinct()
        kinds = [(kind, name_kind(kind)) for kind in dict.fromkeys([*KINDS, *own])]
        self.fields["kind"] = ChoiceField(label=_("kind"), choices=kinds)

    def clean(self) -> None:
        super().clean()
        self.instance.parent = self.cleaned_data.get("parent")
        self.instance.check_top()


@admin.register(Region)
class RegionAdmin(ExchangeMixin, AuditedAdmin):
    form = RegionForm
    resource_classes = [make_resource("regions.csv")]
    list_display = ["name", "code", "kind_name", "parent", "counts_in_total", "order"]
    list_select_related = ["parent"]

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, region: Region) -> str:
        return name_kind(region.kind)


@admin.register(Pillar)
class PillarAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("pillars.csv")]
    list_display = ["__str__", "code", "character", "creed", "order"]


@admin.register(CalendarDay)
class CalendarDayAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("calendar.csv")]
    list_display = ["day", "kind", "name"]
    list_filter = ["kind"]
    date_hierarchy = "day"


@admin.register(Deadline)
class DeadlineAdmin(ExchangeMixin, AuditedAdmin):
    resource_classes = [make_resource("deadlines.csv")]
    list_display = ["form", "named_period", "due"]
    list_select_related = ["form"]

    @admin.display(description=_("period"), ordering="period")
    def named_period(self, deadline: Deadline) -> str:
        return show_period(deadline.period)


@admin.register(Department)
class DepartmentAdmin(AuditedAdmin):
    list_display = ["name"]
