// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/awardtext.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// What is said of batches of awards and their lines.
class TestAwardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineSaysHowFarItIs_data();
    void aLineSaysHowFarItIs();
    void onlyWhatCanBeCarriedOnIsAskedToBe();
};

void TestAwardText::aLineSaysHowFarItIs_data()
{
    QTest::addColumn<RowOutcome>("outcome");
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("mintId");
    QTest::addColumn<QString>("says");
    QTest::newRow("not begun") << RowOutcome::NotSent << QString() << QString() << u"not its turn"_s;
    QTest::newRow("on its way") << RowOutcome::Unknown << QString() << u"m-1"_s << u"on its way"_s;
    QTest::newRow("lost") << RowOutcome::Unknown << u"interrupted"_s << u"m-1"_s << u"answer was lost"_s;
}

void TestAwardText::aLineSaysHowFarItIs()
{
    QFETCH(const RowOutcome, outcome);
    QFETCH(const QString, why);
    QFETCH(const QString, mintId);
    QFETCH(const QString, says);

    const QString text = reasonText({.line = {}, .outcome = outcome, .why = why, .mintId = mintId});

    QVERIFY2(text.contains(says), qPrintable(text));
}

void TestAwardText::onlyWhatCanBeCarriedOnIsAskedToBe()
{
    AwardReport report{.counts = {.total = 2, .done = 1, .notSent = 1}};
    QVERIFY(describe(report).contains(u"Run the same batch again"_s));

    report.error = Error{.kind = ErrorKind::Conflict, .cause = Cause::RunElsewhere, .subject = u"spring"_s};

    QVERIFY(!describe(report).contains(u"Run the same batch again"_s));
}

QTEST_GUILESS_MAIN(TestAwardText)

#include "tst_awardtext.moc"
