"""The names of the catalogue within findings, with times and units, for readers of English."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from indicators.intake.findings import Code
from indicators.messages.english import in_english
from indicators.messages.figures import language
from indicators.models import Form, Indicator

NAMED = ("indicator", "form", "formula", "candidates", "suggestions", "missing")
LISTS = ("candidates", "suggestions", "missing", "columns", "others")
Rename = Callable[[Code, Mapping[str, str]], dict[str, str]]


def get_rename() -> Rename:
    """What gives a finding's params to the reader: as they are in Chinese, in English with English names."""
    if language() != "en":
        return lambda _code, params: dict(params)
    names = {
        name: english
        for model in (Form, Indicator)
        for name, english in model._default_manager.values_list("name", "name_en")
        if english
    }
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def rename(code: Code, params: Mapping[str, str]) -> dict[str, str]:
        named = (*NAMED, "expected") if code is Code.CODE_NAME_CONFLICT else NAMED
        said = in_english(code, params)
        for key in said.keys() & {*named, *LISTS}:
            if key in LISTS:
                said[key] = said[key].replace("、", ", ")
            if key in named:
                said[key] = pattern.sub(lambda found: names[found[0]], said[key])
        return said

    return rename
