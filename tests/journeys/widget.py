# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One widget of the program under test, as the accessibility bus shows it."""
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 (the version comes first)

TABLES = {"table", "tree table", "tree"}
LISTS = {"list", "list box"}
FEW = 50


class Widget:
    """One accessible object. Anything it says is asked anew, nothing is cached."""

    def __init__(self, node):
        self.node = node

    def __repr__(self):
        return f"{self.role} {self.name!r}"

    @property
    def name(self):
        return self.node.get_name() or ""

    @property
    def role(self):
        return self.node.get_role_name() or ""

    @property
    def description(self):
        return self.node.get_description() or ""

    def has(self, state):
        """Whether it is in a state: "showing", "enabled", "checked", "focused", "selected", "expanded"…"""
        return self.node.get_state_set().contains(getattr(Atspi.StateType, state.upper()))

    def offers(self, interface):
        """Whether it has an interface of the accessibility bus: "Action", "Text", "EditableText", "Table", "Value"."""
        return interface in self.node.get_interfaces()

    @property
    def text(self):
        """The text in it; for a label or button its name."""
        return Atspi.Text.get_text(self.node, 0, -1) if self.offers("Text") else self.name

    @property
    def value(self):
        return Atspi.Value.get_current_value(self.node)

    @property
    def children(self):
        found = (self.node.get_child_at_index(index) for index in range(self.node.get_child_count()))
        return [Widget(node) for node in found if node]

    @property
    def centre(self):
        box = Atspi.Component.get_extents(self.node, Atspi.CoordType.SCREEN)
        return box.x + box.width // 2, box.y + box.height // 2

    @property
    def actions(self):
        if not self.offers("Action"):
            return []
        count = Atspi.Action.get_n_actions(self.node)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # the bindings have no other name for it
            return [Atspi.Action.get_action_name(self.node, index) for index in range(count)]

    @property
    def is_grid(self):
        """Whether it holds so many cells that they are not searched: there may be a million. See Desk.rows()."""
        return self.role in TABLES or (self.role in LISTS and self.node.get_child_count() > FEW)

    def walk(self, hidden=False, cells=False):
        """Itself and everything below it that shows."""
        if not hidden and not (self.has("showing") or self.role == "application"):
            return
        yield self
        if cells or not self.is_grid:
            for child in self.children:
                yield from child.walk(hidden, cells)
