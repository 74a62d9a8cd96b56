// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dialogs/connections/fieldgroup.h"

class QCheckBox;

namespace chancery {

class Fold;
class GateRow;

/// What a connection puts behind another person's yes, a line for each action, and whether it is only a test.
class GateFields : public FieldGroup
{
    Q_OBJECT

public:
    explicit GateFields(QWidget *form);

    void addTo(FieldGrid &grid) override;
    void fill(const Profile &profile) override;
    void read(Profile &now, const Profile &loaded) const override;
    bool isIn(const Profile &profile) const override { return !profile.gate.rules().isEmpty(); }
    void remark(const Profile &before, const Profile &now) override;
    void setOpen(bool open) override;

private:
    QString summaryOf(const Profile &profile) const;

    struct Line
    {
        GateRow *row;
        FieldNote *kept; ///< says what the line cannot show
    };
    Fold *m_fold;
    QList<Line> m_lines;
    QCheckBox *m_isTest;
};

} // namespace chancery
