#!/usr/bin/env python3
"""Measures an imported catalogue against an SQLite R*Tree over the same points: whole processes, in turns.

    cargo build --release && cargo build --release --example synthetic-catalogue
    python3 tools/bench_catalogue.py FOLDER [--runs 101] [--sizes 1000000,10000000]

Needs the sqlite3 shell with R*Tree and a few gigabytes in FOLDER, whose files are made once and used again. What
must be reached stands beside each figure. SQLite is asked for numbers and positions alone; kidtrip prints its JSON.
"""

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAT, LON, KM, TOP = 47.0, 8.0, 60.0, 200
EARTH_KM = 6371.0088


def run(argv: list[str], env: dict[str, str]) -> tuple[float, int, int]:
    """Returns the milliseconds, the peak memory in KiB and the exit status of a process whose output goes nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1, 2)]
    started = time.perf_counter()
    pid = os.posix_spawn(argv[0], argv, env, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    elapsed = (time.perf_counter() - started) * 1000.0
    os.close(null)
    return elapsed, usage.ru_maxrss, os.waitstatus_to_exitcode(status)


def forget(path: Path) -> None:
    """Drops a file from the page cache."""
    fd = os.open(path, os.O_RDONLY)
    os.fsync(fd)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(fd)


def in_turns(sides: dict[str, list[str]], env, runs: int, cold: dict[str, Path] | None = None) -> dict:
    """Returns the median milliseconds and the peak KiB of each side."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    peaks = dict.fromkeys(sides, 0)
    for turn in range(runs + 2):
        for name, argv in sides.items():
            if cold:
                forget(cold[name])
            elapsed, peak, status = run(argv, env)
            if status not in (0, 3):
                sys.exit(f"{name} ended with {status}: {argv}")
            if turn >= 2:
                times[name].append(elapsed)
                peaks[name] = max(peaks[name], peak)
    return {name: (statistics.median(times[name]), peaks[name]) for name in sides}


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


def sqlite_database(sqlite: str, path: Path, points: Path) -> float:
    """Makes the database if it is not there, and returns the seconds of its inserts."""
    noted = path.with_suffix(".seconds")
    if path.exists() and noted.exists():
        return float(noted.read_text())
    path.unlink(missing_ok=True)
    raw = path.with_suffix(".raw.db")
    raw.unlink(missing_ok=True)
    load = f"CREATE TABLE raw(id INTEGER PRIMARY KEY, lat REAL, lon REAL);\n.mode csv\n.import {points} raw\n"
    subprocess.run([sqlite, str(raw)], input=load, text=True, check=True)
    create = "CREATE VIRTUAL TABLE points USING rtree(id, lat0, lat1, lon0, lon1);"
    subprocess.run([sqlite, str(path), create], check=True)
    insert = f"ATTACH '{raw}' AS raw; BEGIN; INSERT INTO points SELECT id, lat, lat, lon, lon FROM raw.raw; COMMIT;"
    started = time.perf_counter()
    subprocess.run([sqlite, str(path), insert], check=True)
    seconds = time.perf_counter() - started
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


def report(what: str, value: float, most: float) -> None:
    print(f"{'ok  ' if value <= most else 'OVER'} {what}: {value:.2f} (at most {most})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=101)
    parser.add_argument("--sizes", default="1000000,10000000")
    parser.add_argument("--kidtrip", type=Path, default=ROOT / "target/release/kidtrip")
    parser.add_argument("--maker", type=Path, default=ROOT / "target/release/examples/synthetic-catalogue")
    arguments = parser.parse_args()
    sqlite = shutil.which("sqlite3") or sys.exit("sqlite3 is needed")
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    kidtrip = str(arguments.kidtrip.resolve())
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
            "kidtrip": places(name),
            "all catalogues": places(None),
            "sqlite": [sqlite, "-readonly", str(database), radius_query()],
        }
        warm = in_turns(sides, env, arguments.runs)
        for side, (ms, peak) in warm.items():
            print(f"{side}: {ms:.2f} ms, {peak / 1024:.1f} MiB")
        report("radius query / SQLite", warm["kidtrip"][0] / warm["sqlite"][0], bounds.get(size, math.inf))
        report("with the built-in places too", warm["all catalogues"][0] / warm["sqlite"][0], math.inf)
        report("peak memory, MiB", warm["kidtrip"][1] / 1024, 16)
        files = {"kidtrip": file, "all catalogues": file, "sqlite": database}
        cold = in_turns(sides, env, max(arguments.runs // 5, 5), files)
        for side, (ms, _) in cold.items():
            print(f"{side}, cold: {ms:.2f} ms")
        report("radius query, cold / SQLite, cold", cold["kidtrip"][0] / cold["sqlite"][0], 1.2)

        others = {
            "show an id": [kidtrip, "show", f"way-{100_000_000 + size // 2}", "--typical", "--offline"],
            "a name with a slip": [kidtrip, "places", "lobermarr museun 123", "--catalogue", name, "--top", "5"],
            "suggest, typical weather": [kidtrip, "suggest", "--near", near, "--within", "60km", "--typical"],
        }
        for what, argv in others.items():
            ms, peak = in_turns({what: argv}, env, 5)[what]
            print(f"{what}: {ms:.1f} ms, {peak / 1024:.1f} MiB")

    print("-- ten times the places, the others out of reach")
    catalogue(arguments.maker, folder, "near", 1_000_000, 0, None)
    catalogue(arguments.maker, folder, "far", 1_000_000, 9_000_000, None)
    for what in ("places", "suggest"):
        medians = {}
        for name in ("near", "far"):
            argv = places(name)
            if what == "suggest":
                argv = [kidtrip, "suggest", "--near", near, "--within", "60km", "--typical"]
            medians[name] = in_turns({name: argv}, env_of(name), max(arguments.runs // 2, 5))[name][0]
            print(f"{what}, {name}: {medians[name]:.2f} ms")
        report(f"{what} with ten times the places", medians["far"] / medians["near"], 1.5)


if __name__ == "__main__":
    main()
