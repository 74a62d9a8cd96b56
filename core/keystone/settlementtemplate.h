// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/async/result.h"
#include "core/json/value.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace chancery::keystone {

/// Where a settlement may go from one state.
struct Transition
{
    QString from;
    QStringList to;
    bool operator==(const Transition &) const = default;
};

/// What the service does in a state.
struct StateAction
{
    QString state;
    QString type;
    QString provider;
    QString resolution = QStringLiteral("immediate"); ///< also webhook, poll, manual, or a word not known here
    qint64 timeoutSeconds = 300;
    json::Value params{};
};

/// How settlements of a template run (KeyStone fact sheet §3), in either form of `transitions`. The lists are as the
/// service gave them: states may be unreachable, form circles, or be named in one list only.
struct TemplateConfig
{
    QStringList states;
    QString initialState;
    QStringList terminalStates;
    QStringList failureStates;
    QList<Transition> transitions; ///< in the order they came
    QStringList recheckAtStates;
    QStringList entityProviders;
    QStringList walletProviders;
    QStringList requiredRoles;
    QStringList requiredLegTypes; ///< some services only
    QList<StateAction> actions;

    QStringList next(const QString &state) const;
    const StateAction *actionOf(const QString &state) const;
    /// `states` first, then what only the other lists name.
    QStringList everyState() const;
};

struct SettlementTemplate
{
    QString id;
    QString slug;
    QString name;
    QString description;
    TemplateConfig config;
    qint64 version = 0;
    bool isActive = true;
    QDateTime createdAt;
    QDateTime updatedAt;
    json::Value raw;

    bool operator==(const SettlementTemplate &other) const { return id == other.id && raw == other.raw; }
};

/// Error: Protocol / UnexpectedShape when it is no object with an `id`.
Result<SettlementTemplate> decodeTemplate(const json::Value &row);

/// What a state means to a person who watches.
enum class StateKind {
    Start,
    Active,
    Waiting, ///< for somebody outside
    Success,
    Failure,
    Unknown,
};

/// The template's own lists decide where there is one, then the words of §4.
StateKind kindOf(const QString &state, const TemplateConfig *config = nullptr);
/// Whether a settlement that is there ever moves again, as far as is known; an unknown state may.
bool isFinal(const QString &state, const TemplateConfig *config = nullptr);
/// Whether a decision may be awaited there. No record says that one is (§10, 1): the service answers 409 where none is.
bool mayAwaitDecision(const QString &state, const TemplateConfig *config = nullptr);

} // namespace chancery::keystone
