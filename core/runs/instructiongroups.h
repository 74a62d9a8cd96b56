// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/instructionfile.h"

#include <QHash>

#include <array>

namespace chancery {

using InstructionCells = std::array<QString, instructionColumns>;

/// Makes instructions of rows, and says what is wrong with them.
class InstructionGroups
{
public:
    explicit InstructionGroups(InstructionFile &file)
        : m_file(file)
    {}

    void add(const InstructionRow &row, const InstructionCells &cells);
    /// Keys and what only the whole tells.
    void finish(const QDateTime &now);

private:
    /// What of an instruction has been read.
    struct Group
    {
        InstructionCells first;
        QStringList legs; ///< each as one text
    };

    qsizetype placeFor(const InstructionCells &cells, const QString &leg);
    qsizetype begin(const InstructionRow &row, const InstructionCells &cells);
    void addLeg(qsizetype place, const InstructionRow &row, const InstructionCells &cells);
    void compare(qsizetype place, const InstructionRow &row, const InstructionCells &cells);
    bool note(qsizetype place, qint64 line, InstructionColumn column, const QString &text);
    void giveKey(qsizetype place);
    void report(InstructionFinding finding, qsizetype place);

    InstructionFile &m_file;
    QList<Group> m_groups;
    QHash<QStringList, qsizetype> m_latest;         ///< by trade reference, role, party and key
    QHash<QByteArray, QPair<int, qint64>> m_copies; ///< how many have this content, and the line of the first
    QHash<QString, qint64> m_keys;                  ///< with the line that has it
};

} // namespace chancery
