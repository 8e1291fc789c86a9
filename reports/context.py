"""What every page's frame shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from indicators.models import Region
from reports.marks import marks_of
from reports.pages.catalogue import get_catalogue


def site(request: HttpRequest) -> dict[str, Any]:
    """The bureau's name, the pillars and whether there is a catalogue, read only where a page shows them."""
    catalogue: Any = SimpleLazyObject(lambda: get_catalogue(marks_of(request).catalogue))
    root: Any = SimpleLazyObject(lambda: catalogue.root)
    return {
        "bureau": SimpleLazyObject(lambda: _bureau_name(root)),
        "has_catalogue": root,
        "pillars": SimpleLazyObject(lambda: catalogue.pillars),
        "rising_is_red": settings.RISING_IS_RED,
    }


def _bureau_name(root: Region | None) -> str:
    if settings.BUREAU_NAME:
        return str(settings.BUREAU_NAME)
    return _("%s Civil Affairs Bureau") % root.name if root else _("Civil Affairs Bureau")
