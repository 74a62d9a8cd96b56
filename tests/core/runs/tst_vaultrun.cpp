// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/vaultrun.h"
#include "tests/core/runs/phonetest.h"

#include <QSignalSpy>

#include <algorithm>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const VaultWish sealedWish{.itemName = u"shop-login"_s, .fieldPath = u"password"_s, .purpose = u"Log in"_s};
const VaultWish openWish{.itemName = u"openai-api-key"_s};
constexpr QByteArrayView password{"test-shop-password"};

QByteArray textOf(const Secret &value)
{
    return value.use([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

VaultDeposit deposit(const QString &name)
{
    return {.itemType = u"login"_s, .name = name, .fields = Secret::fromText(uR"({"password":"test-stored-0001"})"_s)};
}

} // namespace

/// Values from the vault on a phone: each comes once, to whoever asked, and into no log.
class TestVaultRun : public PhoneTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { launch(); }
    void init() { openNew(); }
    void cleanup() { close(); }
    void aValueIsReleasedOnce_data();
    void aValueIsReleasedOnce();
    void aNoIsWrittenDown_data();
    void aNoIsWrittenDown();
    void whatNobodyAnswersRunsOut();
    void itIsNeverAskedFasterThanTheServiceWants();
    void aServiceThatAsksForAPauseGetsOne();
    void aSealForSomebodyElseIsUnreadable_data();
    void aSealForSomebodyElseIsUnreadable();
    void aLostAnswerMayHaveHeldTheValue_data();
    void aLostAnswerMayHaveHeldTheValue();
    void aPollThatIsLostTooEarlyLosesNothing();
    void aLostRequestIsUnclear();
    void aFullLogAsksNobody();
    void aValueComesEvenIfItsEndCanNotBeWritten();
    void whatIsWithdrawnIsNotRead();
    void whatNobodyWaitsForIsWithdrawn();
    void anItemIsStoredAndComesBack();
    void anItemIsNotStoredWithoutAYes();
    void aPhoneWithoutAKeyIsNamed();
    void aLostPollOfAStoreIsAskedAgain();

private:
    PhoneReport read(VaultRead &run, const VaultWish &wish)
    {
        return report(run, [&] { run.start(wish); });
    }
};

void TestVaultRun::aValueIsReleasedOnce_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<QByteArray>("sealing");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("sealed fields") << true << QByteArray("object") << password.toByteArray();
    QTest::newRow("sealed value") << true << QByteArray("value") << password.toByteArray();
    QTest::newRow("open") << false << QByteArray("object") << QByteArray(R"({"key":"test-openai-0001"})");
}

void TestVaultRun::aValueIsReleasedOnce()
{
    QFETCH(const bool, isSealed);
    QFETCH(const QByteArray, sealing);
    QFETCH(const QByteArray, value);
    wish(R"({"auto":"approve","sealing":")" + sealing + R"("})");
    VaultRead run(parts());

    const PhoneReport report = read(run, isSealed ? sealedWish : openWish);

    QCOMPARE(phoneEndWord(report.end), phoneEndWord(PhoneEnd::Done));
    QVERIFY(!report.isUnclear && !report.error && !report.ledgerError);
    QCOMPARE(textOf(run.takeValue()), value);
    QVERIFY(run.takeValue().isEmpty());
    QCOMPARE(audited(), (QStringList{u"vault.asked"_s, u"vault.ended"_s}));
    QVERIFY(auditText().contains(report.requestId.toUtf8()));
    QVERIFY(!auditText().contains("test-"));
}

void TestVaultRun::aNoIsWrittenDown_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::newRow("sealed") << true;
    QTest::newRow("open") << false;
}

void TestVaultRun::aNoIsWrittenDown()
{
    QFETCH(const bool, isSealed);
    wish(R"({"auto":"deny"})");
    VaultRead run(parts());

    const PhoneReport report = read(run, isSealed ? sealedWish : openWish);

    QCOMPARE(report.end, PhoneEnd::Denied);
    QVERIFY(run.takeValue().isEmpty());
    QVERIFY(auditText().contains(R"("why":"denied")"));
}

void TestVaultRun::whatNobodyAnswersRunsOut()
{
    VaultRead ours(parts());
    VaultWish wish = sealedWish;
    wish.expiry = 30s;
    QCOMPARE(read(ours, wish).end, PhoneEnd::TimedOut);

    VaultRead theirs(parts());
    connect(&theirs, &VaultRead::waiting, &theirs, [this] { sandbox->post(u"clock"_s, R"({"advanceSeconds":3600})"); });
    QCOMPARE(read(theirs, wish).end, PhoneEnd::Expired);
}

void TestVaultRun::itIsNeverAskedFasterThanTheServiceWants()
{
    VaultRead run(parts());
    VaultWish wish = sealedWish;
    wish.expiry = 32s;

    const PhoneReport report = read(run, wish);

    QCOMPARE(report.end, PhoneEnd::TimedOut);
    QVERIFY(desk->waits.size() > 5);
    for (const std::chrono::milliseconds wait : desk->waits)
        QVERIFY(wait >= 5s);
    QVERIFY(desk->clock <= 40s);
}

void TestVaultRun::aServiceThatAsksForAPauseGetsOne()
{
    wish(R"({"auto":"approve"})");
    sandbox->setFaults(
        R"([{"method":"GET","path":"*/v1/vault/access/*","nth":1,"effect":"status","status":503,"retryAfter":"17"}])");
    VaultRead run(parts());

    QCOMPARE(read(run, sealedWish).end, PhoneEnd::Done);

    QCOMPARE(desk->waits, (QList<std::chrono::milliseconds>{5s, 17s}));
}

void TestVaultRun::aSealForSomebodyElseIsUnreadable_data()
{
    QTest::addColumn<QByteArray>("sealing");
    QTest::newRow("broken") << QByteArray("broken");
    QTest::newRow("otherKey") << QByteArray("otherKey");
}

void TestVaultRun::aSealForSomebodyElseIsUnreadable()
{
    QFETCH(const QByteArray, sealing);
    wish(R"({"auto":"approve","sealing":")" + sealing + R"("})");
    VaultRead run(parts());

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Unreadable);
    QVERIFY(run.takeValue().isEmpty());
}

void TestVaultRun::aLostAnswerMayHaveHeldTheValue_data()
{
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<QByteArray>("effect");
    for (const char *effect : {"resetAfter", "truncate", "garbage"}) {
        QTest::addRow("sealed, %s", effect) << true << QByteArray(effect);
        QTest::addRow("open, %s", effect) << false << QByteArray(effect);
    }
}

void TestVaultRun::aLostAnswerMayHaveHeldTheValue()
{
    QFETCH(const bool, isSealed);
    QFETCH(const QByteArray, effect);
    wish(R"({"auto":"approve"})");
    sandbox->setFaults(R"([{"method":"GET","path":"*/v1/vault/*","nth":1,"effect":")" + effect + R"("}])");
    VaultRead run(parts());

    const PhoneReport report = read(run, isSealed ? sealedWish : openWish);

    QCOMPARE(report.end, PhoneEnd::Lost);
    QVERIFY(report.isUnclear);
    QVERIFY(run.takeValue().isEmpty());
    QVERIFY(auditText().contains(R"("answerLost":true)"));
}

void TestVaultRun::aPollThatIsLostTooEarlyLosesNothing()
{
    sandbox->setFaults(R"([{"method":"GET","path":"*/v1/vault/*","nth":1,"effect":"resetAfter"}])");
    VaultRead run(parts());
    desk->betweenPolls = [this] {
        if (desk->waits.size() == 3)
            tapAll("approve");
    };

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Done);
    QVERIFY(!report.isUnclear);
    QCOMPARE(textOf(run.takeValue()), password.toByteArray());
}

void TestVaultRun::aLostRequestIsUnclear()
{
    sandbox->setFaults(R"([{"method":"POST","path":"*/v1/vault/access","nth":1,"effect":"resetAfter"}])");
    VaultRead run(parts());

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Failed);
    QVERIFY(report.isUnclear && report.error && report.requestId.isEmpty());
    QVERIFY(desk->waits.isEmpty());
}

void TestVaultRun::aFullLogAsksNobody()
{
    const qsizetype before = ringing();
    QVERIFY(refuseEntries());
    VaultRead run(parts());

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Failed);
    QCOMPARE(report.error->kind, ErrorKind::Storage);
    QCOMPARE(ringing(), before);
}

void TestVaultRun::aValueComesEvenIfItsEndCanNotBeWritten()
{
    wish(R"({"auto":"approve"})");
    QVERIFY(refuseEntries(u"NEW.event = 'vault.ended'"_s));
    VaultRead run(parts());

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Done);
    QCOMPARE(report.ledgerError->kind, ErrorKind::Storage);
    QCOMPARE(textOf(run.takeValue()), password.toByteArray());
}

void TestVaultRun::whatIsWithdrawnIsNotRead()
{
    VaultRead run(parts());
    connect(&run, &VaultRead::waiting, &run, [&] {
        tapAll("approve");
        run.withdraw();
    });

    const PhoneReport report = read(run, sealedWish);

    QCOMPARE(report.end, PhoneEnd::Withdrawn);
    QVERIFY(run.takeValue().isEmpty());
    VaultRead early(parts());
    QCOMPARE(this->report(early,
                          [&] {
                              early.start(sealedWish);
                              early.withdraw();
                          })
                 .end,
             PhoneEnd::Withdrawn);
}

void TestVaultRun::whatNobodyWaitsForIsWithdrawn()
{
    {
        VaultRead run(parts());
        QSignalSpy rings(&run, &VaultRead::waiting);
        run.start(sealedWish);
        QVERIFY(rings.wait(20'000));
    }

    QTRY_COMPARE(audited(), (QStringList{u"vault.asked"_s, u"vault.ended"_s}));
    QVERIFY(auditText().contains(R"("why":"withdrawn")"));
}

void TestVaultRun::anItemIsStoredAndComesBack()
{
    wish(R"({"auto":"approve"})");
    VaultStoreRun store(parts());
    VaultRead back(parts());

    const PhoneReport stored = report(store, [&] { store.start(deposit(u"stored-1"_s)); });
    const PhoneReport told =
        read(back, {.itemName = u"stored-1"_s, .fieldPath = u"password"_s, .purpose = u"Look at it"_s});

    QCOMPARE(stored.end, PhoneEnd::Done);
    QCOMPARE(told.end, PhoneEnd::Done);
    QCOMPARE(textOf(back.takeValue()), QByteArray("test-stored-0001"));
    QCOMPARE(audited().mid(0, 2), (QStringList{u"vault.storeAsked"_s, u"vault.storeEnded"_s}));
    QVERIFY(!auditText().contains("test-"));
    VaultStoreRun twice(parts());
    const PhoneReport again = report(twice, [&] { twice.start(deposit(u"stored-1"_s)); });
    QCOMPARE(again.end, PhoneEnd::Failed);
    QCOMPARE(again.error->kind, ErrorKind::Conflict);
    QVERIFY(!again.isUnclear);
}

void TestVaultRun::anItemIsNotStoredWithoutAYes()
{
    VaultStoreRun late(parts());
    QCOMPARE(report(late, [&] { late.start(deposit(u"stored-2"_s)); }).end, PhoneEnd::TimedOut);

    wish(R"({"auto":"deny"})");
    VaultStoreRun denied(parts());
    QCOMPARE(report(denied, [&] { denied.start(deposit(u"stored-2"_s)); }).end, PhoneEnd::Denied);
}

void TestVaultRun::aPhoneWithoutAKeyIsNamed()
{
    wish(R"({"vaultKey":false})");
    VaultStoreRun run(parts());

    QCOMPARE(report(run, [&] { run.start(deposit(u"stored-3"_s)); }).end, PhoneEnd::NoKey);
}

void TestVaultRun::aLostPollOfAStoreIsAskedAgain()
{
    wish(R"({"auto":"approve"})");
    sandbox->setFaults(R"([{"method":"GET","path":"*/store-request/*","nth":1,"effect":"resetAfter"},)"
                       R"({"method":"GET","path":"*/store-request/*","nth":2,"effect":"garbage"}])");
    VaultStoreRun run(parts());

    const PhoneReport told = report(run, [&] { run.start(deposit(u"stored-4"_s)); });

    QCOMPARE(told.end, PhoneEnd::Done);
    QVERIFY(!told.isUnclear);
}

QTEST_GUILESS_MAIN(TestVaultRun)
#include "tst_vaultrun.moc"
