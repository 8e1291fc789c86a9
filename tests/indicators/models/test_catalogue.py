"""What the catalogue refuses, because pages could not be drawn from it."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from indicators.models import Target
from tests import factories
from tests.factories import Catalogue


@pytest.mark.parametrize("profile", ["", "1", "0.2|0.5|0.8|1", "0|1/3|1", "0.5|0.5|0.5|1"])
def test_shares_rise_to_the_whole(catalogue: Catalogue, profile: str) -> None:
    factories.make_target(catalogue.visits, catalogue.city, 9, profile=profile).full_clean()


@pytest.mark.parametrize(
    "profile", ["a|b|2", "0.5", "0.8|0.5|1", "-1|1", "1/0|1", "0.2|0.4|0.6|0.8|1", "0.5||1", "1e999999999|1"]
)
def test_other_shares_are_refused(catalogue: Catalogue, profile: str) -> None:
    target = factories.make_target(catalogue.visits, catalogue.city, 9, profile=profile)

    with pytest.raises(ValidationError) as caught:
        target.full_clean()

    assert list(caught.value.message_dict) == ["profile"]


def test_shares_are_exact() -> None:
    assert Target(profile="0.2|1").shares == (Fraction(1, 5), Fraction(1))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decimals": 99}, "decimals"),
        ({"numerator": "cremated"}, "denominator"),
    ],
)
def test_indicator_that_cannot_be_computed_is_told_in_words(
    catalogue: Catalogue, change: dict[str, object], field: str
) -> None:
    for name, value in change.items():
        setattr(catalogue.beds, name, catalogue.cremated if value == "cremated" else value)

    with pytest.raises(ValidationError) as caught:
        catalogue.beds.full_clean()

    assert field in caught.value.message_dict
    assert "约束" not in str(caught.value)


@pytest.mark.parametrize("day", [0, 32])
def test_form_is_due_on_a_day_that_there_is(catalogue: Catalogue, day: int) -> None:
    catalogue.form.due_day = day

    with pytest.raises(ValidationError):
        catalogue.form.full_clean()


@pytest.mark.parametrize("code", ["a/b", "鼓楼", "a b", "-a", "a?"])
def test_code_of_a_region_can_stand_in_an_address(catalogue: Catalogue, code: str) -> None:
    catalogue.gulou.code = code

    with pytest.raises(ValidationError) as caught:
        catalogue.gulou.full_clean()

    assert "code" in caught.value.message_dict


def test_target_is_for_a_year(catalogue: Catalogue) -> None:
    with pytest.raises(ValidationError):
        factories.make_target(catalogue.visits, catalogue.city, 9, year=20222).full_clean()
