// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardtest.h"

#include <QSqlDatabase>
#include <QSqlQuery>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Batches of awards, against the sandbox.
class TestAwardRun : public AwardTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void aFileTellsAllThatIsWrong();
    void withoutAColumnNothingIsRead();
    void theSameBatchIsMintedOnceHoweverItsFileLooks();
    void identicalLinesAreBothMinted();
    void anotherBatchOfTheSameContentAsksFirst();
    void aRewrittenBatchAsksFirst();
    void aBatchIsCarriedOnWithoutItsFile();
    void aBatchIsNotCarriedOnElsewhere();
    void twoConsolesShareNoBatch();
    void withoutALedgerNothingIsSent();
    void theTotalHasToBeRight();
    void aStoppedBatchIsCarriedOn();
    void aPausedBatchGoesOn();
    void aDroppedBatchIsCarriedOn();
    void aLostLineIsUnknownUntilItsOrderShows();
    void whatFailedIsExportedAndMintedLater();
    void theDailyLimitEndsIt();
};

void TestAwardRun::aFileTellsAllThatIsWrong()
{
    const AwardFile bad = file(row(0, 5) + row(1, 0) + "someone@example.org,5,test\n" + row(2, 7, "") + row(0, 5) +
                               m_bench->accounts[0].toUtf8() + ",1.5,test\n");

    QList<QPair<qint64, AwardFault>> found;
    for (const AwardFinding &finding : bad.findings)
        found << qMakePair(finding.line, finding.fault);
    QCOMPARE(found, (QList<QPair<qint64, AwardFault>>{{3, AwardFault::AmountUnusable},
                                                      {4, AwardFault::AccountUnusable},
                                                      {5, AwardFault::ReasonMissing},
                                                      {6, AwardFault::Repeats},
                                                      {7, AwardFault::AmountUnusable}}));
    QCOMPARE(bad.lines.size(), 2);
    QCOMPARE(bad.total(), 10);
    QCOMPARE(bad.errors(), 4);
}

void TestAwardRun::withoutAColumnNothingIsRead()
{
    const AwardFile noAmount = read("account,reason\nacc,test\n").value();

    QVERIFY(!noAmount.isSendable());
    QCOMPARE(noAmount.findings.first().fault, AwardFault::ColumnMissing);
    QCOMPARE(noAmount.findings.first().column, u"amount"_s);
    QCOMPARE(read("account,amount,reason\nacc,1,test\n", u" "_s).error().cause, Cause::SettingMissing);
}

void TestAwardRun::theSameBatchIsMintedOnceHoweverItsFileLooks()
{
    const AwardReport first = run(orderOf(file(row(0, 5) + row(1, 6) + row(2, 7))));
    const AwardFile reordered =
        read("Points,note,Account ID,reason\n7,x," + m_bench->accounts[2].toUtf8() + ",test\n5,y," +
                 m_bench->accounts[0].toUtf8() + ",test\n6,z," + m_bench->accounts[1].toUtf8() + ",test\n",
             spring, u"renamed.csv"_s)
            .value();

    const AwardReport second = run(orderOf(reordered));
    const AwardReport third = run(orderOf(reordered));

    QCOMPARE(first.counts.done, 3);
    QCOMPARE(first.counts.before, 0);
    QCOMPARE(second.counts.before, 3);
    QCOMPARE(third.counts.before, 3);
    QCOMPARE(m_bench->minted(), 18);
    QCOMPARE(m_bench->sumOfDone(), 18);
}

void TestAwardRun::identicalLinesAreBothMinted()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(0, 5)));

    QCOMPARE(run(order).counts.done, 3);
    QCOMPARE(run(order).counts.before, 3);
    QCOMPARE(m_bench->minted(), 16);
}

void TestAwardRun::anotherBatchOfTheSameContentAsksFirst()
{
    run(orderOf(file(row(0, 5) + row(1, 6))));
    AwardOrder summer = orderOf(file(row(1, 6, "summer") + row(0, 5, "summer"), u"summer"_s));

    const AwardReport barred = run(summer);

    QCOMPARE(barred.bar, AwardBar::SameContent);
    QCOMPARE(barred.sameAs, QStringList{spring});
    QCOMPARE(barred.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 11);
    summer.sameAs = barred.sameAs;
    QCOMPARE(run(summer).counts.done, 2);
    QCOMPARE(m_bench->minted(), 22);
}

void TestAwardRun::theTotalHasToBeRight()
{
    AwardOrder order = orderOf(file(row(0, 5)));
    order.confirmed = 6;

    QCOMPARE(run(order).bar, AwardBar::TotalWrong);
    QCOMPARE(m_bench->minted(), 0);
}

void TestAwardRun::aStoppedBatchIsCarriedOn()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7)));

    const AwardReport stopped = run(order, [](AwardRun &run) { run.stop(); });

    QVERIFY(stopped.isStopped);
    QCOMPARE(stopped.counts.done, 1);
    QCOMPARE(stopped.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 5);
    QCOMPARE(run(order).counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
}

void TestAwardRun::aPausedBatchGoesOn()
{
    AwardRun run(m_bench->parts());
    std::optional<AwardReport> report;
    connect(&run, &AwardRun::ended, &run, [&](const AwardReport &end) { report = end; });
    connect(&run, &AwardRun::progressed, &run, [&] {
        if (run.counts().ended() == 1)
            run.pause();
    });
    run.start(orderOf(file(row(0, 5) + row(1, 6))));
    QTRY_COMPARE(run.counts().done, 1);
    m_bench->settleDown();
    QCOMPARE(m_bench->minted(), 5);

    run.proceed();

    QTRY_VERIFY(report.has_value());
    QCOMPARE(report->counts.done, 2);
}

void TestAwardRun::aDroppedBatchIsCarriedOn()
{
    m_bench->manners(R"({"orders":"late"})");
    m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":2,"effect":"resetAfter"}])");
    const QList<std::chrono::milliseconds> patient{std::chrono::minutes(5)};
    const auto usual = std::exchange(m_bench->patience.waits, patient);
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7)));
    {
        AwardRun dropped(m_bench->parts());
        dropped.start(order);
        QTRY_COMPARE(m_bench->records().size(), 2);
    }
    m_bench->patience.waits = usual;
    m_sandbox->setFaults("[]");
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");

    const AwardReport report = run(order);

    QCOMPARE(report.counts.done, 3);
    QCOMPARE(report.counts.before, 1);
    QCOMPARE(m_bench->minted(), 18);
}

void TestAwardRun::aBatchIsCarriedOnWithoutItsFile()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6) + row(2, 7)));
    const AwardReport stopped = run(order, [](AwardRun &run) { run.stop(); });
    const auto batch = valueOf(m_bench->ledger->awardBatches({.id = stopped.batchId})).value(0);
    QCOMPARE(batch.state, QString(runstate::stopped));
    QCOMPARE(batch.done, 1);
    QCOMPARE(batch.notSent, 2);
    QVERIFY(QFile::remove(order.file.path));

    const AwardReport report = run(chancery::orderOf(batch, valueOf(m_bench->ledger->awardLines(batch.id))));

    QCOMPARE(report.batchId, stopped.batchId);
    QCOMPARE(report.counts.done, 3);
    QCOMPARE(m_bench->minted(), 18);
    const QList<AwardBatchRecord> batches = valueOf(m_bench->ledger->awardBatches({}));
    QCOMPARE(batches.size(), 1);
    QCOMPARE(batches.first().state, QString(runstate::finished));
    QCOMPARE(batches.first().pointsDone, 18);
    QCOMPARE(batches.first().file, u"a.csv"_s);
    QCOMPARE(batches.first().fileSha256, order.file.sha256);
}

void TestAwardRun::aBatchIsNotCarriedOnElsewhere()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6)));
    const AwardReport stopped = run(order, [](AwardRun &run) { run.stop(); });
    auto batch = valueOf(m_bench->ledger->awardBatches({.id = stopped.batchId})).value(0);
    const auto lines = valueOf(m_bench->ledger->awardLines(batch.id));
    batch.service = u"https://other.test"_s;

    const AwardReport report = run(chancery::orderOf(batch, lines));

    QVERIFY(report.error);
    QCOMPARE(report.error->cause, Cause::RunElsewhere);
    QVERIFY(report.batchId.isEmpty());
    QCOMPARE(m_bench->minted(), 5);
    QCOMPARE(valueOf(m_bench->ledger->awardBatches({})).size(), 1);
}

void TestAwardRun::twoConsolesShareNoBatch()
{
    const AwardOrder order = orderOf(file(row(0, 5) + row(1, 6)));
    AwardRun first(m_bench->parts());
    std::optional<AwardReport> ended;
    connect(&first, &AwardRun::ended, &first, [&](const AwardReport &end) { ended = end; });
    connect(&first, &AwardRun::progressed, &first, [&] {
        if (first.counts().ended() == 1)
            first.pause();
    });
    first.start(order);
    QTRY_COMPARE(first.counts().done, 1);

    const AwardReport second = run(order);

    QCOMPARE(second.error->cause, Cause::RunTaken);
    QCOMPARE(second.counts.done, 1);
    QCOMPARE(second.counts.notSent, 1);
    QCOMPARE(m_bench->minted(), 5);
    first.proceed();
    QTRY_VERIFY(ended.has_value());
    QCOMPARE(ended->counts.done, 2);
    QCOMPARE(m_bench->minted(), 11);
}

void TestAwardRun::withoutALedgerNothingIsSent()
{
    const AwardOrder order = orderOf(file(row(0, 5)));
    const QString name = u"other"_s;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        other.setDatabaseName(m_bench->ledger->path());
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(u"CREATE TRIGGER full BEFORE INSERT ON award_line BEGIN SELECT RAISE(ABORT, "
                                      "'disk'); END"_s));
    }
    QSqlDatabase::removeDatabase(name);

    const AwardReport report = run(order);

    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(report.counts.notSent, 1);
    QVERIFY(report.batchId.isEmpty());
    QCOMPARE(m_bench->minted(), 0);
    QVERIFY(m_bench->records().isEmpty());
}

void TestAwardRun::aRewrittenBatchAsksFirst()
{
    run(orderOf(file(row(0, 5, "sprign"))));

    QCOMPARE(run(orderOf(file(row(0, 5, "spring")))).sameAs, QStringList{spring});
    QCOMPARE(m_bench->minted(), 5);
}

void TestAwardRun::aLostLineIsUnknownUntilItsOrderShows()
{
    m_bench->manners(R"({"orders":"late"})");
    m_bench->fault("\"resetAfter\"");
    const AwardOrder order = orderOf(file(row(0, 5) + row(0, 5) + row(1, 6)));

    const AwardReport lost = run(order);

    QCOMPARE(lost.outcomes[0].outcome, RowOutcome::Unknown);
    QCOMPARE(lost.outcomes[1].outcome, RowOutcome::NotSent); // as much for the same account
    QCOMPARE(lost.outcomes[1].why, mintWhyWord(MintWhy::Unresolved));
    QCOMPARE(lost.outcomes[2].outcome, RowOutcome::Done);
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");
    QCOMPARE(run(order).counts.done, 3);
    QCOMPARE(m_bench->minted(), 16);
}

void TestAwardRun::whatFailedIsExportedAndMintedLater()
{
    m_bench->fault(R"("status","status":422)");
    const AwardFile both = file(row(0, 5) + row(0, 5));
    const AwardReport failed = run(orderOf(both));
    QCOMPARE(failed.counts.failed, 1);
    const QString path = m_bench->folder.filePath(u"rest.csv"_s);
    QCOMPARE(exportAwards(both, {{failed.outcomes[0].line, u"failed"_s, u"=refused"_s}}, path).value(), 1);
    AwardOrder rest = orderOf(readAwardFile({.file = path, .batch = spring}).value());

    QCOMPARE(run(rest).counts.failed, 1); // not by itself
    rest.afterFailure = AfterFailure::MintAgain;
    QCOMPARE(run(rest).counts.done, 1);

    QCOMPARE(run(orderOf(both)).counts.before, 2);
    QCOMPARE(m_bench->minted(), 10);
}

void TestAwardRun::theDailyLimitEndsIt()
{
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.profileDay = 12})));

    const AwardReport report = run(orderOf(file(row(0, 5) + row(1, 6) + row(2, 7) + row(3, 1))));

    QVERIFY(report.isStopped);
    QCOMPARE(report.counts.done, 2);
    QCOMPARE(report.outcomes[2].why, mintWhyWord(MintWhy::OverProfileDay));
    QCOMPARE(report.counts.notSent, 2);
    QCOMPARE(m_bench->minted(), 11);
}

QTEST_GUILESS_MAIN(TestAwardRun)
#include "tst_awardrun.moc"
