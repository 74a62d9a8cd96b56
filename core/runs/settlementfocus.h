// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/decision.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace chancery {

struct FocusPace
{
    std::chrono::milliseconds first{120}; ///< so that running through a list asks nothing
    std::chrono::milliseconds every{4'000};
};

/// Follows the one settlement that somebody looks at: reads it with its events, and again every few seconds until its
/// state is final as far as the words of states tell.
class SettlementFocus : public QObject
{
    Q_OBJECT

public:
    explicit SettlementFocus(keystone::Client &client, FocusPace pace = {}, QObject *parent = nullptr);

    /// Another one than before is asked for its relatives too. Empty for none.
    void follow(const QString &id);
    QString followed() const { return m_id; }
    /// Reads it now.
    void refresh();
    void pause();

Q_SIGNALS:
    void read(const chancery::DecisionReading &reading);
    void relatedRead(const chancery::keystone::RelatedSettlements &related);
    void failed(const chancery::Error &error);

private:
    void readAfter(std::chrono::milliseconds pause);
    void readNow();

    keystone::Client &m_client;
    const FocusPace m_pace;
    QString m_id;
    std::unique_ptr<QObject> m_step;
    std::unique_ptr<QObject> m_related;
    bool m_isRelatedAsked = false;
};

} // namespace chancery
