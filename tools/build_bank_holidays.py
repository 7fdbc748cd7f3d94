#!/usr/bin/env python3
"""Rebuilds data/bank_holidays.csv from a copy of gov.uk's bank-holidays.json (Open Government Licence v3.0).

    python3 tools/build_bank_holidays.py ../shared/samples/govuk/bank-holidays.json data/bank_holidays.csv

One line a holiday: division, date, title; from 2025 on. Where the list only has the substitute day of
Christmas Day, Boxing Day or New Year's Day, the day itself is added: doors are shut on both. kidtrip takes the last day of the last year listed
as the end of what is known: beyond it opening is unknown, not open.
"""

import csv
import json
import sys

FIRST_YEAR = "2025"


def main(source: str, target: str) -> None:
    with open(source, encoding="utf-8") as file:
        divisions = json.load(file)
    rows = [
        (division, event["date"], event["title"])
        for division in ("england-and-wales", "scotland", "northern-ireland")
        for event in divisions[division]["events"]
        if event["date"] >= FIRST_YEAR
    ]
    years = sorted({date[:4] for _, date, _ in rows})
    for division in divisions:
        for year in years:
            rows += [
                (division, f"{year}-{day}", title)
                for day, title in (("01-01", "New Year’s Day"), ("12-25", "Christmas Day"), ("12-26", "Boxing Day"))
                if not any(row[:2] == (division, f"{year}-{day}") for row in rows)
            ]
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["division", "date", "title"])
        writer.writerows(sorted(set(rows)))


if __name__ == "__main__":
    main(*sys.argv[1:3])
