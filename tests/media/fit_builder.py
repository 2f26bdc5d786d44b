"""Writes small FIT files for tests: header, definitions, data, checksum, as the public FIT protocol describes them."""

import struct
from datetime import UTC, datetime
from typing import NamedTuple

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_CRC = (0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
        0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400)  # fmt: skip
_TYPES = {"enum": (0x00, "B"), "uint8": (0x02, "B"), "uint16": (0x84, "H"), "uint32": (0x86, "I")}


class Field(NamedTuple):
    number: int
    type: str
    value: int


def checksum(data: bytes) -> int:
    crc = 0
    for byte in data:
        for nibble in (byte & 0xF, byte >> 4):
            crc = (crc >> 4) & 0x0FFF ^ _CRC[crc & 0xF] ^ _CRC[nibble]
    return crc


def message(number: int, *fields: Field) -> bytes:
    """A definition and one data message of it, both as local message 0."""
    definition = b"".join(struct.pack("<BBB", each.number, struct.calcsize(_TYPES[each.type][1]), _TYPES[each.type][0])
                          for each in fields)  # fmt: skip
    body = b"".join(struct.pack("<" + _TYPES[each.type][1], each.value) for each in fields)
    return struct.pack("<BBBHB", 0x40, 0, 0, number, len(fields)) + definition + b"\x00" + body


def fit_file(*messages: bytes) -> bytes:
    body = b"".join(messages)
    header = struct.pack("<BBHI4s", 14, 0x20, 2194, len(body), b".FIT")
    whole = header + struct.pack("<H", checksum(header)) + body
    return whole + struct.pack("<H", checksum(whole))


def stamp(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds())


def file_id() -> bytes:
    return message(0, Field(0, "enum", 4))


def record(at: datetime, *, metres: float, altitude: float, strides: int) -> bytes:
    return message(
        20, Field(253, "uint32", stamp(at)), Field(5, "uint32", round(metres * 100)),
        Field(2, "uint16", round((altitude + 500) * 5)), Field(4, "uint8", strides),
    )  # fmt: skip


def session(at: datetime, *, seconds: float, metres: float, strides: int, up: int, down: int, sport: int = 1) -> bytes:
    return message(
        18, Field(253, "uint32", stamp(at)), Field(2, "uint32", stamp(at)), Field(8, "uint32", round(seconds * 1000)),
        Field(9, "uint32", round(metres * 100)), Field(5, "enum", sport), Field(18, "uint8", strides),
        Field(22, "uint16", up), Field(23, "uint16", down),
    )  # fmt: skip
