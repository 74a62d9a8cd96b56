// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dialogs/connections/testreport.h"

#include <QTest>

using namespace chancery;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

using Source = keyban::DialectEvidence::Source;

namespace {

enum Step { Address, Key, Reading, Dialect, Application };

Profile sample()
{
    Profile profile = makeProfile(u"Maison Aubrac"_s);
    profile.keyban.base = QUrl(u"https://example.org:8443/prefix"_s);
    profile.keyban.applicationId = u"7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10"_s;
    return profile;
}

TestReport after(const Error &error)
{
    return reportOf({.profile = sample(), .findings = error, .firstAnswer = 40ms});
}

Error answered(ErrorKind kind, int status)
{
    return {.kind = kind, .title = u"No luck"_s, .httpStatus = status, .requestId = u"r-1"_s, .reach = Reach::Answered};
}

TestReport found(const keyban::DialectEvidence &evidence, std::optional<keyban::Dialect> settled = {})
{
    return reportOf(
        {.profile = sample(), .settled = settled, .findings = ConnectionFindings{evidence.total, evidence}});
}

/// The tones of the five steps as letters: good, attention, bad, neutral.
QString tones(const TestReport &report)
{
    QString letters;
    for (const TestStep &step : report.steps)
        letters += step.tone == Tone::Good        ? u'g'
                   : step.tone == Tone::Attention ? u'a'
                   : step.tone == Tone::Bad       ? u'b'
                                                  : u'n';
    return letters;
}

} // namespace

/// The words of a test for what a sandbox does not do.
class TestTestReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aForbiddenKeyIsKnownButMayNotRead()
    {
        const TestReport report = after(answered(ErrorKind::Forbidden, 403));

        QCOMPARE(tones(report), u"ggbnn"_s);
        QVERIFY(report.steps[Reading].words.contains(u"The key may not read passports (403). It says: “No luck”."));
        QVERIFY(report.steps[Reading].details.contains(u"r-1"));
    }

    void anOverloadedServiceProvesNothingOfTheKey()
    {
        for (const auto &[kind, status] : {std::pair{ErrorKind::Server, 503}, {ErrorKind::RateLimited, 429}}) {
            const TestReport report = after(answered(kind, status));

            QCOMPARE(tones(report), u"bnnnn"_s);
            QVERIFY(report.steps[Key].words.startsWith(u"Not tested"));
        }
    }

    void aWebPageIsNotTheService()
    {
        const TestReport report = after({.kind = ErrorKind::Protocol,
                                         .cause = Cause::WrongContentType,
                                         .subject = u"https://example.org"_s,
                                         .httpStatus = 200,
                                         .reach = Reach::Answered});

        QCOMPARE(tones(report), u"bnnnn"_s);
        QVERIFY(report.steps[Address].words.contains(u"other than JSON"));
    }

    void aCertificateThatCannotBeTrustedIsToldAtTheAddress()
    {
        const TestReport report =
            after({.kind = ErrorKind::Tls, .cause = Cause::CertificateInvalid, .subject = u"example.org"_s});

        QCOMPARE(tones(report), u"bnnnn"_s);
        QVERIFY(report.steps[Address].words.contains(u"certificate"));
    }

    void aKeyThatNoHeaderTakesIsToldAtTheKey()
    {
        const TestReport report =
            after({.kind = ErrorKind::SecretStore, .cause = Cause::CredentialUnusable, .subject = u"Maison Aubrac"_s});

        QCOMPARE(tones(report), u"nbnnn"_s);
    }

    void aFailureAfterTheFirstAnswerKeepsWhatIsProven()
    {
        const TestReport report = reportOf({.profile = sample(),
                                            .findings = answered(ErrorKind::Server, 500),
                                            .firstAnswer = 40ms,
                                            .firstAnswered = true});

        QCOMPARE(tones(report), u"gggan"_s);
        QVERIFY(report.headline.startsWith(u"This connection can read"));
    }

    void anEmptyServiceTellsItsDialectByItsFilters()
    {
        const TestReport report = found({.dialect = keyban::Dialect::Product, .total = 0, .source = Source::Probes});

        QCOMPARE(tones(report), u"ggggn"_s);
        QVERIFY(report.steps[Reading].words.contains(u"There are none yet."));
        QVERIFY(report.steps[Dialect].words.contains(u"the filters of product. This connection will use it."));
    }

    void onePassportIsOne()
    {
        const TestReport report = found({.dialect = keyban::Dialect::Flat, .total = 1, .source = Source::Rows});

        QVERIFY(report.steps[Reading].words.endsWith(u"There is 1."));
    }

    void bothDialectsNeedADecision()
    {
        const keyban::DialectEvidence both{.dialect = {}, .total = 0, .source = Source::BothAccepted};

        QCOMPARE(tones(found(both)), u"gggan"_s);
        QCOMPARE(tones(found(both, keyban::Dialect::Flat)), u"ggggn"_s);
    }

    void noEvidenceNeedsADecision()
    {
        QCOMPARE(tones(found({})), u"gggan"_s);
        QCOMPARE(tones(found({}, keyban::Dialect::Flat)), u"gggnn"_s);
    }

    void aMissingApplicationIdNeedsALook()
    {
        Profile profile = sample();
        profile.keyban.applicationId.clear();

        const TestReport report =
            reportOf({.profile = profile,
                      .findings = ConnectionFindings{
                          1, {.dialect = keyban::Dialect::Flat, .total = 1, .source = Source::Rows}}});

        QCOMPARE(tones(report), u"gggga"_s);
        QCOMPARE(report.tone, Tone::Attention);
    }

    void aHostIsNamedWithItsPortAndNothingElse()
    {
        const TestReport report = after(answered(ErrorKind::Unauthorized, 401));

        QCOMPARE(report.steps[Address].words, u"example.org:8443 answered after 40 ms."_s);
        QVERIFY(report.steps[Key].words.startsWith(u"The service at example.org:8443 answered, but refuses this key"));
    }
};

QTEST_GUILESS_MAIN(TestTestReport)
#include "tst_testreport.moc"
