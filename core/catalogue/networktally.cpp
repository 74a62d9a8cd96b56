// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/networktally.h"

#include "core/catalogue/cataloguefile.h"

namespace chancery::catalogue {

NetworkTally::NetworkTally(const Mapping &mapping)
    : m_usual(effectiveNetwork(mapping))
    , m_lastIsMain(keyban::isMainNetwork(m_usual))
{}

void NetworkTally::change(std::string_view network, qint64 line, int by)
{
    if (network != m_last) {
        m_last = network;
        m_lastIsMain = keyban::isMainNetwork(network.empty() ? m_usual : toText(network));
    }
    Side &side = m_sides[m_lastIsMain];
    if (side.rows == 0 && side.firstLine == 0) {
        side.firstLine = line;
        side.name = network.empty() ? m_usual : toText(network);
    }
    side.rows += by;
}

} // namespace chancery::catalogue
