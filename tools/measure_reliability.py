#!/usr/bin/env python3
"""Runs the fault matrix of docs/reliability.md and writes the figures there: what was tried, and how much of it did harm.

    python3 tools/measure_reliability.py [--check]

The inputs of the fuzzers are those of fuzz/figures.csv, which tools/fuzz.sh writes. With --check nothing is run; it is only looked whether
the page has the figures of fuzz/figures.csv.
"""

import csv
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/reliability.md"
MARKS = ("<!-- figures -->\n", "<!-- /figures -->\n")


def matrix() -> list[tuple[str, list[str]]]:
    """Returns the rows of the table: the fault, and the names of its tests."""
    rows = re.findall(r"^\| (.+?) \| (`.+) \|$", PAGE.read_text(), re.MULTILINE)
    return [(fault, re.findall(r"`([^`]+)`", tests)) for fault, tests in rows]


def fuzzing() -> str:
    with (ROOT / "fuzz/figures.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    lines = ["| parser | inputs tried | edges | kept | seconds | failures |", "|---|---:|---:|---:|---:|---:|"]
    for row in sorted(rows, key=lambda row: row["parser"]):
        figures = [f"{int(row[name]):,}" for name in ("inputs", "edges", "kept", "seconds", "failures")]
        lines.append(f"| `{row['parser']}` | {' | '.join(figures)} |")
    inputs, failures = (sum(int(row[name]) for row in rows) for name in ("inputs", "failures"))
    lines += ["", f"Bad inputs tried: {inputs:,}; panics, hangs and excesses of memory: {failures:,}."]
    return "\n".join(lines)


def run(tests: list[str], target: str) -> tuple[int, int, str]:
    """Runs the tests whose names begin so, and returns how many passed, how many did not, and what they printed."""
    argv = ["cargo", "test", "--locked", target, *(["it"] if target == "--test" else []), "--", "--nocapture", *tests]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True)
    counts = re.search(r"test result: \w+\. (\d+) passed; (\d+) failed", done.stdout)
    if counts is None:
        sys.exit(done.stderr[-2000:])
    for name in re.findall(r"^test (\S+) \.\.\. FAILED$|^    (\S+::\S+)$", done.stdout, re.MULTILINE):
        print("failed:", "".join(name))
    return int(counts[1]), int(counts[2]), done.stdout + done.stderr


def main() -> None:
    before, rest = PAGE.read_text().split(MARKS[0])
    old, after = rest.split(MARKS[1])
    if "--check" in sys.argv:
        if fuzzing() not in old:
            sys.exit("docs/reliability.md has other figures than fuzz/figures.csv: python3 tools/measure_reliability.py")
        return
    rows = matrix()
    wanted = sorted({test for _, tests in rows for test in tests})
    outside = [test for test in wanted if (ROOT / "tests/it" / f"{test.split('::')[0]}.rs").exists() or test.startswith("faults")]
    inside = [test for test in wanted if test not in outside]
    passed = failed = 0
    tries = 0
    for tests, target in ((outside, "--test"), (inside, "--lib")):
        ok, bad, said = run(tests, target)
        passed, failed = passed + ok, failed + bad
        tries += sum(int(number) for number in re.findall(r"(\d+) calls? failed in turn", said))
    figures = (
        f"Fault matrix: {len(rows)} rows, {passed:,} tests and cases passed, {failed} failed; of them {tries:,} runs in each of which one system "
        f"call failed.\n\n{fuzzing()}\n"
    )
    PAGE.write_text(before + MARKS[0] + "\n" + figures + "\n" + MARKS[1] + after)
    print(figures)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
