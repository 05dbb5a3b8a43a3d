"""What the rows of tests/meta/doors.txt about reorganisations mean."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reports.reorganisation import papers
from reports.reorganisation.services import apply, prepare
from tests import factories as f
from tests.evidence.files import PDF
from tests.reorganisation.building import draft


def reorganisation_things(world):
    """One that is prepared, one with a file, and one in force: a department nobody reports for, under a new name."""
    common = {"by": f.person(world.khoa), "now": f.NOW}
    prepared = prepare(draft=draft(day=None), **common)
    with_file = prepare(draft=draft(day=None), **common)
    papers.keep(with_file, SimpleUploadedFile("nq.pdf", PDF), by=common["by"])
    f.make_agency("SOCU")
    renamed = prepare(draft=draft(("SOCU", "SOMOI", "toàn bộ", True), ends=["SOCU"], new=["SOMOI"]), **common)
    renamed = apply(reorganisation=renamed, version=renamed.version, **common)
    rows = {"prepared": prepared, "prepared-file": with_file, "in-force": renamed}
    return {name: {"pk": row.pk, "version": row.version} for name, row in rows.items()}


def reorganisation_body(route, thing):
    """What a browser would send."""
    version = {"version": thing.get("version", 0)}
    match route:
        case "reports:new_reorganisation":
            return {"title": "Hợp nhất các sở"}
        case "reports:reorg_add_paper":
            return {"file": SimpleUploadedFile("nq.pdf", PDF)}
        case "reports:reorg_undo":
            return {"reason": "Ghi nhầm ngày."}
        case "reports:reorganisation":
            return version | {"sua": "quyet-dinh", "title": "Tên khác"}
    return version
