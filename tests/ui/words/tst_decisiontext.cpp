// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/decisiontext.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// How a decision ended, said to the officer.
class TestDecisionText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statesOfTheGuideAreSaidAsWords_data();
    void statesOfTheGuideAreSaidAsWords();
    void aStateThatNobodyKnowsIsSaidAsItCame();
};

namespace {

DecisionReport reportOf(RowOutcome outcome, DecisionWhy why, const QString &now)
{
    DecisionReport report;
    report.outcome = outcome;
    report.why = why;
    report.intent.decision = u"reject"_s;
    report.intent.before.state = u"COMPLIANCE_CHECKING"_s;
    report.now.emplace().state = now;
    return report;
}

} // namespace

void TestDecisionText::statesOfTheGuideAreSaidAsWords_data()
{
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<DecisionWhy>("why");

    QTest::newRow("done") << RowOutcome::Done << DecisionWhy::Taken;
    QTest::newRow("none awaited") << RowOutcome::Failed << DecisionWhy::NoneAwaited;
    QTest::newRow("decided elsewhere") << RowOutcome::Failed << DecisionWhy::DecidedElsewhere;
    QTest::newRow("not taken") << RowOutcome::Failed << DecisionWhy::NotTaken;
    QTest::newRow("moved") << RowOutcome::NotSent << DecisionWhy::Moved;
    QTest::newRow("lost") << RowOutcome::Unknown << DecisionWhy::AnswerLost;
}

void TestDecisionText::statesOfTheGuideAreSaidAsWords()
{
    QFETCH(const RowOutcome, outcome);
    QFETCH(const DecisionWhy, why);

    const QString words = describe(reportOf(outcome, why, u"ROLLED_BACK"_s));

    QVERIFY2(words.contains(u"“Rolled back”"_s), qPrintable(words));
    QVERIFY2(!words.contains(u'_'), qPrintable(words));
}

void TestDecisionText::aStateThatNobodyKnowsIsSaidAsItCame()
{
    const QString words = describe(reportOf(RowOutcome::Done, DecisionWhy::Taken, u"PENDING_COMPLIANCE"_s));

    QVERIFY2(words.contains(u"“PENDING_COMPLIANCE”"_s), qPrintable(words));
}

QTEST_GUILESS_MAIN(TestDecisionText)
#include "tst_decisiontext.moc"
