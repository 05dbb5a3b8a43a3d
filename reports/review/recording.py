"""What accepting an indicator's answer puts on record, once a person has said what stands where figures differ."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.errors import Refused, Stale
from agencies.models import Agency
from reports.enums import ItemState
from reports.flags import said_exactly
from reports.models import IndicatorEntry, MeasurementSource, Submission, SubmissionVersion
from reports.review.contests import Choice, Contest, claims_on, contest_of
from reports.settling import PartsBeside
from reports.workflow import AS_SENT
from targets.enums import Answer, Disagreement, Quality
from targets.models import Measurement, Resolution
from targets.services import AcceptedAnswer, hold_indicators, record_measurements, settle

Key = tuple[int, int]  # indicator and year


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """One officer's decision: the `reason` given with it, and the `choice` where figures differ."""

    submission: Submission
    version: SubmissionVersion
    reason: str
    choice: Choice | None
    by: Person
    now: dt.datetime

    def put_on_record(self, entries: Sequence[IndicatorEntry]) -> None:
        """Record the answers of `entries`; one that another agency's figure is preferred to is only read.

        Raises Refused where it is not said which of differing figures stands, or why parts may differ from the whole;
        Stale where the figures are not those that were seen. A fixed number of queries where nothing differs.
        """
        pks = {entry.indicator_id for entry in entries}
        hold_indicators(pks)
        beside, decided = _entries(self.submission, pks), _resolutions(pks, self.submission.round.year)
        on_record = _on_record(pks, self.submission.round.year)
        agencies = {row.agency_id: row.agency for row in on_record.values()}
        undisputed = []
        for entry in entries:
            key = _key(entry)
            claims = claims_on(entry, beside[key], on_record.get(key), agencies)
            contest = contest_of(claims, decided[key])
            before = on_record.get(key)
            if contest:
                self._record_chosen(contest, entry)
            elif before and before.agency_id != self.submission.agency_id:
                self._record_beside(before, entry)
            else:
                undisputed.append((entry, self.version))
        if undisputed:
            self._record(undisputed, self.reason)
        self._settle_parts(entries, beside, decided)

    def _record_chosen(self, contest: Contest, entry: IndicatorEntry) -> None:
        """Another agency's chosen figure goes on record with the acceptance of its own item, which may lie behind."""
        decision = self._decide(contest, entry)
        row = contest.standing(decision.chosen).row
        if row is entry:
            self._record([(entry, self.version)], decision.reason)
        elif isinstance(row, IndicatorEntry) and row.state == ItemState.ACCEPTED:
            self._record([(row, row.submission.versions.latest("number"))], decision.reason)

    def _record_beside(self, before: Measurement, entry: IndicatorEntry) -> None:
        """Where another agency's figure is on record and all now say the same: it stays unless this one says more."""
        multiplier = entry.indicator.multiplier
        words = {"agency": self.submission.agency.name, "other": before.agency.name}
        if said_exactly(before, multiplier) != said_exactly(entry, multiplier):
            reason = _("{other} đã sửa số, nay báo giống {agency}.").format(**words)
        elif Quality(entry.quality).firmness > Quality(before.quality).firmness:
            quality = Quality(entry.quality).label
            reason = _("{agency} báo cùng số với {other}, là số {quality}.").format(quality=quality, **words)
        else:
            return
        self._record([(entry, self.version)], self.reason or reason)

    def _decide(self, contest: Contest, entry: IndicatorEntry) -> Resolution:
        choice, decided = self.choice, contest.decided
        if choice is None or not choice.stands:
            if decided is None:
                raise Refused(contest.sentence, field="stands")
            return decided
        if choice.seen != contest.seal:
            message = _("Các số báo khác nhau vừa thay đổi hoặc vừa được người khác chọn. Hãy xem lại rồi chọn.")
            raise Stale(message, current=entry)
        if decided and choice.stands == decided.chosen:
            return decided
        if choice.stands not in {claim.words for claim in contest.claims}:
            raise Refused(contest.sentence, field="stands")
        return settle(
            indicator=entry.indicator,
            year=entry.year,
            kind=Disagreement.AGENCIES,
            figures=contest.figures,
            chosen=choice.stands,
            reason=self.reason,
            by=self.by.user,
            now=self.now,
        )

    def _record(self, accepted: Sequence[tuple[IndicatorEntry, SubmissionVersion]], reason: str) -> None:
        answers = [_answer(entry) for entry, _version in accepted]
        measurements = record_measurements(answers, reason=reason, by=self.by.user, now=self.now)
        MeasurementSource.objects.bulk_create(
            (
                MeasurementSource(measurement=measurement, entry=entry, version=version)
                for measurement, (entry, version) in zip(measurements, accepted, strict=True)
            ),
            ignore_conflicts=True,  # an unchanged figure accepted again keeps its first source
        )

    def _settle_parts(
        self,
        entries: Sequence[IndicatorEntry],
        beside: dict[Key, list[IndicatorEntry]],
        decided: dict[Key, list[Resolution]],
    ) -> None:
        """Once the whole is on record, whether it or a part was accepted last."""
        parted = {_key(entry): entry.indicator for entry in entries if any(e.is_part for e in beside[_key(entry)])}
        wholes = _on_record({pk for pk, _year in parted}, self.submission.round.year) if parted else {}
        for key, indicator in parted.items():
            if whole := wholes.get(key):
                table = PartsBeside(indicator, key[1], parts_sent(beside[key]), whole, whole.agency)
                table.settle(decided[key], reason=self.reason, by=self.by.user, now=self.now)


def parts_sent(entries: Sequence[IndicatorEntry]) -> list[tuple[Agency, IndicatorEntry | None]]:
    """The parts among `entries` as they were sent; None for one that was not."""
    parts = [(entry.submission, entry) for entry in entries if entry.is_part]
    return [(report.agency, entry if report.state in AS_SENT else None) for report, entry in parts]


def _key(row: IndicatorEntry | Measurement | Resolution) -> Key:
    return row.indicator_id, row.year


def _entries(submission: Submission, indicators: set[int]) -> dict[Key, list[IndicatorEntry]]:
    """What every agency of the round answers, by the agencies' names; the report's own among them. One query."""
    rows = IndicatorEntry.objects.filter(submission__round=submission.round_id, indicator__in=indicators)
    found: dict[Key, list[IndicatorEntry]] = defaultdict(list)
    for row in rows.select_related("indicator", "submission__agency").order_by("submission__agency__sort_key"):
        found[_key(row)].append(row)
    return found


def _on_record(indicators: set[int], year: int) -> dict[Key, Measurement]:
    """The figures of the whole. One query."""
    rows = Measurement.objects.filter(indicator__in=indicators, year=year).select_related("agency")
    return {_key(row): row for row in rows.order_by("indicator_id", "-revision").distinct("indicator_id")}


def _resolutions(indicators: set[int], year: int) -> dict[Key, list[Resolution]]:
    """What was decided between differing figures, oldest first. One query."""
    found: dict[Key, list[Resolution]] = defaultdict(list)
    for row in Resolution.objects.filter(indicator__in=indicators, year=year).order_by("at", "pk"):
        found[_key(row)].append(row)
    return found


def _answer(entry: IndicatorEntry) -> AcceptedAnswer:
    return AcceptedAnswer(
        indicator=entry.indicator,
        year=entry.year,
        agency=entry.submission.agency,
        answer=Answer(entry.answer),
        value=entry.value,
        quality=Quality(entry.quality),
        numerator=entry.numerator,
        denominator=entry.denominator,
        note=entry.note,
        is_part=entry.is_part,
    )
