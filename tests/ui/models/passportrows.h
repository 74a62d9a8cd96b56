// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/passport.h"

#include <QAbstractItemModelTester>
#include <QStringList>

namespace chancery::test {

/// A model of which every change is held against the rules of models.
template <class Model>
class Watched : public Model
{
public:
    using Model::Model;

private:
    QAbstractItemModelTester m_tester{this, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

/// "A" a model, "A/B1" a batch, "A/B1/7" an item, "A//7" an item without a batch; the id is the text itself. A "*"
/// behind it is another version of the same row.
inline keyban::Passport passportOf(const QString &text)
{
    using namespace Qt::StringLiterals;
    const QString id = text.section(u'*', 0, 0);
    const QStringList numbers = id.split(u'/');
    json::Value row = json::Value::object();
    row.set(u"id"_s, id);
    row.set(u"granularity"_s, QStringList{u"model"_s, u"batch"_s, u"item"_s}.at(numbers.size() - 1));
    row.set(u"modelNumber"_s, numbers.value(0));
    row.set(u"batchNumber"_s, numbers.value(1));
    row.set(u"itemNumber"_s, numbers.value(2));
    row.set(u"name"_s, u"Name of %1"_s.arg(text));
    row.set(u"status"_s, u"published"_s);
    row.set(u"network"_s, u"StarknetSepolia"_s);
    return keyban::decodePassport(row).value();
}

/// "A;B;C*" as rows.
inline QList<keyban::Passport> passportsOf(const QString &texts)
{
    QList<keyban::Passport> rows;
    for (const QString &text : texts.split(u';', Qt::SkipEmptyParts))
        rows << passportOf(text);
    return rows;
}

} // namespace chancery::test
