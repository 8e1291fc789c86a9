import pytest

from indicators.analytics.labels import label
from indicators.analytics.nature import Nature
from indicators.intake.findings import Code
from indicators.messages.english import in_english
from indicators.periods import Period

NATURES = (Nature.STOCK, Nature.FLOW, Nature.YTD, Nature.CUMULATIVE)


@pytest.mark.parametrize("nature", NATURES)
@pytest.mark.parametrize("text", ["2023-06", "2023-01", "2023-Q2", "2023-S1", "2022"])
def test_a_time_is_said_as_english_pages_say_it(nature: Nature, text: str) -> None:
    period = Period.parse(text)

    said = in_english(Code.FALLS, {"before_period": label(nature, period)})

    assert said == {"before_period": label(nature, period, "en")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("167张", "167 places"),
        ("-3人次", "-3 person-times"),
        ("35.6%", "35.6%"),
        ("120个", "120"),
        ("张", "places"),
    ],
)
def test_a_measure_is_said_in_english(text: str, expected: str) -> None:
    assert in_english(Code.JUMPS, {"before": text})["before"] == expected


def test_what_a_sheet_says_stays() -> None:
    params = {"given": "12户", "expected": "人", "indicator": "低保人数"}

    assert in_english(Code.UNIT_MISMATCH, params) == params | {"expected": "people"}
