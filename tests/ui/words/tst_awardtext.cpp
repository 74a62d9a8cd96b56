// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/awardtext.h"
#include "ui/words/minttext.h"

#include <QLocale>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

/// What is said of batches of awards and their lines.
class TestAwardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(u"en_US"_s)); }
    void aLineSaysHowFarItIs_data();
    void aLineSaysHowFarItIs();
    void onlyWhatCanBeCarriedOnIsAskedToBe();
    void oneIsNotMany();
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

void TestAwardText::oneIsNotMany()
{
    const AwardReport one{.counts = {.total = 1, .done = 1, .pointsDone = 1}};
    const AwardReport many{.counts = {.total = 2000, .done = 2000, .pointsDone = 2000}};

    QCOMPARE(describe(one), u"1 award: 1 done. 1 point is minted."_s);
    QCOMPARE(describe(many), u"2,000 awards: 2,000 done. 2,000 points are minted."_s);
    MintReport mint{.outcome = RowOutcome::Done, .why = MintWhy::Minted, .newAmount = u"1"_s};
    mint.intent.accountId = u"a-1"_s;
    mint.intent.points = 1;
    QCOMPARE(describe(mint), u"Minted: 1 point for account a-1. The service reports 1."_s);
    mint.intent.points = 0;
    QVERIFY(describe(mint).startsWith(u"Minted: 0 points for account a-1."));
}

QTEST_GUILESS_MAIN(TestAwardText)

#include "tst_awardtext.moc"
