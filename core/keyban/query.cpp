// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/query.h"

#include "core/keyban/certification.h"

#include <algorithm>

namespace chancery::keyban {

using namespace Qt::StringLiterals;

namespace {

struct WireFilter
{
    FilterField field;
    const char16_t *flat;    ///< null: not offered
    const char16_t *product; ///< null: not offered
    const char16_t *comparison;
};

/// The whole of what is known about list filters (§4.1, §5); a correction of the service's contract is made here.
constexpr WireFilter wireFilters[] = {
    {FilterField::Granularity, u"granularity", u"product.idGranularity", u"eq"},
    {FilterField::ModelNumber, u"modelNumber", u"product.modelNumber", u"eq"},
    {FilterField::BatchNumber, nullptr, u"product.batchNumber", u"eq"},
    {FilterField::ItemNumber, nullptr, u"product.itemNumber", u"eq"},
    {FilterField::Name, nullptr, u"product.name", u"contains"},
    {FilterField::Status, nullptr, u"status", u"eq"},
    {FilterField::Application, nullptr, u"application.id", u"eq"},
};

const WireFilter *offered(FilterField field, Dialect dialect)
{
    const auto *found = std::find_if(std::begin(wireFilters), std::end(wireFilters), [&](const WireFilter &wire) {
        return wire.field == field && (dialect == Dialect::Flat ? wire.flat : wire.product);
    });
    return found == std::end(wireFilters) ? nullptr : found;
}

bool equal(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

DividedQuery divide(const PassportQuery &query, Dialect dialect)
{
    DividedQuery divided;
    for (const Filter &filter : query.filters) {
        const WireFilter *wire = offered(filter.field, dialect);
        if (!wire) {
            divided.local << filter;
            continue;
        }
        const QString prefix = u"filters[%1]"_s.arg(divided.server.size());
        const QString name = QString::fromUtf16(dialect == Dialect::Flat ? wire->flat : wire->product);
        divided.wire << qMakePair(QString(prefix + u"[field]"_s), name)
                     << qMakePair(QString(prefix + u"[operator]"_s), QString::fromUtf16(wire->comparison))
                     << qMakePair(QString(prefix + u"[value]"_s), filter.value);
        divided.server << filter;
    }
    return divided;
}

bool matches(const Passport &passport, const Filter &filter, Dialect dialect)
{
    switch (filter.field) {
    case FilterField::Granularity:
        return equal(passport.key.granularity, filter.value);
    case FilterField::ModelNumber:
        return passport.key.modelNumber == filter.value;
    case FilterField::BatchNumber:
        return passport.key.batchNumber == filter.value;
    case FilterField::ItemNumber:
        return passport.key.itemNumber == filter.value;
    case FilterField::Name:
        return passport.name.contains(filter.value, Qt::CaseInsensitive);
    case FilterField::Status:
        return equal(passport.status, filter.value);
    case FilterField::Application:
        return passport.application.isEmpty() || equal(passport.application, filter.value);
    case FilterField::Certification:
        return equal(wireName(certificationOf(passport, dialect)), filter.value);
    case FilterField::Network:
        return equal(passport.network, filter.value);
    }
    return false;
}

bool matches(const Passport &passport, const QList<Filter> &filters, Dialect dialect)
{
    return std::all_of(filters.begin(), filters.end(),
                       [&](const Filter &filter) { return matches(passport, filter, dialect); });
}

} // namespace chancery::keyban
