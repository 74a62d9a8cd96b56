// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/eventparser.h"

#include <algorithm>

namespace chancery {

namespace {
constexpr qsizetype longest = 1024 * 1024;
}

bool EventParser::feed(QByteArrayView bytes)
{
    for (const char c : bytes) {
        if (m_afterCarriageReturn && c == '\n') {
            m_afterCarriageReturn = false;
            continue;
        }
        m_afterCarriageReturn = c == '\r';
        if (c == '\r' || c == '\n') {
            const QByteArray complete = std::exchange(m_line, {});
            line(complete);
        } else {
            m_line += c;
        }
        if (m_line.size() > longest || m_data.size() > longest)
            return false;
    }
    return true;
}

void EventParser::reconnect()
{
    m_line.clear();
    m_data.clear();
    m_type.clear();
    m_hasData = false;
    m_afterCarriageReturn = false;
    m_atStart = true;
    m_idBuffer = m_lastId;
}

void EventParser::line(QByteArrayView line)
{
    if (std::exchange(m_atStart, false) && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.isEmpty()) {
        dispatch();
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon == 0)
        return; // a comment
    if (colon < 0) {
        field(line, {});
        return;
    }
    QByteArrayView value = line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    field(line.first(colon), value);
}

void EventParser::field(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        m_data += value;
        m_data += '\n';
        m_hasData = true;
    } else if (name == "event") {
        m_type = value.toByteArray();
    } else if (name == "id") {
        if (!value.contains('\0'))
            m_idBuffer = QString::fromUtf8(value);
    } else if (name == "retry") {
        const bool digits = !value.isEmpty() && value.size() <= 9 &&
                            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (digits)
            m_retry = std::chrono::milliseconds(value.toByteArray().toLongLong());
    }
}

void EventParser::dispatch()
{
    m_lastId = m_idBuffer;
    const QByteArray type = std::exchange(m_type, {});
    QByteArray data = std::exchange(m_data, {});
    if (!std::exchange(m_hasData, false))
        return;
    data.chop(1); // the line feed after the last data line
    ServerEvent event{.data = QString::fromUtf8(data), .lastId = m_lastId};
    if (!type.isEmpty())
        event.type = QString::fromUtf8(type);
    m_sink(event);
}

} // namespace chancery
