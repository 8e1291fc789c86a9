"""What a check says about a file or a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the child that reads a file, and starts for each, needs neither
    from indicators.intake.questions import Question
    from indicators.periods import Period


class Severity(StrEnum):
    ERROR = "error"  # blocks
    QUESTION = "question"  # blocks until answered
    WARNING = "warning"  # asks for a reason
    NOTE = "note"  # is only said


class Code(StrEnum):
    """Everything that intake can say; the words are in `messages`, one line each in docs/validation.md."""

    # The file
    EMPTY_FILE = "empty_file"
    FILE_TOO_LARGE = "file_too_large"
    UNKNOWN_FORMAT = "unknown_format"
    BROKEN_FILE = "broken_file"
    PASSWORD_PROTECTED = "password_protected"  # noqa: S105 - what a file is, not a secret
    MACROS = "macros"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_CELLS = "too_many_cells"
    FAR_CELL = "far_cell"
    FORBIDDEN_XML = "forbidden_xml"
    READING_LIMIT = "reading_limit"
    UNKNOWN_ENCODING = "unknown_encoding"
    SPLIT_NUMBER = "split_number"
    EXTERNAL_LINKS = "external_links"
    PERSONAL_DATA = "personal_data"
    SAME_FILE = "same_file"
    # The sheet
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_VALUES = "hidden_values"
    HIDDEN_COLUMNS = "hidden_columns"
    NO_TABLE = "no_table"
    NO_PERIOD = "no_period"
    UNKNOWN_PERIOD = "unknown_period"
    PERIOD_CONFLICT = "period_conflict"
    NO_REGION = "no_region"
    UNKNOWN_REGION = "unknown_region"
    REGION_CONFLICT = "region_conflict"
    BLANK_BELOW = "blank_below"
    WHICH_VALUE_COLUMN = "which_value_column"
    IGNORED_COLUMN = "ignored_column"
    LEFT_OUT = "left_out"
    NO_FIGURES = "no_figures"
    LAYOUT_CHANGED = "layout_changed"
    REMEMBERED = "remembered"
    # The row
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNKNOWN_CODE = "unknown_code"
    AMBIGUOUS_INDICATOR = "ambiguous_indicator"
    CODE_NAME_CONFLICT = "code_name_conflict"
    NO_UNIT = "no_unit"
    UNIT_CONFLICT = "unit_conflict"
    NEARER_UNIT = "nearer_unit"
    UNIT_MISMATCH = "unit_mismatch"
    DOUBLE_SCALE = "double_scale"
    WRONG_FREQUENCY = "wrong_frequency"
    DUPLICATE = "duplicate"
    NATURE_CONFLICT = "nature_conflict"
    SPAN_UNSAID = "span_unsaid"
    STRUCK_THROUGH = "struck_through"
    SHOWN_SCALED = "shown_scaled"
    TOTAL_DISAGREES = "total_disagrees"
    TOTAL_LACKS = "total_lacks"
    SUBTOTAL = "subtotal"
    PERIOD_SUM = "period_sum"
    SUM_OF_LEVELS = "sum_of_levels"
    # The cell
    NOT_A_NUMBER = "not_a_number"
    CELL_ERROR = "cell_error"
    UNCOMPUTED_FORMULA = "uncomputed_formula"
    NEGATIVE = "negative"
    OVER_HUNDRED = "over_hundred"
    NOT_WHOLE = "not_whole"
    VALUE_TOO_LARGE = "value_too_large"
    ROUNDED = "rounded"
    PRINTED_DISAGREES = "printed_disagrees"
    ABSENT = "absent"
    UNKNOWN_ABSENCE = "unknown_absence"
    ABSENCE_AND_VALUE = "absence_and_value"
    # Against what is known
    RULE_BROKEN = "rule_broken"
    REPAIR = "repair"
    REPAIR_OF_SEVERAL = "repair_of_several"
    RULE_INCOMPLETE = "rule_incomplete"
    CHANGES_APPROVED = "changes_approved"
    FINAL_FIGURE = "final_figure"
    UNCHANGED = "unchanged"
    SLIP = "slip"
    SHARE = "share"
    PERIOD_ALONE = "period_alone"
    TRANSPOSED = "transposed"
    FALLS = "falls"
    JUMPS = "jumps"
    REPEATS_PERIOD = "repeats_period"
    MORE_UNUSUAL = "more_unusual"
    COMPARISON_DIFFERS = "comparison_differs"
    CLASH = "clash"
    READ_AGAIN = "read_again"
    FORM_OF_OTHERS = "form_of_others"
    DIFFERS_FROM_SUM = "differs_from_sum"


class Subject(NamedTuple):
    """The one figure that a finding speaks of, where that is known; indicator and region are codes."""

    indicator: str
    region: str
    period: Period


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: what was found, where, of which figure, and the words that its message needs."""

    severity: Severity
    code: Code
    sheet: str = ""
    cell: str = ""
    params: dict[str, str] = field(default_factory=dict)
    subject: Subject | None = None
    question: Question | None = None  # where an answer would settle it

    @property
    def blocks(self) -> bool:
        return self.severity in (Severity.ERROR, Severity.QUESTION)
