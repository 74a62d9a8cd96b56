// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/secrets/secret.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace chancery::bkey {

/// One answer to the question whether somebody has approved, as it came.
struct PollAnswer
{
    int status = 0; ///< 0: none came
    QByteArray body{};
};

/// What it means, in either dialect (BKey fact sheet §4).
enum class PollState {
    Approved, ///< with a token that is yet to be verified
    Waiting,
    TooFast,
    Denied,
    Expired,
    Transient,     ///< none, or none that says anything about the approval
    Unreadable,    ///< nothing that the service would say
    Unknown,       ///< a status of a later version; never a yes
    Contradictory, ///< a token beside a status that is none: no yes either
    Failed,
};

struct PollWord
{
    PollState state = PollState::Transient;
    QString status{}; ///< as the service wrote it
    QString code{};   ///< of its error
    QString detail{}; ///< its own words, or the names of the members where these are all there is to say
    Secret token{};   ///< for PollState::Approved
};

PollWord readPoll(const PollAnswer &answer);

/// How fast to ask: as the service says, five seconds when it does not, and never faster.
class PollPace
{
public:
    /// `interval` in seconds, as the start was answered.
    explicit PollPace(std::optional<qint64> interval = {});

    /// Before the first question, and after one that was answered as it should be.
    std::chrono::milliseconds interval() const { return m_interval; }
    /// Until the next question. Being too fast slows it down for good; what is transient backs off until it ends.
    std::chrono::milliseconds waitAfter(PollState state, std::optional<std::chrono::milliseconds> retryAfter = {});
    /// After three answers in a row that nobody can read.
    bool isHopeless() const { return m_unreadable >= 3; }

private:
    std::chrono::milliseconds m_interval;
    int m_transient = 0;
    int m_unreadable = 0;
};

} // namespace chancery::bkey
