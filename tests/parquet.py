"""Reads flat Parquet files: the tests' own reader, made from the format's description alone.

  read(bytes) -> {column: [value or None, ...]} in the order of the schema
"""
import struct

BOOLEAN, INT32, INT64, DOUBLE, BYTE_ARRAY = 0, 1, 2, 5, 6


class Thrift:
    """The compact protocol: structs become {field number: value}."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def varint(self):
        value = shift = 0
        while True:
            b = self.byte()
            value |= (b & 0x7F) << shift
            shift += 7
            if b < 0x80:
                return value

    def number(self):
        n = self.varint()
        return n >> 1 ^ -(n & 1)

    def value(self, kind):
        if kind in (1, 2):
            return kind == 1
        if kind in (4, 5, 6):
            return self.number()
        if kind == 8:
            n = self.varint()
            self.at += n
            return bytes(self.data[self.at - n:self.at])
        if kind == 9:
            head = self.byte()
            n = head >> 4 if head >> 4 != 15 else self.varint()
            return [self.value(head & 15) for _ in range(n)]
        if kind == 12:
            return self.struct()
        raise ValueError(f"thrift type {kind}")

    def struct(self):
        fields, number = {}, 0
        while True:
            head = self.byte()
            if head == 0:
                return fields
            number = number + (head >> 4) if head >> 4 else self.number()
            fields[number] = self.value(head & 15)


def levels(data, count):
    """Bits of the definition levels: the hybrid of runs and packed groups, width 1."""
    t, found = Thrift(data), []
    while len(found) < count:
        head = t.varint()
        if head & 1:
            for _ in range(head >> 1):
                b = t.byte()
                found += [b >> i & 1 for i in range(8)]
        else:
            found += [t.byte()] * (head >> 1)
    if t.at != len(data):
        raise ValueError("levels have bytes left over")
    return found[:count]


def plain(kind, data, count):
    if kind == BOOLEAN:
        return [bool(data[i // 8] >> i % 8 & 1) for i in range(count)], (count + 7) // 8
    if kind == BYTE_ARRAY:
        at, found = 0, []
        for _ in range(count):
            n = struct.unpack_from("<I", data, at)[0]
            found.append(data[at + 4:at + 4 + n])
            at += 4 + n
        return found, at
    width, code = {INT32: (4, "i"), INT64: (8, "q"), DOUBLE: (8, "d")}[kind]
    return list(struct.unpack_from(f"<{count}{code}", data)), width * count


def chunk(data, meta, converted):
    t = Thrift(data, meta[9])
    header = t.struct()
    page = header[5]
    body = data[t.at:t.at + header[3]]
    if (header[1], page[2], page[3], meta[4]) != (0, 0, 3, 0) or page[1] != meta[5]:
        raise ValueError("not a plain page")
    if t.at + header[3] - meta[9] != meta[7]:
        raise ValueError("the chunk is not as long as its page")
    n = struct.unpack_from("<I", body)[0]
    defined = levels(body[4:4 + n], page[1])
    values, used = plain(meta[1], body[4 + n:], sum(defined))
    if 4 + n + used != len(body):
        raise ValueError("the page has bytes left over")
    if converted == 0:
        values = [v.decode() for v in values]
    values = iter(values)
    return [next(values) if d else None for d in defined]


def read(data):
    if data[:4] != b"PAR1" or data[-4:] != b"PAR1":
        raise ValueError("no PAR1")
    size = struct.unpack("<I", data[-8:-4])[0]
    footer = Thrift(data[-8 - size:-8]).struct()
    root, *fields = footer[2]
    if root[5] != len(fields) or any(f[3] != 1 for f in fields):
        raise ValueError("the schema is not flat and optional")
    table = {f[4].decode(): [] for f in fields}
    for group in footer[4]:
        for field, column in zip(fields, group[1]):
            values = chunk(data, column[3], field.get(6))
            if len(values) != group[3] or column[3][3] != [field[4]]:
                raise ValueError("a column is not of its row group")
            table[field[4].decode()] += values
    if any(len(v) != footer[3] for v in table.values()):
        raise ValueError("rows are missing")
    return table
