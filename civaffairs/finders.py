"""Where plotly.js comes from: what is installed, so that the browser's version is Python's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "plotly/plotly.min.js"
BASIC = Path(settings.BASE_DIR) / "node_modules" / "plotly.js-basic-dist-min" / "plotly-basic.min.js"
_VERSION = re.compile(rb"plotly\.js \D*v(\d+\.\d+\.\d+)")


def full_bundle() -> Path:
    """The plotly.js of the installed wheel; raises ModuleNotFoundError without one."""
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("plotly")
    return Path(spec.origin).parent / "package_data" / "plotly.min.js"


def bundle() -> Path:
    """The smaller file of npm where it is installed in the same version, else the wheel's."""
    full = full_bundle()
    return BASIC if BASIC.is_file() and version_of(BASIC) == version_of(full) else full


def version_of(path: Path) -> str:
    """The version that a bundle states in its first lines; raises ValueError."""
    with path.open("rb") as file:
        found = _VERSION.search(file.read(300))
    if found is None:
        raise ValueError(f"No version in {path}")
    return found[1].decode()


class PlotlyStorage(FileSystemStorage):
    """A folder with one file in it, whatever that is called where it is installed."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(bundle()) if name == NAME else super().path(name)


class PlotlyFinder(BaseFinder):
    """Gives plotly.js the address `plotly/plotly.min.js`."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(bundle())] if path == NAME else []
        return found if find_all else next(iter(found), None)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        yield NAME, PlotlyStorage(location=settings.BASE_DIR)
