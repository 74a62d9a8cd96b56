// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ledgermintstest.h"

#include <limits>

using namespace chancery;
using namespace Qt::StringLiterals;
using test::awaited;
using test::valueOf;

/// How many points may be given, and what of them is left.
class TestLedgerMintLimits : public LedgerMintsTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openNew(); }
    void cleanup() { close(); }
    void aNewProfileStartsWithTenThousandAnAction();
    void limitsAreSetForAProfile();
    void aDayHoldsSoMuch_data();
    void aDayHoldsSoMuch();
    void whatMayHaveBeenMintedCounts_data();
    void whatMayHaveBeenMintedCounts();
    void aClockSetBackForgetsNothing();
    void hugeSumsDoNotWrap();
    void theOutlookSaysWhatIsLeftAndWritesNothing();
};

void TestLedgerMintLimits::aNewProfileStartsWithTenThousandAnAction()
{
    QCOMPARE(valueOf(ledger->mintLimits(u"new"_s)), MintLimits());
    const MintAdmission over = intend(sampleMint(10'001));

    QCOMPARE(over.bar, MintBar::OverAction);
    QCOMPARE(over.limit, 10'000);
    QVERIFY(mints().isEmpty());
    QCOMPARE(intend(sampleMint(10'000)).bar, MintBar::None);
    QCOMPARE(intend(sampleMint(9'999)).bar, MintBar::None);
}

void TestLedgerMintLimits::limitsAreSetForAProfile()
{
    setLimits({.action = 5});
    reopen();
    auto elsewhere = sampleMint(6);
    elsewhere.author.profileId = u"p-2"_s;

    QCOMPARE(intend(sampleMint(6)).bar, MintBar::OverAction);
    QCOMPARE(intend(elsewhere).bar, MintBar::None);
    QCOMPARE(awaited(ledger->setMintLimits({}, {.action = -1})).error().cause, Cause::SettingInvalid);
}

void TestLedgerMintLimits::aDayHoldsSoMuch_data()
{
    QTest::addColumn<MintLimits>("limits");
    QTest::addColumn<QString>("otherAccount");
    QTest::addColumn<QString>("otherUser");
    QTest::addColumn<int>("bar");
    const MintLimits account{.accountDay = 100};
    const MintLimits officer{.operatorDay = 100};
    const MintLimits profile{.profileDay = 100};
    QTest::newRow("account") << account << u"a-1"_s << u"second"_s << int(MintBar::OverAccountDay);
    QTest::newRow("other account") << account << u"a-2"_s << u"first"_s << int(MintBar::None);
    QTest::newRow("operator") << officer << u"a-2"_s << u"first"_s << int(MintBar::OverOperatorDay);
    QTest::newRow("other operator") << officer << u"a-1"_s << u"second"_s << int(MintBar::None);
    QTest::newRow("profile") << profile << u"a-2"_s << u"second"_s << int(MintBar::OverProfileDay);
}

void TestLedgerMintLimits::aDayHoldsSoMuch()
{
    QFETCH(const MintLimits, limits);
    QFETCH(const QString, otherAccount);
    QFETCH(const QString, otherUser);
    QFETCH(const int, bar);
    setLimits(limits);
    const MintIntent first = sampleMint(60);
    QCOMPARE(intend(first).bar, MintBar::None);
    settle(first, RowOutcome::Done);
    auto second = sampleMint(41, otherAccount);
    second.author.user = otherUser;
    auto fitting = sampleMint(40, otherAccount);
    fitting.author.user = otherUser;

    const MintAdmission admission = intend(second);

    QCOMPARE(int(admission.bar), bar);
    if (admission.bar != MintBar::None) {
        QCOMPARE(admission.limit, 100);
        QCOMPARE(admission.used, 60);
        QCOMPARE(intend(fitting).bar, MintBar::None);
    }
}

void TestLedgerMintLimits::whatMayHaveBeenMintedCounts_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<bool>("counts");
    QTest::newRow("done") << int(RowOutcome::Done) << true;
    QTest::newRow("unknown") << int(RowOutcome::Unknown) << true;
    QTest::newRow("failed") << int(RowOutcome::Failed) << false;
    QTest::newRow("not sent") << int(RowOutcome::NotSent) << false;
}

void TestLedgerMintLimits::whatMayHaveBeenMintedCounts()
{
    QFETCH(const int, outcome);
    QFETCH(const bool, counts);
    setLimits({.profileDay = 100});
    const MintIntent first = sampleMint(60);
    QCOMPARE(intend(first).bar, MintBar::None);
    settle(first, RowOutcome(outcome));

    QCOMPARE(intend(sampleMint(41)).bar, counts ? MintBar::OverProfileDay : MintBar::None);
}

void TestLedgerMintLimits::aClockSetBackForgetsNothing()
{
    setLimits({.accountDay = 100});
    const MintIntent first = sampleMint(60);
    QCOMPARE(intend(first).bar, MintBar::None);
    settle(first, RowOutcome::Done);
    // As if the mint had been made tomorrow, and the clock had been set back a day since.
    const QString tomorrow = QDateTime::currentDateTimeUtc().addDays(1).toString(u"yyyy-MM-dd"_s);
    QVERIFY(OtherProgram(ledger->path()).run(u"UPDATE mint SET day = '%1'"_s.arg(tomorrow)));

    const MintIntent second = sampleMint(40);
    QCOMPARE(intend(sampleMint(41)).bar, MintBar::OverAccountDay);
    QCOMPARE(intend(second).bar, MintBar::None);
    settle(second, RowOutcome::Done);
    QCOMPARE(intend(sampleMint(1)).bar, MintBar::OverAccountDay);
    QCOMPARE(mints().first().intent.id, second.id);
}

void TestLedgerMintLimits::hugeSumsDoNotWrap()
{
    constexpr qint64 huge = 9'007'199'254'740'991;
    setLimits({.action = 0, .accountDay = huge});
    const MintIntent first = sampleMint(huge);
    QCOMPARE(intend(first).bar, MintBar::None);
    settle(first, RowOutcome::Done);

    QCOMPARE(intend(sampleMint(huge)).bar, MintBar::OverAccountDay);
    for (const qint64 points : {qint64(0), qint64(-5), huge + 1, std::numeric_limits<qint64>::max()})
        QCOMPARE(intend(sampleMint(points)).bar, MintBar::AmountUnusable);
}

void TestLedgerMintLimits::theOutlookSaysWhatIsLeftAndWritesNothing()
{
    QVERIFY(awaited(ledger->setMintLimits(sampleMint().author, {.action = 500, .accountDay = 1000})));
    const MintIntent first = sampleMint(400);
    QCOMPARE(valueOf(ledger->intendMint(first)).bar, MintBar::None);
    QVERIFY(awaited(ledger->settleMint(first.id, ended(RowOutcome::Done))));

    const MintOutlook fits = valueOf(ledger->mintOutlook(sampleMint(500)));
    const MintOutlook over = valueOf(ledger->mintOutlook(sampleMint(501)));

    QCOMPARE(fits.admission.bar, MintBar::None);
    QCOMPARE(fits.limits, (MintLimits{.action = 500, .accountDay = 1000}));
    QCOMPARE(fits.used, (MintLimits{.action = 0, .accountDay = 400}));
    QCOMPARE(over.admission.bar, MintBar::OverAction);
    QCOMPARE(valueOf(ledger->mints({})).size(), 1);
}

QTEST_GUILESS_MAIN(TestLedgerMintLimits)

#include "tst_ledgermintlimits.moc"
