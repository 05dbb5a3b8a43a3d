"""The database and the broker of one command: those the environment names, or private ones."""

import contextlib
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.stack import postgres, valkey
from tools.stack.errors import StackError
from tools.stack.folder import secret
from tools.stack.postgres import Postgres
from tools.stack.processes import Child
from tools.stack.valkey import Valkey

PG_PASSWORD, VALKEY_PASSWORD, SECRET_KEY = "pg-password", "valkey-password", "secret"


@dataclass(frozen=True)
class Servers:
    """Our own servers; None where the environment names another one."""

    postgres: Postgres | None
    valkey: Valkey | None

    @property
    def children(self) -> list[Child]:
        return [server.child for server in (self.postgres, self.valkey) if server and server.child]

    @property
    def ports(self) -> dict[str, int]:
        """What another command needs to find them again; see `found`."""
        named = {"postgres": self.postgres, "valkey": self.valkey}
        return {name: server.port for name, server in named.items() if server}

    def make_database(self, *, demo: bool) -> bool:
        """Create the database on our own server; False when it is there or the server is not ours."""
        return self.postgres is not None and self.postgres.make_database(database_name(demo=demo))


@contextlib.contextmanager
def started(folder: Path, log: Path, given: Mapping[str, str], *, durable: bool = True) -> Iterator[Servers]:
    """Our own servers during the block, with their data in `folder`, for those that `given` does not name."""
    with contextlib.ExitStack() as stack:
        database, broker = None, None
        if not outside(given, "DATABASE_URL", 5432):
            place = (folder / "pg", log / "postgres.log", folder / PG_PASSWORD)
            database = stack.enter_context(postgres.started(*place, durable=durable))
        if not outside(given, "REDIS_URL", 6379):
            place = (folder / "valkey", log / "valkey.log", folder / VALKEY_PASSWORD)
            broker = stack.enter_context(valkey.started(*place, durable=durable))
        yield Servers(database, broker)


def found(folder: Path, ports: Mapping[str, int], given: Mapping[str, str]) -> Servers:
    """The servers that another command has started in `folder`, for those that `given` does not name."""
    database, broker = None, None
    if not address(given, "DATABASE_URL"):
        database = Postgres(known(ports, "postgres", "DATABASE_URL"), secret(folder / PG_PASSWORD))
    if not address(given, "REDIS_URL"):
        broker = Valkey(known(ports, "valkey", "REDIS_URL"), secret(folder / VALKEY_PASSWORD))
    return Servers(database, broker)


def known(ports: Mapping[str, int], server: str, name: str) -> int:
    if server not in ports:
        raise StackError(f"Hệ thống đang chạy với {name} riêng; hãy đặt {name} như thế cho lệnh này (set {name}).")
    return ports[server]


def address(given: Mapping[str, str], name: str) -> str:
    """The server's URL from `name` or from the file `name`_FILE; empty when neither is set."""
    path = given.get(f"{name}_FILE")
    return Path(path).read_text().strip() if path else given.get(name, "")


def outside(given: Mapping[str, str], name: str, default_port: int) -> bool:
    """Whether the environment names a server. Raises StackError when nobody answers there."""
    url = address(given, name)
    if not url:
        return False
    parts = urlsplit(url)
    if parts.hostname:  # else a Unix socket
        host, port = parts.hostname, parts.port or default_port
        try:
            socket.create_connection((host, port), timeout=5).close()
        except OSError:
            raise StackError(
                f"Không kết nối được tới {host}:{port} ghi trong {name}; hãy kiểm tra máy chủ đó, hoặc bỏ "
                f"{name} để dùng máy chủ riêng của thư mục này (no answer)."
            ) from None
    return True


def database_name(*, demo: bool) -> str:
    """The demonstration has a database of its own, so that it never mixes with real data."""
    return "tiendo_demo" if demo else "tiendo"


def django_environment(given: Mapping[str, str], servers: Servers, *, folder: Path, demo: bool) -> dict[str, str]:
    """The environment of every program of the product; what `given` says wins over the local defaults."""
    name = database_name(demo=demo)
    defaults = {
        "SECRET_KEY": secret(folder / SECRET_KEY),
        "DATA_DIR": str(folder / name),
        "HTTPS": "0",
        "PYTHONUNBUFFERED": "1",
    }
    own = {"DEMO": "1" if demo else "0"}
    if servers.postgres:
        own["DATABASE_URL"] = servers.postgres.url(name)
        # Django's driver would obey PGSSLMODE and the like, which are meant for some other server.
        given = {key: value for key, value in given.items() if not key.startswith("PG")}
    if servers.valkey:
        own["REDIS_URL"] = servers.valkey.url(1 if demo else 0)
    return {**defaults, **given, **own}
