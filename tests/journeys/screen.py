# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Screenshots of the private session's screen, with nothing but the X server's own frame buffer file."""
import os
import struct
import zlib
from pathlib import Path


def frame_buffer():
    """Width, height and the pixels as rows of 8-bit RGB, from the XWD file that Xvfb keeps up to date."""
    raw = Path(os.environ["CHANCERY_SESSION"], "screen", "Xvfb_screen0").read_bytes()
    header = struct.unpack(">25I", raw[:100])
    header_size, _, _, depth, width, height = header[:6]
    bits, line_size, colours = header[11], header[12], header[19]
    if depth != 24 or bits != 32:
        raise ValueError(f"a screen of {depth} bits in {bits} cannot be read")
    start = header_size + colours * 12
    rows = []
    for line in range(height):
        blue_first = raw[start + line * line_size:start + line * line_size + width * 4]
        row = bytearray(width * 3)
        row[0::3], row[1::3], row[2::3] = blue_first[2::4], blue_first[1::4], blue_first[0::4]
        rows.append(bytes(row))
    return width, height, rows


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def screenshot(path):
    """Writes the screen as it is now to a PNG file."""
    width, height, rows = frame_buffer()
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", pixels) + chunk(b"IEND", b""))
