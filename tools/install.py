"""Make .venv and keep it in step with the requirement files named as arguments.

Runs on the machine's own python3, which may lack pip and ensurepip: pip comes from the wheel beside this
file. Says nothing when there is nothing to do.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - the one file that an older Python gets to read
    sys.exit(
        "Cần Python 3.11 trở lên, máy này có {}.{}. Hãy cài bản mới hơn hoặc chỉ ra bản đó, ví dụ "
        "make run PY=python3.12 (Python 3.11 or newer is needed).".format(*sys.version_info[:2])
    )

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP_WHEEL = next(ROOT.glob("tools/pip-*.whl"))
LOCK = ROOT / "requirements.lock"
LOCAL = "requirements-local.txt"
LOG = ROOT / "var" / "log" / "install.log"
SPACE_NEEDED_MB = 900


def main() -> None:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / "var" / "install.lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # `make run` and `make test` may be started at once
        make_venv()
        for name in sys.argv[1:]:
            if name != LOCAL or not own_servers():
                install(name)


def own_servers() -> bool:
    """Whether both servers are given from outside, so that their wheels are not needed."""
    given = os.environ
    return all(given.get(name) or given.get(f"{name}_FILE") for name in ("DATABASE_URL", "REDIS_URL"))


def make_venv() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    require_space()
    print("Cài đặt lần đầu, khoảng một phút (installing)...", flush=True)
    run(sys.executable, "-m", "venv", "--clear", "--without-pip", VENV)
    run(PYTHON, PIP_WHEEL / "pip", "install", "--no-index", PIP_WHEEL)


def require_space() -> None:
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < SPACE_NEEDED_MB:
        sys.exit(f"Ổ đĩa chứa {ROOT} chỉ còn trống {free} MB, cài đặt cần khoảng {SPACE_NEEDED_MB} MB (disk full).")


def install(name: str) -> None:
    """Install one requirements file, unless the same content was installed before."""
    stamp = VENV / f"installed-{name}"
    content = (ROOT / name).read_bytes() + LOCK.read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    print(f"Cài các gói trong {name}...", flush=True)
    options = ["-q", "--no-input", "--disable-pip-version-check"]
    options += ["--only-binary", ":all:"] if name == LOCAL else []
    run(PYTHON, "-m", "pip", "install", *options, "-c", LOCK, "-r", ROOT / name)
    stamp.write_text(fingerprint)


def run(*command: "str | Path") -> None:
    """Run one step with its output in the log; a failure ends the program with one sentence."""
    with LOG.open("w+") as log:
        done = subprocess.run(command, stdout=log, stderr=subprocess.STDOUT)
        log.seek(0)
        if done.returncode:
            sys.exit(reason(Path(command[-1]).name, log.read()))


def reason(step: str, output: str) -> str:
    """One sentence for a person, made from what pip or venv printed."""
    shown = LOG.relative_to(ROOT)
    if "No space left on device" in output:
        return f"Ổ đĩa đã đầy khi đang cài đặt vào {VENV} (disk full)."
    if step == LOCAL:
        machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
        return (
            f"Không tải được PostgreSQL và Valkey dựng sẵn cho máy này ({machine}): hãy kiểm tra mạng, hoặc đặt "
            f"DATABASE_URL và REDIS_URL để dùng máy chủ có sẵn (no wheel for this machine). Xem {shown}."
        )
    lines = output.splitlines()
    errors = [line for line in lines if line.startswith(("ERROR", "Error"))]
    return f"Không cài được {step}: {' '.join((errors or lines)[-1:])} (install failed). Xem {shown}."


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(f"Không cài đặt được vào {ROOT}: {error.strerror} ({error.filename}).")
