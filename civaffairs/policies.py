"""What a password must be, by the name of a policy: how many days it may be kept, and how it is checked."""

from __future__ import annotations

from typing import Any

Validators = list[dict[str, Any]]
_DJANGO, _OURS = "django.contrib.auth.password_validation", "indicators.services.passwords"


def _policy(*, length: int, differs_from_last: int, mixed: bool) -> Validators:
    return [
        {"NAME": f"{_OURS}.Length", "OPTIONS": {"min_length": length}},
        {"NAME": f"{_DJANGO}.UserAttributeSimilarityValidator"},
        {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
        *([{"NAME": f"{_OURS}.ThreeOfFourClasses"}] if mixed else []),
        {"NAME": f"{_OURS}.History", "OPTIONS": {"count": differs_from_last}},
    ]


POLICIES: dict[str, tuple[int | None, Validators]] = {
    "mlps3": (90, _policy(length=10, differs_from_last=5, mixed=True)),  # GB/T 22239-2019, level 3
    "asvs": (None, _policy(length=12, differs_from_last=1, mixed=False)),  # OWASP: length instead of rules
}
