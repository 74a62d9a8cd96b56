// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/profile.h"

#include "tests/support/testsecret.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using chancery::test::made;

namespace {

Profile reread(const Profile &profile)
{
    const auto parsed = json::parse(json::write(toJson(profile)));
    return profileFromJson(*parsed).value();
}

} // namespace

class TestProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void survivesASave();
    void keepsMembersItDoesNotKnow();
    void dropsWhatWasTakenBack();
    void settlementsAreOptional();
    void approvalsAreOptional();
    void whatIsNotUnderstoodIsNoTest();
    void theCredentialProxyIsOptional();
    void whatIsNotUnderstoodNeedsFourEyes();
    void anUnknownGuardLevelIsReadOnly();
    void needsAnId();
    void namesItsKeychainEntryByIdNotByName();
    void remembersTheDialectForAHostAndKey();
    void aNewerDialectReplacesTheRemembered();
    void tellsKeysApartWithoutTellingThem();
};

void TestProfile::survivesASave()
{
    Profile profile = makeProfile(u"Prod « eins »"_s);
    profile.guard = GuardLevel::Confirm;
    profile.isSandbox = true;
    profile.keyban.base = QUrl(u"http://127.0.0.1:8080/a%20b/keyban"_s);
    profile.keyban.applicationId = u"0b9f5f0e-6a3f-4d0b-9a3e-111111111111"_s;
    profile.keyban.network = u"FutureNet"_s;
    profile.keyban.dialect = keyban::Dialect::Product;
    profile.keyban.eventStreamPath = u"/v1/events"_s;
    profile.keystone = KeystoneService{
        QUrl(u"http://127.0.0.1:8080/keystone"_s), QUrl(u"http://[::1]:1/auth"_s), u"test-client"_s, {}};
    profile.needsFourEyes = true;
    rememberDialect(profile, made("test-key"), keyban::Dialect::Flat);

    Profile again = reread(profile);

    again.source = profile.source;
    again.keyban.source = profile.keyban.source;
    again.keystone->source = profile.keystone->source;
    QCOMPARE(again, profile);
}

void TestProfile::keepsMembersItDoesNotKnow()
{
    const auto read = json::parse(R"({"colour":"teal","id":"11111111-2222-3333-4444-555555555555","name":"A",
        "keyban":{"base":"https://api.prod.keyban.io","limit":1.50,"extra":[1,{"a":null}]},"keystone":{"base":"x"}})");
    Profile profile = profileFromJson(*read).value();

    profile.name = u"B"_s;
    profile.keyban.network = u"BaseSepolia"_s;
    const auto written = toJson(profile);

    QCOMPARE(written[u"colour"].toString(), u"teal"_s);
    QCOMPARE(written[u"keystone"][u"base"].toString(), u"x"_s);
    QCOMPARE(json::write(written.at(u"keyban.limit")), QByteArray("1.50"));
    QCOMPARE(json::write(written.at(u"keyban.extra")), QByteArray(R"([1,{"a":null}])"));
    QCOMPARE(written[u"name"].toString(), u"B"_s);
    QCOMPARE(written.at(u"keyban.network").toString(), u"BaseSepolia"_s);
}

void TestProfile::dropsWhatWasTakenBack()
{
    Profile profile = makeProfile(u"A"_s);
    profile.keyban.dialect = keyban::Dialect::Flat;
    profile.keyban.network = u"StarknetSepolia"_s;
    profile.isSandbox = true;
    profile = reread(profile);

    profile.keyban.dialect.reset();
    profile.keyban.network.clear();
    profile.isSandbox = false;
    profile = reread(profile);

    QVERIFY(!profile.keyban.dialect);
    QVERIFY(profile.keyban.network.isEmpty());
    QVERIFY(!profile.isSandbox);
}

void TestProfile::theCredentialProxyIsOptional()
{
    Profile profile = reread(makeProfile(u"A"_s));
    QVERIFY(!profile.keychains && !toJson(profile).contains(u"keychains"));

    profile.keychains = makeKeychainsService();
    QVERIFY(!goesThroughProxy(profile, Service::Keyban));
    profile.keychains->account = u"team-1"_s;
    profile.keychains->passports = u"KEYBAN_API_KEY"_s;
    profile.keychains->trusted = {u"https://other.test"_s};
    profile.keychains->tokenFrom = ProxyTokenFrom::Command;
    profile.keychains->program = u"npx"_s;
    profile.keychains->arguments = {u"-y"_s, u"keychains"_s, u"token"_s};
    profile.keychains->source = json::Value::object();
    profile.keychains->source.set(u"colour"_s, u"teal"_s);
    Profile again = reread(profile);

    QCOMPARE(again.keychains->source[u"colour"].toString(), u"teal"_s);
    again.keychains->source = profile.keychains->source;
    QCOMPARE(*again.keychains, *profile.keychains);
    QVERIFY(goesThroughProxy(again, Service::Keyban));
    QVERIFY(!goesThroughProxy(again, Service::Keystone));
}

void TestProfile::approvalsAreOptional()
{
    Profile profile = reread(makeProfile(u"A"_s));
    QVERIFY(!profile.bkey && !profile.isTest && profile.gate == GatePolicy());
    const json::Value written = toJson(profile);
    QVERIFY(!written.contains(u"bkey") && !written.contains(u"gate") && !written.contains(u"test"));

    profile.bkey = makeBkeyService();
    profile.bkey->clientId = u"test-client"_s;
    profile.bkey->approvers = {{u"Ada"_s, u"did:bkey:test-ada"_s, u"ada"_s}, {u"Ben"_s, u"did:bkey:test-ben"_s, {}}};
    profile.bkey->source = json::Value::object();
    profile.bkey->source.set(u"colour"_s, u"teal"_s);
    profile.gate = GatePolicy({{GatedAction::Mint, 10'000, GateNeed::Phone}});
    profile.isTest = true;
    Profile again = reread(profile);

    QCOMPARE(again.bkey->source[u"colour"].toString(), u"teal"_s);
    again.bkey->source = profile.bkey->source;
    again.source = profile.source;
    QCOMPARE(again, profile);
    QCOMPARE(secretKey(again, Service::Bkey), profile.id.toString(QUuid::WithoutBraces) + u"/bkey"_s);
    again.keychains = makeKeychainsService();
    again.keychains->passports = u"KEYBAN_API_KEY"_s;
    QVERIFY(!goesThroughProxy(again, Service::Bkey));
}

void TestProfile::whatIsNotUnderstoodIsNoTest()
{
    const auto read = json::parse(R"({"id":"11111111-2222-3333-4444-555555555555","test":"yes","gate":"strict",
        "bkey":{"base":"https://a.test","approvers":[{"name":"Nobody"},7,{"did":"did:bkey:test-ada"}]}})");

    const Profile profile = profileFromJson(*read).value();

    QVERIFY(!profile.isTest);
    QCOMPARE(profile.gate.needOf(GatedAction::Publish, 1), GateNeed::Phone);
    QCOMPARE(profile.bkey->approvers, (QList<Approver>{{{}, u"did:bkey:test-ada"_s, {}}}));
}

void TestProfile::settlementsAreOptional()
{
    Profile profile = reread(makeProfile(u"A"_s));
    QVERIFY(!profile.keystone && !profile.needsFourEyes);
    QVERIFY(!toJson(profile).contains(u"keystone") && !toJson(profile).contains(u"fourEyes"));

    profile.keystone = makeKeystoneService();
    profile = reread(profile);
    QCOMPARE(profile.keystone->base, QUrl(u"https://api.keystoneos.xyz"_s));
    QCOMPARE(secretKey(profile, Service::Keystone), profile.id.toString(QUuid::WithoutBraces) + u"/keystone"_s);

    profile.keystone.reset();
    QVERIFY(!reread(profile).keystone);
}

void TestProfile::whatIsNotUnderstoodNeedsFourEyes()
{
    const auto with = [](const char *word) {
        const QByteArray text = R"({"id":"11111111-2222-3333-4444-555555555555","fourEyes":)" + QByteArray(word) + '}';
        return profileFromJson(*json::parse(text)).value().needsFourEyes;
    };

    QVERIFY(with("true") && with("\"always\"") && with("1"));
    QVERIFY(!with("false") && !with("null"));
}

void TestProfile::anUnknownGuardLevelIsReadOnly()
{
    const auto withGuard = [](const char *guard) {
        const QByteArray text = R"({"id":"11111111-2222-3333-4444-555555555555","guard":)" + QByteArray(guard) + '}';
        return profileFromJson(*json::parse(text)).value().guard;
    };

    QCOMPARE(withGuard("\"paranoid\""), GuardLevel::ReadOnly);
    QCOMPARE(withGuard("7"), GuardLevel::ReadOnly);
    QCOMPARE(withGuard("\"confirm\""), GuardLevel::Confirm);
    QCOMPARE(withGuard("null"), GuardLevel::Normal);
}

void TestProfile::needsAnId()
{
    for (const char *text : {R"({"name":"A"})", R"({"id":"no uuid"})", "[]", "\"text\"", "null"}) {
        const auto profile = profileFromJson(*json::parse(text));

        QVERIFY2(!profile.ok(), text);
        QCOMPARE(profile.error().cause, Cause::StorageCorrupt);
    }
}

void TestProfile::namesItsKeychainEntryByIdNotByName()
{
    Profile profile = makeProfile(u"A"_s);
    const QString before = secretKey(profile, Service::Keyban);

    profile.name = u"B"_s;

    QCOMPARE(secretKey(profile, Service::Keyban), before);
    QCOMPARE(before, profile.id.toString(QUuid::WithoutBraces) + u"/keyban"_s);
}

void TestProfile::remembersTheDialectForAHostAndKey()
{
    Profile profile = makeProfile(u"A"_s);
    rememberDialect(profile, made("test-key"), keyban::Dialect::Product);

    const auto same = rememberedDialect(profile, made("test-key"));
    const auto otherKey = rememberedDialect(profile, made("test-other"));
    profile.keyban.base = QUrl(u"https://api.staging.keyban.io"_s);
    const auto otherHost = rememberedDialect(profile, made("test-key"));

    QCOMPARE(same, keyban::Dialect::Product);
    QVERIFY(!otherKey);
    QVERIFY(!otherHost);
}

void TestProfile::aNewerDialectReplacesTheRemembered()
{
    Profile profile = makeProfile(u"A"_s);

    rememberDialect(profile, made("test-key"), keyban::Dialect::Product);
    rememberDialect(profile, made("test-other"), keyban::Dialect::Product);
    rememberDialect(profile, made("test-key"), keyban::Dialect::Flat);

    QCOMPARE(rememberedDialect(profile, made("test-key")), keyban::Dialect::Flat);
    QCOMPARE(rememberedDialect(profile, made("test-other")), keyban::Dialect::Product);
    QCOMPARE(profile.keyban.remembered.size(), 2);
}

void TestProfile::tellsKeysApartWithoutTellingThem()
{
    Profile first = makeProfile(u"A"_s);
    Profile second = makeProfile(u"B"_s);

    rememberDialect(first, made("test-key"), keyban::Dialect::Flat);
    rememberDialect(second, made("test-key"), keyban::Dialect::Flat);

    QVERIFY(!json::write(toJson(first)).contains("test-key"));
    QVERIFY(first.keyban.remembered.first().fingerprint != second.keyban.remembered.first().fingerprint);
    QCOMPARE(first.keyban.remembered.first().fingerprint.size(), 16);
}

QTEST_APPLESS_MAIN(TestProfile)
#include "tst_profile.moc"
