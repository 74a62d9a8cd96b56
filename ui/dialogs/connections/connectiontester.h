// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/settlementtest.h"
#include "ui/dialogs/connections/testreport.h"

#include <QObject>

namespace chancery {

/// What was typed and is not saved; empty where nothing was.
struct FreshKeys
{
    Secret key{};
    Secret clientSecret{};
};

/// Tries a connection out as its form stands, with the keys just typed or those that are kept. Reads only.
class ConnectionTester : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionTester(Keyring &keyring, QObject *parent = nullptr);
    ~ConnectionTester() override;

    /// Ends a test that is under way. Without a fresh one, and unless the profile is new, the kept key is asked for.
    void start(const Profile &profile, FreshKeys fresh, bool isNew);
    /// Abandons it: nothing is reported.
    void stop();
    bool isRunning() const { return m_run != nullptr; }

Q_SIGNALS:
    void runningChanged();
    /// What it waits for.
    void waiting(const QString &words);
    void finished(const chancery::TestReport &report);
    /// The service has shown its dialect to this key; emitted before finished().
    void dialectShown(const chancery::Secret &key, chancery::keyban::Dialect dialect);

private:
    class Run;

    void askKeyring(const Profile &profile);
    void sayKeychainIsSlow();
    void connectWith(const Profile &profile, Secret key);
    void conclude(const Result<ConnectionFindings> &findings);
    void testSettlements(const TestReport &passports);
    void report(const TestReport &report);

    Keyring &m_keyring;
    Run *m_run = nullptr;
};

} // namespace chancery
