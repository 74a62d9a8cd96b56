// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/ledger/ledger.h"
#include "tests/support/awaited.h"

#include <QCryptographicHash>

namespace chancery {

inline QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

inline ImportRunRecord sampleRun(const QString &id, qint64 rows = 1000)
{
    ImportRunRecord run;
    run.id = id;
    run.started = QDateTime(QDate(2026, 4, 2), QTime(8, 15, 30, 120), Qt::UTC);
    run.profileId = QStringLiteral("p-1");
    run.profileName = QStringLiteral("Lamps, Zürich");
    run.host = QStringLiteral("127.0.0.1");
    run.network = QStringLiteral("StarknetSepolia");
    run.application = QStringLiteral("a1");
    run.dialect = QStringLiteral("flat");
    run.file = QStringLiteral("/data/lamps.csv");
    run.fileSha256 = digestOf("lamps");
    run.rows = rows;
    run.leftOut = 8;
    run.unchanged = 2;
    run.mapping = R"({"sku":"modelNumber","größe":"data.size"})";
    run.user = QStringLiteral("operator");
    return run;
}

inline ChunkIntent sampleIntent(const QString &runId, int number, int rows = 10)
{
    const qint64 first = 2 + qint64(number) * rows;
    return {.runId = runId,
            .number = number,
            .firstLine = first,
            .lastLine = first + rows - 1,
            .rows = rows,
            .bodySha256 = digestOf(QByteArray::number(number))};
}

inline RowRecord failedRow(qint64 line, const QString &reason = QStringLiteral("Duplicate reference WAL-1"))
{
    return {.line = line,
            .key = {.granularity = QStringLiteral("item"),
                    .modelNumber = QStringLiteral("LAMP-OAK-01"),
                    .batchNumber = {},
                    .itemNumber = QStringLiteral("LO1-%1").arg(line)},
            .outcome = RowOutcome::Failed,
            .reason = reason};
}

} // namespace chancery
