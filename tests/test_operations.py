"""What an operator may set is documented."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings as site

ROOT = Path(site.BASE_DIR)


def test_every_setting_from_the_environment_is_documented() -> None:
    names = re.findall(
        r"env\.\w+\(\s*\"([A-Z_]+)\"", (ROOT / "civaffairs" / "settings.py").read_text("utf-8")
    )
    documented = (ROOT / "docs" / "operations.md").read_text("utf-8")

    assert "SECRET_KEY" in names
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_lock_files_pin_everything_and_name_no_registry() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text("utf-8")
        packages = re.findall(r"^\w\S+==\S+.*\\$", text, re.MULTILINE)

        assert len(packages) > 10
        assert len(packages) == len(re.findall(r"^\w", text, re.MULTILINE))
        assert not re.search(r"https?://|--(?:extra-)?index-url |--find-links ", text)
