// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/json/value.h"

#include <QStringList>

#include <vector>

namespace chancery::sandbox {

/// The state machine of one template, read from the record that the service answers with.
class KeystoneTemplate
{
public:
    explicit KeystoneTemplate(json::Value record);

    const json::Value &record() const { return m_record; }
    QString id() const { return m_record[u"id"].toString(); }
    QString slug() const { return m_record[u"slug"].toString(); }
    bool isActive() const { return m_record[u"is_active"].toBool(); }
    QStringList roles() const;
    QString initialState() const { return m_record.at(u"config.initial_state").toString(); }
    bool isFinal(const QString &state) const { return m_final.contains(state) || m_failures.contains(state); }
    bool isFailure(const QString &state) const { return m_failures.contains(state); }
    bool rechecksAt(const QString &state) const { return m_rechecks.contains(state); }
    bool allows(const QString &state, const QString &next) const { return nextOf(state).contains(next); }
    /// The way ahead; empty where there is none.
    QString forward(const QString &state) const;
    /// Where a settlement goes whose time is over: the time-out of its state, or else the rollback.
    QString expired(const QString &state) const;
    QStringList everyState() const;

private:
    QStringList nextOf(const QString &state) const;

    json::Value m_record;
    QStringList m_final;
    QStringList m_failures;
    QStringList m_rechecks;
};

/// The templates of the demo; `now` is when they were last changed, in milliseconds since 1970.
std::vector<KeystoneTemplate> demoTemplates(qint64 now);

} // namespace chancery::sandbox
