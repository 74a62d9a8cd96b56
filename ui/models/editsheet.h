// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/rowstore.h"

#include <QObject>
#include <QUndoStack>

namespace chancery {

/// A change of any size, made away from the window: sharing what is equal, both sides cost what lies between them.
struct EditsStep
{
    explicit EditsStep(const catalogue::Edits &edits = {})
        : before(edits)
        , after(edits)
    {}
    /// Precondition: as Edits::put().
    void put(qint64 record, int column, const catalogue::Edits::Cell &cell);

    QString what; ///< for people
    catalogue::Edits before;
    catalogue::Edits after;
    qint64 cells = 0;       ///< that are put otherwise
    qint64 firstRecord = 0; ///< with a change
    qint64 lastRecord = 0;
};

/// The edits of a file while a person works on them, with undo and redo.
class EditSheet : public QObject
{
    Q_OBJECT

public:
    explicit EditSheet(QObject *parent = nullptr);

    const catalogue::Edits &edits() const { return m_edits; }
    QUndoStack &undoStack() { return m_undo; }

    /// One step of undo, named `what`. Changes that change nothing are passed over.
    void apply(QList<catalogue::CellChange> changes, const QString &what);
    /// One step of undo, in no time; none when it changes nothing. False, and nothing is changed, when the edits are no
    /// longer those before it.
    bool apply(const EditsStep &step);
    /// Begins anew with these edits; nothing can be undone then.
    void reset(const catalogue::Edits &edits = {});

Q_SIGNALS:
    /// Something in these records is another than before.
    void changed(qint64 firstRecord, qint64 lastRecord);

private:
    friend class EditStep;
    friend class WholeStep;
    EditSheet(const EditSheet &) = delete;

    catalogue::Edits m_edits;
    QUndoStack m_undo;
};

} // namespace chancery
