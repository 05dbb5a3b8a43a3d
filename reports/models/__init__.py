from reports.models.attachment import Attachment
from reports.models.consolidation import (
    ConsolidatedAgency,
    ConsolidatedIndicator,
    ConsolidatedPart,
    ConsolidatedTask,
    Consolidation,
)
from reports.models.difficulty import Difficulty, DifficultyGroup, DifficultyStep
from reports.models.entries import IndicatorEntry, TaskEntry
from reports.models.evidence import Evidence
from reports.models.followup import FollowUp
from reports.models.guidance import Guidance
from reports.models.inspection import Finding, FindingStep, ImplementationPlan, Inspection
from reports.models.issuing import Dispatch, DrawnFile, SignedCopy
from reports.models.job import Job
from reports.models.mail import Mail, MailRefusal
from reports.models.narrative import (
    ConsolidatedChange,
    ConsolidatedDifficulty,
    ConsolidatedFinding,
    ConsolidatedPassage,
)
from reports.models.reminder import Reminder, ReminderText
from reports.models.review import ReviewNote
from reports.models.round import Round
from reports.models.source import MeasurementSource
from reports.models.submission import Extension, Submission, SubmissionVersion, Transition
from reports.models.template import PaperTemplate
from reports.models.upload import Upload

__all__ = [
    "Attachment",
    "ConsolidatedAgency",
    "ConsolidatedChange",
    "ConsolidatedDifficulty",
    "ConsolidatedFinding",
    "ConsolidatedIndicator",
    "ConsolidatedPart",
    "ConsolidatedPassage",
    "ConsolidatedTask",
    "Consolidation",
    "Difficulty",
    "DifficultyGroup",
    "DifficultyStep",
    "Dispatch",
    "DrawnFile",
    "Evidence",
    "Extension",
    "Finding",
    "FindingStep",
    "FollowUp",
    "Guidance",
    "ImplementationPlan",
    "IndicatorEntry",
    "Inspection",
    "Job",
    "Mail",
    "MailRefusal",
    "MeasurementSource",
    "PaperTemplate",
    "Reminder",
    "ReminderText",
    "ReviewNote",
    "Round",
    "SignedCopy",
    "Submission",
    "SubmissionVersion",
    "TaskEntry",
    "Transition",
    "Upload",
]
