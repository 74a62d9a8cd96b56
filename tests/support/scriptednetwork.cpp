// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scriptednetwork.h"

#include <QTimer>

#include <algorithm>
#include <cstring>

namespace chancery::test {

QByteArray SeenRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

bool SeenRequest::hasHeader(QByteArrayView name) const
{
    return std::any_of(headers.begin(), headers.end(),
                       [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

int ScriptedNetwork::hanging() const
{
    return int(std::count_if(m_open.begin(), m_open.end(), [](const auto *reply) { return reply->isHanging(); }));
}

void ScriptedNetwork::release(const ScriptedAnswer &answer)
{
    for (ScriptedReply *reply : std::as_const(m_open)) {
        if (!reply->isHanging())
            continue;
        reply->play(answer);
        return;
    }
    qFatal("ScriptedNetwork: nothing hangs");
}

QNetworkReply *ScriptedNetwork::createRequest(Operation operation, const QNetworkRequest &request, QIODevice *body)
{
    SeenRequest seen{.url = request.url()};
    switch (operation) {
    case GetOperation:
        seen.method = "GET";
        break;
    case HeadOperation:
        seen.method = "HEAD";
        break;
    case PostOperation:
        seen.method = "POST";
        break;
    case PutOperation:
        seen.method = "PUT";
        break;
    case DeleteOperation:
        seen.method = "DELETE";
        break;
    default:
        seen.method = request.attribute(QNetworkRequest::CustomVerbAttribute).toByteArray();
    }
    for (const QByteArray &name : request.rawHeaderList())
        seen.headers.append({name, request.rawHeader(name)});
    if (body)
        seen.body = body->readAll();
    m_seen << seen;

    ScriptedAnswer answer{.status = 500};
    if (!m_answers.empty()) {
        answer = m_answers.front();
        m_answers.pop_front();
    } else if (m_script) {
        answer = m_script(seen);
    }
    auto *reply = new ScriptedReply(*this, seen, request);
    reply->setParent(this);
    m_open << reply;
    m_mostInFlight = std::max(m_mostInFlight, inFlight());
    reply->play(answer);
    return reply;
}

ScriptedReply::ScriptedReply(ScriptedNetwork &network, const SeenRequest &seen, const QNetworkRequest &request)
    : m_network(network)
{
    setRequest(request);
    setUrl(seen.url);
    setAttribute(QNetworkRequest::CustomVerbAttribute, seen.method);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

ScriptedReply::~ScriptedReply()
{
    m_network.m_open.removeOne(this);
}

void ScriptedReply::play(const ScriptedAnswer &answer)
{
    m_hanging = answer.hangs;
    if (!answer.hangs)
        QTimer::singleShot(answer.after, this, [this, answer] { end(answer); });
}

void ScriptedReply::abort()
{
    if (isFinished())
        return;
    ++m_network.m_aborted;
    end(ScriptedAnswer::failing(QNetworkReply::OperationCanceledError));
}

qint64 ScriptedReply::bytesAvailable() const
{
    return m_content.size() - m_read + QNetworkReply::bytesAvailable();
}

qint64 ScriptedReply::readData(char *to, qint64 most)
{
    const qint64 count = std::min(most, qint64(m_content.size()) - m_read);
    if (count <= 0)
        return isFinished() ? -1 : 0;
    std::memcpy(to, m_content.constData() + m_read, size_t(count));
    m_read += count;
    return count;
}

void ScriptedReply::end(const ScriptedAnswer &answer)
{
    if (isFinished())
        return;
    m_hanging = false;
    m_network.m_open.removeOne(this);
    if (answer.error == QNetworkReply::NoError) {
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, answer.status);
        if (!answer.contentType.isEmpty())
            setRawHeader("Content-Type", answer.contentType);
        for (const auto &[name, value] : answer.headers)
            setRawHeader(name, value);
        m_content = answer.body;
        Q_EMIT metaDataChanged();
        if (!m_content.isEmpty())
            Q_EMIT readyRead();
    } else {
        setError(answer.error, QStringLiteral("scripted"));
        Q_EMIT errorOccurred(answer.error);
    }
    setFinished(true);
    Q_EMIT finished();
}

} // namespace chancery::test
