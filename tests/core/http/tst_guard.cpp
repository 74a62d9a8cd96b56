// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/http/httptest.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;

class TestGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesByLevelEffectAndConfirmation_data();
    void decidesByLevelEffectAndConfirmation();
    void aConfirmationCoversItsCallOnly();
    void aDangerousCallThatClaimsToBeSafeIsUnsound();
    void moneyNeverRepeats();
};

void TestGuard::decidesByLevelEffectAndConfirmation_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<int>("effect");
    QTest::addColumn<bool>("confirmed");
    QTest::addColumn<int>("refusal");
    const auto row = [](const char *name, GuardLevel level, Effect effect, bool confirmed, int refusal) {
        QTest::newRow(name) << int(level) << int(effect) << confirmed << refusal;
    };
    constexpr int passes = -1;
    row("normal read", GuardLevel::Normal, Effect::Read, false, passes);
    row("normal write", GuardLevel::Normal, Effect::Write, false, passes);
    row("normal money", GuardLevel::Normal, Effect::Money, false, int(Cause::NotConfirmed));
    row("normal money confirmed", GuardLevel::Normal, Effect::Money, true, passes);
    row("normal irreversible", GuardLevel::Normal, Effect::Irreversible, false, int(Cause::NotConfirmed));
    row("normal irreversible confirmed", GuardLevel::Normal, Effect::Irreversible, true, passes);
    row("confirm read", GuardLevel::Confirm, Effect::Read, false, passes);
    row("confirm write", GuardLevel::Confirm, Effect::Write, false, int(Cause::NotConfirmed));
    row("confirm write confirmed", GuardLevel::Confirm, Effect::Write, true, passes);
    row("confirm money", GuardLevel::Confirm, Effect::Money, false, int(Cause::NotConfirmed));
    row("read-only read", GuardLevel::ReadOnly, Effect::Read, false, passes);
    row("read-only write confirmed", GuardLevel::ReadOnly, Effect::Write, true, int(Cause::ReadOnlyProfile));
    row("read-only money confirmed", GuardLevel::ReadOnly, Effect::Money, true, int(Cause::ReadOnlyProfile));
    row("read-only irreversible confirmed", GuardLevel::ReadOnly, Effect::Irreversible, true,
        int(Cause::ReadOnlyProfile));
}

void TestGuard::decidesByLevelEffectAndConfirmation()
{
    QFETCH(int, level);
    QFETCH(int, effect);
    QFETCH(bool, confirmed);
    QFETCH(int, refusal);
    Call call = createThing;
    call.effect = Effect(effect);
    HttpRequest request = writing(call);
    if (!confirmed)
        request.confirmation.reset();

    const Result<Nothing> allowed = Guard(GuardLevel(level)).allows(request);

    QCOMPARE(allowed.ok() ? -1 : int(allowed.error().cause), refusal);
    if (!allowed) {
        QCOMPARE(allowed.error().kind, ErrorKind::Refused);
        QCOMPARE(allowed.error().reach, Reach::NotSent);
    }
}

void TestGuard::aConfirmationCoversItsCallOnly()
{
    HttpRequest request = writing(payThing);
    request.confirmation = Confirmation::afterReview(deleteThing, QStringLiteral("test"));

    const Result<Nothing> allowed = Guard(GuardLevel::Normal).allows(request);

    QVERIFY(!allowed);
    QCOMPARE(allowed.error().cause, Cause::NotConfirmed);
}

void TestGuard::aDangerousCallThatClaimsToBeSafeIsUnsound()
{
    Call safeMoney = payThing;
    safeMoney.repeat = Repeat::Safe;
    Call readingPost = createThing;
    readingPost.effect = Effect::Read;
    Call writingGet = readThing;
    writingGet.effect = Effect::Write;

    QVERIFY(isSound(readThing) && isSound(upsertThing) && isSound(createThing) && isSound(payThing));
    QVERIFY(!isSound(safeMoney));
    QVERIFY(!isSound(readingPost));
    QVERIFY(!isSound(writingGet));
}

void TestGuard::moneyNeverRepeats()
{
    Call safeMoney = payThing;
    safeMoney.repeat = Repeat::Safe;

    QVERIFY(mayRepeat(readThing) && mayRepeat(upsertThing));
    QVERIFY(!mayRepeat(createThing) && !mayRepeat(deleteThing) && !mayRepeat(safeMoney));
}

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
