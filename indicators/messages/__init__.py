"""The sentences for what intake finds, what is not computed, how a figure stands, kinds of region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from indicators.analytics.assessment import State
from indicators.analytics.refusals import Reason
from indicators.intake.findings import Code
from indicators.messages.sentences import SENTENCES
from indicators.messages.words import ABSENCES, FREQUENCIES, KINDS, REASONS, STATES, WORDS

_PARAM = re.compile(r"%\((\w+)\)s")
_CODED = ("reason", "kind", "expected", "before", "do", "format")  # params that may be codes


def describe(code: Code, params: Mapping[str, str]) -> str:
    """What was found, what was expected and what to do; the place stands beside it."""
    return join(sentences(code, params))


def join(said: Iterable[str]) -> str:
    """Sentences one after the other, as the active language sets them."""
    return ("" if (get_language() or "").startswith("zh") else " ").join(said)


def sentences(code: Code, params: Mapping[str, str]) -> list[str]:
    """What was found, then what was expected and what to do.

    Of a code's sentences those are left out, except the first, whose params were not given.
    """
    words = FREQUENCIES | ABSENCES | WORDS.get(code, {})
    said = {
        name: str(words.get(value, value)) if name in _CODED else value
        for name, value in params.items()
        if value
    }
    first, *others = map(str, SENTENCES[code])
    spoken = [first] + [other for other in others if said.keys() >= set(_PARAM.findall(other))]
    return [_PARAM.sub(lambda found: said.get(found[1], "…"), sentence) for sentence in spoken]


def explain(reason: Reason) -> str:
    """Why something is not computed, in the active language."""
    return str(REASONS[reason])


def name_state(state: State) -> str:
    """How a figure stands, in the active language."""
    return str(STATES[state])


def name_kind(kind: str) -> str:
    """A kind of region, in the active language; one of the bureau's own is named as its catalogue does."""
    return str(KINDS.get(kind, kind))
