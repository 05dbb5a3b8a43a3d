"""`make run` and `make manage`: the whole product on this machine, and single commands beside it."""

import contextlib
import http.client
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from tools.stack import servers
from tools.stack.errors import StackError
from tools.stack.folder import VAR, Claim, Taken, require_space, wanted_port
from tools.stack.processes import Child, failure, foreground, running, step
from tools.stack.servers import Servers

LOG = VAR / "log"
PLAN = "fixtures/plan-ha-nam-2024.json"
CLAIM = Claim(VAR / "stack.json")  # tells the other commands of this folder: demo, url, ports


def run(_: Sequence[str]) -> int:
    """Start everything, say READY, and stay until told to stop or until a part ends by itself."""
    demo = demo_wanted(os.environ)
    with own_folder():
        port = wanted_port(os.environ)
        require_space(VAR)
        with contextlib.ExitStack() as stack:
            up = stack.enter_context(servers.started(VAR, LOG, os.environ))
            url = f"http://127.0.0.1:{port}/"
            CLAIM.tell({"demo": demo, "url": url, "ports": up.ports})
            environment = servers.django_environment(os.environ, up, folder=VAR, demo=demo)
            environment.setdefault("SITE_URL", url)
            welcome = prepare(up, environment, demo=demo)
            children = [stack.enter_context(service) for service in services(port, environment)]
            try:
                wait_until_ready(port, children)
                print(f"\nREADY {url}\n\n{welcome}\nNhật ký ở var/log/. Ctrl-C để dừng (to stop).", flush=True)
                watch(up.children + children)
            except KeyboardInterrupt:
                print("\nĐang dừng (stopping)...", flush=True)
    return 0


def manage(arguments: Sequence[str]) -> int:
    """Run one management command on this terminal and return its exit code."""
    with running_servers() as (up, demo):
        environment = servers.django_environment(os.environ, up, folder=VAR, demo=demo)
        if up.make_database(demo=demo):
            manage_py("migrate", "--no-input", env=environment)
        return foreground([sys.executable, "manage.py", *arguments], env=environment)


def demo_wanted(environ: Mapping[str, str], *, otherwise: bool = True) -> bool:
    """What DEMO says; `otherwise` when it is not set."""
    value = environ.get("DEMO", "")
    return value.lower() not in ("0", "false", "no") if value else otherwise


@contextlib.contextmanager
def own_folder() -> Iterator[None]:
    """Hold this folder's stack during the block. Raises StackError when another command does."""
    try:
        with CLAIM.held():
            yield
    except Taken:
        url = (CLAIM.told() or {}).get("url")
        raise StackError(
            f"Hệ thống đang chạy trong thư mục này, tại {url} (already running)."
            if url
            else "Một lệnh khác đang khởi động hệ thống trong thư mục này; hãy đợi rồi thử lại (busy)."
        ) from None


@contextlib.contextmanager
def running_servers() -> Iterator[tuple[Servers, bool]]:
    """The running stack's servers, else own ones during the block; and whether to use the demonstration."""
    facts = CLAIM.told()
    if facts and "ports" in facts:
        demo = demo_wanted(os.environ, otherwise=facts["demo"])
        yield servers.found(VAR, facts["ports"], os.environ), demo
        return
    with own_folder():
        require_space(VAR)
        with servers.started(VAR, LOG, os.environ) as up:
            yield up, demo_wanted(os.environ)


def prepare(up: Servers, environment: Mapping[str, str], *, demo: bool) -> str:
    """Bring the database and the static files up to date; return what a newcomer needs to know to log in."""
    print("Đang chuẩn bị dữ liệu (preparing)...", flush=True)
    up.make_database(demo=demo)
    manage_py("migrate", "--no-input", env=environment)
    manage_py("collectstatic", "--no-input", env=environment)
    if demo:
        manage_py("load_plan", PLAN, env=environment)
        until = os.environ.get("UNTIL", "")
        return manage_py("load_demo", *(["--until", until] if until else []), env=environment)
    if plan := os.environ.get("PLAN", PLAN):  # PLAN= leaves the instance empty
        manage_py("load_plan", plan, env=environment)
    return 'Tạo người quản trị đầu tiên: make manage DEMO=0 ARGS="create_administrator" (first administrator).\n'


def manage_py(command: str, *arguments: str, env: Mapping[str, str]) -> str:
    words = [sys.executable, "manage.py", command, *arguments]
    return step(f"Lệnh manage.py {command}", words, env=env, log=LOG / f"{command}.log")


def services(port: int, environment: Mapping[str, str]) -> list[AbstractContextManager[Child]]:
    """The programs of the product, in the order they start; they stop the other way round."""
    python = [sys.executable, "-m"]
    web = ["gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--access-logfile", "-"]
    sizes = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--no-control-socket"]
    celery = ["celery", "-A", "config.celery"]
    commands = {
        "web": [*web, *sizes],
        "worker": [*celery, "worker", "-c", "2", "--loglevel", "INFO"],
        "beat": [*celery, "beat", "--loglevel", "INFO"],
    }
    return [
        running(name, [*python, *words], log=LOG / f"{name}.log", env=environment) for name, words in commands.items()
    ]


def wait_until_ready(port: int, children: Sequence[Child], patience: float = 90) -> None:
    """Return when /readyz answers 200. Raises StackError when a child ends or time runs out before."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        for child in children:
            child.require_alive()
        if answers(port):
            return
        time.sleep(0.1)
    raise failure(f"Hệ thống không sẵn sàng sau {patience:.0f} giây (not ready)", LOG / "web.log")


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def watch(children: Sequence[Child]) -> None:
    """Stay until a stop signal interrupts. Raises StackError when one of the children ends by itself."""
    while True:
        for child in children:
            child.require_alive()
        time.sleep(0.5)
