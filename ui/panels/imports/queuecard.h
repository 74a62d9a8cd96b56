// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/panels/imports/importqueue.h"
#include "ui/widgets/card.h"

class QPushButton;

namespace chancery {

/// The imports that wait, each with what it waits for and a button to take it out. Hidden while there are none.
class QueueCard : public Card
{
    Q_OBJECT

public:
    QueueCard(ImportQueue &queue, ImportSession &session, QWidget *parent = nullptr);

private:
    void refresh();
    QWidget *entry(int index);
    QString waitsFor(int index) const;

    ImportQueue &m_queue;
    ImportSession &m_session;
    QWidget *m_entries = nullptr;
    QPushButton *m_start;
};

} // namespace chancery
