// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "pointsbench.h"

#include "ui/models/mintsmodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// The ledger of points on the screen: unknown ends, what proves them, an operator's word, and filters.
class TestMintLedger : public PointsBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void anAnswerLostAfterTheMintIsFound();
    void anAnswerLostForGoodIsUnknown();
    void ordersThatArriveLateCloseItOnTheNextLook();
    void anUnknownAsksBeforeAsMuchIsMintedAgain();
    void anotherAmountDoesNotAsk();
    void aWordClosesWithAReason();
    void aWordThatSomebodyWasQuickerWithIsSaid();
    void filtersNarrowTheList();
    void anAccountIsFoundByItsId();
    void anOperatorsAndABatchsMintsAreFound();
    void theOrdersOfItsWalletAreAskedFor();
    void readingAgainKeepsTheChoice();
    void aLongLedgerComesInPages();
    void rowsDifferButAreNotReset();
    void nothingOfACustomerIsKept();

private:
    void loseOne();
    MintRecord made(qint64 sequence);
};

/// Unknown, and not minted.
void TestMintLedger::loseOne()
{
    m_bench->fault(R"("resetBefore")");
    mint(u"600"_s);
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Unknown"_s);
}

void TestMintLedger::anAnswerLostAfterTheMintIsFound()
{
    m_bench->fault(R"("resetAfter")");

    mint(u"600"_s);

    QVERIFY(headline().contains(u"an order shows them"));
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Done"_s);
    QCOMPARE(m_bench->minted(), 600);
}

void TestMintLedger::anAnswerLostForGoodIsUnknown()
{
    loseOne();

    QVERIFY(headline().contains(u"Nobody knows yet"));
    QVERIFY(text(u"banner.remedy"_s).contains(u"don't mint it a second time"));
    QVERIFY(isShown(u"lookAgain"_s) && isShown(u"closeMint"_s));
    QVERIFY(text(u"mintStrength"_s).contains(u"No evidence"));
    QVERIFY(text(u"mintEvidence"_s).contains(u"No order shows it"));
    QVERIFY(find<QLineEdit>(u"mintPoints"_s)->text().isEmpty());
}

void TestMintLedger::ordersThatArriveLateCloseItOnTheNextLook()
{
    m_bench->manners(R"({"orders":"late"})");
    m_bench->fault(R"("resetAfter")");
    mint(u"600"_s);
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Unknown"_s);
    QTRY_VERIFY(text(u"mintStrength"_s).contains(u"Weak evidence that the points were minted")); // the balance rose
    m_sandbox->post(u"clock"_s, R"({"advanceSeconds":90})");

    click(u"lookAgain"_s);

    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Done"_s);
    QVERIFY(headline().contains(u"an order shows them"));
    QVERIFY(!isShown(u"lookAgain"_s) && !isShown(u"closeMint"_s));
    QCOMPARE(m_bench->minted(), 600);
}

void TestMintLedger::anUnknownAsksBeforeAsMuchIsMintedAgain()
{
    loseOne();

    ask(u"600"_s);

    QTRY_VERIFY(dialog(u"serviceQuestion"_s));
    QDialog *const question = dialog(u"serviceQuestion"_s);
    QVERIFY(consequences(question).contains(u"nobody knows whether they arrived"));
    QVERIFY(!question->findChild<QPushButton *>(u"questionConfirm"_s)->isEnabled());
    question->findChild<QLineEdit *>(u"questionTyped"_s)->setText(u"600"_s);
    clickIn(question, u"questionConfirm"_s);
    QTRY_VERIFY(headline().contains(u"were minted"));
    QCOMPARE(m_bench->records().first().intent.despite, QStringList{m_bench->records().last().intent.id});
    QTRY_VERIFY(find<QLabel>(u"field.mintDespite"_s));
    const AuditEntry entry = valueOf(m_bench->ledger->auditEntries({.event = u"mint.intended"_s})).first();
    QVERIFY(entry.content.contains(m_bench->records().last().intent.id.toUtf8()));
    QCOMPARE(m_bench->minted(), 600);
}

void TestMintLedger::anotherAmountDoesNotAsk()
{
    loseOne();

    ask(u"601"_s);

    QTRY_VERIFY(dialog(u"serviceQuestion"_s));
    QVERIFY(!dialog(u"serviceQuestion"_s)->findChild<QLineEdit *>(u"questionTyped"_s));
}

void TestMintLedger::aWordClosesWithAReason()
{
    loseOne();

    click(u"closeMint"_s);
    QDialog *const dialog = this->dialog(u"closeMintDialog"_s);
    QVERIFY(dialog);
    auto *const confirm = dialog->findChild<QPushButton *>(u"wordConfirm"_s);
    QVERIFY(!confirm->isEnabled());
    dialog->findChild<QRadioButton *>(u"wordNotMinted"_s)->setChecked(true);
    QVERIFY(!confirm->isEnabled());
    dialog->findChild<QLineEdit *>(u"wordReason"_s)->setText(u"Support says so, case 12"_s);
    clickIn(dialog, u"wordConfirm"_s);

    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Failed"_s);
    QTRY_VERIFY(text(u"mintWhy"_s).contains(m_bench->author.user));
    QCOMPARE(text(u"field.mintWords"_s), u"Support says so, case 12"_s);
    QCOMPARE(m_bench->records().first().end.closedBy, m_bench->author.user);
}

void TestMintLedger::aWordThatSomebodyWasQuickerWithIsSaid()
{
    loseOne();
    click(u"closeMint"_s);
    QDialog *const dialog = this->dialog(u"closeMintDialog"_s);
    dialog->findChild<QRadioButton *>(u"wordMinted"_s)->setChecked(true);
    dialog->findChild<QLineEdit *>(u"wordReason"_s)->setText(u"I saw it"_s);
    const MintRecord open = m_bench->records().first();
    QVERIFY(
        awaited(m_bench->ledger->settleMint(open.intent.id, {.outcome = RowOutcome::Failed, .closedBy = u"second"_s})));

    clickIn(dialog, u"wordConfirm"_s);

    QTRY_VERIFY(!headline().isEmpty() && !headline().contains(u"Nobody knows yet"));
    QTRY_COMPARE(cell(0, MintsModel::Outcome), u"Failed"_s);
    QCOMPARE(m_bench->records().first().end.closedBy, u"second"_s);
}

void TestMintLedger::filtersNarrowTheList()
{
    mint(u"5"_s);
    loseOne();
    auto *const which = find<QComboBox>(u"mintsOutcome"_s);

    which->setCurrentText(u"Unknown"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(cell(0, MintsModel::Points), u"600"_s);
    which->setCurrentText(u"Done"_s);
    QTRY_COMPARE(cell(0, MintsModel::Points), u"5"_s);
    which->setCurrentText(u"Failed"_s);
    QTRY_VERIFY(isShown(u"clearMintFilters"_s));
    click(u"clearMintFilters"_s);

    QTRY_COMPARE(table()->model()->rowCount(), 2);
    QCOMPARE(which->currentText(), u"All"_s);
}

void TestMintLedger::anAccountIsFoundByItsId()
{
    mint(u"5"_s);
    m_bench->mint(7, 1);

    type(u"mintsSearch"_s, account(1));

    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QTRY_COMPARE(cell(0, MintsModel::Points), u"7"_s);
}

void TestMintLedger::anOperatorsAndABatchsMintsAreFound()
{
    mint(u"5"_s);
    m_bench->author.user = u"second"_s;
    m_bench->mint({.accountId = account(), .points = 7, .reason = u"test"_s, .batchId = u"spring"_s, .line = 1});
    auto *const by = find<QComboBox>(u"mintsBy"_s);

    by->setCurrentText(u"Operator"_s);
    type(u"mintsSearch"_s, u"first"_s);
    QTRY_COMPARE(cell(0, MintsModel::Points), u"5"_s);
    QCOMPARE(table()->model()->rowCount(), 1);
    by->setCurrentText(u"Batch"_s);
    QTRY_VERIFY(isShown(u"clearMintFilters"_s));
    type(u"mintsSearch"_s, u"spring"_s);

    QTRY_COMPARE(table()->model()->rowCount(), 1);
    QCOMPARE(cell(0, MintsModel::Points), u"7"_s);
}

void TestMintLedger::theOrdersOfItsWalletAreAskedFor()
{
    mint(u"5"_s);
    QSignalSpy asked(m_section.get(), &PointsSection::ordersWanted);
    QTRY_VERIFY(isShown(u"showOrders"_s) && find<QPushButton>(u"showOrders"_s)->isEnabled()); // follows its row

    click(u"showOrders"_s);

    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().first().toString(), m_bench->records().first().intent.walletId);
}

void TestMintLedger::readingAgainKeepsTheChoice()
{
    for (const qint64 points : {1, 2, 3})
        m_bench->mint(points);
    m_section->refresh();
    QTRY_COMPARE(table()->model()->rowCount(), 3);
    table()->setCurrentIndex(table()->model()->index(1, 0));
    m_bench->mint(4);

    m_section->refresh();

    QTRY_COMPARE(table()->model()->rowCount(), 4);
    QCOMPARE(table()->currentIndex().row(), 2);
    QCOMPARE(cell(table()->currentIndex().row(), MintsModel::Points), u"2"_s);
}

void TestMintLedger::aLongLedgerComesInPages()
{
    const QString service = m_bench->client.service();
    for (int number = 1; number <= 503; ++number) {
        const QString id = u"m-%1"_s.arg(number);
        m_bench->ledger
            ->intendMint({.id = id,
                          .service = service,
                          .accountId = u"a-1"_s,
                          .points = number,
                          .reason = u"r"_s,
                          .author = m_bench->author,
                          .idempotencyKey = id})
            .then(this, [](const Result<MintAdmission> &) {});
        m_bench->ledger->settleMint(id, {.outcome = RowOutcome::Done, .why = u"minted"_s})
            .then(this, [](const Result<Nothing> &) {});
    }

    m_section->refresh();
    QTRY_COMPARE_WITH_TIMEOUT(table()->model()->rowCount(), 200, 60'000);
    click(u"moreMints"_s);
    QTRY_COMPARE(table()->model()->rowCount(), 400);
    click(u"moreMints"_s);

    QTRY_COMPARE(table()->model()->rowCount(), 503);
    QCOMPARE(cell(502, MintsModel::Points), u"1"_s);
    QVERIFY(!isShown(u"moreMints"_s));
    m_section->refresh();
    QVERIFY(whatWasPostedHasArrived());
    QCOMPARE(table()->model()->rowCount(), 503);
    m_bench->mint(5);
    m_section->refresh();
    QTRY_COMPARE(table()->model()->rowCount(), 504); // and the oldest is still there
}

MintRecord TestMintLedger::made(qint64 sequence)
{
    MintRecord record{.sequence = sequence};
    record.intent.id = QString::number(sequence);
    return record;
}

void TestMintLedger::rowsDifferButAreNotReset()
{
    MintsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show({made(9), made(7), made(5), made(3)});
    const QPersistentModelIndex stays(model.index(2, 0));
    int resets = 0;
    connect(&model, &QAbstractItemModel::modelReset, this, [&resets] { ++resets; });

    MintRecord changed = made(5);
    changed.end.outcome = RowOutcome::Done;
    model.update({made(11), made(10), made(9), made(8), changed});

    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.recordAt(row)->intent.id;
    QCOMPARE(ids.join(u' '), u"11 10 9 8 5"_s);
    QCOMPARE(stays.row(), 4);
    QCOMPARE(model.recordAt(4)->end.outcome, RowOutcome::Done);
    QCOMPARE(resets, 0);
    model.update({});
    QCOMPARE(model.rowCount(), 0);
}

/// The sandbox tells the mail address of each account's holder; it may be nowhere afterwards.
void TestMintLedger::nothingOfACustomerIsKept()
{
    loseOne();
    mint(u"5"_s);
    click(u"readBalance"_s);
    QTRY_COMPARE(text(u"accountBalance"_s), u"5 points"_s);
    const QString exported = m_bench->folder.filePath(u"audit.jsonl"_s);
    QVERIFY(valueOf(m_bench->ledger->exportAudit(exported)) > 0);
    m_settings->sync();

    QByteArray everything;
    const QFileInfoList files = QDir(m_bench->folder.path()).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &info : files) {
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        everything += file.readAll();
    }
    for (const LogEntry &entry : m_bench->log.entries())
        everything += entry.call.toUtf8() + entry.address.toUtf8() + entry.requestId.toUtf8();

    QVERIFY(everything.contains(account().toUtf8())); // what may be kept is there
    QVERIFY(!everything.contains("holder-"));
    QVERIFY(!everything.contains("@example"));
}

QTEST_MAIN(TestMintLedger)
#include "tst_mintledger.moc"
