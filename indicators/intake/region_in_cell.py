"""The region that a cell or a text names, within the one that was chosen."""

from __future__ import annotations

from collections.abc import Iterable

from indicators.intake.asked import Asked, RefusedError, refused, settle, which_region
from indicators.intake.entries import RegionEntry
from indicators.intake.findings import Code, Severity
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index


def cell_region(text: str, index: Index, asked: Asked, sheet: str, cell: str) -> str:
    """The code of the region that a cell names, the chosen one or inside it; raises RefusedError."""
    found = index.region(text)
    code = found[0].code if len(found) == 1 else region_told(text, index, asked, sheet, cell)
    chosen = chosen_region(index, asked, sheet)
    if chosen and chosen.code not in (code, *index.ancestors(code)):
        given = index.regions[code].name
        raise refused(Code.REGION_CONFLICT, sheet, cell, given=given, expected=chosen.name)
    return code


def chosen_region(index: Index, asked: Asked, sheet: str) -> RegionEntry | None:
    """The region that was chosen, if any; raises RefusedError with UNKNOWN_REGION."""
    if not asked.region:
        return None
    found = index.region(asked.region)
    if len(found) != 1:
        raise unknown_region(asked.region, found, sheet, "")
    return found[0]


def region_told(text: str, index: Index, asked: Asked, sheet: str, cell: str) -> str:
    """The code of the region that a text was answered to mean; raises RefusedError with UNKNOWN_REGION."""
    found = index.region(text)
    refusal = unknown_region(text, found, sheet, cell)
    code = settle(refusal, asked)
    if code not in ({entry.code for entry in found} or index.regions):
        raise refusal
    return code


def unknown_region(text: str, candidates: Iterable[RegionEntry], sheet: str, cell: str) -> RefusedError:
    likely = tuple(candidates)
    return refused(
        Code.UNKNOWN_REGION,
        sheet,
        cell,
        Severity.ERROR,
        question=which_region(sheet, likely, flat(text)),
        given=text,
        candidates=names_of(likely),
    )


def names_of(entries: Iterable[RegionEntry]) -> str:
    return "、".join(entry.name for entry in entries)
