// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passport.h"

namespace chancery {

/// What an import can change of a passport, in one spelling whichever shape it came in: absent, null and empty are the
/// same, and a name that only stands in for one (Keyban fact sheet §4.4) is none.
struct PassportContent
{
    QString name;
    QString description;
    json::Value data; ///< object or null
    QStringList certifiedPaths;

    static PassportContent of(const keyban::Passport &passport);
    /// As it is once an import row, a create body in either shape, has been put over it: what the row does not send
    /// stays, what it sends replaces, `data` as a whole (U4).
    PassportContent with(const json::Value &row) const;

    /// 128 bits in hexadecimal over all of it; the order of members does not count, every digit of a number does.
    QByteArray digest(const keyban::PassportKey &key) const;

    /// Compact JSON.
    QByteArray toJson() const;
    /// Error: Protocol / NotJson.
    static Result<PassportContent> fromJson(const QByteArray &text);
};

} // namespace chancery
