#!/usr/bin/env python3
"""Makes a map extract as large as wanted out of real ones, to measure the import with.

    python3 tools/make_large_extract.py OUT.osm.pbf MEGABYTES EXTRACT.osm.pbf...

The ids of each extract are first moved closer together, in the order and roughly with the gaps they have, so that
there is room for many extracts among as many ids as the real map has: readers that keep a bit for each id would
otherwise fill all memory. Then each copy gets ids of its own (every node, way and relation, and what refers to them,
moves by the same distance) and lies two degrees further east than the last copy. So the result is what a larger
extract is: sorted by kind and id, each object with a place of its own. The extracts must be sorted, with dense nodes
and zlib, as osmium writes them.
"""

import struct
import sys
import zlib

CLOSER = 100  # An id of the real map becomes its hundredth part, and its rank so that no two meet.
ID_STEP = 200_000_000
DEGREES_STEP = 2
COPIES_AROUND = 80
NODES, WAYS, RELATIONS = 0, 1, 2


def read_varint(data, at):
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, at
        shift += 7


def varint(number):
    if 0 <= number < 0x80:
        return bytes((number,))
    out = bytearray()
    number &= (1 << 64) - 1
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def numbers(packed):
    at = 0
    while at < len(packed):
        number, at = read_varint(packed, at)
        yield number


def sums(packed):
    """Yields the numbers that packed differences make."""
    total = 0
    for number in numbers(packed):
        total += (number >> 1) ^ -(number & 1)
        yield total


def differences(values):
    out, last = [], 0
    for value in values:
        step = value - last
        out.append(varint(step << 1 ^ step >> 63))
        last = value
    return b"".join(out)


def fields(data):
    """Yields the number, the type and the value of each field of a message."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = read_varint(data, at)
        elif kind == 2:
            length, at = read_varint(data, at)
            value = data[at : at + length]
            at += length
        else:
            sys.exit(f"a field of type {kind}, which no map has")
        yield key >> 3, kind, value


def field(number, kind, value):
    if kind == 0:
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def changed(data, change):
    """Returns a message of which each field has the value that `change` gives for its number and value."""
    return b"".join(field(n, kind, change(n, value)) for n, kind, value in fields(data))


def whats(relation):
    """Returns the kinds of a relation's members."""
    return list(numbers(dict((n, v) for n, _, v in fields(relation)).get(10, b"")))


class Ids:
    """The ids of an extract, of each kind, moved closer together."""

    def __init__(self, blocks):
        known = [set(), set(), set()]
        for block in blocks:
            for _, _, group in (f for f in fields(block) if f[0] == 2):
                for number, _, data in fields(group):
                    self.collect(number, data, known)
        self.closer = [{of: of // CLOSER + rank for rank, of in enumerate(sorted(ids))} for ids in known]

    @staticmethod
    def collect(number, data, known):
        if number == 2:
            known[NODES].update(sums(dict((n, v) for n, _, v in fields(data))[1]))
            return
        for n, _, value in fields(data):
            if n == 1:
                known[WAYS if number == 3 else RELATIONS].add(value)
            elif n == 8 and number == 3:
                known[NODES].update(sums(value))
            elif n == 9 and number == 4:
                for what, member in zip(whats(data), sums(value)):
                    known[what].add(member)

    def move(self, block):
        nodes, ways, relations = self.closer

        def of_dense(n, value):
            return differences(nodes[of] for of in sums(value)) if n == 1 else value

        def of_way(n, value):
            if n == 1:
                return ways[value]
            return differences(nodes[of] for of in sums(value)) if n == 8 else value

        def of_group(n, value):
            if n == 2:
                return changed(value, of_dense)
            if n == 3:
                return changed(value, of_way)
            if n != 4:
                sys.exit(f"a group with field {n}: only dense nodes, ways and relations are moved here")
            kinds = whats(value)

            def of_relation(n, value):
                if n == 1:
                    return relations[value]
                if n == 9:
                    return differences(self.closer[kind][of] for kind, of in zip(kinds, sums(value)))
                return value

            return changed(value, of_relation)

        return changed(block, lambda n, value: changed(value, of_group) if n == 2 else value)


def moved_first(packed, by):
    """Returns packed differences of which the first, and so every sum, is larger by `by`."""
    if not packed:
        return packed
    number, at = read_varint(packed, 0)
    first = ((number >> 1) ^ -(number & 1)) + by
    return varint(first << 1 ^ first >> 63) + packed[at:]


def copied(block, copy):
    """Returns a block as it is in this copy, and which kind of objects it holds."""
    by, kinds = copy * ID_STEP, set()

    def of_object(packed_field):
        def change(n, value):
            if n == 1:
                return value + by
            return moved_first(value, by) if n == packed_field else value

        return change

    def of_group(n, value):
        kinds.add({2: NODES, 3: WAYS, 4: RELATIONS}[n])
        if n == 2:
            return changed(value, lambda n, v: moved_first(v, by) if n == 1 else v)
        return changed(value, of_object(8 if n == 3 else 9))

    moved = changed(block, lambda n, value: changed(value, of_group) if n == 2 else value)
    if len(kinds) != 1:
        sys.exit("a block with more than one kind of objects")
    # The last of several values of a field counts.
    return moved + field(20, 0, copy % COPIES_AROUND * DEGREES_STEP * 10**9), kinds.pop()


def blobs(path):
    """Yields the type of each blob of a file and what is in it."""
    with open(path, "rb") as file:
        while prefix := file.read(4):
            header = dict((n, v) for n, _, v in fields(file.read(struct.unpack(">I", prefix)[0])))
            blob = dict((n, v) for n, _, v in fields(file.read(header[3])))
            yield header[1], blob[1] if 1 in blob else zlib.decompress(blob[3])


def framed(name, data):
    blob = field(2, 0, len(data)) + field(3, 2, zlib.compress(data))
    header = field(1, 2, name) + field(3, 0, len(blob))
    return struct.pack(">I", len(header)) + header + blob


def main():
    out, megabytes, *paths = sys.argv[1:]
    wanted = float(megabytes) * 1e6
    extracts = []
    for path in paths:
        blocks = [data for name, data in blobs(path) if name == b"OSMData"]
        ids = Ids(blocks)
        extracts.append([ids.move(block) for block in blocks])
    written, copy, size = [[], [], []], 0, 0
    while size < wanted:
        for extract in extracts:
            for block in extract:
                block, kind = copied(block, copy)
                block = framed(b"OSMData", block)
                written[kind].append(block)
                size += len(block)
            copy += 1
    features = [b"OsmSchema-V0.6", b"DenseNodes"]
    header = b"".join(field(4, 2, feature) for feature in features) + field(5, 2, b"Sort.Type_then_ID")
    with open(out, "wb") as file:
        file.write(framed(b"OSMHeader", header))
        for kind in written:
            for block in kind:
                file.write(block)
    print(f"{out}: {copy} copies, {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
