// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/background.h"
#include "core/bkey/client.h"
#include "core/bkey/publishedkeys.h"

#include <QObject>

#include <functional>
#include <memory>

namespace chancery::bkey {

/// How time passes for an approval; a test's own passes at once.
struct ApprovalTime
{
    std::function<Pending<Nothing>(std::chrono::milliseconds)> wait = [](std::chrono::milliseconds delay) {
        return after(delay);
    };
    /// Of a clock that nobody sets.
    std::function<std::chrono::milliseconds()> now = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    };
};

/// What an approval works with; all of it outlives the approval.
struct ApprovalParts
{
    Client &client;
    PublishedKeys &keys;
    QString issuer;   ///< as its tokens name it
    QString audience; ///< our client id
    ApprovalTime time{};
};

struct ApprovalOrder
{
    ApprovalRequest request;
    QByteArray plan; ///< SHA-256 of what would happen; a yes counts for nothing else
    std::optional<Confirmation> confirmation{};
};

/// What is known of a request that somebody else sent, as far as its answer can be heard with it.
struct ApprovalTicket
{
    QString requestId;                ///< as the service named it
    std::chrono::milliseconds age{};  ///< since it was sent
    std::chrono::milliseconds left{}; ///< until its time is over
};

/// Everything but Approved is a no.
enum class ApprovalOutcome {
    Approved, ///< with a token that verifies
    Denied,
    Expired,  ///< so the service says
    TimedOut, ///< so our clock says
    Failed,
    Forged, ///< the yes came with a token that proves nothing
    Withdrawn,
};

struct ApprovalReport
{
    ApprovalOutcome outcome = ApprovalOutcome::Failed;
    QByteArray plan{};                    ///< as it was ordered
    QString requestId{};                  ///< empty when the service did not take the request
    std::optional<ApprovalToken> token{}; ///< Approved; that it is shown for the first time is the ledger's to say
    TokenFault fault = TokenFault::None;  ///< Forged
    QString subject{};                    ///< what the fault concerns
    QString words{};                      ///< the service's own
    std::optional<Error> error{};         ///< Failed on our side of it
    bool isUnclear = false;               ///< the phone may have rung, or its yes got lost: ask again
};

/// One approval, once: asks a person, then polls at the service's pace and never faster, until there is an answer or
/// its time is over. A poll that is lost, odd or turned away as too early is asked again; only three unreadable answers
/// in a row end it. What it waits for is a token that verifies against the issuer's published keys; an approved status
/// alone is none. Once, then ended().
class Approval : public QObject
{
    Q_OBJECT

public:
    explicit Approval(ApprovalParts parts, QObject *parent = nullptr);
    ~Approval() override;

    void start(ApprovalOrder order);
    /// Instead of start(): listens for the answer to what was sent before, for the same order. Nobody is asked again.
    void resume(ApprovalOrder order, const ApprovalTicket &ticket);
    /// Stops waiting. The service knows no such call: the phone may still ask, and what it answers counts for nothing.
    void withdraw();

    /// Until its time is over.
    std::chrono::milliseconds left() const;

Q_SIGNALS:
    /// The service took the request.
    void waiting(const QString &requestId);
    /// A status that this program does not know, as the service wrote it.
    void heard(const QString &status);
    void ended(const chancery::bkey::ApprovalReport &report);

private:
    void expect(ApprovalOrder order, std::chrono::milliseconds age);
    void started(const Result<ApprovalStart> &start);
    void waitFor(std::chrono::milliseconds delay, void (Approval::*next)());
    void poll();
    void polled(Result<Polled> answer);
    void weigh(PollWord word, std::optional<std::chrono::milliseconds> retryAfter);
    void verify();
    void verified(const Result<TokenVerdict> &verdict);
    void fail(const Error &error);
    void end(ApprovalOutcome outcome);

    ApprovalParts m_parts;
    ApprovalOrder m_order;
    ApprovalReport m_report;
    PollPace m_pace;
    TokenExpectation m_expected;
    Secret m_token;
    std::chrono::milliseconds m_deadline{0};
    bool m_mayHaveLostYes = false;
    std::unique_ptr<QObject> m_step; ///< context of the step under way; none before and after
};

} // namespace chancery::bkey
