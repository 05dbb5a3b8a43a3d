"""Readings of reorganisations, for administrators alone."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model, QuerySet
from django.http import Http404

from agencies.access import Person
from agencies.models import Reorganisation, ReorganisationEffect
from reports.reorganisation import draft as drafts
from reports.reorganisation.checking import Line
from reports.reorganisation.handing_over import reports_touched, told
from reports.reorganisation.surveying import Survey, survey


def reorganisations(person: Person) -> QuerySet[Reorganisation]:
    """All of them, the latest first; none for anybody but an administrator. One query."""
    rows = Reorganisation.objects.select_related("made_by", "applied_by", "undone_by")
    return rows if person.is_admin else rows.none()


def get_reorganisation(person: Person, pk: int) -> Reorganisation:
    """One query; Http404 for anybody but an administrator."""
    row = reorganisations(person).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One thing that changes hands. `before` and `after` name the agencies; `kind`, `plan`, `key`, `from_` and `to`
    are those of a taker line. `reason` says why the successions propose it, where `is_proposed`; else `note` is the
    line's own. `takes_many`: whether several may take it; `may_be_dropped`: whether nobody may."""

    kind: str
    plan: str
    key: str
    label: str
    before: str
    after: str
    from_: str
    to: tuple[str, ...]
    reason: str
    note: str
    confirmed: bool
    is_proposed: bool
    takes_many: bool
    may_be_dropped: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`problems` are sentences that stand in the way; `drafts` say what moves in open rounds."""

    problems: list[str] = field(default_factory=list)
    lines: list[PreviewLine] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    can_apply: bool = False


def preview(reorganisation: Reorganisation, *, today: dt.date) -> Preview:
    """What applying it would do, or would have done on its day. Nothing is written. About 25 queries, for any number of
    agencies and duties."""
    found = survey(drafts.of(reorganisation.draft), today=today)
    return Preview(
        problems=found.problems,
        lines=[_preview_line(found, line) for line in found.lines],
        drafts=list(told(reports_touched(found))),
        can_apply=not found.problems and reorganisation.applied_at is None,
    )


def _preview_line(found: Survey, line: Line) -> PreviewLine:
    holding, taker = line.holding, line.taker
    return PreviewLine(
        kind=holding.kind.value,
        plan=holding.plan,
        key=holding.key,
        label=holding.label,
        before=found.short_name(holding.from_),
        after=", ".join(found.short_name(code) for code in line.to),
        from_=holding.from_,
        to=line.to,
        reason=line.reason,
        note=taker.note if taker else "",
        confirmed=taker.confirmed if taker else False,
        is_proposed=taker is None,
        takes_many=holding.takes_many,
        may_be_dropped=holding.may_be_dropped,
        problem=found.line_problems.get(holding.what, ""),
    )


def effects_of(reorganisation: Reorganisation) -> list[ReorganisationEffect]:
    """The rows it made, changed and removed, in that order. One query."""
    return list(reorganisation.effects.all())


def decision_of(rows: Sequence[Model]) -> dict[int, Reorganisation]:
    """By key, the reorganisation in force that made, ended or moved each of these rows of one table, where one did; the
    last of several. One query."""
    if not rows:
        return {}
    effects = ReorganisationEffect.objects.select_related("reorganisation").filter(
        table=rows[0]._meta.db_table, row_id__in=[row.pk for row in rows], reorganisation__undone_at=None
    )
    return {effect.row_id: effect.reorganisation for effect in effects.order_by("reorganisation__applied_at", "order")}
