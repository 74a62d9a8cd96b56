// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/requestlog.h"

namespace chancery {

RequestLog::RequestLog(qsizetype capacity, QObject *parent)
    : QObject(parent)
    , m_capacity(capacity)
{}

void RequestLog::record(const Attempt &attempt, const Redactor &redactor)
{
    LogEntry entry{.time = QDateTime::currentDateTimeUtc(),
                   .call = attempt.call,
                   .method = attempt.method,
                   .address = redactor.address(attempt.url),
                   .status = attempt.status,
                   .cause = attempt.cause,
                   .took = attempt.took,
                   .requestId = redactor.text(attempt.requestId),
                   .attempt = attempt.number,
                   .bytesSent = attempt.bytesSent,
                   .bytesReceived = attempt.bytesReceived};
    m_entries.push_back(entry);
    while (qsizetype(m_entries.size()) > m_capacity)
        m_entries.pop_front();
    Q_EMIT recorded(entry);
}

void RequestLog::clear()
{
    m_entries.clear();
    Q_EMIT cleared();
}

} // namespace chancery
