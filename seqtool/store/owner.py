"""Who has a project open: user, machine, process and time; and whether that process is still there."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import os
import platform
import secrets
import sys
from pathlib import Path

import msgspec


class Owner(msgspec.Struct, frozen=True, kw_only=True):
    """A process of the program on some machine."""

    user: str
    machine: str
    process: int
    #: When the process began, as the system counts it: numbers of processes are used again.
    started: str = ""
    #: ISO date and time.
    time: str = ""
    #: Tells two locks of one process from each other.
    token: str = ""

    def __str__(self) -> str:
        return f"{self.user} on {self.machine}, since {self.time.replace('T', ' ')}, process {self.process}"

    @property
    def here(self) -> bool:
        """Whether it is of this machine."""
        return self.machine == platform.node()

    @property
    def alive(self) -> bool:
        """Whether the process may still be running; of other machines nobody knows, so it may."""
        if not self.here:
            return True
        return running(self.process) and (not self.started or self.started in ("", _started(self.process)))


def me() -> Owner:
    """This process."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in the system's list
        user = "somebody"
    return Owner(
        user=user,
        machine=platform.node(),
        process=os.getpid(),
        started=_started(os.getpid()),
        time=now(),
        token=secrets.token_hex(8),
    )


def now() -> str:
    """The time here, for people: ISO, to the second, with the distance to UTC."""
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")


def running(process: int) -> bool:
    """Whether a process of this machine is there."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, False, process)
        if not handle:
            return bool(kernel.GetLastError() == 5)  # there, but not ours
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return code.value == 259
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _started(process: int) -> str:
    """When a process began (Linux; elsewhere nothing is said)."""
    with contextlib.suppress(OSError, IndexError):
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        # the name of the program stands in brackets and may hold anything
        ticks = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        return f"{boot}:{ticks.rpartition(')')[2].split()[19]}"
    return ""
