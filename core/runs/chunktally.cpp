// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/chunktally.h"

#include <algorithm>

namespace chancery {

ChunkTally::ChunkTally(std::vector<catalogue::DraftRow> rows)
    : m_rows(std::move(rows))
    , m_states(m_rows.size(), State::Open)
{}

qsizetype ChunkTally::rowOf(const keyban::ImportChild &child, qint64 position)
{
    if (position < rows() && m_rows[size_t(position)].key == child.key)
        return qsizetype(position);
    if (m_byKey.isEmpty()) {
        m_byKey.reserve(qsizetype(m_rows.size()));
        for (size_t i = 0; i < m_rows.size(); ++i)
            m_byKey.insert(m_rows[i].key, qsizetype(i));
    }
    const auto found = m_byKey.constFind(child.key);
    if (found != m_byKey.constEnd())
        return *found;
    const bool anonymous = child.key.label().isEmpty();
    return anonymous && position < rows() ? qsizetype(position) : -1;
}

QList<RowFailure> ChunkTally::apply(const QList<keyban::ImportChild> &children, qint64 firstPosition)
{
    QList<RowFailure> failures;
    for (qsizetype i = 0; i < children.size(); ++i) {
        const keyban::ImportChild &child = children[i];
        const qsizetype row = rowOf(child, firstPosition + i);
        if (row < 0 || child.state == keyban::ChildState::Running || m_states[size_t(row)] != State::Open)
            continue;
        if (child.state == keyban::ChildState::Completed) {
            m_states[size_t(row)] = State::Completed;
            ++m_completed;
        } else {
            m_states[size_t(row)] = State::Failed;
            ++m_failed;
            failures.append({m_rows[size_t(row)].line, m_rows[size_t(row)].key, child.reason});
        }
    }
    return failures;
}

qint64 ChunkTally::complete(const QList<qint64> &lines)
{
    const qint64 before = m_completed;
    const QSet<qint64> wanted(lines.begin(), lines.end());
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_states[i] != State::Open || !wanted.contains(m_rows[i].line))
            continue;
        m_states[i] = State::Completed;
        ++m_completed;
    }
    return m_completed - before;
}

int ChunkTally::firstOpenPage(int pageSize) const
{
    const auto open = std::find(m_states.begin(), m_states.end(), State::Open);
    return int((open - m_states.begin()) / pageSize) + 1;
}

QList<RowFailure> ChunkTally::openRows() const
{
    QList<RowFailure> rows;
    for (size_t i = 0; i < m_rows.size(); ++i) {
        if (m_states[i] == State::Open)
            rows.append({m_rows[i].line, m_rows[i].key, {}});
    }
    return rows;
}

} // namespace chancery
