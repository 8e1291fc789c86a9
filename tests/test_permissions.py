"""Who gets what, at every address: a new address without a row here fails."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from indicators.intake.examine import examine
from indicators.models import (
    Answer,
    AuditEntry,
    Observation,
    Receipt,
    Release,
    Role,
    Submission,
    Upload,
    User,
)
from indicators.services import displays, releases, submissions
from indicators.services.roles import GRANTS, RECORDS
from tests import factories
from tests.factories import Catalogue

STAFF_ROLES = {
    "catalogue_admin": Role.CATALOGUE_ADMIN,
    "system_admin": Role.SYSTEM_ADMIN,
    "staff_auditor": Role.AUDITOR,
}
ROLES = (
    "anonymous",
    "viewer",
    "clerk",
    "neighbour",
    "checker",
    "reviewer",
    "auditor",
    *STAFF_ROLES,
    "superuser",
)
OPEN = dict.fromkeys(ROLES, 200)
SIGNED_IN = {**OPEN, "anonymous": 302}
OUTSIDE = ("viewer", "neighbour", "catalogue_admin", "system_admin")
WORKING_ON_IT = {**SIGNED_IN, **dict.fromkeys(OUTSIDE, 404)}
FOR_CLERKS = {
    **SIGNED_IN,
    **dict.fromkeys(("viewer", "checker", "reviewer", "auditor", *STAFF_ROLES), 403),
}
STAFF = {**dict.fromkeys(ROLES, 302), **dict.fromkeys((*STAFF_ROLES, "superuser"), 200)}
NO_GET = {**dict.fromkeys(ROLES, 405), "anonymous": 302}
# What GET gives at each address; who may POST is below.
GET = {
    "overview": SIGNED_IN,
    "overview_file": SIGNED_IN,
    "brief": SIGNED_IN,
    "pillar": SIGNED_IN,
    "pillar_file": SIGNED_IN,
    "topic_file": SIGNED_IN,
    "smalls_file": SIGNED_IN,
    "compare_file": SIGNED_IN,
    "matrix_file": SIGNED_IN,
    "targets_file": SIGNED_IN,
    "completeness_file": SIGNED_IN,
    "releases_file": SIGNED_IN,
    "topic": SIGNED_IN,
    "indicator": SIGNED_IN,
    "indicator_file": SIGNED_IN,
    "regions": SIGNED_IN,
    "compare": SIGNED_IN,
    "matrix": SIGNED_IN,
    "region": SIGNED_IN,
    "observation": SIGNED_IN,
    "completeness": SIGNED_IN,
    "reminders": SIGNED_IN,
    "releases": SIGNED_IN,
    "revisions": SIGNED_IN,
    "release": SIGNED_IN,
    "correction": SIGNED_IN,
    "search": SIGNED_IN,
    "wall": OPEN,
    "work": SIGNED_IN,
    "submissions": SIGNED_IN,
    "submission": WORKING_ON_IT,
    "review": {
        **SIGNED_IN,
        **{role: 404 for role in ROLES if role not in ("anonymous", "reviewer", "superuser")},
    },
    "original": WORKING_ON_IT,
    "uploaded": WORKING_ON_IT,
    "marked": WORKING_ON_IT,
    "printed": WORKING_ON_IT,
    "receipt": WORKING_ON_IT,
    "upload": FOR_CLERKS,
    "layouts": {**SIGNED_IN, **dict.fromkeys(("viewer", "catalogue_admin", "system_admin"), 403)},
    "answer": {**FOR_CLERKS, "reviewer": 200},
    "change_answer": NO_GET,
    "forget_answer": NO_GET,
    "forget_layout": NO_GET,
    "template": {**FOR_CLERKS, "neighbour": 404},
    "begin": NO_GET,
    "save": NO_GET,
    "begin_real": NO_GET,
    "nil": NO_GET,
    "explain": NO_GET,
    "drop": NO_GET,
    "reread": NO_GET,
    "answer_upload": NO_GET,
    "drop_upload": NO_GET,
    "read_again": NO_GET,
    "seen": NO_GET,
    "sign_off": NO_GET,
    "submit": NO_GET,
    "withdraw": NO_GET,
    "approve": NO_GET,
    "approve_together": NO_GET,
    "return": NO_GET,
    "undo": NO_GET,
    "login": {**dict.fromkeys(ROLES, 302), "anonymous": 200},
    "logout": NO_GET,
    "set_language": dict.fromkeys(ROLES, 302),
    "password_change": SIGNED_IN,
    "alive": OPEN,
    "ready": OPEN,
    "admin:index": STAFF,
}
OF_A_WAITING_FILE = ("answer_upload", "drop_upload", "read_again")
OF_A_DRAFT = ("begin_real", "save", "nil", "explain", "drop", "reread", "submit")
CHANGES = {
    **{name: {"clerk", "superuser"} for name in ("begin", *OF_A_DRAFT, *OF_A_WAITING_FILE)},
    "sign_off": {"checker", "superuser"},
    "withdraw": {"clerk", "superuser"},
    "approve": {"reviewer", "superuser"},
    "approve_together": {"reviewer", "superuser"},
    "return": {"reviewer", "superuser"},
    "undo": {"reviewer", "superuser"},
    **{
        name: {"clerk", "neighbour", "reviewer", "superuser"}
        for name in ("change_answer", "forget_answer", "forget_layout")
    },
}
POSTED = tuple(CHANGES)


def names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, f"{space}{inner}")
        elif pattern.name:
            yield f"{space}{pattern.name}"


@dataclass(frozen=True)
class World:
    """A small bureau, somebody of every role, and a submission that waits for review."""

    catalogue: Catalogue
    people: dict[str, User]
    waiting: Submission


def make_people(catalogue: Catalogue) -> dict[str, User]:
    return {
        "viewer": factories.make_user("viewer"),
        "clerk": factories.make_clerk("clerk", catalogue.gulou),
        "neighbour": factories.make_clerk("neighbour", catalogue.taijiang),
        "checker": factories.make_user("checker", Role.CHECKER, regions=[catalogue.gulou]),
        "reviewer": factories.make_reviewer("reviewer"),
        "auditor": factories.make_user("auditor", Role.AUDITOR),
        **{name: factories.make_user(name, role, is_staff=True) for name, role in STAFF_ROLES.items()},
        "superuser": factories.make_user("superuser", is_superuser=True, is_staff=True),
    }


@pytest.fixture(scope="module")
def made(one_transaction: None, tmp_path_factory: pytest.TempPathFactory) -> World:
    catalogue = factories.make_catalogue()
    people = make_people(catalogue)
    return World(catalogue, people, hand_in(catalogue, people["clerk"], tmp_path_factory.mktemp("handed")))


@pytest.fixture
def world(made: World, db: None) -> World:
    """The same for every test, which changes only a copy and what is rolled back after it."""
    return deepcopy(made)


@pytest.fixture
def catalogue(world: World) -> Catalogue:
    return world.catalogue


@pytest.fixture
def people(world: World) -> dict[str, User]:
    return world.people


@pytest.fixture
def waiting(world: World) -> Submission:
    return world.waiting


@pytest.fixture
def client_of(client: Client, people: dict[str, User], request: pytest.FixtureRequest) -> Client:
    role = request.node.callspec.params["role"]
    if role != "anonymous":
        client.force_login(people[role])
    return client


def hand_in(catalogue: Catalogue, by: User, folder: Path) -> Submission:
    """A submission that waits for review, from a real file."""
    path = factories.write_flat_sheet(
        folder / "q2.xlsx", [("养老床位数", 120, "张")], title="2023年二季度 鼓楼区"
    )
    return submissions.submit_file(examination=examine(path), path=path, by=by)[0]


def address(name: str, waiting: Submission) -> str:
    observation, release, answer = (
        Observation.objects.first(),
        Release.objects.first(),
        Answer.objects.first() or factories.make_answer(),
    )
    if name == "wall":
        return reverse(name, args=[displays.create(name="大厅", by=waiting.created_by)[1]])
    arguments = {
        "pillar": ["practical"],
        "overview_file": ["csv"],
        "pillar_file": ["practical", "csv"],
        "topic_file": ["eldercare", "xlsx"],
        "smalls_file": ["eldercare", "csv"],
        "targets_file": ["350102", "xlsx"],
        **{f"{each}_file": ["csv"] for each in ("compare", "matrix", "completeness", "releases")},
        "topic": ["eldercare"],
        "indicator": ["eldercare.beds"],
        "indicator_file": ["eldercare.beds", "trend", "csv"],
        "region": ["350102"],
        "observation": [observation.pk if observation else 0],
        "release": [release.number if release else 0],
        "correction": [release.number if release else 0],
        "undo": [release.number if release else 0],
        "template": ["eldercare_quarterly"],
        "begin": ["eldercare_quarterly"],
        **{each: ["eldercare_quarterly", "2023-Q2"] for each in ("review", "approve_together")},
        **{each: [waiting.pk, Upload.objects.latest("pk").pk] for each in ("drop", "reread")},
        "receipt": [Receipt.objects.latest("pk").pk],
        **{
            each: [Upload.objects.latest("pk").pk]
            for each in ("original", "uploaded", "marked", *OF_A_WAITING_FILE)
        },
        "answer": [answer.pk],
        "change_answer": [answer.pk],
        "forget_answer": [answer.pk],
        "forget_layout": [answer.layout_id],
    }
    own = [waiting.pk] if name in ("submission", "printed", *POSTED) else []
    query = "?region=350102&period=2023-Q2" if name == "template" else ""
    return reverse(name, args=arguments.get(name, own)) + query


def test_every_address_has_a_row() -> None:
    known = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}

    assert known | {"admin:index"} == set(GET)
    assert set(CHANGES) == {name for name, row in GET.items() if row is NO_GET} - {"logout", "seen"}


@pytest.mark.parametrize("name", GET)
def test_address_answers_each_reader(
    client: Client, catalogue: Catalogue, waiting: Submission, people: dict[str, User], name: str
) -> None:
    old = factories.make_observation(catalogue.beds, catalogue.taijiang)
    if name == "correction":
        Observation.objects.filter(pk=old.pk).update(superseded_in=factories.make_release())
        factories.make_observation(catalogue.beds, catalogue.taijiang, value=2)
    if name == "smalls_file":
        factories.make_drawn(catalogue)
    place = address(name, waiting)

    given = {}
    for role in ROLES:
        client.logout()
        if role != "anonymous":
            client.force_login(people[role])
        response = client.get(place)
        if response.streaming:
            list(response)  # to its end, or the connection is closed with it
        given[role] = response.status_code

    assert given == GET[name]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", POSTED)
def test_step_is_taken_only_by_those_who_may(
    client_of: Client,
    catalogue: Catalogue,
    waiting: Submission,
    people: dict[str, User],
    settings: LazySettings,
    name: str,
    role: str,
) -> None:
    settings.REGION_SIGN_OFF = name == "sign_off"
    if name in OF_A_DRAFT:
        submissions.withdraw(submission=waiting, by=people["clerk"])
    if name in OF_A_WAITING_FILE:
        long_ago = timezone.now() - timedelta(days=1) if name == "read_again" else None
        factories.make_upload(
            "q3.xlsx",
            b"asks",
            received_by=people["clerk"],
            state="reading" if long_ago else "asking",
            reading_since=long_ago,
        )
    if name == "begin_real":
        Submission.objects.update(is_demo=True)
    if name == "undo":
        releases.approve(submission=waiting, by=people["reviewer"])
    before = AuditEntry.objects.count()

    client_of.post(
        address(name, waiting),
        {
            "comment": "请核对",
            "chosen": waiting.pk,
            "reason": "误报",
            "blanks_meant": "on",
            "confirmed": "on",
            "sure": "on",
            "value": "万张",
            "given_up": "on",
            "region": "350102",
            "period": "2023-Q1",
            f"{catalogue.institutions.pk}-2023-Q2-text": "12" if name in OF_A_DRAFT else "",
        },
    )

    assert (AuditEntry.objects.count() != before) == (role in CHANGES[name])


@pytest.mark.parametrize("role", ROLES)
def test_file_is_taken_only_from_the_regions_own_clerk(
    client_of: Client, catalogue: Catalogue, people: dict[str, User], tmp_path: Path, role: str
) -> None:
    content = factories.write_flat_sheet(
        tmp_path / "q1.xlsx", [("养老床位数", 120, "张")], title="2023年一季度 鼓楼区"
    ).read_bytes()

    client_of.post("/uploads/new/", {"file": SimpleUploadedFile("q1.xlsx", content)})

    assert Upload.objects.filter(name="q1.xlsx").exists() == (role in ("clerk", "superuser"))


@pytest.mark.parametrize("role", ROLES)
def test_admin_opens_to_each_role_just_what_it_is_granted(
    client_of: Client, people: dict[str, User], role: str
) -> None:
    granted = {
        f"{action}_{model.__name__.lower()}"
        for models, actions in GRANTS.get(STAFF_ROLES.get(role), {}).items()
        for model in models
        for action in actions
    }
    read_only = {model.__name__.lower() for model in RECORDS}

    for name in names(get_resolver().url_patterns):
        if not name.startswith("admin:indicators_") or not name.endswith(("_changelist", "_add")):
            continue
        model, page = name.removeprefix("admin:indicators_").rsplit("_", 1)
        right = f"{'view' if page == 'changelist' else 'add'}_{model}"
        allowed = right in granted or (role == "superuser" and not (page == "add" and model in read_only))
        status = client_of.get(reverse(name)).status_code
        assert status == (302 if STAFF[role] == 302 else 200 if allowed else 403), name
