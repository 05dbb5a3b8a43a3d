"""`make test`, `pytest`, `check`, `bench` and `fmt`: a quick stack that is thrown away, and the linters."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from tools.stack import servers
from tools.stack.errors import StackError
from tools.stack.folder import ROOT, VAR, require_space, scratch
from tools.stack.processes import failure, foreground, running

LOG = VAR / "log" / "test"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_TESTS = "tests.browser"  # the package of every test that drives one
CHECKS = (
    ("ruff", "check", "--no-cache", "."),  # the cache does not notice when a name becomes a package of ours
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("djlint", "--lint", "--quiet", "templates"),
)
FORMATTERS = (
    ("ruff", "check", "--no-cache", "--fix", "--quiet", "."),
    ("ruff", "format", "."),
    ("djlint", "--reformat", "--quiet", "templates"),
)


def test(arguments: Sequence[str]) -> int:
    """All checks, then the tests, so that pytest's closing line comes last."""
    with stack() as (folder, environment), template(environment) as migrated:
        models = ("manage.py", "makemigrations", "--check", "--dry-run")
        if failures(CHECKS) or fails(*models, env=environment):
            raise StackError("Mã nguồn chưa đạt, nên các bài kiểm thử chưa chạy (checks failed, no test ran).")
        return run_tests(arguments, folder, environment | migrated())


def pytest(arguments: Sequence[str]) -> int:
    with stack() as (folder, environment), template(environment) as migrated:
        return run_tests(arguments, folder, environment | migrated())


def bench(arguments: Sequence[str]) -> int:
    with stack() as (_, environment):
        return foreground([sys.executable, "tests/bench/run.py", *arguments], env=environment)


def check(_: Sequence[str]) -> int:
    return failures(CHECKS)


def fmt(_: Sequence[str]) -> int:
    return failures(FORMATTERS)


@contextlib.contextmanager
def stack() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder and servers of its own for one command, and the environment to reach them."""
    require_space(VAR)
    with scratch(VAR / "test") as folder, servers.started(folder, LOG, os.environ, durable=False) as up:
        up.make_database(demo=False)
        yield folder, servers.django_environment(os.environ, up, folder=folder, demo=False)


@contextlib.contextmanager
def template(environment: Mapping[str, str]) -> Iterator[Callable[[], dict[str, str]]]:
    """The tables are made in our own new database while the block runs; every pytest process then copies them.

    What is given waits for them and says to pytest where they are; nothing is made on a server that is not ours.
    """
    if "DATABASE_URL" in os.environ or "DATABASE_URL_FILE" in os.environ:
        yield dict
        return
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    with running("migrate", migrate, log=LOG / "migrate.log", env=environment) as child:

        def migrated() -> dict[str, str]:
            if child.process.wait():
                raise failure("Không tạo được các bảng (migrate)", child.log)
            return {"TEST_TEMPLATE": urlsplit(environment["DATABASE_URL"]).path.strip("/")}

        yield migrated


def failures(commands: Sequence[Sequence[str]]) -> int:
    """Run every command, also after a failure, and return how many failed."""
    return sum(fails("-m", *command, env=os.environ) for command in commands)


def fails(*words: str, env: Mapping[str, str]) -> bool:
    """Print a Python command and run it; whether it failed."""
    print("==", *words[words[0] == "-m" :], flush=True)
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, stdin=subprocess.DEVNULL)
    return done.returncode != 0


def run_tests(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run pytest. With REQUIRE_BROWSER=1 it is a failure when no browser test ran."""
    required = environment.get("REQUIRE_BROWSER") == "1"
    browser = chromium(environment)
    if not browser:
        what = "Không tìm thấy Chromium nên các bài kiểm thử trình duyệt không chạy: hãy cài gói chromium"
        if required:
            raise StackError(f"{what} (no Chromium, but REQUIRE_BROWSER=1).")
        print(f"{what} hoặc đặt CHROMIUM=/đường/dẫn (browser tests skipped).", flush=True)
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
    code = foreground(command, env={**environment, "CHROMIUM": browser})
    if code == 0 and required and not browser_tests_run(report):
        raise StackError("Không có bài kiểm thử trình duyệt nào chạy (no browser test ran).")
    return code


def chromium(environ: Mapping[str, str]) -> str:
    """The path of the browser that CHROMIUM names, else of the first one found; empty when there is none."""
    named = environ.get("CHROMIUM")
    path = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), "")
    if named and not path:
        raise StackError(f"CHROMIUM={named} không phải là một chương trình chạy được (not found).")
    return path


def browser_tests_run(report: Path) -> int:
    """How many browser tests, by pytest's JUnit report, ran and were not skipped."""
    cases = ElementTree.parse(report).iter("testcase")  # noqa: S314 - written by our own pytest
    names = [case.get("classname", "") for case in cases if case.find("skipped") is None]
    return sum(name.startswith(BROWSER_TESTS) for name in names)
