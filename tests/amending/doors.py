"""What the rows of tests/meta/doors.txt about decisions that change the plan mean."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from plan.amending.amendments import record
from plan.amending.decisions import Decision
from plan.amending.tasks import Party, TaskDraft, add_task, seal_of, task_on
from plan.enums import Duty
from targets.amending.indicators import add_indicator, content_of, row_on
from targets.enums import Comparator
from targets.setting.amending import Draft
from targets.setting.previews import token_of
from targets.setting.standing import state_of
from tests import factories as f
from tests.evidence.files import PDF

DAY = dt.date(2029, 6, 1)  # so far ahead that nothing of today is another


def amending_things(world):
    """A decision that brought a task and an indicator, with its file; another from which nothing follows."""
    common = {"today": f.TODAY, "by": f.person(world.dung)}
    days = {"decided_on": dt.date(2026, 6, 1), "effective_on": DAY}
    full, bare = (
        record(
            plan=world.plan,
            decision=Decision(number=number, summary="Điều chỉnh", **days),
            upload=SimpleUploadedFile("qd.pdf", PDF),
            **common,
        )
        for number in ("71/QĐ", "72/QĐ")
    )
    lead = [Party(duty=Duty.LEAD, agency=world.a)]
    draft = TaskDraft(section=world.tasks[0].section, title="Mới", text="Nội dung.", parties=lead)
    add_task(amendment=full, code="9.9", draft=draft, **common)
    target = Draft(year=2030, comparator=Comparator.GE, lower=60, wording="60%")
    content = content_of(world.indicators[0])
    add_indicator(amendment=full, code="9.9.9", content=content, target=target, owner=world.a, **common)
    named = {"plan": world.plan.code, "pk": full.pk}
    return {
        "amendment": named,
        "bare-amendment": {"plan": world.plan.code, "pk": bare.pk},
        "amended-task": named | {"code": "1.1"},
        "amended-indicator": named | {"code": "2.1.2"},
        "brought-task": named | {"code": "9.9"},
        "brought-indicator": named | {"code": "9.9.9"},
    }


def amending_body(route, world):
    """What a browser would send."""
    task = {"rows": 1, "duty-0": "lead", "party-0": "SOA", "title": "Tên", "text": "Lời"}
    task |= {"section": world.tasks[0].section_id}
    match route:
        case "targets:add_amendment":
            return {"number": "73/QĐ", "decided_on": "2026-06-01", "summary": "Điều chỉnh"}
        case "targets:edit_amendment":
            return {"summary": "Nội dung khác"}
        case "targets:new_task":
            return task | {"code": "9.8"}
        case "targets:change_task":
            return task | {"seen": seal_of(*task_on(world.plan, "1.1", on=DAY))}
        case "targets:end_task":
            return {"seen": seal_of(*task_on(world.plan, "1.1", on=DAY))}
        case "targets:new_indicator":
            return _indicator(world) | {
                "code": "9.9.8",
                "wording": "60%",
                "comparator": "ge",
                "lower": "60",
                "year": 2030,
            }
        case "targets:change_indicator":
            return _indicator(world) | _seen(world)
        case "targets:end_indicator":
            return _seen(world)
        case "targets:withdraw_task" | "targets:withdraw_indicator":
            return {"reason": "Ghi nhầm."}
    return None


def _seen(world):
    return {"seen": token_of(state_of(row_on(world.plan, "2.1.2", on=DAY)))}


def _indicator(world):
    row = world.indicators[1]
    told = ("kind", "unit", "decimals", "direction", "accumulation", "quote")
    return {name: getattr(row, name) for name in told} | {"section": row.section_id, "name": "Tên khác"}
