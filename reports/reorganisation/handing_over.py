"""Open rounds: what an agency had begun to write goes with its duties into the reports of those who take them.

Reports once sent stay under the old name, and so does what no taker can write any more, where anything was written.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agencies.models.dated import holds_on
from plan.enums import Duty
from plan.models import Responsibility
from reports.models import Evidence, IndicatorEntry, Submission, TaskEntry
from reports.reorganisation.draft import Kind
from reports.reorganisation.joining import is_blank
from reports.reorganisation.proposing import acting
from reports.reorganisation.surveying import Survey

Entry = TaskEntry | IndicatorEntry
Place = tuple[int, str]  # a report: its round's key and its agency's code
Subject = tuple[Place, type[Entry], int]  # an item of a report: the task's or the indicator's


@dataclass(slots=True)
class Handing:
    """The reports of open rounds that a reorganisation touches, and what becomes of their items.

    `moved` go as they are, `joined` into an item that stands at the taker's (or was moved there), `added` are new items
    like another one, `raised` become a lead's, `dropped` are blank items that nobody owes. `left` counts what leaves
    each report, and `origin` is the report in which an item stood.
    """

    found: Survey
    reports: dict[Place, Submission] = field(default_factory=dict)
    items: dict[Place, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    with_files: set[tuple[type[Entry], int]] = field(default_factory=set)
    groups: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    standing: dict[Subject, Entry] = field(default_factory=dict)
    moved: dict[Subject, Entry] = field(default_factory=dict)
    joined: dict[Subject, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    added: dict[Subject, Entry] = field(default_factory=dict)
    raised: set[Subject] = field(default_factory=set)
    dropped: list[Entry] = field(default_factory=list)
    left: Counter[Place] = field(default_factory=Counter)
    origin: dict[tuple[type[Entry], int], Place] = field(default_factory=dict)

    @property
    def sources(self) -> list[Place]:
        """The reports of agencies that end or hand something on, as far as they were never sent."""
        givers = set(self.found.givers)
        return [place for place in self.reports if place[1] in givers and not self.is_sent(place)]

    @property
    def emptied(self) -> list[Place]:
        """The reports of which nothing is left; of an agency that goes on, only where something was."""
        ends = self.found.draft.ends
        return [
            place
            for place in self.sources
            if self.left[place] == len(self.items[place]) and (self.left[place] or place[1] in ends)
        ]

    def is_sent(self, place: Place) -> bool:
        row = self.reports.get(place)
        return row is not None and row.first_sent_at is not None

    def is_empty(self, entry: Entry) -> bool:
        return is_blank(vars(entry)) and (type(entry), entry.pk) not in self.with_files


def reports_touched(found: Survey, *, lock: bool = False) -> Handing:
    """What becomes of every item of an unsent report, as it would be decided now. Six queries; nothing is written."""
    handing = Handing(found)
    _read(handing, lock)
    takers = _Takers(handing)
    items = [(place, entry) for place in handing.sources for entry in handing.items[place]]
    ways = [(entry, _way(handing, place, entry, takers.of(place, entry))) for place, entry in items]
    ways = [(entry, way) for entry, way in ways if way is not None]
    for entry, _way_of in ways:
        handing.left[handing.origin[type(entry), entry.pk]] += 1
        del handing.standing[_subject(handing.origin[type(entry), entry.pk], entry)]
    for entry, way in ways:
        if way and way.receiver:
            _move(handing, entry, way.receiver)
        else:
            handing.dropped.append(entry)
        for receiver in way.others if way else ():
            _add(handing, entry, receiver)
    return handing


def _read(handing: Handing, lock: bool) -> None:
    found = handing.found
    codes = {*found.givers, *(code for line in found.lines for code in line.to)}
    codes |= {code for ending in found.draft.ends if (code := acting(found.draft, ending))}
    reports = Submission.everything.filter(round__locked_at=None, agency__code__in=codes)
    reports = reports.select_related("round__plan", "agency").order_by("pk")
    if lock:
        reports = reports.select_for_update(of=("self",), no_key=True)
    places: dict[int, Place] = {}
    for report in reports:
        place = places[report.pk] = (report.round_id, report.agency.code)
        if report.handed_over_at is None or place[1] not in found.draft.ends:
            handing.reports[place] = report
    unsent = [row.pk for place, row in handing.reports.items() if not handing.is_sent(place)]
    tasks = TaskEntry.objects.filter(submission__in=unsent).select_related("task").order_by("task__order", "pk")
    indicators = IndicatorEntry.objects.filter(submission__in=unsent).select_related("indicator")
    entries: list[Entry] = [*tasks, *indicators.order_by("indicator__order", "pk")]
    for entry in entries:
        place = places[entry.submission_id]
        handing.items[place].append(entry)
        handing.standing[place, type(entry), subject_id(entry)] = entry
        handing.origin[type(entry), entry.pk] = place
    files = Evidence.objects.values_list("task_entry", "indicator_entry")
    own = files.filter(task_entry__submission__in=unsent) | files.filter(indicator_entry__submission__in=unsent)
    for task, indicator in own:
        handing.with_files.add((TaskEntry, task) if task else (IndicatorEntry, indicator))
    grouped = Responsibility.objects.filter(holds_on(found.day), group__isnull=False)
    for task, group in grouped.order_by("duty", "order").values_list("task", "group__code"):
        handing.groups[task].append(group)


def subject_id(entry: Entry) -> int:
    return entry.task_id if isinstance(entry, TaskEntry) else entry.indicator_id


class _Takers:
    """Who takes an item: who takes its duty; for a group's, its members' successors; else who acts for the agency."""

    def __init__(self, handing: Handing) -> None:
        self.handing = handing
        self.lines = {line.holding.what: line for line in handing.found.lines}

    def of(self, place: Place, entry: Entry) -> tuple[str, ...]:
        """The agencies; the entry's own among them where it stays, none where the duty was dropped."""
        code = place[1]
        plan = self.handing.reports[place].round.plan.code
        if isinstance(entry, IndicatorEntry):
            lines = [self.lines.get((Kind.OWNER.value, plan, entry.indicator.code, code))]
        else:
            keys = [(kind.value, plan, entry.task.code, code) for kind in (Kind.LEAD, Kind.SUPPORT)]
            lines = [self.lines[key] for key in keys if key in self.lines] or [
                self.lines.get((Kind.MEMBER.value, "", group, code))
                for group in self.handing.groups.get(entry.task_id, [])
            ]
        known = [line for line in lines if line]
        if known:
            return tuple(dict.fromkeys(taker for line in known for taker in line.to))
        if code not in self.handing.found.draft.ends:
            return (code,)
        actor = acting(self.handing.found.draft, code)
        return (actor,) if actor else ()


@dataclass(frozen=True, slots=True)
class _Way:
    """An item goes to `receiver` (a blank one to nobody), and `others` get an item of their own."""

    receiver: Place | None
    others: tuple[Place, ...] = ()


def _way(handing: Handing, place: Place, entry: Entry, takers: tuple[str, ...]) -> _Way | None:
    """None where the item stays: its agency keeps the duty, or nobody is left who could still write."""
    round_id, code = place
    free = [(round_id, taker) for taker in takers if not handing.is_sent((round_id, taker))]
    if code in takers:
        return None
    if not takers or (isinstance(entry, IndicatorEntry) and len(takers) > 1):
        # no duty any more, or one figure that is not the figure of each of several
        return _Way(None, tuple(free)) if handing.is_empty(entry) else None
    if not free:
        return None
    actor = (round_id, acting(handing.found.draft, code) or "")
    receiver = actor if actor in free else free[0]
    return _Way(receiver, tuple(each for each in free if each != receiver))


def _subject(place: Place, entry: Entry) -> Subject:
    return (place, type(entry), subject_id(entry))


def _move(handing: Handing, entry: Entry, receiver: Place) -> None:
    subject = _subject(receiver, entry)
    if planned := handing.added.pop(subject, None):
        _raise(handing, subject, planned)
    if subject in handing.moved or subject in handing.standing:
        handing.joined[subject].append(entry)
    else:
        handing.moved[subject] = entry


def _add(handing: Handing, like: Entry, receiver: Place) -> None:
    subject = _subject(receiver, like)
    if subject in handing.moved or subject in handing.standing:
        _raise(handing, subject, like)
    else:
        planned = handing.added.setdefault(subject, like)
        if isinstance(like, TaskEntry) and isinstance(planned, TaskEntry) and planned.duty != like.duty:
            handing.added[subject] = like if like.duty == Duty.LEAD else planned


def _raise(handing: Handing, subject: Subject, like: Entry) -> None:
    """The item that the taker has, or gets, is that of a lead from now on."""
    if isinstance(like, TaskEntry) and like.duty == Duty.LEAD:
        handing.raised.add(subject)


def told(handing: Handing) -> Iterator[str]:
    """What happens in open rounds, a sentence for each report that is touched."""
    going: dict[Place, Counter[str]] = defaultdict(Counter)
    coming = [*handing.moved.items(), *((s, e) for s, entries in handing.joined.items() for e in entries)]
    for (receiver, model, _subject), entry in coming:
        going[handing.origin[model, entry.pk]][receiver[1]] += 1
    for place, report in handing.reports.items():
        if place[1] in handing.found.givers:
            told = (
                _sent_words(handing, place) if handing.is_sent(place) else _moving_words(handing, place, going[place])
            )
            if told:
                agency = handing.found.short_name(place[1])
                head = _("{plan}, kỳ {year}, báo cáo của {agency}")
                head = head.format(plan=report.round.plan.short_title, year=report.round.year, agency=agency)
                yield f"{head}: {told}."


def _sent_words(handing: Handing, place: Place) -> str:
    actor = acting(handing.found.draft, place[1])
    if place[1] not in handing.found.draft.ends or actor is None:
        return ""
    words = _("đã gửi, giữ nguyên dưới tên cũ; {actor} xử lý tiếp")
    return words.format(actor=handing.found.short_name(actor))


def _moving_words(handing: Handing, place: Place, going: Counter[str]) -> str:
    name = handing.found.short_name
    parts = [
        _("{count} mục chuyển sang báo cáo của {agency}").format(count=count, agency=name(code))
        for code, count in going.items()
    ]
    added = [(report[1], like) for (report, _model, _id), like in handing.added.items()]
    others = {name(code) for code, like in added if handing.origin[type(like), like.pk] == place}
    if others:
        parts.append(_("mục mới trong báo cáo của {agencies}").format(agencies=", ".join(sorted(others))))
    if parts and (stay := len(handing.items[place]) - handing.left[place]):
        parts.append(_("{count} mục ở lại").format(count=stay))
    return ", ".join(parts)
