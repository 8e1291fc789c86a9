"""plotly.js as it is served: which file, in which version, under which policy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.management import call_command
from django.test import Client, override_settings

from civaffairs import finders

ROOT = Path(settings.BASE_DIR)
HEAD = (ROOT / "templates/components/chart_head.html").read_text("utf-8")
MODULE = (ROOT / "static/js/charts.js").read_text("utf-8")
MANIFEST = json.loads((ROOT / "package.json").read_text("utf-8"))
LOCK = (ROOT / "package-lock.json").read_text("utf-8")
BUNDLES = [finders.full_bundle(), *([finders.BASIC] if finders.BASIC.is_file() else [])]


def style_ids(bundle: str) -> set[str]:
    """The ids of the style elements that a bundle makes unless they are there already."""
    helper = re.search(r"function ([\w$]+)\((\w+),\w+,\w+\)\{var (\w+)=\"plotly\.js-style-\"\+\2", bundle)
    assert helper is not None
    names = set(re.findall(rf"(?<![\w$]){re.escape(helper[1])}\(\"([\w-]+)\"", bundle))
    others = set(
        re.findall(
            r"getElementById\(\"([^\"]+)\"\)\)\{var (\w+)=document\.createElement\(\"style\"\)", bundle
        )
    )
    return {f"plotly.js-style-{name}" for name in names} | {name for name, _variable in others}


@pytest.mark.parametrize("path", BUNDLES, ids=lambda path: path.name)
def test_pages_have_a_sheet_for_every_style_that_the_bundle_makes(path: Path) -> None:
    bundle = path.read_text("utf-8")
    links = set(re.findall(r"<link rel=\"stylesheet\"[^>]* id=\"([^\"]+)\"", HEAD))

    assert "plotly.js-style-global" in style_ids(bundle)
    assert style_ids(bundle) <= links
    assert len(re.findall(r"createElement\(\"style\"\)", bundle)) <= len(links)


def test_versions_agree() -> None:
    installed = finders.version_of(finders.full_bundle())

    assert MANIFEST["dependencies"] == {"plotly.js-basic-dist-min": installed}
    assert json.loads(LOCK)["packages"]["node_modules/plotly.js-basic-dist-min"]["version"] == installed


def test_lock_file_names_no_registry() -> None:
    assert not re.search(r"https?:|\"resolved\"", LOCK)
    assert '"integrity"' in LOCK


def test_wheels_file_is_served_where_npm_has_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(finders, "BASIC", tmp_path / "none.js")

    assert find(finders.NAME) == str(finders.full_bundle())


@pytest.mark.parametrize(("version", "is_served"), [("agreeing", True), ("1.0.0", False)])
def test_npms_file_is_served_in_the_same_version_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str, is_served: bool
) -> None:
    basic = tmp_path / "plotly-basic.min.js"
    said = finders.version_of(finders.full_bundle()) if version == "agreeing" else version
    basic.write_text(f"/**\n* plotly.js (basic - minified) v{said}\n*/\n", "utf-8")
    monkeypatch.setattr(finders, "BASIC", basic)

    assert (find(finders.NAME) == str(basic)) is is_served


def test_collecting_hashes_and_compresses_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    basic = tmp_path / "plotly-basic.min.js"
    version = finders.version_of(finders.full_bundle())
    basic.write_text(f"/**\n* plotly.js (basic) v{version}\n*/\n" + "var one = 1;\n" * 100, "utf-8")
    monkeypatch.setattr(finders, "BASIC", basic)
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "civaffairs.storage.StaticStorage"}}

    with override_settings(STATIC_ROOT=tmp_path / "static", STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)

    names = sorted(path.name for path in (tmp_path / "static" / "plotly").iterdir())
    assert [re.sub(r"\.[0-9a-f]{12}\.", ".", name) for name in names] == [
        "plotly.min.js",
        "plotly.min.js.br",
        "plotly.min.js.gz",
    ]


def test_charts_are_told_to_send_nothing_anywhere() -> None:
    config = re.search(r"const CONFIG = \{(.*?)\};", MODULE, re.DOTALL)

    assert config is not None
    for said in (
        "showSendToCloud: false",
        'plotlyServerURL: ""',
        "displayModeBar: false",
        "responsive: true",
    ):
        assert said in config[1]
    assert len(re.findall(r"Plotly\.(?:newPlot|react)\([^)]*, CONFIG\)", MODULE)) == 2
    assert len(re.findall(r"Plotly\.(?:newPlot|react)\(", MODULE)) == 2


def test_no_source_of_ours_names_the_vendors_service() -> None:
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "static").rglob("*.*")]

    for path in sources:
        assert not re.search(r"plotly\.com|chart-?studio|sendDataToCloud", path.read_text("utf-8")), path


def test_other_windows_are_kept_apart(client: Client, db: None) -> None:
    assert client.get("/sign-in/")["Cross-Origin-Opener-Policy"] == "same-origin"
