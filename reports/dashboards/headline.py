"""The sentences on top of the dashboard and of the consolidated report: what a person would read aloud. Pure."""

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
REACHED = frozenset({Status.EXCEEDED, Status.MET, Status.ON_TRACK})
BEHIND = frozenset({Status.MISSED, Status.OFF_TRACK, Status.AT_RISK})
UNJUDGED = frozenset({Status.NO_DATA, Status.NOT_MEASURABLE})


@dataclass(frozen=True, slots=True)
class Sent:
    """How many reports a round expects, how many came, how many of these in time; how many are missing after their
    day, and how many went back. Extensions count.

    A round's reports are made together when it opens, in the order of names, so their keys lie side by side: from
    `first_key` to `last_key`.
    """

    total: int
    sent: int
    on_time: int
    overdue: int = 0
    returned: int = 0
    first_key: int = 0
    last_key: int = 0


def standing_sentence(year: int, counts: Mapping[Status, int], *, scope: str = "") -> str:
    """ "Năm 2026: 25/42 chỉ tiêu đạt hoặc đúng tiến độ, 10 kém lộ trình, 7 chưa đánh giá được hoặc chưa có số liệu."

    The bar beside it has every verdict with its count. `scope` names what the view is narrowed to.
    """
    total = sum(counts.values())
    if not total:
        parts = [_("không có chỉ tiêu nào")]
    else:
        words = ngettext(
            "{reached}/{total} chỉ tiêu đạt hoặc đúng tiến độ",
            "{reached}/{total} chỉ tiêu đạt hoặc đúng tiến độ",
            total,
        )
        parts = [words.format(reached=_sum(counts, REACHED), total=total)]
    if behind := _sum(counts, BEHIND):
        parts.append(_("{count} kém lộ trình").format(count=behind))
    if unknown := _sum(counts, UNJUDGED):
        parts.append(_("{count} chưa đánh giá được hoặc chưa có số liệu").format(count=unknown))
    head = _("Năm {year}, {scope}") if scope else _("Năm {year}")
    return f"{head.format(year=year, scope=scope)}: {', '.join(parts)}."


def changes_sentence(year: int, *, better: int, worse: int, gained: int, lost: int) -> str:
    """ "So với năm 2025: 3 chỉ tiêu tốt lên, 2 kém đi, 5 mới đánh giá được." """
    parts = [
        ngettext("{count} chỉ tiêu tốt lên", "{count} chỉ tiêu tốt lên", better).format(count=better) if better else "",
        ngettext("{count} chỉ tiêu kém đi", "{count} chỉ tiêu kém đi", worse).format(count=worse) if worse else "",
        _("{count} mới có số liệu hoặc mới đánh giá được").format(count=gained) if gained else "",
        _("{count} hiện chưa có số liệu hoặc chưa đánh giá được").format(count=lost) if lost else "",
    ]
    said = ", ".join(part for part in parts if part) or _("không thay đổi")
    return _("So với năm {year}: {changes}.").format(year=year - 1, changes=said)


def _sum(counts: Mapping[Status, int], statuses: Iterable[Status]) -> int:
    return sum(counts.get(status, 0) for status in statuses)


def indicators_sentence(year: int, now: Mapping[Status, int], before: Mapping[Status, int] | None) -> str:
    """ "Năm 2026: 42 chỉ tiêu, 11 đạt, 7 chưa có số liệu (35 chỉ tiêu có số liệu, so với năm 2025: +3 đạt)."

    For the report on paper, which has no bar beside it. `before` counts the year before of the indicators that have
    an answer in `now`.
    """
    counts = [f"{now[status]} {status.label}" for status in VERDICTS if now.get(status)]
    count = sum(now.values())
    total = ngettext("{count} chỉ tiêu", "{count} chỉ tiêu", count).format(count=count)
    sentence = f"{_('Năm {year}').format(year=year)}: {', '.join([total, *counts])}"
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
