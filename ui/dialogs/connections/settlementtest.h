// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/settlementconnection.h"
#include "core/secrets/keyring.h"
#include "ui/dialogs/connections/testreport.h"

namespace chancery {

/// Asks the settlement service of a profile for a token and one settlement. Once, then finished().
class SettlementTest : public QObject
{
    Q_OBJECT

public:
    /// Whether the keychain may hold a secret for this profile.
    enum class Kept {
        None,
        Perhaps,
    };

    SettlementTest(Keyring &keyring, const Profile &profile, Kept kept, QObject *parent = nullptr);

    /// With the secret that was typed; empty for the kept one.
    void start(Secret typed);

Q_SIGNALS:
    void finished(const chancery::TestStep &step);

private:
    void askWith(Secret secret);
    void conclude(const Result<keystone::Page<keystone::Settlement>> &page);
    void say(Tone tone, const QString &words, const QString &details = {});
    QString failureWords(const Error &error) const;

    Keyring &m_keyring;
    const Profile m_profile;
    const Kept m_kept;
    SettlementConnection m_connection;
};

/// The report with the step at its end, which may change what it comes to.
TestReport withSettlements(TestReport passports, const TestStep &settlements);

} // namespace chancery
