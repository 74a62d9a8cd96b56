// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/preview.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace chancery {

class ColumnsModel;
class FormatBar;
class ImportSession;
class PreviewModel;
class TableView;
class TemplateBar;

/// Where each column goes, what the rows are, what is certified, and what comes out of it.
class ColumnsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnsPage(ImportSession &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void nextWanted();

private:
    QWidget *createSettings();
    QWidget *createColumns();
    void createColumnActions();
    void askMade(int row);
    void askConstant();
    void askJoin();
    void showActions();
    QWidget *createPreview();
    void show();
    void showSettings();
    void settingsEdited();
    void showProblems();
    void showJson();
    void showRow(int row);

    ImportSession &m_session;
    ColumnsModel *m_columns;
    PreviewModel *m_preview;
    FormatBar *m_format;
    TemplateBar *m_templates;
    TableView *m_columnsTable;
    TableView *m_previewTable;
    QPlainTextEdit *m_json;
    QComboBox *m_level;
    QComboBox *m_network;
    QRadioButton *m_certifySome;
    QRadioButton *m_certifyAll;
    QSpinBox *m_row;
    QLabel *m_problems;
    QPushButton *m_accept;
    QPushButton *m_constant;
    QPushButton *m_join;
    QPushButton *m_remove;
    QList<QWidget *> m_choices{}; ///< wait until all columns are known
    QPushButton *m_next;
    catalogue::Record m_shown;             ///< the record whose JSON is on show
    std::unique_ptr<QObject> m_readingRow; ///< context of a row being read from further down the file
};

} // namespace chancery
