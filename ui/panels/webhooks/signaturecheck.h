// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/signature.h"
#include "core/profiles/webhooksecrets.h"
#include "ui/theme/tokens.h"

#include <QStringList>

namespace chancery {

/// Why a signature fits or not, down to what pasting does to a payload.
struct SignatureFinding
{
    /// The form of the payload that the signature fits.
    enum class Form {
        AsPasted,
        WithNewline,
        WithoutNewline,
        WithCarriageReturns,
        Compact, ///< JSON without the white space
    };
    keystone::SignatureVerdict verdict = keystone::SignatureVerdict::NoSecret;
    Form form = Form::AsPasted;
};

struct SignatureCase
{
    QByteArray payload;
    QString header; ///< the value, or the whole line
    const KeptWebhookSecrets &secrets;
    QDateTime now;
};

/// Judges the payload as it is, then in the forms that editors and consoles make of it.
SignatureFinding judge(const SignatureCase &judged);

/// The value of a pasted header line, with or without its name.
QByteArray signatureIn(const QString &header);

/// A word for the pill, and the sentences under it.
struct FindingText
{
    Tone tone = Tone::Neutral;
    QString word;
    QStringList sentences;
};
/// `isPasted`: the secret was pasted and is none of the kept ones.
FindingText describe(const SignatureFinding &finding, const SignatureCase &judged, bool isPasted);

/// What the payload's own time says beside this computer's clock; nothing without one.
FindingText clockText(const QDateTime &sent, const QDateTime &now);

} // namespace chancery
