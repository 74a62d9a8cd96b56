// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awardsbench.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QUrl>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

const QString mintButton = u"newBatchMint"_s;
const QString total = u"batchTotal"_s;

} // namespace

/// A batch from the file to the confirmation.
class TestNewBatchDialog : public AwardsBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void theSumsAreToldBeforeAnythingIsSent();
    void onlyTheExactTotalOpensTheWay_data();
    void onlyTheExactTotalOpensTheWay();
    void aPastedTotalCounts();
    void findingsAreToldByLineWithARemedy();
    void linesWithErrorsAreLeftOutOnlyOnRequest();
    void aBatchNeedsAName();
    void theFileGivesTheNameUnlessAPersonDid();
    void aReasonHelpsLinesWithoutOne();
    void unknownColumnsAreChosen();
    void aMendedFileIsReadAgain();
    void aFileThatIsNoneSaysSo();
    void anotherFileTakesTheConfirmationBack();
    void linesOverTheLimitAreSaid();
    void aDroppedFileIsTaken();
    void cancelSendsNothing();
    void byKeyboardFromFileToEnd();
    void everyControlIsNamed();
};

void TestNewBatchDialog::theSumsAreToldBeforeAnythingIsSent()
{
    openFile(file(row(0, 1000) + row(1, 400) + row(0, 2)));

    QVERIFY2(
        text(u"newBatchSummary"_s).startsWith(u"3 rows, 3 of them can be minted: 1,402 points in total for 2 accounts"),
        qPrintable(text(u"newBatchSummary"_s)));
    QVERIFY(!isShown(u"newBatchFindings"_s));
    QCOMPARE(m_bench->minted(), 0);
}

void TestNewBatchDialog::onlyTheExactTotalOpensTheWay_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("opens");
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("one less") << u"1401"_s << false;
    QTest::newRow("a digit too few") << u"140"_s << false;
    QTest::newRow("a digit too many") << u"14020"_s << false;
    QTest::newRow("grouped wrongly") << u"14,02"_s << false;
    QTest::newRow("decimal") << u"1402.0"_s << false;
    QTest::newRow("digits") << u"1402"_s << true;
    QTest::newRow("as it is shown") << u"1,402"_s << true;
    QTest::newRow("with room around") << u" 1402 "_s << true;
}

void TestNewBatchDialog::onlyTheExactTotalOpensTheWay()
{
    QFETCH(const QString, typed);
    QFETCH(const bool, opens);
    openFile(file(row(0, 1000) + row(1, 402)));

    type(total, typed);

    QCOMPARE(canClick(mintButton), opens);
    QCOMPARE(text(u"newBatchMissing"_s).isEmpty(), opens);
}

void TestNewBatchDialog::aPastedTotalCounts()
{
    openFile(file(row(0, 1000) + row(1, 402)));
    QGuiApplication::clipboard()->setText(u"1,402"_s);

    find<QLineEdit>(total)->paste();

    QVERIFY(canClick(mintButton));
}

void TestNewBatchDialog::findingsAreToldByLineWithARemedy()
{
    openFile(file(row(0, 5) + "someone@example.org,5,test\n" + row(1, 6, "") + row(0, 5)));

    QCOMPARE(rowsOf(u"newBatchFindings"_s), 3);
    QCOMPARE(cell(u"newBatchFindings"_s, 0, 0), u"3"_s);
    QCOMPARE(cell(u"newBatchFindings"_s, 0, 1), u"account"_s);
    QCOMPARE(cell(u"newBatchFindings"_s, 1, 2), u"Error"_s);
    QCOMPARE(cell(u"newBatchFindings"_s, 1, 3), u"The reason is missing."_s);
    QVERIFY(!cell(u"newBatchFindings"_s, 1, 4).isEmpty());
    QCOMPARE(cell(u"newBatchFindings"_s, 2, 2), u"Warning"_s);
}

void TestNewBatchDialog::linesWithErrorsAreLeftOutOnlyOnRequest()
{
    openFile(file(row(0, 5) + row(1, 0) + row(2, 6)));
    type(total, u"11"_s);
    QVERIFY(!canClick(mintButton));
    QVERIFY(text(u"newBatchMissing"_s).contains(u"leave their lines out"));

    click(u"leaveOut"_s);
    QVERIFY(canClick(mintButton));
    click(mintButton);

    QTRY_VERIFY_WITH_TIMEOUT(!isRunning() && !headline().isEmpty(), 60'000);
    QCOMPARE(m_bench->minted(), 11);
}

void TestNewBatchDialog::aBatchNeedsAName()
{
    openFile(file(row(0, 5)));
    type(total, u"5"_s);
    QVERIFY(canClick(mintButton));

    type(u"batchName"_s, u"  "_s);

    QVERIFY(!canClick(mintButton));
    QCOMPARE(text(u"newBatchMissing"_s), u"The batch needs a name."_s);
}

void TestNewBatchDialog::theFileGivesTheNameUnlessAPersonDid()
{
    openFile(file(row(0, 5)));
    QCOMPARE(find<QLineEdit>(u"batchName"_s)->text(), u"spring"_s);

    type(u"awardsPath"_s, file(row(0, 6), u"summer.csv"_s));
    QCOMPARE(find<QLineEdit>(u"batchName"_s)->text(), u"summer"_s);
    type(u"batchName"_s, u"mine"_s);
    type(u"awardsPath"_s, file(row(0, 7), u"autumn.csv"_s));

    QCOMPARE(find<QLineEdit>(u"batchName"_s)->text(), u"mine"_s);
}

void TestNewBatchDialog::aReasonHelpsLinesWithoutOne()
{
    openFile(write("account,amount\n" + m_bench->accounts[0].toUtf8() + ",5\n", u"bare.csv"_s));
    QVERIFY(!isShown(total));

    type(u"batchReason"_s, u"welcome"_s);

    QTRY_VERIFY(isShown(total));
    type(total, u"5"_s);
    QVERIFY(canClick(mintButton));
}

void TestNewBatchDialog::unknownColumnsAreChosen()
{
    openFile(write("who,how much,why\n" + m_bench->accounts[0].toUtf8() + ",5,test\n", u"strange.csv"_s));
    QVERIFY(!isShown(total));
    QTRY_VERIFY(isShown(u"accountColumn"_s));

    const QList<std::pair<QString, QString>> choices = {
        {u"accountColumn"_s, u"who"_s}, {u"amountColumn"_s, u"how much"_s}, {u"reasonColumn"_s, u"why"_s}};
    for (const auto &[name, header] : choices) {
        auto *choice = find<QComboBox>(name);
        choice->setCurrentText(header);
        Q_EMIT choice->activated(choice->currentIndex());
    }

    QTRY_VERIFY(isShown(total));
    type(total, u"5"_s);
    QVERIFY(canClick(mintButton));
}

void TestNewBatchDialog::aMendedFileIsReadAgain()
{
    openFile(file(row(0, 0)));
    QVERIFY(!isShown(total));
    file(row(0, 8));

    click(u"checkAwardsAgain"_s);

    QTRY_VERIFY(isShown(total));
    type(total, u"8"_s);
    QVERIFY(canClick(mintButton));
}

void TestNewBatchDialog::aFileThatIsNoneSaysSo()
{
    m_section->newBatch(u"/none/such.csv"_s);

    QTRY_VERIFY(headline().contains(u"such.csv"));
    QVERIFY(!canClick(mintButton));
}

void TestNewBatchDialog::anotherFileTakesTheConfirmationBack()
{
    openFile(file(row(0, 5)));
    type(total, u"5"_s);
    QVERIFY(canClick(mintButton));

    type(u"awardsPath"_s, file(row(0, 50), u"other.csv"_s));
    QVERIFY(!canClick(mintButton));

    QTRY_VERIFY(isShown(total));
    QVERIFY(!canClick(mintButton));
}

void TestNewBatchDialog::linesOverTheLimitAreSaid()
{
    openFile(file(row(0, 10'001) + row(1, 5)));

    QTRY_VERIFY(text(u"newBatchSummary"_s).contains(u"1 line is over the limit of 10,000 points a mint"));
}

void TestNewBatchDialog::aDroppedFileIsTaken()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file(row(0, 5)))});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);

    QCoreApplication::sendEvent(m_section.get(), &enter);
    QCoreApplication::sendEvent(m_section.get(), &drop);

    QTRY_VERIFY(dialog() && isShown(total));
}

void TestNewBatchDialog::cancelSendsNothing()
{
    openFile(file(row(0, 5)));
    type(total, u"5"_s);

    QTest::keyClick(dialog(), Qt::Key_Escape);

    QTRY_VERIFY(!dialog());
    QVERIFY(!isRunning());
    QVERIFY(m_bench->records().isEmpty());
}

void TestNewBatchDialog::byKeyboardFromFileToEnd()
{
    const QString path = file(row(0, 5) + row(1, 6));
    m_section->newBatch();
    QTRY_VERIFY(find<QLineEdit>(u"awardsPath"_s)->hasFocus());

    QTest::keyClicks(dialog()->focusWidget(), path);
    QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(find<QLineEdit>(total)->hasFocus());
    QTest::keyClicks(dialog()->focusWidget(), u"11"_s);
    QTest::keyClick(dialog()->focusWidget(), Qt::Key_Return);

    QTRY_VERIFY_WITH_TIMEOUT(!isRunning() && headline().contains(u"2 done"), 60'000);
    QCOMPARE(m_bench->minted(), 11);
}

void TestNewBatchDialog::everyControlIsNamed()
{
    openFile(file(row(0, 5) + row(1, 0)));

    const QWidgetList all = dialog()->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        const bool isControl =
            widget->isVisible() && widget->focusPolicy() != Qt::NoFocus &&
            (qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractButton *>(widget) ||
             qobject_cast<const QAbstractItemView *>(widget));
        if (isControl)
            QVERIFY2(!widget->objectName().isEmpty() &&
                         (!widget->accessibleName().isEmpty() || qobject_cast<const QAbstractButton *>(widget)),
                     qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(TestNewBatchDialog)
#include "tst_newbatchdialog.moc"
