// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"

namespace chancery {

using namespace Qt::StringLiterals;

QList<SettlementSection> settlementSections()
{
    return {};
}

} // namespace chancery
