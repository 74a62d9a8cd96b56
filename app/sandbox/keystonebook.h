// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sandbox/keystonebody.h"
#include "app/sandbox/keystonetemplates.h"

#include <QHash>

#include <functional>
#include <limits>
#include <set>

namespace chancery::sandbox {

/// How a settlement behaves, which no record of the service tells.
struct Temper
{
    bool isFlaggedOnCheck = false;   ///< the first check of its parties pauses for a decision
    bool isFlaggedOnRecheck = false; ///< so does the one before the exchange
    bool lacksDeposits = false;      ///< it waits until its time is over
};

/// A settlement with what makes it move.
struct BookedSettlement
{
    json::Value record;
    size_t machine = 0; ///< place of its template
    quint32 environment = 0;
    Temper temper;
    bool isFlagged = false; ///< waits for a decision now
    qint64 stepAt = 0;      ///< when it moves by itself
    qint64 timeoutAt = 0;
    std::vector<json::Value> events;

    QString id() const { return record[u"id"].toString(); }
    QString state() const { return record[u"state"].toString(); }
};

/// Something that receivers of webhooks are told.
struct Happening
{
    quint32 environment = 0;
    QString event; ///< `settlement.state.finalized`
    json::Value data;
    qint64 time = 0;
};

/// A decision that was taken.
struct TakenDecision
{
    QString settlement;
    QString decision;
    QString by;
    qint64 time = 0;
};

/// All settlements, each running through its template by the sandbox's time (KeyStone fact sheet §4). What happens
/// depends on what was asked at which time and on nothing else.
class KeystoneBook
{
public:
    /// Nobody moves before then.
    static constexpr qint64 never = std::numeric_limits<qint64>::max();

    explicit KeystoneBook(std::vector<KeystoneTemplate> templates)
        : m_templates(std::move(templates))
    {}

    const std::vector<KeystoneTemplate> &templates() const { return m_templates; }
    const KeystoneTemplate *templateBy(const QString &idOrSlug) const;
    const std::vector<BookedSettlement> &settlements() const { return m_settlements; }
    const std::vector<TakenDecision> &decisions() const { return m_decisions; }
    BookedSettlement *find(quint32 environment, const QString &id);

    /// What a new one is made of; `parties` and `legs` are lists of records without ids.
    struct Order
    {
        quint32 environment = 0;
        const KeystoneTemplate *machine = nullptr;
        QString idempotencyKey;
        QString externalReference;
        QString type; ///< single_platform or cross_platform
        json::Value::Array parties;
        json::Value::Array legs;
        qint64 timeoutAt = 0;
        QString by; ///< who triggers it
        Temper temper;
        json::Value extra; ///< members of repos
    };
    BookedSettlement &add(const Order &order, qint64 now);
    /// Moves everything on that is due until `now`, in the order of time.
    void advance(qint64 now);
    /// A refusal with 409 when none is awaited.
    KeystoneRefusal decide(BookedSettlement &settlement, const QString &decision, const QString &by, qint64 now);
    /// Into any state of its template, as if it had gone there; for the demo.
    void moveTo(BookedSettlement &settlement, const QString &state, const QString &by, qint64 time);
    /// When it moves next; for the demo.
    void setStep(BookedSettlement &settlement, qint64 time);

    /// Is told of what happens while it is set.
    std::function<void(const Happening &)> listener;

private:
    struct Entry; ///< into a state
    void step(size_t place, qint64 time);
    void enter(BookedSettlement &settlement, const Entry &entry);
    void plan(BookedSettlement &settlement, qint64 time);
    void flag(BookedSettlement &settlement, qint64 time);
    void markLegs(BookedSettlement &settlement, qint64 time);
    void tell(const BookedSettlement &settlement, const QString &event, const QString &from, qint64 time);
    void arm(size_t place);
    size_t placeOf(const BookedSettlement &settlement) const { return size_t(&settlement - m_settlements.data()); }
    json::Value withIds(const json::Value &part, const QString &settlement, quint32 kind, qint64 now);

    std::vector<KeystoneTemplate> m_templates;
    std::vector<BookedSettlement> m_settlements;
    std::vector<TakenDecision> m_decisions;
    QHash<QString, size_t> m_places;
    std::set<std::pair<qint64, size_t>> m_due;
    std::vector<qint64> m_armed; ///< by place: under which time it stands in m_due
    quint32 m_parts = 0;
};

/// The ids of the demo's platform and of its counterparties' one.
QString ownPlatform();
QString otherPlatform();
/// The id of an environment by its place.
QString environmentId(quint32 place);

} // namespace chancery::sandbox
