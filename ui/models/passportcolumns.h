// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/dialect.h"
#include "core/keyban/passport.h"

#include <QVariant>

namespace chancery {

/// The columns of a passport in table and tree.
namespace PassportColumn {
enum Column { Number, Name, Level, Status, Certification, Network, Updated, Count };
}

/// What both models answer with under these roles, beside the usual ones.
enum PassportRole {
    PassportIdRole = Qt::UserRole + 1, ///< empty for a number without a passport
    PassportSortRole,
};

/// What a cell depends on besides its passport.
struct PassportCellContext
{
    keyban::Dialect dialect = keyban::Dialect::Flat;
    QDateTime now;
    bool unsaved = false; ///< has changes that were not saved
};

/// One cell of a passport, the same in table and tree.
QVariant passportCell(const keyban::Passport &passport, int column, int role, const PassportCellContext &context);

QString passportColumnTitle(int column);

} // namespace chancery
