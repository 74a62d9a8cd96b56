// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/calls.h"
#include "core/keystone/client.h"
#include "core/keystone/failure.h"
#include "core/keystone/signature.h"
#include "core/keystone/tokencredential.h"
#include "tests/support/awaited.h"
#include "tests/support/loopbackserver.h"
#include "tests/support/sandboxundertest.h"

#include <QNetworkAccessManager>
#include <QSet>
#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The client against the sandbox: what they mean by the same words, and what is left when an answer is lost.
class TestKeystoneSandbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void everySettlementIsReadWhole();
    void everyTemplateKnowsEveryStateOfItsSettlements();
    void aTokenThatEndsInMidPageIsReplaced();
    void aWrongSecretIsAuthentication();
    void aDecisionIsTakenOnce();
    void aDecisionWhoseAnswerIsLostIsSettledByReading_data();
    void aDecisionWhoseAnswerIsLostIsSettledByReading();
    void whatSomebodyElseDecidedIsAConflict();
    void anInstructionWhoseAnswerIsLostIsThereOnce();
    void twoInstructionsMakeASettlement();
    void oddFormsAreReadAllTheSame();
    void aSettlementMayBeHuge();
    void deliveriesVerifyWithTheSecretsInForce();
    void anEnvironmentIsClosedAndOpenedAgain();

private:
    template <class T>
    T done(Pending<T> pending) const
    {
        return valueOf(std::move(pending));
    }
    QList<Settlement> wholeBook();
    Settlement flagged();
    Confirmation sure(const Call &call) const { return Confirmation::afterReview(call, u"test"_s); }
    QList<json::Value> decisionsOf(const QString &id);
    InstructionDraft instruction(const QString &role, const QString &reference = {}) const;
    void control(const QByteArray &wishes) { m_sandbox->post(u"keystone"_s, wishes); }

    std::unique_ptr<SandboxUnderTest> m_sandbox;
    QNetworkAccessManager m_network;
    RequestLog m_log;
    std::unique_ptr<TokenCredential> m_token;
    std::unique_ptr<HttpClient> m_http;
    std::unique_ptr<Client> m_client;
};

void TestKeystoneSandbox::initTestCase()
{
    m_sandbox = std::make_unique<SandboxUnderTest>(QStringList{u"--seed"_s, u"demo"_s});
    QVERIFY(m_sandbox->isRunning());
}

void TestKeystoneSandbox::init()
{
    RetryPolicy quick = retryPolicy();
    quick.base = 10ms;
    m_token = std::make_unique<TokenCredential>(m_network, m_log,
                                                TokenSettings{.auth = m_sandbox->keystoneAuth(), .retry = quick});
    m_token->setClient(m_sandbox->keystoneClientId(), Secret::fromUtf8(m_sandbox->keystoneClientSecret()));
    m_http = std::make_unique<HttpClient>(
        HttpParts{.network = m_network, .credential = *m_token, .log = m_log},
        HttpSettings{.base = m_sandbox->keystone(), .guard = Guard(GuardLevel::Normal), .retry = quick});
    m_client = std::make_unique<Client>(*m_http);
}

void TestKeystoneSandbox::cleanup()
{
    m_sandbox->setFaults("[]");
    control(R"({"tokenSeconds":86400,"oddities":{"oldTransitions":false,"numericQuantity":false,"omitsNulls":false,)"
            R"("newStates":false}})");
    m_client.reset();
    m_http.reset();
    m_token.reset();
}

QList<Settlement> TestKeystoneSandbox::wholeBook()
{
    QList<Settlement> book;
    Window window{.limit = 120, .offset = 0};
    for (bool more = true; more; window.offset += window.limit) {
        const auto page = done(m_client->listSettlements(window));
        book << page.rows;
        more = page.hasMore() && page.damaged.isEmpty();
    }
    return book;
}

/// One that waits for a decision, and that no other test has touched.
Settlement TestKeystoneSandbox::flagged()
{
    control(R"({"add":{"flagged":true}})");
    return done(m_client->listSettlements({.limit = 1})).rows.first();
}

QList<json::Value> TestKeystoneSandbox::decisionsOf(const QString &id)
{
    QList<json::Value> decisions;
    const json::Value all = m_sandbox->get(u"decisions"_s);
    for (const json::Value &decision : all[u"decisions"].items())
        if (decision[u"settlement"].toString() == id)
            decisions << decision;
    return decisions;
}

InstructionDraft TestKeystoneSandbox::instruction(const QString &role, const QString &reference) const
{
    const QString direction = role == u"seller" ? u"deliver"_s : u"receive"_s;
    return {.tradeReference = reference,
            .templateSlug = u"cross_platform_dvp"_s,
            .role = role,
            .party = {.externalReference = u"A"_s, .name = u"Clear Water Fund"_s, .walletAddress = u"0xa"_s},
            .legs = {{.instrumentId = u"BOND"_s, .quantity = u"1000.50"_s, .direction = direction}},
            .timeoutAt = QDateTime::currentDateTimeUtc().addDays(3),
            .idempotencyKey = newIdempotencyKey()};
}

void TestKeystoneSandbox::everySettlementIsReadWhole()
{
    const QList<Settlement> book = wholeBook();

    QVERIFY(book.size() >= 300);
    QSet<QString> ids;
    for (const Settlement &settlement : book) {
        ids << settlement.id;
        QVERIFY(settlement.timeoutAt.isValid() && settlement.updatedAt.isValid() && !settlement.state.isEmpty());
        QVERIFY(settlement.parties.size() == 2 && settlement.legs.size() >= 2);
        QVERIFY(!json::write(settlement.raw).contains("deposit_secret"));
        QVERIFY(isUnchanged(settlement, settlement));
    }
    QCOMPARE(ids.size(), book.size());
    const auto events = done(m_client->listEvents(book.last().id));
    QCOMPARE(events.rows.last().toState, book.last().state);
    QCOMPARE(events.rows.first().sequence, 1);
}

void TestKeystoneSandbox::everyTemplateKnowsEveryStateOfItsSettlements()
{
    QHash<QString, TemplateConfig> configs;
    for (const SettlementTemplate &one : done(m_client->listTemplates()).rows)
        configs.insert(one.id, one.config);
    QCOMPARE(configs.size(), 4);

    for (const Settlement &settlement : wholeBook()) {
        if (!configs.contains(settlement.templateId))
            configs.insert(settlement.templateId, done(m_client->readTemplate(settlement.templateId)).config);
        const TemplateConfig &config = configs[settlement.templateId];
        QVERIFY2(config.everyState().contains(settlement.state), qPrintable(settlement.state));
        QVERIFY(kindOf(settlement.state, &config) != StateKind::Unknown);
    }
}

void TestKeystoneSandbox::aTokenThatEndsInMidPageIsReplaced()
{
    const auto first = done(m_client->listSettlements({.limit = 50}));
    control(R"({"expireTokens":true})");
    const auto second = done(m_client->listSettlements({.limit = 50, .offset = 50}));

    QCOMPARE(first.rows.size() + second.rows.size(), 100);
}

void TestKeystoneSandbox::aWrongSecretIsAuthentication()
{
    m_token->setClient(m_sandbox->keystoneClientId(), Secret::fromUtf8("test-wrong"));

    const auto page = awaited(m_client->listSettlements());

    QCOMPARE(failureOf(page.error(), calls::listSettlements), Failure::Authentication);
    QCOMPARE(page.error().reach, Reach::NotSent);
}

void TestKeystoneSandbox::aDecisionIsTakenOnce()
{
    const Settlement settlement = flagged();
    const auto decide = [&](Decision decision) {
        return awaited(m_client->decideCompliance(settlement.id, decision, sure(calls::decideCompliance)));
    };

    const auto first = decide(Decision::Approve);
    const auto second = decide(Decision::Reject);

    QCOMPARE(first.value()->state, u"COMPLIANCE_CLEARED"_s);
    QCOMPARE(failureOf(second.error(), calls::decideCompliance), Failure::Conflict);
    QCOMPARE(decisionsOf(settlement.id).size(), 1);
}

void TestKeystoneSandbox::aDecisionWhoseAnswerIsLostIsSettledByReading_data()
{
    QTest::addColumn<QByteArray>("effect");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("before") << QByteArray("resetBefore") << false;
    QTest::newRow("after") << QByteArray("resetAfter") << true;
    QTest::newRow("half") << QByteArray("truncate") << true;
}

void TestKeystoneSandbox::aDecisionWhoseAnswerIsLostIsSettledByReading()
{
    QFETCH(QByteArray, effect);
    QFETCH(bool, isTaken);
    const Settlement settlement = flagged();
    m_sandbox->setFaults(R"([{"method":"POST","path":"/v1/settlements/","effect":")" + effect + "\"}]");

    const auto decided =
        awaited(m_client->decideCompliance(settlement.id, Decision::Reject, sure(calls::decideCompliance)));
    m_sandbox->setFaults("[]");
    const Settlement now = done(m_client->readSettlement(settlement.id));

    QVERIFY(!decided);
    QCOMPARE(failureOf(decided.error(), calls::decideCompliance), Failure::Unclear);
    QCOMPARE(isUnchanged(settlement, now), !isTaken);
    QCOMPARE(now.state, isTaken ? u"ROLLED_BACK"_s : u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(decisionsOf(settlement.id).size(), isTaken ? 1 : 0);
}

void TestKeystoneSandbox::whatSomebodyElseDecidedIsAConflict()
{
    const Settlement settlement = flagged();
    control(R"({"decide":{"decision":"approve","id":")" + settlement.id.toLatin1() + "\"}}");

    const auto decided =
        awaited(m_client->decideCompliance(settlement.id, Decision::Reject, sure(calls::decideCompliance)));

    QCOMPARE(failureOf(decided.error(), calls::decideCompliance), Failure::Conflict);
    QVERIFY(!isUnchanged(settlement, done(m_client->readSettlement(settlement.id))));
}

void TestKeystoneSandbox::anInstructionWhoseAnswerIsLostIsThereOnce()
{
    const qint64 before = done(m_client->listInstructions()).total;
    m_sandbox->setFaults(R"([{"method":"POST","path":"/v1/instructions","nth":[1,2],"effect":"resetAfter"}])");

    const Instruction submitted = done(m_client->submitInstruction(instruction(u"seller"_s)));

    QCOMPARE(submitted.status, u"pending_match"_s);
    QCOMPARE(done(m_client->listInstructions()).total, before + 1);
}

void TestKeystoneSandbox::twoInstructionsMakeASettlement()
{
    const Instruction first = done(m_client->submitInstruction(instruction(u"seller"_s)));
    const Instruction second = done(m_client->submitInstruction(instruction(u"buyer"_s, first.tradeReference)));

    QCOMPARE(second.status, u"matched"_s);
    const Settlement settlement = done(m_client->readSettlement(second.settlementId));
    QCOMPARE(settlement.externalReference, first.tradeReference);
    QCOMPARE(settlement.legs.size(), 2);
    const auto cancelled = awaited(m_client->cancelInstruction(first.id, sure(calls::cancelInstruction)));
    QCOMPARE(failureOf(cancelled.error(), calls::cancelInstruction), Failure::Conflict);
}

void TestKeystoneSandbox::oddFormsAreReadAllTheSame()
{
    const auto templates = done(m_client->listTemplates()).rows;
    const Settlement waiting = flagged();
    control(R"({"oddities":{"oldTransitions":true,"numericQuantity":true,"omitsNulls":true,"newStates":true}})");

    const Settlement odd = done(m_client->readSettlement(waiting.id));

    QCOMPARE(odd.state, u"SCREENING_ENHANCED"_s);
    QCOMPARE(odd.legs.first().quantity, waiting.legs.first().quantity);
    QCOMPARE(odd.externalReference, waiting.externalReference);
    QCOMPARE(done(m_client->listTemplates()).rows.first().config.transitions, templates.first().config.transitions);
    QVERIFY(wholeBook().size() >= 300);
}

void TestKeystoneSandbox::aSettlementMayBeHuge()
{
    const QByteArray digits(90, '7');
    control(R"({"add":{"legs":200,"quantity":")" + digits + "\"}}");

    const Settlement huge = done(m_client->listSettlements({.limit = 1})).rows.first();

    QCOMPARE(huge.legs.size(), 200);
    QCOMPARE(huge.legs.first().quantity, QString::fromLatin1(digits));
}

void TestKeystoneSandbox::deliveriesVerifyWithTheSecretsInForce()
{
    LoopbackServer receiver;
    receiver.answerWith([](const LoopbackRequest &) { return LoopbackAnswer::json("{}"); });
    const CreatedWebhook hook = done(m_client->createWebhook({.url = receiver.url().toString()}));
    const QString id = hook.endpoint.id;

    const WebhookTestResult before = done(m_client->testWebhook(id));
    const RotatedSecret rotated = done(m_client->rotateSecret(id, sure(calls::rotateSecret)));
    done(m_client->testWebhook(id));

    QVERIFY(before.success && before.statusCode == 200);
    const SigningSecret kept[]{{rotated.secret}, {hook.secret, rotated.previousValidUntil}};
    const auto verdictOf = [&](const LoopbackRequest &request) {
        return verifySignature(request.body, request.header(signatureHeader), kept, QDateTime::currentDateTimeUtc());
    };
    QCOMPARE(verdictOf(receiver.requests().at(0)), SignatureVerdict::ValidWithOldSecret);
    QCOMPARE(verdictOf(receiver.requests().at(1)), SignatureVerdict::Valid);
    QCOMPARE(decodePayload(receiver.requests().at(1).body)->event, u"test.ping"_s);
    QCOMPARE(done(m_client->listDeliveries(id)).rows.size(), 2);
    QVERIFY(!done(m_client->updateWebhook(id, {.isActive = false})).isActive);
    done(m_client->deleteWebhook(id, sure(calls::deleteWebhook)));
    QCOMPARE(awaited(m_client->readWebhook(id)).error().kind, ErrorKind::NotFound);
}

void TestKeystoneSandbox::anEnvironmentIsClosedAndOpenedAgain()
{
    const Environment made = done(m_client->createEnvironment({.name = u"Lab"_s,
                                                               .slug = u"lab"_s,
                                                               .auth0ClientId = u"test-keystone-lab"_s,
                                                               .webhookUrl = u"http://[::1]/"_s}));

    const auto closed = done(m_client->deactivateEnvironment(made.id, sure(calls::deactivateEnvironment)));
    const Environment opened = done(m_client->updateEnvironment(made.id, {.webhookUrl = QString(), .isActive = true}));

    QVERIFY(closed && !closed->isActive);
    QVERIFY(opened.isActive && opened.webhookUrl.isEmpty());
    QCOMPARE(done(m_client->listEnvironments()).rows.last(), opened);
}

QTEST_GUILESS_MAIN(TestKeystoneSandbox)
#include "tst_keystonesandbox.moc"
