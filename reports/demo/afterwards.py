"""What happens around the yearly reports of the demonstration: decisions, and figures made official later."""

import datetime as dt
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from agencies.access import Person
from plan.models import Plan
from reports.demo.story import Amended, Decided, Later
from reports.enums import FollowUpState
from reports.followup.said import Said
from reports.followup.selectors import key_of, on_record
from reports.followup.services import accept, send, send_back, sign
from reports.models import FollowUp
from reports.typed import Typed, read
from targets.enums import Answer, Comparator, Kind, Quality
from targets.figures import parse_figure
from targets.models import Indicator, Measurement
from targets.schedule import read_list
from targets.setting.amending import Draft, amend_target
from targets.setting.decisions import Decision
from targets.setting.milestones import set_milestones

DAY = dt.timedelta(days=1)


class Aftermath:
    """Plays decisions and later figures of one plan. `reporters` and `heads` are by agency code."""

    def __init__(
        self,
        plan: Plan,
        *,
        reporters: Mapping[str, Person],
        heads: Mapping[str, Person],
        officer: Person,
        zone: ZoneInfo,
    ) -> None:
        self.plan = plan
        self.reporters = reporters
        self.heads = heads
        self.officer = officer
        self.zone = zone

    def decide(self, story: Decided) -> None:
        """The coordinator puts a decision on record on the day after it was taken."""
        decision = Decision(
            number=story.number,
            decided_on=story.decided_on,
            effective_on=story.effective_on,
            summary=story.summary,
        )
        today = story.decided_on + DAY
        if story.schedules:
            schedules = {code: read_list(text) for code, text in story.schedules.items()}
            set_milestones(plan=self.plan, schedules=schedules, decision=decision, today=today, by=self.officer)
        for amended in story.amended:
            self._amend(amended, decision, today)

    def _amend(self, story: Amended, decision: Decision, today: dt.date) -> None:
        indicator = self._indicator(story.indicator)
        target = indicator.targets.get(valid_to=None)
        draft = Draft(
            year=target.year, comparator=Comparator.GE, lower=parse_figure(story.at_least), wording=story.wording
        )
        amend_target(
            indicator=indicator,
            draft=draft,
            instead_of=target.pk,
            decision=decision,
            today=today,
            by=self.officer,
        )

    def send_later(self, story: Later, year: int) -> None:
        """An agency sends a firmer figure for `year`, which may come back once, and goes as far as the story says."""
        moment = dt.datetime.combine(story.on, dt.time(9, 20), tzinfo=self.zone)
        if story.first:
            sent = self._send(story, year, moment - 6 * DAY, typed=story.first)
            send_back(follow_up=sent, reason=story.returned, by=self.officer, now=moment - 4 * DAY)
        sent = self._send(story, year, moment)
        if story.until == FollowUpState.ACCEPTED:
            seen = on_record([sent])[key_of(sent)].pk
            accept(follow_up=sent, seen=seen, remark=story.remark, by=self.officer, now=moment + 2 * DAY)

    def _send(self, story: Later, year: int, now: dt.datetime, *, typed: str = "") -> FollowUp:
        indicator = self._indicator(story.indicator)
        before = Measurement.objects.filter(indicator=indicator, year=year).latest("revision")
        figure = read(
            Typed(
                figure=typed or story.typed,
                numerator=story.numerator,
                denominator=story.denominator,
                multiplier=indicator.multiplier,
                kind=Kind(indicator.kind),
            )
        )
        said = Said(
            answer=Answer.FIGURE,
            quality=Quality.OFFICIAL,
            value=figure.value,
            numerator=figure.numerator,
            denominator=figure.denominator,
        )
        code = before.agency.code
        sent = send(
            indicator=indicator,
            year=year,
            said=said,
            note=story.note,
            seen=before.pk,
            by=self.reporters[code],
            now=now,
        )
        if story.until != FollowUpState.AWAITING:
            sign(follow_up=sent, by=self.heads[code], now=now + dt.timedelta(hours=4))
        return sent

    def _indicator(self, code: str) -> Indicator:
        indicator: Indicator = Indicator.objects.select_related("plan", "baseline").get(plan=self.plan, code=code)
        return indicator
