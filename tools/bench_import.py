#!/usr/bin/env python3
"""Measures the import of a map extract against `osmium tags-filter` on the same selectors: whole processes, in turns.

    cargo build --release
    python3 tools/make_large_extract.py FOLDER/large.osm.pbf 214 EXTRACT.osm.pbf...
    python3 tools/bench_import.py FOLDER/large.osm.pbf [--runs 5]

osmium filters with references, as centroids need them, and writes what it found; kidtrip imports: it cleans, merges, places and
writes its catalogue. What must be reached stands beside each figure.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from turns import in_turns, report

ROOT = Path(__file__).resolve().parent.parent


def expressions() -> list[str]:
    """Returns what osmium is asked for: the first condition of every selector."""
    asked = set()
    with open(ROOT / "data" / "selectors.csv", newline="") as file:
        for row in csv.DictReader(file):
            for selector in filter(None, row["selectors"].split(";")):
                first = selector.split("&")[0]
                if "~" not in first and "!=" not in first:
                    asked.add(f"nwr/{first}")
    return sorted(asked)


def peak(argv: list[str], env: dict[str, str]) -> float:
    """Returns the peak memory of a process in MB, by GNU time."""
    gnu_time = shutil.which("time") or sys.exit("GNU time is needed")
    done = subprocess.run([gnu_time, "-f", "%M", *argv], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) / 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("extract", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kidtrip", type=Path, default=ROOT / "target/release/kidtrip")
    arguments = parser.parse_args()
    osmium = shutil.which("osmium") or sys.exit("osmium is needed (the package osmium-tool)")
    extract = str(arguments.extract.resolve())
    with tempfile.TemporaryDirectory() as folder:
        env = {"PATH": os.environ["PATH"]}
        env |= {f"KIDTRIP_{name}_DIR": f"{folder}/{name.lower()}" for name in ("CONFIG", "DATA", "CACHE")}
        sides = {
            "kidtrip": ([str(arguments.kidtrip), "catalogue", "import", extract, "--name", "large", "--quiet"], env),
            "osmium": (
                [osmium, "tags-filter", "--no-progress", "--overwrite", "-o", f"{folder}/found.osm.pbf", extract, *expressions()],
                env,
            ),
        }
        medians = in_turns(sides, arguments.runs)
        print(f"{Path(extract).stat().st_size / 1e6:.0f} MB")
        for side, ms in medians.items():
            print(f"{side}: {ms / 1000:.2f} s, {peak(*sides[side]):.0f} MB")
        report("import / osmium tags-filter", medians["kidtrip"] / medians["osmium"], 0.35)
        report("peak memory of the import, MB", peak(*sides["kidtrip"]), 300)


if __name__ == "__main__":
    main()
