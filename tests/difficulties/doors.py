"""The difficulties that `tests/meta/doors.txt` asks about, and what a browser would send for them."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.difficulties.checking import Said
from reports.difficulties.grouping import group_new
from reports.difficulties.services import raise_difficulty, take_step
from reports.enums import DifficultyAction as Action
from tests import factories as f
from tests.evidence.files import PDF


def difficulty_things(world):
    """Sở A's d-open, d-more and d-escalated (its paper d-paper), and d-group, which holds it and Sở B's."""

    def told(who, agency, text):
        how = {"plan": world.plan, "task": None, "by": f.person(who), "now": f.NOW}
        return raise_difficulty(agency=agency, text=text, **how)

    rows = [told(world.an, world.a, f"Thiếu {what}.") for what in ("vốn", "người", "đất")]
    grouped = [rows[2], told(world.cuc, world.b, "Thiếu đất.")]
    dung = {"by": f.person(world.dung), "now": f.NOW}
    asked = {"said": Said(text="Vượt thẩm quyền."), "upload": SimpleUploadedFile("tờ trình.pdf", PDF)}
    take_step(difficulty=rows[2], action=Action.ESCALATE, seen=1, **asked, **dung)
    group = group_new(plan=world.plan, chosen=[row.pk for row in grouped], title="Thiếu đất", **dung)
    named = zip(("d-open", "d-more", "d-escalated"), rows, strict=True)
    found = {name: {"pk": row.pk, "plan": world.plan.code, "seen": row.step_count} for name, row in named}
    found["d-open"]["beside"] = rows[1]
    return found | {"d-group": {"pk": group.pk}, "d-paper": {"pk": rows[2].steps.last().pk}}


def difficulty_body(route, action, thing, world):
    match route:
        case "reports:raise_difficulty":
            return {"agency": world.a.pk, "text": "Thiếu phòng học."}
        case "reports:difficulty":
            paper = {"document_number": "1/TB", "document_date": f.TODAY} if action == "decide" else {}
            return {"action": action, "seen": thing["seen"], "text": "Đã xem xét."} | paper
        case "reports:difficulty_batch":
            mark = {"chon": f"{thing['pk']}:{thing['seen']}"}
            return mark | difficulty_body("reports:difficulty", action, thing, world)
        case "reports:group_difficulties":
            return {"chon": [thing["pk"], thing["beside"].pk], "title": "Thiếu vốn"}
    return {"title": "Thiếu quỹ đất"}
