#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when an #include crosses a layer, or when a new entry appears at the top of the project.

  layers.py FOLDER        FOLDER is the root of the project

A room is a folder such as core/http. ROOMS lists whom each may include besides itself; a room that is not listed may
not exist. Files directly below ui/ (the main window) belong to the room "ui".
"""
import re
import subprocess
import sys
from pathlib import Path

BASIS = {"core/async", "core/json"}
WIRE = BASIS | {"core/secrets", "core/http"}
SERVICES = {"core/keyban", "core/keystone", "core/bkey", "core/keychains"}
RECORDS = BASIS | SERVICES
CORE = WIRE | SERVICES | {"core/sqlite", "core/profiles", "core/catalogue", "core/ledger", "core/gate", "core/mirror",
                           "core/runs"}
# What a panel is made of: everything of core but the pipeline below the clients.
PARTS = {"ui/theme", "ui/words", "ui/widgets", "ui/models"}

ROOMS = {
    "core/async": set(),
    "core/json": {"core/async"},
    "core/sqlite": {"core/async"},
    "core/secrets": BASIS,
    "core/http": BASIS | {"core/secrets"},
    **{service: WIRE for service in SERVICES},
    # For the dialect that a connection remembers, the spelling of an address and of an approver, and what may go through
    # the proxy; none of these services includes profiles.
    "core/profiles": WIRE | SERVICES,
    # For the one way to write a small file safely.
    "core/catalogue": RECORDS | {"core/profiles"},
    "core/ledger": RECORDS | {"core/sqlite", "core/catalogue"},
    # What must be approved, and by whom; the journal of approvals is the ledger's.
    "core/gate": RECORDS | {"core/profiles", "core/ledger"},
    "core/mirror": RECORDS | {"core/sqlite", "core/catalogue"},
    "core/runs": CORE,
    "ui/theme": set(),
    "ui/words": CORE,
    "ui/widgets": CORE - {"core/http"} | {"ui/theme", "ui/words"},
    "ui/models": CORE - {"core/http"} | {"ui/theme", "ui/words", "ui/widgets"},
    "ui/dialogs": CORE | PARTS,
    "ui/panels": CORE | PARTS | {"ui/dialogs"},
    "ui": CORE | PARTS | {"ui/dialogs", "ui/panels"},
    "app/console": CORE | PARTS | {"ui", "ui/dialogs", "ui/panels"},
    "app/ctl": CORE | {"ui/words"},
    # If the sandbox shared the clients' records, a wrong field name would agree with itself.
    "app/sandbox": BASIS,
}
WINDOWLESS = re.compile(r"^(core|app/ctl|app/sandbox|ui/words)\b")
WINDOW_HEADER = re.compile(
    r"^(Qt(Gui|Widgets|Svg\w*)/.*|Q(Gui|)Application|Q(Widget|Window|Color|Font|FontMetrics|Icon|Image|Painter|Palette|"
    r"Pixmap|Dialog|MessageBox|Label|PushButton|TableView|TreeView|Clipboard|DesktopServices|Style|MainWindow))$")
KEYCHAIN_HEADER = re.compile(r"(^|/)keychain\.h$")
TOP = {".ci", ".clang-format", ".clang-tidy", ".gitignore", "CMakeLists.txt", "CMakePresets.json", "LICENSE",
       "README.md", "app", "core", "installer", "resources", "tests", "ui"}
PRIVATE = {".git", ".cache", "build", "CMakeUserPresets.json"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def room_of(path):
    """The room of a path relative to the root: two folders deep, "ui" for the files directly below it."""
    folders = path.parts[:-1]
    return "/".join(folders[:2])


def resolve(root, file, quoted, name):
    """The file of ours that an include means, relative to the root, or None for a foreign one."""
    for base in ([file.parent] if quoted else []) + [root]:
        target = (base / name).resolve()
        if target.is_file() and target.is_relative_to(root):
            return target.relative_to(root)
    return None


def includes_of(file):
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found[1] == '"', found[2]


def sources(root):
    for layer in ("core", "ui", "app"):
        for file in sorted((root / layer).rglob("*")):
            if file.suffix in (".h", ".cpp"):
                yield file


def crossings(root):
    keychain_users = []
    for file in sources(root):
        path = file.relative_to(root)
        room = room_of(path)
        if room not in ROOMS:
            yield f"{path}: no room {room} is known"
            continue
        for number, quoted, name in includes_of(file):
            where = f"{path}:{number}: "
            target = resolve(root, file, quoted, name)
            if target:
                other = room_of(target)
                if other != room and other not in ROOMS[room]:
                    yield where + f"{room} may not include {other} ({name})"
            elif KEYCHAIN_HEADER.search(name):
                keychain_users.append(where)
            elif WINDOWLESS.match(str(path)) and WINDOW_HEADER.match(name):
                yield where + f"{room} has no window and may not include <{name}>"
    if len(keychain_users) > 1 or any(".h:" in where for where in keychain_users):
        for where in keychain_users:
            yield where + "the keychain library is included in one .cpp only"


def strangers(root):
    if (root / ".git").exists():
        listed = subprocess.run(["git", "-c", f"safe.directory={root}", "-C", root, "ls-files"], check=True,
                                capture_output=True, text=True).stdout
        entries = {Path(line).parts[0].strip('"') for line in listed.splitlines()}
    else:
        entries = {entry.name for entry in root.iterdir()} - PRIVATE
    for name in sorted(entries - TOP):
        yield f"{name}: not one of the fixed entries at the top of the project"


def main(folder):
    root = Path(folder).resolve()
    if not any(sources(root)):
        sys.exit(f"{root}: no sources here")
    found = [*crossings(root), *strangers(root)]
    for line in found:
        print(line)
    print(f"layers: {len(found)} crossed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
