// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/instructions/instructiondialog.h"

#include "instructiondeskbench.h"
#include "ui/widgets/banner.h"

#include <QClipboard>
#include <QDateTimeEdit>
#include <QPointer>
#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestInstructionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void whatIsWrongStandsBesideItsField();
    void aTimeThatIsOverIsNotTaken();
    void rolesFollowTheTemplate();
    void legsAreAddedAndRemoved();
    void theSecondLookSaysWhatWillHappen();
    void whatIsSubmittedIsWhatWasReviewed();
    void aRefusalGoesBackToTheFields();
    void aLostAnswerMayOnlyBeRepeated();
    void escapeGoesBackFirst();
    void theReferenceIsMadeAndCopied();

private:
    struct Open
    {
        Open()
            : dialog(new InstructionDialog(bench.desk()))
        {
            dialog->open();
        }
        ~Open() { delete dialog.data(); }
        InstructionDeskBench bench;
        QPointer<InstructionDialog> dialog;
    };
    static bool hasTemplates(const InstructionDialog &dialog)
    {
        return dialog.findChild<QComboBox *>(u"instruction.template"_s)->count() > 2;
    }
    static void fill(InstructionDialog &dialog)
    {
        auto *choice = dialog.findChild<QComboBox *>(u"instruction.template"_s);
        choice->setCurrentIndex(choice->findData(u"cross_platform_dvp"_s));
        dialog.findChild<QComboBox *>(u"instruction.role"_s)->setCurrentText(u"seller"_s);
        write(dialog, "instruction.party", u" FUND-A "_s);
        write(dialog, "instruction.wallet", u"0xa1"_s);
        write(dialog, "legQuantity0", u"1000000"_s);
        write(dialog, "legInstrument0", u"BOND-1"_s);
        write(dialog, "legQuantity1", u"99.50"_s);
        write(dialog, "legInstrument1", u"EUR"_s);
    }
};

void TestInstructionDialog::whatIsWrongStandsBesideItsField()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    write(*open.dialog, "legQuantity0", u"1,000"_s);

    CLICK(*open.dialog, "instructionNext");

    QVERIFY(!textOf(*open.dialog, "problem.instruction.party").isEmpty());
    QVERIFY(!textOf(*open.dialog, "problem.instruction.wallet").isEmpty());
    QVERIFY(textOf(*open.dialog, "problem.instruction.name").isEmpty());
    QVERIFY(textOf(*open.dialog, "legProblem0").contains(u"1,000"_s));
    QVERIFY(!shown(*open.dialog, "instructionConsequence"));
    write(*open.dialog, "instruction.party", u"FUND-A"_s);
    QVERIFY(textOf(*open.dialog, "problem.instruction.party").isEmpty());
}

void TestInstructionDialog::aTimeThatIsOverIsNotTaken()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    open.dialog->findChild<QDateTimeEdit *>(u"instruction.timeout"_s)
        ->setDateTime(QDateTime::currentDateTime().addSecs(-60));

    CLICK(*open.dialog, "instructionNext");

    QVERIFY(!textOf(*open.dialog, "problem.instruction.timeout").isEmpty());
    QVERIFY(!shown(*open.dialog, "instructionConsequence"));
}

void TestInstructionDialog::rolesFollowTheTemplate()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    auto *choice = open.dialog->findChild<QComboBox *>(u"instruction.template"_s);
    auto *role = open.dialog->findChild<QComboBox *>(u"instruction.role"_s);

    choice->setCurrentIndex(choice->findData(u"cross_platform_dvp"_s));
    QVERIFY(role->findText(u"seller"_s) >= 0 && role->findText(u"buyer"_s) >= 0);
    choice->setCurrentIndex(choice->findData(u"bilateral_repo"_s));

    QVERIFY(role->findText(u"lender"_s) >= 0 || role->findText(u"borrower"_s) >= 0);
}

void TestInstructionDialog::legsAreAddedAndRemoved()
{
    Open open;

    CLICK(*open.dialog, "addLeg");
    QTRY_VERIFY(shown(*open.dialog, "legQuantity2"));
    write(*open.dialog, "legQuantity2", u"7"_s);
    CLICK(*open.dialog, "removeLeg0");
    CLICK(*open.dialog, "removeLeg0");

    QVERIFY(!canClick(*open.dialog, "removeLeg0"));
    QCOMPARE(shown<QLineEdit>(*open.dialog, "legQuantity0")->text(), u"7"_s);
}

void TestInstructionDialog::theSecondLookSaysWhatWillHappen()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    const qint64 before = open.bench.held().total;

    CLICK(*open.dialog, "instructionNext");

    const QString told = textOf(*open.dialog, "instructionConsequence");
    QVERIFY(told.startsWith(u"FUND-A as seller delivers 1,000,000 BOND-1 and receives 99.50 EUR."_s));
    QCOMPARE(open.bench.held().total, before);
    CLICK(*open.dialog, "instructionBack");
    QVERIFY(shown(*open.dialog, "instruction.party"));
}

void TestInstructionDialog::whatIsSubmittedIsWhatWasReviewed()
{
    Open open;
    QSignalSpy submitted(open.dialog.data(), &InstructionDialog::submitted);
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    write(*open.dialog, "instruction.reference", u"DESK-77"_s);
    CLICK(*open.dialog, "instructionNext");

    CLICK(*open.dialog, "instructionNext");
    QTRY_COMPARE(submitted.size(), 1);

    const auto held = valueOf(open.bench.client().readInstruction(submitted.first().first().toString()));
    QCOMPARE(held.tradeReference, u"DESK-77"_s);
    QCOMPARE(held.party.externalReference, u"FUND-A"_s);
    QCOMPARE(held.legs.size(), 2);
    QCOMPARE(held.legs[1].quantity, u"99.50"_s);
    QCOMPARE(held.legs[1].direction, u"receive"_s);
    QCOMPARE(held.legs[1].legType, u"payment"_s);
    const InstructionRecord kept = valueOf(open.bench.ledger.instructions({})).first();
    QCOMPARE(kept.end.instructionId, held.id);
    QTRY_VERIFY(!open.dialog);
}

void TestInstructionDialog::aRefusalGoesBackToTheFields()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    write(*open.dialog, "instruction.chain", u"999999999999999"_s); // a chain that the service does not take
    open.dialog->findChild<QComboBox *>(u"instruction.role"_s)->setCurrentText(u"spectator"_s);
    CLICK(*open.dialog, "instructionNext");

    CLICK(*open.dialog, "instructionNext");

    QTRY_VERIFY(shown<Banner>(*open.dialog, "instructionBanner"));
    QVERIFY(!shown<Banner>(*open.dialog, "instructionBanner")->content().headline.isEmpty());
    QCOMPARE(valueOf(open.bench.ledger.instructions({})).first().end.outcome, RowOutcome::Failed);
    QVERIFY(canClick(*open.dialog, "instructionNext"));
}

void TestInstructionDialog::aLostAnswerMayOnlyBeRepeated()
{
    Open open;
    QSignalSpy submitted(open.dialog.data(), &InstructionDialog::submitted);
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    CLICK(*open.dialog, "instructionNext");
    const qint64 before = open.bench.held().total;
    open.bench.failPosts(R"("effect":"resetAfter")");

    CLICK(*open.dialog, "instructionNext");
    QTRY_VERIFY_WITH_TIMEOUT(shown<Banner>(*open.dialog, "instructionBanner"), 60'000);
    QVERIFY(!canClick(*open.dialog, "instructionBack"));
    open.bench.sandbox.setFaults("[]");
    CLICK(*open.dialog, "instructionNext");

    QTRY_COMPARE(submitted.size(), 1);
    QCOMPARE(open.bench.held().total, before + 1);
}

void TestInstructionDialog::escapeGoesBackFirst()
{
    Open open;
    QTRY_VERIFY(hasTemplates(*open.dialog));
    fill(*open.dialog);
    CLICK(*open.dialog, "instructionNext");

    QTest::keyClick(open.dialog.data(), Qt::Key_Escape);
    QVERIFY(open.dialog && shown(*open.dialog, "instruction.party"));
    QTest::keyClick(open.dialog.data(), Qt::Key_Escape);

    QTRY_VERIFY(!open.dialog);
}

void TestInstructionDialog::theReferenceIsMadeAndCopied()
{
    Open open;

    CLICK(*open.dialog, "copyNewReference");

    const QString reference = shown<QLineEdit>(*open.dialog, "instruction.reference")->text();
    QVERIFY(reference.startsWith(u"TR-"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), reference);
    QVERIFY(newTradeReference() != reference);
}

QTEST_MAIN(TestInstructionDialog)

#include "tst_instructiondialog.moc"
