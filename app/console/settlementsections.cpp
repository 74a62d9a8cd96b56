// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/console/settlementdesk.h"

#include "ui/panels/templates/templatespanel.h"

namespace chancery {

using namespace Qt::StringLiterals;

QList<SettlementSection> settlementSections()
{
    return {{u"templates"_s, [](const SettlementParts &parts) { return new TemplatesPanel(parts.client); }}};
}

} // namespace chancery
