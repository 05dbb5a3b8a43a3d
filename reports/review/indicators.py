"""The indicators of a report under review: the answer sent, what it is measured against, and what others said."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.models import Agency
from reports.answers import answer_words
from reports.collect.indicator_items import NOTHING_SIGNS
from reports.collect.judging import last_value_of
from reports.collect.selectors import with_last_year
from reports.enums import ItemState, State
from reports.flags import Figures, Flag, Other, indicator_flags
from reports.models import IndicatorEntry, Submission
from reports.parts import Comparison
from reports.review.contests import Contest, claims_on, contends, contest_of
from reports.review.items import Item, Shared
from reports.review.recording import parts_sent
from reports.settling import PartsBeside, Side
from reports.typed import pair_words
from reports.workflow import AS_SENT
from targets.enums import Answer, Quality
from targets.figures import format_beside, format_figure
from targets.models import Indicator, Measurement, Resolution
from targets.selectors import IndicatorRow, in_unit, indicator_rows
from targets.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One agency's answer beside those of others; `pair` is its numerator and denominator, in words.

    `report` is the sent report it stands in, None where there is none.
    """

    report: int | None
    agency: str
    value: str
    pair: str
    sign: str
    state: str


@dataclass(frozen=True, slots=True)
class PartsTable:
    """The parts beside the whole; `whose` is the agency that reports the whole, where it has sent it.

    `is_open`: the figures cannot all be right, and accepting the item takes a reason.
    """

    lines: list[Line]
    whose: str
    comparison: Comparison
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class IndicatorItem(Item):
    """Everything shown is already written out, with units; empty where there is nothing to show.

    `verdict` is what the value gets once it is accepted; a part gets none. `nothing` is the sign of an answer that
    says there is no figure. `on_record` is this agency's figure that counts until the item is accepted (again).
    """

    year: int
    is_part: bool
    value: str
    nothing: str
    pair: str
    quality: str
    note: str
    last: str
    last_quality: str
    path: str
    target: str
    target_year: int | None
    others: list[Line]
    contest: Contest | None
    parts: PartsTable | None
    resolutions: list[Resolution]
    verdict: Verdict | None
    on_record: str

    @property
    def last_year(self) -> int:
        return self.year - 1

    @property
    def lacks_a_word(self) -> bool:
        """Whether a surprising figure was sent without an explanation, as was possible in earlier years."""
        return not self.note and any(flag.kind.wants_a_word for flag in self.flags)

    @property
    def wants_a_reason(self) -> bool:
        """Whether accepting it takes one: others say something else, or the parts do not add up, and nobody decided."""
        return bool((self.contest and not self.contest.decided) or (self.parts and self.parts.is_open))


@dataclass(frozen=True)
class _Context:
    """What is known about the report's indicators, by indicator id; the entries are those of the whole round."""

    submission: Submission
    rows: Mapping[int, IndicatorRow]
    entries: Mapping[int, Sequence[IndicatorEntry]]
    resolutions: Mapping[int, list[Resolution]]
    agencies: Mapping[int, Agency]

    def on_record(self, entry: IndicatorEntry) -> Measurement | None:
        row = self.rows.get(entry.indicator_id)
        return row.measurements.get(entry.year) if row else None

    def agency_of(self, row: Measurement) -> Agency:
        return self.agencies.get(row.agency_id, self.submission.agency)


def indicator_items(submission: Submission, shared: Shared) -> list[IndicatorItem]:
    """The report's indicators as they were sent. Six queries, up to eight where others report the same indicators."""
    entries = entries_of_round(submission)
    mine = [entry for rows in entries.values() for entry in rows if entry.submission_id == submission.pk]
    on = timezone.localdate(submission.round.due_at)
    rows = indicator_rows(submission.round.plan, on=on, only=[entry.indicator_id for entry in mine])
    shown = {row.indicator.pk: row for row in rows}
    current = [row.measurements.get(submission.round.year) for row in rows]
    foreign = [one for one in current if one and one.agency_id != submission.agency_id]
    agencies = Agency.objects.in_bulk({one.agency_id for one in foreign}) if foreign else {}
    shared_with = {pk for pk, all_entries in entries.items() if len(all_entries) > 1}
    resolutions = _resolutions(shared_with | {one.indicator_id for one in foreign}, submission.round.year)
    context = _Context(submission, shown, entries, resolutions, agencies)
    return [_indicator_item(entry, shared, context) for entry in mine]


def _resolutions(indicators: Collection[int], year: int) -> dict[int, list[Resolution]]:
    """What was decided between differing figures, oldest first. One query, none for no indicators."""
    resolutions: dict[int, list[Resolution]] = defaultdict(list)
    if not indicators:
        return resolutions
    rows = Resolution.objects.filter(indicator__in=indicators, year=year).select_related("by")
    for row in rows.order_by("at", "pk"):
        resolutions[row.indicator_id].append(row)
    return resolutions


def entries_of_round(submission: Submission) -> dict[int, list[IndicatorEntry]]:
    """What every agency of the round answers for the report's indicators, in the plan's order. One query."""
    entries: dict[int, list[IndicatorEntry]] = defaultdict(list)
    asked = IndicatorEntry.objects.filter(submission=submission).values("indicator")
    rows = with_last_year(IndicatorEntry.objects.filter(submission__round=submission.round_id, indicator__in=asked))
    rows = rows.select_related("indicator", "submission__agency")
    for entry in rows.order_by("indicator__order", "year", "submission__agency__sort_key"):
        entries[entry.indicator_id].append(entry)
    return entries


@dataclass(frozen=True)
class _Sent:
    """The answer as it was sent; sendings of earlier years lack numerator and denominator."""

    answer: Answer
    quality: Quality
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    note: str
    typed: str


def _sent(content: Mapping[str, Any]) -> _Sent:
    figures = {name: content.get(name) for name in ("value", "numerator", "denominator")}
    return _Sent(
        answer=Answer(content.get("answer") or Answer.NO_DATA),
        quality=Quality(content.get("quality") or Quality.ESTIMATE),
        note=content.get("note", ""),
        typed=content.get("typed", ""),
        **{name: None if text is None else Decimal(text) for name, text in figures.items()},
    )


def _indicator_item(entry: IndicatorEntry, shared: Shared, context: _Context) -> IndicatorItem:
    indicator, content = entry.indicator, shared.content.get(("indicator", entry.pk), {})
    sent, row = _sent(content), context.rows.get(entry.indicator_id)
    round_entries = context.entries[entry.indicator_id]
    others = [] if entry.is_part else [one for one in round_entries if contends(one, entry)]
    resolutions = context.resolutions.get(entry.indicator_id, [])
    contest = contest_of(claims_on(entry, round_entries, context.on_record(entry), context.agencies), resolutions)
    table = _parts_table(entry, sent, round_entries, context)
    judged = None if entry.is_part else row
    target = row.target_at(entry.year) if row else None
    flags = (*indicator_flags(_facts(entry, sent, contest)), *_parts_flags(table))
    last, last_quality = _last_year(entry, judged)
    return IndicatorItem(
        **shared.item("indicator", entry, flags),
        code=indicator.code,
        title=indicator.name,
        year=entry.year,
        is_part=entry.is_part,
        value=answer_words(sent, indicator, row.marks(entry.year) if row and not row.adds_up else ()),
        nothing=NOTHING_SIGNS.get(sent.answer, ""),
        pair=pair_words(sent.numerator, sent.denominator),
        quality=str(sent.quality.label) if sent.value is not None else "",
        note=sent.note,
        last=last,
        last_quality=last_quality,
        path=_path(judged, entry.year, sent.value) if judged else "",
        target=target.wording if target else "",
        target_year=target.year if target else None,
        others=[_line(other) for other in others],
        contest=contest,
        parts=table,
        resolutions=resolutions,
        verdict=_verdict(judged, entry.year, sent) if judged and not (contest and contest.is_lost) else None,
        on_record=_reconsidered(entry, context.on_record(entry)),
    )


def _reconsidered(entry: IndicatorEntry, on_record: Measurement | None) -> str:
    """What of this agency's stands on record while the item is decided anew."""
    if entry.is_part or entry.state == ItemState.ACCEPTED or on_record is None:
        return ""
    own = on_record.agency_id == entry.submission.agency_id
    return answer_words(on_record, entry.indicator) if own else ""


def _last_year(entry: IndicatorEntry, row: IndicatorRow | None) -> tuple[str, str]:
    """Last year's accepted answer and the quality of its figure; of a part, its figure."""
    if row is None:
        value = last_value_of(entry)
        return ("" if value is None else _figure(entry.indicator, value)), ""
    last = row.measurements.get(entry.year - 1)
    if last is None:
        return "", ""
    quality = "" if last.value is None else str(Quality(last.quality).label)
    return answer_words(last, entry.indicator), quality


def _facts(entry: IndicatorEntry, sent: _Sent, contest: Contest | None) -> Figures:
    others = contest.claims[1:] if contest else ()
    said = tuple(Other(claim.agency.short_name, claim.words, claim.said) for claim in others)
    return Figures.of(entry.indicator, sent, last_year=last_value_of(entry), others=said)


def _parts_table(
    entry: IndicatorEntry, sent: _Sent, entries: Sequence[IndicatorEntry], context: _Context
) -> PartsTable | None:
    """Of a part, beside the whole on record or, until there is one, as it was sent."""
    entries = [one for one in entries if one.year == entry.year]
    parts, whole = parts_sent(entries), context.on_record(entry)
    if not parts:
        return None
    sides: list[Side] = [(entry.submission.agency, sent)]
    if entry.is_part:
        wholes = [one for one in entries if not one.is_part and one.submission.state in AS_SENT]
        sides = [(context.agency_of(whole), whole)] if whole else [(one.submission.agency, one) for one in wholes]
    whose, figure = sides[0] if sides else (None, None)
    beside = PartsBeside(entry.indicator, entry.year, parts, figure, whose)
    waits = beside.is_open(context.resolutions.get(entry.indicator_id, [])) and bool(whole or not entry.is_part)
    lines = [_line(one) for one in entries if one.is_part]
    return PartsTable(lines, whose.short_name if whose and entry.is_part else "", beside.comparison, waits)


def _parts_flags(table: PartsTable | None) -> tuple[Flag, ...]:
    flag = table.comparison.flag() if table else None
    return (flag,) if flag else ()


def _line(entry: IndicatorEntry) -> Line:
    state = State(entry.submission.state)
    if state not in AS_SENT:
        return Line(None, entry.submission.agency.short_name, "", "", str(state), str(state.label))
    return Line(
        report=entry.submission_id,
        agency=entry.submission.agency.short_name,
        value=answer_words(entry, entry.indicator),
        pair=pair_words(entry.numerator, entry.denominator),
        sign=str(state),
        state=str(state.label),
    )


def _figure(indicator: Indicator, value: Decimal) -> str:
    return in_unit(format_figure(value, min_decimals=indicator.decimals), indicator)


def _path(row: IndicatorRow, year: int, value: Decimal | None) -> str:
    """What the path asks for, with enough digits to be seen on its true side of the value."""
    required = row.required(year)
    if required is None:
        return ""
    if row.adds_up:
        total = in_unit(format_figure(required, row.indicator.decimals), row.indicator)
        return _("{total} cộng dồn").format(total=total)
    beside = [] if value is None else [value]
    return in_unit(format_beside(required, beside, row.indicator.decimals), row.indicator)


def _verdict(row: IndicatorRow, year: int, sent: _Sent) -> Verdict:
    reading = row.reading_if(
        year,
        answer=sent.answer,
        value=sent.value,
        quality=sent.quality,
        reason=sent.note,
        numerator=sent.numerator,
        denominator=sent.denominator,
    )
    return row.verdict_if(year, reading)
