#!/usr/bin/env python3
"""Packs the two climate grids into data/normals.bin. Deterministic; needs nothing but Python.

usage: tools/build_normals.py ../shared/data data/normals.bin

The folder holds climate_uk_ie_quarter_degree.csv and climate_world_one_degree.csv: for each cell centre (lat, lon)
twelve months each of tmax_c, tmin_c, rain_mm, wet_days (>= 1 mm) and sun_h; blank where not known. See data/README.md
for their sources and licences.

Values are stored in steps:   tmax_c, tmin_c 0.2 C; wet_days 0.2 days; sun_h 4 hours;
                              rain_mm in steps of ln(1 + mm / 10) / 16, which is 3 % of (mm + 10).

The file, little-endian:
  "KTNORM1\\n"
  for each grid, finest first: i32 lat0, lon0, step (thousandths of a degree; lat0, lon0: the first cell's centre),
                               u16 rows, columns; u32 at: where its rows begin in the file
  a grid's rows, south to north, all of one length: u16 number of the row's first block, then a bit for each column,
                               lowest bit first: is there a cell?
  after the last grid's rows:  u32 for each block of all grids: where it begins in the file
  a block: the next eight cells of a row, as bits, highest first. For each cell and variable:
                               4 bits: width w, or 15 for "not known";
                               10 bits: base + 512; 12 x w bits: month's step - base,
                               where steps count from those of the cell before in the block, if it has the variable.
"""
import csv
import math
import struct
import sys

GRIDS = (("climate_uk_ie_quarter_degree.csv", 250), ("climate_world_one_degree.csv", 1000))
STEPS = {
    "tmax_c": lambda v: v / 0.2,
    "tmin_c": lambda v: v / 0.2,
    "rain_mm": lambda v: 16 * math.log(1 + v / 10),
    "wet_days": lambda v: v / 0.2,
    "sun_h": lambda v: v / 4,
}
BLOCK = 8
UNKNOWN = 15
# The states of the Gulf (Bahrain, Kuwait, Oman, Qatar, Saudi Arabia, the Emirates), drawn by hand: their services count
# wet days from another amount than 1 mm, so that the figures cannot be compared and are left out.
GULF = (
    (29.5, 34.5), (32.5, 39.0), (29.5, 46.0), (30.5, 47.0), (30.5, 49.5), (27.0, 52.0), (26.9, 57.0),
    (25.0, 58.0), (25.0, 61.0), (21.0, 61.0), (16.0, 56.0), (16.0, 52.5), (19.0, 51.5), (17.0, 46.5), (16.0, 42.0),
    (21.0, 38.0), (28.0, 34.2),
)


def in_gulf(lat, lon):
    inside = False
    for (a, b), (c, d) in zip(GULF, GULF[1:] + GULF[:1]):
        if (a > lat) != (c > lat) and lon < b + (lat - a) / (c - a) * (d - b):
            inside = not inside
    return inside


def cells(path):
    """Returns {(lat, lon) in thousandths: {variable: twelve steps}}."""
    out = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            values = {}
            for name, step in STEPS.items():
                months = [row[f"{name}_{month:02d}"] for month in range(1, 13)]
                if "" in months:
                    continue
                if name == "wet_days" and in_gulf(float(row["lat"]), float(row["lon"])):
                    continue
                values[name] = [math.floor(step(float(value)) + 0.5) for value in months]
            out[round(float(row["lat"]) * 1000), round(float(row["lon"]) * 1000)] = values
    return out


class Bits:
    def __init__(self):
        self.value, self.length = 1, 0

    def put(self, number, width):
        if not 0 <= number < 1 << width:
            raise ValueError(f"{number} does not fit {width} bits")
        self.value, self.length = self.value << width | number, self.length + width

    def to_bytes(self):
        spare = -self.length % 8
        whole = (self.value << spare) & ((1 << self.length + spare) - 1)
        return whole.to_bytes((self.length + spare) // 8, "big")


def block(values):
    bits, before = Bits(), {}
    for cell in values:
        for name in STEPS:
            if name not in cell:
                bits.put(UNKNOWN, 4)
                continue
            numbers = [n - b for n, b in zip(cell[name], before.get(name, [0] * 12))]
            base = min(numbers)
            width = (max(numbers) - base).bit_length()
            bits.put(width, 4)
            bits.put(base + 512, 10)
            for number in numbers:
                bits.put(number - base, width)
        before = cell
    return bits.to_bytes()


def main(folder, target):
    blocks, grids = [], []
    for name, step in GRIDS:
        found = cells(f"{folder}/{name}")
        lats, lons = sorted({lat for lat, _ in found}), sorted({lon for _, lon in found})
        rows = (lats[-1] - lats[0]) // step + 1
        columns = (lons[-1] - lons[0]) // step + 1
        body = b""
        for row in range(rows):
            lat = lats[0] + row * step
            there = [c for c in range(columns) if (lat, lons[0] + c * step) in found]
            mask = sum(1 << c for c in there)
            body += struct.pack("<H", len(blocks)) + mask.to_bytes((columns + 7) // 8, "little")
            values = [found[lat, lons[0] + c * step] for c in there]
            blocks += [block(values[i : i + BLOCK]) for i in range(0, len(values), BLOCK)]
        grids.append((lats[0], lons[0], step, rows, columns, body))
    at = 8 + 20 * len(grids)
    out = b"KTNORM1\n"
    for lat, lon, step, rows, columns, body in grids:
        out += struct.pack("<iiiHHI", lat, lon, step, rows, columns, at)
        at += len(body)
    out += b"".join(body for *_, body in grids)
    at += 4 * len(blocks)
    for data in blocks:
        out += struct.pack("<I", at)
        at += len(data)
    out += b"".join(blocks)
    with open(target, "wb") as file:
        file.write(out)
    print(f"{target}: {len(out)} bytes, {len(blocks)} blocks")


if __name__ == "__main__":
    main(*sys.argv[1:])
