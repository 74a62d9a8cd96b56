// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QPalette>

namespace chancery {

/// The roles that colours are spent on. Values are in tokens.cpp and nowhere else.
enum class Token {
    Window,
    Base,
    AlternateBase,
    Rail,
    Text,
    SecondaryText,
    DisabledText,
    Line,        ///< hairlines: cards, tables, separators
    ControlLine, ///< borders that tell where a field is; 3 : 1 at least
    ButtonLine,  ///< borders round words that tell by themselves where a button is
    Groove,      ///< what a progress bar runs in
    Accent,
    AccentText,
    Selection,
    SelectionText,
    Good,
    Attention,
    Bad,
    Unknown,
    Test,
    Live,
};

/// The tables there are.
enum class Scheme { Light, Dark, HighContrastLight, HighContrastDark };

/// What a state means; the same look everywhere. Outcomes: done Good, failed Bad, unknown Unknown, not sent Neutral.
enum class Tone { Neutral, Good, Attention, Bad, Unknown, Accent };

/// Where a model keeps the Tone of a cell for StatePillDelegate.
inline constexpr int ToneRole = Qt::UserRole + 1000;

QColor color(Token token, Scheme scheme);

/// The token's colour in the table that `palette` was made from. Widgets pass their own palette() and so follow a
/// change.
QColor color(Token token, const QPalette &palette);

/// The token that writes a tone.
Token tokenOf(Tone tone);

/// An opaque, quiet background for text in the colour of `token`.
QColor tint(Token token, const QPalette &palette);
QColor tint(Token token, Scheme scheme);

/// A transparent layer of text colour, for hovered and pressed surfaces. `strength` from 0 to 1.
QColor veil(const QPalette &palette, qreal strength);

Scheme schemeOf(const QPalette &palette);
bool isDark(Scheme scheme);

/// A palette with every role filled from the scheme's table.
QPalette paletteOf(Scheme scheme);

} // namespace chancery
