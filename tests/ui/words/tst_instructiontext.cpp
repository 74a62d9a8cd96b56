// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/instructiontext.h"

#include <QSet>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// Whatever is wrong with an instruction is said in a sentence that names it, with what to do.
class TestInstructionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFaultHasWordsAndARemedy();
    void everyEndHasWordsOfItsOwn();
    void countsNameWhatIsThere();
    void whatWasLeftOutSaysWhy();
    void aCancellationSaysHowItEnded();
};

void TestInstructionText::everyFaultHasWordsAndARemedy()
{
    QSet<QString> messages;
    for (int i = 0; i <= int(InstructionFault::Repeats); ++i) {
        const InstructionFinding finding{
            .line = 1007, .column = u"quantity"_s, .fault = InstructionFault(i), .value = u"ten"_s, .firstLine = 3};
        const FindingText text = describe(finding);

        QVERIFY2(text.message.endsWith(u'.') || finding.fault == InstructionFault::RowUnreadable,
                 qPrintable(text.message));
        QVERIFY2(text.remedy.endsWith(u'.') || finding.fault == InstructionFault::RowUnreadable,
                 qPrintable(text.remedy));
        QVERIFY2(!messages.contains(text.message), qPrintable(text.message));
        messages.insert(text.message);
        QVERIFY(placeText(finding).contains(u"quantity"_s));
    }
}

void TestInstructionText::everyEndHasWordsOfItsOwn()
{
    QSet<QString> sentences;
    for (int i = 0; i <= int(InstructionWhy::AnswerLost); ++i) {
        const auto why = InstructionWhy(i);

        QVERIFY(reasonText(why).endsWith(u'.'));
        sentences.insert(reasonText(why));
        QCOMPARE(instructionWhyFromWord(QString(instructionWhyWord(why))), why);
    }
    QCOMPARE(sentences.size(), int(InstructionWhy::AnswerLost) + 1);
    QVERIFY(!instructionWhyFromWord(u"interrupted"));
}

void TestInstructionText::countsNameWhatIsThere()
{
    QCOMPARE(countsText({.total = 12, .done = 9, .before = 2, .failed = 1, .notSent = 2}),
             u"12 instructions: 9 done (2 of them before), 1 failed, 2 not sent."_s);
    QCOMPARE(countsText({.total = 3, .done = 3}), u"3 instructions: 3 done."_s);
}

void TestInstructionText::whatWasLeftOutSaysWhy()
{
    InstructionFile file;
    file.instructions = {{.line = 2, .rows = {{2, {}}, {5, {}}}}, {.line = 3, .rows = {{3, {}}}}};
    file.findings = {{.line = 2, .column = u"wallet"_s, .fault = InstructionFault::TimeOver},
                     {.line = 3, .column = u"role"_s, .fault = InstructionFault::CellMissing},
                     {.line = 5, .column = u"quantity"_s, .fault = InstructionFault::NotADecimal, .value = u"ten"_s}};

    const QString words = reasonText(file, FiledOutcome{.line = 2, .why = InstructionWhy::LeftOut});

    QCOMPARE(words, u"quantity: “ten” is no amount."_s);
}

void TestInstructionText::aCancellationSaysHowItEnded()
{
    keystone::Instruction matched;
    matched.status = u"matched"_s;

    QVERIFY(describe(InstructionCancelReport{.outcome = RowOutcome::Failed, .now = matched}).contains(u"matched"_s));
    QVERIFY(describe(InstructionCancelReport{.outcome = RowOutcome::Unknown}).contains(u"lost"_s));
}

QTEST_GUILESS_MAIN(TestInstructionText)

#include "tst_instructiontext.moc"
