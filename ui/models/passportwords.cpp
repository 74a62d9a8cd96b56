// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/passportwords.h"

#include <QCoreApplication>
#include <QLocale>

namespace chancery {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longPendingSeconds = 120;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PassportWords)
};

bool is(const QString &word, QLatin1StringView known)
{
    return word.compare(known, Qt::CaseInsensitive) == 0;
}

/// The time of day when it was today, else the day as well.
QString momentText(const QDateTime &when, const QDateTime &now)
{
    const QDateTime local = when.toLocalTime();
    if (local.date() == now.toLocalTime().date())
        return local.time().toString(u"HH:mm"_s);
    return QLocale().toString(local.date(),
                              local.date().year() == now.toLocalTime().date().year() ? u"d MMM"_s : u"MMM yyyy"_s);
}

StateWords pendingWords(const QDateTime &since, const QDateTime &now)
{
    if (!since.isValid())
        return {Tone::Attention, Text::tr("Pending")};
    const QString moment = momentText(since, now);
    if (since.secsTo(now) > longPendingSeconds)
        return {Tone::Attention, Text::tr("Still pending since %1").arg(moment), Text::tr("Still pending")};
    return {Tone::Accent, Text::tr("Pending since %1").arg(moment), Text::tr("Pending")};
}

} // namespace

StateWords statusWords(const QString &status)
{
    if (is(status, "draft"_L1))
        return {Tone::Neutral, Text::tr("Draft")};
    if (is(status, "published"_L1) || is(status, "active"_L1))
        return {Tone::Good, is(status, "active"_L1) ? Text::tr("Active") : Text::tr("Published")};
    if (is(status, "claimed"_L1))
        return {Tone::Accent, Text::tr("Claimed")};
    if (is(status, "archived"_L1))
        return {Tone::Neutral, Text::tr("Archived")};
    return {Tone::Unknown, status};
}

StateWords certificationWords(const keyban::CertificationState &state, const QDateTime &now)
{
    using keyban::Certification;
    switch (state.certification) {
    case Certification::NotStarted:
    case Certification::NotApplicable:
        return {Tone::Neutral, certificationName(state.certification)};
    case Certification::Pending:
        return pendingWords(state.since, now);
    case Certification::Certified:
        return {Tone::Good, certificationName(state.certification)};
    case Certification::Error:
        return {Tone::Bad, certificationName(state.certification)};
    case Certification::Unknown:
        break;
    }
    return {Tone::Unknown, state.word.isEmpty() ? Text::tr("Unknown") : state.word};
}

QString certificationName(keyban::Certification certification)
{
    using keyban::Certification;
    switch (certification) {
    case Certification::NotStarted:
        return Text::tr("Not started");
    case Certification::NotApplicable:
        return Text::tr("Not applicable");
    case Certification::Pending:
        return Text::tr("Pending");
    case Certification::Certified:
        return Text::tr("Certified");
    case Certification::Error:
        return Text::tr("Error");
    case Certification::Unknown:
        break;
    }
    return Text::tr("Unknown");
}

QString levelName(const QString &granularity)
{
    if (is(granularity, "model"_L1))
        return Text::tr("Model");
    if (is(granularity, "batch"_L1))
        return Text::tr("Batch");
    if (is(granularity, "item"_L1))
        return Text::tr("Item");
    return granularity;
}

QString networkText(const QString &network)
{
    if (network.isEmpty())
        return {};
    return keyban::isMainNetwork(network) ? Text::tr("%1 (live)").arg(network) : Text::tr("%1 (test)").arg(network);
}

} // namespace chancery
