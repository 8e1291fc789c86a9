from indicators.models.audit import AuditEntry
from indicators.models.calendar import CalendarDay, Deadline
from indicators.models.catalogue import (
    Definition,
    Department,
    Form,
    Frequency,
    Indicator,
    Pillar,
    Topic,
)
from indicators.models.displays import Display
from indicators.models.geography import Inclusion, Region
from indicators.models.layouts import Answer, Layout
from indicators.models.observations import Absence, Observation, Qualifier, Release
from indicators.models.people import Role, User
from indicators.models.replaced import Replaced
from indicators.models.review import CellComment, Notice, Receipt
from indicators.models.rules import Rule
from indicators.models.submissions import (
    Finding,
    ReasonKind,
    RecordPart,
    StagedFigure,
    Submission,
    Upload,
    UploadRecord,
)
from indicators.models.targets import Target
from indicators.models.versions import Version

__all__ = [
    "Absence",
    "Answer",
    "AuditEntry",
    "CalendarDay",
    "CellComment",
    "Deadline",
    "Definition",
    "Department",
    "Display",
    "Finding",
    "Form",
    "Frequency",
    "Inclusion",
    "Indicator",
    "Layout",
    "Notice",
    "Observation",
    "Pillar",
    "Qualifier",
    "ReasonKind",
    "Receipt",
    "RecordPart",
    "Region",
    "Release",
    "Replaced",
    "Role",
    "Rule",
    "StagedFigure",
    "Submission",
    "Target",
    "Topic",
    "Upload",
    "UploadRecord",
    "User",
    "Version",
]
