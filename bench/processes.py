"""CPU seconds of process trees and of the whole machine, from Linux's /proc."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
TICK = 1 / os.sysconf("SC_CLK_TCK")


def cpu(roots: Iterable[int]) -> float:
    """Of these processes, all that live below them, and all of theirs that have ended."""
    stats = _all()
    children: dict[int, list[int]] = defaultdict(list)
    for pid, stat in stats.items():
        children[int(stat[1])].append(pid)
    todo, seconds = [pid for pid in roots if pid in stats], 0.0
    while todo:
        pid = todo.pop()
        seconds += sum(int(ticks) for ticks in stats[pid][11:15]) * TICK
        todo += children[pid]
    return seconds


def children(parent: int) -> dict[int, list[str]]:
    """Process id and command line of each child."""
    found = {}
    for pid, stat in _all().items():
        if int(stat[1]) == parent:
            with suppress(OSError):
                found[pid] = (PROC / str(pid) / "cmdline").read_text().split("\0")
    return found


def busy() -> float:
    """CPU seconds this machine has worked, or its host has taken away; all cores."""
    user, nice, system, _idle, _wait, irq, softirq, steal = (
        int(ticks) for ticks in (PROC / "stat").read_text().split(maxsplit=9)[1:9]
    )
    return (user + nice + system + irq + softirq + steal) * TICK


def _all() -> dict[int, list[str]]:
    """The fields behind the name, which may hold blanks: state, parent, …, utime, stime, cutime, cstime."""
    stats = {}
    for entry in PROC.iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                stats[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
    return stats
