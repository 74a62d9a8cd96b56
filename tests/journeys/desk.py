# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, driven from outside through the accessibility tree, as a screen reader would.

    with Desk("chancery", "--sandbox", name="import") as desk:
        desk.click("push button", "Imports")
        desk.type_into("text", "Search", "WAL-1")
        desk.wait(lambda: desk.find("label", "12 passports"))

Every search waits, with a deadline, until the widget is there; nothing sleeps to hope. A failure leaves the tree, the
screen and the program's output in build/journeys/NAME/. Runs inside tests/support/session only. Widgets are named by
role ("push button", "table", "check box", "text", "label", "dialog", …; tree() shows them all) and accessible name; a
name may be a compiled regular expression, or None for any.
"""
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 (the version comes first)

from screen import screenshot  # noqa: E402
from widget import Widget  # noqa: E402

TOP = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("CHANCERY_BUILD", TOP / "build" / "dev"))
# For journeys that start a sandbox of their own: from sandbox import Sandbox.
sys.path.append(str(TOP / "tests" / "contract"))
os.environ.setdefault("CHANCERY_SANDBOX", str(BUILD / "app" / "chancery-sandbox"))

PATIENCE = 15.0  # seconds; for a state that takes long by nature, say so with within=
PAUSE = 0.05


class Lost(AssertionError):
    """What was looked for did not come."""


def matches(wanted, text):
    if wanted is None:
        return True
    return bool(wanted.search(text)) if isinstance(wanted, re.Pattern) else wanted == text


class Desk:
    """One running program and its windows."""

    def __init__(self, program, *arguments, name, environment=None):
        """program: one of build/<preset>/app, or a path. name: of the folder below build/journeys for what is left."""
        if "CHANCERY_SESSION" not in os.environ:
            raise RuntimeError("journeys run inside tests/support/session only")
        here = BUILD / "app" / program
        self.command = [str(here if here.exists() else program), *map(str, arguments)]
        self.folder = TOP / "build" / "journeys" / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.environment = {**os.environ, **(environment or {})}
        self.process = None

    def __enter__(self):
        Atspi.init()
        # Without a main loop no event would ever freshen the cache.
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        Atspi.set_timeout(5000, 15000)
        with open(self.folder / "output.txt", "wb") as output:
            self.process = subprocess.Popen(self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=output,
                                            stderr=subprocess.STDOUT)
        try:
            # Active means that the window manager has placed it: before, it may still move.
            self.wait(self.active_window, "the program's active window", within=30)
        except BaseException:
            self.leave_traces()
            self.end()
            raise
        return self

    def __exit__(self, kind, error, trace):
        if kind:
            self.leave_traces()
        self.end()

    def end(self):
        """Ends the program; twice is harmless."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    @property
    def output(self):
        return (self.folder / "output.txt").read_text(encoding="utf-8", errors="replace")

    # Looking

    def application(self):
        """The root of the program's tree, or Lost when it is not registered (yet)."""
        if self.process.poll() is not None:
            raise Lost(f"the program ended with {self.process.returncode}: {self.output[-2000:]}")
        for app in Widget(Atspi.get_desktop(0)).children:
            if app.node.get_process_id() == self.process.pid:
                return app
        raise Lost("the program is not in the accessibility tree")

    def active_window(self):
        """The program's window that has the keyboard, or None."""
        return next((window for window in self.application().children if window.has("active")), None)

    def all(self, role=None, name=None, inside=None, hidden=False):
        """Every widget of this role and name that shows now, in tree order."""
        root = inside or self.application()
        return [widget for widget in root.walk(hidden)
                if (role is None or widget.role == role) and matches(name, widget.name)]

    def there(self, role, name=None, inside=None):
        """Whether such a widget shows now."""
        return bool(self.all(role, name, inside))

    def find(self, role, name=None, inside=None, within=PATIENCE):
        """The first widget of this role and name, once it shows."""
        label = name.pattern if isinstance(name, re.Pattern) else name
        return self.wait(lambda: self.all(role, name, inside), f"{role} {label!r}", within)[0]

    def wait(self, condition, what="a condition", within=PATIENCE):
        """Asks until the answer is true and returns it; widgets that vanish meanwhile are looked up again."""
        deadline = time.monotonic() + within
        while True:
            last = ""
            try:
                answer = condition()
                if answer:
                    return answer
            except (GLib.Error, Lost) as error:
                last = f" ({error})"
                if self.process.poll() is not None:
                    raise Lost(f"{what}: the program ended with {self.process.returncode}") from error
            if time.monotonic() > deadline:
                raise Lost(f"{what} did not come within {within:g} s{last}; see {self.folder}")
            time.sleep(PAUSE)

    def gone(self, role, name=None, within=PATIENCE):
        """Waits until no such widget shows."""
        self.wait(lambda: not self.all(role, name), f"the end of {role} {name!r}", within)

    def watch(self, sample, until, within):
        """Samples until the condition holds; the different samples in order. For progress that must be seen to move."""
        seen = []
        deadline = time.monotonic() + within
        while True:
            now = sample()
            if not seen or seen[-1] != now:
                seen.append(now)
            if until():
                return seen
            if time.monotonic() > deadline:
                raise Lost(f"still not done after {within:g} s; seen {seen[-5:]}")
            time.sleep(PAUSE)

    # Tables and trees

    def headers(self, table):
        return [cell.name for cell in table.children if cell.role in ("column header", "table column header")] or [
            table.node.get_column_description(column) for column in range(table.node.get_n_columns())]

    def row_count(self, table):
        return table.node.get_n_rows()

    def cell(self, table, row, column):
        return Widget(table.node.get_accessible_at(row, column))

    def rows(self, table, first=0, count=100):
        """The texts of some rows, as lists."""
        last = min(self.row_count(table), first + count)
        columns = range(table.node.get_n_columns())
        return [[self.cell(table, row, column).name for column in columns] for row in range(first, last)]

    # Doing

    def click(self, role, name=None, inside=None, within=PATIENCE):
        """Presses the widget as soon as it is enabled: by its own action, or with the mouse when it has none."""
        widget = self.find(role, name, inside, within)
        self.wait(lambda: widget.has("enabled"), f"{widget!r} enabled", within)
        self.press(widget)
        return widget

    def press(self, widget):
        preferred = [at for at, action in enumerate(widget.actions) if action in ("Press", "Toggle", "ShowMenu")]
        if preferred:
            Atspi.Action.do_action(widget.node, preferred[0])
        else:
            self.mouse(widget)

    def choose(self, menu, *names):
        """Goes through the menus of the menu bar, by name, to an item."""
        for name in (menu, *names):
            self.click("menu item", name)

    def mouse(self, widget, button=1, clicks=1):
        """Clicks of the real mouse on a widget, or on what a function finds; button 3 asks for the context menu."""
        x, y = map(str, self.resting_place(widget))
        subprocess.run(["xdotool", "mousemove", x, y, "click", "--repeat", str(clicks), str(button)], check=True)

    def resting_place(self, widget):
        """Where the middle of a widget is once it no longer moves. A function looks it up again each time: a list that
        is still being filled takes its cells away."""
        places = [None]
        look = widget if callable(widget) else lambda: widget

        def rests():
            places.append(look().centre)
            return places[-1] == places[-2]

        self.wait(rests, f"the rest of {'a cell' if callable(widget) else repr(widget)}")
        return places[-1]

    def focus(self, widget):
        Atspi.Component.grab_focus(widget.node)
        self.wait(lambda: widget.has("focused"), f"focus on {widget!r}")

    def type_into(self, role, name, text, inside=None):
        """Replaces the text of a field."""
        widget = self.find(role, name, inside)
        if not widget.offers("EditableText") or not Atspi.EditableText.set_text_contents(widget.node, text):
            raise Lost(f"{widget!r} takes no text")
        return widget

    def keys(self, *names):
        """Presses keys by X name: "Return", "Escape", "a", "ctrl+s", "F5"."""
        subprocess.run(["xdotool", "key", "--clearmodifiers", *names], check=True)

    def write(self, text):
        """Types ASCII text where the keyboard is: for editors that are no widgets of the tree, as those of cells."""
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "1", text], check=True)

    # What is left

    def screenshot(self, name):
        """The screen now, as build/journeys/NAME/<name>.png."""
        path = self.folder / f"{name}.png"
        screenshot(path)
        return path

    def tree(self):
        """The whole tree as text, an object a line."""
        lines = []

        def add(widget, depth):
            lines.append(f"{'  ' * depth}{widget!r}{'' if widget.has('showing') else ' (hidden)'}"
                         f"{'' if widget.has('enabled') else ' (disabled)'}")
            if widget.is_grid:
                lines.append(f"{'  ' * depth}  … {widget.node.get_child_count()} cells")
            else:
                for child in widget.children:
                    add(child, depth + 1)

        add(self.application(), 0)
        return "\n".join(lines)

    def leave_traces(self):
        """Writes screen and tree to the folder; never hides the failure that called for them."""
        try:
            self.screenshot("failure")
            (self.folder / "tree.txt").write_text(self.tree(), encoding="utf-8")
        except (GLib.Error, Lost, OSError, ValueError) as error:
            (self.folder / "tree.txt").write_text(f"no tree: {error}\n", encoding="utf-8")
        print(f"traces of the failure: {self.folder}")
