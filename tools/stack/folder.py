"""What the stack needs from the folder it stands in: room, ports, secrets, and nobody else in it."""

import contextlib
import errno
import fcntl
import json
import secrets
import shutil
import socket
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tools.stack.errors import StackError

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
SPACE_NEEDED_MB = 300


class Taken(Exception):
    """Another process holds the folder."""


def require_space(folder: Path) -> None:
    """Raise StackError unless `folder` has room for a new database and some days of work."""
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free // 2**20
    if free < SPACE_NEEDED_MB:
        raise StackError(f"Ổ đĩa chứa {folder} chỉ còn trống {free} MB, cần ít nhất {SPACE_NEEDED_MB} MB (disk full).")


def wanted_port(environ: Mapping[str, str]) -> int:
    """The port named by PORT (default 8000), known to be free. Raises StackError otherwise."""
    text = environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise StackError(f"PORT phải là một số từ 1 đến 65535, không phải “{text}” (bad port).")
    port = int(text)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise StackError(f"Cổng {port} chỉ dành cho quản trị máy; hãy dùng cổng từ 1024 trở lên.") from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise StackError(
                f"Cổng {port} đang có chương trình khác dùng; hãy chọn cổng khác, ví dụ "
                f"make run PORT={port + 1} (port taken)."
            ) from None
    return port


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def secret(path: Path) -> str:
    """The secret kept in `path`, made on first use and readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(48))
        unfinished.replace(path)
    return path.read_text()


class Claim:
    """A file that one living process holds. What it writes there, others can read while it lives.

    The kernel lets go of it when the process ends, however it ends, so there is no stale claim to clean up.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the file during the block. Raises Taken when another process does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Taken from None
            self.tell({})
            yield

    def tell(self, facts: Mapping[str, object]) -> None:
        self.path.write_text(json.dumps(facts))

    def told(self) -> dict[str, Any] | None:
        """What the holder told last (empty when nothing yet); None when nobody holds the file."""
        try:
            with self.path.open() as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return None
        except BlockingIOError:
            facts: dict[str, Any] = json.loads(self.path.read_text() or "{}")
            return facts
        return None


@contextlib.contextmanager
def scratch(base: Path) -> Iterator[Path]:
    """A new folder under `base`, removed at the end, as is any that a killed process left there."""
    base.mkdir(parents=True, exist_ok=True)
    for claim in base.glob("*/claim"):
        with contextlib.suppress(Taken), Claim(claim).held():
            shutil.rmtree(claim.parent)
    folder = Path(tempfile.mkdtemp(dir=base))
    with Claim(folder / "claim").held():
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
