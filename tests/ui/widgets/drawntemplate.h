// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlementtemplate.h"

namespace chancery {

/// A template from words one can read: "A > B FAIL_X; B > DONE_Y". It starts at the first state; those that begin with
/// DONE, FAIL or are the guide's own ends are its ends.
inline keystone::SettlementTemplate drawnTemplate(const QString &ways)
{
    keystone::SettlementTemplate made;
    made.name = QStringLiteral("Drawn");
    keystone::TemplateConfig &config = made.config;
    const auto add = [&config](const QString &state) {
        if (config.states.contains(state))
            return;
        config.states << state;
        const bool fails = state.startsWith(u"FAIL") || state == u"ROLLED_BACK" || state == u"TIMED_OUT";
        if (fails)
            config.failureStates << state;
        if (fails || state.startsWith(u"DONE") || state == u"FINALIZED")
            config.terminalStates << state;
    };
    for (const QString &way : ways.split(u';', Qt::SkipEmptyParts)) {
        const QString from = way.section(u'>', 0, 0).trimmed();
        const QStringList to = way.section(u'>', 1).split(u' ', Qt::SkipEmptyParts);
        add(from);
        for (const QString &state : to)
            add(state);
        if (!to.isEmpty())
            config.transitions << keystone::Transition{from, to};
    }
    config.initialState = config.states.value(0);
    return made;
}

/// Those of the sandbox's demo.
inline QString crossPlatformWays()
{
    return QStringLiteral("INSTRUCTED > COMPLIANCE_CHECKING; COMPLIANCE_CHECKING > COMPLIANCE_CLEARED ROLLED_BACK;"
                          "COMPLIANCE_CLEARED > AWAITING_DEPOSITS;"
                          "AWAITING_DEPOSITS > EXECUTING_SWAP ROLLED_BACK TIMED_OUT;"
                          "EXECUTING_SWAP > FINALIZED ROLLED_BACK");
}
inline QString escrowWays()
{
    return QStringLiteral("INSTRUCTED > AWAITING_CONFIRMATION;AWAITING_CONFIRMATION > COMPLIANCE_CHECKING ROLLED_BACK;"
                          "COMPLIANCE_CHECKING > COMPLIANCE_CLEARED ROLLED_BACK;"
                          "COMPLIANCE_CLEARED > REGISTERING_ESCROW;"
                          "REGISTERING_ESCROW > AWAITING_DEPOSITS ROLLED_BACK;"
                          "AWAITING_DEPOSITS > EXECUTING_SWAP ROLLED_BACK TIMED_OUT;"
                          "EXECUTING_SWAP > SETTLED ROLLED_BACK; SETTLED > FINALIZED");
}
inline QString repoWays()
{
    return QStringLiteral("INSTRUCTED > COMPLIANCE_CHECKING; COMPLIANCE_CHECKING > COMPLIANCE_CLEARED ROLLED_BACK;"
                          "COMPLIANCE_CLEARED > AWAITING_DEPOSITS;"
                          "AWAITING_DEPOSITS > COMPLIANCE_CHECKING EXECUTING_SWAP TIMED_OUT;"
                          "EXECUTING_SWAP > FINALIZED ROLLED_BACK");
}
inline QString paymentWays()
{
    return QStringLiteral("INSTRUCTED > EXECUTING_SWAP ROLLED_BACK; EXECUTING_SWAP > FINALIZED ROLLED_BACK");
}

} // namespace chancery
