"""Every figure of the 2023 work report, as it was printed."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.quantities import QuantityError, Reason, convert, parse_quantity

FIGURES = Path(__file__).parents[4] / "shared" / "data" / "report_2023_figures.csv"
NO_QUANTITY = {
    "每年至少2次": Reason.BOUND,  # a requirement
    "已全面整改到位": Reason.NO_NUMBER,  # 38 of 38: the number stands elsewhere in the report
}
RATE = (
    "10.9名"  # 名 of each 10,000 people, so of another unit, and rounded as a rate is: the text tells neither
)

pytestmark = pytest.mark.skipif(not FIGURES.exists(), reason="the report's figures are not here")


def figures():
    with FIGURES.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_figure_parses_to_its_value_and_qualifier():
    stated = [row for row in figures() if row["printed"] not in {*NO_QUANTITY, RATE}]

    read = [parse_quantity(row["printed"]) for row in stated]

    assert len(read) == 87
    for row, quantity in zip(stated, read, strict=True):
        value = convert(quantity.value, quantity.unit or row["unit"], row["unit"])
        assert (value, quantity.qualifier) == (Decimal(row["value"]), row["qualifier"]), row["printed"]


@pytest.mark.parametrize(("printed", "reason"), NO_QUANTITY.items())
def test_what_states_no_quantity_is_refused(printed, reason):
    assert printed in {row["printed"] for row in figures()}

    with pytest.raises(QuantityError) as caught:
        parse_quantity(printed)

    assert caught.value.reason is reason


def test_a_rate_is_read_as_far_as_its_text_tells():
    (row,) = (row for row in figures() if row["printed"] == RATE)

    quantity = parse_quantity(RATE)

    assert quantity.value == Decimal(row["value"])
    assert (quantity.unit, quantity.qualifier, row["qualifier"]) == ("名", "exact", "rounded")
