// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/theme/tokens.h"

#include <QIcon>
#include <QStringList>

namespace chancery {

/// One of our line icons (resources/icons), drawn in the palette's text colour of the moment: it follows a change of
/// theme, is pale when disabled and inked when checked. `name` is the file's base name.
QIcon themeIcon(const QString &name);

/// The same in the colour of a token, for icons that carry a state.
QIcon themeIcon(const QString &name, Token token);

/// The icon that goes with a tone, for those who do not see its colour.
QString iconOf(Tone tone);

/// The seal: the program's own icon, in its own colours.
QIcon applicationIcon();

/// The names of all line icons.
QStringList iconNames();

} // namespace chancery
