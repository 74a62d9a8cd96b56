// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/mapping.h"

#include <QHash>
#include <QRegularExpression>

#include <array>

namespace chancery::catalogue {

using namespace Qt::StringLiterals;

namespace {

using Basis = ColumnMapping::Basis;
using Kind = Target::Kind;
using keyban::Granularity;

/// How strong the claim of a header on a field is; of several headers the strongest gets it.
enum class Claim {
    OwnName,
    GuideName,
    OtherName,
};

struct Known
{
    QLatin1StringView name; ///< lower case, without blanks and punctuation
    QLatin1StringView field;
    Claim claim;
};

constexpr std::array known{
    Known{"modelnumber"_L1, "modelNumber"_L1, Claim::OwnName},
    Known{"batchnumber"_L1, "batchNumber"_L1, Claim::OwnName},
    Known{"itemnumber"_L1, "itemNumber"_L1, Claim::OwnName},
    Known{"name"_L1, "name"_L1, Claim::OwnName},
    Known{"description"_L1, "description"_L1, Claim::OwnName},
    Known{"granularity"_L1, "granularity"_L1, Claim::OwnName},
    Known{"network"_L1, "network"_L1, Claim::OwnName},
    Known{"sku"_L1, "modelNumber"_L1, Claim::GuideName},
    Known{"gtin"_L1, "data.gtin"_L1, Claim::GuideName},
    Known{"material"_L1, "data.material"_L1, Claim::GuideName},
    Known{"model"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"modelno"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"modelid"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"modelcode"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"productnumber"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"productcode"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"productsku"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"articlenumber"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"articleno"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"partnumber"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"stylenumber"_L1, "modelNumber"_L1, Claim::OtherName},
    Known{"batch"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"batchno"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"batchid"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"batchcode"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"lot"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"lotnumber"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"lotno"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"lotid"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"lotcode"_L1, "batchNumber"_L1, Claim::OtherName},
    Known{"item"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"itemno"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"itemid"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"serial"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"serialnumber"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"serialno"_L1, "itemNumber"_L1, Claim::OtherName},
    Known{"title"_L1, "name"_L1, Claim::OtherName},
    Known{"productname"_L1, "name"_L1, Claim::OtherName},
    Known{"producttitle"_L1, "name"_L1, Claim::OtherName},
    Known{"itemname"_L1, "name"_L1, Claim::OtherName},
    Known{"modelname"_L1, "name"_L1, Claim::OtherName},
    Known{"displayname"_L1, "name"_L1, Claim::OtherName},
    Known{"desc"_L1, "description"_L1, Claim::OtherName},
    Known{"productdescription"_L1, "description"_L1, Claim::OtherName},
    Known{"longdescription"_L1, "description"_L1, Claim::OtherName},
    Known{"idgranularity"_L1, "granularity"_L1, Claim::OtherName},
    Known{"gtin8"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"gtin12"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"gtin13"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"gtin14"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"ean"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"ean13"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"eancode"_L1, "data.gtin"_L1, Claim::OtherName},
    Known{"upc"_L1, "data.gtin"_L1, Claim::OtherName},
};

const Known *knownFor(const QString &header)
{
    QString plain;
    for (const QChar c : header) {
        if (c.isLetterOrNumber())
            plain += c.toLower();
    }
    for (const Known &candidate : known) {
        if (plain == candidate.name)
            return &candidate;
    }
    return nullptr;
}

/// `sku` and `Model Number` differ in how sure they are: a field's or the guide's name must be spelt as it is, in any
/// case.
bool isExact(const QString &header, const Known &match)
{
    return match.claim != Claim::OtherName && header.trimmed().size() == match.name.size();
}

Target restOf(const QString &header)
{
    static const QRegularExpression dottedNames(uR"(^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$)"_s);
    const QString name = header.trimmed();
    if (name.isEmpty())
        return Target{Kind::Ignore, {}};
    return Target{Kind::Data, dottedNames.match(name).hasMatch() ? name : pathOfName(name)};
}

bool isBelow(Kind kind, std::optional<Granularity> granularity)
{
    return (kind == Kind::BatchNumber && granularity == Granularity::Model) ||
           (kind == Kind::ItemNumber && granularity && granularity != Granularity::Item);
}

Granularity deepestOf(const Mapping &mapping)
{
    Granularity deepest = Granularity::Model;
    for (const ColumnMapping &column : mapping.columns) {
        if (column.target.kind == Kind::ItemNumber)
            return Granularity::Item;
        if (column.target.kind == Kind::BatchNumber)
            deepest = Granularity::Batch;
    }
    return deepest;
}

/// The header with the strongest claim on each field.
QHash<QString, QString> winners(const QStringList &headers)
{
    QHash<QString, std::pair<int, QString>> best;
    for (const QString &header : headers) {
        const Known *match = knownFor(header);
        if (!match)
            continue;
        const int strength = int(match->claim) * 2 + (isExact(header, *match) ? 0 : 1);
        const auto held = best.constFind(QString(match->field));
        if (held == best.cend() || strength < held->first)
            best.insert(QString(match->field), {strength, header});
    }
    QHash<QString, QString> names;
    for (auto it = best.cbegin(); it != best.cend(); ++it)
        names.insert(it.key(), it->second);
    return names;
}

} // namespace

Mapping autoMap(const QStringList &headers, std::optional<Granularity> granularity)
{
    const QHash<QString, QString> winner = winners(headers);
    Mapping mapping;
    for (const QString &header : headers) {
        ColumnMapping column{header, restOf(header), Basis::Rest};
        const Known *match = knownFor(header);
        if (match && winner.value(QString(match->field)) == header) {
            const Target target = *parseTarget(QString(match->field));
            if (!isBelow(target.kind, granularity))
                column = {header, target, isExact(header, *match) ? Basis::Exact : Basis::Alias};
        }
        mapping.columns.append(column);
    }
    mapping.granularity = granularity.value_or(deepestOf(mapping));
    return mapping;
}

} // namespace chancery::catalogue
