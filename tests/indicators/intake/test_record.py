"""What a file gave reads back as it was."""

import json
from dataclasses import replace
from decimal import Decimal

from indicators.intake.findings import Code, Finding, Severity, Subject
from indicators.intake.record import pack, unpack
from indicators.periods import Period
from indicators.quantities import Absence, Qualifier
from tests.indicators.intake.test_marking import figure


def test_record_reads_back_as_it_was_written() -> None:
    rounded = replace(figure(), value=Decimal("75800"), qualifier=Qualifier.ABOUT, margin=Decimal("50"))
    absent = replace(figure("B3"), value=None, absence=Absence.WITHHELD)
    findings = (
        Finding(Severity.NOTE, Code.IGNORED_COLUMN, "表一", "C1", {"column": "上期"}),
        Finding(
            Severity.WARNING, Code.FALLS, "表一", "B2", {}, Subject("a", "350102", Period.parse("2023-06"))
        ),
    )

    read = unpack(json.loads(json.dumps(pack((rounded, absent), findings))))

    assert read.figures == (rounded, absent)
    assert read.findings == findings
