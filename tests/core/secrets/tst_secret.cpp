// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/secrets/secret.h"

#include "memoryscan.h"
#include "tests/support/testsecret.h"

#include <QTest>

#include <type_traits>

using namespace chancery;
using chancery::test::made;

namespace {

QByteArray textOf(const Secret &secret)
{
    return secret.use([](QByteArrayView bytes) { return bytes.toByteArray(); });
}

} // namespace

class TestSecret : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesItsBytesToOneFunctionOnly();
    void emptiesWhatItWasMadeFrom();
    void leavesBytesAloneThatOthersShare();
    void takesConstantBytes();
    void isEmptyAfterItWasMovedFrom();
    void movingOntoItselfKeepsIt();
    void movingOntoAnotherReplacesIt();
    void cloneIsAnotherOne();
    void equalsComparesAllBytes();
    void theSearchFindsWhatIsThere();
    void bytesLeaveNoTraceInMemory();
    void textLeavesNoTraceInMemory();
    void cannotBeCopied();
};

void TestSecret::givesItsBytesToOneFunctionOnly()
{
    const Secret secret = made("test-key\xc3\xa9");

    const auto size = secret.use([](QByteArrayView bytes) { return bytes.size(); });

    QCOMPARE(size, 10);
    QCOMPARE(textOf(secret), QByteArray("test-key\xc3\xa9"));
    QVERIFY(!secret.isEmpty());
    QVERIFY(Secret().isEmpty());
    QCOMPARE(textOf(Secret()), QByteArray());
}

void TestSecret::emptiesWhatItWasMadeFrom()
{
    QByteArray bytes("test-bytes");
    auto text = QString::fromLatin1("test-text");

    const Secret fromBytes = Secret::fromUtf8(std::move(bytes));
    const Secret fromText = Secret::fromText(std::move(text));

    QVERIFY(bytes.isEmpty() && text.isEmpty());
    QCOMPARE(textOf(fromBytes), QByteArray("test-bytes"));
    QCOMPARE(textOf(fromText), QByteArray("test-text"));
}

void TestSecret::leavesBytesAloneThatOthersShare()
{
    QByteArray bytes("test-shared");
    const QByteArray other = bytes;

    const Secret secret = Secret::fromUtf8(std::move(bytes));

    QCOMPARE(other, QByteArray("test-shared"));
    QCOMPARE(textOf(secret), other);
}

void TestSecret::takesConstantBytes()
{
    const Secret secret = Secret::fromUtf8(QByteArrayLiteral("test-constant"));
    const Secret text = Secret::fromText(QStringLiteral("test-constant"));

    QVERIFY(secret.equals(text));
}

void TestSecret::isEmptyAfterItWasMovedFrom()
{
    Secret first = made("test-key");

    const Secret second = std::move(first);

    QVERIFY(first.isEmpty());
    QCOMPARE(textOf(second), QByteArray("test-key"));
}

void TestSecret::movingOntoItselfKeepsIt()
{
    Secret secret = made("test-key");
    Secret &same = secret;

    secret = std::move(same);

    QCOMPARE(textOf(secret), QByteArray("test-key"));
}

void TestSecret::movingOntoAnotherReplacesIt()
{
    Secret secret = made("test-old");

    secret = made("test-new-and-longer");

    QCOMPARE(textOf(secret), QByteArray("test-new-and-longer"));
}

void TestSecret::cloneIsAnotherOne()
{
    Secret first = made("test-key");

    const Secret second = first.clone();
    first = Secret();

    QCOMPARE(textOf(second), QByteArray("test-key"));
}

void TestSecret::equalsComparesAllBytes()
{
    QVERIFY(made("test-a").equals(made("test-a")));
    QVERIFY(!made("test-a").equals(made("test-b")));
    QVERIFY(!made("test-a").equals(made("test-ab")));
    QVERIFY(!made("test-a").equals(Secret()));
    QVERIFY(Secret().equals(Secret()));
}

void TestSecret::theSearchFindsWhatIsThere()
{
    const test::Needle needle;

    const Secret secret = Secret::fromUtf8(needle.plain());
    const int withSecret = needle.occurrences();
    const Secret clone = secret.clone();

    QCOMPARE(withSecret, 1);
    QCOMPARE(needle.occurrences(), 2);
    QVERIFY(clone.equals(secret));
}

void TestSecret::bytesLeaveNoTraceInMemory()
{
    const test::Needle needle;

    {
        Secret secret = Secret::fromUtf8(needle.plain());
        Secret moved = std::move(secret);
        secret = moved.clone();
        moved = made("test-other");
    }

    QCOMPARE(needle.occurrences(), 0);
}

void TestSecret::textLeavesNoTraceInMemory()
{
    const test::Needle needle;

    {
        QByteArray plain = needle.plain();
        QString text = QString::fromLatin1(plain);
        wipe(plain);
        const Secret secret = Secret::fromText(std::move(text));
        QVERIFY(!secret.isEmpty());
    }

    QCOMPARE(needle.occurrences(), 0);
}

void TestSecret::cannotBeCopied()
{
    static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
    static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
}

QTEST_APPLESS_MAIN(TestSecret)
#include "tst_secret.moc"
