"""What stands in a person's digest: one sentence for each thing that waits, and the page where it is done. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.enums import State


@dataclass(frozen=True, slots=True)
class Line:
    """`route` and `args` name the page; `text` is what the coordinator wants said with it."""

    sentence: str
    route: str
    args: tuple[str | int, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report of the person's agency in an open round; `due` says its due moment and the days left in words,
    `returned` is how many items came back and are still to be mended. `reminder` is the text for today's occasion,
    empty on other days (see `reports.reminders.rule`)."""

    pk: int
    agency: str
    year: int
    state: State
    was_sent: bool
    due: str
    returned: int
    is_head: bool
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """Later figures of the person's agency: lately sent back, and waiting for the head's signature."""

    agency: str
    sent_back: int
    awaiting: int
    is_head: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the people of a plan's coordinator: reports of one round, and difficulties nobody has answered."""

    plan: str
    title: str
    year: int
    to_review: int
    difficulties: int = 0


def digest_of(
    *, reports: Iterable[OwnReport] = (), figures: Iterable[OwnFigures] = (), desks: Iterable[Desk] = (), later: int = 0
) -> list[Line]:
    """Every line of one person's digest; empty where nothing waits. `later`: follow-ups that wait for an officer."""
    lines = [line for report in reports for line in _of_report(report)]
    lines += [line for one in figures for line in _of_figures(one)]
    for desk in desks:
        if desk.to_review:
            words = _("{count} báo cáo năm {year} chờ duyệt ({plan}).")
            sentence = words.format(count=desk.to_review, year=desk.year, plan=desk.title)
            lines.append(Line(sentence, "reports:board", (desk.plan, desk.year)))
        if desk.difficulties:
            words = _("{count} khó khăn, vướng mắc chờ xử lý ({plan}).")
            sentence = words.format(count=desk.difficulties, plan=desk.title)
            lines.append(Line(sentence, "reports:difficulties", (desk.plan,)))
    if later:
        lines.append(Line(_("{count} số liệu cập nhật chờ duyệt.").format(count=later), "reports:follow_up_review"))
    return lines


def _of_report(report: OwnReport) -> Iterator[Line]:
    """A report to be written or mended stands there when its people are reminded; one to be signed, until it is."""
    name = {"year": report.year, "agency": report.agency, "due": report.due, "count": report.returned}
    match report.state:
        case State.DRAFT if report.reminder:
            words, route = _("Báo cáo năm {year} của {agency} chưa gửi. {due}."), "reports:form"
        case State.RETURNED if report.reminder:
            words = _("Báo cáo năm {year} của {agency} được trả lại: {count} mục chờ bổ sung.")
            route = "reports:form"
        case State.AWAITING if report.is_head and report.was_sent:
            words, route = _("Báo cáo năm {year} của {agency} đã bổ sung, chờ bạn ký."), "reports:read"
        case State.AWAITING if report.is_head:
            words, route = _("Báo cáo năm {year} của {agency} chờ bạn ký. {due}."), "reports:read"
        case _:
            return
    yield Line(words.format(**name), route, (report.pk,), report.reminder)


def _of_figures(figures: OwnFigures) -> Iterator[Line]:
    if figures.sent_back:
        words = _("{count} số liệu cập nhật của {agency} được trả lại.")
        yield Line(words.format(count=figures.sent_back, agency=figures.agency), "reports:follow_ups")
    if figures.awaiting and figures.is_head:
        words = _("{count} số liệu cập nhật của {agency} chờ bạn ký.")
        yield Line(words.format(count=figures.awaiting, agency=figures.agency), "reports:follow_ups")
