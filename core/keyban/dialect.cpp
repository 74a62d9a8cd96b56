// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/dialect.h"

#include <QStringList>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

QString wireName(Dialect dialect)
{
    return dialect == Dialect::Flat ? u"flat"_s : u"product"_s;
}

QString wireName(Granularity granularity)
{
    switch (granularity) {
    case Granularity::Model:
        return u"model"_s;
    case Granularity::Batch:
        return u"batch"_s;
    case Granularity::Item:
        break;
    }
    return u"item"_s;
}

std::optional<Dialect> dialectFromWire(QStringView word)
{
    if (word == u"flat")
        return Dialect::Flat;
    if (word == u"product")
        return Dialect::Product;
    return std::nullopt;
}

std::optional<Granularity> granularityFromWire(QStringView word)
{
    for (const Granularity level : {Granularity::Model, Granularity::Batch, Granularity::Item}) {
        if (word.compare(wireName(level), Qt::CaseInsensitive) == 0)
            return level;
    }
    return std::nullopt;
}

std::optional<Dialect> dialectOfNetwork(QStringView network)
{
    if (network.startsWith(u"Starknet"))
        return Dialect::Flat;
    if (network.startsWith(u"Base"))
        return Dialect::Product;
    return std::nullopt;
}

QString testNetwork(Dialect dialect)
{
    return dialect == Dialect::Flat ? u"StarknetSepolia"_s : u"BaseSepolia"_s;
}

QStringList knownNetworks()
{
    return {u"StarknetSepolia"_s, u"BaseSepolia"_s, u"StarknetDevnet"_s, u"StarknetMainnet"_s, u"BaseMainnet"_s};
}

bool isMainNetwork(QStringView network)
{
    return network.endsWith(u"Mainnet", Qt::CaseInsensitive);
}

} // namespace chancery::keyban
