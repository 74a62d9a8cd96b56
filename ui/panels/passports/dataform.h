// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/datadraft.h"

#include <QMap>
#include <QWidget>

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace chancery {

class FieldRow;

/// `data` as a form over a draft: one row a field, dotted names for what is nested, and a line to add one.
class DataForm : public QWidget
{
    Q_OBJECT

public:
    explicit DataForm(QWidget *parent = nullptr);

    /// The draft to work on; it outlives the form or is replaced before it goes. Null empties the form.
    void setDraft(DataDraft *draft);
    void setReadOnly(bool readOnly);
    /// The draft changed elsewhere.
    void refresh();
    /// What the service said about fields, by path; stays until the field is edited.
    void setServerProblems(const QMap<QString, QString> &problems);
    /// Where forms for a passport that is not certified by paths leave the note out.
    void setCertifiable(bool certifiable);

Q_SIGNALS:
    void edited();

private:
    void buildAddLine();
    bool fits(const QList<DataField> &fields) const;
    void rebuild(const QList<DataField> &fields);
    QString problemOf(const DataField &field) const;
    FieldRow *addRow(const DataField &field, int line);
    void showNotes();
    void editText(const QString &path, const QString &text);
    void addField();
    FieldRow *rowOf(const QString &path) const;
    void announce();

    DataDraft *m_draft = nullptr;
    QGridLayout *m_grid;
    QList<FieldRow *> m_rows;
    QLabel *m_note;
    QLabel *m_more;
    QWidget *m_addLine;
    QLineEdit *m_newName;
    QPushButton *m_add;
    QLabel *m_addProblem;
    QMap<QString, QString> m_serverProblems;
    bool m_readOnly = false;
    bool m_certifiable = true;
};

} // namespace chancery
