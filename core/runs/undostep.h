// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keyban/client.h"
#include "core/ledger/undo.h"
#include "core/mirror/mirror.h"
#include "core/runs/passportcontent.h"
#include "core/runs/reportfollower.h"

#include <QObject>

#include <memory>

namespace chancery {

/// What all rows of one undo have in common.
struct UndoParts
{
    keyban::Client &client;
    Mirror *mirror = nullptr; ///< finds drafts that the run made, and is kept current; none: the service is asked
    keyban::Dialect dialect = keyban::Dialect::Flat; ///< of the run
    QString plan;                                    ///< what was reviewed
    ReportPace report{};
    bool offersDeletion = true; ///< until the service shows that it does not
};

/// Takes back one row: reads its passport, and when that is a draft as the run left it, deletes it or puts the former
/// content back. Whatever a lost answer did is found out by reading, and it is tried once more at most.
class UndoStep : public QObject
{
    Q_OBJECT

public:
    /// `parts` outlives it.
    UndoStep(UndoParts &parts, Preimage row, QObject *parent = nullptr);
    ~UndoStep() override;

    void start();

Q_SIGNALS:
    void ended(const chancery::UndoEnd &end);
    /// It can't go on, nor could any other; nothing of this row has been sent.
    void broken(const chancery::Error &error);

private:
    void find();
    void read(const QString &id);
    void readFailed(const Error &error);
    void gone();
    void judge(const keyban::Passport &now);
    void write(const keyban::Passport &now);
    void remove(const QString &id);
    void deletionFailed(const QString &id, const Error &error);
    void restore(const keyban::Passport &now);
    keyban::PassportPatch difference(const PassportContent &left) const;
    void patch(const keyban::Passport &now);
    void upsert(const keyban::Passport &now);
    void follow(const QString &job, const keyban::Passport &now);
    void writeFailed(const QString &id, const Error &error);
    void end(UndoOutcome outcome, UndoReason reason = UndoReason::None, const QString &detail = {});

    UndoParts &m_parts;
    const Preimage m_row;
    PassportContent m_before;
    QByteArray m_beforeDigest;
    int m_tries = 0;
    int m_waits = 0;            ///< because the service had too much to do
    bool m_wasAnswered = false; ///< the service took the last try
    std::unique_ptr<ReportFollower> m_follower;
};

} // namespace chancery
