"""What the rows of tests/meta/doors.txt about plan documents mean."""

from django.core.files.uploadedfile import SimpleUploadedFile

from targets.drafting.editing import fingerprint
from targets.drafting.services import read_upload
from tests import factories as f
from tests.drafting.test_assembling import HERE


def upload(name="whole.txt"):
    return SimpleUploadedFile("kế hoạch.txt", (HERE / name).read_bytes())


def drafting_things(world):
    """A document that was read and lacks nothing, a part of it, and a list of its draft."""
    document = read_upload(upload=upload(), by=f.person(world.khoa), now=f.NOW)
    one = {"pk": document.pk}
    seen = {name: fingerprint(document.draft[name][0]) for name in ("tasks", "agencies")}
    return {
        "document": one | {"version": document.version},
        "part": one | {"part": "tasks-0", "seen": seen["tasks"], "task": document.draft["tasks"][0]},
        "proposed": one | {"part": "agencies-0", "seen": seen["agencies"]},
        "more": one | {"rows": "agencies"},
    }


def drafting_body(route, thing):
    """What a browser would send."""
    match route:
        case "targets:plan_documents":
            return {"file": upload()}
        case "targets:document_part":
            task = thing["task"]
            kept = {"seen": thing["seen"], "code": task["code"], "section": task["section"]}
            return kept | {"title": "Tên", "text": "Lời"}
        case "targets:document_add":
            return {"seen": "new", "code": "SO-MOI", "name": "Sở Mới", "short_name": "Sở Mới", "level": "province"}
        case "targets:document_remove":
            return {"seen": thing["seen"]}
        case "targets:document_known":
            return {"seen": thing["seen"], "known": "SOA"}
        case "targets:document_load":
            return {"version": thing["version"]}
    return {}
