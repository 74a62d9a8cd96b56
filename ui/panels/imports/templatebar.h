// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;

namespace chancery {

class ImportSession;

/// Which template maps the columns: choose, save, import, export. A template for similar columns is offered with its
/// differences and used only when asked for.
class TemplateBar : public QWidget
{
    Q_OBJECT

public:
    explicit TemplateBar(ImportSession &session, QWidget *parent = nullptr);

private:
    void createParts();
    void createMenu();
    void refresh();
    void showOffer();
    void choose(int index);
    void askName();
    void importFile();
    void exportFile();

    ImportSession &m_session;
    QComboBox *m_choice;
    QPushButton *m_save;
    QPushButton *m_more;
    QAction *m_export = nullptr;
    QAction *m_delete = nullptr;
    QWidget *m_offer;
    QLabel *m_offerText;
    QPushButton *m_use;
};

} // namespace chancery
