// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/models/editsheet.h"

#include <algorithm>
#include <limits>

namespace chancery {

using catalogue::CellChange;

namespace {

constexpr int keptSteps = 500;

} // namespace

class EditStep : public QUndoCommand
{
public:
    EditStep(EditSheet &sheet, QList<CellChange> changes, const QString &what)
        : QUndoCommand(what)
        , m_sheet(sheet)
        , m_changes(std::move(changes))
    {
        for (const CellChange &change : std::as_const(m_changes)) {
            m_first = std::min(m_first, change.record);
            m_last = std::max(m_last, change.record);
        }
    }

    void redo() override
    {
        for (const CellChange &change : std::as_const(m_changes))
            m_sheet.m_edits.put(change.record, change.column, change.after);
        Q_EMIT m_sheet.changed(m_first, m_last);
    }
    void undo() override
    {
        // Backwards: a cell may stand in a step twice.
        for (auto change = m_changes.crbegin(); change != m_changes.crend(); ++change)
            m_sheet.m_edits.put(change->record, change->column, change->before);
        Q_EMIT m_sheet.changed(m_first, m_last);
    }

private:
    EditSheet &m_sheet;
    QList<CellChange> m_changes;
    qint64 m_first = std::numeric_limits<qint64>::max();
    qint64 m_last = -1;
};

class WholeStep : public QUndoCommand
{
public:
    WholeStep(EditSheet &sheet, const EditsStep &step)
        : QUndoCommand(step.what)
        , m_sheet(sheet)
        , m_step(step)
    {}

    void redo() override { put(m_step.after); }
    void undo() override { put(m_step.before); }

private:
    void put(const catalogue::Edits &edits)
    {
        m_sheet.m_edits = edits;
        Q_EMIT m_sheet.changed(m_step.firstRecord, m_step.lastRecord);
    }

    EditSheet &m_sheet;
    const EditsStep m_step;
};

void EditsStep::put(qint64 record, int column, const catalogue::Edits::Cell &cell)
{
    if (after.cell(record, column) == cell)
        return;
    after.put(record, column, cell);
    firstRecord = cells == 0 ? record : std::min(firstRecord, record);
    lastRecord = std::max(lastRecord, record);
    ++cells;
}

EditSheet::EditSheet(QObject *parent)
    : QObject(parent)
{
    m_undo.setUndoLimit(keptSteps);
}

void EditSheet::apply(QList<CellChange> changes, const QString &what)
{
    changes.removeIf([](const CellChange &change) { return change.before == change.after; });
    if (!changes.isEmpty())
        m_undo.push(new EditStep(*this, std::move(changes), what));
}

bool EditSheet::apply(const EditsStep &step)
{
    if (!(m_edits == step.before))
        return false;
    if (!(step.before == step.after))
        m_undo.push(new WholeStep(*this, step));
    return true;
}

void EditSheet::reset(const catalogue::Edits &edits)
{
    m_undo.clear();
    m_edits = edits;
    Q_EMIT changed(0, std::numeric_limits<qint64>::max());
}

} // namespace chancery
