"""What the table of doors (tests/meta/doors.txt) asks the reminders' pages about."""


def reminder_things(plan, reports):
    """A round in which Sở A owes its report, a locked one, and a text."""
    rounds = {"unsent": reports["a-draft"], "locked": reports["a-locked"]}
    found = {name: {"plan": plan, "year": report.round.year, "report": report} for name, report in rounds.items()}
    return found | {"text": {"plan": plan, "kind": "before"}}


def reminder_body(route, thing):
    if route == "reports:remind":
        return {"bao-cao": thing["report"].pk, "note": "Xin gọi cho tôi."}
    return {"body": "Đề nghị {cơ quan} gửi báo cáo.", "version": 0, "step": "save"}
