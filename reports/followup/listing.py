"""The lists: an agency's figures year by year, what waits for the officer, and the cards that lead to both."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.enums import Role
from plan.models import Plan
from reports.enums import FollowUpState
from reports.followup.presenting import change_words, chip_of, quality_words, said_words
from reports.followup.said import Said
from reports.followup.selectors import Record, figures_waiting, key_of, on_record, to_review
from reports.followup.steps import BACK, OPEN
from reports.models import FollowUp
from targets.models import Measurement


@dataclass(frozen=True, slots=True)
class Line:
    """A figure on record: what it says, how the last sending for it stands, and what can be done next."""

    record: Record
    said: str
    quality: str
    chip: str
    url: str
    action: str
    is_pressing: bool

    @property
    def last(self) -> FollowUp | None:
        return self.record.last


@dataclass(frozen=True, slots=True)
class Year:
    """The agency's figures of one year: those still to be made firmer, and the others."""

    year: int
    waiting: list[Line]
    firm: list[Line]


def years_of(records: Sequence[Record], person: Person) -> list[Year]:
    """The figures year by year, the latest first, without the years whose round is under way. No query."""
    heads = person.acting_as(Role.HEAD)
    years = []
    for year, group in groupby((r for r in records if not r.in_open_round), key=lambda r: r.measurement.year):
        lines = [_line(record, heads) for record in group]
        waiting = [line for line in lines if line.record.said.waits_for_better or line.is_pressing]
        years.append(Year(year, waiting, [line for line in lines if line not in waiting]))
    return years


def open_years(records: Iterable[Record]) -> list[int]:
    """The years whose figures are still mended in the report itself."""
    return sorted({record.measurement.year for record in records if record.in_open_round})


def form_url(row: Measurement | FollowUp) -> str:
    """Where a later figure for that of `row` is written."""
    url = reverse("reports:follow_up", args=[row.indicator.plan.code, row.indicator.code, row.year])
    return f"{url}?phan={row.agency.code}" if row.is_part else url


def _line(record: Record, heads: frozenset[int]) -> Line:
    said, last = record.said, record.last
    url, action, chip = form_url(record.measurement), _("Cập nhật") if said.waits_for_better else _("Đính chính"), ""
    if last and last.state in OPEN:
        chip, url = chip_of(last.state), reverse("reports:follow_up_item", args=[last.pk])
        signs = last.state == FollowUpState.AWAITING and last.agency_id in heads
        action = _("Đọc và ký") if signs else _("Xem")
    elif last and last.state in BACK:
        chip, action = chip_of(last.state), _("Gửi lại")
    indicator = record.measurement.indicator
    return Line(record, said_words(said, indicator), quality_words(said), chip, url, action, is_pressing=bool(chip))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sending that waits for the officer, beside what is on record now."""

    follow_up: FollowUp
    before: str
    before_quality: str
    after: str
    after_quality: str
    change: str


def compared_in_short(follow_ups: Sequence[FollowUp]) -> list[Waiting]:
    """One query for any number of them."""
    current = on_record(follow_ups)
    return [_waiting(one, Said.in_row(current[key_of(one)])) for one in follow_ups]


def _waiting(follow_up: FollowUp, before: Said) -> Waiting:
    indicator, after = follow_up.indicator, Said.in_row(follow_up)
    return Waiting(
        follow_up=follow_up,
        before=said_words(before, indicator),
        before_quality=quality_words(before),
        after=said_words(after, indicator),
        after_quality=quality_words(after),
        change=change_words(indicator, before, after),
    )


@dataclass(frozen=True, slots=True)
class Card:
    """A link with the sentence that says why to follow it, and which plan it is about, where it is about one; `due_at`
    is when that must be done."""

    label: str
    sentence: str
    url: str
    plan: Plan | None = None
    due_at: dt.datetime | None = None


def cards_for(person: Person, *, on: dt.date) -> list[Card]:
    """Doors to these pages, for whoever has something there. One query for people of agencies, one for officers."""
    cards = []
    records = [record for record in figures_waiting(person, on=on) if not record.in_open_round]
    if records:
        cards.append(Card(_("Số liệu chờ chính thức"), _own_sentence(records), reverse("reports:follow_ups")))
    if person.has(Role.OFFICER, Role.CHIEF):
        waiting = to_review(person, on=on).order_by().aggregate(count=Count("pk"), since=Min("sent_at"))
        if waiting["count"]:
            words = _("{count} số chờ duyệt, lâu nhất từ ngày {day}.")
            sentence = words.format(count=waiting["count"], day=f"{timezone.localdate(waiting['since']):%d/%m/%Y}")
            cards.append(Card(_("Số liệu cập nhật chờ duyệt"), sentence, reverse("reports:follow_up_review")))
    return cards


def _own_sentence(records: Sequence[Record]) -> str:
    """What is to be done, the most pressing first."""
    states = [record.state for record in records]
    counts = {
        _("{count} số bị trả lại."): states.count(FollowUpState.RETURNED),
        _("{count} số chờ lãnh đạo ký."): states.count(FollowUpState.AWAITING),
        _("{count} số chờ duyệt."): states.count(FollowUpState.SUBMITTED),
        _("{count} số ước, sơ bộ hoặc chưa có của các năm trước có thể cập nhật."): sum(
            record.said.waits_for_better and record.state not in OPEN for record in records
        ),
    }
    sentences = [words.format(count=count) for words, count in counts.items() if count]
    return " ".join(sentences) or _("Các số đã ghi nhận đều là số chính thức; số sai vẫn đính chính được.")
