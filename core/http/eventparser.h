// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace chancery {

/// One event as dispatched (WHATWG HTML §9.2.6).
struct ServerEvent
{
    QString type = QStringLiteral("message");
    QString data{};
    QString lastId{};
    bool operator==(const ServerEvent &) const = default;
};

/// Parses an event stream that comes in pieces of any size.
class EventParser
{
public:
    using Sink = std::function<void(const ServerEvent &)>;
    explicit EventParser(Sink sink)
        : m_sink(std::move(sink))
    {}

    /// False when a line or an event outgrew 1 MiB: whatever this is, it is no event stream to follow.
    bool feed(QByteArrayView bytes);
    /// Starts over for a new connection; the last event id is kept.
    void reconnect();

    QString lastId() const { return m_lastId; }
    std::optional<std::chrono::milliseconds> retry() const { return m_retry; } ///< as the server wished

private:
    void line(QByteArrayView line);
    void field(QByteArrayView name, QByteArrayView value);
    void dispatch();

    Sink m_sink;
    QByteArray m_line;
    QByteArray m_data;
    QByteArray m_type;
    QString m_idBuffer;
    QString m_lastId;
    std::optional<std::chrono::milliseconds> m_retry;
    bool m_afterCarriageReturn = false;
    bool m_atStart = true;
    bool m_hasData = false;
};

} // namespace chancery
