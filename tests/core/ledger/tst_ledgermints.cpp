// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/ledger/schema.h"
#include "ledgermintstest.h"

#include <QElapsedTimer>
#include <QTest>
#include <QUuid>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

/// Points in the ledger: what is meant is there before it is sent, and within its limits.
class TestLedgerMints : public LedgerMintsTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void aMintIsReadBack();
    void anUnknownMintAsksFirst();
    void aMintUnderWayIsNotDoubled();
    void aMintOfADeadProcessIsUnknown();
    void aLineOfABatchIsMintedOnce();
    void whatWasNotMintedMayBeMintedUnderItsKey();
    void mintsAreFilteredAndReadPageByPage();
    void aKnownEndStays();
    void whatWasSeenAtTheLossStays();
    void withoutAReasonNothingIsWritten();
    void theAuditLogNamesTheAccountAlone();
    void aLedgerOfTheSeventhVersionIsLifted();
    void onAFullDiskNothingIsSent();
};

void TestLedgerMints::aMintIsReadBack()
{
    const MintIntent intent = sampleMint();
    QCOMPARE(intend(intent).bar, MintBar::None);
    QVERIFY(mints().first().isUnderWay);
    settle(intent, RowOutcome::Done);

    const MintRecord record = mints().first();

    QCOMPARE(record.intent, intent);
    QCOMPARE(record.end, ended(RowOutcome::Done));
    QVERIFY(record.settled.isValid() && !record.isUnderWay);
    QCOMPARE(valueOf(ledger->mints({.which = MintQuery::Which::Unresolved})).size(), 0);
    QCOMPARE(valueOf(ledger->mints({.accountId = u"a-2"_s})).size(), 0);
    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
}

void TestLedgerMints::anUnknownMintAsksFirst()
{
    const MintIntent lost = sampleMint();
    QCOMPARE(intend(lost).bar, MintBar::None);
    settle(lost, RowOutcome::Unknown);

    const MintAdmission asked = intend(sampleMint());
    auto knowing = sampleMint();
    knowing.despite = {lost.id};

    QCOMPARE(asked.bar, MintBar::Unresolved);
    QCOMPARE(asked.blocking.size(), 1);
    QCOMPARE(asked.blocking.first().intent.id, lost.id);
    QCOMPARE(intend(sampleMint(601)).bar, MintBar::None);
    QCOMPARE(intend(sampleMint(600, u"a-2"_s)).bar, MintBar::None);
    QCOMPARE(intend(knowing).bar, MintBar::None);
    settle(lost, RowOutcome::Failed);
    settle(knowing, RowOutcome::Unknown);
    auto stale = sampleMint();
    stale.despite = {lost.id};
    QCOMPARE(intend(stale).bar, MintBar::Unresolved);
}

void TestLedgerMints::aMintUnderWayIsNotDoubled()
{
    const MintIntent first = sampleMint();
    QCOMPARE(intend(first).bar, MintBar::None);
    Ledger other(ledger->path());
    QVERIFY(awaited(other.open()));
    auto despite = sampleMint();
    despite.despite = {first.id};

    QCOMPARE(valueOf(other.intendMint(sampleMint())).bar, MintBar::UnderWay);
    QCOMPARE(valueOf(other.intendMint(despite)).bar, MintBar::UnderWay);
}

void TestLedgerMints::aMintOfADeadProcessIsUnknown()
{
    const MintIntent intent = sampleMint();
    QCOMPARE(intend(intent).bar, MintBar::None);
    reopen();

    const MintRecord record = mints().first();

    QCOMPARE(record.end.outcome, RowOutcome::Unknown);
    QCOMPARE(record.end.why, u"interrupted"_s);
    QVERIFY(!record.isUnderWay && !record.settled.isValid());
    QCOMPARE(intend(sampleMint()).bar, MintBar::Unresolved);
}

void TestLedgerMints::aLineOfABatchIsMintedOnce()
{
    auto line = sampleMint();
    line.batchId = u"spring"_s;
    line.line = 3;
    QCOMPARE(intend(line).bar, MintBar::None);
    settle(line, RowOutcome::Done);
    auto again = line; // of a file with other rows before it
    again.id = sampleMint().id;
    again.line = 7;
    auto next = again;
    next.idempotencyKey = sampleMint().idempotencyKey;

    QCOMPARE(intend(again).bar, MintBar::SameRecorded);
    QCOMPARE(intend(again).blocking.first().intent.id, line.id);
    QCOMPARE(intend(next).bar, MintBar::None);
}

void TestLedgerMints::whatWasNotMintedMayBeMintedUnderItsKey()
{
    const MintIntent first = sampleMint();
    QCOMPARE(intend(first).bar, MintBar::None);
    settle(first, RowOutcome::Failed);
    auto second = first;
    second.id = sampleMint().id;

    QCOMPARE(intend(second).bar, MintBar::None);
}

void TestLedgerMints::mintsAreFilteredAndReadPageByPage()
{
    for (int number = 1; number <= 5; ++number) {
        const MintIntent mint = sampleMint(number, number % 2 == 0 ? u"a-2"_s : u"a-1"_s);
        QCOMPARE(intend(mint).bar, MintBar::None);
        settle(mint, number == 5 ? RowOutcome::NotSent : RowOutcome::Done);
    }
    const auto points = [this](const MintQuery &query) {
        QList<qint64> found;
        for (const MintRecord &record : valueOf(ledger->mints(query)))
            found << record.intent.points;
        return found;
    };

    QCOMPARE(points({.limit = 2}), (QList<qint64>{5, 4}));
    QCOMPARE(points({.limit = 2, .before = 4}), (QList<qint64>{3, 2}));
    QCOMPARE(points({.accountId = u"a-2"_s}), (QList<qint64>{4, 2}));
    QCOMPARE(points({.which = MintQuery::Which::NotSent}), QList<qint64>{5});
    QCOMPARE(points({.user = u"first"_s, .which = MintQuery::Which::Done, .after = 2}), (QList<qint64>{4, 3}));
    QCOMPARE(points({.user = u"second"_s}), QList<qint64>());
}

void TestLedgerMints::aKnownEndStays()
{
    const MintIntent intent = sampleMint();
    QCOMPARE(intend(intent).bar, MintBar::None);
    settle(intent, RowOutcome::Done);

    QCOMPARE(awaited(ledger->settleMint(intent.id, ended(RowOutcome::Failed))).error().cause, Cause::AlreadyRecorded);
    QCOMPARE(awaited(ledger->settleMint(u"none"_s, ended(RowOutcome::Done))).error().cause, Cause::RunUnknown);
    QCOMPARE(awaited(ledger->intendMint(intent)).error().cause, Cause::AlreadyRecorded);
}

void TestLedgerMints::whatWasSeenAtTheLossStays()
{
    const MintIntent intent = sampleMint();
    QCOMPARE(intend(intent).bar, MintBar::None);
    MintEnd lost = ended(RowOutcome::Unknown);
    lost.lost = QDateTime::fromString(u"2026-04-01T05:06:07.008Z"_s, Qt::ISODateWithMs);
    lost.balanceLost = u"17"_s;
    QVERIFY(awaited(ledger->settleMint(intent.id, lost)));
    settle(intent, RowOutcome::Done);

    QCOMPARE(mints().first().end.lost, lost.lost);
    QCOMPARE(mints().first().end.balanceLost, u"17"_s);
}

void TestLedgerMints::withoutAReasonNothingIsWritten()
{
    auto intent = sampleMint();
    intent.reason = u"  "_s;

    QCOMPARE(intend(intent).bar, MintBar::ReasonMissing);
    QVERIFY(mints().isEmpty());
    QVERIFY(valueOf(ledger->auditEntries({})).isEmpty());
}

void TestLedgerMints::theAuditLogNamesTheAccountAlone()
{
    const MintIntent intent = sampleMint();
    QCOMPARE(intend(intent).bar, MintBar::None);
    settle(intent, RowOutcome::Unknown);
    MintEnd word = ended(RowOutcome::Failed);
    word.closedBy = u"second"_s;
    QVERIFY(awaited(ledger->settleMint(intent.id, word)));
    setLimits({.action = 7});

    const QList<AuditEntry> entries = valueOf(ledger->auditEntries({}));

    QStringList events;
    for (const AuditEntry &entry : entries)
        events << entry.event;
    events.sort();
    QCOMPARE(events, QStringList({u"mint.closed"_s, u"mint.intended"_s, u"mint.limitsSet"_s, u"mint.settled"_s}));
    QVERIFY(!valueOf(ledger->verifyAudit()).broken);
}

void TestLedgerMints::aLedgerOfTheSeventhVersionIsLifted()
{
    const QString path = folder->filePath(u"old.sqlite"_s);
    {
        SqliteConnection old(ledgerFile(path));
        QVERIFY(old.open(ledgerMigrations().first(7)));
    }
    Ledger lifted(path);

    QVERIFY(awaited(lifted.open()));
    QCOMPARE(valueOf(lifted.intendMint(sampleMint())).bar, MintBar::None);
}

void TestLedgerMints::onAFullDiskNothingIsSent()
{
    QVERIFY(OtherProgram(ledger->path())
                .run(u"CREATE TRIGGER full BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'disk'); END"_s));

    const auto refused = awaited(ledger->intendMint(sampleMint()));

    QVERIFY(!refused);
    QVERIFY(OtherProgram(ledger->path()).run(u"DROP TRIGGER full"_s));
    QVERIFY(mints().isEmpty());
}

QTEST_GUILESS_MAIN(TestLedgerMints)
#include "tst_ledgermints.moc"
