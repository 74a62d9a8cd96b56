// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace chancery {

class PassportList;

/// One quiet line that says what the list does not show: rows not loaded, filters that work on loaded rows only,
/// batches and items without a parent; and the button that helps.
class PassportNotice : public QWidget
{
    Q_OBJECT

public:
    explicit PassportNotice(QWidget *parent = nullptr);

    void describe(const PassportList &list);

Q_SIGNALS:
    void allWanted();
    void stopWanted();
    void orphansWanted();

private:
    enum class Offer { None, LoadAll, Stop, LookForOrphans };
    struct Line
    {
        QString text;
        Offer offer = Offer::None;
    };
    Line lineFor(const PassportList &list) const;

    QLabel *m_text;
    QPushButton *m_all;
    QPushButton *m_stop;
    QPushButton *m_orphans;
};

} // namespace chancery
