from agencies.models.agency import Agency, AgencyGroup, GroupMembership, Succession
from agencies.models.audit import AuditLine
from agencies.models.people import Membership, User
from agencies.models.reorganisation import Reorganisation, ReorganisationEffect

__all__ = [
    "Agency",
    "AgencyGroup",
    "AuditLine",
    "GroupMembership",
    "Membership",
    "Reorganisation",
    "ReorganisationEffect",
    "Succession",
    "User",
]
