// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/keystone/settlementtemplate.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace chancery {

/// Which way a settlement went through its template.
struct StatePath
{
    QStringList visited; ///< in the order of its events, with or without the present one
    QString current;     ///< empty for a template by itself

    bool operator==(const StatePath &) const = default;
};

/// The states of a template in the order in which a person reads them: the main path first, then what lies beside it.
/// Whatever the service sends is taken: circles, states that cannot be reached, ways that the template does not allow.
class StateGraph
{
public:
    enum class Place {
        Main,  ///< on the longest way from the start to a good end
        Apart, ///< no way leads there
        Side,  ///< failures and detours
    };
    struct Node
    {
        QString state;
        Place place;
        keystone::StateKind kind;
        bool isInitial;
        bool isFinal;
        bool isVisited; ///< also the present one
        bool isCurrent;
        bool mayAwaitDecision;
    };
    struct Edge
    {
        qsizetype from;
        qsizetype to;
        bool isTaken;
        bool isForeseen; ///< the template allows it
    };

    StateGraph() = default;
    explicit StateGraph(const keystone::TemplateConfig &config, const StatePath &path = {});

    /// Main, then apart, then side ones.
    const QList<Node> &nodes() const { return m_nodes; }
    const QList<Edge> &edges() const { return m_edges; }
    qsizetype mainCount() const { return m_mainCount; }
    qsizetype apartCount() const { return m_apartCount; }
    qsizetype indexOf(const QString &state) const;
    /// Whether the template itself names what lies apart.
    bool namesApart() const { return m_namesApart; }
    /// Where it may go from there, by the template.
    QList<qsizetype> next(qsizetype node) const;

private:
    void addNode(const QString &state, Place place, const keystone::TemplateConfig &config);
    void addEdges(const keystone::TemplateConfig &config);
    void takePath(const StatePath &path);

    QList<Node> m_nodes;
    QList<Edge> m_edges;
    qsizetype m_mainCount = 0;
    qsizetype m_apartCount = 0;
    bool m_namesApart = false;
};

} // namespace chancery
