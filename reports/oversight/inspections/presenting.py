"""Findings as the page of their inspection shows them: plain values and words. No query is made here."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.models import User
from reports.enums import FindingAction, FindingState
from reports.models import Finding, FindingStep, Inspection
from reports.oversight.inspections.forms import StepForm, step_form
from reports.oversight.inspections.steps import actions_from, is_overdue
from reports.workflow import Actor


@dataclass(frozen=True, slots=True)
class FindingItem:
    """`actions` are those this person may take, by name; `form` what to say with them. `own`: this very person
    reported what waits, and so does not confirm it."""

    row: Finding
    steps: list[FindingStep]
    overdue: int
    actions: dict[str, str]
    form: StepForm
    own: bool

    @property
    def asks(self) -> str:
        """What the text is to say."""
        return _("Đã khắc phục những gì") if "mend" in self.actions else _("Ý kiến")


def finding_items(
    inspection: Inspection, *, actors: Collection[Actor], user: User, posted: StepForm | None, on: dt.date
) -> list[FindingItem]:
    return [_item(finding, actors, user, posted, on) for finding in inspection.findings.all()]


def _item(finding: Finding, actors: Collection[Actor], user: User, posted: StepForm | None, on: dt.date) -> FindingItem:
    steps, state = list(finding.steps.all()), FindingState(finding.state)
    reported = bool(steps) and steps[-1].action == FindingAction.MEND and steps[-1].by_id == user.pk
    actions = actions_from(state=state, actors=actors, own=reported)
    is_late = is_overdue(state, finding.mend_by, on=on)
    return FindingItem(
        row=finding,
        steps=steps,
        overdue=(on - finding.mend_by).days if is_late and finding.mend_by else 0,
        actions={action.value: str(action.label) for action in actions},
        form=step_form(finding, posted),
        own=len(actions) < len(actions_from(state=state, actors=actors)),
    )
