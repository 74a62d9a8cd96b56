// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mapping.h"

#include <array>
#include <utility>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Kind = Target::Kind;

constexpr std::array<std::pair<Kind, QLatin1StringView>, 9> fieldNames{{
    {Kind::Ignore, "-"_L1},
    {Kind::ModelNumber, "modelNumber"_L1},
    {Kind::BatchNumber, "batchNumber"_L1},
    {Kind::ItemNumber, "itemNumber"_L1},
    {Kind::Name, "name"_L1},
    {Kind::Description, "description"_L1},
    {Kind::Granularity, "granularity"_L1},
    {Kind::Network, "network"_L1},
    {Kind::CertifiedPaths, "certifiedPaths"_L1},
}};
constexpr QLatin1StringView dataPrefix = "data."_L1;

} // namespace

std::optional<Target> parseTarget(QStringView text)
{
    for (const auto &[kind, name] : fieldNames) {
        if (text == name)
            return Target{kind, {}};
    }
    if (text.startsWith(dataPrefix) && text.size() > dataPrefix.size())
        return Target{Kind::Data, text.sliced(dataPrefix.size()).toString()};
    return std::nullopt;
}

QString toText(const Target &target)
{
    for (const auto &[kind, name] : fieldNames) {
        if (kind == target.kind)
            return name;
    }
    return dataPrefix + target.path;
}

QStringList pathSegments(QStringView path)
{
    QStringList segments{QString()};
    for (qsizetype i = 0; i < path.size(); ++i) {
        const bool isEscaped = path[i] == u'\\' && i + 1 < path.size() && (path[i + 1] == u'.' || path[i + 1] == u'\\');
        if (isEscaped)
            segments.last() += path[++i];
        else if (path[i] == u'.')
            segments.append(QString());
        else
            segments.last() += path[i];
    }
    return segments;
}

QString pathOfName(const QString &name)
{
    QString path = name;
    path.replace(u'\\', u"\\\\"_s);
    return path.replace(u'.', u"\\."_s);
}

} // namespace chancery::catalogue
