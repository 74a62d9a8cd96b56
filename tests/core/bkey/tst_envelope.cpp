// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/envelope.h"
#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;

/// What the phone and this program seal for each other.
class TestEnvelope : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesUponTheKeyOfTheVectors();
    void opensWhatThePhoneSealed();
    void sealsAsTheVectorsDo();
    void aChangedBitIsNotOpened();
    void anotherKeyDoesNotOpenIt();
    void whatIsNoEnvelopeIsNotOpened_data();
    void whatIsNoEnvelopeIsNotOpened();
    void aKeyThatEverybodyKnowsIsRefused_data();
    void aKeyThatEverybodyKnowsIsRefused();
    void everyRequestHasAKeyAndANonceOfItsOwn();
};

namespace {

// The vectors of the BKey fact sheet (§7).
constexpr auto plainText = R"({"key":"kb-demo-0001"})";
const QByteArray fromPhone =
    "B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9/AsrhtHHygoaKjpKWmp6ipqqvdZUGIYlzDbZtLXOF+uAoJ9cekt1xI8NI3"
    "k4HvL8V1dyN0lMnZrA==";
const QByteArray forPhone =
    "AmSxAbHQvlqHBL0Hj5iVAB/APo6flSLxiN0SjZhG1IRmoKGio6Slpqeoqaqr3WVBiGJcw22bS1zhfrgKCfXHpLdcSPDS"
    "N5OB7y/FdXcjdJTJ2aw=";

QByteArray bytesFrom(char first, int count)
{
    QByteArray bytes;
    for (int i = 0; i < count; ++i)
        bytes.append(char(first + i));
    return bytes;
}

SealKey phoneKey()
{
    return std::move(*SealKey::fromPrivate(bytesFrom('\x01', 32)));
}

SealKey consoleKey()
{
    return std::move(*SealKey::fromPrivate(bytesFrom('\x41', 32)));
}

QByteArray shown(const std::optional<Secret> &secret)
{
    return secret ? secret->use([](QByteArrayView bytes) { return bytes.toByteArray(); }) : QByteArray("(nothing)");
}

} // namespace

void TestEnvelope::agreesUponTheKeyOfTheVectors()
{
    QCOMPARE(phoneKey().publicKey().toHex(),
             QByteArray("07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c"));
    QCOMPARE(consoleKey().publicKey().toHex(),
             QByteArray("64b101b1d0be5a8704bd078f9895001fc03e8e9f9522f188dd128d9846d48466"));
    QCOMPARE(shown(consoleKey().sharedWith(phoneKey().publicKey())).toHex(),
             QByteArray("6b68632dd4bb0bc478c3d5de1c0664875ae1245d9c8062e5f0591da87ccfcb0d"));
}

void TestEnvelope::opensWhatThePhoneSealed()
{
    QCOMPARE(shown(openFromPhone(consoleKey(), fromPhone)), QByteArray(plainText));
}

void TestEnvelope::sealsAsTheVectorsDo()
{
    const auto envelope =
        sealForPhone(consoleKey(), phoneKey().publicKey(), made(plainText), bytesFrom('\xa0', sealNonceSize));

    QVERIFY(envelope);
    QCOMPARE(*envelope, forPhone);
}

void TestEnvelope::aChangedBitIsNotOpened()
{
    const QByteArray whole = QByteArray::fromBase64(fromPhone);
    for (qsizetype i = 0; i < whole.size(); ++i) {
        QByteArray changed = whole;
        changed[i] = char(changed[i] ^ 1);

        QCOMPARE(shown(openFromPhone(consoleKey(), changed.toBase64())), QByteArray("(nothing)"));
    }
}

void TestEnvelope::anotherKeyDoesNotOpenIt()
{
    QVERIFY(!openFromPhone(phoneKey(), fromPhone));
    QVERIFY(!openFromPhone(*SealKey::make(), fromPhone));
}

void TestEnvelope::whatIsNoEnvelopeIsNotOpened_data()
{
    QTest::addColumn<QByteArray>("text");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no base64") << QByteArray("not an envelope!");
    QTest::newRow("a blank within") << QByteArray(fromPhone).insert(40, ' ');
    QTest::newRow("too short") << QByteArray(59, 'x').toBase64();
    QTest::newRow("cut short") << QByteArray::fromBase64(fromPhone).chopped(1).toBase64();
    QTest::newRow("of the other kind") << forPhone;
}

void TestEnvelope::whatIsNoEnvelopeIsNotOpened()
{
    QFETCH(QByteArray, text);

    QVERIFY(!openFromPhone(consoleKey(), text));
}

void TestEnvelope::aKeyThatEverybodyKnowsIsRefused_data()
{
    QTest::addColumn<QByteArray>("publicKey");

    QTest::newRow("zero") << QByteArray(32, '\0');
    QTest::newRow("one") << QByteArray(QByteArray(1, '\1') + QByteArray(31, '\0'));
    QTest::newRow("of order eight") << QByteArray::fromHex(
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800");
    QTest::newRow("too short") << QByteArray(31, '\x09');
    QTest::newRow("nothing") << QByteArray();
}

void TestEnvelope::aKeyThatEverybodyKnowsIsRefused()
{
    QFETCH(QByteArray, publicKey);

    QVERIFY(!consoleKey().sharedWith(publicKey));
    QVERIFY(!sealForPhone(consoleKey(), publicKey, made(plainText)));
}

void TestEnvelope::everyRequestHasAKeyAndANonceOfItsOwn()
{
    const auto one = SealKey::make();
    const auto other = SealKey::make();
    QVERIFY(one && other);

    QVERIFY(one->publicKey() != other->publicKey());
    QVERIFY(sealForPhone(*one, other->publicKey(), made(plainText)) !=
            sealForPhone(*one, other->publicKey(), made(plainText)));
}

QTEST_GUILESS_MAIN(TestEnvelope)

#include "tst_envelope.moc"
