"""领导参阅: one sheet of paper with a summary written from the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.analytics.assessment import State
from reports.pages.charts import as_of, listed, sentences
from reports.pages.lacking import Lacking
from reports.pages.overview import OverviewPage, Told, get_overview_page
from reports.pages.pillar import Tally
from reports.pages.portfolios import Portfolios
from reports.pages.selection import Selection

_CALLING = (State.ATTENTION, State.BEHIND, State.NOT_MET, State.HAPPENED)
_UNJUDGED = (State.NOT_JUDGED, State.NO_TARGET, State.NOT_REPORTED)
# So much that a sheet holds; what is left out is counted.
MOST_TOLD, MOST_NAMED = 22, 6
SHORT = 700  # characters


@dataclass(frozen=True, slots=True)
class Paragraph:
    title: str
    text: str


@dataclass(frozen=True)
class BriefPage:
    selection: Selection
    portfolios: Portfolios
    release: str
    paragraphs: tuple[Paragraph, ...]
    told: tuple[Told, ...]
    untold: int
    is_demo: bool

    @property
    def is_corrected(self) -> bool:
        return any(one.is_corrected for one in self.told)

    @property
    def is_short(self) -> bool:
        """Whether a sheet holds it in larger type."""
        return (
            sum(len(one.text) for one in self.paragraphs) + sum(len(one.words) for one in self.told) <= SHORT
        )


def get_brief_page(selection: Selection) -> BriefPage:
    """All that the sheet shows, from what the overview of the same selection does."""
    page = get_overview_page(selection)
    paragraphs = (
        Paragraph(_("As a whole"), _whole(page)),
        Paragraph(_("For attention"), _calling(page)),
        Paragraph(_("Changed since the last period"), _named(one.words for one in page.turned)),
        Paragraph(_("Not reported"), _lacking(page.lacking)),
    )
    return BriefPage(
        selection=selection,
        portfolios=page.portfolios,
        release=as_of(selection),
        paragraphs=tuple(one for one in paragraphs if one.text) if selection.period else (),
        told=page.told[:MOST_TOLD],
        untold=max(0, len(page.told) - MOST_TOLD),
        is_demo=page.is_demo,
    )


def _whole(page: OverviewPage) -> str:
    """How many indicators have a figure, and how those that are judged stand."""
    said = {
        "region": page.selection.region,
        "period": page.selection.period_name,
        "reported": page.reported,
        "count": page.count,
    }
    judged = [tally for tally in page.tallies if tally.state.state not in _UNJUDGED]
    unjudged = [tally for tally in page.tallies if tally.state.state in _UNJUDGED]
    told = [
        _("%(region)s, %(period)s: %(reported)d of %(count)d indicators have a figure.") % said,
        *([_judged(judged)] if judged else []),
        *([_unjudged(unjudged)] if unjudged else []),
    ]
    return sentences(told)


def _judged(tallies: Sequence[Tally]) -> str:
    return _("Of %(count)d that are judged: %(states)s.") % _counted(tallies)


def _unjudged(tallies: Sequence[Tally]) -> str:
    return _("Of %(count)d that are not judged now: %(states)s.") % _counted(tallies)


def _counted(tallies: Sequence[Tally]) -> dict[str, object]:
    """How many there are of all these states, and of each."""
    return {
        "count": sum(tally.count for tally in tallies),
        "states": listed(
            _("%(state)s %(count)d") % {"state": tally.state.word, "count": tally.count} for tally in tallies
        ),
    }


def _calling(page: OverviewPage) -> str:
    """The indicators whose state calls for a look, the headline ones among them in their sentences below."""
    return _named(
        _("%(indicator)s (%(state)s)") % {"indicator": card.name, "state": card.state.word}
        for card in page.calling
        if card.state.state in _CALLING
    )


def _lacking(lacking: Sequence[Lacking]) -> str:
    """Who lacks how many figures of which forms that are overdue."""
    late = [one for one in lacking if one.is_overdue]
    if not lacking:
        return _("All that is due has been reported.")
    if not late:
        missing = sum(one.missing for one in lacking)
        return ngettext(
            "%(count)d figure is missing, of no form that is overdue.",
            "%(count)d figures are missing, of no form that is overdue.",
            missing,
        ) % {"count": missing}
    return _named(
        _("%(region)s: %(form)s (%(missing)d of %(expected)d figures)")
        % {"region": one.region, "form": one.form, "missing": one.missing, "expected": one.expected}
        for one in late
    )


def _named(texts: Iterable[str]) -> str:
    """The first of them, and how many more there are."""
    every = list(texts)
    if not every:
        return ""
    said = listed(every[:MOST_NAMED])
    more = len(every) - MOST_NAMED
    return _("%(said)s, and %(count)d more.") % {"said": said, "count": more} if more > 0 else _("%s.") % said
