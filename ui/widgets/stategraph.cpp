// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/stategraph.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace chancery {

namespace {

using keystone::StateKind;
using keystone::TemplateConfig;

bool isFailure(const QString &state, const TemplateConfig &config)
{
    return keystone::kindOf(state, &config) == StateKind::Failure;
}

QString startOf(const TemplateConfig &config, const QStringList &all)
{
    return config.initialState.isEmpty() ? all.value(0) : config.initialState;
}

/// The longest way ahead. Ways back are found by going through the states depth first, and left out; so is failure.
class MainPath
{
public:
    MainPath(const TemplateConfig &config, const QString &start)
        : m_config(config)
    {
        explore(start);
        for (const QString &state : std::as_const(m_finished))
            weigh(state);
        for (QString state = start; !state.isEmpty(); state = m_best.value(state).next)
            m_states << state;
    }

    const QStringList &states() const { return m_states; }

private:
    struct Step
    {
        QString state;
        QStringList next;
    };
    struct Way
    {
        bool endsWell = false;
        qsizetype length = 0;
        QString next;
        bool isWorseThan(const Way &other) const
        {
            return endsWell != other.endsWell ? other.endsWell : length < other.length;
        }
    };

    QStringList ahead(const QString &state) const
    {
        QStringList next = m_config.next(state);
        next.removeIf([this](const QString &candidate) { return isFailure(candidate, m_config); });
        return next;
    }

    void explore(const QString &start)
    {
        QList<Step> open{{start, ahead(start)}};
        QSet<QString> seen{start};
        QSet<QString> onWay{start};
        while (!open.isEmpty()) {
            if (open.last().next.isEmpty()) {
                onWay.remove(open.last().state);
                m_finished << open.takeLast().state;
                continue;
            }
            const QString to = open.last().next.takeFirst();
            if (onWay.contains(to))
                continue;
            m_ahead[open.last().state] << to;
            if (seen.contains(to))
                continue;
            seen.insert(to);
            onWay.insert(to);
            open << Step{to, ahead(to)};
        }
    }

    /// All that lies ahead of a state is weighed before it.
    void weigh(const QString &state)
    {
        Way best{
            keystone::kindOf(state, &m_config) == StateKind::Success && keystone::isFinal(state, &m_config), 1, {}};
        for (const QString &to : m_ahead.value(state)) {
            const Way beyond = m_best.value(to);
            const Way way{beyond.endsWell, beyond.length + 1, to};
            if (best.isWorseThan(way))
                best = way;
        }
        m_best.insert(state, best);
    }

    const TemplateConfig &m_config;
    QStringList m_finished;
    QHash<QString, QStringList> m_ahead;
    QHash<QString, Way> m_best;
    QStringList m_states;
};

/// In the order in which they are met from the ones given, the nearest first.
QStringList reachedFrom(const QStringList &starts, const TemplateConfig &config)
{
    QStringList reached = starts;
    QSet<QString> seen(starts.cbegin(), starts.cend());
    for (qsizetype i = 0; i < reached.size(); ++i) {
        const QStringList next = config.next(reached.at(i));
        for (const QString &to : next) {
            if (!seen.contains(to)) {
                seen.insert(to);
                reached << to;
            }
        }
    }
    return reached;
}

/// A settlement may have gone where no way of its template leads.
QStringList withSteps(QStringList reached, const QStringList &steps, const TemplateConfig &config)
{
    for (qsizetype i = 1; i < steps.size(); ++i)
        if (reached.contains(steps.at(i - 1)) && !reached.contains(steps.at(i)))
            reached = reachedFrom(reached << steps.at(i), config);
    return reached;
}

/// One after the other where a way leads from one to the other.
QStringList chained(QStringList states, const TemplateConfig &config)
{
    QStringList ordered;
    while (!states.isEmpty()) {
        QString state = states.takeFirst();
        while (!state.isEmpty()) {
            ordered << state;
            const QStringList next = config.next(state);
            const auto to = std::find_if(next.cbegin(), next.cend(),
                                         [&](const QString &candidate) { return states.contains(candidate); });
            state = to == next.cend() ? QString() : *to;
            states.removeOne(state);
        }
    }
    return ordered;
}

QStringList stepsOf(const StatePath &path)
{
    QStringList steps = path.visited;
    steps.removeAll(QString());
    if (!path.current.isEmpty() && (steps.isEmpty() || steps.last() != path.current))
        steps << path.current;
    return steps;
}

} // namespace

StateGraph::StateGraph(const TemplateConfig &config, const StatePath &path)
{
    QStringList all = config.everyState();
    all.removeAll(QString());
    const QStringList steps = stepsOf(path);
    const QString start = startOf(config, all.isEmpty() ? steps : all);
    if (start.isEmpty())
        return;
    const QStringList main = MainPath(config, start).states();
    const QStringList reached = withSteps(reachedFrom(main, config), steps, config);
    QStringList apart = all + steps;
    apart.removeDuplicates();
    apart.removeIf([&](const QString &state) { return reached.contains(state); });
    m_namesApart = std::any_of(apart.cbegin(), apart.cend(), [&](const QString &state) { return all.contains(state); });
    for (const QString &state : main)
        addNode(state, Place::Main, config);
    m_mainCount = m_nodes.size();
    for (const QString &state : chained(apart, config))
        addNode(state, Place::Apart, config);
    m_apartCount = m_nodes.size() - m_mainCount;
    for (const QString &state : reached.mid(main.size()))
        addNode(state, Place::Side, config);
    addEdges(config);
    takePath(path);
}

qsizetype StateGraph::indexOf(const QString &state) const
{
    const auto found =
        std::find_if(m_nodes.cbegin(), m_nodes.cend(), [&](const Node &node) { return node.state == state; });
    return found == m_nodes.cend() ? -1 : found - m_nodes.cbegin();
}

QList<qsizetype> StateGraph::next(qsizetype node) const
{
    QList<qsizetype> next;
    for (const Edge &edge : m_edges)
        if (edge.from == node && edge.isForeseen)
            next << edge.to;
    return next;
}

void StateGraph::addNode(const QString &state, Place place, const TemplateConfig &config)
{
    m_nodes << Node{.state = state,
                    .place = place,
                    .kind = keystone::kindOf(state, &config),
                    .isInitial = state == config.initialState,
                    .isFinal = keystone::isFinal(state, &config),
                    .isVisited = false,
                    .isCurrent = false,
                    .mayAwaitDecision = keystone::mayAwaitDecision(state, &config)};
}

void StateGraph::addEdges(const TemplateConfig &config)
{
    QSet<QPair<qsizetype, qsizetype>> known;
    for (const keystone::Transition &transition : config.transitions) {
        const qsizetype from = indexOf(transition.from);
        for (const QString &state : transition.to) {
            const qsizetype to = indexOf(state);
            if (from < 0 || to < 0 || known.contains({from, to}))
                continue;
            known.insert({from, to});
            m_edges << Edge{from, to, false, true};
        }
    }
}

void StateGraph::takePath(const StatePath &path)
{
    const QStringList steps = stepsOf(path);
    qsizetype before = -1;
    for (const QString &state : steps) {
        const qsizetype node = indexOf(state);
        m_nodes[node].isVisited = true;
        const auto edge = std::find_if(m_edges.begin(), m_edges.end(), [&](const Edge &candidate) {
            return candidate.from == before && candidate.to == node;
        });
        if (edge != m_edges.end())
            edge->isTaken = true;
        else if (before >= 0 && before != node)
            m_edges << Edge{before, node, true, false};
        before = node;
    }
    if (const qsizetype current = indexOf(path.current); current >= 0)
        m_nodes[current].isCurrent = true;
}

} // namespace chancery
