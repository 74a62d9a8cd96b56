// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/redact.h"

#include <QDateTime>
#include <QObject>

#include <deque>

namespace chancery {

/// One attempt on the wire, as it may be shown: redacted, without bodies and headers.
struct LogEntry
{
    QDateTime time{}; ///< UTC, when it ended
    QString call{};
    QString method{};
    QString address{};
    int status = 0;               ///< 0 when no answer came
    std::optional<Cause> cause{}; ///< why not, then
    std::chrono::milliseconds took{0};
    QString requestId{};
    int attempt = 1;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
};

/// The same attempt before redaction.
struct Attempt
{
    QString call{};
    QString method{};
    QUrl url{};
    int status = 0;
    std::optional<Cause> cause{};
    std::chrono::milliseconds took{0};
    QString requestId{};
    int number = 1;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
};

/// The latest attempts, in memory only. Redaction happens in record(), so no caller can forget it.
class RequestLog : public QObject
{
    Q_OBJECT

public:
    explicit RequestLog(qsizetype capacity = 500, QObject *parent = nullptr);

    void record(const Attempt &attempt, const Redactor &redactor);
    const std::deque<LogEntry> &entries() const { return m_entries; } ///< oldest first
    void clear();

Q_SIGNALS:
    void recorded(const chancery::LogEntry &entry);
    void cleared();

private:
    std::deque<LogEntry> m_entries;
    qsizetype m_capacity;
};

} // namespace chancery
