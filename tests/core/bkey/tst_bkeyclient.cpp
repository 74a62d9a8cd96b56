// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/core/bkey/clientbench.h"

#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

namespace {

ApprovalRequest request()
{
    return {.approver = u"did:bkey:zDemo"_s, .message = u"Deploy 2.4 [1a2b3c4d]"_s};
}

} // namespace

/// What an approval is asked for and polled with, and what is made of odd answers.
class TestBkeyClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anApprovalSaysWhatIsSetAndNoMore();
    void everythingThatAPhoneShowsIsSent();
    void whatAPhoneCannotShowIsNotSent_data();
    void whatAPhoneCannotShowIsNotSent();
    void aStartIsReadLeniently();
    void aPollIsAForm();
    void everyPollIsAskedOnce_data();
    void everyPollIsAskedOnce();
    void aPollNeedsAClient();
    void noSecretStandsInAWord();
};

void TestBkeyClient::anApprovalSaysWhatIsSetAndNoMore()
{
    ClientBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"auth_req_id":"ciba_1","expires_in":120,"interval":7})")};

    const auto start = awaited(bench.client.startApproval(request()));

    QVERIFY(start);
    QCOMPARE(*start, (ApprovalStart{.id = u"ciba_1"_s, .life = 120s, .interval = 7}));
    QCOMPARE(bench.lastTarget(), QByteArray("POST /oauth/bc-authorize"));
    QCOMPARE(bench.lastBody(), QByteArray(R"({"login_hint":"did:bkey:zDemo","scope":"openid approve:action",)"
                                          R"("binding_message":"Deploy 2.4 [1a2b3c4d]","requested_expiry":300})"));
    QVERIFY(bench.bearers().last().startsWith("Bearer "));
}

void TestBkeyClient::everythingThatAPhoneShowsIsSent()
{
    ClientBench bench;
    ApprovalRequest whole = request();
    whole.scopes = {u"approve:payment"_s, u"openid"_s, u"approve:payment"_s, u"approve:mint"_s};
    whole.expiry = 30s;
    whole.details = ActionDetails{.type = u"mint"_s,
                                  .description = u"Points"_s,
                                  .amount = u"29.990000000000000000001"_s,
                                  .currency = u"EUR"_s,
                                  .resource = u"order 7"_s,
                                  .recipient = u"account 9"_s};

    (void)awaited(bench.client.startApproval(whole));

    QCOMPARE(bench.lastBody(),
             QByteArray(R"({"login_hint":"did:bkey:zDemo","scope":"openid approve:payment approve:mint",)"
                        R"("binding_message":"Deploy 2.4 [1a2b3c4d]","action_details":{"type":"mint",)"
                        R"("description":"Points","amount":29.990000000000000000001,"currency":"EUR",)"
                        R"("resource":"order 7","recipient":"account 9"},"requested_expiry":30})"));
}

void TestBkeyClient::whatAPhoneCannotShowIsNotSent_data()
{
    QTest::addColumn<ApprovalRequest>("spoilt");
    QTest::addColumn<QString>("member");
    const auto row = [](const char *name, const QString &member, const std::function<void(ApprovalRequest &)> &spoil) {
        ApprovalRequest spoilt = request();
        spoil(spoilt);
        QTest::newRow(name) << spoilt << member;
    };
    row("nobody", u"login_hint"_s, [](ApprovalRequest &r) { r.approver.clear(); });
    row("no DID", u"login_hint"_s, [](ApprovalRequest &r) { r.approver = u"ada@example.test"_s; });
    row("two lines in a DID", u"login_hint"_s, [](ApprovalRequest &r) { r.approver += u'\n'; });
    row("a long DID", u"login_hint"_s, [](ApprovalRequest &r) { r.approver += QString(256, u'z'); });
    row("nothing asked", u"scope"_s, [](ApprovalRequest &r) { r.scopes = QStringList{u"openid"_s}; });
    row("two in one", u"scope"_s, [](ApprovalRequest &r) { r.scopes = QStringList{u"a b"_s}; });
    row("a long message", u"binding_message"_s, [](ApprovalRequest &r) { r.message = QString(121, u'm'); });
    row("two lines", u"binding_message"_s, [](ApprovalRequest &r) { r.message = u"Pay\n1 EUR"_s; });
    row("a line separator", u"binding_message"_s, [](ApprovalRequest &r) { r.message = u"Pay\u20281 EUR"_s; });
    row("too short", u"requested_expiry"_s, [](ApprovalRequest &r) { r.expiry = 29s; });
    row("too long", u"requested_expiry"_s, [](ApprovalRequest &r) { r.expiry = 601s; });
    row("no number", u"amount"_s, [](ApprovalRequest &r) { r.details = ActionDetails{.amount = u"1,50"_s}; });
    row("more than a number", u"amount"_s, [](ApprovalRequest &r) { r.details = ActionDetails{.amount = u"[1]"_s}; });
}

void TestBkeyClient::whatAPhoneCannotShowIsNotSent()
{
    QFETCH(ApprovalRequest, spoilt);
    QFETCH(QString, member);
    ClientBench bench;

    const Error error = errorIn(bench.client.startApproval(spoilt));

    QCOMPARE(error.cause, Cause::SettingInvalid);
    QCOMPARE(error.subject, member);
    QVERIFY(bench.network.seen().isEmpty());
}

void TestBkeyClient::aStartIsReadLeniently()
{
    ClientBench bench;
    bench.answers = {ScriptedAnswer::json(R"({"auth_req_id":"ciba_1"})"),
                     ScriptedAnswer::json(R"({"auth_req_id":"ciba_2","expires_in":"-5","interval":"soon"})")};

    const auto bare = awaited(bench.client.startApproval(request()));
    const auto odd = awaited(bench.client.startApproval(request()));

    QCOMPARE(bare.value(), (ApprovalStart{.id = u"ciba_1"_s, .life = 300s, .interval = std::nullopt}));
    QCOMPARE(errorIn(bench.client.startApproval(request())).subject, u"auth_req_id"_s);
    QCOMPARE(odd.value(), (ApprovalStart{.id = u"ciba_2"_s, .life = 0s, .interval = std::nullopt}));
}

void TestBkeyClient::aPollIsAForm()
{
    ClientBench bench;
    bench.tokenAnswers = {ScriptedAnswer::json(R"({"status":"approved","access_token":"test.jwt.token"})")};

    const auto polled = awaited(bench.client.poll(u"ciba 1&2"_s));

    QVERIFY(polled);
    QCOMPARE(polled->word.state, PollState::Approved);
    QVERIFY(polled->word.token.equals(made("test.jwt.token")));
    const SeenRequest asked = bench.grants().first();
    QVERIFY(!asked.hasHeader("Authorization"));
    const QHash<QString, QString> form = formOf(asked);
    QCOMPARE(form.value(u"grant_type"_s), u"urn:openid:params:grant-type:ciba"_s);
    QCOMPARE(form.value(u"auth_req_id"_s), u"ciba 1&2"_s);
    QCOMPARE(form.value(u"client_id"_s), u"test-client"_s);
    QCOMPARE(form.value(u"client_secret"_s), u"test-client secret&ö"_s);
    QCOMPARE(bench.network.seen().size(), 1);
}

void TestBkeyClient::everyPollIsAskedOnce_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<PollState>("state");
    const auto json = [](const char *body, int status) { return ScriptedAnswer::json(body, status); };
    QTest::newRow("pending, by status") << json(R"({"status":"pending"})", 200) << PollState::Waiting;
    QTest::newRow("pending, by code") << json(R"({"error":"authorization_pending"})", 400) << PollState::Waiting;
    QTest::newRow("too fast") << json(R"({"error":"slow_down"})", 400) << PollState::TooFast;
    QTest::newRow("denied") << json(R"({"error":"access_denied"})", 400) << PollState::Denied;
    QTest::newRow("client refused") << json(R"({"error":"invalid_client"})", 401) << PollState::Failed;
    QTest::newRow("busy") << json("{}", 503) << PollState::Transient;
    QTest::newRow("rate") << json("{}", 429) << PollState::Transient;
    QTest::newRow("a page") << ScriptedAnswer{.body = "<p>", .contentType = "text/html"} << PollState::Unreadable;
    QTest::newRow("elsewhere") << ScriptedAnswer{.status = 302, .headers = {{"Location", "https://other.test/"}}}
                               << PollState::Unreadable;
    QTest::newRow("lost") << ScriptedAnswer::failing(QNetworkReply::RemoteHostClosedError) << PollState::Transient;
    QTest::newRow("refused") << ScriptedAnswer::failing(QNetworkReply::ConnectionRefusedError) << PollState::Transient;
}

void TestBkeyClient::everyPollIsAskedOnce()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(PollState, state);
    ClientBench bench;
    bench.tokenAnswers = {answer};

    const auto polled = awaited(bench.client.poll(u"ciba_1"_s));

    QVERIFY(polled);
    QCOMPARE(polled->word.state, state);
    QCOMPARE(bench.network.seen().size(), 1);
}

void TestBkeyClient::aPollNeedsAClient()
{
    ClientBench bench;
    bench.credential.clear();

    QCOMPARE(errorIn(bench.client.poll(u"ciba_1"_s)).cause, Cause::CredentialMissing);
}

void TestBkeyClient::noSecretStandsInAWord()
{
    ClientBench bench;
    bench.tokenAnswers = {
        ScriptedAnswer::json(R"({"error":"invalid_client","error_description":"not test-client secret&ö"})", 401)};

    const auto polled = awaited(bench.client.poll(u"ciba_1"_s));

    QVERIFY(polled->word.detail.startsWith(u"not "));
    QVERIFY2(!polled->word.detail.contains(u"secret"), qPrintable(polled->word.detail));
}

QTEST_GUILESS_MAIN(TestBkeyClient)
#include "tst_bkeyclient.moc"
