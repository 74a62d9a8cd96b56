// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/signaturebench.h"

#include "tests/ui/service/servicebench.h"
#include "ui/panels/webhooks/signaturecheck.h"

#include <QComboBox>
#include <QPlainTextEdit>

using namespace chancery;
using namespace chancery::test;
using namespace Qt::StringLiterals;
using keystone::SignatureVerdict;
using Form = SignatureFinding::Form;

namespace {

const QByteArray payload =
    R"({"event":"settlement.state.finalized","data":{"settlement_id":"s1","state":"FINALIZED"}})";
const QDateTime now = QDateTime::fromString(u"2026-04-01T09:00:00Z"_s, Qt::ISODate);

KeptWebhookSecrets bothSecrets()
{
    KeptWebhookSecrets kept;
    kept.current = made("test-whsec-new");
    kept.previous = made("test-whsec-old");
    kept.previousUntil = now.addSecs(3600);
    return kept;
}

QString signedWith(const char *secret, const QByteArray &bytes = payload)
{
    return QString::fromLatin1(keystone::signatureOf(bytes, made(secret)));
}

} // namespace

class TestSignatureBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (new Theme(*qApp))->setMotion(Motion::None); }

    void itTellsWhichKeptSecretMatched();
    void whatPastingDoesToAPayloadIsFound_data();
    void whatPastingDoesToAPayloadIsFound();
    void theHeaderIsReadWithOrWithoutItsName();
    void everyReasonHasItsWords_data();
    void everyReasonHasItsWords();
    void aWrongClockIsTold_data();
    void aWrongClockIsTold();
    void theDialogJudgesWhileOneTypes();
    void withoutKeptSecretsItAsksForOne();
};

void TestSignatureBench::itTellsWhichKeptSecretMatched()
{
    const KeptWebhookSecrets kept = bothSecrets();
    const auto verdict = [&](const QString &signature, const QDateTime &at) {
        return judge({payload, signature, kept, at}).verdict;
    };

    QCOMPARE(verdict(signedWith("test-whsec-new"), now), SignatureVerdict::Valid);
    QCOMPARE(verdict(signedWith("test-whsec-old"), now), SignatureVerdict::ValidWithOldSecret);
    QCOMPARE(verdict(signedWith("test-whsec-old"), now.addSecs(3601)), SignatureVerdict::OldSecretExpired);
    QCOMPARE(verdict(signedWith("test-whsec-other"), now), SignatureVerdict::DoesNotFit);
}

void TestSignatureBench::whatPastingDoesToAPayloadIsFound_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("pasted");
    QTest::addColumn<Form>("form");
    QTest::newRow("same") << payload << payload << Form::AsPasted;
    QTest::newRow("line end added") << payload << payload + "\n" << Form::WithoutNewline;
    QTest::newRow("line end lost") << payload + "\n" << payload << Form::WithNewline;
    QTest::newRow("line ends changed") << QByteArray("{\r\n\"a\":1\r\n}") << QByteArray("{\n\"a\":1\n}")
                                       << Form::WithCarriageReturns;
    QTest::newRow("formatted") << QByteArray(R"({"event":"test.ping","n":[1,2]})")
                               << QByteArray("{\n  \"event\": \"test.ping\",\n  \"n\": [1, 2]\n}") << Form::Compact;
}

void TestSignatureBench::whatPastingDoesToAPayloadIsFound()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, pasted);
    QFETCH(Form, form);
    const KeptWebhookSecrets kept = bothSecrets();

    const SignatureFinding finding = judge({pasted, signedWith("test-whsec-new", sent), kept, now});

    QCOMPARE(finding.verdict, SignatureVerdict::Valid);
    QCOMPARE(finding.form, form);
}

void TestSignatureBench::theHeaderIsReadWithOrWithoutItsName()
{
    QCOMPARE(signatureIn(u" abc "_s), "abc");
    QCOMPARE(signatureIn(u"X-Keystone-Signature: abc"_s), "abc");
    QCOMPARE(signatureIn(u"x-keystone-signature:abc"_s), "abc");
    QCOMPARE(signatureIn(u"sha256=abc"_s), "sha256=abc");
    QCOMPARE(signatureIn({}), "");
}

void TestSignatureBench::everyReasonHasItsWords_data()
{
    QTest::addColumn<QString>("signature");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("words");
    QTest::newRow("valid") << signedWith("test-whsec-new") << u"Valid"_s << u"current secret"_s;
    QTest::newRow("previous") << signedWith("test-whsec-old") << u"Valid with the previous secret"_s << u"good until"_s;
    QTest::newRow("misfit") << signedWith("test-whsec-x") << u"Not valid"_s << u"somebody has rotated"_s;
    QTest::newRow("short") << u"abcd"_s << u"No signature of this kind"_s << u"this has 4 characters"_s;
    QTest::newRow("none") << QString() << u"No signature"_s << u"X-Keystone-Signature"_s;
}

void TestSignatureBench::everyReasonHasItsWords()
{
    QFETCH(QString, signature);
    QFETCH(QString, word);
    QFETCH(QString, words);
    const KeptWebhookSecrets kept = bothSecrets();
    const SignatureCase judged{payload, signature, kept, now};

    const FindingText text = describe(judge(judged), judged, false);

    QCOMPARE(text.word, word);
    QVERIFY2(text.sentences.join(u' ').contains(words), qPrintable(text.sentences.join(u' ')));
}

void TestSignatureBench::aWrongClockIsTold_data()
{
    QTest::addColumn<int>("ahead");
    QTest::addColumn<Tone>("tone");
    QTest::addColumn<QString>("words");
    QTest::newRow("an hour ahead") << 3600 << Tone::Attention << u"1 h in the future"_s;
    QTest::newRow("a moment ago") << -20 << Tone::Neutral << u"20 s apart"_s;
    QTest::newRow("an hour ago") << -3600 << Tone::Neutral << u"sent 1 h ago; a receiver that allows 5 min"_s;
}

void TestSignatureBench::aWrongClockIsTold()
{
    QFETCH(int, ahead);
    QFETCH(Tone, tone);
    QFETCH(QString, words);

    const FindingText text = clockText(now.addSecs(ahead), now);

    QCOMPARE(text.tone, tone);
    QVERIFY2(text.sentences.join(u' ').contains(words), qPrintable(text.sentences.join(u' ')));
    QVERIFY(clockText({}, now).sentences.isEmpty());
}

void TestSignatureBench::theDialogJudgesWhileOneTypes()
{
    KeptWebhookSecrets kept;
    kept.current = made("test-whsec-new");
    SignatureBench bench(u"https://hooks.example.test/ks"_s, std::move(kept));
    bench.show();
    QCOMPARE(textOf(bench, "benchVerdict"), u"No signature"_s);

    bench.findChild<QPlainTextEdit *>(u"benchPayload"_s)->setPlainText(QString::fromUtf8(payload));
    bench.findChild<QLineEdit *>(u"benchSignature"_s)->setText(signedWith("test-whsec-new"));
    QCOMPARE(textOf(bench, "benchVerdict"), u"Valid"_s);
    QVERIFY(textOf(bench, "benchContent").contains(u"settlement s1 is now Finalized"_s));

    bench.findChild<QComboBox *>(u"benchSource"_s)->setCurrentIndex(1);
    QCOMPARE(textOf(bench, "benchVerdict"), u"No secret"_s);
    bench.findChild<QLineEdit *>(u"benchSecret"_s)->setText(u"test-whsec-new"_s);
    QCOMPARE(textOf(bench, "benchReason"), u"It was made with the pasted secret."_s);
}

void TestSignatureBench::withoutKeptSecretsItAsksForOne()
{
    SignatureBench bench(u"https://hooks.example.test/ks"_s, {});
    bench.show();

    QCOMPARE(bench.findChild<QComboBox *>(u"benchSource"_s)->currentIndex(), 1);
    QVERIFY(bench.findChild<QLineEdit *>(u"benchSecret"_s)->isEnabled());
    QCOMPARE(bench.findChild<QLineEdit *>(u"benchSecret"_s)->echoMode(), QLineEdit::Password);
}

QTEST_MAIN(TestSignatureBench)

#include "tst_signaturebench.moc"
