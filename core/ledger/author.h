// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace chancery {

/// Who does something: a user of this system, at work with one connection.
struct Author
{
    QString user = {};
    QString profileId = {};
    QString profileName = {};
    bool operator==(const Author &) const = default;
};

/// The name of the user whom this process belongs to, whatever its environment says; where the system does not tell,
/// what the environment says.
QString systemUser();

} // namespace chancery
