// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/models/connectionsmodel.h"

#include <QWidget>

class QListView;
class QPushButton;

namespace chancery {

/// The list of connections with what can be done to it.
class ConnectionList : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionList(QWidget *parent = nullptr);

    void setRows(const QList<ConnectionRow> &rows);
    const QList<ConnectionRow> &rows() const { return m_model->rows(); }
    /// Marks a row without picking it; a null id is the entry that starts the sandbox.
    void setCurrent(const QUuid &id);
    void setNoneCurrent();
    void setCanDuplicate(bool can);
    void setCanDelete(bool can);

Q_SIGNALS:
    /// The person went to this row.
    void picked(const QUuid &id);
    /// The person pressed Return on it or clicked it twice.
    void activated(const QUuid &id);
    void newWanted();
    void duplicateWanted();
    void deleteWanted();
    void importWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void connectButtons();

    ConnectionsModel *m_model;
    QListView *m_view;
    QPushButton *m_new;
    QPushButton *m_duplicate;
    QPushButton *m_delete;
    QPushButton *m_import;
    bool m_marking = false;
};

} // namespace chancery
