// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/certification.h"
#include "core/keyban/client.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace chancery {

/// How often an unsettled passport is read again.
struct WatchPace
{
    std::chrono::milliseconds first{3'000};
    std::chrono::milliseconds longest{15'000};
    int atOnce = 4; ///< reads under way; with hundreds of rows pending this, not the interval, sets the pace
};

/// Follows published passports until their certification has settled (Keyban fact sheet §6.3). Only rows that can still
/// change are read; drafts, levels that are never certified and settled rows are not (U6).
class CertificationWatch : public QObject
{
    Q_OBJECT

public:
    explicit CertificationWatch(keyban::Client &client, WatchPace pace = {}, QObject *parent = nullptr);
    ~CertificationWatch() override;

    /// Takes over the newest knowledge of a row: it is followed from now on, or no longer when it has settled.
    void watch(const keyban::Passport &passport);
    void watch(const QList<keyban::Passport> &passports);
    void clear();
    qsizetype watched() const { return m_rows.size(); }
    /// After halted(): goes on with the rows it holds.
    void resume();

Q_SIGNALS:
    /// The service tells something new about a followed row.
    void changed(const chancery::keyban::Passport &passport);
    /// The service no longer knows the row.
    void gone(const QString &id);
    /// Reading is refused; nothing is read until resume().
    void halted(const chancery::Error &error);

private:
    struct Row
    {
        keyban::Passport known;
        std::chrono::milliseconds interval{0};
        QDeadlineTimer due;
        bool reading = false;
    };

    void poll();
    void read(const QString &id);
    void taken(const QString &id, const Result<keyban::Passport> &answer);
    void postpone(Row &row) const;

    keyban::Client &m_client;
    const WatchPace m_pace;
    QHash<QString, Row> m_rows;
    int m_reading = 0;
    bool m_halted = false;
    QTimer m_timer;
    std::unique_ptr<QObject> m_reads; ///< context of the reads under way; replacing it abandons them
};

} // namespace chancery
