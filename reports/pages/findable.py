"""What can be found by name: the catalogue, and the pages that a reader may open."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext_lazy, override

from indicators.messages.figures import language
from indicators.models import Indicator, Pillar, Region, Role, Topic, User
from indicators.models.catalogue import split
from indicators.services.rights import check_reads_answers, is_allowed
from reports.pages.spelling import fold


def _anybody(user: User) -> bool:
    return True


def _hands_in(user: User) -> bool:
    return user.has_role(Role.CLERK)


def _reads_answers(user: User) -> bool:
    return is_allowed(check_reads_answers, user)


def _enters_admin(user: User) -> bool:
    return user.is_staff


# The pages without a name in the catalogue, and who may open them.
PAGES: dict[str, tuple[Any, Callable[[User], bool]]] = {
    "overview": (gettext_lazy("Overview"), _anybody),
    "regions": (gettext_lazy("Districts"), _anybody),
    "work": (gettext_lazy("My work"), _anybody),
    "submissions": (gettext_lazy("Submissions"), _anybody),
    "releases": (gettext_lazy("Releases"), _anybody),
    "upload": (gettext_lazy("Hand in a file"), _hands_in),
    "layouts": (gettext_lazy("Sheet layouts"), _reads_answers),
    "password_change": (gettext_lazy("Change password"), _anybody),
    "admin:index": (gettext_lazy("Admin"), _enters_admin),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found; `words` are all its names, folded."""

    kind: str
    code: str
    name: str
    within: str
    aliases: tuple[str, ...]
    words: tuple[str, ...]


def get_entries(reader: User) -> list[Entry]:
    """All that the reader may open, each kind in its own order; the catalogue by one statement."""
    return [*_get_catalogue(), *_make_pages(reader)]


def _get_catalogue() -> list[Entry]:
    english = language() == "en"
    rows = _indicators().union(_topics(), _pillars(), _regions(), all=True)
    return [
        Entry(
            kind=kind,
            code=code,
            name=(name_en or name) if english else name,
            within=(within_en or within or "") if english else within or "",
            aliases=split(aliases),
            words=tuple(filter(None, map(fold, (name, name_en, code, *split(aliases), *split(former))))),
        )
        for kind, code, name, name_en, aliases, former, within, within_en, *_order in sorted(
            rows, key=lambda row: [order or 0 for order in row[8:]]
        )
    ]


def _text(text: str) -> Value:
    return Value(text, output_field=CharField())


NONE = _text("")


def _indicators() -> QuerySet[Any, tuple[Any, ...]]:
    return Indicator.objects.order_by().values_list(
        _text("indicator"),
        "code",
        "name",
        "name_en",
        "aliases",
        NONE,
        F("topic__name"),
        F("topic__name_en"),
        F("topic__pillar__order"),
        F("topic__order"),
        "order",
    )


def _topics() -> QuerySet[Any, tuple[Any, ...]]:
    return Topic.objects.order_by().values_list(
        _text("topic"),
        "code",
        "name",
        "name_en",
        NONE,
        NONE,
        F("pillar__name"),
        F("pillar__name_en"),
        F("pillar__order"),
        "order",
        Value(0),
    )


def _pillars() -> QuerySet[Any, tuple[Any, ...]]:
    return Pillar.objects.order_by().values_list(
        _text("pillar"),
        "code",
        "name",
        "name_en",
        "creed",
        "character",
        NONE,
        NONE,
        "order",
        Value(0),
        Value(0),
    )


def _regions() -> QuerySet[Any, tuple[Any, ...]]:
    return Region.objects.order_by().values_list(
        _text("region"),
        "code",
        "name",
        NONE,
        "aliases",
        "former_codes",
        F("parent__name"),
        NONE,
        "order",
        Value(0),
        Value(0),
    )


def _make_pages(reader: User) -> list[Entry]:
    """The pages that the reader may open, by their names in every language."""
    own = [(page, name) for page, (name, may_open) in PAGES.items() if may_open(reader)]
    chinese, english = _said_in("zh-hans", own), _said_in("en", own)
    return [
        Entry("page", page, str(name), "", (), (fold(zh), fold(en)))
        for (page, name), zh, en in zip(own, chinese, english, strict=True)
    ]


def _said_in(code: str, pages: Iterable[tuple[str, Any]]) -> list[str]:
    with override(code):
        return [str(name) for _page, name in pages]
