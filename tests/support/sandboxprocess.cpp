// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sandboxprocess.h"

#include "core/json/value.h"

#include <QEventLoop>
#include <QNetworkReply>

namespace chancery::test {

using namespace Qt::StringLiterals;

SandboxProcess::~SandboxProcess()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool SandboxProcess::start(const QStringList &arguments)
{
    m_process.setProgram(QString::fromLocal8Bit(CHANCERY_SANDBOX));
    m_process.setArguments(QStringList{u"--port"_s, u"0"_s, u"--data"_s, u":memory:"_s} + arguments);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start();
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(30'000))
            return false;
    }
    const Result<json::Value> told = json::parse(m_process.readLine().trimmed());
    if (!told)
        return false;
    m_keyban = QUrl((*told)[u"keyban"].toString());
    m_control = QUrl((*told)[u"control"].toString());
    m_applicationId = told->at(u"credentials.keyban.applicationId").toString();
    m_apiKey = told->at(u"credentials.keyban.apiKey").toString().toUtf8();
    return m_keyban.isValid();
}

bool SandboxProcess::setFaults(const QByteArray &rules)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_control.toString() + u"/faults"_s));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    const std::unique_ptr<QNetworkReply> reply(network.post(request, "{\"rules\":" + rules + "}"));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->error() == QNetworkReply::NoError;
}

} // namespace chancery::test
