"""What a reorganisation did, read from the rows it kept of that: who had something before, and who has had it since."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.enums import Role
from agencies.errors import Refused
from agencies.models import (
    Agency,
    AgencyGroup,
    GroupMembership,
    Membership,
    Reorganisation,
    ReorganisationEffect,
    User,
)
from plan.enums import Duty
from plan.models import Authority, Coordinator, Plan, Recipient, Responsibility, Task
from reports.models import Difficulty, Inspection
from reports.reorganisation.journal import model_of
from reports.reorganisation.undoing import take_back
from targets.models import Indicator, IndicatorOwner

Columns = dict[str, Any]


@dataclass(frozen=True)
class Held:
    """A table whose rows say that an agency has something: what it is called, and what tells one thing from another."""

    heading: Any
    model: type[Model]
    about: tuple[str, ...]
    label: Callable[["Names", Columns], str]


@dataclass(frozen=True)
class Passed:
    """One thing, with those who had it and those who got it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Done:
    """`groups` by heading; `others` says in words how many rows of other tables were touched."""

    groups: list[tuple[str, list[Passed]]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def done_by(effects: Iterable[ReorganisationEffect]) -> Done:
    """At most a query for each table of `HELD` and for each kind of thing that is named."""
    by_table: dict[str, list[ReorganisationEffect]] = defaultdict(list)
    for effect in effects:
        by_table[effect.table].append(effect)
    sides = [_sides(held, by_table.pop(held.model._meta.db_table, [])) for held in HELD]
    names = Names(row for before, after in sides for row in (*before, *after))
    groups = [(str(held.heading), _passed(held, *side, names)) for held, side in zip(HELD, sides, strict=True)]
    return Done(
        [(heading, lines) for heading, lines in groups if lines], [_counted(*pair) for pair in by_table.items()]
    )


def against_undoing(reorganisation: Reorganisation, *, now: dt.datetime) -> str:
    """Why it could not be undone now; empty where it could. It is tried, and nothing of that stays."""
    try:
        with transaction.atomic():
            take_back(reorganisation, now=now)
            transaction.set_rollback(True)
    except Refused as refused:
        return refused.message
    return ""


def _sides(held: Held, effects: list[ReorganisationEffect]) -> tuple[list[Columns], list[Columns]]:
    """The rows that ended, or were handed on as they are, and those that came in their place."""
    changed = {effect.row_id: effect for effect in effects if effect.before and effect.after}
    kept = held.model._base_manager.filter(pk__in=changed).values("pk", "agency_id", *held.about)
    stored: dict[int, Columns] = {row["pk"]: row for row in kept}
    before = [stored[pk] | (effect.before or {}) for pk, effect in changed.items() if pk in stored]
    after = [stored[pk] | (effect.after or {}) for pk, effect in changed.items() if pk in stored and _stays(effect)]
    before += [effect.before for effect in effects if effect.before and not effect.after]
    after += [effect.after for effect in effects if effect.after and not effect.before]
    return before, after


def _stays(effect: ReorganisationEffect) -> bool:
    """Whether the row goes on, under another agency or with another word."""
    return "valid_to" not in (effect.after or {})


def _passed(held: Held, before: list[Columns], after: list[Columns], names: "Names") -> list[Passed]:
    sides: dict[str, tuple[list[str], list[str]]] = {}
    for side, rows in enumerate((before, after)):
        for row in rows:
            pair = sides.setdefault(held.label(names, row), ([], []))
            if row["agency_id"]:
                pair[side].append(names.of(row, "agency_id"))
    return [
        Passed(label, ", ".join(dict.fromkeys(had)), ", ".join(dict.fromkeys(got)))
        for label, (had, got) in sides.items()
    ]


def _counted(table: str, effects: list[ReorganisationEffect]) -> str:
    made = sum(effect.before is None for effect in effects)
    removed = sum(effect.after is None for effect in effects)
    parts = [
        (made, _("{count} dòng mới")),
        (len(effects) - made - removed, _("{count} dòng thay đổi")),
        (removed, _("{count} dòng bỏ")),
    ]
    words = ", ".join(text.format(count=count) for count, text in parts if count)
    return f"{str(model_of(table)._meta.verbose_name).capitalize()}: {words}"


class Names:
    """Words for what the rows point to: one query for each kind of thing."""

    MODELS: ClassVar[dict[str, type[Model]]] = {
        "agency_id": Agency,
        "task_id": Task,
        "indicator_id": Indicator,
        "plan_id": Plan,
        "group_id": AgencyGroup,
        "user_id": User,
    }

    def __init__(self, rows: Iterable[Columns]) -> None:
        ids: dict[str, set[int]] = defaultdict(set)
        for row in rows:
            for column in self.MODELS.keys() & row.keys():
                ids[column].add(row[column])
        self._words = {
            column: {row.pk: _named(row) for row in self.MODELS[column]._base_manager.filter(pk__in=wanted - {None})}
            for column, wanted in ids.items()
        }

    def of(self, row: Columns, column: str) -> str:
        return self._words[column].get(row[column], "")


def _named(row: Model) -> str:
    return f"{row.code}. {row.name}" if isinstance(row, Indicator) else str(row)


HELD = (
    Held(
        gettext_lazy("Nhiệm vụ"),
        Responsibility,
        ("task_id", "duty"),
        lambda names, row: f"{names.of(row, 'task_id')} ({Duty(row['duty']).label})",
    ),
    Held(gettext_lazy("Chỉ tiêu"), IndicatorOwner, ("indicator_id",), lambda names, row: names.of(row, "indicator_id")),
    Held(gettext_lazy("Cơ quan đầu mối"), Coordinator, ("plan_id",), lambda names, row: names.of(row, "plan_id")),
    Held(gettext_lazy("Cơ quan chủ quản"), Authority, ("plan_id",), lambda names, row: names.of(row, "plan_id")),
    Held(
        gettext_lazy("Nơi nhận báo cáo tổng hợp"),
        Recipient,
        ("plan_id", "order"),
        lambda names, row: _("{plan}, nơi nhận thứ {order}").format(plan=names.of(row, "plan_id"), order=row["order"]),
    ),
    Held(gettext_lazy("Nhóm cơ quan"), GroupMembership, ("group_id",), lambda names, row: names.of(row, "group_id")),
    Held(
        gettext_lazy("Người dùng"),
        Membership,
        ("user_id", "role"),
        lambda names, row: f"{names.of(row, 'user_id')} ({Role(row['role']).label})",
    ),
    Held(gettext_lazy("Khó khăn, vướng mắc"), Difficulty, ("text",), lambda names, row: row["text"]),
    Held(
        gettext_lazy("Kiểm tra, giám sát"),
        Inspection,
        ("held_on",),
        lambda names, row: _("Kiểm tra ngày {day}").format(day=f"{row['held_on']:%d/%m/%Y}"),
    ),
)
