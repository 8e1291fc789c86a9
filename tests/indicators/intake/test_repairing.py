from __future__ import annotations

from decimal import Decimal

from indicators.analytics.repairs import Ruled
from indicators.analytics.rules import parse
from indicators.intake.findings import Code, Severity
from indicators.intake.repairing import suggest_repairs
from tests.indicators.intake.test_unusual import entry, figure


def suggested(*formulas, approved=None, **values):
    given = {
        code: figure(value, of=code, cell=f"D{row}")
        for row, (code, value) in enumerate(values.items(), start=3)
    }
    known = {code: each.value for code, each in given.items()} | (approved or {})
    entries = {code: entry(code) for code in known}
    return list(suggest_repairs([Ruled(parse(formula)) for formula in formulas], known, given, entries))


def test_note_names_the_cell_what_it_holds_what_would_do_and_the_likely_slip():
    (note,) = suggested(
        "total=home+own", "own=big+small", total=1334, home=100, own=1243, big=1000, small=234
    )

    assert (note.severity, note.code, note.cell) == (Severity.NOTE, Code.REPAIR, "D5")
    assert note.params == {"best": "D5 own 1243 → 1234张", "reason": "transposed"}


def test_likely_slip_comes_before_the_alternatives():
    (note,) = suggested("total=home+own", total=60, home=10, own=500)

    assert note.params["best"] == "D5 own 500 → 50张"
    assert note.params["others"] == "D3 total 60 → 510张"


def test_sum_that_any_of_many_parts_may_spoil_says_it_all_itself():
    assert suggested("total=a+b+c", total=97, a=31, b=23, c=17) == []


def test_approved_figure_of_another_form_is_not_to_be_changed():
    (note,) = suggested("total=home+own", approved={"total": Decimal(30)}, home=10, own=11)

    assert note.params["best"] == "D3 home 10 → 19张"
    assert note.params["others"] == "D4 own 11 → 20张"


def test_several_cells_are_told_where_one_will_not_do():
    notes = suggested("a=x+y", "b=x+z", "c=y+z", a=10, b=10, c=11, x=4, y=4, z=5)

    assert {note.code for note in notes} <= {Code.REPAIR, Code.REPAIR_OF_SEVERAL}
    assert notes[0].params["count"] == "2"


def test_part_above_its_whole_has_no_certain_repair():
    assert suggested("part<=whole", part=12, whole=10) == []
