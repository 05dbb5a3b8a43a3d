"""Reading a plan document into its structure. Pure: bytes in, records out; no database, no clock."""

from plan.document.opening import LARGEST, read_file
from plan.document.parties import AgencyBook, KnownAgency, KnownGroup
from plan.document.records import FoundPlan, Line, Unreadable
from plan.document.structure import found_in

__all__ = [
    "LARGEST",
    "AgencyBook",
    "FoundPlan",
    "KnownAgency",
    "KnownGroup",
    "Line",
    "Unreadable",
    "found_in",
    "read_file",
]
