"""The region that stands above a table: what was chosen, what furniture, titles and sheet name say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicators.intake.asked import Asked, RefusedError, refused, which_region
from indicators.intake.entries import RegionEntry
from indicators.intake.findings import Code
from indicators.intake.layout.furniture import at, regions_said
from indicators.intake.layout.table import Line, Table
from indicators.intake.layout.words import flat
from indicators.intake.matching import Index, is_everywhere
from indicators.intake.questions import Ask, Question
from indicators.intake.region_in_cell import cell_region, chosen_region, names_of, region_told, unknown_region
from indicators.intake.scopes import check_titles, places_said, scope_told

_PLACES = tuple("省市县区州盟旗镇乡")


def table_region(table: Table, top: Sequence[Line], index: Index, asked: Asked) -> str:
    """The code of the region that stands above a table or, where none does, above the sheet's first (`top`).

    Raises RefusedError with NO_REGION, UNKNOWN_REGION or REGION_CONFLICT.
    """
    sheet = table.grid.sheet
    chosen = chosen_region(index, asked, sheet)
    stated = stated_regions(table.above, index, sheet, asked) or stated_regions(top, index, sheet, asked)
    if stated and not stated[0][0] and not chosen:
        raise unknown_region(stated[0][1].text, (), sheet, at(stated[0][1]))
    is_told = (Ask.REGION, sheet, "") in asked.answers  # not even a choice tells what 某市（不含某县） is
    if scope := None if is_told else scope_told(table.above or top, index, asked, sheet):
        chosen = index.regions[cell_region(scope.code, index, asked, sheet, "")]
    named = index.region(sheet)
    expected = chosen or (index.regions[stated[0][0]] if stated else None)
    for code, line in stated:
        if expected and code != expected.code:
            own = Question(Ask.REGION, sheet, flat(line.text), (expected.code,))  # what the text means
            whole = Question(Ask.REGION, sheet, "", (code,)) if chosen else None
            raise refused(
                Code.REGION_CONFLICT,
                sheet,
                at(line),
                question=whole if code else own,
                given=line.text,
                expected=expected.name,
            )
    if stated and expected and not chosen:
        check_titles(table.above, expected, index, sheet)
    if stated and expected:
        if len(named) == 1 and named[0] != expected:
            raise refused(Code.REGION_CONFLICT, sheet, "", given=sheet, expected=expected.name)
        return expected.code
    titles = regions_in(index, [sheet, *places_said(table.above)])
    titles = titles or regions_in(index, places_said(top))
    if not titles and is_everywhere(sheet):
        titles = named
    question = which_region(sheet, titles)
    if chosen:
        within = {chosen.code, *index.ancestors(chosen.code)}
        if titles and not within & {entry.code for entry in titles}:
            given, expected_name = names_of(titles), chosen.name
            raise refused(
                Code.REGION_CONFLICT, sheet, "", question=question, given=given, expected=expected_name
            )
        return chosen.code
    if len(titles) == 1:
        return titles[0].code
    raise refused(Code.NO_REGION, sheet, "", question=question, given=names_of(titles))


def stated_regions(lines: Iterable[Line], index: Index, sheet: str, asked: Asked) -> list[tuple[str, Line]]:
    """What 地区编码 and 编制单位 name: a code, or an empty string for a place outside the catalogue."""
    codes, names = regions_said(lines)
    stated = []
    for line in (*codes, *names):
        found = index.region(line.text)
        is_place = line in codes or line.text.removesuffix("民政局").endswith(_PLACES)
        if len(found) == 1:
            stated.append((found[0].code, line))
        elif found or is_place:  # else a department
            try:
                stated.append((region_told(line.text, index, asked, sheet, at(line)), line))
            except RefusedError as refusal:
                if found or refusal.finding.code is Code.LEFT_OUT:
                    raise
                stated.append(("", line))
    return stated


def regions_in(index: Index, texts: Iterable[str]) -> tuple[RegionEntry, ...]:
    """The regions that titles name, without those that hold another of them."""
    found = {entry.code: entry for text in texts for entry in index.regions_in(text)}
    above = {code for each in found for code in index.ancestors(each)}
    return tuple(entry for code, entry in found.items() if code not in above)
