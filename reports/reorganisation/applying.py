"""Carrying a reorganisation out: agencies end and begin, and every dated duty passes on from the day."""

import datetime as dt
from typing import Any

from agencies.models import Agency, Reorganisation, Succession
from agencies.models.dated import Dated
from agencies.text import sort_key
from plan.models import Recipient
from reports.reorganisation.checking import Line
from reports.reorganisation.handing_over import reports_touched
from reports.reorganisation.holdings import TABLES, UNDATED
from reports.reorganisation.journal import Journal
from reports.reorganisation.moving import move_reports
from reports.reorganisation.proposing import acting
from reports.reorganisation.surveying import Survey
from targets.models import IndicatorOwner


def carry_out(found: Survey, reorganisation: Reorganisation, *, now: dt.datetime) -> None:
    """Everything in the order in which rows need each other. The number of statements does not grow with the rows."""
    journal = Journal()
    _make_agencies(found, journal)
    _make_successions(found, reorganisation, journal)
    for model in found.passings:
        _pass_rows(found, model, journal)
    _move_matters(found, journal)
    move_reports(reports_touched(found, lock=True), found.agencies, journal, now=now)
    _end_agencies(found, journal)
    journal.keep(reorganisation)


def _make_agencies(found: Survey, journal: Journal) -> None:
    """A new agency lets its head sign as the one did that it goes on for."""
    signed = {acting(found.draft, code): found.agencies[code].uses_signoff for code in found.givers}
    made = journal.make(
        Agency,
        (
            Agency(
                code=record.code,
                name=record.name,
                short_name=record.short_name,
                level=record.level,
                aliases=list(record.aliases),
                uses_signoff=signed.get(record.code, True),
                valid_from=found.day,
                sort_key=sort_key(record.name),
            )
            for record in found.draft.agencies
        ),
    )
    found.agencies |= {agency.code: agency for agency in made}


def _make_successions(found: Survey, reorganisation: Reorganisation, journal: Journal) -> None:
    draft, agencies = found.draft, found.agencies
    journal.make(
        Succession,
        (
            Succession(
                predecessor=agencies[line.from_],
                successor=agencies[line.to],
                date=found.day,
                legal_basis=draft.decision.number,
                scope=line.scope,
                acts=line.from_ in draft.ends and acting(draft, line.from_) == line.to,
                reorganisation=reorganisation,
            )
            for line in draft.successions
        ),
    )


def _end_agencies(found: Survey, journal: Journal) -> None:
    journal.change(Agency, {found.agencies[code].pk: {"valid_to": found.day} for code in found.draft.ends})


def _pass_rows(found: Survey, model: type[Dated], journal: Journal) -> None:
    """What held ends before what follows begins, as the database demands."""
    passing = found.passings[model]
    old: dict[int, Any] = model._base_manager.in_bulk({begin.like for begin in passing.begins})
    journal.change(model, {pk: {"valid_to": found.day} for pk in passing.ends})
    journal.remove(model, passing.gone)
    lines = {pk: line for line in found.lines if TABLES.get(line.holding.kind) is model for pk in line.holding.rows}
    begun = []
    for begin in passing.begins:
        row = _like(old[begin.like])
        row.agency_id, row.valid_from, row.valid_to = found.agencies[begin.holder].pk, begin.start, begin.end
        if isinstance(row, IndicatorOwner):
            row.confirmed = _is_sure(found, lines[begin.like], was=row.confirmed)
        if isinstance(row, Recipient):
            row.text = _named_after(row.text, old[begin.like].agency_id, found, begin.holder)
        begun.append(row)
    journal.make(model, begun)


def _like(row: Any) -> Any:
    """A new row with the old one's columns; of an amendment that made or ended the old one it says nothing."""
    columns = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    for name in ("id", "amendment_id", "ended_by_id"):
        columns.pop(name, None)
    return type(row)(**columns)


def _is_sure(found: Survey, line: Line, *, was: bool) -> bool:
    """Whether who reports an indicator now is beyond doubt: somebody has confirmed it, or the only successor goes on
    with what was confirmed before."""
    if line.taker:
        return line.taker.confirmed
    return was and sum(each.from_ == line.holding.from_ for each in found.draft.successions) == 1


def _named_after(text: str, agency_id: int, found: Survey, taker: str) -> str:
    """An addressee's line with the old agency's name replaced; the taker's full name where it says something else."""
    old = next(agency for agency in found.agencies.values() if agency.pk == agency_id)
    new = found.agencies[taker]
    for mine, its in ((old.name, new.name), (old.short_name, new.short_name)):
        if mine in text:
            return text.replace(mine, its)[:250]
    return new.name


def _move_matters(found: Survey, journal: Journal) -> None:
    """Open difficulties and inspections go to another agency; the name under which they were raised stays."""
    for kind, model in UNDATED.items():
        moved = [line for line in found.lines if line.holding.kind == kind and line.moves]
        journal.change(
            model, {line.holding.pk: {"agency_id": found.agencies[line.to[0]].pk} for line in moved if line.holding.pk}
        )
