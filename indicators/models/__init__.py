from indicators.models.audit import AuditEntry
from indicators.models.catalogue import (
    Definition,
    Department,
    Form,
    Frequency,
    Indicator,
    Pillar,
    Rule,
    Target,
    Topic,
)
from indicators.models.geography import Inclusion, Region
from indicators.models.observations import Absence, Observation, Qualifier, Release
from indicators.models.people import Role, User
from indicators.models.submissions import Finding, StagedFigure, Submission, Upload

__all__ = [
    "Absence",
    "AuditEntry",
    "Definition",
    "Department",
    "Finding",
    "Form",
    "Frequency",
    "Inclusion",
    "Indicator",
    "Observation",
    "Pillar",
    "Qualifier",
    "Region",
    "Release",
    "Role",
    "Rule",
    "StagedFigure",
    "Submission",
    "Target",
    "Topic",
    "Upload",
    "User",
]
