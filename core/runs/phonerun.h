// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/bkey/approval.h"
#include "core/ledger/ledger.h"

#include <QObject>

#include <chrono>

namespace chancery {

/// What a question to somebody's phone works with; all of it outlives the run.
struct PhoneRunParts
{
    bkey::Client &client;
    Ledger &ledger;
    Author author;
    bkey::ApprovalTime time{};
};

/// How a question to a phone ended. Only Done is a success: the value is there, the item is stored, the money is paid.
enum class PhoneEnd {
    Done,
    Denied,
    Expired,       ///< so the service says
    TimedOut,      ///< so our clock says
    Withdrawn,     ///< we stopped waiting; the phone may go on asking
    Failed,        ///< see PhoneReport::error
    Lost,          ///< a vault's value: it was handed out with an answer that got lost, and never again
    Unreadable,    ///< a vault's value: it came, but it was not sealed for us, or without the field
    NoKey,         ///< storing: the phone has no key yet, so that its vault has to be opened there once
    PaymentFailed, ///< a checkout: approved, yet not paid
};

/// As the audit log and scripts know it, such as `timedOut`.
QLatin1StringView phoneEndWord(PhoneEnd end);

struct PhoneReport
{
    PhoneEnd end = PhoneEnd::Failed;
    QString requestId{};          ///< empty when the service did not take the request
    QString status{};             ///< the last one, as the service wrote it
    bool isUnclear = false;       ///< an answer got lost: the phone may have rung, or a vault's value gone with it
    std::optional<Error> error{}; ///< Failed
    std::optional<Error> ledgerError{}; ///< of how it ended, which nobody will find in the log
};

/// What questions to a phone have in common: that one is asked is in the audit log before its request leaves, and how
/// it ended is before anybody hears of it; no entry ever holds a value. What the log does not take is not asked. Then
/// it polls at the service's pace, every 5 s unless told to wait longer, until there is an end or its time is over, and
/// once more after that. A poll that is lost or turned away is asked again; three unreadable answers in a row end it.
/// Each run is for one question: start(), then ended() once.
class PhoneRun : public QObject
{
    Q_OBJECT

public:
    /// One that was not ended is written down as withdrawn.
    ~PhoneRun() override;

    /// Stops waiting. The service knows no such call: the phone may go on asking, and a yes there still counts.
    void withdraw();
    /// Until its time is over; nothing while nobody was asked.
    std::chrono::milliseconds left() const;

Q_SIGNALS:
    /// The service took the request; the phone rings.
    void waiting();
    /// A status that this program does not know, as the service wrote it. It goes on waiting.
    void heard(const QString &status);
    void ended(const chancery::PhoneReport &report);

protected:
    /// Names of entries of the audit log, such as `vault.asked` and `vault.ended`.
    struct Events
    {
        QString asked;
        QString ended;
    };
    PhoneRun(PhoneRunParts parts, Events events, QObject *parent);

    /// Sends what rings the phone, in the end; send() and poll() hang their work on step().
    virtual void send() = 0;
    virtual void poll() = 0;

    /// Once: writes that `subject` is asked for, then sends. `content` is an object without secrets.
    void ask(const QString &subject, json::Value content);
    /// The service took the request, which lives for so long.
    void await(const QString &requestId, std::chrono::milliseconds life);
    /// More time from now on, as somebody said yes and the rest takes some.
    void prolong(std::chrono::milliseconds life);
    /// What rings the phone was not taken, or nobody knows.
    void notTaken(const Error &error);
    /// Before anything could ring.
    void fail(const Error &error);
    /// poll() was answered and there is no end yet; `unknown` when nobody knows the status.
    void pollAgain(const QString &status, bool isUnknown);
    /// poll() was not answered as it should be.
    void pollFailed(const Error &error);
    void end(PhoneEnd end);

    /// Whether the service may have done what was asked, though its answer is missing.
    static bool mayHaveBeenAnswered(const Error &error);

    bkey::Client &client() { return m_parts.client; }
    QObject *step() { return m_step.get(); }
    PhoneReport &report() { return m_report; }

private:
    void pollAfter(std::chrono::milliseconds delay);
    void tell();
    AuditEvent endEvent() const;

    PhoneRunParts m_parts;
    Events m_events;
    QString m_id; ///< of both entries
    QString m_subject;
    PhoneReport m_report;
    bkey::PollPace m_pace;
    std::chrono::milliseconds m_deadline{0};
    bool m_isOpen = false; ///< the log waits for its end
    bool m_isWithdrawn = false;
    std::unique_ptr<QObject> m_step; ///< context of the step under way
};

} // namespace chancery
