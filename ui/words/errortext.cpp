// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/words/errortext.h"

#include "core/ledger/approval.h"
#include "ui/words/approvaltext.h"
#include "ui/words/causewords.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace chancery {

using detail::Text;

namespace {

/// Longer than this the server's detail belongs into the fold-out, not into a headline.
constexpr qsizetype headlineLimit = 240;

QString asSentence(QString words)
{
    words = words.simplified();
    if (!words.isEmpty() && !u".!?…"_s.contains(words.back()))
        words += u'.';
    return words;
}

QString serversWords(const Error &error)
{
    QString title = asSentence(error.title);
    const QString detail = asSentence(error.detail);
    if (title.isEmpty() || detail.startsWith(title.chopped(1), Qt::CaseInsensitive))
        return detail.size() <= headlineLimit ? detail : QString();
    if (detail.isEmpty() || title.size() + detail.size() > headlineLimit)
        return title;
    return title + u' ' + detail;
}

QString fieldLine(const FieldError &field)
{
    QString words = field.message.isEmpty() ? field.code : field.message;
    if (field.path.isEmpty())
        return words;
    return Text::tr("%1: %2").arg(field.path, words);
}

QString reachLine(Reach reach)
{
    switch (reach) {
    case Reach::NotSent:
        return Text::tr("Nothing was sent.");
    case Reach::Unknown:
        return Text::tr("The request had left; whether the service acted on it is not known.");
    case Reach::Answered:
        return {};
    }
    return {};
}

QString details(const Error &error)
{
    QStringList lines{error.title, error.detail};
    for (const FieldError &field : error.fields)
        lines += fieldLine(field);
    if (error.approval)
        lines += approvalLines(*error.approval);
    if (error.httpStatus > 0)
        lines += Text::tr("HTTP status: %1").arg(error.httpStatus);
    if (!error.code.isEmpty())
        lines += Text::tr("Code: %1").arg(error.code);
    if (!error.requestId.isEmpty())
        lines += Text::tr("Request id: %1").arg(error.requestId);
    if (error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Tls ||
        error.kind == ErrorKind::Refused)
        lines += reachLine(error.reach);
    lines.removeAll(QString());
    lines.removeDuplicates();
    return lines.join(u'\n');
}

QString withWaitingTime(const Error &error, const QString &remedy)
{
    if (!error.retryAfter)
        return remedy;
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retryAfter).count();
    return Text::tr("The service asks to wait %1 s. %2").arg(QString::number(seconds), remedy);
}

} // namespace

QStringList approvalLines(const ProxyApproval &approval)
{
    QStringList lines;
    if (!approval.missing.isEmpty())
        lines += Text::tr("Missing scopes: %1").arg(approval.missing.join(u", "_s));
    if (!approval.refused.isEmpty())
        lines += Text::tr("Refused scopes: %1").arg(approval.refused.join(u", "_s));
    if (!approval.link.isEmpty())
        lines += Text::tr("To approve: %1").arg(approval.link);
    if (!approval.foreignLink.isEmpty())
        lines += Text::tr("The answer names this address, which is not the proxy's: %1").arg(approval.foreignLink);
    return lines;
}

ErrorText describe(const Error &error)
{
    detail::Words words = detail::causeWords(error.cause, error.subject);
    if (const QString why = describe(approvalBarFromWord(error.code));
        error.cause == Cause::ApprovalVoid && !why.isEmpty())
        words.remedy = why;
    if (error.cause == Cause::Answered) {
        words = detail::kindWords(error.kind, error.subject);
        if (const QString said = serversWords(error); !said.isEmpty())
            words.headline = said;
    }
    return {words.headline, withWaitingTime(error, words.remedy), details(error)};
}

} // namespace chancery
