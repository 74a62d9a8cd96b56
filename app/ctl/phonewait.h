// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/ctl/approvalservice.h"
#include "app/ctl/arguments.h"
#include "app/ctl/interrupt.h"

#include "core/runs/phonerun.h"

namespace chancery::ctl {

/// What a command that asks a phone works with: the ledger, and Ctrl+C, which stops waiting.
class PhoneWait : public QObject
{
public:
    PhoneWait(const CommonOptions &options, ApprovalService &service);

    /// In the name of whoever runs the program.
    PhoneRunParts parts();
    /// Tells on stderr what goes on with the run, which lives as long as this.
    void follow(PhoneRun &run);
    /// Opens the ledger, then begins; ends the program when it can't be opened.
    void open(std::function<void()> begin);

private:
    const CommonOptions m_options;
    ApprovalService &m_service;
    Ledger m_ledger;
    Interrupt m_interrupt;
};

/// What an end without a success ends a command with.
Exit exitOf(const PhoneReport &report);
/// The members that all reports have: `state` (`done` is the word for Done), `requestId`, `status`, `answerLost`.
json::Value toJson(const PhoneReport &report, const QString &done);
/// Says what is left to say, and ends the program.
void conclude(const PhoneReport &report, const QString &sentence, Exit exit);

} // namespace chancery::ctl
