"""PostgreSQL refuses to run as root, and a fresh machine often has nobody else: root steps down for a child.

Two ways, each a function to run in the child just before the program starts:

- `as_nobody`: the user "nobody", who keeps one of root's powers: to reach files in folders closed to others,
  such as root's own home. Needs what root has on any ordinary machine and in a default container.
- `in_user_namespace`: root outside, "nobody" inside, for sandboxes where root may not become anyone else.
"""

import ctypes
import os
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools.stack.errors import StackError
from tools.stack.processes import LIBC

NOBODY = 65534
# From <linux/prctl.h>, <linux/securebits.h>, <linux/capability.h> and <linux/sched.h>.
PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP = 28, 1 << 2
PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 47, 2
CAPABILITY_VERSION_3, CAP_DAC_OVERRIDE = 0x20080522, 1
CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class Identity:
    """How a child becomes somebody PostgreSQL accepts, and who must own its files."""

    assume: Callable[[], None]
    owner: int

    def take_over(self, folder: Path) -> None:
        """Give `folder` and all in it to this identity, where it belongs to another one."""
        if folder.stat().st_uid != self.owner:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.owner, -1, follow_symlinks=False)


def identity() -> Identity:
    """The identity to run PostgreSQL with. Raises StackError when root cannot step down on this machine."""
    if os.geteuid() != 0:
        return Identity(lambda: None, os.geteuid())
    if sys.platform == "linux":
        for candidate in (Identity(as_nobody, NOBODY), Identity(in_user_namespace, 0)):
            if works(candidate):
                return candidate
    raise StackError(
        "PostgreSQL không chạy được bằng tài khoản root trên máy này: hãy dùng tài khoản thường, hoặc đặt "
        "DATABASE_URL để dùng máy chủ có sẵn (cannot run PostgreSQL as root here)."
    )


def works(candidate: Identity) -> bool:
    try:
        return subprocess.run(["/bin/true"], preexec_fn=candidate.assume).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False


def as_nobody() -> None:
    check(LIBC.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    kept = 1 << CAP_DAC_OVERRIDE
    header = struct.pack("Ii", CAPABILITY_VERSION_3, 0)
    check(LIBC.capset(header, struct.pack("6I", kept, kept, kept, 0, 0, 0)))
    check(LIBC.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0))


def in_user_namespace() -> None:
    user, group = os.geteuid(), os.getegid()
    check(LIBC.unshare(CLONE_NEWUSER))
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")


def check(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
