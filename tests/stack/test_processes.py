import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools.stack import processes
from tools.stack.errors import StackError
from tools.stack.folder import ROOT

ENVIRONMENT = dict(os.environ)


def wait_for(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False


def test_child_is_stopped_at_the_end_of_the_block(tmp_path):
    with processes.running("sleeper", ["sleep", "60"], log=tmp_path / "log") as child:
        child.require_alive()
    assert child.process.returncode == -signal.SIGTERM


def test_child_that_ends_by_itself_is_told_with_its_last_words(tmp_path):
    log = tmp_path / "log"
    with processes.running("web", ["sh", "-c", "echo first; echo the reason; exit 3"], log=log) as child:
        child.process.wait()
        with pytest.raises(StackError) as error:
            child.require_alive()
    assert "web đã dừng đột ngột, mã 3" in str(error.value)
    assert f"{log}; dòng cuối: the reason" in str(error.value)


def test_stubborn_child_is_taken_down_with_what_it_started(tmp_path):
    note = tmp_path / "pid"
    script = f"trap '' TERM; sleep 60 & echo $! > {note}; wait; wait"
    process = subprocess.Popen(["sh", "-c", script], start_new_session=True)
    wait_for(lambda: note.exists() and note.read_text())
    processes.end(process, signal.SIGTERM, patience=0.2)
    wait_for(lambda: not is_alive(int(note.read_text())))
    assert process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's death")
def test_child_does_not_outlive_a_killed_parent(tmp_path):
    program = (
        "import sys, pathlib, time; from tools.stack import processes\n"
        "with processes.running('sleeper', ['sleep', '60'], log=pathlib.Path(sys.argv[1])) as child:\n"
        "    print(child.process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "log")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    wait_for(lambda: not is_alive(child))


def test_step_returns_what_was_printed_and_tells_a_full_disk(tmp_path):
    log = tmp_path / "log"
    assert processes.step("x", ["sh", "-c", "echo yes; echo no >&2"], log=log, env=ENVIRONMENT) == "yes\n"
    words = ["sh", "-c", "echo 'could not write: No space left on device' >&2; exit 1"]
    with pytest.raises(StackError, match="ổ đĩa đã đầy"):
        processes.step("initdb", words, log=log, env=ENVIRONMENT)


def test_foreground_gives_the_exit_code_of_the_command():
    before = {number: signal.getsignal(number) for number in processes.STOP_SIGNALS}
    try:
        assert processes.foreground(["sh", "-c", "exit 7"], env=ENVIRONMENT) == 7
        assert processes.foreground(["sh", "-c", "kill -TERM $$"], env=ENVIRONMENT) == 128 + signal.SIGTERM
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
