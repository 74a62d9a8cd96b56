// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlement.h"
#include "core/keystone/settlementtemplate.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace chancery {

/// The name, else the reference, else the role.
QString partyName(const keystone::Party &party);
/// "Northwind Fund → Harbour Lane", as many as there are; beyond three "and 2 more".
QString partiesText(const keystone::Settlement &settlement);
/// What is delivered, "1,000,000 BOND-2031-B ⇄ 980,000.00 USD-TEST"; of more than two legs the first, "and 199 more".
QString legsText(const keystone::Settlement &settlement);
/// The reference, else the beginning of the id.
QString referenceText(const keystone::Settlement &settlement);

/// The digits of a decimal of any length in the groups of the person's locale. What is no plain decimal stays as it is.
QString amountText(const QString &quantity);
/// A network by its chain id, "Sepolia" or "chain 31337"; nothing without one.
QString networkText(std::optional<qint64> chainId);
/// A long id or address with its middle left out: "0x1234…5678".
QString shortened(const QString &text);

/// "00:41:12", "2 d 3 h", "over for 3 min"; nothing without a time.
QString countdownText(const QDateTime &end, const QDateTime &now);
/// "Times out 15:43 · in 00:41:12", in local time, with the day where it is not today's.
QString deadlineText(const QDateTime &end, const QDateTime &now);

/// Where a decision takes a settlement: as its template tells, else as the service's guide does for the state in which
/// decisions are usual; empty where neither does.
QString targetState(const QString &state, keystone::Decision decision, const keystone::TemplateConfig *config);
/// What will happen, in a sentence or two.
QString consequenceText(const QString &state, keystone::Decision decision, const keystone::TemplateConfig *config);

} // namespace chancery
