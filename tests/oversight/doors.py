"""What the rows of tests/meta/doors.txt about guidance, own plans and inspections mean."""

from reports.oversight.guidance.services import say
from reports.oversight.inspections.services import record
from reports.oversight.plans.services import file, withdraw
from tests.factories import NOW, person
from tests.oversight.conftest import HELD, paper, stepped


def oversight_things(world, round_):
    """Guidance for `round_`, Sở A's own plans, one withdrawn, and an inspection of Sở A with two findings."""
    common = {"by": person(world.dung), "now": NOW}
    guidance = say(round_=round_, text="Số liệu chốt.", seen=None, upload=paper(), **common)
    plans = {
        name: file(
            plan=world.plan,
            agency=world.a,
            document_number=number,
            document_date=HELD,
            title="Triển khai",
            upload=paper(),
            **common,
        )
        for name, number in (("own-plan", "45/KH"), ("withdrawn-plan", "44/KH"))
    }
    withdraw(filed=plans["withdrawn-plan"], reason="Nhầm tệp.", **common)
    about = {"conclusion": "Còn tồn tại.", "findings": "Một\nHai", "upload": paper()}
    inspection = record(plan=world.plan, agency=world.a, held_on=HELD, **about, **common)
    first, second = inspection.findings.all()
    step = stepped(second, "mend", world.an, upload=paper())
    at_inspection = {"pk": inspection.pk, "name": inspection.file.name}
    return {
        "guided": {"plan": world.plan.code, "year": round_.year, "pk": guidance.pk, "name": "x.pdf"},
        "inspected": at_inspection | {"finding": first.pk, "seen": 0},
        "reported": at_inspection | {"finding": second.pk, "seen": 1},
        "reported-file": {"pk": step.pk, "name": "x.pdf"},
        **{
            name: {"plan": world.plan.code, "code": "SOA", "pk": row.pk, "name": row.file.name}
            for name, row in plans.items()
        },
    }


def oversight_body(route, action, thing, world):
    """What a browser would send."""
    match route:
        case "reports:write_guidance":
            return {"text": "Số liệu chốt sớm hơn.", "seen": thing["pk"]}
        case "reports:agency_plan":
            said = {"document_number": "46/KH", "document_date": f"{HELD}", "title": "Điều chỉnh"}
            return said | {"file": paper()}
        case "reports:withdraw_plan":
            return {"reason": "Nộp nhầm tệp."}
        case "reports:record_inspection":
            return {"agency": world.b.pk, "held_on": f"{HELD}", "conclusion": "Tốt.", "findings": "Một"}
        case "reports:add_finding":
            return {"text": "Thêm."}
        case "reports:add_minutes":
            return {"document_number": "12/BB", "document_date": f"{HELD}"}
        case "reports:inspection":
            return {"finding": thing["finding"], "seen": thing["seen"], "action": action, "text": "Đã làm."}
    return {}


ROUTES = frozenset(
    f"reports:{name}"
    for name in (
        "write_guidance",
        "agency_plan",
        "withdraw_plan",
        "record_inspection",
        "add_finding",
        "add_minutes",
        "inspection",
    )
)
