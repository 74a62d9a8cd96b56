// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/mirror/fold.h"
#include "core/mirror/searchindex.h"

#include <random>

namespace chancery::mirror::test {

/// A row as a test says it, in one piece once the index takes it.
struct Row
{
    quint32 row = 0;
    QString level = QStringLiteral("model");
    QString modelNumber{};
    QString batchNumber{};
    QString itemNumber{};
    QString network = QStringLiteral("StarknetSepolia");
    QString name{};
    QString status = QStringLiteral("published");
    QString certification = QStringLiteral("certified");
    qint64 updated = 0;
    QByteArray rest{};

    operator MirrorRecord() const
    {
        const QByteArray texts[] = {level.toUtf8(),      modelNumber.toUtf8(),  batchNumber.toUtf8(),
                                    itemNumber.toUtf8(), network.toUtf8(),      name.toUtf8(),
                                    status.toUtf8(),     certification.toUtf8()};
        const auto text = [&texts](int i) {
            return std::string_view(texts[i].constData(), std::size_t(texts[i].size()));
        };
        MirrorRecord record;
        record.row = row;
        record.id = QByteArray::number(row);
        record.packed =
            packed({0, updated, text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), {}});
        record.packed += rest;
        return record;
    }
};

inline Row record(quint32 row, const QString &model, const QString &name, const QString &data = {})
{
    Row made{.row = row, .modelNumber = model, .name = name, .updated = row};
    if (!data.isEmpty())
        made.rest = folded(data) + fieldEnd;
    return made;
}

inline std::vector<MirrorRecord> recordsOf(const std::vector<Row> &rows)
{
    return {rows.begin(), rows.end()};
}

inline QStringList numbers(const std::vector<quint32> &rows)
{
    QStringList texts;
    for (const quint32 row : rows)
        texts << QString::number(row);
    return texts;
}

inline QStringList found(SearchIndex &index, const MirrorQuery &query)
{
    return numbers(index.find(query, {0, 1'000'000})->rows);
}

/// All that match, from the order of all: the second window is never the first rows alone.
inline std::vector<quint32> wholeOrder(SearchIndex &index, const MirrorQuery &query)
{
    index.find(query, {1, 1});
    return index.find(query, {0, 1'000'000})->rows;
}

/// Whether a word is in the record, looked for one field after the other.
inline bool occurs(const Row &in, const QByteArray &word)
{
    QList<QByteArray> fields = in.rest.split(fieldEnd);
    for (const QString &text :
         {in.modelNumber, in.batchNumber, in.itemNumber, in.name, in.level, in.status, in.certification, in.network})
        fields << folded(text);
    return std::any_of(fields.begin(), fields.end(), [&word](const QByteArray &field) { return field.contains(word); });
}

class Catalogue
{
public:
    explicit Catalogue(quint32 rows)
    {
        std::mt19937 dice(7);
        const QStringList words{QStringLiteral("Oak"),    QStringLiteral("lamp"), QStringLiteral("Café"),
                                QStringLiteral("chaise"), QStringLiteral("L-9"),  QStringLiteral("été"),
                                QStringLiteral("Straße"), QStringLiteral("10")};
        const QStringList levels{QStringLiteral("model"), QStringLiteral("batch"), QStringLiteral("item")};
        const QStringList statuses{QStringLiteral("draft"), QStringLiteral("published"), QStringLiteral("archived")};
        for (quint32 row = 1; row <= rows; ++row) {
            const auto pick = [&](const QStringList &list) {
                return list.at(qsizetype(dice() % quint32(list.size())));
            };
            Row one = record(row, QStringLiteral("M-%1").arg(dice() % 400), pick(words) + u' ' + pick(words),
                             pick(words) + QString::number(dice() % 1000));
            one.level = pick(levels);
            one.status = pick(statuses);
            one.updated = qint64(dice() % 5000);
            if (one.level != u"model")
                one.batchNumber = QStringLiteral("B%1").arg(dice() % 5);
            if (one.level == u"item")
                one.itemNumber = QStringLiteral("%1").arg(dice() % 100);
            records.push_back(one);
        }
    }
    std::vector<Row> records;
};

} // namespace chancery::mirror::test
