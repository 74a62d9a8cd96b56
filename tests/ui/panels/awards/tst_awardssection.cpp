// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardsbench.h"
#include "tests/core/ledger/ledgertest.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>

#include <csignal>
#include <sys/resource.h>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QString lines = u"batchLines"_s;

/// No file of this process grows while it lives, as on a full disk.
class FullDisk
{
public:
    FullDisk()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        if (::getrlimit(RLIMIT_FSIZE, &m_before) != 0)
            qFatal("no limit to be read");
        rlimit none = m_before;
        none.rlim_cur = 1;
        if (::setrlimit(RLIMIT_FSIZE, &none) != 0)
            qFatal("no limit to be set");
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};

} // namespace

/// Batches of awards in the window: how they run, end and are carried on.
class TestAwardsSection : public AwardsBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void withoutABatchItSaysWhatOneIs();
    void aBatchIsMintedAndListed();
    void stoppedInTheMiddleItIsResumed();
    void pausedItSendsNothingUntilItGoesOn();
    void theSameContentAsksFirst();
    void whoThinksAgainMintsNothingTwice();
    void lostAnswersAreUnknownUntilTheirOrdersShow();
    void whatFailedIsExported();
    void theDailyLimitSaysWhatToDo();
    void aPauseThatTheServiceAsksForIsSaid();
    void aFullLedgerSendsNothing();
    void whileItRunsNothingIsReadOfTheLedger();
    void typingInTheFilterTellsNothingAnew();
    void aRunningBatchIsToldBeforeTheWindowCloses();
    void theListIsNarrowedByText();
    void linesAreNarrowedByOutcome();
    void aConnectionThatMayOnlyReadMintsNothing();

private:
    /// Each mint takes so long.
    void slowDown(int ms)
    {
        m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","effect":"delay","ms":)" + QByteArray::number(ms) +
                             "}]");
    }
    void waitForEnd()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!isRunning(), 60'000);
        QTRY_VERIFY(!headline().isEmpty());
    }
    /// Whether looking for what is unknown finds all that the service has.
    bool isAllFound()
    {
        for (const MintRecord &record : m_bench->records()) {
            if (record.end.outcome == RowOutcome::Unknown)
                m_bench->reconcile(record);
        }
        return m_bench->minted() == m_bench->sumOfDone();
    }
    /// Nothing was sent for a moment.
    bool isAtRest()
    {
        const QList<MintRecord> before = m_bench->records();
        m_bench->settleDown();
        return m_bench->records() == before && m_bench->minted() == m_bench->sumOfDone();
    }
    QString state() { return cell(u"awardsTable"_s, 0, 5); }
};

void TestAwardsSection::withoutABatchItSaysWhatOneIs()
{
    QVERIFY(isShown(u"awardsEmpty"_s));
    QVERIFY(canClick(u"newBatch"_s));

    click(u"newBatch"_s);

    QTRY_VERIFY(dialog());
    QCOMPARE(dialog()->objectName(), u"newBatchDialog"_s);
}

void TestAwardsSection::aBatchIsMintedAndListed()
{
    mint(file(row(0, 5) + row(1, 6) + row(2, 7)), u"18"_s);

    QVERIFY2(headline().contains(u"3 done") && headline().contains(u"18 points"), qPrintable(headline()));
    QCOMPARE(m_bench->minted(), 18);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
    QTRY_COMPARE(cell(u"awardsTable"_s, 0, 0), u"spring"_s);
    QTRY_COMPARE(cell(u"awardsTable"_s, 0, 6), u"3 done"_s);
    QTRY_COMPARE(state(), u"Ended"_s);
    QTRY_COMPARE(rowsOf(lines), 3);
    QTRY_COMPARE(cell(lines, 1, 1), m_bench->accounts[1]);
    QTRY_COMPARE(cell(lines, 1, 3), u"Done"_s);
    QTRY_COMPARE(tile(u"awardsDone"_s), 3);
    QVERIFY(!isShown(u"resumeBatch"_s) && !isShown(u"exportBatch"_s) && !isShown(u"stopBatch"_s));
}

void TestAwardsSection::stoppedInTheMiddleItIsResumed()
{
    slowDown(100);
    confirm(file(rows(20)), u"210"_s);
    QTRY_VERIFY(tile(u"awardsDone"_s) >= 2);
    QTRY_COMPARE(state(), u"Running"_s);

    click(u"stopBatch"_s);
    waitForEnd();

    const int done = tile(u"awardsDone"_s);
    QVERIFY(done >= 2 && done < 20);
    QTRY_COMPARE(state(), u"Stopped"_s);
    QTRY_COMPARE(tile(u"awardsNotSent"_s), 20 - done);
    QCOMPARE(m_bench->minted(), m_bench->sumOfDone());
    QVERIFY2(remedy().contains(u"Resume carries on"), qPrintable(remedy()));
    m_sandbox->setFaults("[]");
    click(u"resumeBatch"_s);
    waitForEnd();
    QTRY_COMPARE(tile(u"awardsDone"_s), 20);
    QCOMPARE(m_bench->minted(), 210);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
}

void TestAwardsSection::pausedItSendsNothingUntilItGoesOn()
{
    slowDown(50);
    confirm(file(rows(10)), u"55"_s);
    QTRY_VERIFY(tile(u"awardsDone"_s) >= 1);

    click(u"pauseBatch"_s);
    QTRY_COMPARE(state(), u"Paused"_s);
    QTRY_VERIFY(isAtRest());

    QVERIFY(m_bench->minted() < 55);
    QVERIFY(isRunning());
    click(u"pauseBatch"_s);
    waitForEnd();
    QCOMPARE(m_bench->minted(), 55);
}

void TestAwardsSection::theSameContentAsksFirst()
{
    mint(file(row(0, 5) + row(1, 6)), u"11"_s);

    confirm(file(row(1, 6) + row(0, 5), u"april.csv"_s), u"11"_s);
    QTRY_VERIFY(dialog() && dialog()->objectName() == u"serviceQuestion");
    QVERIFY(text(u"consequence"_s).contains(u"“spring” gave as much"));
    QCOMPARE(m_bench->minted(), 11);
    click(u"questionConfirm"_s);

    QTRY_VERIFY_WITH_TIMEOUT(!isRunning() && headline().startsWith(u"april: 2 awards: 2 done"), 60'000);
    QCOMPARE(m_bench->minted(), 22);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 2);
}

void TestAwardsSection::whoThinksAgainMintsNothingTwice()
{
    mint(file(row(0, 5) + row(1, 6)), u"11"_s);
    confirm(file(row(1, 6) + row(0, 5), u"april.csv"_s), u"11"_s);
    QTRY_VERIFY(dialog() && dialog()->objectName() == u"serviceQuestion");

    click(u"questionCancel"_s);

    QTRY_VERIFY(!dialog());
    QVERIFY(!isRunning());
    QCOMPARE(m_bench->minted(), 11);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
}

void TestAwardsSection::lostAnswersAreUnknownUntilTheirOrdersShow()
{
    m_bench->manners(R"({"orders":"late"})");
    m_bench->fault("\"resetAfter\"");

    mint(file(row(0, 5) + row(1, 6)), u"11"_s);

    QVERIFY2(headline().contains(u"1 unknown"), qPrintable(headline()));
    QTRY_COMPARE(tile(u"awardsUnknown"_s), 1);
    QTRY_COMPARE(cell(lines, 0, 3), u"Unknown"_s);
    QTRY_COMPARE(cell(lines, 0, 4), u"The answer was lost."_s);
    QTRY_VERIFY(isShown(u"exportBatch"_s));
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");
    click(u"resumeBatch"_s);
    waitForEnd();
    QTRY_COMPARE(tile(u"awardsDone"_s), 2);
    QCOMPARE(m_bench->minted(), 11);
}

void TestAwardsSection::whatFailedIsExported()
{
    m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":2,"effect":"status","status":422}])");
    mint(file(row(0, 5) + row(1, 6) + row(2, 7)), u"18"_s);
    QTRY_COMPARE(tile(u"awardsFailed"_s), 1);
    const QString path = m_bench->folder.filePath(u"rest.csv"_s);

    m_section->exportTo(path);

    QTRY_VERIFY(headline().contains(u"1 row was written"));
    QFile rest(path);
    QVERIFY(rest.open(QIODevice::ReadOnly));
    const QByteArray content = rest.readAll();
    const QByteArray failed = m_bench->accounts[1].toUtf8() + ",6,raffle,chancery-award-";
    QVERIFY2(content.contains(failed) && content.contains("failed"), content.constData());
    m_section->exportTo(u"/none/such/rest.csv"_s);
    QTRY_VERIFY(headline().contains(u"rest.csv"));
}

void TestAwardsSection::theDailyLimitSaysWhatToDo()
{
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.profileDay = 12})));

    mint(file(row(0, 5) + row(1, 6) + row(2, 7)), u"18"_s);

    QVERIFY2(remedy().contains(u"daily limit of this connection is used up") && remedy().contains(u"Limits…"),
             qPrintable(remedy()));
    QCOMPARE(m_bench->minted(), 11);
    QTRY_COMPARE(cell(lines, 2, 3), u"Not sent"_s);
    QTRY_VERIFY(canClick(u"resumeBatch"_s));
    QVERIFY(awaited(m_bench->ledger->setMintLimits(m_bench->author, {.profileDay = 100})));
    click(u"resumeBatch"_s);
    waitForEnd();
    QTRY_COMPARE(tile(u"awardsDone"_s), 3);
}

void TestAwardsSection::aPauseThatTheServiceAsksForIsSaid()
{
    m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":2,"effect":"status","status":429,)"
                         R"("retryAfter":"Wed, 21 Oct 2099 07:28:00 GMT"}])");
    QString said;
    connect(m_section.get(), &AwardsSection::statusChanged, this, [&](const QString &text) { said = text; });

    confirm(file(row(0, 5) + row(1, 6) + row(2, 7)), u"18"_s);

    QTRY_VERIFY2(said.startsWith(u"The service asked to wait. Going on in "), qPrintable(said));
    QVERIFY(isRunning());
    QTRY_VERIFY(canClick(u"stopBatch"_s));
    click(u"stopBatch"_s);
    waitForEnd();
    QCOMPARE(m_bench->minted(), 5);
    QCOMPARE(said, QString());
    QTRY_COMPARE(cell(lines, 2, 3), u"Not sent"_s);
}

void TestAwardsSection::aFullLedgerSendsNothing()
{
    const QString path = file(row(0, 5) + row(1, 6));
    {
        const FullDisk full;
        mint(path, u"11"_s);
    }

    QVERIFY2(headline().contains(u"2 not sent"), qPrintable(headline()));
    QVERIFY2(remedy().contains(u"ledger"), qPrintable(remedy()));
    QCOMPARE(m_bench->minted(), 0);
    mint(path, u"11"_s);
    QVERIFY(headline().contains(u"2 done"));
    QCOMPARE(m_bench->minted(), 11);
}

/// However many lines there are, a refresh costs what has changed since: no table of the ledger is needed for it.
void TestAwardsSection::whileItRunsNothingIsReadOfTheLedger()
{
    constexpr int count = 40;
    slowDown(100);
    confirm(file(rows(count)), u"820"_s);
    QTRY_VERIFY(tile(u"awardsDone"_s) >= 2);
    QTRY_COMPARE(rowsOf(lines), count);
    QTRY_COMPARE(cell(lines, 0, 3), u"Done"_s);
    const QAbstractItemModel *model = find<QAbstractItemView>(lines)->model();
    const QSignalSpy resets(model, &QAbstractItemModel::modelReset);
    const QSignalSpy changes(model, &QAbstractItemModel::dataChanged);
    const QString path = m_bench->ledger->path();
    QVERIFY(OtherProgram(path).run(u"ALTER TABLE award_line RENAME TO award_line_gone"_s));

    const int before = tile(u"awardsDone"_s);
    QTRY_VERIFY_WITH_TIMEOUT(cell(lines, before + 15, 3) == u"Done"_s, 60'000);

    QVERIFY2(headline().isEmpty(), qPrintable(headline()));
    QCOMPARE(resets.size(), 0);
    qsizetype changed = 0;
    for (const QList<QVariant> &change : changes)
        changed += change[1].toModelIndex().row() - change[0].toModelIndex().row() + 1;
    QVERIFY2(changed <= 2 * count, qPrintable(QString::number(changed))); // on its way, and ended
    QVERIFY(OtherProgram(path).run(u"ALTER TABLE award_line_gone RENAME TO award_line"_s));
    m_sandbox->setFaults("[]");
    waitForEnd();
    QTRY_COMPARE(tile(u"awardsDone"_s), count);
    QTRY_COMPARE(cell(lines, count - 1, 3), u"Done"_s);
    QCOMPARE(m_bench->minted(), 820);
}

void TestAwardsSection::typingInTheFilterTellsNothingAnew()
{
    mint(file(row(0, 5)), u"5"_s);
    QTRY_COMPARE(rowsOf(lines), 1);
    const QString told = headline();
    const QString path = m_bench->ledger->path();
    QVERIFY(OtherProgram(path).run(u"ALTER TABLE award_line RENAME TO award_line_gone"_s));

    type(u"awardsFilter"_s, u"spr"_s);
    QTRY_VERIFY(!find<QLineEdit>(u"awardsFilter"_s)->text().isEmpty());
    m_bench->settleDown();

    QCOMPARE(headline(), told); // neither gone nor another
    QCOMPARE(rowsOf(lines), 1);
}

void TestAwardsSection::aRunningBatchIsToldBeforeTheWindowCloses()
{
    slowDown(100);
    confirm(file(rows(10)), u"55"_s);
    QTRY_VERIFY(tile(u"awardsDone"_s) >= 1);
    QVERIFY(m_section->hasUnsavedWork());
    QVERIFY(m_section->unsavedWork().contains(u"“spring” is running"));

    build(); // it closes all the same, and opens anew
    m_bench->settleDown();
    m_sandbox->setFaults("[]");

    QVERIFY(!m_section->hasUnsavedWork());
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
    mint(file(rows(10)), u"55"_s);
    QTRY_VERIFY(tile(u"awardsDone"_s) >= 9);
    QTRY_VERIFY(isAllFound()); // the one that was on its way may arrive later than it is looked for, or never
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
}

void TestAwardsSection::theListIsNarrowedByText()
{
    mint(file(row(0, 5)), u"5"_s);
    mint(file(row(1, 9), u"summer.csv"_s), u"9"_s);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 2);
    QTRY_COMPARE(cell(u"awardsTable"_s, 0, 0), u"summer"_s); // the latest first

    type(u"awardsFilter"_s, u"SPR"_s);
    QTRY_COMPARE(rowsOf(u"awardsTable"_s), 1);
    QTRY_COMPARE(cell(u"awardsTable"_s, 0, 0), u"spring"_s);
    type(u"awardsFilter"_s, u"winter"_s);

    QTRY_VERIFY(isShown(u"awardsEmpty"_s));
    QVERIFY(isShown(u"awardsFilter"_s) && canClick(u"newBatch"_s));
}

void TestAwardsSection::linesAreNarrowedByOutcome()
{
    m_sandbox->setFaults(R"([{"method":"POST","path":"*/mint","nth":2,"effect":"status","status":422}])");
    mint(file(row(0, 5) + row(1, 6) + row(2, 7)), u"18"_s);

    find<QComboBox>(u"batchLinesOutcome"_s)->setCurrentText(u"Failed"_s);

    QTRY_COMPARE(rowsOf(lines), 1);
    QTRY_COMPARE(cell(lines, 0, 0), u"3"_s);
    find<QComboBox>(u"batchLinesOutcome"_s)->setCurrentIndex(0);
    QTRY_COMPARE(rowsOf(lines), 3);
}

void TestAwardsSection::aConnectionThatMayOnlyReadMintsNothing()
{
    build(GuardLevel::ReadOnly);

    QVERIFY(!canClick(u"newBatch"_s));
    m_section->newBatch(file(row(0, 5)));
    QVERIFY(!dialog());
}

QTEST_MAIN(TestAwardsSection)
#include "tst_awardssection.moc"
