// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sandboxundertest.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>

namespace chancery::test {

using namespace Qt::StringLiterals;

SandboxUnderTest::SandboxUnderTest(const QStringList &arguments)
    : m_arguments(arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    launch(u"0"_s);
}

SandboxUnderTest::~SandboxUnderTest()
{
    kill();
}

bool SandboxUnderTest::launch(const QString &port)
{
    m_process.start(QStringLiteral(CHANCERY_SANDBOX), QStringList{u"--port"_s, port} + m_arguments);
    QByteArray line;
    while (!line.contains('\n')) {
        if (!m_process.waitForReadyRead(20'000))
            return false;
        line += m_process.readAllStandardOutput();
    }
    const Result<json::Value> facts = json::parse(line.first(line.indexOf('\n')));
    if (!facts)
        return false;
    m_keyban = QUrl((*facts)[u"keyban"].toString());
    m_keystone = QUrl((*facts)[u"keystone"].toString());
    m_keystoneAuth = QUrl((*facts)[u"keystoneAuth"].toString());
    m_keychains = QUrl((*facts)[u"keychains"].toString());
    m_keystoneClientId = facts->at(u"credentials.keystone.clientId").toString();
    m_keystoneClientSecret = facts->at(u"credentials.keystone.clientSecret").toString().toUtf8();
    m_bkey = QUrl((*facts)[u"bkey"].toString());
    m_bkeyCredentials = facts->at(u"credentials.bkey");
    m_control = QUrl((*facts)[u"control"].toString());
    m_applicationId = facts->at(u"credentials.keyban.applicationId").toString();
    m_apiKey = facts->at(u"credentials.keyban.apiKey").toString().toUtf8();
    return true;
}

void SandboxUnderTest::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

bool SandboxUnderTest::restart()
{
    return launch(QString::number(port()));
}

QByteArray SandboxUnderTest::call(const QByteArray &method, const QString &control, const QByteArray &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(m_control.toString() + u'/' + control));
    request.setRawHeader("Content-Type", "application/json");
    QNetworkReply *reply = network.sendCustomRequest(request, method, body);
    const bool isThere = QTest::qWaitFor([reply] { return reply->isFinished(); }, 60'000);
    return isThere ? reply->readAll() : QByteArray();
}

json::Value SandboxUnderTest::get(const QString &control)
{
    const Result<json::Value> answer = json::parse(call("GET", control, {}));
    return answer ? *answer : json::Value();
}

json::Value SandboxUnderTest::post(const QString &control, const QByteArray &body)
{
    const Result<json::Value> answer = json::parse(call("POST", control, body));
    return answer ? *answer : json::Value();
}

void SandboxUnderTest::setFaults(const QByteArray &rules)
{
    post(u"faults"_s, "{\"rules\":" + rules + "}");
}

qint64 SandboxUnderTest::passports()
{
    return get(u"state"_s)[u"passports"].toInteger(-1);
}

QByteArray SandboxUnderTest::dump()
{
    return call("GET", u"passports.ndjson"_s, {});
}

} // namespace chancery::test
