"""What a browser would send to each route of `doors.txt`, so that only the person decides whether anything happens."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from reports.collect.selectors import form_of
from tests import factories as f
from tests.agencies.doors import agency_body
from tests.amending.doors import amending_body
from tests.difficulties.doors import difficulty_body
from tests.drafting.doors import drafting_body
from tests.evidence.files import PDF
from tests.oversight.doors import ROUTES as OVERSIGHT
from tests.oversight.doors import oversight_body
from tests.reminders.doors import reminder_body
from tests.reorganisation.doors import reorganisation_body


def body(rule, thing, world):
    """The form for the rule's route; empty where a click says everything."""
    action = rule.thing.partition("/")[2]
    rooms = (_of_the_form, _of_the_desk, _of_other_rooms, _of_everything_else)
    return next(filter(None, (room(rule.route, action, thing, world) for room in rooms)), {})


def _of_the_form(route, action, thing, world):
    """An agency writes and sends."""
    match route:
        case "reports:form":
            entry = form_of(thing["report"]).tasks[0]
            name = f"task-{entry.pk}"
            return {f"{name}-version": entry.version, f"{name}-progress": "done", f"{name}-result": "Đã xong."}
        case "reports:save_task":
            return {"version": form_of(thing["report"]).tasks[0].version, "result": "Đã xong."}
        case "reports:save_indicator":
            return {"version": form_of(thing["report"]).indicators[0].version, "typed": "53,5"}
        case "reports:add_to_task" | "reports:add_to_indicator":
            return {"files": SimpleUploadedFile("khác.pdf", b"%PDF-1.7 " + PDF)}
        case "reports:move":
            report = thing["report"]
            return {
                "version": report.version,
                "reason": "Cần sửa.",
                "seen": form_of(report).fingerprint,
                "without_parts": "on",
            }
    return None


def _of_the_desk(route, action, thing, world):
    """The coordinator reviews."""
    match route:
        case "reports:decide_task" | "reports:decide_indicator":
            return {"decision": "return", "reason": "Thiếu số liệu.", "sending": 1}
        case "reports:accept_clean":
            return {"sending": 1, "item": [f"task-{entry.pk}" for entry in form_of(thing["report"]).tasks]}
        case "reports:return_items":
            keys = [f"task-{entry.pk}" for entry in form_of(thing["report"]).tasks]
            notes = {f"note-{key}": "Thiếu số liệu." for key in keys}
            return {"sending": 1, "version": thing["report"].version, "item": keys} | notes
        case "reports:finish_review":
            return {"action": "reopen", "version": thing["report"].version, "reason": "Xem lại."}
    return None


def _of_other_rooms(route, action, thing, world):
    """Rooms that keep what their doors ask for beside their own tests."""
    match route:
        case _ if said := amending_body(route, world):
            return said
        case _ if said := agency_body(route, world):
            return said
        case _ if route.startswith("reports:remind"):
            return reminder_body(route, thing)
        case _ if route.startswith("reports:reorg") or route == "reports:new_reorganisation":
            return reorganisation_body(route, thing)
        case _ if route.startswith(("targets:document", "targets:plan_document")):
            return drafting_body(route, thing)
        case _ if "difficult" in route:
            return difficulty_body(route, action, thing, world)
        case _ if route in OVERSIGHT:
            return oversight_body(route, action, thing, world)
    return None


def _of_everything_else(route, action, thing, world):
    """One page each."""
    today = f"{timezone.localdate():%d/%m/%Y}"
    match route:
        case "login":
            return {"username": "an", "password": f.PASSWORD}
        case "set_language":
            return {"language": "en"}
        case "agencies:add_person":
            account = {"username": "moi", "full_name": "Trịnh Thị Mới", "email": "moi@example.test"}
            return account | {"agency": world.a.pk, "role": "reporter", "password": "Mat-khau-ban-dau-1"}
        case "targets:owner":
            return {"agency": world.b.pk, "on": today, "confirmed": "on"}
        case "reports:open_round":
            return {"data_until": "30/11/2030", "due_at": "05/12/2030", "consolidation_due_at": "15/12/2030"}
        case "reports:extend":
            return {"due_at": "20/12/2029", "reason": "Bão.", "decided_by": "Giám đốc Sở", "confirmed": "2029-12-20"}
        case "reports:issue":
            return {"document_number": "126/BC-SDM", "document_date": today, "confirmed": "on"}
        case "reports:attach_signed":
            return {"file": SimpleUploadedFile("ký.pdf", b"%PDF-1.7 " + PDF)}
        case "reports:record_sending":
            return {"addressee": "Bộ Nội vụ", "channel": "axis", "sent_at": "2020-12-01T09:00"}
        case "reports:follow_up":
            return {"seen": thing["seen"], "typed": "51", "quality": "official", "note": "Niên giám."}
        case "reports:follow_up_item":
            return {"step": action, "seen": thing["seen"], "reason": "Xem lại."}
        case "api:indicator-verdict":
            return {"year": 2030, "value": "61"}
    return None
