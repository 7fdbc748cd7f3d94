#!/usr/bin/env python3
"""Measures an imported catalogue against an SQLite R*Tree over the same points: whole processes, in turns.

    cargo build --release && cargo build --release --example synthetic-catalogue --example query-catalogue
    python3 tools/bench_catalogue.py FOLDER [--runs 101] [--sizes 1000000,10000000]

Needs the sqlite3 shell with R*Tree, GNU time and a few gigabytes in FOLDER, whose files are made once and used again. What
must be reached stands beside each figure. SQLite is asked twice: for numbers and positions alone, out of the R*Tree,
and for the facts of the places that kidtrip prints, as JSON too, out of a table beside it.

The query itself is timed inside a process each as well, in turns: kidtrip's by the example query-catalogue, with all that is known of the
places, SQLite's by Python's module, a prepared statement of which every row is taken. Whole processes are mostly their starts.
"""

import argparse
import json
import math
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path

from turns import in_turns, report

ROOT = Path(__file__).resolve().parent.parent
LAT, LON, KM, TOP = 47.0, 8.0, 60.0, 200
EARTH_KM = 6371.0088


def peak(argv: list[str], env: dict[str, str]) -> float:
    """Returns the peak memory of a process in MiB, by GNU time: a child of this one would inherit its peak."""
    gnu_time = shutil.which("time") or sys.exit("GNU time is needed")
    null = subprocess.DEVNULL
    done = subprocess.run([gnu_time, "-f", "%M", *argv], env=env, stdout=null, stderr=subprocess.PIPE, text=True)
    return int(done.stderr.split()[-1]) / 1024


def radius_query() -> str:
    """The nearest places in the circle, by the R*Tree's box and then the distance."""
    dlat = math.degrees(KM / EARTH_KM)
    dlon = dlat / math.cos(math.radians(LAT))
    distance = (
        f"2*{EARTH_KM}*asin(sqrt(pow(sin(radians(lat0-{LAT})/2),2)"
        f"+cos(radians({LAT}))*cos(radians(lat0))*pow(sin(radians(lon0-{LON})/2),2)))"
    )
    return (
        f"SELECT id, lat0, lon0, {distance} AS km FROM points WHERE lat1 >= {LAT - dlat} AND lat0 <= {LAT + dlat} "
        f"AND lon1 >= {LON - dlon} AND lon0 <= {LON + dlon} AND km <= {KM} ORDER BY km LIMIT {TOP};"
    )


def query_with_facts() -> str:
    """The same places with what is known of them."""
    return f"SELECT places.*, km FROM ({radius_query().rstrip(';')}) JOIN places ON places.number = id ORDER BY km;"


def query_alone(querier: Path, file: Path, database: Path, runs: int) -> dict[str, float]:
    """Returns the median milliseconds of the radius query inside a process, opened before and opened anew, side by side."""
    connect = lambda: sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection = connect()
    medians: dict[str, list[float]] = {}

    def timed(side: str, work) -> None:
        started = time.perf_counter()
        work()
        medians.setdefault(side, []).append((time.perf_counter() - started) * 1e3)

    for _ in range(max(runs // 10, 3)):
        argv = [str(querier), str(file), f"{LAT},{LON}", f"{KM:.0f}", str(TOP), "11"]
        anew, again, _ = subprocess.run(argv, capture_output=True, text=True, check=True).stdout.split()
        medians.setdefault("kidtrip, anew", []).append(float(anew))
        medians.setdefault("kidtrip", []).append(float(again))
        for _ in range(11):
            timed("sqlite, anew", lambda: connect().execute(radius_query()).fetchall())
            timed("sqlite", lambda: connection.execute(radius_query()).fetchall())
            timed("sqlite, with facts", lambda: connection.execute(query_with_facts()).fetchall())
    return {side: statistics.median(times) for side, times in medians.items()}


FACTS = "slug, name, category, exposure, age_min, age_max, price, buggy, dog, toilets, food, opening_hours, url"


def sqlite_database(sqlite: str, path: Path, points: Path) -> float:
    """Makes the database if it is not there, and returns the seconds of its inserts."""
    noted = path.with_suffix(".seconds")
    if path.exists() and noted.exists():
        return float(noted.read_text())
    path.unlink(missing_ok=True)
    raw = path.with_suffix(".raw.db")
    raw.unlink(missing_ok=True)
    table = f"(number INTEGER PRIMARY KEY, lat REAL, lon REAL, {FACTS})"
    load = f"CREATE TABLE raw{table};\n.mode csv\n.import {points} raw\n"
    subprocess.run([sqlite, str(raw)], input=load, text=True, check=True)
    create = "CREATE VIRTUAL TABLE points USING rtree(id, lat0, lat1, lon0, lon1);"
    subprocess.run([sqlite, str(path), create], check=True)
    insert = f"ATTACH '{raw}' AS raw; BEGIN; INSERT INTO points SELECT number, lat, lat, lon, lon FROM raw.raw; COMMIT;"
    started = time.perf_counter()
    subprocess.run([sqlite, str(path), insert], check=True)
    seconds = time.perf_counter() - started
    copy = f"ATTACH '{raw}' AS raw; BEGIN; CREATE TABLE places{table}; INSERT INTO places SELECT * FROM raw.raw; COMMIT;"
    subprocess.run([sqlite, str(path), copy], check=True)
    raw.unlink()
    noted.write_text(str(seconds))
    return seconds


def catalogue(maker: Path, folder: Path, name: str, near: int, far: int, points: Path | None) -> str:
    """Makes the catalogue if it is not there, and returns what its making said."""
    noted = folder / f"{name}.said"
    if not noted.exists():
        argv = [str(maker), str(folder / name), name, str(near), str(far)]
        done = subprocess.run(argv + ([str(points)] if points else []), capture_output=True, text=True, check=True)
        noted.write_text(done.stdout)
    return noted.read_text().strip()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=101)
    parser.add_argument("--sizes", default="1000000,10000000")
    parser.add_argument("--kidtrip", type=Path, default=ROOT / "target/release/kidtrip")
    parser.add_argument("--maker", type=Path, default=ROOT / "target/release/examples/synthetic-catalogue")
    parser.add_argument("--querier", type=Path, default=ROOT / "target/release/examples/query-catalogue")
    arguments = parser.parse_args()
    sqlite = shutil.which("sqlite3") or sys.exit("sqlite3 is needed")
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    # As an installation does: a file that a linker has just written is slower to start from.
    kidtrip = shutil.copy(arguments.kidtrip, folder / "kidtrip")
    kidtrip = str(kidtrip)
    near = f"{LAT},{LON}"
    bounds = {1_000_000: 0.5, 10_000_000: 0.35}

    def env_of(name: str) -> dict[str, str]:
        return {
            "KIDTRIP_DATA_DIR": str(folder / name),
            "KIDTRIP_CONFIG_DIR": str(folder / "config"),
            "KIDTRIP_CACHE_DIR": str(folder / "cache"),
            "KIDTRIP_NOW": "2026-11-27T18:00:00+00:00[Europe/London]",
        }

    def places(name: str | None, *more: str) -> list[str]:
        only = ["--catalogue", name] if name else []
        around = ["--near", near, "--within", f"{KM:.0f}km", "--top", str(TOP), "--format", "json"]
        return [kidtrip, "places", *around, *only, *more]

    for size in map(int, arguments.sizes.split(",")):
        print(f"-- {size:,} places")
        name, points = f"p{size}", folder / f"p{size}.csv"
        said = catalogue(arguments.maker, folder, name, size, 0, points)
        database = folder / f"{name}.db"
        inserts = sqlite_database(sqlite, database, points)
        built = float(said.split(" ")[0])
        print(f"built in {said}; SQLite inserts {inserts:.3f} s")
        report("building / SQLite inserts", built / inserts, 0.15 if size == 1_000_000 else math.inf)
        file = folder / name / "catalogues" / f"{name}.kidtrip"
        print(f"file {file.stat().st_size / 1e6:.0f} MB, SQLite {database.stat().st_size / 1e6:.0f} MB")
        env = env_of(name)
        found = subprocess.run(places(name), env=env, capture_output=True, text=True, check=True).stdout
        print(f"in reach: {json.loads(found)['found']:,}")
        sides = {
            "kidtrip": (places(name), env),
            "all catalogues": (places(None), env),
            "sqlite": ([sqlite, "-readonly", str(database), radius_query()], env),
            "sqlite, with facts": ([sqlite, "-readonly", "-json", str(database), query_with_facts()], env),
        }
        warm = in_turns(sides, arguments.runs)
        for side, ms in warm.items():
            print(f"{side}: {ms:.2f} ms, {peak(*sides[side]):.1f} MiB")
        most = bounds.get(size, math.inf)
        report("radius query / SQLite, positions alone", warm["kidtrip"] / warm["sqlite"], most)
        report("radius query / SQLite, the same facts", warm["kidtrip"] / warm["sqlite, with facts"], most)
        report("peak memory, MiB", peak(*sides["kidtrip"]), 16)
        alone = query_alone(arguments.querier, file, database, arguments.runs)
        for side, ms in alone.items():
            print(f"{side}, inside a process: {ms:.2f} ms")
        report("radius query itself / SQLite, positions alone", alone["kidtrip"] / alone["sqlite"], most)
        report("the same, opened anew", alone["kidtrip, anew"] / alone["sqlite, anew"], most)
        report("radius query itself / SQLite, the same facts", alone["kidtrip"] / alone["sqlite, with facts"], most)
        files = {side: database if "sqlite" in side else file for side in sides}
        cold = in_turns(sides, max(arguments.runs // 5, 5), files)
        for side, ms in cold.items():
            print(f"{side}, cold: {ms:.2f} ms")
        report("radius query, cold / SQLite, cold", cold["kidtrip"] / cold["sqlite"], 1.2)

        others = {
            "show an id": [kidtrip, "show", f"way-{100_000_000 + size // 2}", "--typical", "--offline"],
            "a name with a slip": [kidtrip, "places", "lobermarr museun 123", "--catalogue", name, "--top", "5"],
            "suggest, typical weather": [kidtrip, "suggest", "--near", near, "--within", "60km", "--typical"],
        }
        for what, argv in others.items():
            ms = in_turns({what: (argv, env)}, 5)[what]
            print(f"{what}: {ms:.1f} ms, {peak(argv, env):.1f} MiB")

    print("-- ten times the places, the others out of reach")
    catalogue(arguments.maker, folder, "near", 1_000_000, 0, None)
    catalogue(arguments.maker, folder, "far", 1_000_000, 9_000_000, None)
    suggest = [kidtrip, "suggest", "--near", near, "--within", f"{KM:.0f}km", "--typical"]
    for what, argv in (("places", places(None)), ("suggest", suggest)):
        sides = {name: (argv, env_of(name)) for name in ("near", "far")}
        medians = in_turns(sides, arguments.runs)
        print(f"{what}: {medians['near']:.2f} ms, with the others {medians['far']:.2f} ms")
        report(f"{what} with ten times the places", medians["far"] / medians["near"], 1.5)


if __name__ == "__main__":
    main()
