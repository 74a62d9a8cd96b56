// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/panels/webhooks/signaturecheck.h"

#include "ui/widgets/texts.h"
#include "ui/words/statetext.h"

#include <QCoreApplication>

#include <vector>

namespace chancery {

using namespace Qt::StringLiterals;
using keystone::SignatureVerdict;
using Form = SignatureFinding::Form;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SignatureCheck)
};

constexpr qint64 clockTolerance = 300; ///< seconds; what receivers usually allow

bool fits(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::Valid || verdict == SignatureVerdict::ValidWithOldSecret ||
           verdict == SignatureVerdict::OldSecretExpired;
}

QByteArray withoutNewline(QByteArray payload)
{
    while (payload.endsWith('\n') || payload.endsWith('\r'))
        payload.chop(1);
    return payload;
}

QByteArray compact(const QByteArray &payload)
{
    const Result<json::Value> parsed = json::parse(payload);
    return parsed ? json::write(*parsed) : payload;
}

QString formText(Form form)
{
    switch (form) {
    case Form::AsPasted:
        break;
    case Form::WithNewline:
        return Text::tr("It fits with a line end after the payload, which pasting has lost.");
    case Form::WithoutNewline:
        return Text::tr("It fits without the line end after the payload, which was not part of what was signed.");
    case Form::WithCarriageReturns:
        return Text::tr("It fits with line ends of carriage return and line feed, which pasting has changed.");
    case Form::Compact:
        return Text::tr(
            "It fits the payload without its white space: it was formatted after it was received. A receiver "
            "has to check the bytes as they came.");
    }
    return {};
}

FindingText misfit(const SignatureCase &judged, bool isPasted)
{
    FindingText text{Tone::Bad, Text::tr("Not valid"), {}};
    if (isPasted)
        text.sentences << Text::tr(
            "The signature is well formed, but it was not made with this secret over these bytes.");
    else
        text.sentences << Text::tr(
                              "The signature is well formed, but none of the kept secrets made it over these bytes.")
                       << Text::tr("Either the payload is not byte for byte what was sent, or somebody has rotated the "
                                   "secret since it was kept here.");
    if (!isPasted && judged.secrets.previous.isEmpty())
        text.sentences << Text::tr("No earlier secret is kept.");
    return text;
}

} // namespace

QByteArray signatureIn(const QString &header)
{
    const QString line = header.trimmed();
    const QString name = QString::fromLatin1(keystone::signatureHeader);
    if (!line.startsWith(name, Qt::CaseInsensitive))
        return line.toUtf8();
    return line.mid(name.size())
        .trimmed()
        .mid(line.mid(name.size()).trimmed().startsWith(u':') ? 1 : 0)
        .trimmed()
        .toUtf8();
}

SignatureFinding judge(const SignatureCase &judged)
{
    std::vector<keystone::SigningSecret> secrets;
    if (!judged.secrets.current.isEmpty())
        secrets.push_back({judged.secrets.current});
    if (!judged.secrets.previous.isEmpty())
        secrets.push_back({judged.secrets.previous, judged.secrets.previousUntil});
    const QByteArray signature = signatureIn(judged.header);
    const SignatureVerdict asIs = keystone::verifySignature(judged.payload, signature, secrets, judged.now);
    if (asIs != SignatureVerdict::DoesNotFit)
        return {asIs, Form::AsPasted};
    const QByteArray bare = withoutNewline(judged.payload);
    const QByteArray unix = QByteArray(judged.payload).replace("\r\n", "\n");
    const QList<std::pair<Form, QByteArray>> forms{{Form::WithoutNewline, bare},
                                                   {Form::WithNewline, bare + '\n'},
                                                   {Form::WithCarriageReturns, QByteArray(unix).replace("\n", "\r\n")},
                                                   {Form::Compact, compact(judged.payload)}};
    for (const auto &[form, payload] : forms) {
        const SignatureVerdict verdict = keystone::verifySignature(payload, signature, secrets, judged.now);
        if (fits(verdict))
            return {verdict, form};
    }
    return {asIs, Form::AsPasted};
}

FindingText describe(const SignatureFinding &finding, const SignatureCase &judged, bool isPasted)
{
    const QString form = formText(finding.form);
    const QStringList formed = form.isEmpty() ? QStringList() : QStringList{form};
    const Tone tone = form.isEmpty() ? Tone::Good : Tone::Attention;
    const QString until = exactText(judged.secrets.previousUntil).section(u'\n', 0, 0);
    switch (finding.verdict) {
    case SignatureVerdict::Valid:
        return {tone, form.isEmpty() ? Text::tr("Valid") : Text::tr("Valid in another form"),
                QStringList{isPasted ? Text::tr("It was made with the pasted secret.")
                                     : Text::tr("It was made with the current secret that is kept.")} +
                    formed};
    case SignatureVerdict::ValidWithOldSecret:
        return {Tone::Attention, Text::tr("Valid with the previous secret"),
                QStringList{Text::tr("It was made with the secret before the last rotation, which is good until %1. "
                                     "Receivers have to take both until then.")
                                .arg(until)} +
                    formed};
    case SignatureVerdict::OldSecretExpired:
        return {Tone::Bad, Text::tr("Not valid any more"),
                QStringList{Text::tr("It was made with the previous secret, whose time was over at %1.").arg(until)} +
                    formed};
    case SignatureVerdict::DoesNotFit:
        return misfit(judged, isPasted);
    case SignatureVerdict::SignatureMissing:
        return {Tone::Neutral,
                Text::tr("No signature"),
                {Text::tr("Paste the value of the header %1.").arg(QString::fromLatin1(keystone::signatureHeader))}};
    case SignatureVerdict::SignatureUnreadable:
        return {Tone::Bad,
                Text::tr("No signature of this kind"),
                {Text::tr("A signature is 64 hexadecimal digits; this has %1 characters.")
                     .arg(signatureIn(judged.header).size())}};
    case SignatureVerdict::NoSecret:
        break;
    }
    return {Tone::Neutral,
            Text::tr("No secret"),
            {isPasted ? Text::tr("Paste the secret that should have signed it.")
                      : Text::tr("No secret of this endpoint is kept. Paste one, or rotate it and keep the new one.")}};
}

FindingText clockText(const QDateTime &sent, const QDateTime &now)
{
    if (!sent.isValid())
        return {};
    const qint64 seconds = sent.secsTo(now);
    const QString apart = spanText(std::abs(seconds));
    if (seconds < -clockTolerance)
        return {
            Tone::Attention,
            Text::tr("Clock"),
            {Text::tr("By this computer's clock the payload comes from %1 in the future: one of the two clocks is "
                      "wrong. Receivers that allow %2 would refuse it, and how long an old secret is good cannot be "
                      "told here.")
                 .arg(apart, spanText(clockTolerance))}};
    if (seconds > clockTolerance)
        return {Tone::Neutral,
                Text::tr("Clock"),
                {Text::tr("By this computer's clock it was sent %1 ago; a receiver that allows %2 would refuse it now.")
                     .arg(apart, spanText(clockTolerance))}};
    return {
        Tone::Neutral, Text::tr("Clock"), {Text::tr("Its time and this computer's clock are %1 apart.").arg(apart)}};
}

} // namespace chancery
