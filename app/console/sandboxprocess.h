// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/profiles/profile.h"
#include "core/secrets/secret.h"

#include <QObject>
#include <QProcess>
#include <QUrl>

namespace chancery {

/// What the local sandbox says of itself once it is ready.
struct SandboxFacts
{
    QUrl keyban;
    QString applicationId;
    Secret apiKey;
    QUrl keystone;
    QUrl keystoneAuth;
    QString clientId;
    Secret clientSecret;
    QUrl bkey;
    QString approvalClient;
    Secret approvalSecret;
    QString approver; ///< the DID of the simulated phone's owner
    QUrl control;     ///< where tests and the simulated phone reach behind the services
};

/// Puts the sandbox's addresses and names into a profile, which then is the sandbox's.
void bringUpToDate(Profile &profile, const SandboxFacts &facts);

/// The sandbox program beside this one, started for the Sandbox connection and ended with it.
class SandboxProcess : public QObject
{
    Q_OBJECT

public:
    enum class Seed { Demo, Empty };

    /// `dataFile` keeps its state across restarts; `seed` is what a new one begins with.
    explicit SandboxProcess(QString dataFile, Seed seed = Seed::Demo, QObject *parent = nullptr);
    ~SandboxProcess() override;

    void start();

Q_SIGNALS:
    void ready(chancery::SandboxFacts &facts);
    /// It could not be started, said nothing understandable, or ended by itself; `detail` holds its own words.
    void failed(const chancery::Error &error);

private:
    void readFirstLine();
    void fail(const QString &detail);

    QString m_dataFile;
    Seed m_seed;
    QProcess m_process;
    QByteArray m_output;
    bool m_ready = false;
    bool m_ending = false;
};

} // namespace chancery
