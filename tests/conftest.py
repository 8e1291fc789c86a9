"""What tests share: a folder for originals, small trees of the catalogue, the real catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import override_settings

from indicators.models import Region
from indicators.services import catalogue as catalogue_service
from tests import factories
from tests.factories import Catalogue


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("postgres") and "postgresql" not in site.DATABASES["default"]["ENGINE"]:
            item.add_marker(pytest.mark.skip(reason="needs a PostgreSQL in DATABASE_URL"))


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Originals go to a folder that lasts as long as the tests."""
    folder = tmp_path_factory.mktemp("uploads")
    storages = site.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        }
    }
    with override_settings(UPLOADS_DIR=folder, STORAGES=storages):
        yield folder


@pytest.fixture
def catalogue(db: None) -> Catalogue:
    """A city with districts, one of them with a zone inside, and one indicator of most natures."""
    return factories.make_catalogue()


@pytest.fixture
def fuzhou(db: None) -> Region:
    """The catalogue of fixtures/catalogue, loaded as the command does; gives the city."""
    catalogue_service.load(paths=[site.CATALOGUE_DIR], by=None)
    return Region.objects.get(parent__isnull=True)
