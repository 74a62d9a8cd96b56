// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace chancery::ctl {

// One command each, in the file of its name. `arguments` begin with the program's name and the command; the value is
// the exit code.
int rows(const QStringList &arguments);
int check(const QStringList &arguments);
int plan(const QStringList &arguments);
int import(const QStringList &arguments);
int report(const QStringList &arguments);
int resume(const QStringList &arguments);
int undo(const QStringList &arguments);
int history(const QStringList &arguments);
int settlements(const QStringList &arguments);
int instructions(const QStringList &arguments);
int mint(const QStringList &arguments);
int awards(const QStringList &arguments);
int orders(const QStringList &arguments);
int tiers(const QStringList &arguments);
int approve(const QStringList &arguments);
int vault(const QStringList &arguments);
int checkout(const QStringList &arguments);
int viaProxy(const QStringList &arguments);
int audit(const QStringList &arguments);
int verify(const QStringList &arguments);

} // namespace chancery::ctl
