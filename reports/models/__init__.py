from reports.models.consolidation import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from reports.models.entries import IndicatorEntry, TaskEntry
from reports.models.followup import FollowUp
from reports.models.job import Job
from reports.models.review import ReviewNote
from reports.models.round import Round
from reports.models.source import MeasurementSource
from reports.models.submission import Extension, Submission, SubmissionVersion, Transition

__all__ = [
    "ConsolidatedAgency",
    "ConsolidatedIndicator",
    "ConsolidatedPart",
    "ConsolidatedTask",
    "Consolidation",
    "Extension",
    "FollowUp",
    "IndicatorEntry",
    "Job",
    "MeasurementSource",
    "ReviewNote",
    "Round",
    "Submission",
    "SubmissionVersion",
    "TaskEntry",
    "Transition",
]
