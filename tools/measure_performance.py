#!/usr/bin/env python3
"""Measures everything that must be fast, and writes docs/performance.md: each figure beside its rival in the same run and what must be reached.

    python3 tools/measure_performance.py FOLDER [--runs 101] [--sizes 1000000,10000000] [--extract MAP.osm.pbf]

Builds the program by itself first: examples and tests are built with more features of the same crates, and a program linked beside them is
larger. Needs valgrind, strace, curl, openssl, the sqlite3 shell, GNU time, osmium for the import, and a few gigabytes in FOLDER.
"""

import argparse
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/performance.md"
MARKS = ("<!-- figures -->\n", "<!-- /figures -->\n")


def said(argv: list[str]) -> str:
    """Runs a tool, shows what it says as it comes, and returns it."""
    print("$", " ".join(map(str, argv)), flush=True)
    lines = []
    with subprocess.Popen(argv, cwd=ROOT, stdout=subprocess.PIPE, text=True) as tool:
        for line in tool.stdout:
            print(line, end="", flush=True)
            lines.append(line)
    if tool.returncode:
        sys.exit(f"{argv[1]} ended with {tool.returncode}")
    return "".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", default="101")
    parser.add_argument("--sizes", default="1000000,10000000")
    parser.add_argument("--extract", type=Path)
    parser.add_argument("--built", type=Path, help="this target folder is built already, the program by itself: build nothing, leave the benches out")
    arguments = parser.parse_args()
    target = arguments.built or ROOT / "target"
    cargo = lambda *argv: subprocess.run(["cargo", "build", "--locked", *argv], cwd=ROOT, check=True)
    if not arguments.built:
        cargo("--release", "--bin", "kidtrip")
    binary = arguments.folder.resolve() / "measured"
    binary.parent.mkdir(parents=True, exist_ok=True)
    binary.write_bytes((target / "release/kidtrip").read_bytes())
    binary.chmod(0o755)
    if not arguments.built:
        cargo("--release", "--example", "synthetic-catalogue", "--example", "query-catalogue")
        cargo("--example", "fake-weather")
    tool = lambda name, *argv: [sys.executable, str(ROOT / "tools" / name), *map(str, argv)]
    examples = target / "release/examples"
    common = [arguments.folder, "--runs", arguments.runs, "--kidtrip", binary]
    texts = [
        said(tool("bench_startup.py", *common)),
        said(tool("bench_runs.py", *common)),
        said(tool("bench_catalogue.py", *common, "--sizes", arguments.sizes, "--maker", examples / "synthetic-catalogue",
                  "--querier", examples / "query-catalogue")),
    ]
    if arguments.extract:
        texts.append(said(tool("bench_import.py", arguments.folder, arguments.extract, "--kidtrip", binary)))
    benches = "" if arguments.built else said(["cargo", "bench", "--locked", "--bench", "events"])
    rows = ["| work | measured | at most | |", "|---|---:|---:|---|"]
    size = ""
    for line in "".join(texts).splitlines():
        if heading := re.match(r"-- ([\d,]+) places", line):
            size = f"{heading[1]} places: "
        elif line.startswith("-- "):
            size = ""
        elif figure := re.match(r"(ok  |OVER) (.+): ([\d.]+) \(at most ([\d.]+|inf)\)", line):
            verdict, what, value, most = figure.groups()
            if most != "inf":
                rows.append(f"| {size}{what} | {value} | {most} | {'' if verdict.strip() == 'ok' else 'not met'} |")
    page = PAGE.read_text()
    before, rest = page.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    figures = "\n".join(rows) + "\n"
    if benches:
        figures += "\nThe event log, medians inside a process:\n\n```text\n" + benches.strip() + "\n```\n"
    PAGE.write_text(before + MARKS[0] + "\n" + figures + "\n" + MARKS[1] + after)


if __name__ == "__main__":
    main()
