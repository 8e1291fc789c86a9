"""What `manage.py check` says of the settings of the pages."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register  # noqa: A004 - Django's own name

from reports.pages.base_map import BadMap, read_base_map


@register("maps")
def check_base_map(**_options: Any) -> list[CheckMessage]:
    """A base map that cannot be shown; the tile map stands in its place."""
    try:
        read_base_map()
    except BadMap as problem:
        return [Warning(f"MAP_FILE: {problem}", hint="The tile map is shown.", id="reports.W001")]
    return []
