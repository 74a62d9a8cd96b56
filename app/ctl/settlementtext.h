// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "core/ledger/decision.h"
#include "core/runs/decision.h"

namespace chancery::ctl {

/// "7b6f2f0a-…  COMPLIANCE_CHECKING  2 h 5 min left  DESK-2041  seller Northwind Fund, buyer …".
QString settlementLine(const keystone::Settlement &settlement, const QDateTime &now);
/// Parties, legs and times, a line each.
QStringList settlementLines(const keystone::Settlement &settlement, const QDateTime &now);
QString eventLine(const keystone::SettlementEvent &event);
QString decisionLine(const DecisionRecord &record);

json::Value decisionJson(const DecisionRecord &record);
json::Value reportJson(const DecisionReport &report);

} // namespace chancery::ctl
