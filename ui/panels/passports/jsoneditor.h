// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/datadraft.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace chancery {

/// `data` as JSON to be edited, and the whole record as the service sent it, to be read.
class JsonEditor : public QWidget
{
    Q_OBJECT

public:
    explicit JsonEditor(QWidget *parent = nullptr);

    /// The draft to work on; it outlives the editor or is replaced before it goes. Null empties it.
    void setDraft(DataDraft *draft);
    void setReadOnly(bool readOnly);
    /// The draft changed elsewhere.
    void refresh();

Q_SIGNALS:
    void edited();

private:
    QToolButton *addSwitch(const QString &text, const QString &objectName, int page);
    void takeText();
    void showError();

    DataDraft *m_draft = nullptr;
    QStackedWidget *m_stack;
    QPlainTextEdit *m_data;
    QPlainTextEdit *m_record;
    QLabel *m_error;
    QToolButton *m_dataSwitch = nullptr;
    QToolButton *m_recordSwitch = nullptr;
};

} // namespace chancery
