"""Readings for drafts: what the instance knows already, and the documents read. Administrators alone."""

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from agencies.access import Person
from agencies.enums import Level
from agencies.models import Agency, AgencyGroup, GroupMembership
from agencies.selectors import require_admin
from plan.models import Plan, PlanDocument
from targets.drafting.who import Known
from targets.exchange.dump import AS_ISSUED
from targets.exchange.records import AgencyRecord, GroupRecord


def documents(person: Person) -> QuerySet[PlanDocument]:
    """The documents read, the latest first, without what was read in them. One query. Administrators alone."""
    require_admin(person)
    return PlanDocument.objects.select_related("plan", "read_by").defer("lines", "draft")


def get_document(person: Person, pk: int) -> PlanDocument:
    """One document with its lines and draft. One query. Http404 but for administrators."""
    require_admin(person)
    rows = PlanDocument.objects.select_related("plan", "read_by", "edited_by")
    found: PlanDocument = get_object_or_404(rows, pk=pk)
    return found


def known() -> Known:
    """Agencies, groups and plan codes, for a document to be read against. Four queries.

    Where an agency that has ended shares its name with one that goes on, the latter is meant: it comes last.
    """
    agencies = sorted(Agency.objects.all(), key=lambda agency: (agency.valid_to is None, agency.pk))
    return Known(
        agencies=tuple(agency_record(agency) for agency in agencies),
        groups=tuple(group_record(group) for group in issued_groups()),
        plans=frozenset(Plan.objects.values_list("code", flat=True)),
    )


def agency_record(agency: Agency) -> AgencyRecord:
    return AgencyRecord(agency.code, agency.name, agency.short_name, Level(agency.level), list(agency.aliases))


def issued_groups() -> QuerySet[AgencyGroup]:
    """Groups with the members that a plan file has: those since the beginning, not of a later change."""
    members = GroupMembership.objects.filter(**AS_ISSUED).select_related("agency").order_by("pk")
    return AgencyGroup.objects.order_by("pk").prefetch_related(Prefetch("memberships", members))


def group_record(group: AgencyGroup) -> GroupRecord:
    return GroupRecord(group.code, group.name, [one.agency.code for one in group.memberships.all()], group.note)
