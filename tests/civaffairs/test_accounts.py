"""Signing in and choosing a password, as a browser does it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from civaffairs.policies import POLICIES
from indicators.models import AuditEntry, Role, User
from indicators.services import people
from tests import factories
from tests.factories import PASSWORD

NEW = "Correct horse 2"
DOORS = ("/sign-in/", "/admin/login/")


def sign_in(client: Client, password: str = PASSWORD, *, door: str = "/sign-in/", name: str = "clerk") -> str:
    return client.post(door, {"username": name, "password": password}).content.decode()


def choose(client: Client, new: str = NEW, *, old: str = PASSWORD) -> dict[str, list[str]]:
    """Send the form for a new password; its errors."""
    response = client.post("/password/", {"old_password": old, "new_password1": new, "new_password2": new})
    return {} if response.status_code == 302 else dict(response.context["form"].errors)


# Locking


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("name", ["clerk", "nobody"])
def test_failed_try_says_how_many_are_left(client: Client, db: None, door: str, name: str) -> None:
    factories.make_user("clerk", is_staff=True)

    pages = [sign_in(client, "wrong", door=door, name=name) for _ in range(4)]

    assert [f"还可以试{left}次" in page for left, page in zip((4, 3, 2, 1), pages, strict=True)] == [True] * 4


@pytest.mark.parametrize("door", DOORS)
def test_fifth_failed_try_locks_and_says_who_unlocks(client: Client, db: None, door: str) -> None:
    factories.make_user("clerk", is_staff=True)
    for _ in range(4):
        sign_in(client, "wrong", door=door)

    refused = client.post(door, {"username": "clerk", "password": "wrong"})
    right = client.post(door, {"username": "clerk", "password": PASSWORD})

    assert refused.status_code == right.status_code == 429
    for page in (refused.content.decode(), right.content.decode()):
        assert "系统管理员" in page
        assert "30分钟后自动解锁" in page
    assert [entry.target for entry in AuditEntry.objects.filter(action="lock")] == [
        f"user:{User.objects.get().pk}"
    ]


def test_lock_opens_by_itself(client: Client, db: None) -> None:
    factories.make_user("clerk")
    for _ in range(5):
        sign_in(client, "wrong")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=31))

    sign_in(client)

    assert "_auth_user_id" in client.session


def test_success_forgets_failed_tries_and_is_audited(client: Client, db: None) -> None:
    user = factories.make_user("clerk")
    sign_in(client, "wrong")

    sign_in(client)

    assert not AccessAttempt.objects.exists()
    assert AuditEntry.objects.get(action="sign in").by == user


def test_failed_try_keeps_neither_password_nor_token(client: Client, db: None) -> None:
    client.post("/sign-in/", {"username": "clerk", "password": "s3cret", "csrfmiddlewaretoken": "t0ken"})

    kept = AccessAttempt.objects.get().post_data
    assert "s3cret" not in kept
    assert "t0ken" not in kept


def test_administrator_unlocks_and_it_is_audited(client: Client, db: None) -> None:
    clerk = factories.make_user("clerk")
    for _ in range(5):
        sign_in(Client(), "wrong")
    client.force_login(factories.make_user("admin", Role.SYSTEM_ADMIN, is_staff=True))
    accounts = reverse("admin:indicators_user_changelist")

    listed = client.get(accounts).context["cl"].queryset.get(pk=clerk.pk).locked
    client.post(accounts, {"action": "unlock", "_selected_action": [clerk.pk]})

    assert listed
    assert AuditEntry.objects.get(action="unlock").target == f"user:{clerk.pk}"
    sign_in(stranger := Client())
    assert "_auth_user_id" in stranger.session


# Passwords


def test_password_set_by_another_is_changed_before_all_else(client: Client, db: None) -> None:
    factories.make_user("clerk", password_changed_at=None)

    sign_in(client)

    assert client.get("/").headers["Location"] == "/password/"
    assert client.post("/uploads/new/").headers["Location"] == "/password/"
    assert choose(client) == {}
    assert client.get("/").status_code == 200


def test_password_is_too_old_after_90_days(client: Client, db: None) -> None:
    factories.make_user("clerk", password_changed_at=timezone.now() - timedelta(days=91))

    sign_in(client)

    assert client.get("/").headers["Location"] == "/password/"


def test_asvs_lets_a_password_be_as_old_as_it_is(client: Client, db: None, settings: Settings) -> None:
    settings.PASSWORD_DAYS, settings.AUTH_PASSWORD_VALIDATORS = POLICIES["asvs"]
    factories.make_user("clerk", password_changed_at=None)

    sign_in(client)

    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("policy", "password", "is_taken"),
    [
        ("mlps3", "Abcdef-12", False),  # nine
        ("mlps3", "abcdefg-hijk", False),  # two classes
        ("mlps3", "民政数据abc2023民政", True),  # characters, letters, digits
        ("mlps3", "Abcdefg-12", True),
        ("asvs", "kfzqwpoyjtb", False),  # eleven
        ("asvs", "1234567890987654321", False),  # common
        ("asvs", "kfzqwpoyjtbm", True),
    ],
)
def test_policy_decides(
    client: Client, db: None, settings: Settings, policy: str, password: str, is_taken: bool
) -> None:
    settings.PASSWORD_DAYS, settings.AUTH_PASSWORD_VALIDATORS = POLICIES[policy]
    client.force_login(factories.make_user("clerk"))

    assert (choose(client, password) == {}) == is_taken


@pytest.mark.parametrize("policy", POLICIES)
def test_every_objection_is_in_chinese(client: Client, db: None, settings: Settings, policy: str) -> None:
    settings.PASSWORD_DAYS, settings.AUTH_PASSWORD_VALIDATORS = POLICIES[policy]
    client.force_login(factories.make_user("abcd", password_changed_at=None))

    errors = [*choose(client, "abcd")["new_password2"], *choose(client, PASSWORD)["new_password2"]]

    assert len(errors) >= 3
    assert [error for error in errors if error.isascii()] == []


def test_last_five_passwords_are_not_taken_again(client: Client, db: None) -> None:
    client.force_login(factories.make_user("clerk"))
    chosen = [PASSWORD, *(f"Correct horse {number}" for number in range(1, 6))]
    for old, new in pairwise(chosen):
        assert choose(client, new, old=old) == {}

    again = {password: choose(client, password, old=chosen[-1]) for password in chosen[1:]}

    assert [password for password, errors in again.items() if not errors] == []
    assert choose(client, "Correct horse 0", old=chosen[-1]) == {}
    assert len(User.objects.get().past_passwords) == 4


def test_own_change_is_dated_and_audited(client: Client, db: None) -> None:
    user = factories.make_user("clerk", password_changed_at=None)
    client.force_login(user)

    choose(client)

    user.refresh_from_db()
    entry = AuditEntry.objects.get(action="set password")
    assert user.check_password(NEW)
    assert user.password_changed_at is not None
    assert (entry.by, entry.target) == (user, f"user:{user.pk}")


def test_password_that_an_administrator_sets_is_to_be_changed(client: Client, db: None) -> None:
    boss, clerk = factories.make_user("boss", is_superuser=True, is_staff=True), factories.make_user("clerk")
    client.force_login(boss)

    client.post(
        reverse("admin:auth_user_password_change", args=[clerk.pk]), {"password1": NEW, "password2": NEW}
    )

    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert clerk.password_changed_at is None
    assert AuditEntry.objects.get(action="set password").by == boss


def test_account_that_an_administrator_makes_is_to_change_its_password(client: Client, db: None) -> None:
    client.force_login(factories.make_user("boss", is_superuser=True, is_staff=True))

    client.post(
        reverse("admin:indicators_user_add"),
        {"username": "clerk", "password1": NEW, "password2": NEW, "usable_password": "true"},
    )
    sign_in(stranger := Client(), NEW)

    assert stranger.get("/").headers["Location"] == "/password/"


def test_hash_that_is_only_renewed_is_no_change(client: Client, db: None, settings: Settings) -> None:
    user = factories.make_user("clerk")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    sign_in(client)

    user.refresh_from_db()
    assert user.password.startswith("pbkdf2")
    assert user.past_passwords == []
    assert client.get("/").status_code == 200


def test_account_of_the_demonstration_keeps_its_password(client: Client, db: None) -> None:
    user = people.ensure_demo_user(username="leader")
    sign_in(client, people.demo_password("leader"), name="leader")

    errors = choose(client, old=people.demo_password("leader"))

    assert client.get("/").status_code == 200
    assert "__all__" in errors
    assert user.check_password(people.demo_password("leader"))


def test_admins_own_page_for_passwords_leads_to_ours(client: Client, db: None) -> None:
    client.force_login(factories.make_user("boss", is_superuser=True, is_staff=True))

    assert client.get("/admin/password_change/").headers["Location"] == "/password/"


# Sessions


def age(client: Client, minutes: int) -> None:
    """Let a session look as if nothing had happened for so long."""
    session, past = client.session, timezone.now() - timedelta(minutes=minutes)
    session["seen"] = past.isoformat()
    session.save()
    Session.objects.update(expire_date=past + timedelta(minutes=30))


def test_idle_session_ends(client: Client, db: None) -> None:
    client.force_login(factories.make_user("clerk"))

    age(client, 31)

    assert client.get("/").headers["Location"] == "/sign-in/?next=/"


@pytest.mark.parametrize(
    ("page", "then"),
    [
        ("http://testserver/submissions/1/?page=2", "/submissions/1/%3Fpage%3D2"),
        ("http://elsewhere.example/submissions/1/", "/"),
        ("", "/"),
    ],
)
def test_button_after_the_end_of_the_session_leads_back_to_its_page(
    client: Client, db: None, page: str, then: str
) -> None:
    response = client.post("/submissions/1/save/", headers={"Referer": page})

    assert response.headers["Location"] == f"/sign-in/?next={then}"


def test_session_in_use_goes_on(client: Client, db: None) -> None:
    client.force_login(factories.make_user("clerk"))
    age(client, 29)

    client.get("/")

    left = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)


def test_session_ends_after_eight_hours_all_the_same(client: Client, db: None) -> None:
    client.force_login(factories.make_user("clerk"))
    session = client.session
    session["begun"] = (timezone.now() - timedelta(hours=7, minutes=55)).isoformat()
    session.save()
    age(client, 2)

    client.get("/")

    assert Session.objects.get().expire_date - timezone.now() <= timedelta(minutes=5)


def test_session_is_written_once_a_minute_only(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(factories.make_user("clerk"))

    with django_assert_num_queries(2):  # the session and the user
        client.get("/admin/password_change/")


# The door


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.CLERK, "/work/"),
        (Role.CHECKER, "/work/"),
        (Role.REVIEWER, "/work/"),
        (Role.VIEWER, "/"),
        (Role.AUDITOR, "/"),
    ],
)
def test_sign_in_leads_to_ones_own_first_page(client: Client, db: None, role: Role, page: str) -> None:
    factories.make_user("somebody", role)

    response = client.post("/sign-in/", {"username": "somebody", "password": PASSWORD})

    assert response["Location"] == page


def test_name_longer_than_any_account_is_a_message(client: Client, db: None) -> None:
    response = client.post("/sign-in/", {"username": "a" * 300, "password": PASSWORD})

    assert response.status_code == 200
    assert response.context["form"].errors["username"]


@pytest.mark.parametrize("path", ["/topics/%00/", "/forms/a%00b/template/"])
def test_address_with_a_nul_is_refused(client: Client, db: None, path: str) -> None:
    client.force_login(factories.make_user("leader"))

    assert client.get(path).status_code == 400
