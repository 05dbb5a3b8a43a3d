"""The sentences on top of the dashboard: what a person would read aloud. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.dashboards.progress import TaskState
from targets.enums import Status
from targets.figures import MINUS

# best first, as the bar is drawn from left to right
VERDICTS = (
    Status.EXCEEDED,
    Status.MET,
    Status.ON_TRACK,
    Status.AT_RISK,
    Status.OFF_TRACK,
    Status.MISSED,
    Status.NOT_MEASURABLE,
    Status.NO_DATA,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many reports a round expects, how many came, how many of these in time (extensions count)."""

    total: int
    sent: int
    on_time: int


def indicators_sentence(
    year: int, now: Mapping[Status, int], before: Mapping[Status, int] | None, *, scope: str = ""
) -> str:
    """ "Năm 2026: 42 chỉ tiêu, 11 đạt, 7 chưa có số liệu (35 chỉ tiêu có số liệu, so với năm 2025: +3 đạt)."

    `before` counts the year before of the indicators that have an answer in `now`; `scope` names an agency.
    """
    counts = [f"{now[status]} {status.label}" for status in VERDICTS if now.get(status)]
    count = sum(now.values())
    total = ngettext("{count} chỉ tiêu", "{count} chỉ tiêu", count).format(count=count)
    head = _("Năm {year}, {scope}").format(year=year, scope=scope) if scope else _("Năm {year}").format(year=year)
    sentence = f"{head}: {', '.join([total, *counts])}"
    if not before:
        return f"{sentence}."
    known: Counter[Status] = Counter({status: count for status, count in now.items() if status != Status.NO_DATA})
    changes = [_change(known[status] - before.get(status, 0), status) for status in VERDICTS]
    words = _("so với năm {year}: {changes}")
    if now.get(Status.NO_DATA):
        words = ngettext(
            "{count} chỉ tiêu có số liệu, so với năm {year}: {changes}",
            "{count} chỉ tiêu có số liệu, so với năm {year}: {changes}",
            known.total(),
        )
    said = ", ".join(change for change in changes if change) or _("không thay đổi")
    return f"{sentence} ({words.format(count=known.total(), year=year - 1, changes=said)})."


def _change(difference: int, status: Status) -> str:
    if not difference:
        return ""
    sign = "+" if difference > 0 else MINUS
    return f"{sign}{abs(difference)} {status.label}"


def sent_sentence(sent: Sent, *, due: dt.date, days_left: int) -> str:
    """ "17/19 cơ quan đã gửi báo cáo, 15 đúng hạn." with the days left while the round is not yet due."""
    words = _("{sent}/{total} cơ quan đã gửi báo cáo, {on_time} đúng hạn.")
    if days_left > 0:
        words = ngettext(
            "{sent}/{total} cơ quan đã gửi báo cáo; hạn {due}, còn {days} ngày.",
            "{sent}/{total} cơ quan đã gửi báo cáo; hạn {due}, còn {days} ngày.",
            days_left,
        )
    elif days_left == 0:
        words = _("{sent}/{total} cơ quan đã gửi báo cáo; hôm nay là hạn cuối.")
    return words.format(sent=sent.sent, total=sent.total, on_time=sent.on_time, due=f"{due:%d/%m/%Y}", days=days_left)


def tasks_sentence(states: Iterable[TaskState]) -> str:
    """ "24 nhiệm vụ: 3 hoàn thành, 15 đang thực hiện, 6 chưa có báo cáo được duyệt." """
    counts = Counter(states)
    parts = [f"{counts[state]} {_lower(str(state.label))}" for state in TaskState if counts[state]]
    words = ngettext("{count} nhiệm vụ: {parts}.", "{count} nhiệm vụ: {parts}.", counts.total())
    return words.format(count=counts.total(), parts=", ".join(parts))


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
