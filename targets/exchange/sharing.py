"""What plans have in common: agencies, and the groups that more than one of them names. A file of one plan must not
change them under another."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from agencies.models import Agency, AgencyGroup
from agencies.text import fold
from plan.models import Plan, Responsibility
from targets.exchange import records as r
from targets.exchange.dump import AS_ISSUED
from targets.exchange.nodes import Problem


def is_shared(file: r.PlanFile) -> bool:
    """Whether the database holds another plan besides that of the file. One query."""
    return Plan.objects.exclude(code=file.plan.code).exists()


def sharing_problems(file: r.PlanFile) -> list[Problem]:
    """Where `file` says of an agency or a group that other plans name something else than they do. Three queries."""
    return [*_agencies(file), *_groups(file)]


def _agencies(file: r.PlanFile) -> Iterator[Problem]:
    on_record = {agency.code: agency for agency in Agency.objects.filter(code__in=[a.code for a in file.agencies])}
    for record in file.agencies:
        agency = on_record.get(record.code)
        if agency and (fold(agency.name), agency.level) != (fold(record.name), record.level):
            words = _("Mã {code} đang là của {name}, do kế hoạch khác dùng: hãy dùng đúng tên ấy hoặc đặt mã khác.")
            yield _problem(file, "agencies", record.code, words.format(code=record.code, name=agency.name))


def _groups(file: r.PlanFile) -> Iterator[Problem]:
    elsewhere = Responsibility.objects.exclude(task__plan__code=file.plan.code).exclude(group=None).values("group")
    groups = AgencyGroup.objects.filter(code__in=[g.code for g in file.groups], pk__in=elsewhere)
    on_record = {group.code: group for group in groups.prefetch_related("memberships__agency")}
    for record in file.groups:
        group = on_record.get(record.code)
        if group is None:
            continue
        first = {row.agency.code for row in group.memberships.all() if row.valid_from is AS_ISSUED["valid_from"]}
        if fold(group.name) != fold(record.name) or (record.members and set(record.members) != first):
            words = _("Nhóm {code} đang được kế hoạch khác dùng với tên hoặc thành viên khác: hãy đặt mã khác.")
            yield _problem(file, "groups", record.code, words.format(code=record.code))


def _problem(file: r.PlanFile, kind: str, code: str, message: str) -> Problem:
    return Problem(file.lines.get((kind, code), 1), message)
