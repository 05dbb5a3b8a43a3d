"""Whether a draft still says what has been decided."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from reports.consolidate.content import named
from reports.enums import ConsolidationState
from reports.models import Consolidation, ReviewNote, Round, Submission, Transition
from reports.workflow import Action

_STEPS = (Action.SEND, Action.SIGN_AND_SEND, Action.ACCEPT, Action.RETURN, Action.REOPEN)


@dataclass(frozen=True, slots=True)
class StaleDraft:
    """The newest draft of a round, and the agencies whose reports moved since it was built."""

    pk: int
    number: int
    built_at: dt.datetime
    names: list[str]

    @property
    def named(self) -> str:
        return named(self.names)


def changed_since(consolidation: Consolidation) -> list[str]:
    """The agencies whose reports were sent, or decided about, since the draft was built. One query."""
    round_, built_at = consolidation.round_id, consolidation.built_at
    decided = ReviewNote.objects.filter(version__submission__round=round_, at__gt=built_at)
    moved = Transition.objects.filter(submission__round=round_, action__in=_STEPS, at__gt=built_at)
    either = Q(pk__in=decided.values("version__submission")) | Q(pk__in=moved.values("submission"))
    names = Submission.objects.filter(either, round=round_).order_by("agency_name")
    return list(names.values_list("agency_name", flat=True))


def stale_draft(round_: Round) -> StaleDraft | None:
    """The draft that would be issued next, where it is behind the reports. Two queries, none in a locked round."""
    newest = None if round_.locked_at else round_.consolidations.order_by("-number").first()
    if newest is None or newest.state != ConsolidationState.DRAFT:
        return None
    names = changed_since(newest)
    return StaleDraft(newest.pk, newest.number, newest.built_at, names) if names else None
