// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QUrl>

namespace chancery::test {

/// The real chancery-sandbox, for as long as this lives.
class SandboxProgram
{
public:
    /// Whether it has said where it is within 30 s.
    bool start(const QStringList &arguments)
    {
        m_process.start(QStringLiteral(CHANCERY_SANDBOX),
                        QStringList{QStringLiteral("--port"), QStringLiteral("0")} + arguments);
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(30'000))
                return false;
        m_facts = QJsonDocument::fromJson(m_process.readLine()).object();
        return !m_facts.isEmpty();
    }
    ~SandboxProgram() { stop(); }
    void stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            m_process.kill();
    }

    QString keyban() const { return m_facts.value(QLatin1StringView("keyban")).toString(); }
    QString credential(QLatin1StringView name) const
    {
        const QJsonObject credentials = m_facts.value(QLatin1StringView("credentials")).toObject();
        return credentials.value(QLatin1StringView("keyban")).toObject().value(name).toString();
    }

private:
    QProcess m_process;
    QJsonObject m_facts;
};

} // namespace chancery::test
