// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/error.h"

#include <QCoreApplication>

namespace chancery::detail {

/// tr() for all words about errors, which stand in one context.
struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// The subject, or what is said when none is known.
inline QString named(const QString &subject, const QString &otherwise)
{
    return subject.isEmpty() ? otherwise : subject;
}
/// The same with the subject in quotation marks.
inline QString quoted(const QString &subject, const QString &otherwise)
{
    return subject.isEmpty() ? otherwise : Text::tr("“%1”").arg(subject);
}

/// A headline and a remedy, both whole sentences.
struct Words
{
    QString headline;
    QString remedy;
};

/// The words for what went wrong on our side of the wire. Empty for Cause::Answered.
Words causeWords(Cause cause, const QString &subject);

/// causeWords() by area; empty for a cause of another area.
Words networkWords(Cause cause, const QString &subject);
Words tlsWords(Cause cause, const QString &subject);
Words answerWords(Cause cause, const QString &subject);
Words guardWords(Cause cause, const QString &subject);
Words secretWords(Cause cause, const QString &subject);
/// Of the credential proxy.
Words proxyWords(Cause cause, const QString &subject);
Words fileWords(Cause cause, const QString &subject);
Words contentWords(Cause cause, const QString &subject);
/// Of workbooks, JSON and compressed files.
Words packedWords(Cause cause, const QString &subject);
Words storageWords(Cause cause, const QString &subject);
Words ledgerWords(Cause cause, const QString &subject);
Words publicationWords(Cause cause, const QString &subject);
Words loyaltyWords(Cause cause, const QString &subject);
Words connectionWords(Cause cause, const QString &subject);
Words usageWords(Cause cause, const QString &subject);

/// The words for a kind of answer, used where the server says nothing itself; its remedy is used in any case.
Words kindWords(ErrorKind kind, const QString &subject);

} // namespace chancery::detail
