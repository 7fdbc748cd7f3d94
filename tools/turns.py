"""Whole processes measured in turns, so that a busy machine is as hard on one side as on the other."""

import os
import statistics
import sys
import time
from pathlib import Path

# How the benchmarked commands may end: done, or nothing to suggest.
EXPECTED = (0, 3)


def run(argv: list[str], env: dict[str, str]) -> tuple[float, int]:
    """Returns the milliseconds and the exit status of a process whose output goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    started = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status = os.waitpid(pid, 0)
    elapsed = (time.perf_counter() - started) * 1000.0
    os.close(null)
    return elapsed, os.waitstatus_to_exitcode(status)


def forget(path: Path) -> None:
    """Drops a file from the page cache."""
    fd = os.open(path, os.O_RDONLY)
    os.fsync(fd)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(fd)


def in_turns(sides: dict[str, tuple[list[str], dict]], runs: int, cold: dict[str, Path] | None = None) -> dict:
    """Returns the median milliseconds of each side: arguments and environment."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for turn in range(runs + 2):
        for name, (argv, env) in sides.items():
            if cold:
                forget(cold[name])
            elapsed, status = run(argv, env)
            if status not in EXPECTED:
                sys.exit(f"{name} ended with {status}: {argv}")
            if turn >= 2:
                times[name].append(elapsed)
    return {name: statistics.median(times[name]) for name in sides}


def report(what: str, value: float, most: float) -> None:
    """Prints a figure beside what must be reached."""
    print(f"{'ok  ' if value <= most else 'OVER'} {what}: {value:.2f} (at most {most})", flush=True)
