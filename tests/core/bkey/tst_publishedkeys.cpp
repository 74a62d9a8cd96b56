// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/publishedkeys.h"
#include "tests/core/bkey/testsigner.h"
#include "tests/support/awaited.h"
#include "tests/support/scriptednetwork.h"
#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bench
{
    explicit Bench(PublishedKeys::Terms terms = {})
        : keys(http, terms)
    {
        network.answerWith([this](const SeenRequest &) { return ScriptedAnswer::json(published); });
    }

    static Secret token(const TestSigner &signer, const QByteArray &keyId)
    {
        const QByteArray now = QByteArray::number(QDateTime::currentSecsSinceEpoch());
        const QByteArray end = QByteArray::number(QDateTime::currentSecsSinceEpoch() + 300);
        QByteArray claims = demoClaims;
        claims.replace("1767225600", now).replace("1767225900", end);
        return Secret::fromUtf8(signer.token(QByteArray(demoHeader).replace("demo-1", keyId), claims));
    }

    Result<TokenVerdict> verdictOf(const Secret &token)
    {
        TokenExpectation expected = demoExpectation();
        expected.asked = QDateTime::currentDateTimeUtc();
        return awaited(keys.verify(token, expected));
    }

    QByteArray published = TestSigner().keySet("demo-1");
    ScriptedNetwork network;
    NoCredential credential;
    RequestLog log;
    HttpClient http{
        {.network = network, .credential = credential, .log = log},
        {.base = QUrl(u"https://bkey.test/prefix/"_s), .guard = Guard(GuardLevel::ReadOnly), .retry = {.retries = 0}}};
    PublishedKeys keys;
};

} // namespace

/// Where the keys come from, and when they are asked for again.
class TestPublishedKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksOnceForManyTokens();
    void asksAgainWhenTheKeysAreOld();
    void aRotatedKeyIsAskedForOnceMore();
    void manyUnknownKeysAskOnce();
    void aRemovedKeyCountsNoLongerThanItsSet();
    void withoutASetNothingIsProven();
    void aSetWithAPrivateKeyProvesNothing();
    void goingAwayEndsTheWait();
};

void TestPublishedKeys::asksOnceForManyTokens()
{
    Bench bench;
    std::vector<Pending<TokenVerdict>> pending;
    TokenExpectation expected = demoExpectation();
    expected.asked = QDateTime::currentDateTimeUtc();

    pending.reserve(5);
    for (int i = 0; i < 5; ++i)
        pending.push_back(bench.keys.verify(Bench::token(TestSigner(), "demo-1"), expected));
    for (auto &one : pending)
        QVERIFY(awaited(std::move(one))->isProof());

    QCOMPARE(bench.network.seen().size(), 1);
    QCOMPARE(bench.network.seen().first().url, QUrl(u"https://bkey.test/prefix/oauth/jwks"_s));
}

void TestPublishedKeys::asksAgainWhenTheKeysAreOld()
{
    Bench bench({.life = 0ms});

    QVERIFY(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->isProof());
    QVERIFY(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->isProof());

    QCOMPARE(bench.network.seen().size(), 2);
}

void TestPublishedKeys::aRotatedKeyIsAskedForOnceMore()
{
    Bench bench;
    const TestSigner next('\x41');
    QVERIFY(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->isProof());
    bench.published = next.keySet("demo-2");

    QVERIFY(bench.verdictOf(Bench::token(next, "demo-2"))->isProof());

    QCOMPARE(bench.network.seen().size(), 2);
    QCOMPARE(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->fault, TokenFault::KeyUnknown);
}

void TestPublishedKeys::manyUnknownKeysAskOnce()
{
    Bench bench;

    for (int i = 0; i < 10; ++i)
        QCOMPARE(bench.verdictOf(Bench::token(TestSigner(), "forged-" + QByteArray::number(i)))->fault,
                 TokenFault::KeyUnknown);

    QCOMPARE(bench.network.seen().size(), 2);
}

void TestPublishedKeys::aRemovedKeyCountsNoLongerThanItsSet()
{
    Bench bench({.life = 0ms});
    QVERIFY(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->isProof());
    bench.published = R"({"keys":[]})";

    QCOMPARE(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->fault, TokenFault::KeyUnknown);
}

void TestPublishedKeys::withoutASetNothingIsProven()
{
    Bench bench;
    bench.network.answer(ScriptedAnswer::json("{}", 503));

    const auto verdict = bench.verdictOf(Bench::token(TestSigner(), "demo-1"));

    QVERIFY(!verdict);
    QCOMPARE(verdict.error().kind, ErrorKind::Server);
    QVERIFY(bench.verdictOf(Bench::token(TestSigner(), "demo-1"))->isProof());
}

void TestPublishedKeys::aSetWithAPrivateKeyProvesNothing()
{
    Bench bench;
    bench.published.replace("\"kid\"", "\"d\":\"AA\",\"kid\"");

    const auto verdict = bench.verdictOf(Bench::token(TestSigner(), "demo-1"));

    QVERIFY(!verdict);
    QCOMPARE(verdict.error().cause, Cause::UnexpectedShape);
}

void TestPublishedKeys::goingAwayEndsTheWait()
{
    Bench bench;
    auto keys = std::make_unique<PublishedKeys>(bench.http);
    bench.network.answer(ScriptedAnswer::hanging());
    auto pending = keys->verify(Bench::token(TestSigner(), "demo-1"), demoExpectation());

    keys.reset();

    QCOMPARE(awaited(std::move(pending)).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPublishedKeys)

#include "tst_publishedkeys.moc"
