// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/signature.h"
#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;

class TestSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsAsTheServiceDoes_data();
    void signsAsTheServiceDoes();
    void takesEveryFormOfASignature_data();
    void takesEveryFormOfASignature();
    void anOldSecretCountsUntilItsTimeIsOver();
    void otherBytesDoNotFit();
    void readsPayloadsOfBothGenerations_data();
    void readsPayloadsOfBothGenerations();
    void refusesWhatIsNoPayload();
};

namespace {

constexpr auto ping = R"({"event":"test.ping"})";
constexpr auto pingSignature = "7971b1ee63dbbd5855654ebacb8b0ec4b07c0902be2760b8f4339b861f3d6e06";

QDateTime noon()
{
    return QDateTime({2026, 4, 1}, {12, 0}, Qt::UTC);
}

SignatureVerdict verdictOf(QByteArrayView payload, QByteArrayView signature)
{
    const Secret secret = made("whsec-demo");
    const SigningSecret kept[]{{secret}};
    return verifySignature(payload, signature, kept, noon());
}

} // namespace

void TestSignature::signsAsTheServiceDoes_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("signature");
    QTest::newRow("ping with data")
        << QByteArray("whsec-demo")
        << QByteArray(R"({"event":"test.ping","data":{"settlement_id":"00000000-0000-4000-8000-000000000001"}})")
        << QByteArray("d5de72739fc0cbba0739ea04d6b1435c7bb6524f0400b9b167305402a1a35afb");
    QTest::newRow("empty") << QByteArray("whsec-demo") << QByteArray()
                           << QByteArray("2c0cb1b9aa1b666a44f47c53a48543bbd5b9188676b849aff1d67d1cca390c56");
    QTest::newRow("ping") << QByteArray("whsec-demo") << QByteArray(ping) << QByteArray(pingSignature);
    QTest::newRow("one blank more") << QByteArray("whsec-demo") << QByteArray(R"({"event": "test.ping"})")
                                    << QByteArray("4128727deb748e0ef3792a06d365d83c08c17c172988c07e89e2abb571e4fa64");
    QTest::newRow("finalized")
        << QByteArray("whsec_demo_2")
        << QByteArray(R"({"event":"settlement.state.finalized","data":{"settlement_id":)"
                      R"("7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a","state":"FINALIZED","previous_state":"EXECUTING_SWAP",)"
                      R"("to_state":"FINALIZED","from_state":"EXECUTING_SWAP","settlement_type":"cross_platform",)"
                      R"("timestamp":"2026-04-01T09:30:00Z"}})")
        << QByteArray("f49b8a671e8be7edda2646f9197c1266cdfe58f755e28b18ff42656f8ef9be62");
    QTest::newRow("beyond ASCII") << QByteArray("clé-secrète") << QByteArray("{\"note\":\"Ünïcode – 価値\"}\n")
                                  << QByteArray("aa7e40dca92d46d5420026de309c7bdd6f3f851846c1a452a9ea2a7e4005361e");
    QTest::newRow("long key") << QByteArray(100, 'k') << QByteArray("abc")
                              << QByteArray("b58b2b694fdba0dd76da3ebe99174f728d327560f36ece224e90867972479922");
}

void TestSignature::signsAsTheServiceDoes()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, signature);

    const Secret kept = made(secret.constData());

    QCOMPARE(signatureOf(payload, kept), signature);
}

void TestSignature::takesEveryFormOfASignature_data()
{
    QTest::addColumn<QByteArray>("signature");
    QTest::addColumn<int>("verdict");
    const QByteArray right(pingSignature);
    const auto row = [](const char *name, const QByteArray &signature, SignatureVerdict verdict) {
        QTest::newRow(name) << signature << int(verdict);
    };
    row("as it is", right, SignatureVerdict::Valid);
    row("upper case", right.toUpper(), SignatureVerdict::Valid);
    row("prefixed", "sha256=" + right, SignatureVerdict::Valid);
    row("prefixed in upper case", "SHA256=" + right.toUpper(), SignatureVerdict::Valid);
    row("with blanks", " " + right + "\r\n", SignatureVerdict::Valid);
    row("one digit off", QByteArray(right).replace(0, 1, "8"), SignatureVerdict::DoesNotFit);
    row("too short", right.chopped(1), SignatureVerdict::SignatureUnreadable);
    row("too long", right + "0", SignatureVerdict::SignatureUnreadable);
    row("no digits", QByteArray(64, 'x'), SignatureVerdict::SignatureUnreadable);
    row("beyond ASCII", "é" + right, SignatureVerdict::SignatureUnreadable);
    row("only the prefix", "sha256=", SignatureVerdict::SignatureUnreadable);
    row("blank", "  ", SignatureVerdict::SignatureMissing);
    row("missing", {}, SignatureVerdict::SignatureMissing);
}

void TestSignature::takesEveryFormOfASignature()
{
    QFETCH(QByteArray, signature);
    QFETCH(int, verdict);

    QCOMPARE(int(verdictOf(ping, signature)), verdict);
}

void TestSignature::anOldSecretCountsUntilItsTimeIsOver()
{
    const Secret fresh = made("test-fresh");
    const Secret old = made("whsec-demo");
    const SigningSecret kept[]{{fresh}, {old, noon()}};
    const auto at = [&](const QDateTime &now) { return verifySignature(ping, pingSignature, kept, now); };

    QCOMPARE(at(noon().addMSecs(-1)), SignatureVerdict::ValidWithOldSecret);
    QCOMPARE(at(noon()), SignatureVerdict::OldSecretExpired);
    QCOMPARE(verifySignature(ping, signatureOf(ping, fresh), kept, noon()), SignatureVerdict::Valid);
    QCOMPARE(verifySignature(ping, pingSignature, {}, noon()), SignatureVerdict::NoSecret);
}

void TestSignature::otherBytesDoNotFit()
{
    QCOMPARE(verdictOf(R"({"event": "test.ping"})", pingSignature), SignatureVerdict::DoesNotFit);
    QCOMPARE(verdictOf("{\"event\":\"test.ping\"}\n", pingSignature), SignatureVerdict::DoesNotFit);
    QCOMPARE(verdictOf({}, pingSignature), SignatureVerdict::DoesNotFit);
}

void TestSignature::readsPayloadsOfBothGenerations_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::newRow("guide") << QByteArray(R"({"to_state":"B","from_state":"A"})") << u"A"_s << u"B"_s;
    QTest::newRow("documentation") << QByteArray(R"({"state":"B","previous_state":"A"})") << u"A"_s << u"B"_s;
    QTest::newRow("both") << QByteArray(R"({"state":"X","to_state":"B","previous_state":"Y","from_state":"A"})")
                          << u"A"_s << u"B"_s;
    QTest::newRow("the first") << QByteArray(R"({"state":"B"})") << QString() << u"B"_s;
    QTest::newRow("nothing") << QByteArray("null") << QString() << QString();
}

void TestSignature::readsPayloadsOfBothGenerations()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, from);
    QFETCH(QString, to);

    const Result<WebhookPayload> payload =
        decodePayload(QByteArray("{\"event\":\"settlement.state.b\",\"data\":" + data + "}"));

    QVERIFY(payload);
    QCOMPARE(payload->event, u"settlement.state.b"_s);
    QCOMPARE(payload->fromState, from);
    QCOMPARE(payload->toState, to);
}

void TestSignature::refusesWhatIsNoPayload()
{
    QCOMPARE(decodePayload("not json").error().cause, Cause::NotJson);
    QCOMPARE(decodePayload("[]").error().cause, Cause::UnexpectedShape);
    QCOMPARE(decodePayload("{}").error().cause, Cause::UnexpectedShape);
}

QTEST_GUILESS_MAIN(TestSignature)
#include "tst_signature.moc"
