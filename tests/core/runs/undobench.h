// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/calls.h"
#include "core/runs/undorun.h"
#include "tests/core/runs/planbench.h"

#include <QSqlDatabase>
#include <QSqlQuery>

namespace chancery::test {

/// Imports with a plan, and taking them back, at a real sandbox.
class UndoBench : public PlanBench
{
public:
    UndoBench(QNetworkAccessManager &network, SandboxUnderTest &sandbox, keyban::Dialect spoken)
        : PlanBench(network, sandbox, spoken)
    {}

    /// Sends rows as the console does: planned against a mirror of this moment. Returns the run's id.
    QString import(const QByteArray &csv)
    {
        sync();
        ImportOrder order = this->order(csv, dialect);
        const auto planned = plan(order);
        [&] { QVERIFY(planned.ok()); }();
        order.plan = *planned;
        order.unchanged = (*planned)->recordsOf({catalogue::PlanClass::Unchanged});
        run(order);
        return lastRun();
    }
    /// The same without a plan.
    QString importBlindly(const QByteArray &csv)
    {
        run(order(csv, dialect));
        return lastRun();
    }
    QString lastRun()
    {
        const auto runs = awaited(ledger.runs(1));
        return runs && !runs->isEmpty() ? runs->first().id : QString();
    }

    struct Undone
    {
        UndoSummary summary;
        QList<UndoRow> stayed;
        bool adds = true; ///< no count was ever negative
        /// "1 reverted, 2 kept": the counts that are not zero.
        QString text() const
        {
            const UndoCounts &c = summary.counts;
            QStringList parts;
            for (const auto &[number, word] : {std::pair{c.reverted, "reverted"},
                                               {c.kept, "kept"},
                                               {c.couldNot, "could not"},
                                               {c.unknown, "unknown"},
                                               {c.open(), "open"}}) {
                if (number != 0)
                    parts << QStringLiteral("%1 %2").arg(number).arg(QLatin1StringView(word));
            }
            return parts.join(QStringLiteral(", "));
        }
        QString reasons() const
        {
            QStringList words;
            for (const UndoRow &row : stayed)
                words << row.preimage.key.label() + QLatin1Char(' ') + undoReasonWord(row.end.reason);
            words.sort();
            return words.join(QStringLiteral(", "));
        }
    };

    Undone undo(const QString &runId, const std::function<void(UndoRun &)> &meanwhile = {})
    {
        UndoPace pace{.rowsAtOnce = 3, .page = 5, .report = quickPace(OnTrouble::GiveUp).report};
        UndoRun undo({client, ledger, &mirror, {}}, runId, pace);
        Undone result;
        std::optional<UndoSummary> end;
        QObject::connect(&undo, &UndoRun::planned, &undo,
                         [&undo] { undo.apply(undo.plan().hash, QStringLiteral("tester")); });
        QObject::connect(&undo, &UndoRun::planFailed, &undo, [&end](const Error &error) {
            end = UndoSummary{UndoState::Broken, {}, error};
        });
        QObject::connect(&undo, &UndoRun::rowStayed, &undo, [&result](const UndoRow &row) { result.stayed << row; });
        QObject::connect(&undo, &UndoRun::progressed, &undo, [&](const UndoCounts &c) {
            result.adds = result.adds && std::min({c.reverted, c.kept, c.couldNot, c.unknown, c.open()}) >= 0;
            if (meanwhile)
                meanwhile(undo);
        });
        QObject::connect(&undo, &UndoRun::finished, &undo, [&end](const UndoSummary &summary) { end = summary; });
        undo.prepare();
        [&end] { QTRY_VERIFY_WITH_TIMEOUT(end, 60'000); }();
        result.summary = end.value_or(UndoSummary());
        return result;
    }

    /// By the service, not the mirror.
    std::optional<keyban::Passport> passport(const QString &number)
    {
        const auto page = awaited(client.listPassports({}, 1));
        for (const keyban::Passport &each : page ? page->rows : QList<keyban::Passport>()) {
            if (each.key.label() == number)
                return each;
        }
        return std::nullopt;
    }
    void edit(const QString &number, const QByteArray &data)
    {
        const auto there = passport(number);
        const keyban::PassportPatch patch{.data = json::parse(data).value(), .certifiedPaths = std::nullopt};
        [&] { QVERIFY(there && awaited(client.updatePassport(there->id, patch)).ok()); }();
    }
    void remove(const QString &number)
    {
        const auto there = passport(number);
        [&] {
            QVERIFY(there &&
                    awaited(client.deletePassport(there->id, Confirmation::afterReview(keyban::calls::deletePassport,
                                                                                       QStringLiteral("test"))))
                        .ok());
        }();
    }
    void publish(const QString &number)
    {
        const QList<keyban::Filter> one{{keyban::FilterField::Granularity, QStringLiteral("model")},
                                        {keyban::FilterField::ModelNumber, number}};
        [&] {
            QVERIFY(awaited(client.publishPassports(one, Confirmation::afterReview(keyban::calls::publishPassports,
                                                                                   QStringLiteral("test"))))
                        .ok());
        }();
    }

    /// From now on the ledger can't be written where `event` says.
    void fillLedger(const QString &event)
    {
        const QString name = QStringLiteral("filler");
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
            database.setDatabaseName(ledger.path());
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(
                QStringLiteral("CREATE TRIGGER full BEFORE %1 BEGIN SELECT RAISE(ABORT, 'full'); END").arg(event)));
        }
        QSqlDatabase::removeDatabase(name);
    }
};

} // namespace chancery::test
