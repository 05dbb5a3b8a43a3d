"""A real Chromium against the real application: live server, PostgreSQL, Redis, and a Celery worker of its own.

With PICTURES=1, pictures of every step stay under var/screens for looking at.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Page, expect, sync_playwright

from agencies.enums import Role
from agencies.models import Agency
from tests import factories as f

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "var" / "screens"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Only what axe finds wrong comes back: everything it approves of would be most of the work.
FAULTS = """options => axe.run(options).then(({ violations }) => violations.map(
  ({ id, help, nodes }) => [id, help, ...nodes.map((node) => `${node.html} ${node.failureSummary}`)].join(" | ")
))"""


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not chromium():
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop on this thread
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        expect.set_options(timeout=15_000)  # like every other waiting here; a machine with two busy cores is slow
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@pytest.fixture
def worker(live_server):
    """A Celery worker process on the test database and the test broker."""
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database)
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    log = (SCREENS / "worker.log").open("wb")
    command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "solo", "--loglevel", "INFO"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    yield process
    process.terminate()
    process.wait(timeout=30)
    log.close()


class Visitor:
    """One person at a browser window of their own; any script error or breach of the content policy fails the test."""

    def __init__(self, browser, base: str, *, width: int = 1280):
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN", base_url=base)
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message):
        expected = "the server responded with a status of 4" in message.text  # refusals the test itself provokes
        if message.type == "error" and not expected:
            self.complaints.append(message.text)

    def sign_in(self, username: str, password: str = f.PASSWORD):
        self.page.goto("/dang-nhap/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        return self

    def picture(self, name: str):
        if os.environ.get("PICTURES") == "1":
            self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    def resize(self, width: int):
        self.page.set_viewport_size({"width": width, "height": 900})

    def check(self, *, contrast: bool = True):
        """No script error so far, nothing wider than the window, and axe finds nothing on this page.

        contrast=False leaves out axe's slowest rule where the same colours were looked at before.
        """
        self.page.wait_for_load_state()  # a link may have been clicked a moment ago
        assert self.complaints == []
        scroll, width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert scroll <= width, f"{self.page.url} is {scroll} wide in a window of {width}"
        self.page.evaluate(AXE_SCRIPT)
        faults = self.page.evaluate(FAULTS, {"rules": {"color-contrast": {"enabled": contrast}}})
        assert faults == [], "\n".join([self.page.url, *faults])

    def close(self):
        self.context.close()


class Traffic:
    """The live server's open connections, counted, so that a test ends only after its last request has.

    A request still running when the tables are emptied would deadlock with that, or write into the next test.
    """

    def __init__(self, server):
        self.address = server.server_address
        self.open, self.changed = 0, threading.Condition()
        self.serve, server.process_request_thread = server.process_request_thread, self.served
        self.accept, server.process_request = server.process_request, self.accepted

    def accepted(self, request, client_address):
        with self.changed:
            self.open += 1
        self.accept(request, client_address)

    def served(self, request, client_address):
        try:
            self.serve(request, client_address)
        finally:
            with self.changed:
                self.open -= 1
                self.changed.notify_all()

    def wait_for_end(self):
        """Return when nothing is open any more; connections are taken in order, so ours comes after all others."""
        with socket.create_connection(self.address) as last:
            last.sendall(b"HEAD /static/no-such-file HTTP/1.0\r\n\r\n")
            last.recv(1)
        with self.changed:
            assert self.changed.wait_for(lambda: self.open == 0, timeout=60), "a request of this test never ended"


@pytest.fixture(scope="session")
def traffic(live_server):
    return Traffic(live_server.thread.httpd)


@pytest.fixture
def visit(browser, live_server, traffic):
    """visit("username") opens a window for that person."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    opened: list[Visitor] = []

    def _visit(username: str | None = None, *, password: str = f.PASSWORD, width: int = 1280) -> Visitor:
        visitor = Visitor(browser, live_server.url, width=width)
        opened.append(visitor)
        if username:
            return visitor.sign_in(username, password)
        visitor.page.goto("/dang-nhap/")
        return visitor

    yield _visit
    for visitor in opened:
        visitor.close()
    traffic.wait_for_end()


@pytest.fixture
def real_plan(transactional_db):
    """The province's real plan with the people the journey needs; no round is open."""
    call_command("load_plan", str(settings.BASE_DIR / "fixtures" / "plan-ha-nam-2024.json"), verbosity=0)
    people = {
        "quantri": ("SLDTBXH", Role.ADMIN, "Ngô Đăng Khoa"),
        "tonghop": ("SLDTBXH", Role.OFFICER, "Vũ Thị Dung"),
        "tonghop.lanhdao": ("SLDTBXH", Role.CHIEF, "Đỗ Hương Giang"),
        "lanhdao": ("UBND-HN", Role.LEADER, "Hoàng Thu Hà"),
        "bhxh": ("BHXH", Role.REPORTER, "Trần Thị An"),
        "bhxh.lanhdao": ("BHXH", Role.HEAD, "Lê Văn Bình"),
    }
    for username, (agency, role, name) in people.items():
        f.make_user(Agency.objects.get(code=agency), role, username=username, name=name)
