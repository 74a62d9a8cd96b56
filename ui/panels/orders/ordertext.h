// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/loyalty.h"
#include "ui/theme/tokens.h"

#include <QString>
#include <QUrl>

namespace chancery {

/// A state of an order in words, the service's own where it is a new one, and what it means.
QString orderState(const keyban::LoyaltyOrder &order);
Tone orderTone(const keyban::LoyaltyOrder &order);

/// Whether it may still change.
bool isOpen(const keyban::LoyaltyOrder &order);

/// "600" with its digits in groups; what is no whole number as it came.
QString orderAmount(const keyban::LoyaltyOrder &order);

/// How long settlement took: "4 s"; empty where the service does not tell.
QString settlementSpan(const keyban::LoyaltyOrder &order);

/// The page of the transaction in a browser, where the service names one.
QUrl explorerPage(const keyban::LoyaltyOrder &order);

} // namespace chancery
