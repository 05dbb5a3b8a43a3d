"""Child processes that end when their parent ends, and that say so when they end before it."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.stack.errors import StackError, tells_full_disk
from tools.stack.folder import ROOT

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def require_alive(self) -> None:
        """Raise StackError, naming the log, when the child has ended by itself."""
        code = self.process.poll()
        if code is not None:
            raise failure(f"{self.name} đã dừng đột ngột, mã {code} (stopped unexpectedly)", self.log)


def failure(what: str, log: Path) -> StackError:
    """`what` happened, where to read on, and the last words of the log."""
    text = log.read_text(errors="replace")
    if tells_full_disk(text):
        return StackError(f"{what}: ổ đĩa đã đầy (disk full).")
    shown = log.relative_to(ROOT) if log.is_relative_to(ROOT) else log
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    last = f"; dòng cuối: {lines[-1]}" if lines else ""
    return StackError(f"{what}. Nhật ký: {shown}{last}")


@contextlib.contextmanager
def running(
    name: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    stop: signal.Signals = signal.SIGTERM,
    before_exec: Callable[[], None] = lambda: None,
) -> Iterator[Child]:
    """Run a program during the block, out of reach of the terminal's Ctrl-C; stop it with `stop` and wait."""

    def prepare() -> None:
        before_exec()
        die_with_parent(stop)

    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=prepare,
        )
    try:
        yield Child(name, process, log)
    finally:
        end(process, stop)


def end(process: subprocess.Popen[bytes], stop: signal.Signals, patience: float = 20) -> None:
    """Ask the process to stop; after `patience` seconds, or when it left children behind, kill what is there."""
    process.send_signal(stop)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):  # nobody is left in its group
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def die_with_parent(stop: signal.Signals) -> None:
    """In the child: have the kernel send `stop` when the parent is gone, even if it was killed outright."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, int(stop))


def step(
    what: str,
    command: Sequence[str | Path],
    *,
    log: Path,
    env: Mapping[str, str],
    before_exec: Callable[[], None] = lambda: None,
) -> str:
    """Run a program to its end and return what it printed. Raises StackError when it fails."""
    log.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        preexec_fn=before_exec,
    )
    log.write_text(done.stdout + done.stderr)
    if done.returncode:
        raise failure(f"{what} không chạy được", log)
    return done.stdout


def foreground(command: Sequence[str | Path], *, env: Mapping[str, str]) -> int:
    """Run a program on this terminal and return its exit code. Ctrl-C is the program's, not ours."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, preexec_fn=lambda: die_with_parent(signal.SIGTERM))
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal sends it to the program as well
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: process.send_signal(received))
    code = process.wait()
    return code if code >= 0 else 128 - code


def stop_on_signals() -> None:
    """Turn the first stop signal into KeyboardInterrupt, so that blocks end in order; ignore the rest."""

    def interrupt(*_: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup keeps its promise
            signal.signal(number, interrupt)
