"""Every address of the product, and who may do what there: the table is `doors.txt`, beside this file.

A route without a row fails, and so does a method that no row names and the view answers all the same.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from agencies.models import AuditLine
from plan.enums import Document
from plan.models import Recipient
from reports.collect.opening import open_round
from reports.collect.selectors import form_of
from reports.enums import JobKind
from reports.evidence.services import add
from reports.followup import services as followup
from reports.followup.said import Said
from reports.issuing.sending import attach_signed
from reports.issuing.services import issue
from reports.mail.links import SALT
from reports.models import (
    Consolidation,
    Dispatch,
    Evidence,
    Guidance,
    Job,
    PaperTemplate,
    Reminder,
    Round,
    SignedCopy,
    TaskEntry,
)
from reports.review.services import accept_items, return_item
from reports.workbook.services import take_in
from reports.workflow import Action
from targets.enums import Answer, Quality
from targets.models import Measurement
from targets.services import AcceptedAnswer, record_measurements
from tests import factories as f
from tests.agencies.doors import agency_things
from tests.agencies.lists import upload
from tests.amending.doors import amending_things
from tests.api.conftest import build_draft
from tests.difficulties.doors import difficulty_things
from tests.drafting.doors import drafting_things
from tests.evidence.files import PDF
from tests.meta.bodies import body
from tests.oversight.doors import oversight_things
from tests.reminders.doors import reminder_things
from tests.reorganisation.doors import reorganisation_things
from tests.steps import all_items, fill, report_of, step
from tests.workbook.files import edited, workbook_of
from tests.workbook.files import fill as fill_in

TABLE = Path(__file__).with_name("doors.txt").read_text()


@dataclass
class Rule:
    """A line of the table: who gets what answer to `method` at `route` about `thing`."""

    method: str
    route: str
    thing: str
    answers: list[str]

    def __str__(self):
        cells = "".join(f"{answer:7}" for answer in self.answers)
        return f"{self.method:5}{self.route:27}{self.thing:27}{cells}".rstrip()


HEAD, *ROWS = [line for line in TABLE.splitlines() if line and not line.startswith("#")]
PEOPLE = HEAD.split()[3:]
RULES = [Rule(method, route, thing, answers) for method, route, thing, *answers in map(str.split, ROWS)]


def routes(patterns=None, namespace=""):
    """(name, names of the parameters) for everything in the URL configuration."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", set(pattern.pattern.regex.groupindex)
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern.url_patterns, inner)


PARAMETERS = dict(routes())


PARTS = 4  # the table is long: several processes can take a part each


@pytest.fixture
def reports(world, settings, tmp_path):
    """Sở A's report in each state, and Sở B's draft; one draft and one issued consolidated report."""
    settings.MEDIA_ROOT = tmp_path
    found = {}
    for year, name in enumerate(["a-draft", "a-awaiting", "a-locked", "a-returned", "a-accepted", "a-sent"], 2024):
        round_ = open_round(plan=world.plan, year=year, by=f.person(world.khoa), now=f.NOW)
        found[name] = report = report_of(world.a, round_)
        fill(report, world.an)
        proof(report, world)
        TaskEntry.objects.filter(submission=report).update(result=f"Năm {year} đã tổ chức các lớp.")
        if name == "a-draft":
            continue
        step(report, Action.REQUEST_SIGNOFF, world.an)
        if name == "a-awaiting":
            continue
        step(report, Action.SIGN_AND_SEND, world.binh)
        if name == "a-returned":
            first, *others = all_items(report)
            return_item(entry=first, reason="Thiếu.", by=f.person(world.dung), now=f.NOW)
            accept_items(submission=report, entries=others, by=f.person(world.dung), now=f.NOW)
            step(report, Action.RETURN, world.dung)
        elif name != "a-sent":
            accept_items(submission=report, entries=all_items(report), by=f.person(world.dung), now=f.NOW)
            step(report, Action.ACCEPT, world.dung)
    found["b-draft"] = report_of(world.b, round_)
    fill(found["b-draft"], world.cuc)
    for report in found.values():
        report.refresh_from_db()
    return found


def proof(report, world):
    """A file at the report's first task."""
    entry, upload = form_of(report).tasks[0], SimpleUploadedFile("bản.pdf", PDF)
    add(entry=entry, upload=upload, by=f.person(world.an), now=f.NOW)


@pytest.fixture
def consolidations(world, reports):
    pairs = (("draft", "a-accepted"), ("issued", "a-locked"))
    Recipient.objects.create(plan=world.plan, document=Document.REPORT, text="Bộ Nội vụ", order=1)
    Round.objects.update(opened_at=f.NOW.replace(year=2020))  # whatever day it is, it comes later
    drafts = {name: build_draft(world, reports[report].round) for name, report in pairs}
    for draft in drafts.values():
        draft.workbook.save("bao-cao.xlsx", ContentFile(b"PK"))
    drafts["issued"] = issue(
        consolidation=drafts["issued"],
        document_number="125/BC-SDM",
        document_date=f.TODAY.replace(year=2020),
        by=f.person(world.giang),
        now=f.NOW,
        confirmed=True,
    )
    attach_signed(report=drafts["issued"], upload=SimpleUploadedFile("ký.pdf", PDF), by=f.person(world.dung), now=f.NOW)
    Consolidation.objects.filter(pk=drafts["issued"].pk).update(workbook=drafts["draft"].workbook.name)
    return drafts


@pytest.fixture
def later(world, consolidations):
    """Figures on record for years that nobody writes a report for now, and what was sent for them since."""

    def put(number, agency, year):
        said = {"answer": "figure", "value": Decimal("52.5"), "quality": "estimate"}
        answer = AcceptedAnswer(indicator=world.indicators[number], year=year, agency=agency, **said)
        return record_measurements([answer], reason="", by=world.dung, now=f.NOW)[0]

    def send_for(row, who):
        said = Said(answer=Answer.FIGURE, quality=Quality.OFFICIAL, value=Decimal(51))
        common = {"indicator": row.indicator, "year": row.year, "seen": row.pk, "by": f.person(who), "now": f.NOW}
        return {"follow_up": followup.send(said=said, note="Niên giám.", **common), "seen": row.pk}

    found = {
        "f-awaiting": send_for(put(0, world.a, 2023), world.an),
        "f-submitted": send_for(put(0, world.a, 2030), world.an),
        "f-accepted": send_for(put(1, world.b, 2030), world.cuc),
    }
    followup.sign(follow_up=found["f-submitted"]["follow_up"], by=f.person(world.binh), now=f.NOW)
    followup.accept(**found["f-accepted"], by=f.person(world.dung), now=f.NOW)
    figure = {"plan": world.plan.code, "code": "2.1.1", "year": 2022, "seen": put(0, world.a, 2022).pk}
    return {"figure": figure} | {name: thing | {"pk": thing["follow_up"].pk} for name, thing in found.items()}


@pytest.fixture
def things(world, reports, consolidations, later):
    """What the rows are about, each with a value for every parameter that a route may ask for."""
    plan = world.plan.code
    failed = Job.objects.create(
        kind=JobKind.CONSOLIDATE,
        round=reports["a-sent"].round,
        state="failed",
        asked_at=f.NOW,
        finished_at=f.NOW,
        error="Không đọc được.",
    )
    found = {
        "-": {"rest": "khong-co/"},
        "plan": {"plan": plan, "code": plan},
        "year": {"plan": plan, "year": reports["a-accepted"].round.year, "key": "direction"},
        "task": {"plan": plan, "code": "1.1"},
        "indicator": {"plan": plan, "code": "2.1.1"},
        "agency": {"code": "SOA"},
        "measurement": {"pk": Measurement.objects.first().pk},
        "job": {"pk": failed.pk},
        "role": {"pk": world.cuc.memberships.get().pk},
    }
    found["an-digest"] = {"token": signing.dumps([world.an.pk, "digest"], salt=SALT)}
    found["forged"] = {"token": signing.dumps([world.an.pk, "digest"], salt="another")}
    found |= {name: {"pk": report.pk, "report": report} for name, report in reports.items()}
    found["a-in-b"] = {"pk": reports["b-draft"].pk, "report": reports["a-draft"]}  # another report's item
    found["draft-in-sent"] = {"pk": reports["a-sent"].pk, "report": reports["a-draft"]}
    found |= {name: {"pk": report.pk} for name, report in consolidations.items()}
    for name, report in consolidations.items():
        traced = {
            "figure": {"code": "2.1.1"},
            "task-rows": {"code": "1.1"},
            "passage": {"key": report.passages.first().key},
        }
        found |= {f"{name}-{what}": {"pk": report.pk} | more for what, more in traced.items()}
    found["signed"] = {"pk": consolidations["issued"].signed_copies.get().pk}
    for name in ("draft", "sent"):
        file = Evidence.objects.get(task_entry__submission=reports[f"a-{name}"])
        found[f"{name}-proof"] = {"pk": file.pk, "name": file.name}
    for name in ("a-draft", "a-sent"):
        content = edited(workbook_of(reports[name]), fill_in({"1.1 result": "Ghi trong tệp."}))
        handed_in = take_in(submission=reports[name], name="a.xlsx", content=content, by=f.person(world.an), now=f.NOW)
        found[name] |= {"upload": handed_in.pk, "content": content}
    found["a-in-b"]["upload"] = found["a-draft"]["upload"]
    found |= oversight_things(world, reports["a-sent"].round)
    found |= reminder_things(plan, reports)
    for more in (agency_things, amending_things, reorganisation_things, drafting_things):
        found |= more(world)
    return found | later | difficulty_things(world)


def argument(rule, thing, name):
    """A value for one parameter of the rule's route: an item of the report, a step after "/", or the thing's own."""
    if name == "action":
        return rule.thing.partition("/")[2]
    if name == "entry":
        form = form_of(thing["report"])
        return (form.indicators if "indicator" in rule.route else form.tasks)[0].pk
    return thing[name]


def workbook(rule, thing):
    """A filled-in workbook, or the choice to take what it says; nothing for other routes."""
    if rule.method == "POST" and rule.route == "reports:hand_in":
        return {"file": SimpleUploadedFile("a.xlsx", thing["content"])}
    if rule.method == "POST" and rule.route == "agencies:import_agencies":
        return {"file": upload(("", "Sở Tư pháp", "", "", ""))}
    if rule.route == "reports:handed_in":
        entry = form_of(thing["report"]).tasks[0]
        return {f"version-task-{entry.pk}": entry.version, f"take-task-{entry.pk}-result": "0"}
    return {}


def on_record():
    """Whatever a change leaves behind: the audit trail, and what it leaves out: jobs, and records that only grow."""
    jobs = Job.objects.order_by("pk").values_list("pk", "state")
    return list(jobs), [
        model.objects.count() for model in (AuditLine, Dispatch, Guidance, PaperTemplate, Reminder, SignedCopy)
    ]


@pytest.fixture
def ask(world, things):
    """ask(who, rule) gives the table's word for what happens; whatever it was is undone."""
    sessions = {}
    for who in set(PEOPLE) - {"nobody"}:
        client = Client()
        client.force_login(getattr(world, who))
        sessions[who] = client.session.session_key

    def _ask(who, rule):
        thing = things[rule.thing.partition("/")[0]]
        url = reverse(rule.route, kwargs={name: argument(rule, thing, name) for name in PARAMETERS[rule.route]})
        client = Client(raise_request_exception=False)
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions.get(who, "")
        before = on_record()
        with transaction.atomic():
            answer = getattr(client, rule.method.lower())(url, workbook(rule, thing) or body(rule, thing, world))
            answer.getvalue()  # a file is closed when it has been read
            changed = on_record() != before
            transaction.set_rollback(True)
        if answer.status_code == 302 and answer["Location"].startswith(reverse("login")):
            return "in"
        return {404: ".", 405: "x"}.get(answer.status_code, str(answer.status_code)) + "!" * changed

    return _ask


@pytest.mark.parametrize("part", range(PARTS))
def test_every_door_opens_for_those_in_the_table_and_for_nobody_else(ask, part):
    rules = RULES[part::PARTS]
    assert [str(replace(rule, answers=[ask(who, rule) for who in PEOPLE])) for rule in rules] == [
        str(rule) for rule in rules
    ]


def test_every_route_has_a_rule_and_every_rule_a_route():
    assert {rule.route for rule in RULES} == set(PARAMETERS)


def test_what_the_table_does_not_name_is_not_answered(ask):
    answered = []
    for route in PARAMETERS:
        rules = [rule for rule in RULES if rule.route == route]
        for method in {"GET", "POST"} - {rule.method for rule in rules} if rules else ():
            rule, who = insider(rules)
            answer = ask(who, replace(rule, method=method))
            answered += [] if answer == "x" else [f"{method} {route} {who}: {answer}"]

    assert answered == []


def test_head_is_answered_wherever_get_is(ask):
    """A program that looks for broken links, or asks how large a file is, gets the answer without its content."""
    different = []
    for rule in [rule for rule in RULES if rule.method == "GET"]:
        _rule, who = insider([rule])
        asked, expected = (ask(who, replace(rule, method=method)) for method in ("HEAD", "GET"))
        different += [] if asked == expected else [f"{rule.route} {rule.thing} {who}: {asked}, not {expected}"]

    assert different == []


def insider(rules):
    """The first to whom one of the rules gives something, with that rule; anybody where they give nothing."""
    for rule in rules:
        for who, answer in zip(PEOPLE, rule.answers, strict=True):
            if answer not in (".", "in", "403"):
                return rule, who
    return rules[0], PEOPLE[0]
