// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringView>

#include <string_view>

namespace chancery::mirror {

/// Ends each field of a row in its searchable text; no folded text contains it.
inline constexpr char fieldEnd = '\x1f';

/// Appends a text as it is searched and sorted: compatibility decomposition (NFKD) without its marks, and case
/// folding, as UTF-8. Of the letters that do not decompose, ß is ss, æ ae, œ oe, ø o, ł l, đ d, ı i; others stay
/// themselves. Control characters become blanks.
void appendFolded(QByteArray &out, std::string_view utf8);
QByteArray folded(std::string_view utf8);
QByteArray folded(QStringView text);

} // namespace chancery::mirror
