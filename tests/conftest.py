"""What tests share: a small catalogue and the real one."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as site
from django.db import transaction
from django.db.models import Model
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

from indicators.intake.collecting import paused_collecting
from indicators.intake.reader import read
from indicators.intake.reader.read import start_child
from indicators.models import Department, Form, Indicator, Pillar, Region, Topic, User, Version
from indicators.services import catalogue_files
from tests import factories
from tests.factories import Catalogue
from tests.warm import Warm

SQLITE = site.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"
MIGRATED = site.TEST_HOME / "migrated.sqlite3"

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("postgres") and "postgresql" not in site.DATABASES["default"]["ENGINE"]:
            item.add_marker(pytest.mark.skip(reason="needs a PostgreSQL in DATABASE_URL"))


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """The tests themselves stay: no search for cycles need look at them again and again."""
    with paused_collecting():
        found = yield
    gc.freeze()
    return found


def pytest_unconfigure() -> None:
    shutil.rmtree(site.TEST_HOME, ignore_errors=True)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Before a worker starts."""
    if SQLITE:
        node.workerinput["migrated"] = str(MIGRATED)


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Migrate a database for all workers while they collect."""
    if SQLITE and session.config.getoption("dist", "no") != "no":
        command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
        place = {"DJANGO_SETTINGS_MODULE": "civaffairs.settings", "DATABASE_URL": f"sqlite:///{MIGRATED}"}
        subprocess.run(command, cwd=site.BASE_DIR, env=os.environ | place, check=True)


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, django_db_modify_db_settings: None) -> bool:
    """A worker begins with the database that is migrated already."""
    migrated = getattr(request.config, "workerinput", {}).get("migrated")
    if migrated:
        shutil.copy(migrated, site.DATABASES["default"]["TEST"]["NAME"])
    return bool(migrated or request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session", autouse=True)
def warm_reading(pytestconfig: pytest.Config) -> Iterator[None]:
    """Files are read in children that start at once, but where that is timed or watched in a browser."""
    if not hasattr(os, "fork") or pytestconfig.option.markexpr in ("benchmark", "browser"):
        yield
        return
    warm = Warm(read.get_environment())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read, "start_child", warm.start)
        yield
    warm.stop()


@pytest.fixture
def own_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is read as the site reads it, in an interpreter of its own."""
    monkeypatch.setattr(read, "start_child", start_child)


@pytest.fixture
def uploads() -> Path:
    """Where originals are kept; empty at first."""
    shutil.rmtree(site.UPLOADS_DIR, ignore_errors=True)
    site.UPLOADS_DIR.mkdir()
    return Path(site.UPLOADS_DIR)


@pytest.fixture(scope="module")
def one_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Around all tests of a module: what its fixtures make is made once, and is the same for each test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def small(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> tuple[Catalogue, list[list[Model]]]:
    """The small catalogue, and its rows, of which each test gets a copy."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue = factories.make_catalogue()
        rows = [list(model.objects.all()) for model in (Department, Pillar, Topic, Form, Region, Indicator)]
        transaction.set_rollback(True)
    return catalogue, rows


@pytest.fixture
def catalogue(db: None, small: tuple[Catalogue, list[list[Model]]]) -> Catalogue:
    """A city with districts, one of them with a zone inside, and one indicator of most natures."""
    made, rows = small
    restore(rows)
    return deepcopy(made)


@pytest.fixture(scope="session")
def loaded() -> list[list[Model]]:
    """The rows that loading the real catalogue made, filled by the first test that needs it."""
    return []


@pytest.fixture
def fuzhou(db: None, loaded: list[list[Model]]) -> Region:
    """The catalogue of fixtures/catalogue, loaded as the command does; gives the city."""
    return load(loaded)


@pytest.fixture(scope="module")
def same_fuzhou(one_transaction: None, loaded: list[list[Model]]) -> Region:
    """The same for all tests of a module, which leave it as it is."""
    return load(loaded)


def load(loaded: list[list[Model]]) -> Region:
    if Region.objects.exists() or not loaded:
        catalogue_files.load(paths=[site.CATALOGUE_DIR], by=None)
        every = apps.get_app_config("indicators").get_models()
        models = (model for model in every if model not in (User, Version))
        loaded[:] = [list(model.objects.all()) for model in models]
    else:
        restore(loaded)
    return Region.objects.get(parent__isnull=True)


def restore(tables: list[list[Model]]) -> None:
    for rows in filter(None, tables):
        type(rows[0]).objects.bulk_create(rows)
