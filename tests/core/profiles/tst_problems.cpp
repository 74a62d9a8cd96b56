// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/problems.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;

using Field = ProfileField;
using Fault = ProfileFault;
using Severity = ProfileSeverity;
using Problems = QList<ProfileProblem>;

namespace {

Profile good()
{
    Profile profile = makeProfile(u"A"_s);
    profile.keyban.applicationId = u"0b9f5f0e-6a3f-4d0b-9a3e-111111111111"_s;
    profile.keyban.network = u"StarknetSepolia"_s;
    return profile;
}

} // namespace

class TestProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGoodProfileHasNone();
    void anAddressIsExamined_data();
    void anAddressIsExamined();
    void aNameIsNeeded();
    void anApplicationIsAUuid();
    void anUnknownNetworkOnlyWarns();
    void aDialectAgainstTheNetworkWarns();
    void anEventStreamIsAPathOfTheService();
    void theSettlementServiceIsExaminedWhereThereIsOne();
    void theApprovalServiceIsExaminedWhereThereIsOne();
    void anApproverHasADidAndIsAUserOfTheLedger();
    void theWayThroughTheProxyIsExamined();
    void allAreNamedAtOnce();
};

void TestProblems::aGoodProfileHasNone()
{
    QCOMPARE(problems(good()), Problems());
}

void TestProblems::anAddressIsExamined_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<Problems>("expected");
    const auto row = [](const char *address, const Problems &expected) {
        QTest::newRow(address) << QString::fromLatin1(address) << expected;
    };
    const auto error = [](Fault fault) { return Problems{{Field::KeybanBase, fault, Severity::Error}}; };

    row("https://api.prod.keyban.io", {});
    row("https://example.com:8443/prefix/", {});
    row("http://127.0.0.1:8080/keyban", {});
    row("http://localhost:1", {});
    row("http://[::1]", {});
    row("", error(Fault::Empty));
    row("api.prod.keyban.io", error(Fault::NotAnAddress));
    row("https://", error(Fault::NotAnAddress));
    row("https:///v1", error(Fault::NotAnAddress));
    row("https://exa mple.com", error(Fault::NotAnAddress));
    row("ftp://example.com", error(Fault::NotHttp));
    row("localhost:8080", error(Fault::NotHttp));
    row("http://api.prod.keyban.io", error(Fault::PlainHttpNotLoopback));
    row("http://127.0.0.1.example.com", error(Fault::PlainHttpNotLoopback));
    row("https://me:test-word@example.com", error(Fault::HasUserInformation));
    row("https://example.com?key=1", error(Fault::HasQuery));
    row("https://example.com#top", error(Fault::HasQuery));
    row("https://example.com/v1", {{Field::KeybanBase, Fault::EndsWithVersion, Severity::Warning}});
    row("https://example.com/v1/", {{Field::KeybanBase, Fault::EndsWithVersion, Severity::Warning}});
}

void TestProblems::anAddressIsExamined()
{
    QFETCH(const QString, address);
    QFETCH(const Problems, expected);
    Profile profile = good();
    profile.keyban.base = QUrl(address);

    QCOMPARE(problems(profile), expected);
    QCOMPARE(hasErrors(expected), !expected.isEmpty() && expected.first().severity == Severity::Error);
}

void TestProblems::aNameIsNeeded()
{
    Profile profile = good();

    profile.name = u" \t"_s;

    QCOMPARE(problems(profile), Problems({{Field::Name, Fault::Empty, Severity::Error}}));
}

void TestProblems::anApplicationIsAUuid()
{
    Profile profile = good();
    const auto with = [&](const QString &application) {
        profile.keyban.applicationId = application;
        return problems(profile);
    };

    QCOMPARE(with(u"my app"_s), Problems({{Field::KeybanApplication, Fault::NotAUuid, Severity::Error}}));
    QCOMPARE(with(u"{0b9f5f0e-6a3f-4d0b-9a3e-111111111111}"_s),
             Problems({{Field::KeybanApplication, Fault::NotAUuid, Severity::Error}}));
    QCOMPARE(with({}), Problems({{Field::KeybanApplication, Fault::Empty, Severity::Warning}}));
}

void TestProblems::anUnknownNetworkOnlyWarns()
{
    Profile profile = good();

    profile.keyban.network = u"FutureNet"_s;

    QCOMPARE(problems(profile), Problems({{Field::KeybanNetwork, Fault::UnknownNetwork, Severity::Warning}}));
    QVERIFY(!hasErrors(problems(profile)));
}

void TestProblems::aDialectAgainstTheNetworkWarns()
{
    Profile profile = good();

    profile.keyban.dialect = keyban::Dialect::Product;

    QCOMPARE(problems(profile), Problems({{Field::KeybanDialect, Fault::ContradictsNetwork, Severity::Warning}}));
}

void TestProblems::anEventStreamIsAPathOfTheService()
{
    Profile profile = good();
    const auto with = [&](const QString &path) {
        profile.keyban.eventStreamPath = path;
        return problems(profile);
    };
    const Problems notAPath{{Field::KeybanEventStream, Fault::NotAPath, Severity::Error}};

    QCOMPARE(with(u"/v1/imports/{id}/events"_s), Problems());
    QCOMPARE(with(u"v1/events"_s), notAPath);
    QCOMPARE(with(u"https://example.com/events"_s), notAPath);
    QCOMPARE(with(u"//example.com/events"_s), notAPath);
}

void TestProblems::theSettlementServiceIsExaminedWhereThereIsOne()
{
    Profile profile = good();
    profile.keystone = makeKeystoneService();
    profile.keystone->clientId = u"test-client"_s;
    QCOMPARE(problems(profile), Problems());

    profile.keystone->base = QUrl(u"http://api.keystoneos.xyz"_s);
    profile.keystone->auth = QUrl(u"http://127.0.0.1:9/auth?x=1"_s);
    profile.keystone->clientId.clear();

    QCOMPARE(problems(profile), (Problems{{Field::KeystoneBase, Fault::PlainHttpNotLoopback, Severity::Error},
                                          {Field::KeystoneAuth, Fault::HasQuery, Severity::Error},
                                          {Field::KeystoneClient, Fault::Empty, Severity::Error}}));
}

void TestProblems::theApprovalServiceIsExaminedWhereThereIsOne()
{
    Profile profile = good();
    profile.bkey = makeBkeyService();
    profile.bkey->clientId = u"test-client"_s;
    QCOMPARE(problems(profile), Problems());

    profile.bkey->base = QUrl(u"http://api.bkey.id"_s);
    profile.bkey->clientId.clear();

    QCOMPARE(problems(profile), (Problems{{Field::BkeyBase, Fault::PlainHttpNotLoopback, Severity::Error},
                                          {Field::BkeyClient, Fault::Empty, Severity::Error}}));
}

void TestProblems::anApproverHasADidAndIsAUserOfTheLedger()
{
    Profile profile = good();
    profile.bkey = makeBkeyService();
    profile.bkey->clientId = u"test-client"_s;
    profile.bkey->approvers = {{u"Grace"_s, u"did:bkey:one"_s, u"grace"_s}};
    QCOMPARE(problems(profile), Problems());

    profile.bkey->approvers = {{u"Grace"_s, u"grace"_s, u"grace"_s}, {{}, u"did:bkey:two"_s, {}}};

    const ProfileProblem noDid{Field::BkeyApprovers, Fault::NotADid, Severity::Error, u"Grace"_s};
    const ProfileProblem noUser{Field::BkeyApprovers, Fault::UserUnknown, Severity::Warning, u"did:bkey:two"_s};
    QCOMPARE(problems(profile), (Problems{noDid, noUser}));
    profile.isTest = true;
    QCOMPARE(problems(profile), Problems{noDid});
}

void TestProblems::theWayThroughTheProxyIsExamined()
{
    Profile profile = good();
    profile.keystone = makeKeystoneService(); // without a client: the proxy has the credential
    profile.keychains = makeKeychainsService();
    profile.keychains->passports = u"KEYBAN_API_KEY"_s;
    profile.keychains->settlements = u"OAUTH2_ACCESS_TOKEN"_s;
    QCOMPARE(problems(profile), Problems());

    profile.keyban.base = QUrl(u"https://127.0.0.1:8080"_s);
    profile.keychains->base = QUrl(u"http://proxy.example"_s);
    profile.keychains->account = u"te\nam"_s;
    profile.keychains->passports = u"sk-test-1"_s;
    profile.keychains->settlements = u"my token"_s;
    profile.keychains->trusted = {u"http://other.example"_s};
    profile.keychains->tokenFrom = ProxyTokenFrom::Command;

    QCOMPARE(problems(profile), (Problems{{Field::KeychainsBase, Fault::PlainHttpNotLoopback, Severity::Error},
                                          {Field::KeychainsAccount, Fault::NotHeaderText, Severity::Error},
                                          {Field::KeychainsPassports, Fault::LooksLikeKey, Severity::Error},
                                          {Field::KeybanBase, Fault::NotThroughProxy, Severity::Error},
                                          {Field::KeychainsSettlements, Fault::NotAPlaceholder, Severity::Error},
                                          {Field::KeychainsTrusted, Fault::PlainHttpNotLoopback, Severity::Error},
                                          {Field::KeychainsProgram, Fault::Empty, Severity::Error}}));
}

void TestProblems::allAreNamedAtOnce()
{
    const Profile profile;

    const auto found = problems(profile);

    QCOMPARE(found.size(), 3);
    QVERIFY(hasErrors(found));
}

QTEST_APPLESS_MAIN(TestProblems)
#include "tst_problems.moc"
