from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from indicators.analytics.nature import Nature
from indicators.intake.entries import Catalogue, IndicatorEntry
from indicators.intake.figure import Figure
from indicators.intake.findings import Code, Severity
from indicators.intake.history import Known, key_of
from indicators.intake.typed import NIL
from indicators.intake.unusual import MOST, check_unusual
from indicators.periods import Frequency, Period
from indicators.quantities import Qualifier

ENDS = [f"{year}-Q{n}" for year in (2021, 2022) for n in (1, 2, 3, 4)]
BEDS = [1203, 1210, 1215, 1222, 1226, 1231, 1240, 1248]
VISITS = {"2022-Q1": 33, "2022-Q2": 66, "2022-Q3": 97, "2022-Q4": 130, "2023-Q1": 34}
ZERO = Decimal(0)


def entry(code="beds", nature="stock", **fields):
    plain = {"name": code, "aliases": (), "unit": "张", "form": "eldercare", "decimals": 0}
    return IndicatorEntry(code, nature=Nature(nature), frequency=Frequency.QUARTER, **(plain | fields))


def figure(value, *, of="beds", when="2023-Q1", **fields):
    plain = {"absence": None, "unit": "张", "printed": str(value), "printed_unit": ""}
    plain |= {"qualifier": Qualifier.EXACT, "margin": ZERO, "sheet": "表1", "cell": "D3"}
    return Figure(of, "350102", Period.parse(when), Decimal(value), **(plain | fields))


def known(values, of, **fields):
    stated = {"absence": "", "qualifier": "exact", "margin": ZERO, "release": 1, "observation": 1} | fields
    return {
        key_of(figure(value, of=of.code, when=when), of): Known(Period.parse(when), Decimal(value), **stated)
        for when, value in values.items()
    }


def found(figures, approved, *entries, breaks=None, is_demo=False):
    catalogue = Catalogue(entries, ())
    return list(check_unusual(figures, approved, catalogue=catalogue, breaks=breaks or {}, is_demo=is_demo))


def codes(findings):
    return [each.code for each in findings]


def history(of, values=BEDS, **fields):
    return known(dict(zip(ENDS, values, strict=True)), of, **fields)


def test_finding_names_cell_figure_what_was_given_and_what_was_expected():
    beds = entry()

    (warning,) = found([figure(12500)], history(beds), beds)

    assert (warning.severity, warning.code, warning.sheet, warning.cell) == (
        Severity.WARNING,
        Code.SLIP,
        "表1",
        "D3",
    )
    assert warning.subject == figure(12500).subject
    assert warning.params == {
        "indicator": "beds",
        "given": "12500张",
        "period": "2023年3月末",
        "before": "1248张",
        "before_period": "2022年12月末",
        "likely": "1250张",
        "reason": "10",
    }


def test_jump_says_the_bounds_in_three_digits():
    beds = entry()

    (warning,) = found([figure(1800)], history(beds), beds)

    assert warning.code is Code.JUMPS
    assert (warning.params["low"], warning.params["high"]) == ("1130张", "1390张")


@pytest.mark.parametrize("stated", [{"absence": "withdrawn"}, {"is_demo": True}])
def test_withdrawn_and_invented_figures_are_no_history(stated):
    beds = entry()

    assert found([figure(12500)], history(beds, **stated), beds) == []


def test_demonstration_is_compared_with_the_demonstration():
    beds = entry()

    assert codes(found([figure(12500)], history(beds, is_demo=True), beds, is_demo=True)) == [Code.SLIP]


def test_new_definition_begins_a_new_history():
    beds = entry()

    assert found([figure(12500)], history(beds), beds, breaks={"beds": (date(2023, 1, 1),)}) == []


def test_figure_of_a_nature_to_be_confirmed_is_not_compared():
    beds = entry(confirmed=False)

    assert found([figure(12500)], history(beds), beds) == []


def test_figure_that_is_approved_already_is_not_suspected_again():
    beds = entry()
    approved = history(beds) | known({"2023-Q1": 12500}, beds)

    assert found([figure(12500)], approved, beds) == []


def test_suspected_figure_is_no_history_of_the_next():
    beds = entry()
    figures = [figure(12500), figure(1255, when="2023-Q2")]

    assert codes(found(figures, history(beds), beds)) == [Code.SLIP]


def test_quarter_alone_is_told_instead_of_the_fall():
    visits = entry("visits", "ytd")

    (warning,) = found([figure(31, of="visits", when="2023-Q2")], known(VISITS, visits), visits)

    assert warning.code is Code.PERIOD_ALONE
    assert warning.params["span"] == "2023年二季度"
    assert warning.params["likely"] == "65张"


def test_correction_that_makes_the_next_figure_fall_is_told_with_both():
    visits = entry("visits", "ytd")
    approved = known({"2023-Q1": 34, "2023-Q2": 60}, visits)

    (warning,) = found([figure(70, of="visits")], approved, visits)

    assert warning.code is Code.FALLS
    assert (warning.params["before"], warning.params["given"]) == ("70张", "60张")
    assert warning.params["period"] == "2023年1—6月"


def test_figure_between_a_higher_and_a_lower_one_falls_once():
    visits = entry("visits", "ytd")
    approved = known({"2022-Q1": 34, "2022-Q3": 20}, visits)

    assert codes(found([figure(30, of="visits", when="2022-Q2")], approved, visits)) == [Code.FALLS]


SHARES = [35, 36, 34, 35, 36, 35, 34, 36]


@pytest.mark.parametrize("confirmed", [True, False])
def test_share_entered_as_a_percentage_is_told_with_and_without_a_history(confirmed):
    rate = entry("rate", "rate", unit="%", confirmed=confirmed)
    given = figure("0.356", of="rate", unit="%")

    (first,) = found([given], {}, rate)
    (later,) = found([given], history(rate, SHARES), rate)

    assert (first.severity, first.code) == (Severity.WARNING, Code.SHARE)
    assert first.params == {
        "indicator": "rate",
        "given": "0.356%",
        "period": "2023年一季度",
        "likely": "35.6%",
    }
    assert (later.severity, later.code) == (Severity.WARNING, Code.SLIP if confirmed else Code.SHARE)
    assert (later.params["before"], later.params["likely"]) == ("36%", "35.6%")


def test_what_is_no_percentage_or_always_was_as_little_is_no_share():
    rate, per = entry("rate", "rate", unit="%"), entry("per", "rate", unit="人/万人")
    little = known({"2022-Q4": "0.4"}, rate)

    assert not found([figure("0.356", of="per", unit="人/万人")], {}, per)
    assert not found([figure("0.356", of="rate", unit="%")], little, rate)


def test_a_clerk_gets_no_more_than_he_reads_the_most_telling_first():
    entries = [entry(f"beds{n}") for n in range(10)]
    approved = {key: old for each in entries for key, old in history(each).items()}
    figures = [figure(1800, of=each.code) for each in entries[:-1]] + [figure(12500, of="beds9")]

    said = found(figures, approved, *entries)

    assert codes(said) == [Code.SLIP, *[Code.JUMPS] * (MOST - 1), Code.MORE_UNUSUAL]
    assert said[-1].severity is Severity.NOTE
    assert said[-1].params == {"count": "3"}


def vector(values, when="2023-Q2", **fields):
    entries = [entry(f"visits{n}", "ytd") for n, _value in enumerate(values)]
    figures = [figure(value, of=f"visits{n}", when=when, **fields) for n, value in enumerate(values)]
    return entries, figures


def approved_before(entries, figures):
    pairs = zip(entries, figures, strict=True)
    return {key: old for of, each in pairs for key, old in known({"2022-Q2": each.value}, of).items()}


def test_all_figures_of_another_period_are_told_once():
    entries, figures = vector([120, 35, 48, 7])
    approved = approved_before(entries, figures)

    (warning,) = found(figures, approved, *entries)

    assert (warning.code, warning.severity, warning.subject) == (Code.REPEATS_PERIOD, Severity.WARNING, None)
    assert (warning.params["count"], warning.params["period"]) == ("4", "2022年二季度")


@pytest.mark.parametrize(
    ("values", "note"), [([120, 35], ""), ([12, 3, 4, 5], ""), ([0, 0, 0], ""), ([120, 35, 48], NIL)]
)
def test_few_or_small_figures_and_a_nil_return_may_equal_anothers(values, note):
    entries, figures = vector(values, note=note)
    approved = approved_before(entries, figures)

    assert found(figures, approved, *entries) == []


def test_one_other_figure_makes_it_another_period():
    entries, figures = vector([120, 35, 48, 7])
    approved = approved_before(entries, figures)
    figures[1] = figure(36, of="visits1", when="2023-Q2")

    assert found(figures, approved, *entries) == []
