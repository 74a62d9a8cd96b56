// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/mirrorwriter.h"

namespace chancery {

/// A page as the service sent it, made ready for the file.
struct PageRows
{
    std::vector<MirrorRow> rows;
    qint64 total = 0; ///< as the service told
};

/// In any thread. Error: Protocol, as keyban::Client has it.
Result<PageRows> pageRows(const QByteArray &body, const MirrorPlace &place);

/// Likewise, of passports that were read one by one.
Result<std::vector<MirrorRow>> mirrorRows(const QList<keyban::Passport> &passports, const MirrorPlace &place);

} // namespace chancery
