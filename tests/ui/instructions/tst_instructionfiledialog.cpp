// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructionfiledialog.h"

#include "instructiondeskbench.h"
#include "ui/widgets/banner.h"

#include <QPointer>
#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestInstructionFileDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void findingsAreToldByLineBeforeAnythingIsSent();
    void aFileThatCanNotBeSentOffersNothing();
    void aFileThatIsNoneSaysSo();
    void everyInstructionIsSubmitted();
    void whatWasSubmittedBeforeIsSaid();
    void anotherBatchNameIsAnotherFile();
    void whatFailedIsExportedAndSubmittedAgain();
    void stoppingLeavesTheRestAndCarriesOn();
    void whileItSubmitsItStaysOpen();
    void itEndsQuietlyWhileItsBatchIsNamed();

private:
    struct Open
    {
        explicit Open(const QByteArray &content, InstructionDeskBench *at = nullptr)
            : own(at ? nullptr : std::make_unique<InstructionDeskBench>())
            , bench(at ? *at : *own)
            , dialog(new InstructionFileDialog(bench.desk(), bench.file(content)))
        {
            dialog->open();
        }
        ~Open() { delete dialog.data(); }
        std::unique_ptr<InstructionDeskBench> own;
        InstructionDeskBench &bench;
        QPointer<InstructionFileDialog> dialog;
    };
    static QString cell(const InstructionFileDialog &dialog, int row, int column)
    {
        const QAbstractItemModel *rows = rowsOf(dialog, "instructionFileRows");
        return rows->index(row, column).data().toString();
    }
};

void TestInstructionFileDialog::findingsAreToldByLineBeforeAnythingIsSent()
{
    Open open(InstructionDeskBench::lines(3).replace("TEST-2,cross_platform_dvp", "TEST-2,cross_dvp"));
    const qint64 before = open.bench.held().total;

    QTRY_VERIFY(canClick(*open.dialog, "instructionFileSubmit"));

    QCOMPARE(rowsOf(*open.dialog, "instructionFileRows")->rowCount(), 1);
    QCOMPARE(cell(*open.dialog, 0, 0), u"3"_s);
    QCOMPARE(cell(*open.dialog, 0, 1), u"template"_s);
    QVERIFY(cell(*open.dialog, 0, 3).contains(u"cross_platform_dvp"_s)); // one of those there are
    QVERIFY(shown<QAbstractButton>(*open.dialog, "instructionFileSubmit")->text().contains(u'2'));
    QCOMPARE(open.bench.held().total, before);
}

void TestInstructionFileDialog::aFileThatCanNotBeSentOffersNothing()
{
    Open open("tradeReference,role\nTR-1,seller\n");

    QTRY_COMPARE(rowsOf(*open.dialog, "instructionFileRows")->rowCount(), 7);

    QVERIFY(!canClick(*open.dialog, "instructionFileSubmit"));
}

void TestInstructionFileDialog::aFileThatIsNoneSaysSo()
{
    InstructionDeskBench bench;
    InstructionFileDialog dialog(bench.desk(), u"/none/such.csv"_s);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();

    QTRY_VERIFY(shown<Banner>(dialog, "instructionFileBanner"));
    QVERIFY(shown<Banner>(dialog, "instructionFileBanner")->content().headline.contains(u"such.csv"_s));
    QVERIFY(!canClick(dialog, "instructionFileSubmit"));
}

void TestInstructionFileDialog::everyInstructionIsSubmitted()
{
    Open open(InstructionDeskBench::lines(5));
    QSignalSpy submitted(open.dialog.data(), &InstructionFileDialog::submitted);
    const qint64 before = open.bench.held().total;

    CLICK(*open.dialog, "instructionFileSubmit");
    QTRY_COMPARE(submitted.size(), 1);

    QCOMPARE(open.bench.held().total, before + 5);
    QVERIFY(textOf(*open.dialog, "instructionFileSummary").contains(u"5 done"_s));
    QVERIFY(!shown(*open.dialog, "instructionFileExport"));
    QVERIFY(!shown(*open.dialog, "instructionFileSubmit"));
}

void TestInstructionFileDialog::whatWasSubmittedBeforeIsSaid()
{
    InstructionDeskBench bench;
    {
        Open first(InstructionDeskBench::lines(2), &bench);
        QSignalSpy submitted(first.dialog.data(), &InstructionFileDialog::submitted);
        CLICK(*first.dialog, "instructionFileSubmit");
        QTRY_COMPARE(submitted.size(), 1);
    }
    const qint64 before = bench.held().total;

    Open open(InstructionDeskBench::lines(3), &bench);
    QSignalSpy submitted(open.dialog.data(), &InstructionFileDialog::submitted);
    QTRY_VERIFY(textOf(*open.dialog, "instructionFileSummary").contains(u"2 were submitted before"_s));
    CLICK(*open.dialog, "instructionFileSubmit");
    QTRY_COMPARE(submitted.size(), 1);

    QCOMPARE(bench.held().total, before + 1);
}

void TestInstructionFileDialog::anotherBatchNameIsAnotherFile()
{
    InstructionDeskBench bench;
    {
        Open first(InstructionDeskBench::lines(2), &bench);
        QSignalSpy submitted(first.dialog.data(), &InstructionFileDialog::submitted);
        CLICK(*first.dialog, "instructionFileSubmit");
        QTRY_COMPARE(submitted.size(), 1);
    }
    Open open(InstructionDeskBench::lines(2), &bench);
    QTRY_VERIFY(textOf(*open.dialog, "instructionFileSummary").contains(u"2 were submitted before"_s));
    QVERIFY(!canClick(*open.dialog, "instructionFileSubmit"));

    auto *name = shown<QLineEdit>(*open.dialog, "instructionBatchName");
    name->setText(u"once more"_s);
    Q_EMIT name->editingFinished();

    QTRY_VERIFY(canClick(*open.dialog, "instructionFileSubmit"));
    QVERIFY(!textOf(*open.dialog, "instructionFileSummary").contains(u"before"_s));
}

void TestInstructionFileDialog::itEndsQuietlyWhileItsBatchIsNamed()
{
    Open open(InstructionDeskBench::lines(2));
    QTRY_VERIFY(canClick(*open.dialog, "instructionFileSubmit"));
    auto *name = shown<QLineEdit>(*open.dialog, "instructionBatchName");
    open.dialog->activateWindow();
    name->setFocus();
    QTRY_VERIFY(name->hasFocus());
    name->setText(u"half a na"_s);

    delete open.dialog.data(); // as the window does on its end

    QVERIFY(!open.dialog);
}

void TestInstructionFileDialog::whatFailedIsExportedAndSubmittedAgain()
{
    Open open(InstructionDeskBench::lines(4));
    QSignalSpy submitted(open.dialog.data(), &InstructionFileDialog::submitted);
    const qint64 before = open.bench.held().total;
    open.bench.failPosts(R"("nth":2,"effect":"status","status":422)");
    CLICK(*open.dialog, "instructionFileSubmit");
    QTRY_COMPARE(submitted.size(), 1);
    open.bench.sandbox.setFaults("[]");
    QCOMPARE(rowsOf(*open.dialog, "instructionFileRows")->rowCount(), 1);
    QCOMPARE(cell(*open.dialog, 0, 1), u"TEST-2"_s);
    QVERIFY(canClick(*open.dialog, "instructionFileExport"));
    const QString rest = open.bench.folder.filePath(u"rest.csv"_s);

    open.dialog->exportTo(rest);
    QTRY_VERIFY(shown<Banner>(*open.dialog, "instructionFileBanner"));
    QFile exported(rest);
    QVERIFY(exported.open(QIODevice::ReadOnly));
    Open again(exported.readAll(), &open.bench);
    QSignalSpy resubmitted(again.dialog.data(), &InstructionFileDialog::submitted);
    CLICK(*again.dialog, "instructionFileSubmit");
    QTRY_COMPARE(resubmitted.size(), 1);

    QCOMPARE(open.bench.held().total, before + 4);
}

void TestInstructionFileDialog::stoppingLeavesTheRestAndCarriesOn()
{
    Open open(InstructionDeskBench::lines(30));
    QSignalSpy submitted(open.dialog.data(), &InstructionFileDialog::submitted);
    const qint64 before = open.bench.held().total;
    open.bench.failPosts(R"("effect":"delay","ms":50)");
    CLICK(*open.dialog, "instructionFileSubmit");
    CLICK(*open.dialog, "instructionFileStop");
    QTRY_COMPARE(submitted.size(), 1);
    QVERIFY(open.bench.held().total < before + 30);
    open.bench.sandbox.setFaults("[]");

    CLICK(*open.dialog, "instructionFileSubmit");
    QTRY_COMPARE(submitted.size(), 2);

    QCOMPARE(open.bench.held().total, before + 30);
    QVERIFY(textOf(*open.dialog, "instructionFileSummary").contains(u"30 done"_s));
}

void TestInstructionFileDialog::whileItSubmitsItStaysOpen()
{
    Open open(InstructionDeskBench::lines(20));
    open.bench.failPosts(R"("effect":"delay","ms":50)");
    CLICK(*open.dialog, "instructionFileSubmit");
    QVERIFY(open.dialog->isSubmitting());

    QTest::keyClick(open.dialog.data(), Qt::Key_Escape);

    QVERIFY(open.dialog && open.dialog->isVisible());
}

QTEST_MAIN(TestInstructionFileDialog)

#include "tst_instructionfiledialog.moc"
