// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/bkey/base64url.h"
#include "core/bkey/ed25519.h"
#include "tests/core/bkey/testsigner.h"

#include <QCryptographicHash>
#include <QTest>

using namespace chancery;
using namespace chancery::bkey;
using namespace chancery::test;
using namespace Qt::StringLiterals;

/// What proves an approval, and what does not.
class TestToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBase64UrlInOneSpellingOnly_data();
    void readsBase64UrlInOneSpellingOnly();
    void theSignatureOfTheRfcFits();
    void aChangedByteOfTheRfcDoesNotFit();
    void theDemoTokenProves();
    void signsAsTheDemoDoes();
    void refusesEachForgedOrStaleTokenForItsOwnReason_data();
    void refusesEachForgedOrStaleTokenForItsOwnReason();
    void takesEveryTrueFormOfAToken_data();
    void takesEveryTrueFormOfAToken();
    void clocksMayDifferByHalfAMinute();
    void aTokenWithoutAnIdIsKnownByItsHash();
    void anExpectationThatSaysNothingProvesNothing();
    void noChangedByteOfATokenProves();
    void everyFaultHasAWordOfItsOwn();
};

namespace {

QList<SigningKey> demoKeys()
{
    return {{u"demo-1"_s, TestSigner().publicKey()}};
}

TokenVerdict verdictOf(const QByteArray &token, qint64 secondsAfter = 60)
{
    return verifyToken(token, demoKeys(), demoExpectation(), demoIssued().addSecs(secondsAfter));
}

QByteArray claimsWith(const QByteArray &before, const QByteArray &after)
{
    QByteArray claims = demoClaims;
    if (!claims.contains(before))
        qFatal("no such claim");
    return claims.replace(before, after);
}

QByteArray tokenWith(const QByteArray &before, const QByteArray &after)
{
    return TestSigner().token(demoHeader, claimsWith(before, after));
}

QByteArray withHeader(const QByteArray &header)
{
    return TestSigner().token(header, demoClaims);
}

QByteArray demoPart(int number)
{
    return demoToken.split('.').at(number);
}

// RFC 8037, appendix A.4.
const QByteArray rfcKey = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
const QByteArray rfcSigned = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
const QByteArray rfcSignature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

} // namespace

void TestToken::readsBase64UrlInOneSpellingOnly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isOne");

    QTest::newRow("RFC 7515, appendix C") << QByteArray("A-z_4ME") << true;
    QTest::newRow("nothing") << QByteArray() << true;
    QTest::newRow("padded") << QByteArray("A-z_4ME=") << false;
    QTest::newRow("plain base64") << QByteArray("A+z/4ME") << false;
    QTest::newRow("left-over bits") << QByteArray("A-z_4MF") << false;
    QTest::newRow("a lone character") << QByteArray("A-z_4") << false;
    QTest::newRow("a blank") << QByteArray("A-z_ 4ME") << false;
    QTest::newRow("a line break") << QByteArray("A-z_4ME\n") << false;
}

void TestToken::readsBase64UrlInOneSpellingOnly()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isOne);

    const auto bytes = fromBase64Url(text);

    QCOMPARE(bytes.has_value(), isOne);
    if (isOne && !text.isEmpty())
        QCOMPARE(*bytes, QByteArray("\x03\xec\xff\xe0\xc1"));
}

void TestToken::theSignatureOfTheRfcFits()
{
    QVERIFY(isSignedBy(*fromBase64Url(rfcKey), rfcSigned, *fromBase64Url(rfcSignature)));
}

void TestToken::aChangedByteOfTheRfcDoesNotFit()
{
    const QByteArray key = *fromBase64Url(rfcKey);
    const QByteArray signature = *fromBase64Url(rfcSignature);

    QVERIFY(!isSignedBy(key, QByteArray(rfcSigned + '.'), signature));
    QVERIFY(!isSignedBy(key, rfcSigned, signature.chopped(1)));
    QVERIFY(!isSignedBy(key.chopped(1), rfcSigned, signature));
    QVERIFY(!isSignedBy(TestSigner().publicKey(), rfcSigned, signature));
    QVERIFY(!isSignedBy({}, rfcSigned, {}));
}

void TestToken::theDemoTokenProves()
{
    const TokenVerdict verdict = verdictOf(demoToken);

    QCOMPARE(verdict.fault, TokenFault::None);
    QVERIFY(verdict.isProof());
    QCOMPARE(verdict.token.id, u"jti-0001"_s);
    QCOMPARE(verdict.token.issuer, u"https://api.bkey.id"_s);
    QCOMPARE(verdict.token.approver, u"did:bkey:zDemo"_s);
    QCOMPARE(verdict.token.scopes, (QStringList{u"openid"_s, u"approve:action"_s}));
    QCOMPARE(verdict.token.issued, demoIssued());
    QCOMPARE(verdict.token.expires, demoIssued().addSecs(300));
}

void TestToken::signsAsTheDemoDoes()
{
    QCOMPARE(TestSigner::encoded(TestSigner().publicKey()), demoKey);
    QCOMPARE(TestSigner().token(demoHeader, demoClaims), demoToken);
}

void TestToken::refusesEachForgedOrStaleTokenForItsOwnReason_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<TokenFault>("fault");
    const auto row = [](const char *name, const QByteArray &token, TokenFault fault) {
        QTest::newRow(name) << token << fault;
    };
    const QByteArray middle = '.' + demoPart(1) + '.';

    row("nothing", {}, TokenFault::Malformed);
    row("no parts", "test-token", TokenFault::Malformed);
    row("two parts", demoPart(0) + '.' + demoPart(1), TokenFault::Malformed);
    row("four parts", demoToken + ".e30", TokenFault::Malformed);
    row("too long", demoToken + QByteArray(8192, 'A'), TokenFault::Malformed);
    row("padded signature", demoToken + "==", TokenFault::Malformed);
    row("header is no object", TestSigner().token("[]", demoClaims), TokenFault::Malformed);
    row("claims are no JSON", TestSigner().token(demoHeader, "{"), TokenFault::Malformed);
    row("says a claim twice", tokenWith("\"iat\"", "\"sub\":\"did:bkey:zOther\",\"iat\""), TokenFault::Malformed);
    row("says the algorithm twice", withHeader(R"({"alg":"none","alg":"EdDSA","kid":"demo-1"})"),
        TokenFault::Malformed);
    row("alg none, unsigned", "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0" + middle, TokenFault::Malformed);
    row("RFC 7515, A.5",
        "eyJhbGciOiJub25lIn0."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.",
        TokenFault::Malformed);
    row("alg none, signed", withHeader(R"({"alg":"none","kid":"demo-1"})"), TokenFault::Algorithm);
    row("alg of another case", withHeader(R"({"alg":"eddsa","kid":"demo-1"})"), TokenFault::Algorithm);
    row("no alg", withHeader(R"({"kid":"demo-1"})"), TokenFault::Algorithm);
    row("HMAC by the public key",
        "eyJhbGciOiJIUzI1NiIsImtpZCI6ImRlbW8tMSIsInR5cCI6IkpXVCJ9" + middle +
            "SpsUgwmAfg4HsL-UKRGBXXFC-JjRnT3xHwaNQIVuhvE",
        TokenFault::Algorithm);
    row("RFC 7515, A.1",
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        TokenFault::Algorithm);
    row("an extension that must be understood", withHeader(R"({"alg":"EdDSA","kid":"demo-1","crit":["b64"]})"),
        TokenFault::Malformed);
    row("a key of its own", TestSigner('\x41').token(R"({"alg":"EdDSA","kid":"own"})", demoClaims),
        TokenFault::KeyUnknown);
    row("no key's name", withHeader(R"({"alg":"EdDSA"})"), TokenFault::KeyUnknown);
    row("another key under that name", TestSigner('\x41').token(demoHeader, demoClaims), TokenFault::Signature);
    row("malleable signature",
        demoPart(0) + middle + "LQ9F1VE-XYS_87HDA8zS-23QDLcKNZsoGx6ywPbD0EohJoEoYT8c_T_l5ABMuRQ-f3EPagFVFQkFLc-koX2tEw",
        TokenFault::Signature);
    row("claims of another token",
        demoPart(0) + '.' + TestSigner::encoded(claimsWith("jti-0001", "jti-0002")) + '.' + demoPart(2),
        TokenFault::Signature);
    row("half a signature", demoPart(0) + middle + demoPart(2).first(43) + 'A', TokenFault::Signature);
    row("another issuer", tokenWith("api.bkey.id", "api.bkey.test"), TokenFault::Issuer);
    row("an issuer that begins alike", tokenWith("api.bkey.id", "api.bkey.id.test"), TokenFault::Issuer);
    row("no issuer", tokenWith(R"("iss":"https://api.bkey.id",)", ""), TokenFault::Issuer);
    row("no end", tokenWith(R"(,"exp":1767225900)", ""), TokenFault::ClaimMissing);
    row("an end in words", tokenWith("1767225900", "\"1767225900\""), TokenFault::ClaimMissing);
    row("no beginning", tokenWith(R"("iat":1767225600,)", ""), TokenFault::ClaimMissing);
    row("a negative beginning", tokenWith("1767225600", "-1"), TokenFault::ClaimMissing);
    row("an end beyond all years", tokenWith("1767225900", "1e300"), TokenFault::ClaimMissing);
    row("expired", tokenWith("1767225900", "1767225630"), TokenFault::Expired);
    row("issued tomorrow", tokenWith("1767225600,\"exp\":1767225900", "1767312000,\"exp\":1767312300"),
        TokenFault::NotYetValid);
    row("not before tomorrow", tokenWith("\"iat\"", "\"nbf\":1767312000,\"iat\""), TokenFault::NotYetValid);
    row("not before in words", tokenWith("\"iat\"", "\"nbf\":\"now\",\"iat\""), TokenFault::Malformed);
    row("for another client", tokenWith("bkey_client_demo", "bkey_client_other"), TokenFault::Audience);
    row("for no client", tokenWith(R"("aud":"bkey_client_demo",)", ""), TokenFault::Audience);
    row("for a list of others", tokenWith(R"("bkey_client_demo")", R"(["bkey_client_other",7])"), TokenFault::Audience);
    row("another scope", tokenWith("approve:action", "approve:payment"), TokenFault::Scope);
    row("a scope that begins alike", tokenWith("approve:action", "approve:action:read"), TokenFault::Scope);
    row("scopes as a list", tokenWith(R"("openid approve:action")", R"(["approve:action"])"), TokenFault::Scope);
    row("somebody else's", tokenWith("zDemo", "zOther"), TokenFault::Approver);
    row("nobody's", tokenWith(R"("sub":"did:bkey:zDemo",)", ""), TokenFault::Approver);
    row("from before it was asked for", tokenWith("1767225600", "1767225550"), TokenFault::TooOld);
    row("an id that is no text", tokenWith(R"("jti-0001")", "1"), TokenFault::Malformed);
}

void TestToken::refusesEachForgedOrStaleTokenForItsOwnReason()
{
    QFETCH(QByteArray, token);
    QFETCH(TokenFault, fault);

    const TokenVerdict verdict = verdictOf(token);

    QCOMPARE(tokenFaultWord(verdict.fault), tokenFaultWord(fault));
    QVERIFY(!verdict.isProof());
    QCOMPARE(verdict.token, ApprovalToken());
}

void TestToken::takesEveryTrueFormOfAToken_data()
{
    QTest::addColumn<QByteArray>("token");

    QTest::newRow("slash after the issuer") << tokenWith("api.bkey.id", "api.bkey.id/");
    QTest::newRow("list of clients") << tokenWith(R"("bkey_client_demo")", R"(["other","bkey_client_demo"])");
    QTest::newRow("no openid") << tokenWith("openid approve:action", "approve:action");
    QTest::newRow("more scopes") << tokenWith("openid", "vault:access");
    QTest::newRow("parts of a second") << tokenWith("1767225900", "1767225900.75");
    QTest::newRow("not before") << tokenWith("\"iat\"", "\"nbf\":1767225600,\"iat\"");
    QTest::newRow("more claims") << tokenWith("\"iat\"", "\"client_id\":\"x\",\"act\":{\"a\":1},\"iat\"");
    QTest::newRow("no type") << withHeader(R"({"alg":"EdDSA","kid":"demo-1"})");
}

void TestToken::takesEveryTrueFormOfAToken()
{
    QFETCH(QByteArray, token);

    QCOMPARE(tokenFaultWord(verdictOf(token).fault), tokenFaultWord(TokenFault::None));
}

void TestToken::clocksMayDifferByHalfAMinute()
{
    QCOMPARE(verdictOf(demoToken, 329).fault, TokenFault::None);
    QCOMPARE(verdictOf(demoToken, 330).fault, TokenFault::Expired);
    QCOMPARE(verdictOf(demoToken, -30).fault, TokenFault::None);
    QCOMPARE(verdictOf(demoToken, -31).fault, TokenFault::NotYetValid);

    TokenExpectation asked = demoExpectation();
    asked.asked = demoIssued().addSecs(30);
    QCOMPARE(verifyToken(demoToken, demoKeys(), asked, demoIssued()).fault, TokenFault::None);
    asked.asked = demoIssued().addSecs(31);
    QCOMPARE(verifyToken(demoToken, demoKeys(), asked, demoIssued()).fault, TokenFault::TooOld);
}

void TestToken::aTokenWithoutAnIdIsKnownByItsHash()
{
    const QByteArray token = tokenWith(R"("jti":"jti-0001",)", "");

    const TokenVerdict verdict = verdictOf(token);

    const QByteArray hash = QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex();
    QCOMPARE(verdict.token.id, u"sha256:"_s + QString::fromLatin1(hash));
}

void TestToken::anExpectationThatSaysNothingProvesNothing()
{
    QList<TokenExpectation> wanting(6, demoExpectation());
    wanting[0].issuer.clear();
    wanting[1].audience.clear();
    wanting[2].approver.clear();
    wanting[3].scopes.clear();
    wanting[4].scopes = {u"openid"_s};
    wanting[5].asked = {};

    for (const TokenExpectation &expected : std::as_const(wanting))
        QCOMPARE(verifyToken(demoToken, demoKeys(), expected, demoIssued()).fault, TokenFault::NothingExpected);
}

void TestToken::noChangedByteOfATokenProves()
{
    for (qsizetype i = 0; i < demoToken.size(); ++i) {
        for (const char other : {'A', 'z', '.', '=', '\0'}) {
            QByteArray changed = demoToken;
            if (changed[i] == other)
                continue;
            changed[i] = other;

            QVERIFY2(!verdictOf(changed).isProof(), changed.constData());
        }
    }
}

void TestToken::everyFaultHasAWordOfItsOwn()
{
    QStringList words;
    for (int fault = 0; fault <= int(TokenFault::TooOld); ++fault)
        words << tokenFaultWord(TokenFault(fault));

    QCOMPARE(words.removeDuplicates(), 0);
    QVERIFY(!words.contains(QString()));
}

QTEST_GUILESS_MAIN(TestToken)

#include "tst_token.moc"
