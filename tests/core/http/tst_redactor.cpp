// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/redact.h"
#include "tests/core/http/httptest.h"
#include "tests/support/scriptednetwork.h"

#include <QTest>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray knownKey = R"(test-k/ey+"0"é=)";

/// Everything of an error that a person may see, or a file may keep.
QString shown(const Error &error)
{
    QStringList parts{error.subject, error.title, error.detail, error.code, error.requestId};
    for (const FieldError &field : error.fields)
        parts << field.path << field.code << field.message;
    return parts.join(u'\n');
}

QString shown(const RequestLog &log)
{
    QStringList parts;
    for (const LogEntry &entry : log.entries())
        parts << entry.call << entry.method << entry.address << entry.requestId;
    return parts.join(u'\n');
}

} // namespace

class TestRedactor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void masksTheKnownSecretInEveryForm_data();
    void masksTheKnownSecretInEveryForm();
    void masksWhatIsNamedLikeASecret_data();
    void masksWhatIsNamedLikeASecret();
    void leavesOrdinaryTextAlone_data();
    void leavesOrdinaryTextAlone();
    void addressesLoseUserInformationAndSecrets();
    void fortyCanariesAreNowhereToBeSeen();
    void aShortSecretDoesNotTearTextsApart();
};

void TestRedactor::masksTheKnownSecretInEveryForm_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("plain") << "a " + knownKey + " b";
    QTest::newRow("in a word") << "x" + knownKey + "y";
    QTest::newRow("percent-encoded") << "u=" + knownKey.toPercentEncoding();
    QTest::newRow("base64") << "b " + knownKey.toBase64();
    QTest::newRow("base64url") << "b " +
                                      knownKey.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    QTest::newRow("in JSON") << QByteArray(R"({"echo":"test-k/ey+\"0\"é="})");
}

void TestRedactor::masksTheKnownSecretInEveryForm()
{
    QFETCH(QByteArray, text);
    const TestCredential credential(knownKey);

    const QString redacted = Redactor(credential).text(QString::fromUtf8(text));

    QVERIFY2(redacted.contains(secretMask), qPrintable(redacted));
    for (const auto &part : {u"ey+"_s, u"k%2Fey"_s, u"dGVzdC1r"_s})
        QVERIFY2(!redacted.contains(part), qPrintable(redacted));
}

void TestRedactor::masksWhatIsNamedLikeASecret_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *text, const char *expected) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
    };
    row(R"({"apiKey":"c4n4ry","n":1})", R"({"apiKey":•••,"n":1})");
    row(R"({"client_secret" : "c4n4ry with \"quotes\" in", "n":1})", R"({"client_secret" : •••, "n":1})");
    row("X-Api-Key: c4n4ry", "X-Api-Key: •••");
    row("Authorization: Bearer c4n4ry", "Authorization: •••");
    row("sent Bearer c4n4ry to it", "sent Bearer ••• to it");
    row("token=c4n4ry&x=1", "token=•••&x=1");
    row("magic_token = 'c4n4ry x'", "magic_token = •••");
    row("password:c4n4ry", "password:•••");
    row("mail of jane.doe+x@canary.example is", "mail of ••• is");
    row("jane%40canary.example", "•••");
    row("https://user:c4n4ry@host/x", "https://•••@host/x");
    row("got eyJhbGciOi.eyJzdWIi.c4n4ry", "got •••");
    row(R"(escaped {\"token\":\"c4n4ry\"})", R"(escaped {\"token\":•••})");
    row("Set-Cookie: session=c4n4ry; Path=/", "Set-Cookie: •••; Path=/");
}

void TestRedactor::masksWhatIsNamedLikeASecret()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const NoCredential credential;

    QCOMPARE(Redactor(credential).text(text), expected);
}

void TestRedactor::leavesOrdinaryTextAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"Duplicate reference WAL-1 / LOT-7 / 0001", "1 field is invalid", "product.name must not be empty",
          "The key does not exist.", "The API key was revoked; ask for a new token.", "AUTH_INVALID_API_KEY",
          "DPP_CERTIFICATION_KEY_NOT_FOUND", "at 2026-03-04T10:11:12Z", "https://host/x?page=2",
          "price 1.10 @ 3 pieces", "monkey business", "keyban"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void TestRedactor::leavesOrdinaryTextAlone()
{
    QFETCH(QString, text);
    const TestCredential credential(knownKey);

    QCOMPARE(Redactor(credential).text(text), text);
}

void TestRedactor::addressesLoseUserInformationAndSecrets()
{
    const TestCredential credential("test-known-value");
    const Redactor redactor(credential);

    QCOMPARE(redactor.address(QUrl(u"https://u:c4n4ry@h.example:8/v1/x?page=2&api_key=c4n4ry&q=a%20b#c4n4ry"_s)),
             u"https://h.example:8/v1/x?page=2&api_key=•••&q=a%20b"_s);
    QCOMPARE(redactor.address(QUrl(u"https://h.example/v1/tokens/c4n4ry/test-known-value"_s)),
             u"https://h.example/v1/tokens/•••/•••"_s);
    QCOMPARE(redactor.address(QUrl(u"https://h.example/v1/a%2Fb?filter%5Bemail%5D=x%40y.example"_s)),
             u"https://h.example/v1/a%2Fb?filter%5Bemail%5D=•••"_s);
}

void TestRedactor::fortyCanariesAreNowhereToBeSeen()
{
    const QByteArray key = "test-canary-00";
    const auto canary = [](int n) -> QByteArray {
        return "test-canary-" + QByteArray::number(n).rightJustified(2, '0');
    };
    // Names under which the service itself says canaries 1 to 39 back to us; 0 is our own credential.
    const QList<QByteArray> names{"apiKey",        "token",      "access_token", "clientSecret",  "password",
                                  "authorization", "X-Api-Key",  "secret",       "refresh_token", "idToken",
                                  "signature",     "privateKey", "passwd"};
    int next = 1;
    QByteArray pairs;
    QByteArray prose;
    QByteArray query;
    for (const QByteArray &name : names) {
        pairs += ",\"" + name + "\":\"" + canary(next++) + "\"";
        prose += " " + name + ": " + canary(next++) + ",";
        query += "&" + name + "=" + canary(next++);
    }
    QCOMPARE(next, 40);
    const QByteArray escaped = QByteArray(pairs).replace('"', "\\\"");
    const QByteArray problem = "{\"title\":\"Bearer " + canary(1) + "\",\"detail\":\"" + key + " {" + escaped.mid(1) +
                               "}" + prose + " see https://x:" + canary(2) + "@h.example/?" + query.mid(1) +
                               "\",\"code\":\"token=" + canary(3) + "\",\"errors\":[{\"field\":\"" + key +
                               "\",\"message\":\"password " + key + "\",\"code\":\"secret=" + canary(4) + "\"}" + ",{" +
                               pairs.mid(1) + "}]}";
    ScriptedNetwork network;
    network.answer({.status = 400, .body = problem, .headers = {{"X-Request-Id", key}, {"Set-Cookie", canary(5)}}});
    network.answer({.status = 502, .body = key + prose + query, .contentType = "text/plain"});
    network.answer(
        {.status = 302, .headers = {{"Location", "https://u:" + canary(6) + "@other.example/?token=" + canary(7)}}});
    network.answer({.status = 200, .body = "{" + pairs, .headers = {{"X-Request-Id", "token=" + canary(8)}}});
    TestCredential credential(key);
    RequestLog log;
    HttpClient client({.network = network, .credential = credential, .log = log},
                      {.base = QUrl(u"https://api.test.example/"_s + QString::fromLatin1(key)),
                       .guard = Guard(GuardLevel::Normal),
                       .retry = quickRetries()});
    std::vector<std::unique_ptr<Outcome>> outcomes;

    for (int i = 0; i < 4; ++i) {
        HttpRequest request = writing(createThing, "{" + pairs.mid(1) + "}");
        request.path << u"magic-token"_s << QString::fromLatin1(canary(9));
        for (int n = 0; n < names.size(); ++n)
            request.query << std::pair(QString::fromLatin1(names[n]), QString::fromLatin1(canary(10 + n)));
        request.query << std::pair(u"q"_s, QString::fromLatin1(key));
        request.idempotencyKey = canary(30);
        if (i == 2)
            request.call = readThing;
        outcomes.push_back(std::make_unique<Outcome>(client.send(request)));
        QTRY_VERIFY(outcomes.back()->failed());
    }

    QString everything = shown(log);
    for (const auto &outcome : outcomes)
        everything += shown(outcome->error());
    QCOMPARE(log.entries().size(), size_t(4));
    QVERIFY2(!everything.contains(u"canary"_s), qPrintable(everything));
    QVERIFY(everything.contains(secretMask));
}

void TestRedactor::aShortSecretDoesNotTearTextsApart()
{
    QByteArray text = "banana";

    maskSecret(text, "an");
    maskSecret(text, "");

    QCOMPARE(text, QByteArray("banana"));
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
