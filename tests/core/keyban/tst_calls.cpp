// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/calls.h"
#include "tests/support/callchecks.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keyban;
using namespace chancery::test;

/// Walks through every call of the service: none may change the world without saying so.
class TestCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallSaysWhatItDoes();
    void noCallIsMissingInTheList();
    void whatCannotBeUndoneNeverRepeats();
};

void TestCalls::everyCallSaysWhatItDoes()
{
    QCOMPARE(unsoundCalls(calls::all), QStringList());
}

void TestCalls::noCallIsMissingInTheList()
{
    const qsizetype declared = declaredCalls(QFINDTESTDATA("../../../core/keyban/calls.h"));

    QVERIFY(declared > 0);
    QCOMPARE(qsizetype(calls::all.size()), declared);
}

void TestCalls::whatCannotBeUndoneNeverRepeats()
{
    QVERIFY(!mayRepeat(calls::createPassport));
    QVERIFY(!mayRepeat(calls::updatePassport));
    QVERIFY(!mayRepeat(calls::publishPassports));
    QVERIFY(!mayRepeat(calls::deletePassport));
    QVERIFY(!mayRepeat(calls::mintPoints));
    QVERIFY(!mayRepeat(calls::deleteTier));
}

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
