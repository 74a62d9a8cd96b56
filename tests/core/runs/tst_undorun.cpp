// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/undobench.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;

/// Taking imports back at the real sandbox.
class TestUndoRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theServiceIsAsBefore_data();
    void theServiceIsAsBefore();
    void aNameAndADescriptionComeBack();
    void whatIsNotAsTheRunLeftItStays();
    void rowsThatTheRunDidNotChangeAreNoneOfItsRows();
    void withoutAPlanNothingComesBack();
    void aServiceWithoutDeletionKeepsTheDrafts();
    void findsOutWhatALostAnswerDid_data();
    void findsOutWhatALostAnswerDid();
    void whatCannotBeFoundOutIsUnknownUntilTheNextTime();
    void aRefusalIsToldInTheServicesWords();
    void stoppedItGoesOnLater();
    void aRevokedKeyEndsItBeforeAnythingIsTouched();
    void aFullLedgerSendsNothing();
    void withoutPreimagesOnDiskNoImportBegins();
    void aReadOnlyConnectionTakesNothingBack();
    void ofTwoAtOnceOneTakesItBack();
    void aRunThatIsRunningIsNotTakenBack();

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<SandboxUnderTest> m_sandbox;
};

namespace {

QByteArray thereBefore(Dialect dialect)
{
    return '[' + body(dialect, "A", "Lamp", R"("data":{"colour":"red","size":"4"},"certifiedPaths":["size"])") + ',' +
           body(dialect, "B", "Desk", R"("data":{"colour":"red"})") + ']';
}

QByteArray numberColumn(Dialect dialect)
{
    return dialect == Dialect::Flat ? "modelNumber" : "itemNumber";
}

QByteArray twoChangedTwoNew(Dialect dialect = Dialect::Flat)
{
    return numberColumn(dialect) + ",name,colour\nA,Lamp,blue\nB,Desk,blue\nC,Chair,green\nD,Stool,green\n";
}

} // namespace

void TestUndoRun::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
}

void TestUndoRun::theServiceIsAsBefore_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::newRow("flat") << Dialect::Flat;
    QTest::newRow("product") << Dialect::Product;
}

void TestUndoRun::theServiceIsAsBefore()
{
    QFETCH(Dialect, dialect);
    UndoBench bench(m_network, *m_sandbox, dialect);
    bench.give(thereBefore(dialect));
    const QByteArray before = m_sandbox->dump();

    const QString run = bench.import(twoChangedTwoNew(dialect));
    QCOMPARE(m_sandbox->passports(), 4);
    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"4 reverted"_s);
    QVERIFY(undone.adds);
    QCOMPARE(undone.summary.state, UndoState::Finished);
    QCOMPARE(m_sandbox->dump(), before);
    QCOMPARE(awaited(bench.mirror.page({}, 0, 10))->total, 2);
    const auto kept = awaited(bench.ledger.undoRecord(run));
    QCOMPARE(kept->state, QString(runstate::finished));
    QCOMPARE(kept->counts.reverted, 4);
    QCOMPARE(kept->user, u"tester"_s);
    QVERIFY(!awaited(bench.ledger.undoBasis(run))->counts.open());
}

void TestUndoRun::aNameAndADescriptionComeBack()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", R"("description":"Oak","data":{"colour":"red"})") + ',' +
               body(Dialect::Flat, "B", "Desk", R"("data":{"colour":"red"})") + ']');
    const QByteArray before = m_sandbox->dump();
    const QString run = bench.import("modelNumber,name,description,colour\nA,Desk lamp,Elm,blue\nB,Table,,blue\n");
    QCOMPARE(bench.passport(u"A"_s)->name, u"Desk lamp"_s);

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"2 reverted"_s);
    QCOMPARE(m_sandbox->dump(), before);
}

void TestUndoRun::whatIsNotAsTheRunLeftItStays()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give('[' + body(Dialect::Flat, "A", "Lamp", R"("data":{"colour":"red"})") + ',' +
               body(Dialect::Flat, "B", "Desk", R"("data":{"colour":"red"})") + ',' +
               body(Dialect::Flat, "C", "Chair", R"("data":{"colour":"red"})") + ',' +
               body(Dialect::Flat, "D", "Stool", R"("data":{"colour":"red"})") + ',' +
               body(Dialect::Flat, "P", "Public", published) + ']');
    const QString run = bench.import("modelNumber,name,description,colour\nA,Lamp,,blue\nB,Desk,,blue\nC,Chair,,blue\n"
                                     "D,Stool,New words,blue\nE,Bench,,blue\nF,Shelf,,blue\nG,Crate,,blue\n"
                                     "H,Hook,,blue\nP,Public,,blue\n");
    bench.edit(u"A"_s, R"({"colour":"blue","size":"9"})");
    bench.remove(u"B"_s);
    bench.edit(u"C"_s, R"({"colour":"red"})");
    bench.edit(u"E"_s, R"({"colour":"white"})");
    bench.remove(u"F"_s);
    bench.publish(u"G"_s);

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"3 reverted, 2 kept, 4 could not"_s);
    QCOMPARE(undone.reasons(), u"A editedSince, B deleted, D notCleared, E editedSince, G published, "
                               "P publishedBefore"_s);
    QCOMPARE(bench.passport(u"A"_s)->data[u"size"].toText(), u"9"_s);
    QCOMPARE(bench.passport(u"G"_s)->status, u"published"_s);
    QVERIFY(!bench.passport(u"H"_s));
}

void TestUndoRun::rowsThatTheRunDidNotChangeAreNoneOfItsRows()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give(thereBefore(Dialect::Flat));
    m_sandbox->setFaults(R"([{"method":"POST","path":"/keyban/v1/imports","nth":1,"effect":"status","status":422}])");
    const QString refused = bench.import(twoChangedTwoNew());
    m_sandbox->setFaults("[]");

    const auto undone = bench.undo(refused);

    QCOMPARE(undone.summary.counts.rows, 0);
    QCOMPARE(m_sandbox->passports(), 2);
}

void TestUndoRun::withoutAPlanNothingComesBack()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.importBlindly(twoChangedTwoNew());

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"4 could not"_s);
    QCOMPARE(awaited(bench.ledger.undoBasis(run))->withoutPreimage, 4);
    QCOMPARE(m_sandbox->passports(), 4);
}

void TestUndoRun::aServiceWithoutDeletionKeepsTheDrafts()
{
    SandboxUnderTest sandbox({u"--seed"_s, u"empty"_s, u"--rate"_s, u"0"_s, u"--era"_s, u"5"_s});
    UndoBench bench(m_network, sandbox, Dialect::Product);
    bench.give('[' + body(Dialect::Product, "A", "Lamp", R"("data":{"colour":"red"})") + ']');
    const QString run =
        bench.import("itemNumber,name,colour\nC,Chair,green\nD,Stool,green\nE,Bench,green\nA,Lamp,blue\n");

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"1 reverted, 3 could not"_s);
    QCOMPARE(undone.reasons(), u"C noDeletion, D noDeletion, E noDeletion"_s);
    QCOMPARE(sandbox.passports(), 4);
    QCOMPARE(bench.passport(u"A"_s)->data[u"colour"].toText(), u"red"_s);
}

void TestUndoRun::findsOutWhatALostAnswerDid_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char *effect : {"resetBefore", "resetAfter", "truncate", "garbage"})
        QTest::newRow(effect) << R"("effect":")" + QByteArray(effect) + '"';
    QTest::newRow("429") << QByteArray(R"("effect":"status","status":429,"retryAfter":0)");
    QTest::newRow("503") << QByteArray(R"("effect":"status","status":503)");
}

void TestUndoRun::findsOutWhatALostAnswerDid()
{
    QFETCH(QByteArray, fault);
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give(thereBefore(Dialect::Flat));
    const QByteArray before = m_sandbox->dump();
    const QString run = bench.import(twoChangedTwoNew());
    m_sandbox->setFaults(R"([{"method":"PATCH","path":"/keyban/v1/dpp/passports/*","nth":1,)" + fault +
                         R"(},{"method":"DELETE","path":"/keyban/v1/dpp/passports/*","nth":1,)" + fault + "}]");

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"4 reverted"_s);
    QCOMPARE(m_sandbox->dump(), before);
}

void TestUndoRun::whatCannotBeFoundOutIsUnknownUntilTheNextTime()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give(thereBefore(Dialect::Flat));
    const QByteArray before = m_sandbox->dump();
    const QString run = bench.import(twoChangedTwoNew());
    m_sandbox->setFaults(R"([{"method":"PATCH","path":"/keyban/v1/dpp/passports/*","effect":"resetBefore"}])");

    const auto first = bench.undo(run);
    m_sandbox->setFaults("[]");
    const auto second = bench.undo(run);

    QCOMPARE(first.text(), u"2 reverted, 2 unknown"_s);
    QCOMPARE(first.reasons(), u"A answerLost, B answerLost"_s);
    QCOMPARE(second.text(), u"4 reverted"_s);
    QCOMPARE(m_sandbox->dump(), before);
}

void TestUndoRun::aRefusalIsToldInTheServicesWords()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give(thereBefore(Dialect::Flat));
    const QString run = bench.import(twoChangedTwoNew());
    m_sandbox->setFaults(R"([{"method":"DELETE","path":"/keyban/v1/dpp/passports/*","effect":"status","status":409}])");

    const auto undone = bench.undo(run);

    QCOMPARE(undone.text(), u"2 reverted, 2 could not"_s);
    QCOMPARE(undone.stayed.first().end.reason, UndoReason::Refused);
    QVERIFY(!undone.stayed.first().end.detail.isEmpty());
}

void TestUndoRun::stoppedItGoesOnLater()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.import(modelsCsv(30));

    const auto first = bench.undo(run, [](UndoRun &undo) { undo.stop(); });
    const auto left = m_sandbox->passports();
    const auto second = bench.undo(run);

    QCOMPARE(first.summary.state, UndoState::Stopped);
    QVERIFY(first.summary.counts.open() > 0);
    QCOMPARE(left, first.summary.counts.open());
    QCOMPARE(second.text(), u"30 reverted"_s);
    QCOMPARE(m_sandbox->passports(), 0);
}

void TestUndoRun::aRevokedKeyEndsItBeforeAnythingIsTouched()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.import(twoChangedTwoNew());
    m_sandbox->post(u"credentials"_s, R"({"revoked":true})");

    const auto undone = bench.undo(run);
    m_sandbox->post(u"credentials"_s, R"({"revoked":false})");

    QCOMPARE(undone.summary.state, UndoState::Broken);
    QCOMPARE(undone.summary.error->kind, ErrorKind::Unauthorized);
    QCOMPARE(undone.text(), u"4 open"_s);
    QCOMPARE(awaited(bench.ledger.undoBasis(run))->counts.open(), 4);
    QCOMPARE(m_sandbox->passports(), 4);
}

void TestUndoRun::aFullLedgerSendsNothing()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.import(twoChangedTwoNew());
    bench.fillLedger(u"UPDATE ON import_preimage"_s);

    const auto undone = bench.undo(run);

    QCOMPARE(undone.summary.state, UndoState::Broken);
    QCOMPARE(undone.summary.error->kind, ErrorKind::Storage);
    QCOMPARE(m_sandbox->passports(), 4);
}

void TestUndoRun::withoutPreimagesOnDiskNoImportBegins()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    bench.give(thereBefore(Dialect::Flat));
    const QByteArray before = m_sandbox->dump();
    bench.fillLedger(u"INSERT ON import_preimage"_s);

    const QString run = bench.import(twoChangedTwoNew());

    QCOMPARE(m_sandbox->dump(), before);
    QCOMPARE(awaited(bench.ledger.run(run))->notSent, 4);
}

void TestUndoRun::aReadOnlyConnectionTakesNothingBack()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.import(twoChangedTwoNew());
    HttpClient http({m_network, bench.credential, bench.log},
                    {.base = m_sandbox->keyban(), .guard = Guard(GuardLevel::ReadOnly)});
    keyban::Client client(http, bench.client.settings());
    UndoRun undo({client, bench.ledger, nullptr, {}}, run);
    QSignalSpy finished(&undo, &UndoRun::finished);
    connect(&undo, &UndoRun::planned, &undo, [&undo] { undo.apply(undo.plan().hash, {}); });

    undo.prepare();

    QVERIFY(finished.wait());
    const auto summary = finished.first().first().value<UndoSummary>();
    QCOMPARE(summary.error->cause, Cause::ReadOnlyProfile);
    QCOMPARE(summary.counts.open(), 4);
    QCOMPARE(m_sandbox->passports(), 4);
}

void TestUndoRun::ofTwoAtOnceOneTakesItBack()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    const QString run = bench.import(twoChangedTwoNew());
    auto other = std::make_unique<Ledger>(bench.ledger.path());
    QVERIFY(awaited(other->open()));

    QVERIFY(awaited(other->beginUndo(run, u"elsewhere"_s)));
    const auto refused = bench.undo(run);
    other.reset(); // its process dies

    QCOMPARE(refused.summary.error->cause, Cause::RunTaken);
    QCOMPARE(m_sandbox->passports(), 4);
    QCOMPARE(awaited(bench.ledger.undoRecord(run))->state, QString(runstate::interrupted));
    QCOMPARE(bench.undo(run).text(), u"4 reverted"_s);
}

void TestUndoRun::aRunThatIsRunningIsNotTakenBack()
{
    UndoBench bench(m_network, *m_sandbox, Dialect::Flat);
    ImportRunRecord record;
    record.id = u"r"_s;
    QVERIFY(awaited(bench.ledger.beginRun(record)));

    QCOMPARE(awaited(bench.ledger.beginUndo(u"r"_s, {})).error().cause, Cause::RunTaken);
    QCOMPARE(awaited(bench.ledger.beginUndo(u"none"_s, {})).error().cause, Cause::RunUnknown);
}

QTEST_GUILESS_MAIN(TestUndoRun)
#include "tst_undorun.moc"
