"""`make bench`: how long the pages take, as multiples of a bare view S, and how many queries they make.

    make bench                        at 20 and 200 reporting agencies, all 7 years filled
    make bench ARGS="--agencies 20"   smaller
    make bench ARGS="--x100"          at 20, 200 and 2.000; takes some minutes and 2 GB of disk

Prints a table and writes var/bench.json. Ratios, not seconds: they mean the same on any machine. See README.md.
"""

import argparse
import io
import json
import math
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from openpyxl import Workbook, load_workbook  # noqa: E402

from agencies.access import person_for  # noqa: E402
from agencies.models import User  # noqa: E402
from plan.models import Plan  # noqa: E402
from reports.consolidate.services import ask_for  # noqa: E402
from reports.dashboards import remembering  # noqa: E402
from reports.documents.drawing import paper_with_charts, word_file  # noqa: E402
from reports.documents.pdf import write_pdf  # noqa: E402
from reports.enums import ItemState, JobKind, State  # noqa: E402
from reports.jobs import consolidate  # noqa: E402
from reports.models import Consolidation, Round, Submission, TaskEntry  # noqa: E402
from tests.bench.data import make_province  # noqa: E402

PLAN_SIZE, TENFOLD, HUNDREDFOLD = 20, 200, 2000  # reporting agencies
RUNS = 60
FILES = {"word": 200, "pdf": 1000}  # at most this many S at the plan's own size, ten times that at ten times its size
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
# design's figures: (at most this many S, at most this many queries)
GROWTH = 1.5  # at most, at 10 and 100 times the agencies and accepted figures
WANTED = {"dashboard": (6, 12), "indicator": (6, 12), "board": (6, 12), "form": (10, 15), "save": (3, 6)}


def best_seconds(*actions: Callable[[], Any], runs: int) -> list[float]:
    """The quickest of `runs` for each action. They take turns, so that a machine busy with other things slows all."""
    best = [math.inf] * len(actions)
    for number in range(runs + 1):
        for place, action in enumerate(actions):
            start = time.perf_counter()
            action()
            taken = time.perf_counter() - start
            best[place] = min(best[place], taken) if number else math.inf  # the first is to warm up
    return best


def queries(action: Callable[[], Any]) -> int:
    """Statements, transaction control not counted."""
    with CaptureQueriesContext(connection) as captured:
        action()
    return sum(not query["sql"].lstrip().upper().startswith(TRANSACTION) for query in captured)


def client(username: str) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(username=username))
    return browser


def page(browser: Client, url: str) -> Callable[[], None]:
    def get() -> None:
        response = browser.get(url)
        assert response.status_code == 200, (url, response.status_code)

    return get


def pages(plan: Plan) -> dict[str, Callable[[], None]]:
    """The measured actions, by the names of `WANTED`."""
    submission = reopened_report(plan)
    entry = TaskEntry.objects.filter(submission=submission).first()
    version = entry.version
    officer, reporter, leader = client("tonghop"), client("ldtbxh"), client("lanhdao")

    def save() -> None:
        nonlocal version
        url = f"/bao-cao/{submission.pk}/nhiem-vu/{entry.pk}/"
        answer = reporter.post(url, {"version": version, "result": f"Đã làm lần {version}."})
        assert answer.status_code == 200, (answer.status_code, answer.content[:200])
        version = answer.json()["version"]

    overview = f"/ke-hoach/{plan.code}/tong-quan/2030/"
    dashboard = page(leader, overview)

    def first_visit() -> None:
        remembering._first.cache_clear()  # as after a start, or where every figure is new
        dashboard()

    return {
        "dashboard": dashboard,
        "first visit": first_visit,
        "presentation": page(leader, f"{overview}?trinh-chieu=1"),
        "indicator": page(leader, f"/ke-hoach/{plan.code}/chi-tieu/2.1.8f/"),
        "board": page(officer, f"/ke-hoach/{plan.code}/ky/2030/"),
        "form": page(reporter, f"/bao-cao/{submission.pk}/"),
        "save": save,
    }


def reopened_report(plan: Plan) -> Submission:
    """The busiest agency's last report, made editable with everything filled."""
    submission = Submission.objects.get(round__plan=plan, round__year=plan.horizon_year, agency__code="SLDTBXH")
    submission.task_entries.update(state=ItemState.RETURNED)
    submission.indicator_entries.update(state=ItemState.RETURNED)
    Submission.objects.filter(pk=submission.pk).update(state=State.RETURNED)
    return submission


def consolidation(plan: Plan) -> tuple[float, int]:
    """Building a round's report, Excel included, against the bare write of the same cells; and its queries."""
    round_ = Round.objects.get(plan=plan, year=plan.horizon_year - 1)
    officer = person_for(User.objects.get(username="tonghop"), timezone.localdate())

    def build() -> Any:
        job = ask_for(round_=round_, kind=JobKind.CONSOLIDATE, by=officer, now=timezone.now())
        consolidate(job.pk)
        job.refresh_from_db()
        assert job.state == "done", job.error
        return job

    count = queries(build)
    made = load_workbook(build().consolidation.workbook.open("rb"), read_only=True)
    sheets = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in made.worksheets]
    built, written = best_seconds(build, lambda: bare_write(sheets), runs=3)
    return built / written, count


def files(plan: Plan, bare: Callable[[], None]) -> dict[str, Any]:
    """Reading a report and drawing it, as multiples of the bare view; how many queries, pages not counted."""
    report = Consolidation.objects.select_related("round__plan").filter(round__plan=plan).latest("pk")
    actions = {"word": lambda: word_file(report), "pdf": lambda: write_pdf(paper_with_charts(report), io.BytesIO())}
    found = {}
    for name, draw in actions.items():
        unit, taken = best_seconds(bare, draw, runs=5)
        found[name] = {"S": round(taken / unit), "queries": queries(draw)}
    return found


def bare_write(sheets: list[list[list[Any]]]) -> None:
    book = Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def measure(agencies: int) -> dict[str, Any]:
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        plan = make_province(agencies)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum leaves it
        bare = client("tonghop")
        result: dict[str, Any] = {"agencies": agencies}
        for action, run in pages(plan).items():
            unit, taken = best_seconds(page(bare, "/bare/"), run, runs=RUNS)
            result["S_ms"] = round(min(unit * 1000, result.get("S_ms", math.inf)), 2)
            result[action] = {"S": round(taken / unit, 1), "queries": queries(run)}
        ratio, count = consolidation(plan)
        result["consolidation"] = {"bare_writes": round(ratio, 2), "queries": count}
        result["files"] = files(plan, page(bare, "/bare/"))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return result


def show(results: list[dict[str, Any]]) -> None:
    """The figures; those of a larger province beside how they grew from the first one."""
    for result in results:
        print(f"\n{result['agencies']} agencies x 7 years, S = {result['S_ms']} ms")
        for name, got in result.items():
            if isinstance(got, dict) and "S" in got:
                print(line(name, got, results[0][name]["S"] if result is not results[0] else None))
        got = result["consolidation"]
        reached = got["bare_writes"] <= 2
        print(
            f"  consolidation {got['bare_writes']:5.2f} x the bare write (at most 2)  {got['queries']} queries"
            f"  {'reached' if reached else 'NOT REACHED'}"
        )
        for name, got in result["files"].items():
            print(file_line(name, got, tenfold=result is not results[0]))


def file_line(name: str, got: dict[str, Any], *, tenfold: bool) -> str:
    most = FILES[name] * (10 if tenfold else 1)
    verdict = "reached" if got["S"] <= most else "NOT REACHED"
    return f"  {name:13} {got['S']:5} S  {got['queries']:3} queries  (at most {most} S)  {verdict}"


def line(name: str, got: dict[str, Any], before: float | None) -> str:
    """At the plan's own size against the design's figures; beyond it only the growth counts. Some have no figure."""
    said = f"  {name:13} {got['S']:5.1f} S  {got['queries']:3} queries"
    if before is not None:
        return f"{said}  x{got['S'] / before:.2f}{'' if got['S'] / before <= GROWTH else '  NOT REACHED'}"
    if name not in WANTED:
        return said
    most, most_queries = WANTED[name]
    reached = got["S"] <= most and got["queries"] <= most_queries
    return f"{said}  (at most {most} S, {most_queries} queries)  {'reached' if reached else 'NOT REACHED'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--agencies", type=int, nargs="+", default=[PLAN_SIZE, TENFOLD])
    parser.add_argument("--x100", action="store_const", dest="agencies", const=[PLAN_SIZE, TENFOLD, HUNDREDFOLD])
    options = parser.parse_args()
    settings.ROOT_URLCONF = "tests.bench.bare"
    results = [measure(agencies) for agencies in options.agencies]
    show(results)
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nwritten to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
