// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QLabel>
#include <QTimer>

namespace chancery {

/// The number with the digits of the person's locale in groups: 1,002,418.
QString numberText(qint64 number);

/// With a great letter at its beginning.
QString capitalised(QString text);

/// How long ago or how soon, in whole words: "2 min ago", "in 3 h". `when` and `now` in any time zone.
QString relativeText(const QDateTime &when, const QDateTime &now);

/// The moment to the second in local time, then in UTC; for tooltips.
QString exactText(const QDateTime &when);

/// A moment in local time: of today the time to the second, else the day with it.
QString logTimeText(const QDateTime &when);

/// A long id with its middle left out: "3f2b8c1d…9a04".
QString shortId(const QString &id);

/// A moment as relativeText() that keeps itself up to date, with exactText() on hover.
class RelativeTime : public QLabel
{
    Q_OBJECT

public:
    explicit RelativeTime(QWidget *parent = nullptr);

    /// `lead` stands before the relative time, for instance tr("synced"). An invalid `when` empties the label.
    void setMoment(const QDateTime &when, const QString &lead = {});

private:
    void refresh();

    QTimer m_timer;
    QDateTime m_when;
    QString m_lead;
};

} // namespace chancery
