"""Nothing typed is lost when the tab closes, the line is cut, the server dies or the session ends, while one types."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import expect

from tests.browser.conftest import ROOT, SCREENS, Visitor
from tests.collect.pages import task_entry
from tests.steps import report_of

pytestmark = pytest.mark.browser


@pytest.fixture
def report(world, round_):
    cache.clear()
    return report_of(world.a, round_)


class Form:
    """One person's form, with the result of task 1.1 as the field one writes in."""

    def __init__(self, visitor, report):
        self.visitor, self.entry = visitor, task_entry(report)
        self.address = f"/bao-cao/{report.pk}/"
        self.open(visitor.page)

    def open(self, page):
        self.page = page
        page.goto(self.address)
        self.item = page.locator(f"#task-{self.entry.pk}")
        self.result = page.locator(f"#task-{self.entry.pk}-result")
        self.state = self.item.locator("[data-state]").last

    def type(self, text):
        self.result.press("End")
        self.result.press_sequentially(text)

    def is_saved(self):
        expect(self.state).to_contain_text("Đã lưu", timeout=20_000)  # a server that has just been started is slow

    def stored(self):
        self.entry.refresh_from_db()
        return self.entry.result


def test_a_tab_that_is_closed_at_once_gives_every_character_back(visit, world, report):
    visitor = visit("an")
    form = Form(visitor, report)
    visitor.context.set_offline(True)  # not even what a closing page still sends comes through
    form.type("Đã mở 5 lớp; ước 1.")
    form.page.close()
    visitor.context.set_offline(False)
    assert form.stored() == ""
    form.open(visitor.context.new_page())
    expect(form.result).to_have_value("Đã mở 5 lớp; ước 1.")
    expect(form.page.locator("#kept")).to_contain_text("Đã khôi phục phần gõ lần trước chưa kịp lưu: 1.1")
    form.is_saved()
    assert form.stored() == "Đã mở 5 lớp; ước 1."


def test_a_cut_line_is_told_and_what_was_typed_meanwhile_goes_when_it_is_back(visit, world, report):
    visitor = visit("an")
    form = Form(visitor, report)
    form.type("Trước khi mất mạng")
    form.is_saved()
    visitor.context.set_offline(True)
    form.type(", rồi trong khi mất mạng")
    expect(form.state).to_contain_text("Chưa lưu được, đang thử lại")
    form.type(", vẫn gõ tiếp")
    assert form.stored() == "Trước khi mất mạng"
    visitor.context.set_offline(False)
    form.is_saved()
    assert form.stored() == "Trước khi mất mạng, rồi trong khi mất mạng, vẫn gõ tiếp"


class Server:
    """The product as a process of its own on the test's database, to be killed."""

    def __init__(self):
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.process = None

    def start(self):
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict)
        ours = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "STATIC_ROOT": str(ROOT / "static")}
        environment = os.environ | ours
        environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
        command = [sys.executable, "-m", "django", "runserver", "--noreload", "--skip-checks", self.address]
        with (SCREENS / "server.log").open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        host, port = self.address.split(":")
        for _ in range(300):
            with closing(socket.socket()) as door:
                if door.connect_ex((host, int(port))) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def kill(self):
        self.process.kill()
        self.process.wait(timeout=10)


@pytest.fixture
def server():
    SCREENS.mkdir(parents=True, exist_ok=True)
    server = Server()
    server.start()
    yield server
    server.kill()


@pytest.mark.django_db(transaction=True)  # the other process has to see what the test has made
def test_a_server_that_is_killed_and_started_again_gets_all_of_it(browser, server, world, report):
    with closing(Visitor(browser, f"http://{server.address}")) as visitor:
        form = Form(visitor.sign_in("an"), report)
        form.type("Một")
        form.is_saved()
        server.kill()
        form.type(" hai")
        expect(form.state).to_contain_text("Chưa lưu được, đang thử lại")
        server.start()
        form.type(" ba")
        form.is_saved()
        assert form.stored() == "Một hai ba"


def end_sessions():
    Session.objects.all().delete()
    cache.clear()


def test_a_session_that_ends_while_one_types_costs_nothing(visit, world, report):
    visitor = visit("an")
    form = Form(visitor, report)
    form.type("Trước")
    form.is_saved()
    end_sessions()
    form.type(" và sau khi phiên hết")
    expect(form.state).to_contain_text("Phiên làm việc đã hết")
    with visitor.context.expect_page() as opened:
        form.state.get_by_role("link", name="Đăng nhập ở thẻ mới").click()
    other = opened.value
    other.fill("input[name=username]", "an")
    other.fill("input[name=password]", "Mat-khau-rat-dai-1")
    other.click("main button[type=submit]")
    other.wait_for_url(f"**{form.address}")
    other.close()
    form.page.bring_to_front()
    form.is_saved()
    assert form.stored() == "Trước và sau khi phiên hết"


def test_after_signing_in_again_the_text_is_offered_beside_what_a_colleague_saved_since(visit, world, report):
    visitor = visit("an")
    form = Form(visitor, report)
    end_sessions()
    form.type("Đã mở 5 lớp cho 120 người.")
    expect(form.state).to_contain_text("Phiên làm việc đã hết")
    form.page.close()
    theirs = "Đã mở 7 lớp cho 120 người."
    type(form.entry).objects.filter(pk=form.entry.pk).update(result=theirs, version=1, edited_by=world.binh)
    visitor.page = visitor.context.new_page()
    visitor.sign_in("an")
    form.open(visitor.page)
    question = form.item.locator(".clash")
    expect(question).to_contain_text("Chưa có gì bị ghi đè")
    expect(question.locator("[data-text=theirs] mark")).to_have_text("7 ")
    expect(question.locator("[data-text=mine] mark")).to_have_text("5 ")
    expect(form.result).to_have_value("Đã mở 5 lớp cho 120 người.")
    assert form.stored() == theirs
    visitor.picture("bieu-mau-hai-ban")
    visitor.check()
    question.get_by_role("button", name="Giữ bản của tôi").click()
    form.is_saved()
    assert form.stored() == "Đã mở 5 lớp cho 120 người."
