// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace Qt::Literals::StringLiterals;

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
    QSet<QByteArray> names;
    for (const Call &call : calls::all) {
        const QByteArray name(call.name.data(), qsizetype(call.name.size()));
        QVERIFY2(isSound(call), name.constData());
        QVERIFY2(!names.contains(name), name.constData());
        names << name;
    }
}

void TestKeystoneCalls::noCallIsMissingInTheList()
{
    QFile source(QFINDTESTDATA("../../../core/keystone/calls.h"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    static const QRegularExpression declaration(u"^inline constexpr Call (\\w+)"_s,
                                                QRegularExpression::MultilineOption);

    qsizetype declared = 0;
    for (auto found = declaration.globalMatch(QString::fromUtf8(source.readAll())); found.hasNext(); found.next())
        ++declared;

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
