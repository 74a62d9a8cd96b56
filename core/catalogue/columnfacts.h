// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/aliases.h"

namespace chancery::catalogue {

/// What the first cells of a column look like, and what that says about where the column goes.
class ColumnFacts
{
public:
    ColumnFacts(const Sample &sample, int column);

    /// The claim's certainty after a look at the cells; the same when there are none.
    double weighed(const Claim &claim) const;
    /// Fields that the cells show and that `claims` do not name.
    QList<Claim> hints(const QList<Claim> &claims) const;
    bool areShortTexts() const { return m_filled > 0 && m_sentences == 0; }

private:
    double share(int count) const { return m_filled > 0 ? double(count) / m_filled : 0; }
    bool areCodes() const { return share(m_codes) > 0.8; }
    bool areUnique() const { return m_distinct == m_filled; }
    double weighedNumber(const Claim &claim) const;
    double weighedText(const Claim &claim) const;

    QString m_header;
    int m_filled = 0;
    int m_distinct = 0;
    int m_codes = 0;       ///< one word with a digit, or in capitals
    int m_bareNumbers = 0; ///< digits only
    int m_sentences = 0;   ///< long, or ending in a full stop
    int m_gtins = 0;       ///< with the right check digit
    int m_gtinLike = 0;    ///< digits of a GTIN's length
    int m_networks = 0;
    int m_levels = 0; ///< model, batch, item
};

} // namespace chancery::catalogue
