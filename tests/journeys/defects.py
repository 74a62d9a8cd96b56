# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with rows of the catalogues that the journeys import: number, name and GTIN first."""


def check_digit(body):
    return str(-sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(body))) % 10)


def spoil(row, kind, taken):
    """Gives a row one of six defects; the first four keep it back. `taken` is the number of another row."""
    if kind == 0:
        row[0] = ""
    elif kind == 1:
        row[0] = taken
    elif kind == 2:
        row[1] += "\x07"
    elif kind == 3:
        row.append("one field too many")
    elif kind == 4:
        row[2] = row[2][:-1] + str((int(row[2][-1]) + 1) % 10)
    else:
        row[1] = "N" * 600
