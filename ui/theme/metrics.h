// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFont>

class QWidget;
class QLabel;

namespace chancery {

/// The spacing scale, in device-independent pixels.
namespace space {
inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;
} // namespace space

/// Sizes that several rooms share, in device-independent pixels.
namespace size {
inline constexpr int control = 32; ///< height of buttons and fields
inline constexpr int row = 36;     ///< height of a table's rows
inline constexpr int icon = 18;
inline constexpr int cardCorner = 8;
inline constexpr int controlCorner = 6;
} // namespace size

/// The one type scale. Weights 400 and 600.
enum class Type { PanelTitle, CardTitle, Body, BodyStrong, Secondary, SecondaryStrong, Code };

/// The system's font in a step of the scale; grows with the system's own size where that is larger than usual.
QFont typeFont(Type type);

/// Gives a label its step, and the quiet colour for the secondary ones.
void setType(QLabel &label, Type type);

/// At least `least`, and tall enough for a line of the widget's font with its padding.
int heightFor(const QFont &font, int least);

/// Whether things may move here: neither the system nor a test asked for none.
bool wantsMotion(const QWidget &widget);

} // namespace chancery
