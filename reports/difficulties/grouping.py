"""Making one matter of several difficulties, and taking it apart again. The coordinator's people alone."""

import datetime as dt
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused
from agencies.text import clean
from plan.models import Plan
from reports.doors import Standing
from reports.models import Difficulty, DifficultyGroup

LONGEST_TITLE = 250


def group_new(*, plan: Plan, chosen: Collection[int], title: str, by: Person, now: dt.datetime) -> DifficultyGroup:
    """The chosen ones as a new group that `title` names. Raises Refused for fewer than two, and for what belongs to
    another group already: whoever comes second has to look at it first."""
    _only_the_coordinator(plan, by, now)
    title = _title(title)
    with acting(by.user):
        rows = _free(plan, chosen)
        if len(rows) < 2:
            raise Refused(_("Một nhóm có ít nhất hai khó khăn. Hãy chọn thêm."), field="group")
        group = DifficultyGroup.objects.create(plan=plan, title=title, made_at=now, made_by=by.user)
        Difficulty.objects.filter(pk__in=[row.pk for row in rows]).update(group=group)
    return group


def group_more(*, group: DifficultyGroup, chosen: Collection[int], by: Person, now: dt.datetime) -> int:
    """Add the chosen ones; how many were added. Raises Refused as `group_new`."""
    _only_the_coordinator(group.plan, by, now)
    with acting(by.user):
        _hold(group)
        rows = [row for row in _free(group.plan, chosen, but=group) if row.group_id is None]
        Difficulty.objects.filter(pk__in=[row.pk for row in rows]).update(group=group)
    return len(rows)


def rename(*, group: DifficultyGroup, title: str, by: Person, now: dt.datetime) -> None:
    _only_the_coordinator(group.plan, by, now)
    title = _title(title)
    with acting(by.user):
        DifficultyGroup.objects.filter(pk=group.pk).update(title=title)


def take_out(*, group: DifficultyGroup, chosen: Collection[int], by: Person, now: dt.datetime) -> bool:
    """Take the chosen ones out. Whether the group is left: one that would hold fewer than two is dissolved. What was
    answered together stays answered."""
    _only_the_coordinator(group.plan, by, now)
    with acting(by.user):
        _hold(group)
        group.difficulties.filter(pk__in=chosen).update(group=None)
        if group.difficulties.count() >= 2:
            return True
        group.difficulties.update(group=None)
        DifficultyGroup.objects.filter(pk=group.pk).delete()
    return False


def _only_the_coordinator(plan: Plan, by: Person, now: dt.datetime) -> None:
    if not Standing(by, plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ cơ quan đầu mối gộp các khó khăn thành nhóm."))


def _title(title: str) -> str:
    title = " ".join(clean(title).split())
    if not title:
        raise Refused(_("Hãy đặt tên cho vấn đề chung của nhóm."), field="title")
    if len(title) > LONGEST_TITLE:
        message = _("Tên nhóm dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn.")
        raise Refused(message.format(length=len(title), longest=LONGEST_TITLE), field="title")
    return title


def _hold(group: DifficultyGroup) -> None:
    """Refused where a colleague dissolved it meanwhile."""
    if not DifficultyGroup.objects.select_for_update().filter(pk=group.pk).exists():
        raise Refused(_("Nhóm này vừa được giải thể. Hãy tải lại danh sách."), field="group")


def _free(plan: Plan, chosen: Collection[int], *, but: DifficultyGroup | None = None) -> list[Difficulty]:
    """The chosen ones, held; Refused where one is in another group than `but`."""
    rows = Difficulty.objects.select_for_update(no_key=True).filter(pk__in=chosen, plan=plan).order_by("pk")
    found = list(rows)
    taken = sorted({row.agency_name for row in found if row.group_id and (but is None or row.group_id != but.pk)})
    if taken:
        message = _("Đã thuộc nhóm khác: {agencies}. Hãy đưa ra khỏi nhóm đó trước.")
        raise Refused(message.format(agencies=", ".join(taken)), field="group")
    return found
