"""The admin writes through the services, says what is wrong, and shows records only to look at."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.admin import site
from django.contrib.auth.models import Group, Permission
from django.db.models import ProtectedError
from django.test import Client, RequestFactory
from django.urls import reverse

from indicators.admin.records import ACTIONS
from indicators.models import AuditEntry, Department, Indicator, Region, Role, Target, User
from indicators.services import catalogue as service
from tests import factories
from tests.factories import Catalogue


@pytest.fixture
def boss(client: Client, catalogue: Catalogue) -> Client:
    client.force_login(factories.make_user("boss", is_superuser=True, is_staff=True))
    return client


def staff(client: Client, role: Role) -> Client:
    client.force_login(factories.make_user(role.value, role, is_staff=True))
    return client


def form_of(client: Client, address: str) -> dict[str, object]:
    """What the admin's form would send unchanged, its inlines included."""
    context = client.get(address).context
    form = context["adminform"].form
    data = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    for formset in context["inline_admin_formsets"]:
        data |= {field.html_name: field.value() for field in formset.formset.management_form}
        for inline in formset.formset.initial_forms:
            data |= {field.html_name: field.value() or "" for field in inline}
    return {name: value for name, value in data.items() if value is not False}


def test_saved_indicator_is_audited(boss: Client, catalogue: Catalogue) -> None:
    address = reverse("admin:indicators_indicator_change", args=[catalogue.beds.pk])

    response = boss.post(address, form_of(boss, address) | {"name": "床位总数"})

    entry = AuditEntry.objects.get(action="change")
    assert response.status_code == 302
    assert Indicator.objects.get(pk=catalogue.beds.pk).name == "床位总数"
    assert (entry.by.username if entry.by else "", entry.after) == ("boss", {"name": "床位总数"})


def test_changed_meaning_of_approved_figures_is_a_message(boss: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou)
    address = reverse("admin:indicators_indicator_change", args=[catalogue.beds.pk])

    response = boss.post(address, form_of(boss, address) | {"unit": "万张"})

    assert response.status_code == 200
    assert "unit" in response.context["adminform"].form.errors
    assert Indicator.objects.get(pk=catalogue.beds.pk).unit == "张"


def test_bad_rule_is_a_message(boss: Client, catalogue: Catalogue) -> None:
    response = boss.post(
        reverse("admin:indicators_rule_add"),
        {
            "form": catalogue.form.pk,
            "number": 1,
            "formula": "eldercare.beds>=+",
            "tolerance": 0,
            "severity": "error",
            "message": "x",
        },
    )

    assert response.status_code == 200
    assert "formula" in response.context["adminform"].form.errors


def test_target_without_a_document_is_a_message(boss: Client, catalogue: Catalogue) -> None:
    response = boss.post(
        reverse("admin:indicators_target_add"),
        {
            "indicator": catalogue.beds.pk,
            "region": catalogue.city.pk,
            "year": 2023,
            "kind": "level",
            "value": 5,
            "document": "",
        },
    )

    assert response.status_code == 200
    assert not Target.objects.exists()


def test_region_that_is_referred_to_cannot_be_deleted(boss: Client, catalogue: Catalogue) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou)

    boss.post(reverse("admin:indicators_region_delete", args=[catalogue.gulou.pk]), {"post": "yes"})

    assert Region.objects.filter(pk=catalogue.gulou.pk).exists()


@pytest.mark.parametrize("name", ["observation", "release", "submission", "upload", "auditentry"])
def test_records_are_only_looked_at(boss: Client, catalogue: Catalogue, name: str) -> None:
    factories.make_observation(catalogue.beds, catalogue.gulou)
    factories.make_upload()
    service.save(instance=catalogue.beds, by=None)

    assert boss.get(reverse(f"admin:indicators_{name}_changelist")).status_code == 200
    assert boss.get(reverse(f"admin:indicators_{name}_add")).status_code == 403


def test_an_observation_is_called_by_its_names(boss: Client, catalogue: Catalogue) -> None:
    observation = factories.make_observation(catalogue.beds, catalogue.gulou)

    page = boss.get(reverse("admin:indicators_observation_change", args=[observation.pk])).content.decode()

    assert f"{catalogue.beds} {catalogue.gulou} {observation.period}" in page


def test_rows_of_the_worker_are_not_among_the_records(boss: Client) -> None:
    assert "Task Results" not in boss.get(reverse("admin:index")).content.decode()


def test_catalogue_admin_edits_the_catalogue_and_nothing_else(client: Client, catalogue: Catalogue) -> None:
    client = staff(client, Role.CATALOGUE_ADMIN)

    assert client.get(reverse("admin:indicators_indicator_add")).status_code == 200
    assert client.get(reverse("admin:indicators_user_changelist")).status_code == 403
    assert client.get(reverse("admin:indicators_release_changelist")).status_code == 403


def test_auditor_looks_at_everything_and_changes_nothing(client: Client, catalogue: Catalogue) -> None:
    client = staff(client, Role.AUDITOR)

    assert client.get(reverse("admin:indicators_auditentry_changelist")).status_code == 200
    assert client.get(reverse("admin:indicators_indicator_changelist")).status_code == 200
    assert client.get(reverse("admin:indicators_indicator_add")).status_code == 403


def test_system_admin_cannot_make_himself_a_superuser(client: Client, catalogue: Catalogue) -> None:
    boss = factories.make_user("boss", is_superuser=True)
    client = staff(client, Role.SYSTEM_ADMIN)
    me = User.objects.get(username=Role.SYSTEM_ADMIN.value)
    address = reverse("admin:indicators_user_change", args=[me.pk])

    saved = client.post(
        address, {"username": "renamed", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    )

    me.refresh_from_db()
    assert (saved.status_code, me.username) == (302, "renamed")
    other = client.post(reverse("admin:indicators_user_change", args=[boss.pk]), {"is_active": ""})
    boss.refresh_from_db()
    assert not me.is_superuser
    assert other.status_code == 403
    assert boss.is_active


def test_password_set_for_somebody_is_audited(boss: Client) -> None:
    other = factories.make_user("other")
    address = reverse("admin:auth_user_password_change", args=[other.pk])

    boss.post(address, {"password1": "x", "password2": "y"})
    refused = AuditEntry.objects.filter(action="set password").count()
    boss.post(address, {"password1": "A long enough one", "password2": "A long enough one"})

    other.refresh_from_db()
    assert refused == 0
    assert AuditEntry.objects.get(action="set password").target == f"user:{other.pk}"
    assert other.check_password("A long enough one")


def test_rights_given_to_somebody_are_audited(boss: Client, catalogue: Catalogue) -> None:
    other = factories.make_user("other")
    address = reverse("admin:indicators_user_change", args=[other.pk])

    boss.post(address, {"username": "other", "is_active": "on", "regions": [catalogue.gulou.pk]})

    entry = AuditEntry.objects.get(target=f"user:{other.pk}")
    assert entry.after["regions"] == ["350102"]


@pytest.mark.parametrize("query", ["region=99999999999999999999", "period=%00", "region=abc"])
def test_what_no_column_holds_is_a_bad_filter(client: Client, db: None, query: str) -> None:
    client.force_login(factories.make_user("boss", is_superuser=True, is_staff=True))

    response = client.get(f"/admin/indicators/observation/?{query}", follow=True)

    assert response.status_code == 200


def test_second_region_at_the_top_is_a_message(boss: Client, catalogue: Catalogue) -> None:
    data = {"code": "350200", "name": "厦门市", "short_name": "厦门", "kind": "city", "order": 0}

    response = boss.post(reverse("admin:indicators_region_add"), data)

    assert "parent" in response.context["adminform"].form.errors
    assert list(Region.objects.filter(parent=None)) == [catalogue.city]


def test_new_definition_ends_the_one_before_it(boss: Client, catalogue: Catalogue) -> None:
    first = catalogue.beds.definitions.create(text="含家庭床位")
    address = reverse("admin:indicators_indicator_change", args=[catalogue.beds.pk])
    new = {"indicator": catalogue.beds.pk, "text": "不含家庭床位", "effective_from": "2024-01-01"}

    boss.post(
        address,
        form_of(boss, address)
        | {"definitions-TOTAL_FORMS": 2}
        | {f"definitions-1-{name}": value for name, value in new.items()},
    )

    first.refresh_from_db()
    assert [str(one.effective_from) for one in catalogue.beds.definitions.all()] == ["None", "2024-01-01"]
    assert str(first.effective_to) == "2023-12-31"


def test_new_indicator_says_what_it_counts(boss: Client, catalogue: Catalogue) -> None:
    address = reverse("admin:indicators_indicator_add")
    asked = form_of(boss, address) | {
        "code": "eldercare.meals",
        "name": "助餐人次",
        "name_en": "Meals",
        "form": catalogue.form.pk,
        "unit": "人次",
        "nature": "ytd",
        "frequency": "quarter",
    }

    boss.post(address, asked)
    refused = Indicator.objects.filter(code="eldercare.meals").exists()
    boss.post(address, asked | {"definitions-0-text": "助餐的人次"})

    assert not refused
    assert Indicator.objects.get(code="eldercare.meals").definitions.get().text == "助餐的人次"


@pytest.mark.parametrize(
    ("role", "enters"), [(Role.CATALOGUE_ADMIN, True), (Role.AUDITOR, True), (Role.CLERK, False)]
)
def test_role_with_rights_in_the_admin_lets_one_enter_it(
    boss: Client, catalogue: Catalogue, role: Role, enters: bool
) -> None:
    other = factories.make_user("other")
    address = reverse("admin:indicators_user_change", args=[other.pk])

    boss.post(
        address, {"username": "other", "is_active": "on", "groups": [Group.objects.get(name=role.value).pk]}
    )

    other.refresh_from_db()
    assert other.is_staff == enters


def test_roles_are_named_in_the_readers_language(boss: Client, catalogue: Catalogue) -> None:
    content = boss.get(
        reverse("admin:indicators_user_change", args=[User.objects.get(username="boss").pk])
    ).content.decode()

    assert "目录管理员" in content
    assert "catalogue admin" not in content


def test_accounts_are_filtered_by_named_roles(boss: Client, catalogue: Catalogue) -> None:
    factories.make_user("looker", Role.AUDITOR)

    content = boss.get(
        reverse("admin:indicators_user_changelist"), {"role": Role.AUDITOR.value}
    ).content.decode()

    assert "审计员" in content
    assert "looker" in content
    assert ">boss</a>" not in content


def test_rights_to_choose_are_those_of_roles_and_the_accounts_own(boss: Client, catalogue: Catalogue) -> None:
    user = factories.make_user("odd")
    own = Permission.objects.get(codename="delete_user")
    user.user_permissions.add(own)

    form = boss.get(reverse("admin:indicators_user_change", args=[user.pk])).context["adminform"].form
    rights = {str(label) for _value, label in form.fields["user_permissions"].choices}

    assert "指标 · 修改" in rights
    assert "用户 · 删除" in rights
    assert not [right for right in rights if "Can " in right]
    assert {"指标 · 查看", "大屏 · 新增"} <= rights


def test_a_kind_of_region_is_chosen_by_its_name(boss: Client, catalogue: Catalogue) -> None:
    Region.objects.filter(pk=catalogue.gulou.pk).update(kind="街道片区")
    address = reverse("admin:indicators_region_change", args=[catalogue.gulou.pk])

    kinds = dict(boss.get(address).context["adminform"].form.fields["kind"].choices)
    refused = boss.post(address, form_of(boss, address) | {"kind": "distrct"})
    listed = boss.get(reverse("admin:indicators_region_changelist")).content.decode()

    assert (kinds["county_city"], kinds["街道片区"]) == ("县级市", "街道片区")
    assert "kind" in refused.context["adminform"].form.errors
    assert "街道片区" in listed


def test_values_are_edited_without_needless_zeros(boss: Client, catalogue: Catalogue) -> None:
    target = factories.make_target(catalogue.beds, catalogue.gulou, Decimal("2.50"))
    address = reverse("admin:indicators_target_change", args=[target.pk])

    given = form_of(boss, address)
    boss.post(address, given)

    assert given["value"] == "2.5"
    assert not AuditEntry.objects.filter(action="change").exists()


def test_figures_are_written_as_on_the_pages(boss: Client, catalogue: Catalogue) -> None:
    observation = factories.make_observation(catalogue.beds, catalogue.gulou, "2023-Q2", 12400)

    listed = boss.get(reverse("admin:indicators_observation_changelist")).content.decode()
    shown = boss.get(reverse("admin:indicators_observation_change", args=[observation.pk])).content.decode()

    assert "12,400张" in listed
    assert "2023年二季度" in listed
    assert reverse("observation", args=[observation.pk]) in shown


def test_what_an_entry_changed_is_told_line_by_line(boss: Client, catalogue: Catalogue) -> None:
    service.save(instance=Department(name="宣传处"), by=None)
    entry = AuditEntry.objects.latest("pk")

    content = boss.get(reverse("admin:indicators_auditentry_change", args=[entry.pk])).content.decode()

    assert "<div>名称 · 宣传处</div>" in content
    assert "{" not in re.sub(r"<script.*?</script>|<style.*?</style>", "", content, flags=re.S)


def test_deeds_of_the_audit_trail_are_told_in_words(boss: Client, catalogue: Catalogue) -> None:
    service.save(instance=Department(name="宣传处"), by=None)

    content = boss.get(reverse("admin:indicators_auditentry_changelist")).content.decode()

    assert "新建" in content
    assert f"处室 {Department.objects.get(name='宣传处').pk}" in content


def test_every_deed_has_a_word() -> None:
    source = "".join(path.read_text("utf-8") for path in Path("indicators").rglob("*.py"))

    assert set(re.findall(r'(?<![a-z], )\baction="([a-z ]+)"', source)) <= set(ACTIONS)


def test_same_entered_at_the_same_moment_is_told(
    boss: Client, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    Department.objects.create(name="宣传处")
    monkeypatch.setattr(Department, "validate_constraints", lambda self, **options: None)
    monkeypatch.setattr(Department, "validate_unique", lambda self, **options: None)  # not there yet

    response = boss.post(reverse("admin:indicators_department_add"), {"name": "宣传处"}, follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_chosen_rows_are_deleted_together_or_not_at_all(
    boss: Client, catalogue: Catalogue, rf: RequestFactory
) -> None:
    Department.objects.create(name="空处")
    request = rf.post("/")
    request.user = User.objects.get(username="boss")
    chosen = Department.objects.order_by("-pk")  # the empty one first

    with pytest.raises(ProtectedError):
        site.get_model_admin(Department).delete_queryset(request, chosen)

    assert Department.objects.filter(name="空处").exists()
    assert not AuditEntry.objects.filter(action="delete").exists()


@pytest.mark.parametrize("key", ["nobody", "9" * 5000, "²"])
def test_deed_on_what_is_no_row_is_told(boss: Client, catalogue: Catalogue, key: str) -> None:
    address = reverse("admin:indicators_rule_changelist")

    response = boss.post(address, {"action": "confirm", "_selected_action": key}, follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def target_of(catalogue: Catalogue, **changes: object) -> dict[str, object]:
    return {
        "indicator": catalogue.beds.pk,
        "region": catalogue.city.pk,
        "year": 2023,
        "kind": "at_least",
        "value": "200",
        "document": "榕民〔2023〕1号",
        **changes,
    }


def test_revised_target_is_stated_anew_and_edited_on(boss: Client, catalogue: Catalogue) -> None:
    old = factories.make_target(catalogue.beds, catalogue.city, 200)
    address = reverse("admin:indicators_target_change", args=[old.pk])

    response = boss.post(address, target_of(catalogue, value="150", _continue="1"))

    new = Target.objects.as_of(None).get()
    boss_user = User.objects.get(pk=boss.session["_auth_user_id"])
    assert response["Location"] == reverse("admin:indicators_target_change", args=[new.pk])
    assert (new.value, new.stated_by) == (150, boss_user)
    assert Target.objects.get(pk=old.pk).ended_by == boss_user
    assert boss.get(reverse("admin:indicators_target_changelist")).context["cl"].result_count == 1
    assert boss.get(address).status_code == 302  # what has ended is changed by nobody


def test_second_target_for_the_same_is_a_message(boss: Client, catalogue: Catalogue) -> None:
    factories.make_target(catalogue.beds, catalogue.city, 200)

    response = boss.post(reverse("admin:indicators_target_add"), target_of(catalogue))

    assert response.status_code == 200
    assert "请直接调整原目标" in response.content.decode()
    assert Target.objects.count() == 1


def test_deleted_target_is_kept_as_ended(boss: Client, catalogue: Catalogue) -> None:
    row = factories.make_target(catalogue.beds, catalogue.city, 200)

    boss.post(reverse("admin:indicators_target_delete", args=[row.pk]), {"post": "yes"})

    assert not Target.objects.as_of(None).exists()
    assert Target.objects.get().ended_at
