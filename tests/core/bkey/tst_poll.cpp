// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/poll.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What an answer about an approval means, and when to ask again.
class TestPoll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBothDialects_data();
    void readsBothDialects();
    void aYesCarriesItsToken();
    void saysWhatTheServiceSaid();
    void isNeverFasterThanTheService();
    void beingTooFastSlowsDownForGood();
    void troubleBacksOffAndPasses();
    void threeUnreadableAnswersInARowAreHopeless();
};

namespace {

PollWord wordOf(int status, const QByteArray &body)
{
    return readPoll({.status = status, .body = body});
}

} // namespace

void TestPoll::readsBothDialects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<PollState>("state");
    const auto row = [](const char *name, int status, const QByteArray &body, PollState state) {
        QTest::newRow(name) << status << body << state;
    };

    row("no answer", 0, {}, PollState::Transient);
    row("429", 429, R"({"error":"slow_down"})", PollState::Transient);
    row("503", 503, R"({"status":"approved","access_token":"test-token"})", PollState::Transient);
    row("a page", 200, "<html></html>", PollState::Unreadable);
    row("nothing", 200, {}, PollState::Unreadable);
    row("204", 204, {}, PollState::Unreadable);
    row("a list", 200, "[]", PollState::Unreadable);
    row("elsewhere", 302, R"({"status":"approved","access_token":"test-token"})", PollState::Unreadable);
    row("400 without a word", 400, R"({"detail":"no"})", PollState::Unreadable);
    row("yes", 200, R"({"status":"approved","access_token":"test-token"})", PollState::Approved);
    row("yes, capitals", 200, R"({"status":"APPROVED","access_token":"test-token"})", PollState::Approved);
    row("yes, without status", 201, R"({"access_token":"test-token","expires_in":300})", PollState::Approved);
    row("token with a no", 200, R"({"status":"denied","access_token":"test-token"})", PollState::Contradictory);
    row("token while pending", 200, R"({"status":"pending","access_token":"test-token"})", PollState::Contradictory);
    row("token and null", 200, R"({"status":null,"access_token":"test-token"})", PollState::Contradictory);
    row("token and number", 200, R"({"status":1,"access_token":"test-token"})", PollState::Contradictory);
    row("token and error", 200, R"({"error":"access_denied","access_token":"test-token"})", PollState::Contradictory);
    row("token in a refusal", 400, R"({"status":"approved","access_token":"test-token"})", PollState::Contradictory);
    row("pending", 200, R"({"status":"pending"})", PollState::Waiting);
    row("pending, 4xx", 400, R"({"status":"pending"})", PollState::Waiting);
    row("denied", 200, R"({"status":"denied"})", PollState::Denied);
    row("rejected", 200, R"({"status":"rejected"})", PollState::Denied);
    row("expired", 200, R"({"status":"expired"})", PollState::Expired);
    row("pending by error", 400, R"({"error":"authorization_pending"})", PollState::Waiting);
    row("pending by error, 200", 200, R"({"error":"authorization_pending"})", PollState::Waiting);
    row("pending by an object", 400, R"({"error":{"type":"authorization_pending"}})", PollState::Waiting);
    row("code before type", 400, R"({"error":{"code":"slow_down","type":"x"}})", PollState::TooFast);
    row("too fast", 400, R"({"error":"slow_down"})", PollState::TooFast);
    row("denied by error", 400, R"({"error":"access_denied"})", PollState::Denied);
    row("expired by error", 400, R"({"error":"expired_token"})", PollState::Expired);
    row("yes without token", 200, R"({"status":"approved","access_token":""})", PollState::Failed);
    row("unknown status", 200, R"({"status":"on_hold"})", PollState::Unknown);
    row("no status", 200, R"({"access_token":7})", PollState::Unknown);
    row("spent", 400, R"({"error":"invalid_grant","error_description":"used"})", PollState::Failed);
    row("401", 401, R"({"error":"invalid_client"})", PollState::Failed);
}

void TestPoll::readsBothDialects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(PollState, state);

    const PollWord word = wordOf(status, body);

    QCOMPARE(int(word.state), int(state));
    QCOMPARE(word.token.isEmpty(), state != PollState::Approved);
}

void TestPoll::aYesCarriesItsToken()
{
    const PollWord word = wordOf(200, R"({"access_token":"test-token"})");

    word.token.use([](QByteArrayView bytes) { QCOMPARE(bytes.toByteArray(), QByteArray("test-token")); });
}

void TestPoll::saysWhatTheServiceSaid()
{
    QCOMPARE(wordOf(200, R"({"status":"on_hold"})").status, u"on_hold"_s);
    const PollWord refused = wordOf(400, R"({"error":"invalid_grant","error_description":"used before"})");
    QCOMPARE(refused.code, u"invalid_grant"_s);
    QCOMPARE(refused.detail, u"used before"_s);
    QCOMPARE(wordOf(400, R"({"error":{"code":"x","message":"why"}})").detail, u"why"_s);
    QCOMPARE(wordOf(200, R"({"status":"approved","scope":"a"})").detail, u"status, scope"_s);
}

void TestPoll::isNeverFasterThanTheService()
{
    QCOMPARE(PollPace().interval(), 5s);
    QCOMPARE(PollPace(7).interval(), 7s);
    QCOMPARE(PollPace(0).interval(), 1s);
    QCOMPARE(PollPace(-5).interval(), 1s);
    QCOMPARE(PollPace(3600).interval(), 30s);
    QCOMPARE(PollPace(7).waitAfter(PollState::Waiting), 7s);
    QCOMPARE(PollPace(7).waitAfter(PollState::Unknown), 7s);
    QCOMPARE(PollPace(7).waitAfter(PollState::Transient, 2s), 7s);
    QCOMPARE(PollPace(7).waitAfter(PollState::Transient, 60s), 60s);
}

void TestPoll::beingTooFastSlowsDownForGood()
{
    PollPace pace(5);

    QCOMPARE(pace.waitAfter(PollState::TooFast), 10s);
    QCOMPARE(pace.waitAfter(PollState::Waiting), 10s);
    for (int i = 0; i < 10; ++i)
        pace.waitAfter(PollState::TooFast);

    QCOMPARE(pace.interval(), 30s);
}

void TestPoll::troubleBacksOffAndPasses()
{
    PollPace pace(5);

    QCOMPARE(pace.waitAfter(PollState::Transient), 5s);
    QCOMPARE(pace.waitAfter(PollState::Transient), 10s);
    QCOMPARE(pace.waitAfter(PollState::Transient), 20s);
    QCOMPARE(pace.waitAfter(PollState::Transient), 30s);
    QCOMPARE(pace.waitAfter(PollState::Transient), 30s);
    QCOMPARE(pace.waitAfter(PollState::Waiting), 5s);
    QVERIFY(!pace.isHopeless());
}

void TestPoll::threeUnreadableAnswersInARowAreHopeless()
{
    PollPace pace(5);

    pace.waitAfter(PollState::Unreadable);
    pace.waitAfter(PollState::Unreadable);
    pace.waitAfter(PollState::Waiting);
    pace.waitAfter(PollState::Unreadable);
    pace.waitAfter(PollState::Unreadable);
    QVERIFY(!pace.isHopeless());
    pace.waitAfter(PollState::Unreadable);

    QVERIFY(pace.isHopeless());
}

QTEST_GUILESS_MAIN(TestPoll)

#include "tst_poll.moc"
