// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/finding.h"
#include "core/catalogue/rowplan.h"

#include <array>
#include <string>

namespace chancery::catalogue {

/// How many rows go to a main network and how many to another, where a column states it.
class NetworkTally
{
public:
    explicit NetworkTally(const Mapping &mapping);

    struct Side
    {
        qint64 rows = 0;
        qint64 firstLine = 0;
        QString name; ///< of the first row
    };
    void count(std::string_view network, qint64 line) { change(network, line, 1); }
    /// A row that was counted and is not sent after all.
    void discount(std::string_view network, qint64 line) { change(network, line, -1); }

    const Side &main() const { return m_sides[1]; }
    const Side &other() const { return m_sides[0]; }
    bool isMixed() const { return main().rows > 0 && other().rows > 0; }

private:
    void change(std::string_view network, qint64 line, int by);

    QString m_usual;
    std::array<Side, 2> m_sides;
    std::string m_last; ///< mostly the row before has the same network
    bool m_lastIsMain = false;
};

} // namespace chancery::catalogue
