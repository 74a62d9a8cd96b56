// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/texts.h"

#include "ui/theme/metrics.h"

#include <QCoreApplication>
#include <QLocale>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace chancery {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Texts)
};

/// Empty when the moment is too far away for a relative account.
QString spanText(qint64 seconds)
{
    if (seconds < 60)
        return Text::tr("%1 s").arg(seconds);
    if (seconds < 60 * 60)
        return Text::tr("%1 min").arg(seconds / 60);
    if (seconds < 24 * 60 * 60)
        return Text::tr("%1 h").arg(seconds / 3600);
    if (seconds < 30LL * 24 * 60 * 60)
        return Text::tr("%1 d").arg(seconds / (24 * 3600));
    return {};
}

} // namespace

QString numberText(qint64 number)
{
    QLocale locale;
    // The C locale leaves the groups out.
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return locale.toString(number);
}

QString capitalised(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString relativeText(const QDateTime &when, const QDateTime &now)
{
    if (!when.isValid())
        return {};
    const qint64 seconds = when.secsTo(now);
    const QString span = spanText(qAbs(seconds));
    if (span.isEmpty())
        return QLocale().toString(when.toLocalTime().date(), QLocale::ShortFormat);
    if (qAbs(seconds) < 5)
        return Text::tr("just now");
    return seconds > 0 ? Text::tr("%1 ago").arg(span) : Text::tr("in %1").arg(span);
}

QString exactText(const QDateTime &when)
{
    if (!when.isValid())
        return {};
    return Text::tr("%1 local time\n%2 UTC")
        .arg(when.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s), when.toUTC().toString(u"yyyy-MM-dd HH:mm:ss"_s));
}

QString logTimeText(const QDateTime &when)
{
    const QDateTime local = when.toLocalTime();
    const QLocale locale;
    return local.date() == QDate::currentDate() ? locale.toString(local.time(), u"HH:mm:ss"_s)
                                                : locale.toString(local, u"d MMM yyyy HH:mm"_s);
}

QString shortId(const QString &id)
{
    constexpr qsizetype head = 8;
    constexpr qsizetype tail = 4;
    constexpr qsizetype most = 20;
    return id.size() <= most ? id : QString(id.first(head) + u'…' + id.last(tail));
}

RelativeTime::RelativeTime(QWidget *parent)
    : QLabel(parent)
{
    setType(*this, Type::Secondary);
    m_timer.setInterval(15s);
    connect(&m_timer, &QTimer::timeout, this, &RelativeTime::refresh);
}

void RelativeTime::setMoment(const QDateTime &when, const QString &lead)
{
    m_when = when;
    m_lead = lead;
    when.isValid() ? m_timer.start() : m_timer.stop();
    setToolTip(exactText(when));
    refresh();
}

void RelativeTime::refresh()
{
    const QString words = relativeText(m_when, QDateTime::currentDateTimeUtc());
    setText(m_lead.isEmpty() || words.isEmpty() ? words : tr("%1 %2").arg(m_lead, words));
}

} // namespace chancery
