// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/ledger/samples.h"
#include "tests/ui/imports/importsbench.h"

#include <QAbstractItemView>
#include <QListWidget>
#include <QSignalSpy>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The imports of the past, by their object names: what is kept of them, and what can still be done about them.
class TestImportHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void anUndoneImportIsMarked();
    void planAndOutcomeAreShownOffline();
    void anImportThatWasNotComparedSaysSo();
    void anImportKilledBeforeItWasComparedIsComparedWhenLookedAt();
    void readingTheSameImportAnewLeavesWhatIsSaidOfIt();
    void failedRowsOfAnEarlierImportAreMended();
    void failedRowsAreMendedThoughAnotherFileIsOpen();
    void aFileThatChangedSinceIsSaidAndTheRowsStayListed();
    void rowsThatFailedBeforeAnInterruptionAreListed();

private:
    template <class T>
    T *widget(const char *name) const
    {
        return m_bench->widget<T>(name);
    }
    void click(const char *name) const { m_bench->click(name); }
    QListWidget *history() const { return widget<QListWidget>("historyList"); }
    QStringList lines(int row) const { return history()->item(row)->text().split(u'\n'); }
    QStringList facts() const
    {
        QStringList all;
        const auto *story = widget<QListWidget>("storyList");
        for (int i = 0; i < story->count(); ++i)
            all << story->item(i)->text();
        return all;
    }
    /// A finished run of 990 rows.
    void keepRun(const QString &id, int second, const std::optional<PlanCounts> &plan = std::nullopt)
    {
        ImportRunRecord run = sampleRun(id);
        run.started = run.started.addSecs(second);
        run.plan = plan;
        run.planHash = plan ? u"ab12cd34"_s : QString();
        QVERIFY(awaited(m_bench->ledger.beginRun(run)));
        QVERIFY(awaited(m_bench->ledger.finish(id, {.completed = 990})));
    }
    /// A run of two rows that was taken back: the first came back, the second ended so.
    void keepUndone(const QString &id, int second, UndoOutcome end)
    {
        Ledger &ledger = m_bench->ledger;
        ImportRunRecord run = sampleRun(id);
        run.started = run.started.addSecs(second);
        QVERIFY(awaited(ledger.beginRun(run)));
        QVERIFY(awaited(ledger.intend(sampleIntent(id, 0, 2))));
        QVERIFY(awaited(ledger.settle(id, 0, {.completed = 2})));
        QVERIFY(awaited(ledger.finish(id, {.completed = 2})));
        QVERIFY(awaited(ledger.keepPreimages(
            id, {{.line = 2, .origin = RowOrigin::Created}, {.line = 3, .origin = RowOrigin::Created}})));
        QVERIFY(awaited(ledger.beginUndo(id, u"somebody"_s)));
        QVERIFY(awaited(ledger.settleUndo(id, {{2, UndoOutcome::Reverted, {}, {}}, {3, end, {}, {}}})));
        QVERIFY(awaited(ledger.finishUndo(id, runstate::finished)));
    }
    /// Anew, with so many runs.
    void reload(int runs)
    {
        m_bench->makePanel();
        QTRY_COMPARE(history()->count(), runs);
    }
    void choose(int row) const { Q_EMIT history()->itemActivated(history()->item(row)); }
    /// Sends a file of three rows, of which the service refuses the second; yields its path.
    QString sendWithARefusal(const QByteArray &prefix)
    {
        const QString path = m_bench->open("sku,name,network\n" + prefix + "1,Lamp,\n" + prefix +
                                           "2,Lamp,BaseSepolia\n" + prefix + "3,Lamp,\n");
        m_bench->send();
        [this] { QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000); }();
        return path;
    }
    QString shownMessage() const
    {
        const auto *said = m_bench->panel->findChild<QLabel *>(u"banner.headline"_s);
        return said->isVisible() ? said->text() : QString();
    }
    void showsTheRefusedRow() const
    {
        auto *grid = widget<QTableView>("fixGrid");
        QTRY_VERIFY(grid->isVisible() && grid->model()->rowCount() == 1);
        QTRY_COMPARE(grid->model()->index(0, 2).data().toString(), u"BaseSepolia"_s);
    }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    QNetworkAccessManager m_network;
    std::unique_ptr<ImportsBench> m_bench;
};

void TestImportHistory::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
}

void TestImportHistory::init()
{
    m_bench = std::make_unique<ImportsBench>(m_network, *m_sandbox);
}

void TestImportHistory::cleanup()
{
    m_bench.reset();
}

void TestImportHistory::anUndoneImportIsMarked()
{
    keepRun(u"not"_s, 2);
    keepUndone(u"whole"_s, 1, UndoOutcome::Reverted);
    keepUndone(u"partly"_s, 0, UndoOutcome::Kept);

    reload(3);

    QCOMPARE(lines(0).size(), 3); // name, headline, when
    QCOMPARE(lines(1).at(2), u"Undone"_s);
    QCOMPARE(lines(2).at(2), u"Partly undone: 1 of 2 rows"_s);
    choose(2);
    const auto undo = [this] { return facts().filter(u"Undo begun: "_s).join(u' '); };
    QTRY_VERIFY2(undo().endsWith(u"by somebody; 1 reverted, 1 kept because edited since"), qPrintable(undo()));
}

void TestImportHistory::planAndOutcomeAreShownOffline()
{
    keepRun(u"run"_s, 0, PlanCounts{.create = 900, .update = 80, .recertify = 8, .refused = 3});
    const OutcomeRecord outcome{
        .outcome = {.compared = QDateTime::currentDateTimeUtc(), .created = 900, .updated = 88, .differing = 2},
        .counts = {{u"create"_s, u"created"_s, 898}, {u"create"_s, u"updated"_s, 2}, {u"update"_s, u"updated"_s, 88}},
        .rows = {{7, {u"model"_s, u"A"_s, {}, {}}, u"create"_s, u"updated"_s, {}},
                 {9, {u"model"_s, u"B"_s, {}, {}}, u"create"_s, u"updated"_s, {}}}};
    QVERIFY(awaited(m_bench->ledger.keepOutcome(u"run"_s, outcome)));
    reload(1);
    QCOMPARE(lines(0).at(2), u"2 rows ended otherwise than planned"_s);

    choose(0);

    QTRY_VERIFY(widget<QWidget>("outcomeCard")->isVisible());
    QCOMPARE(m_bench->text("outcomeText"), u"2 rows ended otherwise than planned: 898 created, 90 updated."_s);
    QCOMPARE(widget<QAbstractItemView>("outcomeDifferences")->model()->rowCount(), 2);
    const QStringList told = facts();
    for (const QString &fact :
         {u"File: /data/lamps.csv"_s, u"SHA-256: "_s, u"Started: "_s, u"by operator"_s,
          u"To: Lamps, Zürich (127.0.0.1), StarknetSepolia"_s, u"Plan: ab12cd34"_s,
          u"Planned: 900 create, 88 update, 2 unchanged, 3 refused, 5 left out"_s, u"Compared with its plan: "_s})
        QVERIFY2(!told.filter(fact).isEmpty(), qPrintable(fact + u" in\n"_s + told.join(u'\n')));
}

void TestImportHistory::anImportThatWasNotComparedSaysSo()
{
    keepRun(u"run"_s, 0, PlanCounts{.create = 990});
    reload(1);

    choose(0);

    QTRY_VERIFY(!facts().filter(u"Not compared with its plan so far"_s).isEmpty());
    QVERIFY(!widget<QWidget>("outcomeCard")->isVisible());
    QVERIFY(!widget<QLabel>("outcomeText")->isVisible());
}

void TestImportHistory::anImportKilledBeforeItWasComparedIsComparedWhenLookedAt()
{
    ImportOrder order = m_bench->order("sku,name,network\nL-1,Lamp,\nL-2,Lamp,BaseSepolia\n");
    order.host = u"127.0.0.1"_s;
    PlanRequest request;
    request.spec = order.spec;
    request.report = order.report;
    request.target.application = m_sandbox->applicationId();
    request.mirrorPath = m_bench->mirror.place().path;
    request.mirror = m_bench->mirror.state();
    order.plan = awaited(planImport(request)).value();
    ImportRun run(m_bench->client, m_bench->ledger, order, RunBench::quickPace(OnTrouble::GiveUp));
    RunWatch watch(run);
    run.start();
    QTRY_VERIFY_WITH_TIMEOUT(watch.summary, 20'000);
    reload(1);

    choose(0);

    QTRY_VERIFY_WITH_TIMEOUT(!facts().filter(u"Compared with its plan: "_s).isEmpty(), 20'000);
    QVERIFY(m_bench->widget<QLabel>("outcomeText")->isVisible());
    QVERIFY(widget<QWidget>("outcomeCard")->isVisible()); // one was refused
}

void TestImportHistory::readingTheSameImportAnewLeavesWhatIsSaidOfIt()
{
    const QString path = sendWithARefusal("S-");
    reload(1);
    choose(0);
    QTRY_VERIFY_WITH_TIMEOUT(!facts().filter(u"Compared with its plan: "_s).isEmpty(), 20'000);
    write(path, "sku,name,network\nS-1,Another,\n");
    click("fixFailed");
    QTRY_VERIFY(shownMessage().endsWith(u" is no longer the file that was imported."));
    const QSignalSpy readAnew(widget<QListWidget>("storyList")->model(), &QAbstractItemModel::rowsInserted);

    choose(0);

    QTRY_VERIFY(!readAnew.isEmpty());
    QVERIFY(shownMessage().endsWith(u" is no longer the file that was imported."));
}

void TestImportHistory::failedRowsOfAnEarlierImportAreMended()
{
    const qint64 before = m_sandbox->passports();
    sendWithARefusal("H-");
    reload(1);
    choose(0);
    QTRY_VERIFY(widget<QPushButton>("fixFailed")->isVisible());

    click("fixFailed");
    showsTheRefusedRow();
    auto *grid = widget<QTableView>("fixGrid");
    QVERIFY(grid->model()->setData(grid->model()->index(0, 2), QString()));
    click("fixDone");

    QTRY_VERIFY(m_bench->enabled("planImport"));
    m_bench->plan();
    QCOMPARE(widget<QPushButton>("startImport")->text(), u"Send 1 row to Test (TEST)"_s);
    click("startImport");
    QTRY_COMPARE_WITH_TIMEOUT(m_sandbox->passports() - before, 3, 20'000);
}

void TestImportHistory::failedRowsAreMendedThoughAnotherFileIsOpen()
{
    sendWithARefusal("O-");
    m_bench->open("sku,name,network\nELSE,Desk,\n");
    QTRY_COMPARE(history()->count(), 1);
    choose(0);
    QTRY_VERIFY(widget<QPushButton>("fixFailed")->isVisible());

    click("fixFailed");

    showsTheRefusedRow();
}

void TestImportHistory::aFileThatChangedSinceIsSaidAndTheRowsStayListed()
{
    const QString path = sendWithARefusal("C-");
    reload(1);
    choose(0);
    QTRY_VERIFY(widget<QPushButton>("fixFailed")->isVisible());
    write(path, "sku,name,network\nC-1,Another,\nC-2,Lamp,\nC-3,Lamp,\n");

    click("fixFailed");

    QTRY_COMPARE(shownMessage(), path + u" is no longer the file that was imported."_s);
    QVERIFY(widget<QLabel>("panelSubtitle")->text().startsWith(u"into "_s));
    QVERIFY(!widget<QTableView>("fixGrid")->isVisible());
    QCOMPARE(widget<QAbstractItemView>("failuresTable")->model()->rowCount(), 1);
    QVERIFY(m_bench->enabled("exportFailed"));
}

void TestImportHistory::rowsThatFailedBeforeAnInterruptionAreListed()
{
    QByteArray csv = "sku,name,network\nI-X,Lamp,BaseSepolia\n";
    for (int row = 0; row < 700; ++row)
        csv += "I-" + QByteArray::number(row) + ",Lamp,\n";
    ImportOrder order = m_bench->order(csv);
    order.host = u"127.0.0.1"_s;
    ImportPace pace = RunBench::quickPace(OnTrouble::GiveUp);
    {
        Ledger dying(m_bench->ledger.path());
        QVERIFY(awaited(dying.open()));
        auto run = std::make_unique<ImportRun>(m_bench->client, dying, order, pace);
        RunWatch watch(*run);
        connect(run.get(), &ImportRun::progressed, run.get(), [&run](const ImportProgress &progress) {
            if (progress.counts.settled() > 0)
                run->pause();
        });
        run->start();
        QTRY_VERIFY_WITH_TIMEOUT(!watch.failed.isEmpty() && run->progress().counts.waiting() == 0, 20'000);
    }
    reload(1);
    choose(0);
    QTRY_VERIFY(widget<QPushButton>("resumeImport"));

    click("resumeImport");

    QTRY_VERIFY_WITH_TIMEOUT(widget<QPushButton>("anotherFile")->isVisible(), 20'000);
    QTRY_COMPARE(widget<QAbstractItemView>("failuresTable")->model()->rowCount(), 1);
    QVERIFY(widget<QPushButton>("fixFailed")->isVisible());
}

QTEST_MAIN(TestImportHistory)
#include "tst_importhistory.moc"
