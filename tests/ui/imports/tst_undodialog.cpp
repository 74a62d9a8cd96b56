// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/runs/undobench.h"
#include "ui/dialogs/undodialog.h"
#include "ui/panels/imports/importhistory.h"

#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keyban::Dialect;

/// The dialog by its object names, against the real sandbox.
class TestUndoDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhatComesBackBeforeAnythingIsSent();
    void rowsThatStayedAreListedWithTheirReasons();
    void anImportWithoutAPlanSaysWhyNot();
    void aRunOfAnotherServiceIsRefused();
    void stoppedItSaysWhatWasNotTried();
    void itCannotBeClosedWhileItWorks();
    void theHistoryOffersItForTheChosenRunOnly();

private:
    void openFor(const QString &run, const QString &host = {});
    template <class T>
    T *widget(const char *name) const
    {
        return m_dialog->findChild<T *>(QString::fromLatin1(name));
    }
    QString summary() const { return widget<QLabel>("undoSummary")->text(); }
    bool isOver() const { return widget<QPushButton>("undoBack")->text() == u"Close"_s; }

    QNetworkAccessManager m_network;
    std::unique_ptr<SandboxUnderTest> m_sandbox;
    std::unique_ptr<UndoBench> m_bench;
    QPointer<UndoDialog> m_dialog;
};

namespace {

const QByteArray oneChangedTwoNew = "modelNumber,name,colour\nA,Lamp,blue\nC,Chair,green\nD,Stool,green\n";

} // namespace

void TestUndoDialog::init()
{
    m_sandbox = std::make_unique<SandboxUnderTest>();
    QVERIFY(m_sandbox->isRunning());
    m_bench = std::make_unique<UndoBench>(m_network, *m_sandbox, Dialect::Flat);
    m_bench->give('[' + body(Dialect::Flat, "A", "Lamp", R"("data":{"colour":"red"})") + ']');
}

void TestUndoDialog::cleanup()
{
    delete m_dialog;
    m_bench.reset();
}

void TestUndoDialog::openFor(const QString &run, const QString &host)
{
    m_dialog = new UndoDialog({.undo = {m_bench->client, m_bench->ledger, &m_bench->mirror, host},
                               .runId = run,
                               .place = {.live = false, .profileName = u"Test"_s, .network = {}},
                               .pace = {.page = 4}});
    m_dialog->open();
}

void TestUndoDialog::saysWhatComesBackBeforeAnythingIsSent()
{
    const QByteArray before = m_sandbox->dump();
    const QString run = m_bench->import(oneChangedTwoNew);
    openFor(run);
    QSignalSpy undone(m_dialog, &UndoDialog::undone);
    auto *confirm = widget<QPushButton>("undoConfirm");

    QTRY_VERIFY(confirm->isEnabled());
    const QString forecast = widget<QWidget>("undoForecast")->accessibleDescription();
    QVERIFY(forecast.contains(u"2 made by the import"_s));
    QVERIFY(forecast.contains(u"1 changed by it"_s));
    QCOMPARE(confirm->text(), u"Take back 3 rows"_s);
    QCOMPARE(m_sandbox->passports(), 3);
    confirm->click();

    QTRY_VERIFY(isOver());
    QCOMPARE(undone.size(), 1);
    QCOMPARE(m_sandbox->dump(), before);
    QVERIFY(summary().contains(u"3 rows are as they were"_s));
    QVERIFY(!widget<QTableView>("undoStayed")->isVisible());
}

void TestUndoDialog::rowsThatStayedAreListedWithTheirReasons()
{
    const QString run = m_bench->import(oneChangedTwoNew);
    m_bench->edit(u"A"_s, R"({"colour":"white"})");
    m_bench->publish(u"C"_s);
    openFor(run);
    QTRY_VERIFY(widget<QPushButton>("undoConfirm")->isEnabled());

    widget<QPushButton>("undoConfirm")->click();

    QTRY_VERIFY(isOver());
    auto *table = widget<QTableView>("undoStayed");
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, 2).data().toString(), u"Kept"_s);
    QCOMPARE(table->model()->index(0, 3).data().toString(), u"Edited since the import"_s);
    QVERIFY(summary().contains(u"1 reverted, 1 kept because edited since, 1 could not be reverted"_s));
}

void TestUndoDialog::anImportWithoutAPlanSaysWhyNot()
{
    openFor(m_bench->importBlindly(oneChangedTwoNew));

    QTRY_VERIFY(isOver());

    QVERIFY(summary().contains(u"without a plan"_s));
    QVERIFY(!widget<QPushButton>("undoConfirm")->isVisible());
}

void TestUndoDialog::aRunOfAnotherServiceIsRefused()
{
    openFor(m_bench->import(oneChangedTwoNew), u"elsewhere.example"_s);

    QTRY_VERIFY(summary().contains(u"Nothing was taken back"_s));

    QVERIFY(!widget<QPushButton>("undoConfirm")->isEnabled());
}

void TestUndoDialog::stoppedItSaysWhatWasNotTried()
{
    const QString run = m_bench->import(modelsCsv(60));
    openFor(run);
    QTRY_VERIFY(widget<QPushButton>("undoConfirm")->isEnabled());

    widget<QPushButton>("undoConfirm")->click();
    widget<QPushButton>("undoStop")->click();

    QTRY_VERIFY(isOver());
    QVERIFY(summary().contains(u"not tried"_s));
    QVERIFY(m_sandbox->passports() > 1);
}

void TestUndoDialog::itCannotBeClosedWhileItWorks()
{
    openFor(m_bench->import(modelsCsv(40)));
    QTRY_VERIFY(widget<QPushButton>("undoConfirm")->isEnabled());
    widget<QPushButton>("undoConfirm")->click();

    m_dialog->reject();

    QVERIFY(m_dialog && m_dialog->isVisible());
    QTRY_VERIFY(isOver());
    m_dialog->reject();
    QTRY_VERIFY(!m_dialog);
}

void TestUndoDialog::theHistoryOffersItForTheChosenRunOnly()
{
    const QString run = m_bench->import(oneChangedTwoNew);
    ImportHistory history(m_bench->ledger);
    QSignalSpy wanted(&history, &ImportHistory::undoWanted);
    QSignalSpy loaded(&history, &ImportHistory::loaded);
    auto *button = history.findChild<QPushButton *>(u"undoImport"_s);
    history.load();
    QVERIFY(loaded.wait());

    QVERIFY(!button->isEnabled());
    history.findChild<QListWidget *>(u"historyList"_s)->setCurrentRow(0);
    QVERIFY(button->isEnabled());
    button->click();

    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), run);
}

QTEST_MAIN(TestUndoDialog)
#include "tst_undodialog.moc"
