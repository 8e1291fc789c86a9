"""What pages say is what the documents say they say."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

from indicators.analytics.refusals import Reason
from indicators.messages import explain


def test_arithmetic_gives_the_reasons_in_the_words_of_the_pages() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "arithmetic.md").read_text()
    written = dict(re.findall(r"^\| (\w+) \| (.*?) \|", text.split("## 9.")[1], re.M))

    with translation.override("zh-hans"):
        assert {reason.value: explain(reason) for reason in Reason}.items() <= written.items()
