#!/usr/bin/env python3
"""Counts the instructions of kidtrip's main paths and compares them with those kept in benches/instructions.csv.

    python3 tools/count_instructions.py [BINARY] [--write]

A count repeats where a time does not, so that a regression shows on any machine. BINARY is target/debug/kidtrip by default, which the gate
has at hand; the counts are of that profile. A path that takes a tenth more than is kept fails, one that takes a tenth less is said: then
--write keeps the new counts. Needs valgrind, and is skipped where it is not.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "benches/instructions.csv"
MARGIN = 0.10
PATHS = {
    "version": ["--version"],
    "help": ["--help"],
    "completions": ["completions", "bash"],
    "where": ["where", "M20 2RN"],
    "visit by id": ["visit", "chester-zoo"],
    "visit by name": ["visit", "Tatton Park"],
    "suggest, typical weather": ["suggest", "--near", "M20 2RN", "--on", "sat", "--typical"],
    "suggest, typical weather, as JSON": ["suggest", "--near", "M20 2RN", "--on", "sat", "--typical", "--format", "json"],
    "show": ["show", "chester-zoo", "--typical"],
    "places": ["places", "museum", "--near", "M20 2RN", "--within", "20km"],
    "history": ["history"],
}


def counted(binary: Path, argv: list[str], env: dict[str, str]) -> int:
    """Returns the instructions of one run."""
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", str(binary), *argv]
    done = subprocess.run(valgrind, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    refs = re.search(r"refs:\s*([\d,]+)", done.stderr)
    if done.returncode != 0 or refs is None:
        sys.exit(f"{argv}: {done.stderr[-1000:]}")
    return int(refs[1].replace(",", ""))


def main() -> None:
    binary = next((Path(one) for one in sys.argv[1:] if not one.startswith("--")), ROOT / "target/debug/kidtrip").resolve()
    if shutil.which("valgrind") is None:
        print("skipped: valgrind is not installed here")
        return
    with tempfile.TemporaryDirectory() as home:
        env = {"PATH": os.environ["PATH"], "HOME": home, "USER": "anna", "KIDTRIP_NOW": "2026-11-27T18:00:00+00:00[Europe/London]"}
        env |= {f"KIDTRIP_{part}_DIR": f"{home}/{part.lower()}" for part in ("CONFIG", "DATA", "CACHE")}
        counts = {name: counted(binary, argv, env) for name, argv in PATHS.items()}
    kept = {}
    if KEPT.exists():
        with KEPT.open(encoding="utf-8") as table:
            kept = {row["path"]: int(row["instructions"]) for row in csv.DictReader(table)}
    more = []
    for name, count in counts.items():
        ratio = count / kept[name] if name in kept else 1.0
        print(f"{name}: {count:,} ({ratio:.2f} of what is kept)" if name in kept else f"{name}: {count:,} (new)")
        if ratio > 1 + MARGIN:
            more.append(name)
        elif ratio < 1 - MARGIN:
            print("  much less: python3 tools/count_instructions.py --write keeps that")
    if "--write" in sys.argv:
        with KEPT.open("w", encoding="utf-8", newline="") as table:
            writer = csv.writer(table, lineterminator="\n")
            writer.writerow(["path", "instructions"])
            writer.writerows(counts.items())
    elif more or counts.keys() != kept.keys():
        sys.exit(f"more than a tenth above what benches/instructions.csv keeps, or not kept there: {', '.join(more) or 'the list'}")


if __name__ == "__main__":
    main()
