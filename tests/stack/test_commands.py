"""The commands of the README, for real: a copy of this folder comes up, answers, keeps its data and stops cleanly."""

import json
import os
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 180  # seconds for the slowest step on a busy machine


@pytest.fixture
def folder(tmp_path):
    """This working tree without what git ignores, with the installed packages of the real one."""
    listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, text=True)
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    return tmp_path


def environment(**more):
    """What a newcomer's shell has; nothing of the stack these tests run on."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **more}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """`make run` in a process group of its own, until READY."""

    def __init__(self, folder, **more):
        self.port = free_port()
        self.process = subprocess.Popen(
            ["make", "run", f"PORT={self.port}"],
            cwd=folder,
            env=environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Nhật ký"):
                return
        raise AssertionError(self.said)

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.read().decode()

    def stop(self):
        """Ctrl-C, as a terminal sends it: to the whole group. Returns what make answered."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.said += self.process.communicate(timeout=PATIENCE)[0]
        return self.process.returncode


def manage(folder, arguments, said="", **more):
    command = ["make", "-s", "manage", f"ARGS={arguments}"]
    return subprocess.check_output(
        command, cwd=folder, env=environment(**more), input=said, text=True, timeout=PATIENCE
    )


def test_make_run_comes_up_twice_with_the_same_data_and_stops_cleanly(folder):
    first = Run(folder)
    try:
        assert f"READY http://127.0.0.1:{first.port}/" in first.said
        assert "quantri" in first.said
        assert '"ok"' in first.get("/readyz")
        assert "tiendo-minh-hoa" in first.get("/dang-nhap/")
        assert json.loads(manage(folder, "read_targets", said="dưới 1%"))["readings"][0]["comparator"] == "lt"
        assert "Mã kiểm tra khớp" in manage(folder, "verify_report 2025")
        exported = manage(folder, "export_plan")
        assert exported == (folder / "fixtures" / "plan-ha-nam-2024.json").read_text()
    finally:
        code = first.stop()
    assert code in (0, 2, 130, -signal.SIGINT), first.said  # make passes the interruption on
    assert "Traceback" not in first.said
    again = Run(folder)
    try:
        assert "READY" in again.said
        assert '"ok"' in again.get("/readyz")
    finally:
        again.stop()
    assert left_over(folder) == []


def left_over(folder):
    """Processes that still work in `folder`."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if str(folder) in words:
            found.append(words)
    return found


def test_a_taken_port_is_one_plain_sentence(folder):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        command = ["make", "-s", "run", f"PORT={holder.getsockname()[1]}"]
        done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr + done.stdout
    assert "cổng" in (done.stderr + done.stdout).casefold()
