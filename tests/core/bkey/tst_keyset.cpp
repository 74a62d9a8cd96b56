// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/keyset.h"
#include "tests/core/bkey/testsigner.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// Which keys an issuer publishes.
class TestKeySet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheDemoSet();
    void passesOverKeysForOtherThings_data();
    void passesOverKeysForOtherThings();
    void refusesASetThatCannotBeReliedUpon_data();
    void refusesASetThatCannotBeReliedUpon();
};

namespace {

Result<QList<SigningKey>> decoded(const QByteArray &text)
{
    const Result<json::Value> body = json::parse(text);
    if (!body)
        qFatal("no JSON");
    return decodeKeySet(*body);
}

QByteArray entry(const QByteArray &id)
{
    return R"({"kty":"OKP","crv":"Ed25519","x":")" + demoKey + R"(","kid":")" + id + R"("})";
}

QByteArray setOf(const QByteArray &entries)
{
    return "{\"keys\":[" + entries + "]}";
}

} // namespace

void TestKeySet::readsTheDemoSet()
{
    const auto keys = decoded(TestSigner().keySet("demo-1"));

    QVERIFY(keys);
    QCOMPARE(*keys, (QList<SigningKey>{{u"demo-1"_s, TestSigner().publicKey()}}));
}

void TestKeySet::passesOverKeysForOtherThings_data()
{
    QTest::addColumn<QByteArray>("other");

    QTest::newRow("RSA") << QByteArray(R"({"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a"})");
    QTest::newRow("X25519") << entry("a").replace("Ed25519", "X25519");
    QTest::newRow("for sealing") << entry("a").replace("\"kid\"", "\"use\":\"enc\",\"kid\"");
    QTest::newRow("another algorithm") << entry("a").replace("\"kid\"", "\"alg\":\"ES256\",\"kid\"");
}

void TestKeySet::passesOverKeysForOtherThings()
{
    QFETCH(QByteArray, other);

    const auto keys = decoded(setOf(other + ',' + entry("demo-1")));

    QVERIFY(keys);
    QCOMPARE(keys->size(), 1);
    QCOMPARE(keys->first().id, u"demo-1"_s);
}

void TestKeySet::refusesASetThatCannotBeReliedUpon_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("subject");
    QByteArray many = entry("0");
    for (int i = 1; i < 11; ++i)
        many += ',' + entry(QByteArray::number(i));

    QTest::newRow("no object") << QByteArray("[]") << u"keys"_s;
    QTest::newRow("no list") << QByteArray(R"({"keys":{}})") << u"keys"_s;
    QTest::newRow("eleven keys") << setOf(many) << u"keys"_s;
    QTest::newRow("a private key") << setOf(entry("a").replace("\"kid\"", "\"d\":\"AA\",\"kid\"")) << u"d"_s;
    QTest::newRow("a short key") << setOf(entry("a").replace(demoKey, "AAAA")) << u"x"_s;
    QTest::newRow("a padded key") << setOf(entry("a").replace(demoKey, QByteArray(demoKey + '='))) << u"x"_s;
    QTest::newRow("two of one name") << setOf(entry("a") + ',' + entry("a")) << u"kid"_s;
    QTest::newRow("no name") << setOf(entry("")) << u"kid"_s;
}

void TestKeySet::refusesASetThatCannotBeReliedUpon()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, subject);

    const auto keys = decoded(text);

    QVERIFY(!keys);
    QCOMPARE(keys.error().cause, Cause::UnexpectedShape);
    QCOMPARE(keys.error().subject, subject);
}

QTEST_GUILESS_MAIN(TestKeySet)

#include "tst_keyset.moc"
