// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"
#include "core/ledger/importrun.h"

#include <QObject>

#include <memory>

namespace chancery {

/// How a creation ended.
struct CreationEnd
{
    RowOutcome outcome = RowOutcome::Unknown;
    std::optional<keyban::Passport> passport; ///< what there is under these numbers now
    bool duplicate = false;                   ///< refused, since `passport` was there before
    bool answerLost = false;                  ///< the outcome was found out by reading back
    std::optional<Error> error;
};

/// Creates one passport, never sent twice. A lost answer is settled by looking for the numbers, and so is a conflict,
/// to name the passport that is in the way (Keyban fact sheet §3, §10).
class PassportCreation : public QObject
{
    Q_OBJECT

public:
    PassportCreation(keyban::Client &client, keyban::PassportDraft draft, QObject *parent = nullptr);
    ~PassportCreation() override;

    /// Once; what was reviewed is the draft itself.
    void start();

Q_SIGNALS:
    void ended(const chancery::CreationEnd &end);

private:
    void answered(const Result<keyban::Passport> &answer);
    void lookFor(CreationEnd end);

    keyban::Client &m_client;
    const keyban::PassportDraft m_draft;
    bool m_started = false;
    std::unique_ptr<QObject> m_step; ///< context of the step under way
};

/// The key that a draft asks for.
keyban::PassportKey keyOf(const keyban::PassportDraft &draft);

} // namespace chancery
