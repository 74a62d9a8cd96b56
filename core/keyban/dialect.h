// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace chancery::keyban {

/// The two ways the service spells a passport on the wire (Keyban fact sheet §4).
enum class Dialect {
    Flat,
    Product,
};

enum class Granularity {
    Model,
    Batch,
    Item,
};

/// `flat`, `product`; `model`, `batch`, `item`.
QString wireName(Dialect dialect);
QString wireName(Granularity granularity);
std::optional<Dialect> dialectFromWire(QStringView word);
std::optional<Granularity> granularityFromWire(QStringView word);

/// What a network's family says about the dialect: Starknet is flat, Base is product (§4.1). Empty for other names.
std::optional<Dialect> dialectOfNetwork(QStringView network);
/// The test network of a dialect's family; the default where a person names none.
QString testNetwork(Dialect dialect);
/// The networks a form offers first; the list is open-ended, so any other name is accepted (§11).
QStringList knownNetworks();
/// Real cost, irreversible: every name that says mainnet (§11).
bool isMainNetwork(QStringView network);

} // namespace chancery::keyban
