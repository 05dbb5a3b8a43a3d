"""Taking a reorganisation back: every row becomes what it was before, as far as nobody has built on it since.

An item that was handed over goes back with what stands in it now. Where texts were joined and nobody wrote there since,
both items are again what they were; else what was written stays with the taker, and the other gets back its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import ForeignKey, Model
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.models import Agency, GroupMembership, Reorganisation
from plan.models import Authority, Coordinator, Plan, Recipient, Responsibility
from reports.models import Difficulty, IndicatorEntry, Inspection, Round, Submission, TaskEntry
from reports.reorganisation import journal
from reports.reorganisation.checking import in_short
from reports.reorganisation.journal import Columns
from targets.models import IndicatorOwner

PLAN_OF: dict[type[Model], str] = {
    Responsibility: "task__plan",
    IndicatorOwner: "indicator__plan",
    Coordinator: "plan",
    Authority: "plan",
    Recipient: "plan",
    GroupMembership: "group__responsibilities__task__plan",
    Difficulty: "plan",
    Inspection: "plan",
    Submission: "round__plan",
}
ITEMS: tuple[type[Model], ...] = (TaskEntry, IndicatorEntry)


@dataclass(slots=True)
class Net:
    """What the reorganisation as a whole did to one row: `before` None where it made it, `after` None where it removed
    it, else the columns that differ."""

    before: Columns | None
    after: Columns | None

    def then(self, before: Columns | None, after: Columns | None) -> None:
        """A later effect on the same row."""
        if self.before is not None:
            self.before = {**(before or {}), **self.before}
        self.after = None if after is None else {**(self.after or {}), **after}


Nets = dict[type[Model], dict[int, Net]]


def take_back(reorganisation: Reorganisation, *, now: dt.datetime) -> None:
    """Undo all of it. About four statements for each table. Raises Refused, with everything that stands in the way."""
    nets = _nets(reorganisation)
    _refuse_later_rounds(reorganisation, nets)
    _refuse_sent(nets)
    current = {model: journal.rows_of(model, rows.keys()) for model, rows in nets.items()}  # once nobody types there
    changed = [words for model in nets for words in _changed(model, nets[model], current[model])]
    kept = _kept(nets)
    if changed:
        raise Refused(in_short(changed))
    for model, rows in nets.items():
        journal.delete(model, [pk for pk, net in rows.items() if net.before is None and pk not in kept[model]])
    _let_go(kept, now)
    for model, rows in nets.items():
        journal.write(model, _restored(model, rows, current[model]))
        journal.insert(model, [net.before for net in rows.values() if net.before is not None and net.after is None])
    try:
        journal.check_now()
    except IntegrityError as error:
        raise Refused(_("Có dữ liệu mới dựa vào lần sắp xếp này, nên không hoàn tác được.")) from error


def _nets(reorganisation: Reorganisation) -> Nets:
    nets: Nets = defaultdict(dict)
    for effect in reorganisation.effects.order_by("order"):
        rows = nets[journal.model_of(effect.table)]
        if effect.row_id in rows:
            rows[effect.row_id].then(effect.before, effect.after)
        else:
            rows[effect.row_id] = Net(effect.before, effect.after)
    return nets


def _refuse_later_rounds(reorganisation: Reorganisation, nets: Nets) -> None:
    plans = {
        plan
        for model, path in PLAN_OF.items()
        for plan in model._base_manager.filter(pk__in=nets.get(model, {})).values_list(path, flat=True).distinct()
    }
    held = Plan.objects.select_for_update(no_key=True).filter(pk__in=plans).order_by("pk")
    list(held.values_list("pk"))  # no round is opened meanwhile
    later = Round.objects.filter(plan__in=plans, opened_at__gt=reorganisation.applied_at).select_related("plan").first()
    if later:
        message = _("Kỳ báo cáo năm {year} của {plan} đã mở sau khi áp dụng, nên không hoàn tác được nữa.")
        raise Refused(message.format(year=later.year, plan=later.plan.short_title))


def _refuse_sent(nets: Nets) -> None:
    """A report that took something over and was sent has become a record; so has a round that is locked. Nobody writes
    in the others until the transaction ends."""
    touched = set(nets.get(Submission, {}))
    for model in ITEMS:
        items = nets.get(model, {})
        touched |= set(model._base_manager.filter(pk__in=items).values_list("submission_id", flat=True))
        sides = [side for net in items.values() for side in (net.before, net.after) if side]
        touched |= {side["submission_id"] for side in sides if "submission_id" in side}
    reports = Submission.everything.select_for_update(of=("self",), no_key=True).filter(pk__in=touched)
    reports = reports.select_related("round").order_by("pk")
    problems = []
    for report in reports:
        if report.first_sent_at:
            message = _("Báo cáo năm {year} của {agency} có mục được chuyển giao và đã gửi đi.")
            problems.append(message.format(year=report.round.year, agency=report.agency_name))
        elif report.round.locked_at:
            problems.append(_("Kỳ báo cáo năm {year} đã khóa.").format(year=report.round.year))
    if problems:
        raise Refused(in_short(problems))


def _changed(model: type[Model], rows: dict[int, Net], current: dict[int, Columns]) -> Iterable[str]:
    """Rows that no longer say what they were made to say, in words."""
    odd = []
    for pk, net in rows.items():
        if net.after is not None:
            now = current.get(pk)
            hard = net.after if net.before is None or not _is_soft(model) else _place(net.after)
            if now is None or any(now[name] != value for name, value in hard.items() if not _is_memory(model, name)):
                odd.append(pk)
    named = {row.pk: row for row in model._base_manager.filter(pk__in=odd[:10])}
    for pk in odd:
        what = f"{model._meta.verbose_name} {named.get(pk) or pk}"
        yield _("Đã có thay đổi khác sau khi áp dụng: {what}.").format(what=what)


def _is_soft(model: type[Model]) -> bool:
    """Items and reports are worked on; what was typed since does not stand in the way."""
    return model in ITEMS or model is Submission


def _place(after: Columns) -> Columns:
    return {name: after[name] for name in ("submission_id", "handed_over_at") if name in after}


def _is_memory(model: type[Model], name: str) -> bool:
    """A report that is being written is the same report, and an agency whose name was put right the same agency."""
    return (model is Submission and name in ("state", "version")) or (model is Agency and name != "valid_to")


def _restored(model: type[Model], rows: dict[int, Net], current: dict[int, Columns]) -> dict[int, Columns]:
    """The columns that rows get back. Where somebody has written since, what stands now stays."""
    restored = {}
    for pk, net in rows.items():
        if net.before is not None and net.after is not None:
            as_left = all(current[pk][name] == value for name, value in net.after.items())
            columns = net.before if as_left or not _is_soft(model) else _place(net.before)
            if not as_left and "duty" in net.before:
                columns = {**columns, "duty": net.before["duty"]}
            if columns:
                restored[pk] = columns
    return restored


def _kept(nets: Nets) -> dict[type[Model], set[int]]:
    """Made rows that cannot go: reports with a memory of their own (somebody was reminded of them), and then their
    agencies. Raises Refused where anything else has come to point to a made row since. A query for each relation."""
    kept: dict[type[Model], set[int]] = defaultdict(set)
    problems = []
    for model in sorted(nets, key=lambda each: each is Agency):  # what is kept of reports decides about agencies
        made = [pk for pk, net in nets[model].items() if net.before is None]
        for relation in model._meta.related_objects if made else ():
            pointing, field = relation.related_model, relation.field
            if not isinstance(field, ForeignKey) or not isinstance(pointing, type):
                continue
            own = nets.get(pointing, {})
            rows = pointing._base_manager.filter(**{f"{field.name}__in": made}).exclude(
                pk__in=set(own) - kept[pointing]
            )
            for row in rows[:1000]:
                if model is Submission or pointing is Submission:
                    kept[model].add(getattr(row, field.attname))
                else:
                    problems.append(_("Đã có dữ liệu mới: {what}.").format(what=f"{pointing._meta.verbose_name} {row}"))
    if problems:
        raise Refused(in_short(problems))
    return kept


def _let_go(kept: dict[type[Model], set[int]], now: dt.datetime) -> None:
    """A made report that stays is owed by nobody; a made agency that stays has an end."""
    today = timezone.localdate(now)
    reports = Submission.everything.filter(pk__in=kept[Submission])
    reports.update(handed_over_at=now, state="draft")
    for agency in Agency.objects.filter(pk__in=kept[Agency]):
        agency.valid_to = max(today, agency.valid_from + dt.timedelta(days=1)) if agency.valid_from else today
        agency.save(update_fields=["valid_to"])
