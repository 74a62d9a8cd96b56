// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/sandbox/requestlog.h"

#include "app/sandbox/slices.h"

#include <openssl/evp.h>

namespace chancery::sandbox {

namespace {

constexpr size_t entryLimit = 100'000;

/// OpenSSL's, because Qt's takes longer over a large body than the import of its rows.
QByteArray sha256(const QByteArray &bytes)
{
    QByteArray digest(32, '\0');
    unsigned size = 0;
    EVP_Digest(bytes.constData(), size_t(bytes.size()), reinterpret_cast<unsigned char *>(digest.data()), &size,
               EVP_sha256(), nullptr);
    return digest.toHex();
}

void appendMember(QByteArray &out, QByteArrayView key, const QByteArray &text)
{
    out.append(",\"").append(key).append("\":");
    appendText(out, text);
}

} // namespace

QByteArray RequestLog::shown(QByteArray text) const
{
    for (const QByteArray &secret : m_secrets)
        text.replace(secret, "***");
    return text;
}

quint64 RequestLog::add(const Request &request)
{
    m_entries.push_back({++m_last,
                         request.method,
                         shown(request.path),
                         shown(request.rawQuery),
                         sha256(request.body),
                         request.body.size(),
                         0,
                         {}});
    if (m_entries.size() > entryLimit)
        m_entries.pop_front();
    return m_last;
}

void RequestLog::answered(quint64 number, int status, const QByteArray &fault)
{
    if (m_entries.empty() || number < m_entries.front().number)
        return;
    Entry &entry = m_entries[number - m_entries.front().number];
    entry.status = status;
    entry.fault = fault;
}

QByteArray RequestLog::json(quint64 after) const
{
    QByteArray out("{\"requests\":[");
    for (const Entry &entry : m_entries) {
        if (entry.number <= after)
            continue;
        out.append(out.endsWith('[') ? "{\"n\":" : ",{\"n\":").append(QByteArray::number(entry.number));
        appendMember(out, "method", entry.method);
        appendMember(out, "path", entry.path);
        appendMember(out, "query", entry.query);
        out.append(",\"status\":").append(QByteArray::number(entry.status));
        appendMember(out, "bodySha256", entry.digest);
        out.append(",\"bodyBytes\":").append(QByteArray::number(entry.size));
        if (!entry.fault.isEmpty())
            appendMember(out, "fault", entry.fault);
        out.append('}');
    }
    return out.append("]}");
}

} // namespace chancery::sandbox
