"""What tests share: a small catalogue and the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.conf import settings as site

from indicators.models import Region
from indicators.services import catalogue_files
from tests import factories
from tests.factories import Catalogue


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("postgres") and "postgresql" not in site.DATABASES["default"]["ENGINE"]:
            item.add_marker(pytest.mark.skip(reason="needs a PostgreSQL in DATABASE_URL"))


def pytest_unconfigure() -> None:
    shutil.rmtree(site.TEST_HOME, ignore_errors=True)


@pytest.fixture
def uploads() -> Path:
    """Where originals are kept; empty at first."""
    shutil.rmtree(site.UPLOADS_DIR, ignore_errors=True)
    site.UPLOADS_DIR.mkdir()
    return Path(site.UPLOADS_DIR)


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    """A city with districts, one of them with a zone inside, and one indicator of most natures."""
    return factories.make_catalogue()


@pytest.fixture
def fuzhou(db: None) -> Region:
    """The catalogue of fixtures/catalogue, loaded as the command does; gives the city."""
    catalogue_files.load(paths=[site.CATALOGUE_DIR], by=None)
    return Region.objects.get(parent__isnull=True)
