"""Words for codes: what a finding's param means, why nothing is computed, how it stands, kinds of region."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from indicators.analytics.assessment import State
from indicators.analytics.nature import Nature
from indicators.analytics.refusals import Reason
from indicators.intake.findings import Code

Words = dict[str, Promise]

FREQUENCIES: Words = {
    "month": _("monthly"),
    "quarter": _("quarterly"),
    "half": _("half-yearly"),
    "year": _("yearly"),
}

ABSENCES: Words = {
    "not_reported": _("not reported"),
    "not_applicable": _("not applicable"),
    "withheld": _("withheld"),
    "discontinued": _("discontinued"),
    "withdrawn": _("withdrawn"),
}

NATURES: dict[Nature, Promise] = {
    Nature.STOCK: _("the end of the period"),
    Nature.FLOW: _("the period alone"),
    Nature.YTD: _("year to date"),
    Nature.CUMULATIVE: _("since the start"),
    Nature.RATE: _("a rate"),
    Nature.STANDARD: _("a standard"),
    Nature.MEAN: _("a mean"),
    Nature.RANK: _("a rank"),
    Nature.CONSTANT: _("a planned figure"),
}

SLIPS: Words = {
    "10": _("one digit too many"),
    "1/10": _("one digit too few"),
    "100": _("two digits too many, or a percentage taken twice"),
    "1/100": _("two digits too few, or a share instead of a percentage"),
    "1000": _("three digits too many, or 千 taken twice"),
    "1/1000": _("three digits too few, or 千 left out"),
    "10000": _("the unit: 万 taken twice, or a figure in 元 entered as one in 万元"),
    "1/10000": _("the unit: the figure is in 万"),
    "100000000": _("the unit: 亿 taken twice"),
    "1/100000000": _("the unit: the figure is in 亿"),
    "12": _("twelve months added up, or a year's standard instead of a month's"),
    "1/12": _("one month instead of twelve"),
}

WORDS: dict[Code, Words] = {
    Code.BROKEN_FILE: {
        "zip": _("the package is incomplete"),
        "nested_table": _("a table stands inside a cell"),
        "polyglot": _("it is two files in one"),
        "xml": _("its inner text is incomplete"),
        "xls": _("the old .xls format is violated"),
        "quotes": _("a quotation mark is never closed"),
        "missing_part": _("a part that every workbook has is missing"),
        "part_name": _("a part has a forbidden name"),
        "number": _("a cell is marked as a number and holds none"),
        "date": _("a cell is marked as a date and holds none"),
        "reference": _("a cell has no valid address"),
        "shared_strings": _("the text of a cell is missing"),
        "duplicate_cell": _("one cell is stored twice"),
        "merges": _("merged cells overlap"),
        "text": _("a cell holds a text that no workbook can"),
        "stopped": _("reading ended before its time"),
    },
    Code.NATURE_CONFLICT: {nature.value: name for nature, name in NATURES.items()},
    Code.UNKNOWN_FORMAT: {
        "binary": _("a program or other binary data"),
        "html": _("a web page"),
        "mht": _("a web page"),
        "zip": _("a packed archive"),
        "rar": _("a packed archive"),
        "7z": _("a packed archive"),
        "gzip": _("a packed archive"),
        "ole": _("an old Office document without a workbook"),
        "doc": _("an old Word document"),
        "ppt": _("a presentation"),
        "pptx": _("a presentation"),
        "odt": _("a text document"),
        "rtf": _("a text document"),
        "xlsb": _("a binary Excel workbook"),
        **dict.fromkeys(("png", "jpeg", "gif", "bmp", "tiff", "webp"), _("a picture")),
    },
    Code.NOT_A_NUMBER: {
        "empty": _("there is only blank space"),
        "no_number": _("there is no number in the text"),
        "character": _("a sign that numbers do not have"),
        "grouping": _("the thousands commas are misplaced"),
        "parentheses": _("brackets, which may mean a remark or a negative number"),
        "bound": _("a requirement, such as 至少, not a figure"),
        "date": _("a date"),
        "boolean": _("a yes or no"),
    },
    Code.RULE_BROKEN: {
        "error": _("Correct the figures."),
        "warning": _("Correct the figures, or give the reason."),
    },
    Code.SLIP: SLIPS,
    Code.REPAIR: SLIPS
    | {
        "transposed": _("two digits exchanged"),
        "digit": _("one digit mistyped"),
        "missing_part": _("a part left out"),
        "counted_twice": _("a part counted twice"),
    },
    Code.PERSONAL_DATA: {
        "header": _("a column of names, addresses, telephone or account numbers"),
        "identity_number": _("identity numbers"),
        "mobile_number": _("mobile numbers"),
        "e_mail": _("e-mail addresses"),
    },
}

REASONS: dict[Reason, Promise] = {
    Reason.NATURE_UNCONFIRMED: _("definition awaits confirmation"),
    Reason.NOT_COMPARED: _("does not apply to figures of this kind"),
    Reason.YTD_LEVEL: _("year-to-date figures are not compared with the previous period's"),
    Reason.ONLY_ONE_PERIOD: _("no comparable period yet"),
    Reason.CURRENT_MISSING: _("this period has no figure"),
    Reason.BASE_MISSING: _("the base period has no figure"),
    Reason.PREVIOUS_MISSING: _("the previous period has no figure"),
    Reason.BASE_NEGATIVE: _("the base is negative"),
    Reason.CURRENT_NEGATIVE: _("the year to date fell, so this period is negative"),
    Reason.BASE_ZERO: _("the base is zero"),
    Reason.DEFINITION_CHANGED: _("the definition has changed"),
    Reason.COVERAGE_DIFFERS: _("the two periods cover different regions"),
    Reason.INEXACT: _("only approximately known"),
    Reason.WITHIN_PRECISION: _("within the precision of the figures"),
    Reason.NOT_APPLICABLE: _("not applicable"),
    Reason.PARTS_MISSING: _("a part of the rate is missing"),
    Reason.INCOMPLETE: _("a sum that lacks a region is not judged"),
    Reason.NOT_JUDGED: _("a record of work, not judged"),
    Reason.PACE_UNKNOWN: _("without last year's end only whether the target is reached"),
    Reason.ONLY_MET: _("a requirement, only met or not"),
    Reason.NEITHER_BETTER: _("neither more nor less of it is better"),
    Reason.NOT_ADDED: _("the figures of districts are neither added up nor recomputed from parts"),
    Reason.NOBODY_BELOW: _("no district counted in the total reports it"),
    Reason.TOO_FEW: _("fewer than two districts have a whole figure"),
}

STATES: dict[State, Promise] = {
    State.AHEAD: _("ahead of schedule"),
    State.ON_TRACK: _("on schedule"),
    State.BEHIND: _("behind schedule"),
    State.ATTENTION: _("needs attention"),
    State.MET: _("met"),
    State.NOT_MET: _("not met"),
    State.HAPPENED: _("has happened"),
    State.NOT_HAPPENED: _("has not happened"),
    State.NO_TARGET: _("no target set"),
    State.NOT_REPORTED: _("not reported"),
    State.NOT_JUDGED: _("not judged"),
}

KINDS: Words = {
    "province": _("province"),
    "city": _("city"),
    "district": _("district"),
    "county": _("county"),
    "county_city": _("county-level city"),
    "zone": _("development zone"),
    "own_units": _("the bureau's own units"),
    "township": _("township"),
}
