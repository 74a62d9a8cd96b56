// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/decisionrun.h"

#include <QObject>

#include <memory>

namespace chancery {

/// How many of a batch ended how.
struct DecisionCounts
{
    qsizetype all = 0;
    qsizetype done = 0;
    qsizetype failed = 0;
    qsizetype unknown = 0;
    qsizetype notSent = 0;
    qsizetype prepared = 0; ///< written down for another officer
    qsizetype ended() const { return done + failed + unknown + notSent + prepared; }
    /// Not begun, or under way.
    qsizetype open() const { return all - ended(); }
    bool operator==(const DecisionCounts &) const = default;
};

/// Decisions about several settlements, or one, each by a DecisionRun of its own, one after the other. May be used
/// again once it has ended.
class DecisionBatch : public QObject
{
    Q_OBJECT

public:
    enum class Act {
        Decide,
        Prepare,
    };

    explicit DecisionBatch(DecisionParts parts, QObject *parent = nullptr);
    ~DecisionBatch() override;

    /// All requests are for the same decision; one approval is for all of them. Must not be under way.
    void start(QList<DecisionRequest> requests, Act act, const QString &approvalId = {});
    /// Finds out what became of decisions whose answer was lost; sends nothing. Must not be under way.
    void resolve(QList<DecisionRecord> records);
    /// Lets the one under way end and begins no other.
    void stop();

    bool isUnderWay() const { return m_run || m_gate; }
    bool isStopping() const { return m_isStopping && isUnderWay(); }
    const DecisionCounts &counts() const { return m_counts; }

Q_SIGNALS:
    /// One of them has ended.
    void reported(const chancery::DecisionReport &report);
    /// All have ended, or it was stopped, or ended by itself as no other could have been sent either.
    void ended();

private:
    void refuse(const Error &error);
    void next();
    void took(const chancery::DecisionReport &report);

    DecisionParts m_parts;
    Act m_act = Act::Decide;
    QList<DecisionRequest> m_requests;
    QList<DecisionRecord> m_records;
    DecisionCounts m_counts;
    bool m_isStopping = false;
    std::unique_ptr<QObject> m_gate; ///< context while it is passed
    std::unique_ptr<DecisionRun> m_run;
};

} // namespace chancery
