#!/usr/bin/env python3
"""Checks that an import accounts for every family object that osmium finds in the same extract.

    cargo build && python3 tools/compare_with_osmium.py [EXTRACT.osm.pbf...] [--malta]

For each extract `osmium tags-filter` lists every object with a key that data/selectors.csv asks for. The selectors are
then read here, a second time and by other code, to tell of which kind each object is. The report of `catalogue import` must have seen
as many of each kind, apart from those that it says it skipped, and must have kept, merged or left out each of them; and
what it kept must be among what osmium found. Prints the counts, and exits with 1 where something is not accounted for.

Without extracts it takes those of ../shared/osm. --malta adds the one that ships inside the crate osm-io 0.3.0, which
cargo downloads unless it is there. What is not there is told and passed over; so is everything without osmium (the
package osmium-tool).
"""

import argparse
import collections
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "osm"
CRATE, VERSION, EXTRACT = "osm-io", "0.3.0", "tests/fixtures/malta-latest.osm.pbf"
# Beside its name alone an object must have one of these for the name to tell its kind: VAGUE in selectors.rs.
VAGUE = {
    "tourism": "attraction theme_park zoo museum yes",
    "leisure": "park nature_reserve playground sports_centre swimming_pool water_park yes",
    "attraction": "farm animal_farm yes",
    "boundary": "protected_area national_park",
    "natural": "wetland wood",
    "landuse": "recreation_ground forest",
    "amenity": "public_bath animal_training",
}
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"})
APOSTROPHES = re.compile("['’‘ʻʼʿʾ`´′ʹ]")
OBJECTS = {"n": "node", "w": "way", "r": "relation"}


class Kind(NamedTuple):
    """A line of data/selectors.csv."""

    id: str
    selectors: list[list[str]]
    excluded: list[list[str]]
    wanted: bool


def kinds() -> list[Kind]:
    def read(cell: str) -> list[list[str]]:
        return [selector.split("&") for selector in cell.split(";") if selector]

    with open(ROOT / "data" / "selectors.csv", encoding="utf-8", newline="") as table:
        return [
            Kind(row["category"], read(row["selectors"]), read(row["exclude"]), row["by_default"] == "yes")
            for row in csv.DictReader(table)
        ]


def fold(name: str) -> str:
    """Returns a name as src/locate/fold.rs folds it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = APOSTROPHES.sub("", plain).lower().translate(LETTERS)
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join("st" if word == "saint" else word for word in words)


def has_value(tags: dict[str, str], key: str, value: str) -> bool:
    held = tags.get(key)
    return held is not None and (held == value or value in [one.strip() for one in held.split(";")])


def holds(condition: str, tags: dict[str, str]) -> bool:
    if condition.startswith("name~"):
        name = f" {fold(tags.get('name', '')[:200])} "
        # A question mark makes the letter before it optional, as it does here.
        words = condition.removeprefix("name~").replace("'", "")
        return re.search(f" (?:{words})s? ", name) is not None
    key, value = condition.split("=")
    if key.endswith("!"):
        return not has_value(tags, key.removesuffix("!"), value)
    if value == "*":
        return bool(tags.get(key, "").strip())
    return has_value(tags, key, value)


def is_vague(tags: dict[str, str]) -> bool:
    return any(has_value(tags, key, value) for key, values in VAGUE.items() for value in values.split())


def kind_of(tags: dict[str, str], table: list[Kind]) -> str | None:
    """Returns the kind of the selector of the most conditions, the first among equals; one left out only for want of another."""
    best, chosen = None, None
    for kind in table:
        exactness = 0
        for selector in kind.selectors:
            if all(holds(condition, tags) for condition in selector):
                if not all(condition.startswith("name~") for condition in selector):
                    exactness = max(exactness, len(selector))
                elif is_vague(tags):
                    exactness = max(exactness, 2)
        if exactness == 0:
            continue
        excluded = any(all(holds(condition, tags) for condition in selector) for selector in kind.excluded)
        rank = (kind.wanted, not excluded, 0 if kind.id == "attraction" else exactness)
        if best is None or rank > best:
            best, chosen = rank, kind.id
    return chosen


def keys(table: list[Kind]) -> list[str]:
    """Returns keys of which every family object has one: what is asked of it in any selector but not its name."""
    asked = {c.split("=")[0] for kind in table for s in kind.selectors for c in s if "!=" not in c and "name~" not in c}
    return sorted((asked | VAGUE.keys()) - {"name"})


def text(written: str) -> str:
    """Returns a text of OPL, in which a sign may stand as its number between percent signs."""
    return re.sub("%([0-9a-f]+)%", lambda found: chr(int(found.group(1), 16)), written)


def family_objects(extract: Path, table: list[Kind]) -> dict[str, str]:
    """Returns the kind of every family object that osmium finds, by what OpenStreetMap calls it."""
    asked = [f"nwr/{key}" for key in keys(table)]
    command = ["osmium", "tags-filter", "--no-progress", "-R", "-f", "opl", "-o", "-", str(extract), *asked]
    found = {}
    for line in subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout.splitlines():
        fields = line.split(" ")
        written = next((field[1:] for field in fields if field.startswith("T")), "")
        tags = dict(map(text, tag.split("=", 1)) for tag in written.split(",") if tag)
        kind = kind_of(tags, table)
        if kind is not None:
            found[f"{OBJECTS[fields[0][0]]}/{fields[0][1:]}"] = kind
    return found


def imported(program: Path, extract: Path) -> tuple[dict, set[str]]:
    """Returns the report of an import, and which objects it kept."""
    with tempfile.TemporaryDirectory() as home:
        folders = {f"KIDTRIP_{name}_DIR": f"{home}/{name.lower()}" for name in ("DATA", "CACHE", "CONFIG")}
        environment = {**os.environ, **folders}

        def run(*arguments: str) -> str:
            command = [str(program), "catalogue", *arguments]
            return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout

        report = json.loads(run("import", str(extract), "--name", "compared", "--quiet", "--format", "json"))
        rows = csv.DictReader(run("export", "compared").splitlines())
        return report, {row["map_object"] for row in rows}


def differences(found: dict[str, str], report: dict, kept: set[str]) -> list[str]:
    """Prints the counts, and returns what is not accounted for."""
    wrong, short = [], 0
    expected = collections.Counter(found.values())
    print(f"  {'kind':<16}{'osmium':>8}{'seen':>8}{'kept':>8}")
    for kind in sorted(expected.keys() | report["kinds"].keys()):
        count = report["kinds"].get(kind, {"seen": 0, "kept": 0})
        print(f"  {kind:<16}{expected[kind]:>8}{count['seen']:>8}{count['kept']:>8}")
        short += max(0, expected[kind] - count["seen"])
        if count["seen"] > expected[kind]:
            wrong.append(f"{count['seen'] - expected[kind]} of the kind {kind} are seen that osmium does not find")
    left = {why: one["count"] for why, one in report["left_out"].items()}
    told = ", ".join(f"{why} {count}" for why, count in left.items())
    print(f"  kept {report['kept']}, merged {report['merged']}, left out {sum(left.values())}: {told}")
    if short > report["skipped"]:
        wrong.append(f"{short} that osmium finds are not seen, and only {report['skipped']} are told to be skipped")
    if report["seen"] != report["kept"] + report["merged"] + sum(left.values()):
        wrong.append("what is seen is not what is kept, merged and left out")
    strange = sorted(kept - found.keys())
    if strange:
        wrong.append(f"kept, but not found by osmium: {', '.join(strange[:5])}")
    return wrong


def malta() -> Path | None:
    """Returns the extract inside the crate, which cargo downloads with what that crate needs unless it is there."""
    cargo = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))

    def known() -> Path | None:
        return next(cargo.glob(f"registry/src/*/{CRATE}-{VERSION}/{EXTRACT}"), None)

    if known() is None:
        with tempfile.TemporaryDirectory() as folder:
            manifest = f'[package]\nname = "map"\nedition = "2021"\n[lib]\npath = "lib.rs"\n[dependencies]\n{CRATE} = "={VERSION}"\n'
            Path(folder, "Cargo.toml").write_text(manifest, encoding="utf-8")
            Path(folder, "lib.rs").touch()
            subprocess.run(["cargo", "fetch", "--quiet"], cwd=folder, check=False)
    return known()


def main() -> None:
    parser = argparse.ArgumentParser(description="Checks that an import accounts for all that osmium finds.")
    parser.add_argument("extracts", type=Path, nargs="*", help="default: those of ../shared/osm")
    parser.add_argument("--malta", action="store_true", help=f"the extract inside the crate {CRATE} too")
    parser.add_argument("--program", type=Path, default=ROOT / "target" / "debug" / "kidtrip", help="default: the debug build")
    arguments = parser.parse_args()
    if shutil.which("osmium") is None:
        print("skipped: osmium is not here (the package osmium-tool)")
        return
    extracts = arguments.extracts or sorted(SHARED.glob("*.osm.pbf"))
    if not extracts:
        print(f"skipped: there is no extract in {SHARED}")
    if arguments.malta:
        extract = malta()
        if extract is None:
            print(f"skipped: cargo cannot download the crate {CRATE} {VERSION}")
        else:
            extracts = [*extracts, extract]
    table, wrong = kinds(), []
    for extract in extracts:
        print(extract.name)
        found = family_objects(extract, table)
        for one in differences(found, *imported(arguments.program, extract)):
            print(f"  NOT ACCOUNTED FOR: {one}")
            wrong.append(one)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
