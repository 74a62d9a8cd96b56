// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/datadraft.h"

#include <QObject>

class QAction;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;
class QComboBox;

namespace chancery {

class ElidedLabel;

/// One field of a form: the seal that says whether it is certified, its name, an editor fit for its kind, and a menu.
/// It shows what it is told and says what a person wants; the draft decides.
class FieldRow : public QObject
{
    Q_OBJECT

public:
    /// Where a row goes: two lines of `grid` from `line` on, the second for what is wrong.
    struct Place
    {
        QGridLayout &grid;
        int line = 0;
    };
    static constexpr int linesPerRow = 2;

    FieldRow(const DataField &field, const Place &place, QWidget *parent);
    ~FieldRow() override;

    const QString &path() const { return m_field.path; }
    /// Whether the same widgets can show it.
    bool fits(const DataField &field) const;
    /// While a person types, the text stays as typed; Show::Afresh is for another passport.
    enum class Show { KeepTyped, Afresh };
    void show(const DataField &field, Show how = Show::KeepTyped);
    void setReadOnly(bool readOnly);
    /// Where nothing is certified by paths, the seal would promise something.
    void setSealVisible(bool visible);
    /// What is wrong with this field, in words; empty takes it away.
    void setProblem(const QString &problem);
    QString problem() const;
    void focusEditor();
    bool hasFocus() const;

Q_SIGNALS:
    void textEdited(const QString &path, const QString &text);
    void certifiedToggled(const QString &path, bool certified);
    void kindWanted(const QString &path, chancery::FieldKind kind);
    void removalWanted(const QString &path);
    void restoreWanted(const QString &path);

private:
    void buildEditor(QWidget *parent);
    void buildMenu();
    QWidget *editor() const;
    QString label() const;
    bool isMultiLine() const;
    void showSeal();

    DataField m_field;
    QToolButton *m_seal;
    ElidedLabel *m_name;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_lines = nullptr;
    QComboBox *m_choice = nullptr;
    QLabel *m_null = nullptr;
    QToolButton *m_menu;
    QAction *m_restore = nullptr;
    QLabel *m_problem;
    bool m_readOnly = false;
};

} // namespace chancery
