// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/checkoutrun.h"

#include "core/bkey/calls.h"
#include "tests/core/runs/phonetest.h"

#include <QSignalSpy>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using bkey::CheckoutState;

namespace {

bkey::CheckoutDraft draft()
{
    return {.merchantName = u"Atelier"_s, .items = {{u"Vase"_s, u"12.50"_s, 2}}, .amount = u"25.00"_s};
}

Confirmation confirmed()
{
    return Confirmation::afterReview(bkey::calls::startCheckout, u"Atelier"_s);
}

} // namespace

/// Payments on a phone: asked for once, and paid only when the service says so.
class TestCheckoutRun : public PhoneTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { launch(); }
    void init() { openNew(); }
    void cleanup() { close(); }
    void paidIsPaid_data();
    void paidIsPaid();
    void approvedIsNotPaid();
    void aNoIsWrittenDown();
    void whatNobodyAnswersRunsOut();
    void aLostPollIsAskedAgain();
    void aLostRequestIsUnclearAndNotRepeated();
    void aFullLogAsksNobody();
    void whatIsStoppedIsWrittenDown();

private:
    PhoneReport pay(CheckoutRun &run)
    {
        return report(run, [&] { run.start(draft(), confirmed()); });
    }
};

void TestCheckoutRun::paidIsPaid_data()
{
    QTest::addColumn<QByteArray>("payment");
    QTest::addColumn<PhoneEnd>("end");
    QTest::newRow("at once") << QByteArray("complete") << PhoneEnd::Done;
    QTest::newRow("in steps") << QByteArray("steps") << PhoneEnd::Done;
    QTest::newRow("failed") << QByteArray("fail") << PhoneEnd::PaymentFailed;
}

void TestCheckoutRun::paidIsPaid()
{
    QFETCH(const QByteArray, payment);
    QFETCH(const PhoneEnd, end);
    wish(R"({"auto":"approve","payment":")" + payment + R"("})");
    desk->betweenPolls = [this] { sandbox->post(u"clock"_s, R"({"advanceSeconds":1})"); };
    CheckoutRun run(parts());

    const PhoneReport report = pay(run);

    QCOMPARE(phoneEndWord(report.end), phoneEndWord(end));
    QCOMPARE(run.checkout().paymentIntentId.isEmpty(), end != PhoneEnd::Done);
    QCOMPARE(audited(), (QStringList{u"checkout.intended"_s, u"checkout.ended"_s}));
    QVERIFY(auditText().contains(R"("amount":"25.00")"));
}

void TestCheckoutRun::approvedIsNotPaid()
{
    wish(R"({"payment":"steps"})");
    CheckoutRun run(parts());
    QList<CheckoutState> seen;
    connect(&run, &CheckoutRun::progressed, &run, [&](const bkey::Checkout &checkout) { seen << checkout.state; });
    desk->betweenPolls = [this] {
        if (desk->waits.size() == 119) // just before the question's time is over
            tapAll("approve");
        if (desk->waits.size() == 140)
            sandbox->post(u"clock"_s, R"({"advanceSeconds":60})");
    };

    const PhoneReport report = pay(run);

    QCOMPARE(report.end, PhoneEnd::Done);
    QVERIFY(desk->clock > 600s);
    QVERIFY(!seen.isEmpty() && seen.first() != CheckoutState::Paid);
}

void TestCheckoutRun::aNoIsWrittenDown()
{
    wish(R"({"auto":"deny"})");
    CheckoutRun run(parts());

    QCOMPARE(pay(run).end, PhoneEnd::Denied);
    QVERIFY(auditText().contains(R"("why":"denied")"));
}

void TestCheckoutRun::whatNobodyAnswersRunsOut()
{
    CheckoutRun ours(parts());
    QCOMPARE(pay(ours).end, PhoneEnd::TimedOut);
    QVERIFY(desk->clock >= 600s && desk->clock <= 640s);

    CheckoutRun theirs(parts());
    connect(&theirs, &CheckoutRun::waiting, &theirs,
            [this] { sandbox->post(u"clock"_s, R"({"advanceSeconds":3600})"); });
    QCOMPARE(pay(theirs).end, PhoneEnd::Expired);
}

void TestCheckoutRun::aLostPollIsAskedAgain()
{
    wish(R"({"auto":"approve","payment":"complete"})");
    sandbox->setFaults(R"([{"method":"GET","path":"*/v1/checkout/*","nth":1,"effect":"resetAfter"},)"
                       R"({"method":"GET","path":"*/v1/checkout/*","nth":2,"effect":"status","status":503},)"
                       R"({"method":"GET","path":"*/v1/checkout/*","nth":3,"effect":"truncate"}])");
    CheckoutRun run(parts());

    const PhoneReport report = pay(run);

    QCOMPARE(report.end, PhoneEnd::Done);
    QVERIFY(!report.isUnclear);
}

void TestCheckoutRun::aLostRequestIsUnclearAndNotRepeated()
{
    const qsizetype before = ringing();
    sandbox->setFaults(R"([{"method":"POST","path":"*/v1/checkout/initiate","nth":1,"effect":"resetAfter"}])");
    CheckoutRun run(parts());

    const PhoneReport report = pay(run);

    QCOMPARE(report.end, PhoneEnd::Failed);
    QVERIFY(report.isUnclear);
    QCOMPARE(ringing(), before + 1);
}

void TestCheckoutRun::aFullLogAsksNobody()
{
    const qsizetype before = ringing();
    QVERIFY(refuseEntries());
    CheckoutRun run(parts());

    const PhoneReport report = pay(run);

    QCOMPARE(report.end, PhoneEnd::Failed);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(ringing(), before);
}

void TestCheckoutRun::whatIsStoppedIsWrittenDown()
{
    CheckoutRun run(parts());
    connect(&run, &CheckoutRun::waiting, &run, &CheckoutRun::stop);

    QCOMPARE(pay(run).end, PhoneEnd::Withdrawn);
    QVERIFY(auditText().contains(R"("why":"withdrawn")"));
}

QTEST_GUILESS_MAIN(TestCheckoutRun)
#include "tst_checkoutrun.moc"
