// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "tests/support/callchecks.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;

/// Walks through every call of the service: none may change the world without saying so.
class TestKeystoneCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCallSaysWhatItDoes();
    void noCallIsMissingInTheList();
    void whatCannotBeUndoneNeverRepeats();
    void whatCarriesAKeyOrSetsValuesMayRepeat();
};

void TestKeystoneCalls::everyCallSaysWhatItDoes()
{
    QCOMPARE(unsoundCalls(calls::all), QStringList());
}

void TestKeystoneCalls::noCallIsMissingInTheList()
{
    const qsizetype declared = declaredCalls(QFINDTESTDATA("../../../core/keystone/calls.h"));

    QVERIFY(declared > 0);
    QCOMPARE(qsizetype(calls::all.size()), declared);
}

void TestKeystoneCalls::whatCannotBeUndoneNeverRepeats()
{
    for (const Call &call : {calls::decideCompliance, calls::cancelInstruction, calls::deleteWebhook,
                             calls::rotateSecret, calls::deactivateEnvironment}) {
        QCOMPARE(Effect(call.effect), Effect::Irreversible);
        QVERIFY(!mayRepeat(call));
    }
    for (const Call &call : {calls::createWebhook, calls::testWebhook, calls::createEnvironment})
        QVERIFY(!mayRepeat(call));
}

void TestKeystoneCalls::whatCarriesAKeyOrSetsValuesMayRepeat()
{
    for (const Call &call : {calls::fetchToken, calls::createSettlement, calls::submitInstruction, calls::updateWebhook,
                             calls::updateEnvironment})
        QVERIFY(mayRepeat(call));
}

QTEST_GUILESS_MAIN(TestKeystoneCalls)
#include "tst_keystonecalls.moc"
