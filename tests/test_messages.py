"""Everything that is found, refused or judged has words, in both languages and in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from indicators.analytics.assessment import State
from indicators.analytics.refusals import Reason
from indicators.intake.findings import Code
from indicators.messages import describe, explain, name_state
from indicators.messages.sentences import SENTENCES
from indicators.messages.words import REASONS, STATES

VALIDATION = Path(__file__).resolve().parent.parent / "docs" / "validation.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_message_in_both_languages(code: Code) -> None:
    with override("en"):
        english = describe(code, {})
    with override("zh-hans"):
        chinese = describe(code, {})

    assert english
    assert english != chinese
    assert CHINESE.search(chinese)


def test_every_code_is_documented_once() -> None:
    lines = re.findall(r"^\| `(\w+)` \| \S+.* \| .+ \| .+ \|$", VALIDATION.read_text("utf-8"), re.MULTILINE)

    assert sorted(lines) == sorted(code.value for code in Code)


def test_nothing_else_has_words() -> None:
    assert set(SENTENCES) == set(Code)
    assert set(REASONS) == set(Reason)
    assert set(STATES) == set(State)


@given(
    code=st.sampled_from(Code),
    params=st.dictionaries(st.sampled_from(["given", "expected", "reason", "indicator"]), st.text()),
)
def test_describing_never_fails(code: Code, params: dict[str, str]) -> None:
    assert describe(code, params)


def test_params_are_put_in_place_as_they_are() -> None:
    with override("zh-hans"):
        said = describe(
            Code.NOT_A_NUMBER,
            {
                "indicator": "养老床位数",
                "given": "100%(x)s",
                "expected": "张",
                "character": "",
                "reason": "date",
            },
        )

    assert said.startswith("养老床位数：“100%(x)s”不是数值。")
    assert "原因：日期。" in said
    assert "应为以张计的数值。" in said


def test_sentences_without_their_params_are_left_out() -> None:
    with override("en"):
        without = describe(Code.NO_PERIOD, {"given": "", "expected": ""})
        with_both = describe(Code.NO_PERIOD, {"given": "2023年", "expected": "quarter"})

    assert "The text says" not in without
    assert "The text says: 2023年. Expected is a quarterly period." in with_both


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_explained(reason: Reason) -> None:
    with override("zh-hans"):
        assert CHINESE.search(explain(reason))


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_name(state: State) -> None:
    with override("zh-hans"):
        assert CHINESE.search(name_state(state))
