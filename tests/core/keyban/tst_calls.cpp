// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keyban/calls.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace chancery;
using namespace chancery::keyban;
using namespace Qt::Literals::StringLiterals;

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
    QSet<QByteArray> names;
    for (const Call &call : calls::all) {
        const QByteArray name(call.name.data(), qsizetype(call.name.size()));
        QVERIFY2(isSound(call), name.constData());
        QVERIFY2(!names.contains(name), name.constData());
        names << name;
    }
}

void TestCalls::noCallIsMissingInTheList()
{
    QFile source(QFINDTESTDATA("../../../core/keyban/calls.h"));
    QVERIFY(source.open(QIODevice::ReadOnly));
    static const QRegularExpression declaration(u"^inline constexpr Call (\\w+)"_s,
                                                QRegularExpression::MultilineOption);

    qsizetype declared = 0;
    for (auto found = declaration.globalMatch(QString::fromUtf8(source.readAll())); found.hasNext(); found.next())
        ++declared;

    QVERIFY(declared > 0);
    QCOMPARE(qsizetype(calls::all.size()), declared);
}

void TestCalls::whatCannotBeUndoneNeverRepeats()
{
    QVERIFY(!mayRepeat(calls::createPassport));
    QVERIFY(!mayRepeat(calls::updatePassport));
    QVERIFY(!mayRepeat(calls::publishPassports));
    QVERIFY(!mayRepeat(calls::deletePassport));
}

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
