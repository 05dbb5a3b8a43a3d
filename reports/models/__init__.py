from reports.models.consolidation import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from reports.models.entries import IndicatorEntry, TaskEntry
from reports.models.evidence import Evidence
from reports.models.followup import FollowUp
from reports.models.job import Job
from reports.models.mail import Mail, MailRefusal
from reports.models.review import ReviewNote
from reports.models.round import Round
from reports.models.source import MeasurementSource
from reports.models.submission import Extension, Submission, SubmissionVersion, Transition
from reports.models.upload import Upload

__all__ = [
    "ConsolidatedAgency",
    "ConsolidatedIndicator",
    "ConsolidatedPart",
    "ConsolidatedTask",
    "Consolidation",
    "Evidence",
    "Extension",
    "FollowUp",
    "IndicatorEntry",
    "Job",
    "Mail",
    "MailRefusal",
    "MeasurementSource",
    "ReviewNote",
    "Round",
    "Submission",
    "SubmissionVersion",
    "TaskEntry",
    "Transition",
    "Upload",
]
