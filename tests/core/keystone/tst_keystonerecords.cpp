// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/keystone/environment.h"
#include "core/keystone/instruction.h"
#include "core/keystone/settlement.h"
#include "core/keystone/settlementtemplate.h"
#include "core/keystone/webhook.h"

#include <QTest>

using namespace chancery;
using namespace chancery::keystone;
using namespace Qt::StringLiterals;

/// The examples of the fact sheet and what is odd about them.
class TestKeystoneRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFieldOfASettlement();
    void depositSecretsAreNeverKept();
    void decimalsKeepTheirDigits_data();
    void decimalsKeepTheirDigits();
    void missingMembersAreEmpty();
    void timesAreReadInEveryForm_data();
    void timesAreReadInEveryForm();
    void aSettlementMovedWhenItsStateOrTimeDid();
    void readsEventsAndRepos();
    void readsBothFormsOfTransitions();
    void aTemplateOutranksTheWords();
    void strangeTemplatesAreReadWhole();
    void saysWhereADecisionMayBeAwaited();
    void readsInstructionsUnderEitherName();
    void readsWebhooks();
    void readsEnvironments();
    void sendsWhatIsSetAndNothingElse();
};

namespace {

json::Value parsed(const QByteArray &text)
{
    return json::parse(text).value();
}

constexpr auto example =
    R"({"id":"7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a","idempotency_key":"ks-1","platform_id":"p","environment_id":"e",
"template_id":"t","template_version":2,"external_reference":"DESK-2041","settlement_type":"single_platform",
"parties":[{"id":"p1","role":"seller","platform_id":"p","environment_id":"e","external_reference":"FUND-A",
"name":"Northwind Fund","wallet_address":"0xa1","chain_id":11155111,"status":"confirmed",
"confirmed_at":"2026-04-01T09:00:00Z","wallet_address_hint":"0x…a1","counterparty_reference":"C1",
"asset_provider":"demo","created_at":"2026-04-01T09:00:00Z","updated_at":"2026-04-01T09:00:01Z"}],
"legs":[{"id":"l1","settlement_id":"7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a","leg_type":"asset_delivery",
"instrument_id":"BOND-2031-B","chain_id":11155111,"token_standard":"ERC-3643","quantity":"1000000",
"direction":"deliver","party_role":"seller","status":"pending","external_reference":"X","deposit_key":"0xk",
"deposit_secret":"test-deposit-secret","created_at":"2026-04-01T09:00:00Z","updated_at":"2026-04-01T09:00:00Z"}],
"state":"COMPLIANCE_CHECKING","timeout_at":"2026-04-02T09:00:00Z","created_at":"2026-04-01T09:00:00Z",
"updated_at":"2026-04-01T09:00:05Z","parent_settlement_id":"o","settlement_category":"repo_close",
"maturity_at":"2026-05-01T09:00:00Z","repo_metadata":{"repo_rate":"0.0425"},"novel":1.0})";

QDateTime utc(int day, int hour, int minute = 0, int second = 0)
{
    return QDateTime({2026, 4, day}, {hour, minute, second}, Qt::UTC);
}

TemplateConfig configOf(const QByteArray &config)
{
    return decodeTemplate(parsed("{\"id\":\"t\",\"config\":" + config + "}"))->config;
}

} // namespace

void TestKeystoneRecords::readsEveryFieldOfASettlement()
{
    const Settlement s = decodeSettlement(parsed(example)).value();

    QCOMPARE(s.idempotencyKey, u"ks-1"_s);
    QCOMPARE(s.platformId + s.environmentId + s.templateId, u"pet"_s);
    QCOMPARE(s.templateVersion, 2);
    QCOMPARE(s.externalReference, u"DESK-2041"_s);
    QCOMPARE(s.settlementType, u"single_platform"_s);
    QCOMPARE(s.state, u"COMPLIANCE_CHECKING"_s);
    QCOMPARE(s.timeoutAt, utc(2, 9));
    QCOMPARE(s.createdAt, utc(1, 9));
    QCOMPARE(s.updatedAt, utc(1, 9, 0, 5));
    QCOMPARE(s.parentSettlementId, u"o"_s);
    QCOMPARE(s.settlementCategory, u"repo_close"_s);
    QCOMPARE(s.maturityAt, QDateTime({2026, 5, 1}, {9, 0}, Qt::UTC));
    QCOMPARE(s.repoMetadata[u"repo_rate"].toText(), u"0.0425"_s);
    QCOMPARE(s.raw[u"novel"].toText(), u"1.0"_s);

    const Party &party = s.parties.first();
    QCOMPARE(party.role + party.platformId + party.environmentId, u"sellerpe"_s);
    QCOMPARE(party.externalReference, u"FUND-A"_s);
    QCOMPARE(party.name, u"Northwind Fund"_s);
    QCOMPARE(party.walletAddress, u"0xa1"_s);
    QCOMPARE(party.chainId, std::optional<qint64>(11155111));
    QCOMPARE(party.status, u"confirmed"_s);
    QCOMPARE(party.confirmedAt, utc(1, 9));
    QCOMPARE(party.walletAddressHint, u"0x…a1"_s);
    QCOMPARE(party.counterpartyReference, u"C1"_s);
    QCOMPARE(party.assetProvider, u"demo"_s);
    QCOMPARE(party.updatedAt, utc(1, 9, 0, 1));

    const Leg &leg = s.legs.first();
    QCOMPARE(leg.settlementId, s.id);
    QCOMPARE(leg.legType + u'/' + leg.instrumentId + u'/' + leg.tokenStandard,
             u"asset_delivery/BOND-2031-B/ERC-3643"_s);
    QCOMPARE(leg.quantity + leg.direction + leg.partyRole + leg.status, u"1000000deliversellerpending"_s);
    QCOMPARE(leg.externalReference + leg.depositKey, u"X0xk"_s);
}

void TestKeystoneRecords::depositSecretsAreNeverKept()
{
    const Settlement s = decodeSettlement(parsed(example)).value();

    QVERIFY(s.legs.first().hasDepositSecret);
    QVERIFY(!json::write(s.raw).contains("test-deposit-secret"));
    QVERIFY(json::write(s.raw).contains("deposit_key"));
}

void TestKeystoneRecords::decimalsKeepTheirDigits_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QString>("text");
    const QByteArray long90 = QByteArray(60, '7') + '.' + QByteArray(30, '3');
    QTest::newRow("text") << QByteArray("\"1.50\"") << u"1.50"_s;
    QTest::newRow("number") << QByteArray("1.50") << u"1.50"_s;
    QTest::newRow("exponent") << QByteArray("\"1E+3\"") << u"1E+3"_s;
    QTest::newRow("ninety digits") << '"' + long90 + '"' << QString::fromLatin1(long90);
    QTest::newRow("ninety digits as a number") << long90 << QString::fromLatin1(long90);
    QTest::newRow("null") << QByteArray("null") << QString();
}

void TestKeystoneRecords::decimalsKeepTheirDigits()
{
    QFETCH(QByteArray, wire);
    QFETCH(QString, text);

    const auto s = decodeSettlement(parsed(R"({"id":"1","legs":[{"quantity":)" + wire + "}]}"));

    QCOMPARE(s->legs.first().quantity, text);
}

void TestKeystoneRecords::missingMembersAreEmpty()
{
    const Settlement s = decodeSettlement(parsed(R"({"id":"1","parties":[{}],"legs":null,"state":null})")).value();

    QVERIFY(s.state.isEmpty() && s.legs.isEmpty() && !s.timeoutAt.isValid() && !s.parties.first().chainId);
    QCOMPARE(decodeSettlement(parsed("{}")).error().cause, Cause::UnexpectedShape);
    QCOMPARE(decodeSettlement(parsed("[]")).error().cause, Cause::UnexpectedShape);
}

void TestKeystoneRecords::timesAreReadInEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("time");
    QTest::newRow("UTC") << QByteArray("2026-04-01T05:06:07Z") << utc(1, 5, 6, 7);
    QTest::newRow("naive") << QByteArray("2026-04-01T05:06:07") << utc(1, 5, 6, 7);
    QTest::newRow("offset") << QByteArray("2026-04-01T05:06:07+02:00") << utc(1, 3, 6, 7);
    QTest::newRow("microseconds") << QByteArray("2026-04-01T05:06:07.890000+02:00") << utc(1, 3, 6, 7).addMSecs(890);
    QTest::newRow("nothing") << QByteArray("soon") << QDateTime();
}

void TestKeystoneRecords::timesAreReadInEveryForm()
{
    QFETCH(QByteArray, text);
    QFETCH(QDateTime, time);

    const auto s = decodeSettlement(parsed(R"({"id":"1","timeout_at":")" + text + "\"}"));

    QCOMPARE(s->timeoutAt, time);
}

void TestKeystoneRecords::aSettlementMovedWhenItsStateOrTimeDid()
{
    const auto read = [](const char *state, const char *time) {
        return decodeSettlement(
                   parsed(QByteArray(R"({"id":"1","state":")") + state + R"(","updated_at":")" + time + "\"}"))
            .value();
    };
    const Settlement before = read("A", "2026-04-01T05:06:07.890001Z");

    QVERIFY(isUnchanged(before, read("A", "2026-04-01T05:06:07.890001Z")));
    QVERIFY(!isUnchanged(before, read("B", "2026-04-01T05:06:07.890001Z")));
    QVERIFY(!isUnchanged(before, read("A", "2026-04-01T05:06:07.890002Z")));
}

void TestKeystoneRecords::readsEventsAndRepos()
{
    const auto event = decodeSettlementEvent(parsed(
        R"({"id":"e","settlement_id":"s","sequence":2,"from_state":null,"to_state":"INSTRUCTED",
            "triggered_by":"system:engine","payload":["any"],"content_hash":"9f2c5a","created_at":"2026-04-01T09:00:05Z"})"));
    const auto none = decodeRelated(parsed("{}"));
    const auto one = decodeRelated(parsed(R"({"opening":{"id":"o"},"closing":null})"));

    QCOMPARE(event->sequence, 2);
    QVERIFY(event->fromState.isEmpty());
    QCOMPARE(event->toState + event->triggeredBy + event->contentHash, u"INSTRUCTEDsystem:engine9f2c5a"_s);
    QVERIFY(event->payload.isArray());
    QVERIFY(!none->opening && !none->closing);
    QCOMPARE(one->opening->id, u"o"_s);
    QCOMPARE(decodeRelated(parsed(R"({"opening":7})")).error().subject, u"opening"_s);
}

void TestKeystoneRecords::readsBothFormsOfTransitions()
{
    const TemplateConfig now = configOf(R"({"transitions":{"A":{"allowed_next":["B","C"]},"B":{"allowed_next":[]}}})");
    const TemplateConfig old = configOf(R"({"transitions":{"A":["B","C"],"B":[]}})");

    QCOMPARE(now.transitions, old.transitions);
    QCOMPARE(now.next(u"A"_s), (QStringList{u"B"_s, u"C"_s}));
    QVERIFY(now.next(u"Z"_s).isEmpty());
    QCOMPARE(now.requiredRoles, (QStringList{u"seller"_s, u"buyer"_s}));
}

void TestKeystoneRecords::aTemplateOutranksTheWords()
{
    const TemplateConfig config = configOf(
        R"({"states":["NEW","SETTLED","DONE","FINALIZED"],"initial_state":"NEW","terminal_states":["DONE","LOST"],
            "failure_states":["LOST"],"transitions":{}})");

    QCOMPARE(kindOf(u"NEW"_s, &config), StateKind::Start);
    QCOMPARE(kindOf(u"DONE"_s, &config), StateKind::Success);
    QCOMPARE(kindOf(u"LOST"_s, &config), StateKind::Failure);
    QCOMPARE(kindOf(u"NOVEL"_s, &config), StateKind::Unknown);
    QCOMPARE(kindOf(u"ROLLED_BACK"_s), StateKind::Failure);
    QCOMPARE(kindOf(u"NOVEL"_s), StateKind::Unknown);
    QVERIFY(!isFinal(u"FINALIZED"_s, &config));
    QVERIFY(isFinal(u"FINALIZED"_s));
    QVERIFY(!isFinal(u"SETTLED"_s));
    QVERIFY(!isFinal(u"NOVEL"_s));
}

void TestKeystoneRecords::strangeTemplatesAreReadWhole()
{
    const TemplateConfig config = configOf(
        R"({"states":["A","ISLAND"],"initial_state":"START","terminal_states":["END"],"failure_states":["END","BAD"],
            "transitions":{"A":{"allowed_next":["A","B"]},"B":{"allowed_next":["A"]}},
            "actions":{"A":{"type":"x","resolution":"telepathy"},"B":{"type":"y","provider":"p","timeout_seconds":5}}})");

    QCOMPARE(config.everyState(), (QStringList{u"A"_s, u"ISLAND"_s, u"START"_s, u"B"_s, u"END"_s, u"BAD"_s}));
    QCOMPARE(config.actionOf(u"A"_s)->resolution, u"telepathy"_s);
    QCOMPARE(config.actionOf(u"A"_s)->timeoutSeconds, 300);
    QCOMPARE(config.actionOf(u"B"_s)->resolution, u"immediate"_s);
    QCOMPARE(config.actionOf(u"B"_s)->timeoutSeconds, 5);
    QVERIFY(!config.actionOf(u"END"_s));
    QVERIFY(configOf("null").everyState().isEmpty());
}

void TestKeystoneRecords::saysWhereADecisionMayBeAwaited()
{
    const TemplateConfig config = configOf(
        R"({"compliance":{"recheck_at_states":["SWAP"]},"actions":{"HOLD":{"type":"compliance_check",
            "resolution":"manual"},"AUTO":{"type":"compliance_check"}}})");

    QVERIFY(mayAwaitDecision(u"COMPLIANCE_CHECKING"_s));
    QVERIFY(mayAwaitDecision(u"SWAP"_s, &config));
    QVERIFY(mayAwaitDecision(u"HOLD"_s, &config));
    QVERIFY(!mayAwaitDecision(u"AUTO"_s, &config));
    QVERIFY(!mayAwaitDecision(u"SWAP"_s));
    QVERIFY(!mayAwaitDecision(u"FINALIZED"_s, &config));
}

void TestKeystoneRecords::readsInstructionsUnderEitherName()
{
    const QByteArray party =
        R"({"external_reference":"FUND-A","name":"Northwind Fund","wallet_address":"0xa1","chain_id":1})";
    const QByteArray legs = R"([{"leg_type":"payment","instrument_id":"EUR","chain_id":null,"token_standard":null,
                                 "quantity":"10.00","direction":"receive"}])";
    const QByteArray head = R"({"id":"i","trade_reference":"KS-1","status":"dreaming","settlement_id":null,
        "template_slug":"dvp","role":"seller","timeout_at":"2026-04-02T09:00:00Z","expires_at":"2026-04-02T08:00:00Z",
        "created_at":"2026-04-01T08:00:00Z",)";

    const auto usual = decodeInstruction(parsed(head + "\"party\":" + party + ",\"legs\":" + legs + "}"));
    const auto alias = decodeInstruction(parsed(head + "\"party_data\":" + party + ",\"legs_data\":" + legs + "}"));

    QCOMPARE(usual->status, u"dreaming"_s);
    QCOMPARE(usual->party.name, u"Northwind Fund"_s);
    QCOMPARE(usual->legs.first().quantity, u"10.00"_s);
    QCOMPARE(usual->expiresAt, utc(2, 8));
    QCOMPARE(alias->party, usual->party);
    QCOMPARE(alias->legs, usual->legs);
}

void TestKeystoneRecords::readsWebhooks()
{
    const auto created = decodeCreatedWebhook(parsed(
        R"({"id":"w","url":"https://hooks.test/ks","description":null,"events":["settlement.*"],"is_active":false,
            "created_at":"2026-04-01T09:00:00Z","updated_at":"2026-04-01T09:00:00Z","secret":"test-whsec"})"));
    const auto rotated = decodeRotatedSecret(
        parsed(R"({"new_secret":"test-whsec-2","previous_secret_valid_until":"2026-04-02T09:00:00Z"})"));
    const auto tested = decodeWebhookTest(parsed(R"({"success":true,"status_code":204,"duration_ms":87})"));
    const auto delivery = decodeDelivery(parsed(
        R"({"id":"d","endpoint_id":"w","event":"settlement.state.finalized","response_status":null,"duration_ms":412,
            "success":false,"error":"upstream answered 503","created_at":"2026-04-01T09:30:01Z"})"));

    QVERIFY(!created->endpoint.isActive && created->endpoint.description.isEmpty());
    QVERIFY(!json::write(created->endpoint.raw).contains("whsec"));
    QVERIFY(created->secret.use([](QByteArrayView bytes) { return bytes == "test-whsec"; }));
    QCOMPARE(rotated->previousValidUntil, utc(2, 9));
    QCOMPARE(tested->statusCode, std::optional<qint64>(204));
    QVERIFY(!delivery->responseStatus && !delivery->success);
    QCOMPARE(delivery->error, u"upstream answered 503"_s);
    QCOMPARE(decodeCreatedWebhook(parsed(R"({"id":"w"})")).error().subject, u"secret"_s);
}

void TestKeystoneRecords::readsEnvironments()
{
    const auto e = decodeEnvironment(parsed(
        R"({"id":"e","platform_id":"p","name":"Staging","slug":"staging","auth0_client_id":"m2m","webhook_url":null,
            "api_version":"0.1.0","default_timeout_seconds":3600,"is_active":false,"rate_limit_rpm":null,
            "created_at":"2026-01-01T00:00:00Z","updated_at":"2026-03-01T00:00:00Z"})"));

    QCOMPARE(e->name + e->slug + e->auth0ClientId + e->apiVersion, u"Stagingstagingm2m0.1.0"_s);
    QCOMPARE(e->defaultTimeoutSeconds, 3600);
    QVERIFY(!e->isActive && !e->rateLimitRpm);
}

void TestKeystoneRecords::sendsWhatIsSetAndNothingElse()
{
    InstructionDraft instruction{.templateSlug = u"dvp"_s,
                                 .role = u"seller"_s,
                                 .party = {.externalReference = u"A"_s, .walletAddress = u"0x"_s},
                                 .legs = {{.instrumentId = u"B"_s, .quantity = u"1E+3"_s, .direction = u"deliver"_s}},
                                 .timeoutAt = utc(1, 0),
                                 .idempotencyKey = u"k"_s};

    QCOMPARE(json::write(encodeDraft(instruction)),
             QByteArray(R"({"template_slug":"dvp","role":"seller","party":{"external_reference":"A",)"
                        R"("wallet_address":"0x"},"legs":[{"leg_type":"asset_delivery","instrument_id":"B",)"
                        R"("quantity":"1E+3","direction":"deliver"}],"timeout_at":"2026-04-01T00:00:00Z",)"
                        R"("idempotency_key":"k"})"));
    QCOMPARE(json::write(encodePatch(WebhookPatch{})), QByteArray("{}"));
    QCOMPARE(json::write(encodePatch(WebhookPatch{.description = QString(), .isActive = false})),
             QByteArray(R"({"description":null,"is_active":false})"));
    QCOMPARE(json::write(encodePatch(EnvironmentPatch{.webhookUrl = QString(), .rateLimitRpm = 60})),
             QByteArray(R"({"webhook_url":null,"rate_limit_rpm":60})"));
    QCOMPARE(json::write(encodeDraft(WebhookDraft{.url = u"https://a.test"_s})),
             QByteArray(R"({"url":"https://a.test","events":["*"]})"));
}

QTEST_GUILESS_MAIN(TestKeystoneRecords)
#include "tst_keystonerecords.moc"
