// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/calls.h"
#include "tests/support/callchecks.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;

/// Walks through every call of the approval service: none may ring a phone twice by itself.
class TestBkeyCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallSaysWhatItDoes();
    void noCallIsMissingInTheList();
    void onlyATokenOfTheClientMayBeAskedForAgain();
    void aCheckoutIsMoney();
};

void TestBkeyCalls::everyCallSaysWhatItDoes()
{
    QCOMPARE(unsoundCalls(calls::all), QStringList());
}

void TestBkeyCalls::noCallIsMissingInTheList()
{
    const qsizetype declared = declaredCalls(QFINDTESTDATA("../../../core/bkey/calls.h"));

    QVERIFY(declared > 0);
    QCOMPARE(qsizetype(calls::all.size()), declared);
}

void TestBkeyCalls::onlyATokenOfTheClientMayBeAskedForAgain()
{
    for (const Call &call : calls::all) {
        const bool isSafe = call.effect == Effect::Read || call.name == calls::fetchToken.name;
        QCOMPARE(mayRepeat(call), isSafe);
    }
}

void TestBkeyCalls::aCheckoutIsMoney()
{
    QCOMPARE(Effect(calls::startCheckout.effect), Effect::Money);
}

QTEST_GUILESS_MAIN(TestBkeyCalls)
#include "tst_bkeycalls.moc"
