// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/async/errorof.h"
#include "ui/words/phonetext.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace chancery;
using namespace Qt::StringLiterals;

/// What a person reads of how a question to a phone ended.
class TestPhoneText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachEndIsAnotherSentence_data();
    void eachEndIsAnotherSentence();
    void whatMayHaveGoneWithALostAnswerIsSaid();
    void whatMayStillBePaidIsNotToBePaidAgain();
    void aGapInTheLogIsSaid();
};

using Words = std::function<QString(const PhoneReport &)>;

void TestPhoneText::eachEndIsAnotherSentence_data()
{
    QTest::addColumn<Words>("words");
    QTest::addColumn<QList<PhoneEnd>>("ends");
    const QList<PhoneEnd> common{PhoneEnd::Done,     PhoneEnd::Denied,    PhoneEnd::Expired,
                                 PhoneEnd::TimedOut, PhoneEnd::Withdrawn, PhoneEnd::Failed};
    const Words read = [](const PhoneReport &report) { return vaultReadText(report, u"shop-login"_s); };
    const Words store = [](const PhoneReport &report) { return vaultStoreText(report, u"shop-login"_s); };
    const Words pay = [](const PhoneReport &report) { return checkoutText(report, bkey::Checkout{}); };
    QTest::newRow("read") << read << common + QList{PhoneEnd::Lost, PhoneEnd::Unreadable};
    QTest::newRow("store") << store << common + QList{PhoneEnd::NoKey};
    QTest::newRow("checkout") << pay << common + QList{PhoneEnd::PaymentFailed};
}

void TestPhoneText::eachEndIsAnotherSentence()
{
    QFETCH(const Words, words);
    QFETCH(const QList<PhoneEnd>, ends);

    QSet<QString> sentences;
    for (const PhoneEnd end : ends) {
        const QString sentence =
            words({.end = end, .error = errorOf(ErrorKind::Network, Cause::ConnectionRefused, u"localhost"_s)});
        QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        sentences << sentence;
    }

    QCOMPARE(sentences.size(), ends.size());
}

void TestPhoneText::whatMayHaveGoneWithALostAnswerIsSaid()
{
    const PhoneReport lost{.end = PhoneEnd::Failed, .requestId = u"a-1"_s, .isUnclear = true};
    const PhoneReport late{.end = PhoneEnd::TimedOut, .requestId = u"a-1"_s, .isUnclear = true};
    const PhoneReport unasked{.end = PhoneEnd::Failed, .isUnclear = true};

    QVERIFY(vaultReadText(lost, u"key"_s).contains(u"gone with it"));
    QVERIFY(vaultReadText(late, u"key"_s).contains(u"gone with an answer"));
    QVERIFY(vaultReadText(unasked, u"key"_s).contains(u"whether the phone rang"));
    QVERIFY(vaultStoreText(unasked, u"key"_s).contains(u"whether the phone rang"));
    QVERIFY(checkoutText(unasked, bkey::Checkout{}).contains(u"a yes there pays"));
}

void TestPhoneText::whatMayStillBePaidIsNotToBePaidAgain()
{
    const bkey::Checkout approved{.id = u"c-1"_s, .state = bkey::CheckoutState::Approved, .status = u"approved"_s};
    const bkey::Checkout paid{
        .id = u"c-1"_s, .state = bkey::CheckoutState::Paid, .status = u"completed"_s, .paymentIntentId = u"pi_1"_s};

    for (const PhoneEnd end : {PhoneEnd::TimedOut, PhoneEnd::Withdrawn, PhoneEnd::Failed}) {
        const QString sentence = checkoutText({.end = end, .requestId = u"c-1"_s}, approved);
        QVERIFY2(sentence.contains(u"before paying again"), qPrintable(sentence));
    }
    QVERIFY(checkoutText({.end = PhoneEnd::Done, .requestId = u"c-1"_s}, paid).contains(u"pi_1"));
}

void TestPhoneText::aGapInTheLogIsSaid()
{
    QVERIFY(ledgerGapText({.end = PhoneEnd::Done}).isEmpty());
    const PhoneReport report{.end = PhoneEnd::Done, .ledgerError = errorOf(ErrorKind::Storage, Cause::DiskFull)};
    QVERIFY(ledgerGapText(report).contains(u"audit log"));
}

QTEST_GUILESS_MAIN(TestPhoneText)
#include "tst_phonetext.moc"
