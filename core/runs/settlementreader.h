// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/templatebook.h"

#include <QDateTime>
#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <memory>

namespace chancery {

enum class ReaderScope {
    Queue, ///< what may wait for a decision
    All,
};

/// How politely it is read: no more than so many requests a minute, however long the list.
struct ReaderPace
{
    std::chrono::milliseconds every{5'000};    ///< between two rounds at least
    std::chrono::milliseconds perRequest{500}; ///< a round of n requests is followed by n times this, if that is more
    int pageSize = keystone::maxPageSize;
};

/// What a reader works with; all of it outlives it.
struct ReaderParts
{
    keystone::Client &client;
    TemplateBook &templates;
    ReaderScope scope = ReaderScope::Queue;
    ReaderPace pace{};
};

/// Reads a list of settlements page by page, round after round while it is started, and tells what came and what left.
/// Answers overtake each other; the newest by the service's own time counts, whatever its way.
/// Pages shift while settlements arrive and leave; so one that was not met in a round that shifted is gone only when
/// the next does not meet it either. The queue is read whole; of all settlements only as far as was asked for.
class SettlementReader : public QObject
{
    Q_OBJECT

public:
    explicit SettlementReader(ReaderParts parts, QObject *parent = nullptr);

    /// Looks now, then again and again; does nothing when it does so already.
    void start();
    /// Ends what is under way. What is known stays.
    void pause();
    /// Looks now, also after a failure that ended the looking.
    void refresh();
    /// One page more, or all of them; only for ReaderScope::All.
    void readMore();
    void readAll();
    /// News of a settlement from elsewhere; none where something newer is known of it. A page under way is asked again
    /// where it may be older.
    void take(const keystone::Settlement &settlement);

    bool isReading() const { return m_isReading; }
    /// Whether a whole round has ended.
    bool isComplete() const { return m_completeAt.isValid(); }
    QDateTime completeAt() const { return m_completeAt; }
    qsizetype known() const { return m_known.size(); }
    /// That the service has; as many as are known in the queue.
    qint64 total() const;
    bool hasMore() const;
    /// Rows that could not be read, of the latest round.
    QList<keystone::DamagedRow> damaged() const { return m_damaged; }

Q_SIGNALS:
    /// New or changed or as before.
    void came(const QList<chancery::keystone::Settlement> &settlements);
    void left(const QStringList &ids);
    /// A page was read.
    void progressed();
    /// A round ended; the next one follows by itself.
    void completed();
    /// Where it may pass it is tried again by itself, else only by refresh().
    void failed(const chancery::Error &error);

private:
    void beginRound(int offset);
    void readPage();
    void took(const keystone::Page<keystone::Settlement> &page);
    bool wantsMoreOf(const keystone::Page<keystone::Settlement> &page) const;
    void endRound();
    void removeAbsent();
    void fail(const Error &error);
    void lookAgainAfter(std::chrono::milliseconds pause);
    bool belongs(const keystone::Settlement &settlement) const;
    bool isOutdated(const keystone::Settlement &settlement) const;
    bool noteVersion(const keystone::Settlement &settlement);

    ReaderParts m_parts;
    std::unique_ptr<QObject> m_step; ///< context of what is under way
    bool m_isStarted = false;
    bool m_isReading = false;
    QDateTime m_completeAt;
    QSet<QString> m_known;
    struct Version
    {
        QDateTime updatedAt; ///< null where the service does not say
        QString state;
        bool operator==(const Version &) const = default;
    };
    QHash<QString, Version> m_versions; ///< the newest that were met, of those that left too
    QSet<QString> m_missed;             ///< by the latest round, which shifted
    QList<keystone::DamagedRow> m_damaged;
    qint64 m_total = 0;
    qint64 m_extent; ///< as far as all settlements are wanted

    struct Round
    {
        QStringList states;
        int offset = 0;
        qint64 total = -1; ///< of the state under way
        bool isWhole = true;
        bool hasShifted = false;
        int requests = 0;
        QSet<QString> seen;
        QList<keystone::DamagedRow> damaged;
    };
    Round m_round;
};

} // namespace chancery
