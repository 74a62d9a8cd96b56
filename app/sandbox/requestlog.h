// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/message.h"

#include <deque>

namespace chancery::sandbox {

/// What the services were asked, in order: for tests. Holds neither bodies nor headers, and the newest 100,000 only.
class RequestLog
{
public:
    /// Texts that must never stand in it.
    void hide(const QByteArray &secret) { m_secrets.append(secret); }
    /// Notes a request when it arrives; returns its number, counted from 1.
    quint64 add(const Request &request);
    /// Notes what it was answered. A connection that was closed or left silent instead has the status 0.
    void answered(quint64 number, int status, const QByteArray &fault);
    void clear() { m_entries.clear(); }
    /// `{"requests":[…]}` of those after `number`.
    QByteArray json(quint64 after) const;

private:
    struct Entry
    {
        quint64 number;
        QByteArray method;
        QByteArray path;
        QByteArray query;
        QByteArray digest;
        qsizetype size = 0;
        int status = 0;
        QByteArray fault;
    };

    QByteArray shown(QByteArray text) const;

    std::deque<Entry> m_entries;
    QList<QByteArray> m_secrets;
    quint64 m_last = 0;
};

} // namespace chancery::sandbox
