// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/settlementfocus.h"

#include "core/async/background.h"
#include "core/keystone/settlementtemplate.h"

namespace chancery {

SettlementFocus::SettlementFocus(keystone::Client &client, FocusPace pace, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_pace(pace)
{}

void SettlementFocus::follow(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_step.reset();
    m_related = std::make_unique<QObject>();
    m_isRelatedAsked = false;
    if (!m_id.isEmpty())
        readAfter(m_pace.first);
}

void SettlementFocus::refresh()
{
    if (!m_id.isEmpty())
        readAfter(std::chrono::milliseconds(0));
}

void SettlementFocus::pause()
{
    m_step.reset();
}

void SettlementFocus::readAfter(std::chrono::milliseconds pause)
{
    m_step = std::make_unique<QObject>();
    after(pause).then(m_step.get(), [this](const Result<Nothing> &) { readNow(); });
}

void SettlementFocus::readNow()
{
    m_step = std::make_unique<QObject>();
    readAfterDecision(m_client, m_id).then(m_step.get(), [this](const Result<DecisionReading> &reading) {
        const bool isOver = reading && keystone::isFinal(reading->now.state);
        if (!isOver)
            readAfter(m_pace.every);
        reading ? Q_EMIT read(*reading) : Q_EMIT failed(reading.error());
    });
    if (m_isRelatedAsked)
        return;
    m_isRelatedAsked = true;
    // What has none, or does not tell, is shown without.
    m_client.relatedSettlements(m_id).then(m_related.get(),
                                           [this](const Result<keystone::RelatedSettlements> &related) {
                                               if (related)
                                                   Q_EMIT relatedRead(*related);
                                           });
}

} // namespace chancery

#include "moc_settlementfocus.cpp"
