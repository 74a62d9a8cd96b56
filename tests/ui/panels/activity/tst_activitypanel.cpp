// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/awaited.h"
#include "ui/panels/activity/activitypanel.h"
#include "ui/panels/passports/filterchip.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/statepill.h"
#include "ui/widgets/tableview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestActivityPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { new Theme(*qApp); }
    void init();
    void cleanup();

    void anEmptyLogSaysWhatItIsFor();
    void entriesStandNewestFirstUnderTheirVerdict();
    void aChosenEntryTellsAll();
    void filtersNarrowTheLogAndAreCleared();
    void whatIsAboutTheSameIsShownTogether();
    void newEntriesAppearAndTheChosenOneStays();
    void whatCameMeanwhileIsVerifiedWhenSomebodyLooks();
    void aLongLogIsReadByPages();
    void aChangedEntryIsNamed();
    void theExportSaysHowToCheckIt();
    void anExportThatFailsIsSaid();

private:
    void decide(int number, const QString &user = u"first"_s);
    void open();
    void damage(const QString &sql);
    template <class T>
    T *find(const QString &name) const
    {
        return m_panel->findChild<T *>(name);
    }
    TableView *table() const { return find<TableView>(u"auditTable"_s); }
    QString label(const QString &name) const { return find<QLabel>(name)->text(); }
    int rows() const { return table()->model()->rowCount(); }
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<ActivityPanel> m_panel;
};

void TestActivityPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_ledger = std::make_unique<Ledger>(m_folder->filePath(u"ledger.sqlite"_s));
    QVERIFY(awaited(m_ledger->open()));
}

void TestActivityPanel::cleanup()
{
    m_panel.reset();
    m_ledger.reset();
}

void TestActivityPanel::decide(int number, const QString &user)
{
    const QString id = QString::number(number);
    const DecisionIntent intent{.id = id,
                                .service = u"https://api.test"_s,
                                .settlementId = u"settlement "_s + id,
                                .decision = number % 2 ? u"reject"_s : u"approve"_s,
                                .reason = u"Screening "_s + id,
                                .author = {user, u"p"_s, u"Desk"_s},
                                .before = {u"COMPLIANCE_CHECKING"_s, u"t"_s, QByteArray(32, 'b')}};
    QCOMPARE(valueOf(m_ledger->intendDecision(intent, Eyes::Two)), DecisionBar::None);
    const DecisionEnd end{
        .outcome = RowOutcome::Done, .why = u"taken"_s, .after = {u"ROLLED_BACK"_s, u"u"_s, QByteArray(32, 'a')}};
    QVERIFY(awaited(m_ledger->settleDecision(id, end)));
}

void TestActivityPanel::open()
{
    m_panel = std::make_unique<ActivityPanel>(*m_ledger);
    m_panel->resize(1100, 700);
    m_panel->show();
    QTRY_VERIFY(find<QPushButton>(u"verifyChain"_s)->isEnabled());
}

/// As somebody with the file would.
void TestActivityPanel::damage(const QString &sql)
{
    {
        auto database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
        database.setDatabaseName(m_ledger->path());
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(sql));
    }
    QSqlDatabase::removeDatabase(u"damage"_s);
}

void TestActivityPanel::anEmptyLogSaysWhatItIsFor()
{
    open();

    QTRY_VERIFY(find<EmptyState>(u"auditEmpty"_s)->isVisible());
    QVERIFY(!find<QWidget>(u"auditDetail"_s)->isVisible());
    QTRY_VERIFY(!find<StatePill>(u"chainStanding"_s)->isVisible());
    QVERIFY(!find<QPushButton>(u"exportAudit"_s)->isVisible());

    decide(1);
    QTRY_COMPARE(rows(), 2);
    QVERIFY(table()->isVisible());
    QVERIFY(find<QWidget>(u"auditDetail"_s)->isVisible());
}

void TestActivityPanel::entriesStandNewestFirstUnderTheirVerdict()
{
    decide(1);
    decide(2);

    open();

    QTRY_COMPARE(rows(), 4);
    QCOMPARE(cell(0, 0), u"4"_s);
    QCOMPARE(cell(0, 2), u"Approved"_s);
    QCOMPARE(cell(3, 2), u"Set out to reject"_s);
    QTRY_COMPARE(find<StatePill>(u"chainStanding"_s)->tone(), Tone::Good);
    QVERIFY(label(u"panelSubtitle"_s).startsWith(u"Verified at "_s));
    QVERIFY(label(u"panelSubtitle"_s).endsWith(u" · 4 entries"_s));
}

void TestActivityPanel::aChosenEntryTellsAll()
{
    decide(1);
    open();
    QTRY_COMPARE(rows(), 2);

    table()->selectRow(1);

    QCOMPARE(label(u"auditWhat"_s), u"Set out to reject"_s);
    QCOMPARE(label(u"auditReason"_s), u"Screening 1"_s);
    QVERIFY(!find<QWidget>(u"auditOutcome"_s)->isVisible());
    QCOMPARE(label(u"field.before.state"_s), u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(label(u"field.sequence"_s), u"1"_s);
    QCOMPARE(label(u"field.previous"_s), QString(64, u'0'));
    const QString hash = label(u"field.hash"_s);

    table()->selectRow(0);

    QCOMPARE(label(u"auditWhat"_s), u"Rejected"_s);
    QVERIFY(find<QWidget>(u"auditOutcome"_s)->isVisible());
    QCOMPARE(label(u"field.after.state"_s), u"ROLLED_BACK"_s);
    QCOMPARE(label(u"field.previous"_s), hash);
}

void TestActivityPanel::filtersNarrowTheLogAndAreCleared()
{
    decide(1);
    decide(2, u"second"_s);
    open();
    QTRY_COMPARE(rows(), 4);
    auto *search = find<SearchField>(u"auditSearch"_s);

    QTest::keyClick(m_panel.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"screening 2"_s);
    QTRY_COMPARE(rows(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QTRY_COMPARE(rows(), 4);

    auto *user = find<FilterChip>(u"auditUserFilter"_s);
    user->setValue(u"second"_s);
    Q_EMIT user->chosen(u"second"_s);
    QTRY_COMPARE(rows(), 2);
    auto *time = find<FilterChip>(u"auditTimeFilter"_s);
    time->setValue(u"yesterday"_s);
    Q_EMIT time->chosen(u"yesterday"_s);
    QTRY_VERIFY(find<QPushButton>(u"clearAuditFilters"_s)->isVisible());

    find<QPushButton>(u"clearAuditFilters"_s)->click();
    QTRY_COMPARE(rows(), 4);
    QVERIFY(user->value().isEmpty());
}

void TestActivityPanel::whatIsAboutTheSameIsShownTogether()
{
    decide(1);
    decide(2);
    open();
    QTRY_COMPARE(rows(), 4);

    table()->selectRow(3);
    find<QPushButton>(u"auditSubject"_s)->click();

    QTRY_COMPARE(rows(), 2);
    QCOMPARE(cell(1, 3), u"settlement 1"_s);
    QCOMPARE(label(u"auditWhat"_s), u"Set out to reject"_s);
}

void TestActivityPanel::newEntriesAppearAndTheChosenOneStays()
{
    decide(1);
    open();
    QTRY_COMPARE(rows(), 2);
    table()->selectRow(0);

    decide(2);

    QTRY_COMPARE(rows(), 4);
    QCOMPARE(table()->currentIndex().row(), 2);
    QTRY_VERIFY(label(u"panelSubtitle"_s).endsWith(u"2 entries · 2 added since"_s));
    find<QPushButton>(u"verifyChain"_s)->click();
    QTRY_VERIFY(label(u"panelSubtitle"_s).endsWith(u" · 4 entries"_s));
}

void TestActivityPanel::whatCameMeanwhileIsVerifiedWhenSomebodyLooks()
{
    decide(1);
    open();
    QTRY_VERIFY(label(u"panelSubtitle"_s).endsWith(u" · 2 entries"_s));

    m_panel->hide();
    decide(2);
    m_panel->show();

    QTRY_VERIFY(label(u"panelSubtitle"_s).endsWith(u" · 4 entries"_s));
}

void TestActivityPanel::aLongLogIsReadByPages()
{
    for (int number = 1; number <= 101; ++number)
        decide(number);
    open();
    QTRY_COMPARE(rows(), 200);

    table()->scrollToBottom();

    QTRY_COMPARE(rows(), 202);
    QCOMPARE(cell(201, 0), u"1"_s);
}

void TestActivityPanel::aChangedEntryIsNamed()
{
    decide(1);
    decide(2);
    open();
    QTRY_COMPARE(find<StatePill>(u"chainStanding"_s)->tone(), Tone::Good);

    damage(u"UPDATE audit_entry SET entry = replace(entry, 'Screening 2', 'Screening 3') WHERE sequence = 3"_s);
    find<QPushButton>(u"verifyChain"_s)->click();

    QTRY_COMPARE(find<StatePill>(u"chainStanding"_s)->tone(), Tone::Bad);
    QCOMPARE(label(u"panelSubtitle"_s), u"Broken at entry 3; before it 2 are whole"_s);
    const auto *banner = m_panel->findChild<Banner *>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->content().headline.contains(u"entry 3"_s));
    QVERIFY(banner->content().remedy.contains(m_ledger->path()));
}

void TestActivityPanel::theExportSaysHowToCheckIt()
{
    decide(1);
    open();
    const QString file = m_folder->filePath(u"it's out.jsonl"_s);

    m_panel->exportTo(file);

    QTRY_VERIFY(find<QPushButton>(u"copyVerifyCommand"_s));
    QCOMPARE(verifyAuditFile(file).value().entries, 2);
    find<QPushButton>(u"copyVerifyCommand"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"chanceryctl verify '%1/it'\\''s out.jsonl'"_s.arg(m_folder->path()));
}

void TestActivityPanel::anExportThatFailsIsSaid()
{
    decide(1);
    open();

    m_panel->exportTo(m_folder->filePath(u"nowhere/out.jsonl"_s));

    const auto *banner = m_panel->findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->content().tone, Tone::Bad);
    QVERIFY(find<QPushButton>(u"exportAudit"_s)->isEnabled());
}

QTEST_MAIN(TestActivityPanel)
#include "tst_activitypanel.moc"
