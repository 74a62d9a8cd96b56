// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/publishplan.h"

#include <QCryptographicHash>
#include <QHash>

#include <algorithm>

namespace chancery {

using namespace Qt::StringLiterals;
using keyban::Filter;
using keyban::FilterField;
using keyban::Passport;

namespace {

bool isOffered(FilterField field, keyban::Dialect dialect)
{
    return !keyban::divide({{{field, u"x"_s}}}, dialect).server.isEmpty();
}

/// The number filters of a row that this dialect offers, from the widest to the narrowest.
QList<Filter> numberFilters(const keyban::PassportKey &key, keyban::Dialect dialect)
{
    QList<Filter> filters;
    const QList<Filter> all{{FilterField::ModelNumber, key.modelNumber},
                            {FilterField::BatchNumber, key.batchNumber},
                            {FilterField::ItemNumber, key.itemNumber}};
    std::copy_if(all.begin(), all.end(), std::back_inserter(filters),
                 [dialect](const Filter &f) { return !f.value.isEmpty() && isOffered(f.field, dialect); });
    return filters;
}

/// Groups rows by their filters, in the order in which they come.
class Grouping
{
public:
    void add(const QList<Filter> &filters, const Passport &passport)
    {
        QStringList key;
        for (const Filter &filter : filters)
            key << QString::number(int(filter.field)) << filter.value;
        const qsizetype place = m_places.value(key, m_groups.size());
        if (place == m_groups.size()) {
            m_places.insert(key, place);
            m_groups.append({filters, {}});
        }
        m_groups[place].chosen << passport;
    }
    QList<PublishCandidate> groups() const { return m_groups; }

private:
    QHash<QStringList, qsizetype> m_places;
    QList<PublishCandidate> m_groups;
};

} // namespace

QList<Passport> PublishPlan::drafts() const
{
    QList<Passport> all;
    for (const PublishCall &call : calls)
        all << call.drafts;
    return all;
}

qint64 PublishPlan::count() const
{
    qint64 count = 0;
    for (const PublishCall &call : calls)
        count += call.drafts.size();
    return count;
}

QMap<QString, qint64> PublishPlan::countByNetwork() const
{
    QMap<QString, qint64> counts;
    for (const PublishCall &call : calls) {
        for (const Passport &passport : call.drafts)
            ++counts[passport.network];
    }
    return counts;
}

bool isDraft(const Passport &passport)
{
    return passport.status.compare("draft"_L1, Qt::CaseInsensitive) == 0;
}

QString hashOf(const QList<PublishCall> &calls)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const PublishCall &call : calls) {
        for (const Filter &filter : call.filters)
            hash.addData(u"%1=%2\n"_s.arg(int(filter.field)).arg(filter.value).toUtf8());
        QStringList ids;
        for (const Passport &passport : call.drafts)
            ids << passport.id;
        ids.sort();
        hash.addData(ids.join(u'\n').toUtf8());
        hash.addData("\n\n");
    }
    return QString::fromLatin1(hash.result().toHex());
}

QList<PublishCandidate> widestCandidates(const QList<Passport> &chosen, keyban::Dialect dialect,
                                         QList<Passport> &unreachable)
{
    Grouping grouping;
    for (const Passport &passport : chosen) {
        const QList<Filter> numbers = numberFilters(passport.key, dialect);
        if (numbers.isEmpty() || passport.key.granularity.isEmpty())
            unreachable << passport;
        else
            grouping.add({{FilterField::Granularity, passport.key.granularity}, numbers.first()}, passport);
    }
    return grouping.groups();
}

QList<PublishCandidate> narrowed(const PublishCandidate &candidate, keyban::Dialect dialect)
{
    Grouping grouping;
    for (const Passport &passport : candidate.chosen) {
        QList<Filter> next = numberFilters(passport.key, dialect);
        next.removeIf([&candidate](const Filter &filter) { return candidate.filters.contains(filter); });
        if (next.isEmpty())
            return {};
        grouping.add(candidate.filters + QList<Filter>{next.first()}, passport);
    }
    return grouping.groups();
}

QList<Filter> publishFilters(const PublishCandidate &candidate, keyban::Dialect dialect, const QString &applicationId)
{
    QList<Filter> filters = candidate.filters;
    if (isOffered(FilterField::Status, dialect))
        filters << Filter{FilterField::Status, u"draft"_s};
    if (isOffered(FilterField::Application, dialect) && !applicationId.isEmpty())
        filters << Filter{FilterField::Application, applicationId};
    return filters;
}

} // namespace chancery
