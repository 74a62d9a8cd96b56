#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes GCC's compile commands usable for clang-tidy.

  compile_commands.py FROM.json FOLDER     writes FOLDER/compile_commands.json

GCC's precompiled headers mean nothing to clang: their sources are copied to FOLDER, where no compiled form lies beside
them.
"""
import json
import re
import shutil
import sys
from pathlib import Path

FORCED = re.compile(r"-include (\S+/cmake_pch\.hxx)")
FOREIGN = re.compile(r" -Winvalid-pch| -Wno-error=\S+|^\S*ccache ")


def main(source, folder):
    copies = {}

    def copied(found):
        original = found[1]
        if original not in copies:
            copies[original] = Path(folder, f"pch{len(copies)}.hxx").resolve()
            shutil.copyfile(original, copies[original])
        return f"-include {copies[original]}"

    commands = json.loads(Path(source).read_text(encoding="utf-8"))
    for command in commands:
        command["command"] = FORCED.sub(copied, FOREIGN.sub("", command["command"]))
    Path(folder, "compile_commands.json").write_text(json.dumps(commands, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
