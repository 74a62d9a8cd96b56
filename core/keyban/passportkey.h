// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHashFunctions>
#include <QString>

namespace chancery::keyban {

/// What the service upserts by, within one application (reference: Keyban fact sheet §6.1). Numbers a level does not
/// have are empty; the wire's null and an empty text mean the same here.
struct PassportKey
{
    QString granularity;
    QString modelNumber;
    QString batchNumber;
    QString itemNumber;
    bool operator==(const PassportKey &) const = default;

    /// The deepest number there is, for a person to read.
    QString label() const
    {
        return !itemNumber.isEmpty() ? itemNumber : !batchNumber.isEmpty() ? batchNumber : modelNumber;
    }
};

inline size_t qHash(const PassportKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.granularity, key.modelNumber, key.batchNumber, key.itemNumber);
}

} // namespace chancery::keyban
