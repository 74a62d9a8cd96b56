// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/profiles/environment.h"

#include "tests/support/testsecret.h"

#include <QFile>
#include <QProcess>
#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using chancery::test::made;

class TestEnvironment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsTheGuidesNames();
    void theAddressHasADefault();
    void withoutAnyNameThereIsNone();
    void readsTheSettlementService();
    void withoutItsNamesThereIsNoSettlementService();
    void readsTheApprovalService();
    void takingRemovesTheClientSecretToo();
    void anEnvironmentFileMayNameTheSettlementService();
    void takingRemovesTheKeyFromTheProcess();
    void aProcessThatTookTheKeyDoesNotShowIt();
    void readsAnEnvironmentFile_data();
    void readsAnEnvironmentFile();
    void aFileOfOtherNamesIsNone();
    void aPlaceholderMeansTheCredentialProxy();
    void aTokenAloneChangesNothing();
};

void TestEnvironment::init()
{
    for (const char *name : {"KEYBAN_API", "KEYBAN_API_KEY", "KEYBAN_APP_ID", "KEYSTONE_API", "KEYSTONE_AUTH",
                             "KEYSTONE_CLIENT_ID", "KEYSTONE_CLIENT_SECRET", "BKEY_API_URL", "BKEY_CLIENT_ID",
                             "BKEY_CLIENT_SECRET", "KEYCHAINS_PROXY_URL", "KEYCHAINS_TOKEN"})
        qunsetenv(name);
}

void TestEnvironment::readsTheGuidesNames()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_API"_s, u" http://127.0.0.1:9/keyban "_s);
    environment.insert(u"KEYBAN_API_KEY"_s, u"test-key\n"_s);
    environment.insert(u"KEYBAN_APP_ID"_s, u"app"_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found);
    QCOMPARE(found->profile.keyban.base, QUrl(u"http://127.0.0.1:9/keyban"_s));
    QCOMPARE(found->profile.keyban.applicationId, u"app"_s);
    QCOMPARE(found->profile.name, u"Environment"_s);
    QVERIFY(found->apiKey.equals(made("test-key")));
}

void TestEnvironment::theAddressHasADefault()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_APP_ID"_s, u"app"_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found && found->apiKey.isEmpty());
    QCOMPARE(found->profile.keyban.base, QUrl(u"https://api.prod.keyban.io"_s));
}

void TestEnvironment::withoutAnyNameThereIsNone()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_API"_s, u""_s);
    environment.insert(u"PATH"_s, u"/bin"_s);

    QVERIFY(!fromEnvironment(environment));
    QVERIFY(!takeFromEnvironment());
}

void TestEnvironment::readsTheSettlementService()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYSTONE_API"_s, u" http://127.0.0.1:9/keystone "_s);
    environment.insert(u"KEYSTONE_AUTH"_s, u"auth.example.test"_s); // as the guide writes it
    environment.insert(u"KEYSTONE_CLIENT_ID"_s, u"test-client"_s);
    environment.insert(u"KEYSTONE_CLIENT_SECRET"_s, u"test-client-secret\n"_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found && found->profile.keystone);
    QCOMPARE(found->profile.keystone->base, QUrl(u"http://127.0.0.1:9/keystone"_s));
    QCOMPARE(found->profile.keystone->auth, QUrl(u"https://auth.example.test"_s));
    QCOMPARE(found->profile.keystone->clientId, u"test-client"_s);
    QVERIFY(found->clientSecret.equals(made("test-client-secret")));
    QVERIFY(found->apiKey.isEmpty());

    environment.remove(u"KEYSTONE_API"_s);
    environment.remove(u"KEYSTONE_AUTH"_s);
    const auto usual = fromEnvironment(environment);
    QCOMPARE(usual->profile.keystone->base, QUrl(u"https://api.keystoneos.xyz"_s));
    QCOMPARE(usual->profile.keystone->auth, QUrl(u"https://auth.keystoneos.xyz"_s));
}

void TestEnvironment::readsTheApprovalService()
{
    const auto none = fromEnvironmentText(QByteArray("KEYBAN_APP_ID=app\n"));
    const auto usual = fromEnvironmentText(QByteArray("BKEY_CLIENT_ID=test-client\n"));
    qputenv("BKEY_API_URL", "http://127.0.0.1:9/bkey");
    qputenv("BKEY_CLIENT_SECRET", "test-secret");

    const auto own = takeFromEnvironment();

    QVERIFY(!none->profile.bkey);
    QCOMPARE(usual->profile.bkey->base, QUrl(u"https://api.bkey.id"_s));
    QCOMPARE(usual->profile.bkey->clientId, u"test-client"_s);
    QCOMPARE(own->profile.bkey->base, QUrl(u"http://127.0.0.1:9/bkey"_s));
    QVERIFY(own->approvalSecret.equals(made("test-secret")));
    QVERIFY(!qEnvironmentVariableIsSet("BKEY_CLIENT_SECRET"));
}

void TestEnvironment::withoutItsNamesThereIsNoSettlementService()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_APP_ID"_s, u"app"_s);
    environment.insert(u"KEYSTONE_API"_s, u" "_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found && !found->profile.keystone && found->clientSecret.isEmpty());
}

void TestEnvironment::takingRemovesTheClientSecretToo()
{
    qputenv("KEYSTONE_CLIENT_ID", "test-client");
    qputenv("KEYSTONE_CLIENT_SECRET", "test-taken");

    const auto found = takeFromEnvironment();

    QVERIFY(found && found->clientSecret.equals(made("test-taken")));
    QVERIFY(!qEnvironmentVariableIsSet("KEYSTONE_CLIENT_SECRET"));
    QVERIFY(qEnvironmentVariableIsSet("KEYSTONE_CLIENT_ID"));
}

void TestEnvironment::anEnvironmentFileMayNameTheSettlementService()
{
    const auto found =
        fromEnvironmentText("export KEYSTONE_CLIENT_ID=test-client\nKEYSTONE_CLIENT_SECRET='test-secret'\n"
                            "KEYSTONE_AUTH=http://127.0.0.1:9/auth\n");

    QVERIFY(found && found->profile.keystone);
    QCOMPARE(found->profile.keystone->clientId, u"test-client"_s);
    QCOMPARE(found->profile.keystone->auth, QUrl(u"http://127.0.0.1:9/auth"_s));
    QVERIFY(found->clientSecret.equals(made("test-secret")));
}

void TestEnvironment::takingRemovesTheKeyFromTheProcess()
{
    qputenv("KEYBAN_API_KEY", "test-taken");
    qputenv("KEYBAN_APP_ID", "app");

    const auto found = takeFromEnvironment();

    QVERIFY(found && found->apiKey.equals(made("test-taken")));
    QVERIFY(!qEnvironmentVariableIsSet("KEYBAN_API_KEY"));
    QVERIFY(qEnvironmentVariableIsSet("KEYBAN_APP_ID"));
    QVERIFY(!QProcessEnvironment::systemEnvironment().contains(u"KEYBAN_API_KEY"_s));
}

/// The test program starts itself with the key in its environment: what a process was started with is what shows
/// outside.
void TestEnvironment::aProcessThatTookTheKeyDoesNotShowIt()
{
    QProcess child;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CHANCERY_TEST_CHILD"_s, u"1"_s);
    environment.insert(u"KEYBAN_API_KEY"_s, u"test-shown-outside"_s);
    child.setProcessEnvironment(environment);
    child.start(QCoreApplication::applicationFilePath(), {});

    QVERIFY(child.waitForFinished());
    const QByteArray seen = child.readAllStandardOutput();

    QVERIFY2(seen.startsWith("before 1 after 0"), seen.constData());
}

void TestEnvironment::readsAnEnvironmentFile_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << QByteArray("KEYBAN_API=https://h.example\nKEYBAN_API_KEY=test-key\nKEYBAN_APP_ID=app\n");
    QTest::newRow("exported, quoted") << QByteArray("# ours\nexport KEYBAN_API=\"https://h.example\"\n\n  export "
                                                    "KEYBAN_API_KEY='test-key' # secret\nKEYBAN_APP_ID = app");
    QTest::newRow("CRLF, BOM, comments") << QByteArray(
        "\xEF\xBB\xBFKEYBAN_API=https://h.example # base\r\nKEYBAN_API_KEY=test-key\r\nOTHER=1\r\nKEYBAN_APP_ID=app\t# "
        "x\r\n");
    QTest::newRow("the last one counts") << QByteArray(
        "KEYBAN_API_KEY=test-old\nKEYBAN_API=https://"
        "h.example\nKEYBAN_APP_ID=app\nKEYBAN_API_KEY=test-key\n=x\n#KEYBAN_APP_ID=y");
}

void TestEnvironment::readsAnEnvironmentFile()
{
    QFETCH(QByteArray, text);

    const auto found = fromEnvironmentText(std::move(text));

    QVERIFY(found);
    QCOMPARE(found->profile.keyban.base, QUrl(u"https://h.example"_s));
    QCOMPARE(found->profile.keyban.applicationId, u"app"_s);
    QVERIFY(found->apiKey.equals(made("test-key")));
    QVERIFY(text.isEmpty()); // NOLINT(bugprone-use-after-move): that it is wiped is promised
}

void TestEnvironment::aFileOfOtherNamesIsNone()
{
    QVERIFY(!fromEnvironmentText("PATH=/bin\nKEYBAN_API_KEYS=test-key\nKEYBAN_API_KEY=\n"));
    QVERIFY(!fromEnvironmentText("\"'=\n=\n"));
    QVERIFY(!fromEnvironmentText({}));
}

namespace {

int occurrencesInEnvironmentFile()
{
    QFile file(u"/proc/self/environ"_s);
    return file.open(QIODevice::ReadOnly) ? int(file.readAll().count("test-shown-outside")) : -1;
}

} // namespace

void TestEnvironment::aPlaceholderMeansTheCredentialProxy()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_API_KEY"_s, u"{{KEYBAN_API_KEY}}"_s);
    environment.insert(u"KEYSTONE_CLIENT_SECRET"_s, u"{{OAUTH2_ACCESS_TOKEN}}"_s);
    environment.insert(u"KEYCHAINS_PROXY_URL"_s, u"http://127.0.0.1:9/kc"_s);
    environment.insert(u"KEYCHAINS_TOKEN"_s, u"test-token"_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found && found->profile.keychains);
    QCOMPARE(found->profile.keychains->base, QUrl(u"http://127.0.0.1:9/kc"_s));
    QCOMPARE(found->profile.keychains->passports, u"KEYBAN_API_KEY"_s);
    QCOMPARE(found->profile.keychains->settlements, u"OAUTH2_ACCESS_TOKEN"_s);
    QVERIFY(found->apiKey.isEmpty() && found->clientSecret.isEmpty());
    QVERIFY(found->proxyToken.equals(made("test-token")));
}

void TestEnvironment::aTokenAloneChangesNothing()
{
    QProcessEnvironment environment;
    environment.insert(u"KEYBAN_API_KEY"_s, u"test-key"_s);
    environment.insert(u"KEYCHAINS_TOKEN"_s, u"test-token"_s);

    const auto found = fromEnvironment(environment);

    QVERIFY(found && !found->profile.keychains);
    QVERIFY(found->apiKey.equals(made("test-key")));
}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet("CHANCERY_TEST_CHILD")) {
        const int before = occurrencesInEnvironmentFile();
        const auto taken = takeFromEnvironment();
        std::printf("before %d after %d\n", before, occurrencesInEnvironmentFile());
        return taken ? 0 : 1;
    }
    QCoreApplication application(argc, argv);
    TestEnvironment test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_environment.moc"
